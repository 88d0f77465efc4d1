"""Values a case's commands, events and state share: parties, places, grounds."""

from typing import Annotated

from msgspec import Meta

from domain.codes.matters import Channel
from domain.codes.parties import Capacity, ConfirmationMethod, Power, Side
from domain.ids import CaseId, DocumentId, PersonId, UnitId
from domain.kernel import Moment
from domain.person import PersonKind
from domain.texts import Code, Label, Line, Narrative
from domain.values import Value

Documents = Annotated[tuple[DocumentId, ...], Meta(max_length=50)]
"""附件: files that belong to an act."""


class Place(Value):
    """发生地: the unit whose ground it is, the grid, and the point on the map if known."""

    unit: UnitId | None = None
    grid: UnitId | None = None
    latitude: Annotated[float, Meta(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Meta(ge=-180, le=180)] | None = None


class PartyEntry(Value):
    """当事人登记项: a registered person on one side; `unit` when it is a unit of the register."""

    person: PersonId
    side: Side
    capacity: Capacity = Capacity.FULL
    under_14: bool = False
    guardian: PersonId | None = None
    guardian_consent: DocumentId | None = None
    unit: UnitId | None = None


class Party(Value):
    """当事人: a party as the record knows it, by an opaque id and a masked label."""

    person: PersonId
    label: str
    kind: PersonKind
    side: Side
    capacity: Capacity
    under_14: bool
    guardian: PersonId | None
    guardian_consent: DocumentId | None
    unit: UnitId | None


class Representation(Value):
    """代理(代表)关系: who may speak for whom, and how far."""

    person: PersonId
    represents: tuple[PersonId, ...]
    powers: tuple[Power, ...]
    document: DocumentId | None


class Complaint(Value):
    """并入的诉求: a registration joined to a main case; `via` is the case it belonged to before.

    `channel` is how it came in; None where it was joined before that was told.
    """

    case: CaseId
    code: str
    received_at: Moment
    parties: tuple[Party, ...]
    representations: tuple[Representation, ...]
    via: CaseId | None
    channel: Channel | None = None

    @property
    def complainants(self) -> list[PersonId]:
        """Everyone who is owed a reply of their own."""
        return [party.person for party in self.parties if party.side is Side.APPLICANT]


class Confirmation(Value):
    """当事人确认: which party said yes to a result, and how."""

    person: PersonId
    method: ConfirmationMethod
    document: DocumentId | None = None


class Grounds(Value):
    """不予受理的理由: why, in words, and which door is the right one instead."""

    reason: Code
    explanation: Narrative
    route: Code
    organ: Label
    notice_document: DocumentId
    unit: UnitId | None = None
    limitation: Line | None = None
    cool_down: Narrative | None = None
