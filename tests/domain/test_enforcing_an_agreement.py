"""What a creditor may do after a breach (民事诉讼法 arts 206, 249, 250; [F36 art 16])."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from domain.case.enforcement import (
    ApplyForEnforcement,
    ApplyForPaymentOrder,
    DebtNotarised,
    EndEnforcement,
    EnforcementApplied,
    EnforcementEnded,
    NotariseDebt,
    PaymentOrderApplied,
)
from domain.case.fulfilment import AgreementFulfilled, FulfilmentRecorded
from domain.case.refusals.agreements import AgreementNotInForce, ObligationUnknown
from domain.case.refusals.confirmation import (
    NoPaymentOrder,
    NotEnforceable,
    NothingEnforced,
    NotNotarisable,
    NotYetInBreach,
    ObligationOfAnother,
    PaymentOrderOnce,
)
from domain.case.refusals.fulfilment import ObligationSettled
from domain.case.regions.agreements import AgreementStage, ObligationStage
from domain.codes.agreements import AgreementForm, EnforcementResult, ProofKind
from domain.organisation.refusals import UnitUnknown
from tests.domain.county import CASE, COUNTY, LI, NOWHERE, SCAN, ZHANG, named, party
from tests.domain.given import Given, fact
from tests.domain.states_agreements import (
    AGREEMENT,
    COURT,
    MONEY,
    WALL,
    awaiting,
    breached,
    confirmed,
    effective,
    enforcing,
    in_force,
    in_mediation,
    liaison,
    moment,
    reached,
)
from tests.domain.states_fulfilment import paid, pulled_down

ENFORCE = ApplyForEnforcement(case=CASE, agreement=AGREEMENT, obligations=(MONEY,), court=COURT)
ORDER = ApplyForPaymentOrder(case=CASE, agreement=AGREEMENT, obligations=(MONEY,), court=COURT)
NOTARISE = NotariseDebt(
    case=CASE, agreement=AGREEMENT, obligations=(MONEY,), notary="云溪县公证处", document=SCAN
)
AFTER = moment("2025-07-10")


def ending(result: EnforcementResult) -> EndEnforcement:
    return EndEnforcement(
        case=CASE,
        agreement=AGREEMENT,
        obligations=(MONEY,),
        enforcement_result=result,
        document=SCAN,
    )


def test_what_a_court_confirmed_is_enforced_after_the_last_day() -> None:
    case = in_force(*confirmed(), breached())
    case.when(ENFORCE, by=party(ZHANG), at=AFTER).then(EnforcementApplied)
    state = case.when(replace(ENFORCE, unit=COUNTY), by=liaison(), at=AFTER).then_state()
    assert state.agreements.obligations[MONEY].stage is ObligationStage.ENFORCED
    assert [one.obligation for one in state.agreements.unsettled] == [WALL]
    assert COUNTY in state.units
    case.when(replace(ENFORCE, unit=NOWHERE), by=liaison(), at=AFTER).then_refused(UnitUnknown)
    on_the_day = moment("2025-06-30")
    in_force(*confirmed()).when(ENFORCE, by=liaison(), at=on_the_day).then_refused(
        NotYetInBreach, due_on="2025-06-30"
    )


def test_without_confirmation_nothing_is_enforced() -> None:
    in_force(breached()).when(ENFORCE, by=party(ZHANG), at=AFTER).then_refused(NotEnforceable)


def test_a_notarised_debt_is_enforced_without_confirmation() -> None:
    case = in_force()
    notarising = case.when(NOTARISE, by=liaison())
    (event,) = notarising.then(DebtNotarised)
    assert notarising.then_state().agreements.obligations[MONEY].notarised
    debt = in_force(fact(event, by=liaison()), breached())
    debt.when(ENFORCE, by=party(ZHANG), at=AFTER).then(EnforcementApplied)
    debt.when(NOTARISE, by=liaison()).then_refused(NotNotarisable)


def test_a_notary_makes_written_debts_of_money_and_goods_enforceable() -> None:
    wall = replace(NOTARISE, obligations=(WALL,))
    in_force().when(wall, by=liaison()).then_refused(NotNotarisable)
    oral = reached(form=AgreementForm.ORAL)
    spoken = in_mediation(oral, effective(confirmable=False))
    spoken.when(NOTARISE, by=liaison()).then_refused(NotNotarisable)


def test_after_two_years_an_application_is_late_and_recorded_all_the_same() -> None:
    """民事诉讼法 art 250: the debtor may plead it, the centre may not refuse it."""
    case = in_force(*confirmed(), breached())
    for day, late in (("2027-06-30", False), ("2027-07-01", True)):
        (event,) = case.when(ENFORCE, by=liaison(), at=moment(day)).then(EnforcementApplied)
        assert event.late is late


def test_a_party_enforces_only_what_they_are_owed() -> None:
    case = in_force(*confirmed(), breached())
    case.when(ENFORCE, by=party(LI), at=AFTER).then_refused(ObligationOfAnother)
    strange = replace(ENFORCE, obligations=(named("obligation", "another"),))
    case.when(strange, by=liaison(), at=AFTER).then_refused(ObligationUnknown)


def test_what_is_done_or_not_in_force_is_not_enforced() -> None:
    done = in_force(*confirmed(), paid("6500"))
    done.when(ENFORCE, by=liaison(), at=AFTER).then_refused(ObligationSettled)
    awaiting().when(ENFORCE, by=liaison(), at=AFTER).then_refused(AgreementNotInForce)


def test_an_enforcement_that_brought_everything_in_fulfils_the_obligation() -> None:
    case = in_force(*confirmed(), pulled_down(), paid("500"), breached(), enforcing())
    over = case.when(ending(EnforcementResult.SATISFIED), by=liaison())
    _, done, whole = over.then(EnforcementEnded, FulfilmentRecorded, AgreementFulfilled)
    assert (done.amount, done.complete, done.voluntary) == ("6000", True, False)
    assert done.proof_kind is ProofKind.COURT
    assert not whole.voluntary
    agreements = over.then_state().agreements
    assert agreements.all[AGREEMENT].stage is AgreementStage.FULFILLED


def test_an_enforcement_in_vain_leaves_the_breach() -> None:
    case = in_force(*confirmed(), breached(), enforcing())
    over = case.when(ending(EnforcementResult.STAYED), by=liaison())
    over.then(EnforcementEnded)
    assert over.then_state().agreements.obligations[MONEY].stage is ObligationStage.BREACHED
    nothing = in_force(*confirmed(), breached())
    nothing.when(ending(EnforcementResult.STAYED), by=liaison()).then_refused(NothingEnforced)


def labour(*facts: Any, **changes: Any) -> Given:
    return in_mediation(reached(**changes), effective(), *facts, dispute="0701")


def test_a_worker_gets_a_payment_order_without_confirmation() -> None:
    """劳动争议调解仲裁法 art 16."""
    case = labour(breached())
    asking = case.when(ORDER, by=party(ZHANG), at=AFTER)
    (event,) = asking.then(PaymentOrderApplied)
    assert asking.then_state().agreements.obligations[MONEY].payment_order
    again = labour(breached(), fact(event, by=party(ZHANG), at=AFTER))
    again.when(ORDER, by=party(ZHANG)).then_refused(PaymentOrderOnce)
    labour().when(ORDER, by=party(ZHANG), at=moment("2025-06-30")).then_refused(NotYetInBreach)


def test_a_payment_order_is_for_money_owed_to_a_worker_in_writing() -> None:
    in_force(breached()).when(ORDER, by=party(ZHANG), at=AFTER).then_refused(NoPaymentOrder)
    for_the_wall = replace(ORDER, obligations=(WALL,))
    labour(breached(WALL, date(2025, 5, 31))).when(
        for_the_wall, by=party(ZHANG), at=AFTER
    ).then_refused(NoPaymentOrder)
    spoken = labour(breached(), form=AgreementForm.ORAL)
    spoken.when(ORDER, by=party(ZHANG), at=AFTER).then_refused(NoPaymentOrder)
