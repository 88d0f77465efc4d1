"""Persons (人员): registered once, referred to by an opaque id; identity stays in the vault."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from domain.codes.entry import Labelled
from domain.ids import PersonId
from domain.kernel import Act, Aggregate, Command, Event, Events, Recorded, Seal
from domain.roles import STAFF, Role
from domain.texts import Label, Line
from domain.values import Value


class PersonKind(Labelled):
    """主体类型: a natural person or an organisation."""

    NATURAL = "natural", "自然人"
    ORGANISATION = "organisation", "法人或其他组织"


class Identity(Value):
    """身份信息: what the vault keeps, encrypted under the person's own key."""

    name: Label
    id_number: Annotated[str, Meta(pattern=r"^[0-9A-Z]{6,20}$")] | None = None
    phone: Annotated[str, Meta(pattern=r"^[0-9+][0-9-]{4,19}$")] | None = None
    address: Line | None = None


class PersonRegistered(Event, tag="person.registered"):
    """人员登记: a person is known under an opaque id and a masked label."""

    person: PersonId
    kind: PersonKind
    label: str


class RegisterPerson(Command):
    """Register a person or a body; the identity goes to the vault, into no event. 登记人员"""

    identity: Identity
    kind: PersonKind = PersonKind.NATURAL


@dataclass
class Person:
    """What the log knows of a person."""

    label: str = ""
    kind: PersonKind = PersonKind.NATURAL
    began_at: datetime | None = None


person = Aggregate("person", Person, zh="人员")


def masked(name: str, kind: PersonKind) -> str:
    """The label that may be shown: `张*` for a person, first two and last two signs for a body.

    domain.md §2.2: events hold only the id and a masked label. A name that would show in its own
    label, such as one of a single sign, is hidden altogether.
    """
    name = name.strip()
    if kind is PersonKind.NATURAL or len(name) <= 5:
        label = f"{name[:1]}*"
    else:
        label = f"{name[:2]}***{name[-2:]}"
    return "*" if name in label else label


@person.evolves
def registered(state: Person, event: PersonRegistered, fact: Recorded[PersonRegistered]) -> None:
    state.label = event.label
    state.kind = event.kind
    state.began_at = fact.occurred_at


@person.opens(by=[*sorted(STAFF), Role.PARTY, Role.SYSTEM_ADMINISTRATOR])
def register_person(command: RegisterPerson, act: Act) -> Events:
    """个人信息保护法 art. 6: the record carries no more of a person than the matter needs."""
    new = act.new_id("person")
    yield Seal(subject=new, identity=command.identity)
    yield PersonRegistered(
        person=new, kind=command.kind, label=masked(command.identity.name, command.kind)
    )
