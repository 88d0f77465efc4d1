"""Intakes (登记明细): what came in, where, of which type and about whom, as known at any moment.

A case has one row for each state of knowledge about its registration, from the moment that was
recorded to the moment something else was. So a question about any past day can be asked as it
would have been answered then, and the same log gives the same answer for ever (domain.md §5, K).
Beside the rows stands how many came in on each day, as is known now.

Of a protected case nobody is named, in no state of knowledge: protection outranks replay.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from domain.case import case
from domain.case.acceptance import CaseAccepted
from domain.case.corrections import EventCorrected
from domain.case.intake import IntakeRegistered
from domain.case.merging import CaseMerged, CaseUnmerged, MainCaseChanged
from domain.case.parties import PartyAdded
from domain.case.protection import IdentityProtectionGranted
from domain.case.triage import CaseClassified
from domain.case.values import Party, Place
from domain.codes.matters import MatterClass
from domain.codes.parties import Side
from domain.ids import CaseId, PersonId, UnitId
from domain.kernel import Moment, Recorded, day_of
from domain.kernel import name_of as stored_name
from domain.values import Value
from projections.kernel import Contribution, Index, Part, Projection, Row, Sums


class Sighting(Value):
    """一次认知: what was known of a registration from a moment on."""

    known_at: datetime
    received_at: datetime
    dispute: str | None
    people: int
    respondents: tuple[str, ...]
    complainants: tuple[PersonId, ...]
    main: CaseId | None
    """The case it was merged into."""


class Intakes(Row, key=("case",)):
    """登记沿革: everything that was ever known of a registration, oldest first."""

    case: CaseId
    centre: UnitId
    place: UnitId | None
    protected: bool
    sightings: tuple[Sighting, ...]


class IntakeRow(Row, key=("case", "nth")):
    """登记明细: a registration as it was known from one moment to another (not included)."""

    case: CaseId
    nth: int
    known_at: datetime
    known_until: datetime | None
    received_on: date
    centre: UnitId
    place: UnitId | None
    dispute: str | None
    people: int
    respondents: tuple[str, ...]
    complainants: tuple[PersonId, ...]
    main: CaseId | None
    protected: bool


def intakes_of(row: Intakes) -> Iterator[IntakeRow]:
    """The rows of a case, one for each state of knowledge."""
    until = [*(one.known_at for one in row.sightings[1:]), None]
    for nth, (seen, known_until) in enumerate(zip(row.sightings, until, strict=True), start=1):
        yield IntakeRow(
            case=row.case,
            nth=nth,
            known_at=seen.known_at,
            known_until=known_until,
            received_on=day_of(seen.received_at),
            centre=row.centre,
            place=row.place,
            dispute=seen.dispute,
            people=seen.people,
            respondents=() if row.protected else seen.respondents,
            complainants=() if row.protected else seen.complainants,
            main=seen.main,
            protected=row.protected,
        )


intakes = Part(
    "intakes",
    IntakeRow,
    intakes_of,
    zh="登记明细",
    indexes=[
        Index(columns=("centre", "received_on")),
        Index(columns=("received_on",)),
        Index(columns=("known_at",)),
        Index(columns=("known_until",)),
    ],
)


class IntakeSums(Row, key=("centre", "dispute", "received_on")):
    """登记合计: how many cases of a type came in to a centre on a day, with how many people."""

    centre: UnitId
    dispute: str
    received_on: date
    cases: int
    people: int


def _tallied(row: IntakeRow) -> Iterator[Contribution]:
    """What is known now and stands by itself; what was known otherwise is asked of the rows."""
    if row.known_until is None and row.main is None and row.dispute is not None:
        key = (row.centre, row.dispute, row.received_on)
        yield key, "cases", 1
        yield key, "people", row.people


intake_book = Projection(
    "intake_book",
    Intakes,
    version=4,
    zh="登记沿革",
    parts=[intakes],
    sums=[Sums("intake_sums", IntakeSums, _tallied, over=intakes, zh="登记合计")],
)


def known(row: Intakes, fact: Recorded[Any], **changes: Any) -> Intakes:
    """The row with something else known from now on; the same row when it is nothing new."""
    last = row.sightings[-1]
    if all(getattr(last, name) == value for name, value in changes.items()):
        return row
    before = row.sightings[:-1] if last.known_at == fact.recorded_at else row.sightings
    return replace(row, sightings=(*before, replace(last, known_at=fact.recorded_at, **changes)))


def unnamed(row: Intakes) -> Intakes:
    """The row without anybody's id, now and as it was known before."""
    if row.protected:
        return row
    sightings = (replace(one, respondents=(), complainants=()) for one in row.sightings)
    return replace(row, protected=True, sightings=tuple(sightings))


