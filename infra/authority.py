"""Authority: what a signed-in person may be, by the posts they hold at this moment.

The token says who somebody is; the organisation register says what they may do (architecture.md
§9). A request acts for one post.
"""

from datetime import datetime

from domain.ids import ORGANISATION, SYSTEM, PersonId, PostId
from domain.organisation.state import Organisation
from domain.refusals import Refusal
from domain.roles import Role
from domain.values import Value
from graphql_api.ports import Caller


class PostNotHeld(Refusal):
    """The request names a post the person does not hold now."""

    zh = "您现在不担任这个岗位,不能以此岗位办理"
    en = "You do not hold this post now"
    basis = "architecture.md §9"


class Held(Value):
    """A post somebody holds, with what it brings."""

    post: PostId
    unit: str
    title: str
    unit_name: str
    area: str
    roles: frozenset[Role]


def posts_held(register: Organisation, person: PersonId, at: datetime) -> list[Held]:
    """The posts a person holds at the moment, oldest appointment first."""
    held: list[Held] = []
    for post_id in register.posts_of(person, at):
        post = register.posts[post_id]
        unit = register.units[post.unit]
        held.append(
            Held(
                post=post_id,
                unit=post.unit,
                title=post.title,
                unit_name=unit.name,
                area=unit.area_prefix,
                roles=post.roles,
            )
        )
    return held


def caller(
    register: Organisation,
    person: PersonId,
    at: datetime,
    *,
    client: str,
    post: PostId | None = None,
) -> Caller:
    """Who is calling, for the post named or the first one held; a person without posts is a party.

    Raises `PostNotHeld`.
    """
    if person == SYSTEM and post is None:
        return operator(client)
    held = posts_held(register, person, at)
    if post is None:
        chosen = held[0] if held else None
    else:
        chosen = next((one for one in held if one.post == post), None)
        if chosen is None:
            raise PostNotHeld
    if chosen is None:
        return Caller(person=person, client=client, roles=frozenset({Role.PARTY}))
    return Caller(
        person=person,
        client=client,
        post=chosen.post,
        unit=chosen.unit,
        area=chosen.area,
        roles=chosen.roles,
    )


def operator(client: str = "cli") -> Caller:
    """The operator: registers units, posts and people, and does no business (SoD-8).

    The one authority that does not come from the register, because somebody has to begin it.
    Whoever holds a token for this subject is the operator: an identity provider gives it to nobody
    else.
    """
    return Caller(
        person=SYSTEM,
        client=client,
        roles=frozenset({Role.SYSTEM_ADMINISTRATOR}),
    )


__all__ = ["ORGANISATION", "SYSTEM", "Held", "PostNotHeld", "caller", "operator", "posts_held"]
