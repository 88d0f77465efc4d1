"""A part is agreed and the rest goes on (domain.md §2.6 partial agreement; §9 S4)."""

from datetime import date

from domain.case import Stage
from domain.case.agreement import AgreementEffective, AgreementReached
from domain.case.conclusion import CaseConcluded
from domain.case.fulfilment import AgreementFulfilled, FulfilmentRecorded, RecordFulfilment
from domain.case.mediation import (
    Advice,
    AdviseRoute,
    MediationTerminated,
    RouteAdvised,
    TerminateMediation,
)
from domain.case.regions.agreements import AgreementStage
from domain.case.regions.mediations import ProcedureStage
from domain.codes.agreements import AgreementForm, AgreementScope, ProofKind
from domain.organisation.state import Level
from tests.domain.county import CASE, LI, SCAN, ZHANG, committee_head, mediator
from tests.domain.given import Given
from tests.domain.states_agreements import AGREED_AT, MEDIATION, in_mediation, to_pay, to_reach
from tests.domain.states_ending import to_conclude

COSTS = to_reach(
    form=AgreementForm.ORAL,
    scope=AgreementScope.PARTIAL,
    obligations=(to_pay("38600", due_on=date(2025, 4, 28)),),
)
"""Undisputed costs of 38,600 yuan, paid at once."""


def costs_agreed() -> Given:
    state = in_mediation(kind="MEDICAL").when(COSTS, by=mediator()).then_state()
    return Given(state, AGREED_AT)


def test_a_part_paid_at_once_is_fulfilled_the_same_day() -> None:
    case = costs_agreed()
    assert case.state is not None
    (obligation,) = case.state.agreements.obligations
    at_once = RecordFulfilment(
        case=CASE,
        obligation=obligation,
        done_on=date(2025, 4, 28),
        proof_kind=ProofKind.TRANSFER,
        amount="38600",
        proof=SCAN,
        creditor_confirmation=SCAN,
    )
    paying = case.when(at_once, by=mediator())
    done, whole = paying.then(FulfilmentRecorded, AgreementFulfilled)
    assert (done.complete, done.late, whole.voluntary, whole.late) == (True, False, True, False)
    (agreement,) = paying.then_state().agreements.in_force
    assert agreement.stage is AgreementStage.FULFILLED


def test_the_rest_is_mediated_on_and_may_be_agreed_later() -> None:
    case = costs_agreed()
    assert case.state is not None
    assert case.state.stage is Stage.IN_PROGRESS
    assert case.state.mediations.under_way is not None
    rest = to_reach(form=AgreementForm.ORAL, obligations=(to_pay("20000"),))
    later = case.when(rest, by=mediator())
    later.then(AgreementReached, AgreementEffective)
    later_id = later.decided()[0].agreement
    state = later.then_state()
    assert state.stage is Stage.AGREED
    assert state.mediations.all[MEDIATION].stage is ProcedureStage.AGREED
    assert [one.agreement for one in state.agreements.whole_claim] == [later_id]


def test_where_the_rest_fails_the_outcome_is_partial() -> None:
    """domain.md §2.6 部分达成: in the denominator, not in the numerator."""
    case = costs_agreed()
    end = TerminateMediation(
        case=CASE, mediation=MEDIATION, reason="M03", explanation="其余分歧过大。"
    )
    case.went(end, MediationTerminated, by=mediator())
    assert case.now.mediations.all[MEDIATION].stage is ProcedureStage.PARTIAL
    advise = AdviseRoute(
        case=CASE,
        advised=(ZHANG, LI),
        routes=(Advice(route="LITIGATION"),),
        rights="其余请求可以依法提起诉讼。",
    )
    case.went(advise, RouteAdvised, by=mediator())
    partial = to_conclude(
        outcome="PARTIAL", route="LITIGATION", organ="云溪县人民法院", resolved_level=Level.TOWN
    )
    case.went(partial, CaseConcluded, by=committee_head())
    assert (case.now.stage, case.now.outcome) == (Stage.CONCLUDED, "PARTIAL")
