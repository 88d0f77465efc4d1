"""All agree to a change, and its effect is counted anew (民法典 art 543)."""

from datetime import date
from decimal import Decimal

from domain.case import Stage
from domain.case.amending import (
    AgreementAmended,
    AgreementInvalidated,
    AmendAgreement,
    InvalidateAgreement,
)
from domain.case.confirmation import ApplyForConfirmation, ConfirmationApplied
from domain.case.refusals import PartyUnknown
from domain.case.refusals.agreements import (
    AgreementNotInForce,
    BasisDoesNotFit,
    BasisUnproved,
    CourtHasIt,
    InvalidAlready,
    MoreThanClaimed,
    ObligationFixed,
    ObligationUnknown,
)
from domain.case.refusals.mediation import NotYourProcedure
from domain.case.refusals.shared import NotAllAgree
from domain.case.regions.agreements import AgreementStage, ConfirmationStage, ObligationStage
from domain.case.rulings import ConfirmationDismissed
from domain.codes.agreements import InvalidityBasis, ObligationKind, RulingForm
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LI,
    ONE,
    SCAN,
    STRANGER,
    VILLAGE,
    ZHANG,
    acting,
    mediator,
    named,
)
from tests.domain.given import fact
from tests.domain.states_agreements import (
    AGREEMENT,
    COURT,
    MONEY,
    WALL,
    awaiting,
    confirmation_accepted,
    confirmation_applied,
    confirmed,
    effective,
    enforcing,
    in_force,
    in_mediation,
    liaison,
    moment,
    reached,
    to_pay,
)
from tests.domain.states_fulfilment import paid


def amending(*obligations: object, agreed_by: tuple[str, ...] = (ZHANG, LI)) -> AmendAgreement:
    return AmendAgreement(
        case=CASE,
        agreement=AGREEMENT,
        clauses=("分期支付。",),
        agreed_by=agreed_by,
        documents=(SCAN,),
        obligations=obligations,  # type: ignore[arg-type]
    )


def ending(basis: InvalidityBasis, **changes: object) -> InvalidateAgreement:
    given = {"explanation": "经查属实。", "document": SCAN, **changes}
    return InvalidateAgreement(case=CASE, agreement=AGREEMENT, basis=basis, **given)  # type: ignore[arg-type]


LESS = to_pay("6000", obligation=MONEY, due_on=date(2025, 7, 31))


def test_what_is_named_changes_and_the_rest_stands() -> None:
    another = to_pay("300")
    change = in_force().when(amending(LESS, another), by=mediator())
    (event,) = change.then(AgreementAmended)
    assert event.obligations[0].obligation == MONEY
    state = change.then_state()
    owed = {one.obligation: one for one in state.agreements.of(AGREEMENT)}
    assert len(owed) == 3
    assert owed[WALL].due_on == date(2025, 5, 31)
    assert (owed[MONEY].amount, owed[MONEY].due_on) == (Decimal(6000), date(2025, 7, 31))
    assert state.agreements.all[AGREEMENT].effective_at == change.act.at


def test_a_dismissed_application_may_be_mended_and_made_again() -> None:
    """民事诉讼法 art 206: the new effect opens a new term."""
    dismissed = ConfirmationDismissed(
        agreement=AGREEMENT,
        ruling_form=RulingForm.RULING,
        ruling_number="(2025)云0101民调确12号",
        court_ground="DG5",
        explanation=None,
        document=None,
    )
    ruling = fact(dismissed, by=liaison(), at=moment("2025-05-26"))
    case = in_force(confirmation_applied(), confirmation_accepted(), ruling)
    change = case.when(amending(LESS), by=liaison(), at=moment("2025-06-10"))
    agreement = change.then_state().agreements.all[AGREEMENT]
    assert agreement.confirmation is ConfirmationStage.NOT_ADVISED
    (event,) = change.then(AgreementAmended)
    again = in_force(
        confirmation_applied(),
        confirmation_accepted(),
        ruling,
        fact(event, by=liaison(), at=moment("2025-06-10")),
    )
    apply = ApplyForConfirmation(
        case=CASE, agreement=AGREEMENT, applicants=(ZHANG, LI), court=COURT, document=SCAN
    )
    again.when(apply, by=liaison(), at=moment("2025-07-10")).then(ConfirmationApplied)


