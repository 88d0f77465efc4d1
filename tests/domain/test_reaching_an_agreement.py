"""The parties agree, in a procedure that is under way (人民调解法 arts 28 to 30)."""

from datetime import date

import pytest

from domain.case import Case, Stage
from domain.case.agreement import AgreementEffective, AgreementReached
from domain.case.refusals import DayHasPassed, PartyUnknown
from domain.case.refusals.agreements import (
    AgreementAgainstRefusal,
    AgreementAwaitsSuccessor,
    AgreementLeavesOut,
    AgreementNeedsProcedure,
    AgreementOvertaken,
    AgreementUnsigned,
    AgreementWhileSuspended,
    AmountMissing,
    AmountNotMoney,
    MoreThanClaimed,
    ObligationToOneself,
    ObligationUnknown,
    OneSidedAgreement,
)
from domain.case.refusals.mediation import NotYourProcedure
from domain.case.regions.agreements import AgreementStage, ConfirmationStage
from domain.case.regions.mediations import ProcedureStage
from domain.codes.agreements import AgreementForm, AgreementScope, ObligationKind
from domain.codes.mediation import MediationKind
from domain.codes.parties import Side
from domain.refusals import StageDoesNotFit
from domain.roles import Role
from tests.domain.county import (
    LI,
    ONE,
    STRANGER,
    VILLAGE,
    WANG,
    ZHANG,
    acting,
    committee_head,
    mediator,
    named,
)
from tests.domain.given import given
from tests.domain.states import APPLICANT, RESPONDENT, accepted, one_party, registered
from tests.domain.states_agreements import (
    MEDIATION,
    MONEY,
    awaiting,
    effective,
    in_mediation,
    reached,
    to_pay,
    to_pull_down,
    to_reach,
)
from tests.domain.states_mediation import delegated, overtaken, taken_on

THREE = (APPLICANT, RESPONDENT, one_party(WANG, Side.APPLICANT))


def test_a_written_agreement_waits_for_signatures() -> None:
    reaching = in_mediation().when(to_reach(), by=mediator())
    (event,) = reaching.then(AgreementReached)
    assert [one.amount for one in event.obligations] == [None, "6500"]
    state = reaching.then_state()
    assert state.stage is Stage.IN_PROGRESS
    (agreement,) = state.agreements.all.values()
    assert agreement.stage is AgreementStage.REACHED
    assert not state.agreements.unsettled
    assert len(state.agreements.of(event.agreement)) == 2
    assert mediator().person in state.hands.mediators


def test_an_oral_agreement_takes_effect_at_once_and_ends_the_procedure() -> None:
    reaching = in_mediation().when(to_reach(form=AgreementForm.ORAL), by=committee_head())
    _, effective = reaching.then(AgreementReached, AgreementEffective)
    assert effective.effective_at == reaching.act.at
    assert [one.due_on for one in effective.obligations] == [date(2025, 5, 31), date(2025, 6, 30)]
    state = reaching.then_state()
    assert state.stage is Stage.AGREED
    assert state.mediations.all[MEDIATION].stage is ProcedureStage.AGREED
    (agreement,) = state.agreements.in_force
    assert agreement.confirmation is ConfirmationStage.NOT_APPLICABLE
    assert state.agreements.whole_claim == [agreement]


def test_an_agreement_on_a_part_leaves_the_procedure_open() -> None:
    partial = to_reach(form=AgreementForm.ORAL, scope=AgreementScope.PARTIAL)
    state = in_mediation().when(partial, by=mediator()).then_state()
    procedure = state.mediations.all[MEDIATION]
    assert state.stage is Stage.IN_PROGRESS
    assert procedure.stage is ProcedureStage.OPEN
    assert procedure.partly_agreed
    assert state.agreements.whole_claim == []


def test_there_is_no_agreement_without_a_procedure_under_way() -> None:
    other = to_reach(mediation=named("mediation", "another"))
    in_mediation().when(other, by=mediator()).then_refused(AgreementNeedsProcedure)
    failed = in_mediation().where(lambda case: _stand(case, ProcedureStage.FAILED))
    failed.when(to_reach(), by=mediator()).then_refused(AgreementNeedsProcedure)
    given(registered()).when(to_reach(), by=mediator()).then_refused(StageDoesNotFit)


def _stand(case: Case, stage: ProcedureStage) -> None:
    case.mediations.all[MEDIATION].stage = stage


def test_a_procedure_that_stands_still_brings_none() -> None:
    paused = in_mediation().where(lambda case: _stand(case, ProcedureStage.SUSPENDED))
    paused.when(to_reach(), by=mediator()).then_refused(AgreementWhileSuspended)

    def suspect(case: Case) -> None:
        case.mediations.suspected_false = True

    suspected = in_mediation().where(suspect)
    suspected.when(to_reach(), by=mediator()).then_refused(AgreementWhileSuspended)


def test_nobody_agrees_after_a_refusal() -> None:
    def refuse(case: Case) -> None:
        procedure = case.mediations.all[MEDIATION]
        procedure.refused_at = procedure.opened_at

    refused = in_mediation().where(refuse)
    refused.when(to_reach(), by=mediator()).then_refused(AgreementAgainstRefusal)


