"""The row of the case register, and the circle of people around a case.

Who takes part follows from several events at once: a complaint that is taken out of a main case
leaves with its parties, unless they are the main case's own. So the row keeps the seats of each
and derives from them the lists that readers are checked against.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from domain.case import Stage
from domain.case.values import Party, Representation
from domain.codes.matters import Channel, Difficulty, MatterClass, Scale
from domain.codes.parties import Side
from domain.codes.risks import RiskLevel, SpecialLedger
from domain.ids import CaseId, PersonId, UnitId
from domain.values import Value
from projections.kernel import Row


class Seat(Value, gc=False):
    """席位: a party's place in a case, without label or identity."""

    person: PersonId
    side: Side
    guardian: PersonId | None
    unit: UnitId | None


class Joined(Value, gc=False):
    """并入的诉求: a complaint joined to the case, with the people it brought along."""

    case: CaseId
    received_at: datetime
    seats: tuple[Seat, ...]
    speakers: tuple[PersonId, ...]


class CaseRow(Row, key=("case",)):
    """台账: one case as it stands. Lists are sorted; moments are business time but `last_event_at`.

    `people_count` is what was told when the case was registered.
    `received_at` is the case's own and never changes; `first_received_at` is the earliest of the
    complaints joined to it, by which terms are counted. `last_event_at` is when the last event was
    recorded. `units` are all that have or had the case in hand. A moment that was undone
    (a refusal overturned, a merger taken back) is empty again.
    """

    case: CaseId
    code: str
    matter_class: MatterClass
    channel: Channel
    stage: Stage
    dispute: str | None
    area: str
    centre: UnitId
    units: tuple[UnitId, ...]
    protected: bool
    people_count: int
    received_at: datetime
    first_received_at: datetime
    registered_at: datetime
    first_position: int
    last_position: int
    version: int
    last_event: str
    last_event_at: datetime
    late_entries: int

    risk: RiskLevel | None = None
    risk_provisional: bool = False
    signals: int = 0
    planned: bool = False
    special_ledgers: tuple[SpecialLedger, ...] = ()
    difficulty: Difficulty | None = None
    scale: Scale | None = None
    tags: tuple[str, ...] = ()
    first_responsible_unit: UnitId | None = None
    lead_unit: UnitId | None = None
    leader: PersonId | None = None

    custodians: tuple[PersonId, ...] = ()
    people: tuple[PersonId, ...] = ()
    accused: tuple[PersonId, ...] = ()
    accused_units: tuple[UnitId, ...] = ()
    applicants: int = 0
    respondents: int = 0

    accepted_at: datetime | None = None
    refused_at: datetime | None = None
    redirected_at: datetime | None = None
    withdrawn_at: datetime | None = None
    merged_at: datetime | None = None
    concluded_at: datetime | None = None
    outcome: str | None = None
    merged_into: CaseId | None = None
    stage_before_merger: Stage | None = None
    call_back_required: bool = False

    own_seats: tuple[Seat, ...] = ()
    own_speakers: tuple[PersonId, ...] = ()
    joined: tuple[Joined, ...] = ()


def seat(party: Party) -> Seat:
    """The seat of a party."""
    return Seat(person=party.person, side=party.side, guardian=party.guardian, unit=party.unit)


def speakers(representations: Iterable[Representation]) -> tuple[PersonId, ...]:
    """Who speaks for somebody, each once, sorted."""
    return tuple(sorted({given.person for given in representations}))


def circle(
    own_seats: Sequence[Seat],
    own_speakers: Sequence[PersonId],
    joined: Sequence[Joined],
    leader: PersonId | None,
) -> dict[str, Any]:
    """The fields of a row that say who takes part, from the four that they follow from.

    A person may have several seats: complaints may differ about who complains of whom. A guardian
    is the one of the first seat.
    """
    seats = [*own_seats, *(one for complaint in joined for one in complaint.seats)]
    first = {one.person: one for one in reversed(seats)}
    people = {*first, *own_speakers}
    people.update(person for complaint in joined for person in complaint.speakers)
    people.update(one.guardian for one in first.values() if one.guardian is not None)
    if leader is not None:
        people.add(leader)
    respondents = [one for one in seats if one.side is Side.RESPONDENT]
    accused = {one.person for one in respondents}
    return {
        "own_seats": tuple(own_seats),
        "own_speakers": tuple(own_speakers),
        "joined": tuple(joined),
        "leader": leader,
        "people": tuple(sorted(people)),
        "accused": tuple(sorted(accused)),
        "accused_units": tuple(sorted({one.unit for one in respondents if one.unit is not None})),
        "applicants": len({one.person for one in seats if one.side is Side.APPLICANT}),
        "respondents": len(accused),
    }


def circle_with(row: CaseRow, **changes: Any) -> dict[str, Any]:
    """The same after one of the four has changed."""
    return circle(
        changes.get("own_seats", row.own_seats),
        changes.get("own_speakers", row.own_speakers),
        changes.get("joined", row.joined),
        changes.get("leader", row.leader),
    )
