"""What whistles and consultations change in the register: which units have the case in hand."""

from domain.case.consultation import ConsultationConvened, ResolutionAdopted
from domain.case.whistle import WhistleBlown
from domain.kernel import Recorded
from projections.case_register.projection import after, case_register, with_units
from projections.case_row import CaseRow


@case_register.folds
def whistle_blown(row: CaseRow, fact: Recorded[WhistleBlown]) -> CaseRow:
    return after(row, fact, units=with_units(row, *fact.event.target_units))


@case_register.folds
def consultation_convened(row: CaseRow, fact: Recorded[ConsultationConvened]) -> CaseRow:
    return after(row, fact, units=with_units(row, *fact.event.units))


@case_register.folds
def resolution_adopted(row: CaseRow, fact: Recorded[ResolutionAdopted]) -> CaseRow:
    return after(row, fact, units=with_units(row, *(one.unit for one in fact.event.items)))