def respondent(party: Party) -> str:
    """What a respondent is told apart by: the unit of the register, or the person."""
    return party.unit or party.person


@intake_book.folds
def registered(row: None, fact: Recorded[IntakeRegistered]) -> Intakes:
    """Something came in."""
    event = fact.event
    protected = event.matter_class is MatterClass.REPORT
    parties = () if protected else event.parties
    return Intakes(
        case=event.case,
        centre=event.centre,
        place=_ground(event.place),
        protected=protected,
        sightings=(
            Sighting(
                known_at=fact.recorded_at,
                received_at=event.received_at,
                dispute=event.dispute,
                people=event.people_count,
                respondents=_sorted(
                    respondent(one) for one in parties if one.side is Side.RESPONDENT
                ),
                complainants=_sorted(one.person for one in parties if one.side is Side.APPLICANT),
                main=None,
            ),
        ),
    )


def _sorted(ids: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted(set(ids)))


def _ground(place: Place | None) -> UnitId | None:
    """The grid it happened in, or else the unit whose ground it is."""
    return None if place is None else place.grid or place.unit


@intake_book.folds
def accepted(row: Intakes, fact: Recorded[CaseAccepted]) -> Intakes:
    """Its type was settled; a report is protected."""
    after = known(row, fact, dispute=fact.event.dispute)
    return unnamed(after) if fact.event.matter_class is MatterClass.REPORT else after


@intake_book.folds
def classified(row: Intakes, fact: Recorded[CaseClassified]) -> Intakes:
    """Its type was settled anew."""
    return known(row, fact, dispute=fact.event.dispute)


@intake_book.folds
def party_added(row: Intakes, fact: Recorded[PartyAdded]) -> Intakes:
    """Somebody more is in it, on one side."""
    party, last = fact.event.party, row.sightings[-1]
    if row.protected or party.side not in (Side.APPLICANT, Side.RESPONDENT):
        return row
    if party.side is Side.APPLICANT:
        return known(row, fact, complainants=_sorted(iter((*last.complainants, party.person))))
    return known(row, fact, respondents=_sorted(iter((*last.respondents, respondent(party)))))


@intake_book.folds
def protected(row: Intakes, fact: Recorded[IdentityProtectionGranted]) -> Intakes:
    """Nobody in it is named any more."""
    return unnamed(row)


@intake_book.folds
def merged(row: Intakes, fact: Recorded[CaseMerged]) -> Intakes:
    """It goes on in a main case."""
    return known(row, fact, main=fact.event.into)


@intake_book.folds
def main_changed(row: Intakes, fact: Recorded[MainCaseChanged]) -> Intakes:
    """Its main case was itself merged or taken out."""
    return known(row, fact, main=fact.event.main)


@intake_book.folds
def unmerged(row: Intakes, fact: Recorded[CaseUnmerged]) -> Intakes:
    """It stands by itself again."""
    return known(row, fact, main=None)


_CORRECTED: dict[str, Callable[[str], dict[str, Any]]] = {
    "received_at": lambda value: {"received_at": msgspec.convert(value, Moment, strict=False)},
    "people_count": lambda value: {"people": int(value)},
}
"""What a correction of the registration changes here (docs/adr/0027)."""


@intake_book.folds
def corrected(row: Intakes, fact: Recorded[EventCorrected]) -> Intakes:
    """The registration said something wrong, and this is right."""
    event = fact.event
    changed = _CORRECTED.get(event.field or "")
    if event.event != stored_name(IntakeRegistered) or changed is None or event.value is None:
        return row
    return known(row, fact, **changed(event.value))


intake_book.ignores(*(one for one in case.evolutions if one not in intake_book.events))
