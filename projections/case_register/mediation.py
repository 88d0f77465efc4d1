"""Mediation in the case register: who has the case in hand, and who takes part."""

from msgspec.structs import replace

from domain.case import Stage
from domain.case.capacity import GuardianNamed
from domain.case.entrustment import DelegationConfirmed
from domain.case.mediation import MediationOpened
from domain.ids import PersonId
from domain.kernel import Recorded
from projections.case_register.projection import after, case_register, with_units
from projections.case_row import CaseRow, Seat, circle_with


@case_register.folds
def mediation_opened(row: CaseRow, fact: Recorded[MediationOpened]) -> CaseRow:
    begins = row.stage in (Stage.ACCEPTED, Stage.ASSIGNED)
    return after(
        row,
        fact,
        stage=Stage.IN_PROGRESS if begins else row.stage,
        units=with_units(row, fact.event.organisation),
    )


@case_register.folds
def delegation_confirmed(row: CaseRow, fact: Recorded[DelegationConfirmed]) -> CaseRow:
    return after(row, fact, units=with_units(row, fact.event.organisation))


@case_register.folds
def guardian_named(row: CaseRow, fact: Recorded[GuardianNamed]) -> CaseRow:
    party, guardian = fact.event.party, fact.event.guardian
    joined = tuple(replace(one, seats=_guarded(one.seats, party, guardian)) for one in row.joined)
    own = _guarded(row.own_seats, party, guardian)
    return after(row, fact, **circle_with(row, own_seats=own, joined=joined))


def _guarded(seats: tuple[Seat, ...], party: PersonId, guardian: PersonId) -> tuple[Seat, ...]:
    return tuple(
        replace(seat, guardian=guardian) if seat.person == party else seat for seat in seats
    )
