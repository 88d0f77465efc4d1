"""Agreements and confirmation: the stage they bring a case to, and the courts that join it."""

from domain.case import Stage
from domain.case.agreement import AgreementEffective
from domain.case.amending import AgreementInvalidated
from domain.case.confirmation import ConfirmationApplied
from domain.case.enforcement import EnforcementApplied
from domain.case.state import UNDER_WAY
from domain.codes.agreements import AgreementScope
from domain.ids import UnitId
from domain.kernel import Recorded
from projections.case_register.projection import after, case_register, with_units
from projections.case_row import CaseRow


@case_register.folds
def effective(row: CaseRow, fact: Recorded[AgreementEffective]) -> CaseRow:
    agreed = fact.event.scope is AgreementScope.FULL and row.stage in UNDER_WAY
    return after(row, fact, stage=Stage.AGREED if agreed else row.stage)


@case_register.folds
def invalidated(row: CaseRow, fact: Recorded[AgreementInvalidated]) -> CaseRow:
    undone = row.stage is Stage.AGREED and not fact.event.whole_claim_settled
    return after(row, fact, stage=Stage.IN_PROGRESS if undone else row.stage)


@case_register.folds
def confirmation_applied(row: CaseRow, fact: Recorded[ConfirmationApplied]) -> CaseRow:
    return after(row, fact, units=_with_court(row, fact.event.unit))


@case_register.folds
def enforcement_applied(row: CaseRow, fact: Recorded[EnforcementApplied]) -> CaseRow:
    return after(row, fact, units=_with_court(row, fact.event.unit))


def _with_court(row: CaseRow, court: UnitId | None) -> tuple[UnitId, ...]:
    return row.units if court is None else with_units(row, court)
