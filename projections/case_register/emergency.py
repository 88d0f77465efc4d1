"""Emergencies and petitions: which units get the case in hand, and when it is assigned."""

from domain.case import Stage
from domain.case.emergency import ForceDispatched
from domain.case.petition import PetitionAssigned, PetitionForwarded
from domain.case.petition_review import RecheckRequested, ReviewRequested
from domain.kernel import Recorded
from projections.case_register.projection import after, case_register, with_units
from projections.case_row import CaseRow


@case_register.folds
def force_dispatched(row: CaseRow, fact: Recorded[ForceDispatched]) -> CaseRow:
    return after(row, fact, units=with_units(row, *fact.event.units))


@case_register.folds
def petition_forwarded(row: CaseRow, fact: Recorded[PetitionForwarded]) -> CaseRow:
    return after(row, fact, stage=_given(row), units=with_units(row, fact.event.unit))


@case_register.folds
def petition_assigned(row: CaseRow, fact: Recorded[PetitionAssigned]) -> CaseRow:
    return after(row, fact, stage=_given(row), units=with_units(row, fact.event.unit))


@case_register.folds
def review_requested(row: CaseRow, fact: Recorded[ReviewRequested]) -> CaseRow:
    return after(row, fact, units=with_units(row, fact.event.organ))


@case_register.folds
def recheck_requested(row: CaseRow, fact: Recorded[RecheckRequested]) -> CaseRow:
    return after(row, fact, units=with_units(row, fact.event.organ))


def _given(row: CaseRow) -> Stage:
    return Stage.ASSIGNED if row.stage is Stage.ACCEPTED else row.stage
