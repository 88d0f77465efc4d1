"""What ending a case changes in its row: concluded, sent back, closed, archived, reopened."""

from domain.case import Stage
from domain.case.archive import CaseArchived
from domain.case.checking import ConclusionRejected
from domain.case.closing import CaseClosed
from domain.case.conclusion import CaseConcluded
from domain.case.reopening import CaseReopened
from domain.kernel import Recorded
from projections.case_register.projection import after, case_register
from projections.case_row import CaseRow


@case_register.folds
def concluded(row: CaseRow, fact: Recorded[CaseConcluded]) -> CaseRow:
    return after(
        row,
        fact,
        stage=Stage.CONCLUDED,
        outcome=fact.event.outcome,
        concluded_at=fact.occurred_at,
    )


@case_register.folds
def conclusion_rejected(row: CaseRow, fact: Recorded[ConclusionRejected]) -> CaseRow:
    return after(row, fact, stage=fact.event.stage, outcome=None, concluded_at=None)


@case_register.folds
def closed(row: CaseRow, fact: Recorded[CaseClosed]) -> CaseRow:
    return after(row, fact, stage=Stage.CLOSED)


@case_register.folds
def archived(row: CaseRow, fact: Recorded[CaseArchived]) -> CaseRow:
    return after(row, fact, stage=Stage.ARCHIVED)


@case_register.folds
def reopened(row: CaseRow, fact: Recorded[CaseReopened]) -> CaseRow:
    return after(
        row,
        fact,
        stage=Stage.ACCEPTED,
        accepted_at=row.accepted_at or fact.occurred_at,
        refused_at=None,
        redirected_at=None,
        withdrawn_at=None,
        concluded_at=None,
        outcome=None,
    )
