"""The staff directory: who holds which post now, with names from the vault.

For the operator at the command line; parties to a case never appear in it.
"""

from datetime import datetime

from domain.ids import PersonId, PostId
from domain.organisation.state import Organisation
from domain.person import Identity
from domain.values import Value
from infra.authority import posts_held
from infra.vault.interface import IdentityVault


class Staff(Value):
    """Somebody who holds a post: the person, the name, the post and its unit, the roles' names."""

    person: PersonId
    name: str
    post: PostId
    title: str
    unit: str
    roles: tuple[str, ...]


class NobodyOfThatName(Exception):
    """No staff member, or more than one, goes by the name given."""


def staff(register: Organisation, vault: IdentityVault, at: datetime) -> list[Staff]:
    """Everyone who holds a post at the moment, once for each post, by unit and title."""
    found: list[Staff] = []
    for person in register.people():
        held = posts_held(register, person, at)
        identity = vault.identity(person, Identity) if held else None
        name = identity.name if isinstance(identity, Identity) else "(已删除)"
        found += [
            Staff(
                person=person,
                name=name,
                post=post.post,
                title=post.title,
                unit=post.unit_name,
                roles=tuple(sorted(role.zh for role in post.roles)),
            )
            for post in held
        ]
    return sorted(found, key=lambda one: (one.unit, one.title, one.name))


def named(people: list[Staff], name: str) -> Staff:
    """The staff member of that name or id. Raises `NobodyOfThatName`."""
    matching = [one for one in people if name in (one.name, one.person)]
    if not matching:
        raise NobodyOfThatName(f"nobody on the staff is called {name}; try: liuhen people")
    if len({one.person for one in matching}) > 1:
        ids = ", ".join(sorted({one.person for one in matching}))
        raise NobodyOfThatName(f"several people are called {name}; give an id: {ids}")
    return matching[0]