def test_everybody_agrees_to_a_change() -> None:
    alone = amending(LESS, agreed_by=(LI, STRANGER))
    in_force().when(alone, by=mediator()).then_refused(NotAllAgree, missing=[ZHANG])


def test_what_is_not_in_force_is_not_amended() -> None:
    awaiting().when(amending(LESS), by=mediator()).then_refused(AgreementNotInForce)


def test_the_text_before_the_court_stays_as_it_is() -> None:
    for facts in ((confirmation_applied(),), confirmed()):
        in_force(*facts).when(amending(LESS), by=mediator()).then_refused(CourtHasIt)


def test_only_the_committee_that_mediated_amends_or_ends_it() -> None:
    other = acting(Role.MEDIATOR, person=ONE, unit=VILLAGE)
    case = in_force().where(lambda state: state.units.add(VILLAGE))
    case.when(amending(LESS), by=other).then_refused(NotYourProcedure)
    case.when(ending(InvalidityBasis.RESCINDED), by=other).then_refused(NotYourProcedure)


def test_only_its_own_obligations_are_changed_and_each_once() -> None:
    strange = to_pay(obligation=named("obligation", "another"))
    in_force().when(amending(strange), by=mediator()).then_refused(ObligationUnknown)
    in_force().when(amending(LESS, LESS), by=mediator()).then_refused(ObligationFixed)
    with_stranger = to_pay(debtor=STRANGER)
    in_force().when(amending(with_stranger), by=mediator()).then_refused(PartyUnknown)


def test_what_is_done_is_not_rewritten() -> None:
    some = paid("2000")
    less = to_pay("2000", obligation=MONEY)
    turned = to_pay("3000", obligation=MONEY, debtor=ZHANG, creditor=LI)
    other = to_pay(amount=None, obligation=MONEY, kind=ObligationKind.ACT)
    for entry in (less, turned, other):
        in_force(some).when(amending(entry), by=mediator()).then_refused(ObligationFixed)
    in_force(paid("6500")).when(amending(LESS), by=mediator()).then_refused(ObligationFixed)
    in_force(*confirmed(), enforcing()).when(amending(LESS), by=mediator()).then_refused(CourtHasIt)
    state = in_force(some).when(amending(LESS), by=mediator()).then_state()
    money = state.agreements.obligations[MONEY]
    assert (money.fulfilled, money.stage) == (Decimal(2000), ObligationStage.PARTIAL)


def test_a_change_keeps_to_the_claim_too() -> None:
    case = in_mediation(reached(), effective(), claim="6500")
    case.when(amending(to_pay("1")), by=mediator()).then_refused(MoreThanClaimed, total="6501")


def test_a_ruling_ends_an_agreement_and_the_matter_is_open_again() -> None:
    by_court = in_force().when(ending(InvalidityBasis.COURT_RULING), by=liaison())
    (event,) = by_court.then(AgreementInvalidated)
    assert set(event.obligations) == {WALL, MONEY}
    state = by_court.then_state()
    assert state.agreements.all[AGREEMENT].stage is AgreementStage.INVALID
    assert state.stage is Stage.IN_PROGRESS
    assert state.agreements.unsettled == []


def test_a_text_nobody_will_sign_is_given_up_without_a_paper() -> None:
    given_up = ending(InvalidityBasis.NOT_SIGNED, document=None)
    state = awaiting().when(given_up, by=mediator()).then_state()
    assert state.agreements.all[AGREEMENT].stage is AgreementStage.INVALID
    in_force().when(given_up, by=mediator()).then_refused(BasisDoesNotFit)
    awaiting().when(ending(InvalidityBasis.FALSE_MEDIATION), by=mediator()).then_refused(
        BasisDoesNotFit
    )


def test_what_ends_an_agreement_is_shown() -> None:
    unproved = ending(InvalidityBasis.FALSE_MEDIATION, document=None)
    in_force().when(unproved, by=mediator()).then_refused(BasisUnproved)


def test_once_is_enough() -> None:
    case = in_force()
    (event,) = case.when(ending(InvalidityBasis.RESCINDED), by=mediator()).then(
        AgreementInvalidated
    )
    over = in_force(fact(event, by=mediator()))
    over.when(ending(InvalidityBasis.RESCINDED), by=mediator()).then_refused(InvalidAlready)