def test_what_a_court_has_taken_up_is_not_agreed_on() -> None:
    def overtake(case: Case) -> None:
        case.mediations.overtaken = True

    taken_up = in_mediation().where(overtake)
    taken_up.when(to_reach(), by=mediator()).then_refused(AgreementOvertaken)


def test_what_the_court_itself_entrusted_is_agreed_on() -> None:
    entrusted = in_mediation(
        overtaken(), delegated(), taken_on(), kind=MediationKind.COURT_BEFORE_FILING
    )
    entrusted.when(to_reach(), by=mediator()).then(AgreementReached)


def test_its_own_mediators_or_the_head_of_its_committee_record_it() -> None:
    for by in (
        acting(Role.MEDIATOR, person=ONE),
        acting(Role.COMMITTEE_HEAD, unit=VILLAGE),
    ):
        case = in_mediation().where(lambda state: state.units.add(VILLAGE))
        case.when(to_reach(), by=by).then_refused(NotYourProcedure)
    recused = in_mediation().where(lambda state: state.hands.recused.add(mediator().person))
    recused.when(to_reach(), by=mediator()).then_refused(NotYourProcedure)


def test_one_text_at_a_time_waits_for_signatures() -> None:
    awaiting().when(to_reach(), by=mediator()).then_refused(AgreementUnsigned)


def test_both_sides_agree() -> None:
    case = in_mediation(parties=THREE)
    case.when(to_reach(parties=(ZHANG, WANG), obligations=()), by=mediator()).then_refused(
        OneSidedAgreement
    )
    strange = to_reach(parties=(ZHANG, LI, STRANGER))
    case.when(strange, by=mediator()).then_refused(PartyUnknown, person=STRANGER)


def test_what_settles_everything_binds_everybody_alive() -> None:
    case = in_mediation(parties=THREE)
    case.when(to_reach(), by=mediator()).then_refused(AgreementLeavesOut, missing=[WANG])
    case.when(to_reach(scope=AgreementScope.PARTIAL), by=mediator()).then(AgreementReached)
    without_wang = in_mediation(parties=THREE).where(lambda state: state.mediations.gone.add(WANG))
    without_wang.when(to_reach(), by=mediator()).then(AgreementReached)
    with_wang = to_reach(parties=(ZHANG, LI, WANG))
    without_wang.when(with_wang, by=mediator()).then_refused(AgreementAwaitsSuccessor, party=WANG)


@pytest.mark.parametrize(
    ("entry", "refusal"),
    [
        (to_pay(debtor=STRANGER), PartyUnknown),
        (to_pay(creditor=STRANGER), PartyUnknown),
        (to_pay(debtor=ZHANG), ObligationToOneself),
        (to_pay(due_on=date(2025, 4, 27)), DayHasPassed),
        (to_pay("0.00"), AmountMissing),
        (to_pay(amount=None), AmountMissing),
        (to_pull_down(amount="1"), AmountNotMoney),
        (to_pay(obligation=MONEY), ObligationUnknown),
    ],
)
def test_an_obligation_is_between_parties_dated_and_sums_are_for_money(
    entry: object, refusal: type
) -> None:
    case = in_mediation()
    case.when(to_reach(obligations=(entry,)), by=mediator()).then_refused(refusal)


def test_what_is_paid_at_once_is_due_the_same_day() -> None:
    at_once = to_reach(obligations=(to_pay(due_on=date(2025, 4, 28)),))
    in_mediation().when(at_once, by=mediator()).then(AgreementReached)


def test_more_than_the_claim_needs_an_explanation() -> None:
    twice = (to_pay("4000"), to_pay("2500.01"))
    case = in_mediation(claim="6500")
    case.when(to_reach(obligations=twice), by=mediator()).then_refused(
        MoreThanClaimed, total="6500.01", claim="6500"
    )
    case.when(to_reach(obligations=(to_pay(),)), by=mediator()).then(AgreementReached)
    explained = to_reach(obligations=twice, explanation="含利息。")
    case.when(explained, by=mediator()).then(AgreementReached)
    in_mediation().when(to_reach(obligations=twice), by=mediator()).then(AgreementReached)


def test_what_binds_already_counts_towards_the_claim() -> None:
    partial = AgreementScope.PARTIAL
    case = in_mediation(reached(scope=partial), effective(scope=partial), claim="10000")
    rest = to_reach(obligations=(to_pay("3500.01"),))
    case.when(rest, by=mediator()).then_refused(MoreThanClaimed, total="10000.01")
    case.when(to_reach(obligations=(to_pay("3500"),)), by=mediator()).then(AgreementReached)


def test_the_claim_is_known_from_the_registration() -> None:
    state = given(registered(claim="6500.50"), accepted()).state
    assert state is not None
    assert str(state.claim) == "6500.50"


def test_everything_else_is_owed_without_a_sum() -> None:
    for kind in set(ObligationKind) - {ObligationKind.MONEY}:
        reaching = to_reach(obligations=(to_pull_down(kind=kind),))
        in_mediation().when(reaching, by=mediator()).then(AgreementReached)
