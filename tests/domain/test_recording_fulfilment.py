"""What was paid or done, never more than is owed (人民调解法 art 31; invariant 7)."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case.fulfilment import AgreementFulfilled, FulfilmentRecorded, RecordFulfilment
from domain.case.refusals import ToldFromTheFuture
from domain.case.refusals.agreements import (
    AgreementNotInForce,
    AmountMissing,
    AmountNotMoney,
    ObligationUnknown,
)
from domain.case.refusals.fulfilment import (
    CreditorMustConfirm,
    DoneBeforeAgreed,
    MoreThanOwed,
    NotVoluntary,
    NotYourObligation,
    NotYourWitness,
    ObligationSettled,
    ProofMissing,
)
from domain.case.refusals.mediation import NotYourProcedure
from domain.case.regions.agreements import AgreementStage, ObligationStage
from domain.codes.agreements import ProofKind
from domain.codes.parties import Side
from domain.refusals import Refusal
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LI,
    ONE,
    SCAN,
    VILLAGE,
    WANG,
    ZHANG,
    acting,
    mediator,
    named,
    party,
)
from tests.domain.given import Given
from tests.domain.states import APPLICANT, RESPONDENT, one_party
from tests.domain.states_agreements import (
    AGREEMENT,
    MONEY,
    ONLY_MONEY,
    WALL,
    awaiting,
    confirmed,
    effective,
    enforcing,
    in_force,
    in_mediation,
    moment,
    reached,
)
from tests.domain.states_fulfilment import paid, pulled_down

LATER = moment("2025-06-27")


def paying(amount: str | None = "6500", **changes: Any) -> RecordFulfilment:
    plain = RecordFulfilment(
        case=CASE,
        obligation=MONEY,
        done_on=date(2025, 6, 27),
        proof_kind=ProofKind.TRANSFER,
        amount=amount,
        proof=SCAN,
    )
    return replace(plain, **changes)


def pulling_down(**changes: Any) -> RecordFulfilment:
    return paying(
        None, obligation=WALL, done_on=date(2025, 5, 30), proof_kind=ProofKind.PHOTO, **changes
    )


def test_a_part_leaves_the_rest_open() -> None:
    paying_some = in_force().when(paying("2000"), by=mediator(), at=LATER)
    (event,) = paying_some.then(FulfilmentRecorded)
    assert (event.complete, event.late, event.voluntary) == (False, False, True)
    money = paying_some.then_state().agreements.obligations[MONEY]
    assert (money.fulfilled, money.owed) == (Decimal(2000), Decimal(4500))
    assert money.stage is ObligationStage.PARTIAL
    assert mediator().person in paying_some.then_state().hands.mediators


def test_instalments_come_to_the_whole_sum() -> None:
    case = in_force(paid("2000"), paid("2000.50", before="2000"))
    (event,) = case.when(paying("2499.50"), by=mediator(), at=LATER).then(FulfilmentRecorded)
    assert event.complete


def test_the_last_obligation_fulfils_the_agreement() -> None:
    case = in_force(pulled_down())
    done = case.when(paying(), by=mediator(), at=LATER)
    _, event = done.then(FulfilmentRecorded, AgreementFulfilled)
    assert (event.agreement, event.voluntary, event.late) == (AGREEMENT, True, False)
    state = done.then_state()
    assert state.agreements.all[AGREEMENT].stage is AgreementStage.FULFILLED
    assert state.agreements.unsettled == []


def test_nobody_pays_more_than_is_owed() -> None:
    in_force().when(paying("6500.01"), by=mediator(), at=LATER).then_refused(
        MoreThanOwed, owed="6500"
    )
    in_force(paid("2000")).when(paying("4500.01"), by=mediator(), at=LATER).then_refused(
        MoreThanOwed, owed="4500"
    )


def test_what_is_done_is_not_recorded_again() -> None:
    in_force(paid("6500")).when(paying("1"), by=mediator(), at=LATER).then_refused(
        ObligationSettled
    )


def test_money_is_counted_and_nothing_else() -> None:
    in_force().when(paying(None), by=mediator(), at=LATER).then_refused(AmountMissing)
    with_sum = replace(pulling_down(), amount="1")
    in_force().when(with_sum, by=mediator(), at=LATER).then_refused(AmountNotMoney)
    (event,) = (
        in_force().when(pulling_down(partly=True), by=mediator(), at=LATER).then(FulfilmentRecorded)
    )
    assert not event.complete


def test_after_the_last_day_it_is_late() -> None:
    """Saturday, 31 May 2025 is a holiday; the next working day is Tuesday, 3 June."""
    for day, late in ((date(2025, 6, 3), False), (date(2025, 6, 4), True)):
        command = replace(pulling_down(), done_on=day)
        done = in_force().when(command, by=mediator(), at=LATER)
        (event,) = done.then(FulfilmentRecorded)
        assert event.late is late
        assert done.then_state().agreements.obligations[WALL].late is late


def test_the_day_lies_between_the_agreement_and_the_act() -> None:
    tomorrow = paying(done_on=date(2025, 6, 28))
    in_force().when(tomorrow, by=mediator(), at=LATER).then_refused(ToldFromTheFuture)
    before = paying(done_on=date(2025, 4, 27))
    in_force().when(before, by=mediator(), at=LATER).then_refused(DoneBeforeAgreed)


def test_both_parties_to_an_obligation_record_it_and_nobody_else() -> None:
    three = (APPLICANT, RESPONDENT, one_party(WANG, Side.THIRD_PARTY))
    case = in_mediation(reached(), effective(), parties=three)
    for person in (ZHANG, LI):
        case.when(paying(), by=party(person), at=LATER).then(FulfilmentRecorded)
    case.when(paying(), by=party(WANG), at=LATER).then_refused(NotYourObligation)
    case.where(lambda state: state.units.add(VILLAGE))
    other = acting(Role.MEDIATOR, person=ONE, unit=VILLAGE)
    case.when(paying(), by=other, at=LATER).then_refused(NotYourProcedure)


def test_a_fulfilment_is_shown() -> None:
    unproved = paying(proof=None)
    in_force().when(unproved, by=mediator(), at=LATER).then_refused(ProofMissing)
    witnessed = paying(proof=None, proof_kind=ProofKind.WITNESSED)
    in_force().when(witnessed, by=mediator(), at=LATER).then(FulfilmentRecorded)
    in_force().when(witnessed, by=party(LI), at=LATER).then_refused(NotYourWitness)


def test_the_creditor_confirms_a_large_payment() -> None:
    """Above 10,000 yuan (number `creditor_confirms_above`)."""
    owed = (replace(ONLY_MONEY[0], amount="38600"),)
    case = in_force(obligations=owed)
    large = paying("10000.01")
    for by in (mediator(), party(LI)):
        case.when(large, by=by, at=LATER).then_refused(CreditorMustConfirm, above="10000")
    case.when(paying("10000"), by=mediator(), at=LATER).then(FulfilmentRecorded)
    case.when(large, by=party(ZHANG), at=LATER).then(FulfilmentRecorded)
    confirmed_by_creditor = replace(large, creditor_confirmation=SCAN)
    case.when(confirmed_by_creditor, by=party(LI), at=LATER).then(FulfilmentRecorded)


def test_what_is_enforced_is_not_done_freely() -> None:
    case = in_force(*confirmed(), pulled_down(), enforcing())
    forced = moment("2025-07-20")
    case.when(paying(), by=mediator(), at=forced).then_refused(NotVoluntary)
    done = case.when(paying(voluntary=False), by=mediator(), at=forced)
    _, event = done.then(FulfilmentRecorded, AgreementFulfilled)
    assert not event.voluntary
    assert done.then_state().agreements.obligations[MONEY].forced


def test_only_what_is_in_force_is_fulfilled() -> None:
    awaiting().when(paying(), by=mediator(), at=LATER).then_refused(AgreementNotInForce)
    strange = paying(obligation=named("obligation", "another"))
    in_force().when(strange, by=mediator(), at=LATER).then_refused(ObligationUnknown)


@settings(max_examples=60, deadline=None)
@for_all(
    st.lists(
        st.tuples(st.booleans(), st.decimals(Decimal("0.01"), Decimal(7000), places=2)),
        max_size=8,
    )
)
def test_never_more_than_is_owed_and_fulfilled_only_when_all_is(
    attempts: list[tuple[bool, Decimal]],
) -> None:
    case = in_force()
    for money, amount in attempts:
        command = paying(f"{amount.normalize():f}") if money else pulling_down()
        when = case.when(command, by=mediator(), at=LATER)
        try:
            state = when.then_state()
        except Refusal:
            continue
        case = Given(state, LATER)
        owed = state.agreements.obligations
        assert owed[MONEY].fulfilled <= Decimal(6500)
        all_done = all(one.fulfilled_in_full for one in owed.values())
        whole = state.agreements.all[AGREEMENT].stage is AgreementStage.FULFILLED
        assert whole is all_done
        assert owed[MONEY].fulfilled_in_full is (owed[MONEY].fulfilled == Decimal(6500))
