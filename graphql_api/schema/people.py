"""Persons in the API: an opaque id, a masked label, and whether it is a person or a body.

Names, numbers and addresses are in the vault and not here. Staff may look up anybody's label, for
they refer to persons by id; everybody else sees only themselves.
"""

from typing import Any

import strawberry

from domain.ids import PersonId
from domain.person import PersonKind
from domain.roles import STAFF, Role
from graphql_api.context import Context
from graphql_api.ports import Caller
from graphql_api.schema.bounds import is_id
from graphql_api.schema.derive import enum_type
from graphql_api.schema.fields import about
from graphql_api.schema.node import Node


@strawberry.type(description="A registered person or organisation, by masked label. 人员")
class Person(Node):
    """A person of the register."""

    label: str = about("The masked label, such as 张*. 脱敏名称")
    kind: Any = about("A person or a body. 主体类型", graphql_type=enum_type(PersonKind))


async def person(context: Context, wanted: str) -> Person | None:
    """A person by id, or None when absent, malformed or not for the caller."""
    if not is_id("person", wanted) or not sees_person(context.caller, wanted):
        return None
    found = await context.blocking(context.services.people.person, wanted)
    if found is None:
        return None
    return Person(id=strawberry.ID(wanted), label=found.label, kind=found.kind)


def sees_person(caller: Caller, wanted: PersonId) -> bool:
    """Whether the caller may see a person's masked label (see the module's first lines)."""
    return wanted == caller.person or bool(caller.roles & (STAFF | {Role.SYSTEM_ADMINISTRATOR}))
