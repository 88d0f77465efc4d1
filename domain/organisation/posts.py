"""Posts (岗位): the places in a unit, what their holders may do, and which duties stay apart."""

from collections.abc import Collection
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from domain.ids import PersonId, PostId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.organisation.entries import Post
from domain.organisation.guards import after_the_last, unit_in_force
from domain.organisation.refusals import (
    PostNotInForce,
    PostStillHeld,
    PostUnknown,
    RolesIncompatible,
)
from domain.organisation.state import Organisation, organisation
from domain.roles import Role
from domain.texts import Label, Line

Roles = Annotated[tuple[Role, ...], Meta(min_length=1, max_length=10)]

APART = frozenset(
    {
        Role.SYSTEM_ADMINISTRATOR,
        Role.SECURITY_ADMINISTRATOR,
        Role.AUDIT_ADMINISTRATOR,
        Role.COMPLIANCE_AUDITOR,
    }
)
"""Roles nobody holds beside another: the three administrators and the auditor (SoD-8, SoD-12)."""


class PostEstablished(Event, tag="organisation.post_established"):
    """岗位设立: a post with its roles exists in a unit."""

    post: PostId
    unit: UnitId
    title: str
    roles: tuple[Role, ...]


class PostChanged(Event, tag="organisation.post_changed"):
    """岗位变更: what a post is called and what its holders may do from now on."""

    post: PostId
    title: str
    roles: tuple[Role, ...]
    reason: Confidential


class PostAbolished(Event, tag="organisation.post_abolished"):
    """岗位撤销: a post nobody holds ceased to exist."""

    post: PostId
    reason: Confidential


class EstablishPost(Command):
    """Establish a post in a unit. 设立岗位"""

    unit: UnitId
    title: Label
    roles: Roles


class ChangePost(Command):
    """State in full what a post is from now on. 变更岗位"""

    post: PostId
    title: Label
    roles: Roles
    reason: Line


class AbolishPost(Command):
    """Abolish a post nobody holds. 撤销岗位"""

    post: PostId
    reason: Line


@organisation.evolves
def post_established(
    state: Organisation, event: PostEstablished, fact: Recorded[PostEstablished]
) -> None:
    state.posts[event.post] = Post(
        unit=event.unit,
        title=event.title,
        roles=frozenset(event.roles),
        since=fact.occurred_at,
    )


@organisation.evolves
def post_changed(state: Organisation, event: PostChanged, fact: Recorded[PostChanged]) -> None:
    changed = replace(state.posts[event.post], title=event.title, roles=frozenset(event.roles))
    state.change_post(event.post, fact.occurred_at, changed)


@organisation.evolves
def post_abolished(
    state: Organisation, event: PostAbolished, fact: Recorded[PostAbolished]
) -> None:
    abolished = replace(state.posts[event.post], abolished_at=fact.occurred_at)
    state.change_post(event.post, fact.occurred_at, abolished)


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def establish_post(state: Organisation, command: EstablishPost, act: Act) -> Events:
    """A post is of a unit in force; administrators and auditors stand apart (SoD-8, SoD-12)."""
    unit_in_force(state, command.unit, act.at)
    kept_apart(command.roles)
    yield PostEstablished(
        post=act.new_id("post"),
        unit=command.unit,
        title=command.title,
        roles=tuple(dict.fromkeys(command.roles)),
    )


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def change_post(state: Organisation, command: ChangePost, act: Act) -> Events:
    """What was done for the post before stays judged by the roles it had then (SoD-8, SoD-12)."""
    after_the_last(post_in_force(state, command.post).since, act)
    kept_apart(command.roles)
    for _, held in state.appointments_to(command.post):
        if held.to_come(act.at):
            apart_from_other_posts(state, held.person, command.roles, act, but=command.post)
    yield PostChanged(
        post=command.post,
        title=command.title,
        roles=tuple(dict.fromkeys(command.roles)),
        reason=command.reason,
    )


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def abolish_post(state: Organisation, command: AbolishPost, act: Act) -> Events:
    """[design]: a duty does not vanish under the person who holds it."""
    after_the_last(post_in_force(state, command.post).since, act)
    if any(held.to_come(act.at) for _, held in state.appointments_to(command.post)):
        raise PostStillHeld
    yield PostAbolished(post=command.post, reason=command.reason)


def post_in_force(state: Organisation, post: PostId) -> Post:
    """A post that was not abolished. Raises `PostUnknown`, `PostNotInForce`."""
    found = state.posts.get(post)
    if found is None:
        raise PostUnknown(post=post)
    if found.abolished_at is not None:
        raise PostNotInForce
    return found


def kept_apart(roles: Collection[Role]) -> None:
    """Raises `RolesIncompatible` when a role that stands alone has company."""
    for role in APART.intersection(roles):
        if set(roles) != {role}:
            raise RolesIncompatible(role=role)


def apart_from_other_posts(
    state: Organisation, person: PersonId, roles: Collection[Role], act: Act, *, but: PostId
) -> None:
    """Raises `RolesIncompatible` when the person's other posts do not go with these roles."""
    for _, held in state.appointments_of(person):
        if held.post != but and held.to_come(act.at):
            kept_apart({*roles, *state.posts[held.post].roles})
