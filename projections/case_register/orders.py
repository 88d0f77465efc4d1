"""Orders, objections and escalation: which units have the case, and which one leads."""

from domain.case import Stage
from domain.case.escalation import CaseEscalated
from domain.case.objections import ObjectionUpheld
from domain.case.orders import WorkOrderIssued, WorkOrderSigned
from domain.case.reorganisation import UnitSucceeded
from domain.kernel import Recorded
from projections.case_register.projection import after, case_register, with_units
from projections.case_row import CaseRow


@case_register.folds
def issued(row: CaseRow, fact: Recorded[WorkOrderIssued]) -> CaseRow:
    event = fact.event
    return after(
        row,
        fact,
        stage=Stage.ASSIGNED if row.stage is Stage.ACCEPTED else row.stage,
        lead_unit=event.lead_unit,
        units=with_units(row, event.sender, event.lead_unit, *event.co_units),
    )


@case_register.folds
def signed(row: CaseRow, fact: Recorded[WorkOrderSigned]) -> CaseRow:
    stage = Stage.IN_PROGRESS if row.stage is Stage.ASSIGNED else row.stage
    return after(row, fact, stage=stage)


@case_register.folds
def objection_upheld(row: CaseRow, fact: Recorded[ObjectionUpheld]) -> CaseRow:
    event = fact.event
    back = event.unassigned and row.stage is Stage.ASSIGNED
    stage = Stage.ACCEPTED if back else row.stage
    return after(row, fact, stage=stage, lead_unit=event.lead_unit)


@case_register.folds
def escalated(row: CaseRow, fact: Recorded[CaseEscalated]) -> CaseRow:
    event = fact.event
    return after(
        row,
        fact,
        lead_unit=event.to_unit,
        units=with_units(row, event.from_unit, event.to_unit),
    )


@case_register.folds
def unit_succeeded(row: CaseRow, fact: Recorded[UnitSucceeded]) -> CaseRow:
    event = fact.event
    return after(
        row,
        fact,
        centre=event.centre,
        lead_unit=event.lead_unit,
        units=with_units(row, event.to_unit),
    )
