"""A day passes in vain: recorded, urged, deferred or done late (domain.md §2.6)."""

from datetime import date, timedelta

from domain.case import Stage
from domain.case.breach import (
    BreachRecorded,
    DeferObligation,
    FulfilmentUrged,
    ObligationDeferred,
    ObligationReminderSent,
    RecordBreach,
    RemindObligation,
    UrgeFulfilment,
)
from domain.case.fulfilment import AgreementFulfilled, FulfilmentRecorded, RecordFulfilment
from domain.case.refusals import DayHasPassed
from domain.case.refusals.agreements import (
    AgreementNotInForce,
    ObligationUnknown,
)
from domain.case.refusals.fulfilment import (
    BreachKnown,
    DuePassed,
    NothingToUrge,
    NotYetDue,
    ObligationSettled,
)
from domain.case.refusals.mediation import NotYourProcedure
from domain.case.refusals.shared import NoMoreTime
from domain.case.regions.agreements import ObligationStage
from domain.case.reopening import CaseReopened, ReopenCase
from domain.codes.agreements import ProofKind, UrgingMethod
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LI,
    ONE,
    SCAN,
    VILLAGE,
    acting,
    director,
    machine,
    mediator,
    named,
)
from tests.domain.given import fact
from tests.domain.states_agreements import (
    MONEY,
    WALL,
    awaiting,
    breached,
    confirmed,
    enforcing,
    in_force,
    moment,
)
from tests.domain.states_ending import concluded
from tests.domain.states_fulfilment import paid, pulled_down

REMIND = RemindObligation(case=CASE, obligation=MONEY)
BREACH = RecordBreach(case=CASE, obligation=MONEY)
URGE = UrgeFulfilment(
    case=CASE, obligation=MONEY, method=UrgingMethod.VISIT, answer="答应三日内付清。"
)
AFTER = moment("2025-07-01", "09:00")


def deferring(due_on: date) -> DeferObligation:
    return DeferObligation(
        case=CASE, obligation=MONEY, due_on=due_on, creditor_consent=SCAN, reason="待工资发放。"
    )


def test_the_debtor_is_reminded_before_the_day() -> None:
    for by in (machine(), mediator()):
        (event,) = (
            in_force().when(REMIND, by=by, at=moment("2025-06-30")).then(ObligationReminderSent)
        )
        assert event.receiver == LI
    in_force().when(REMIND, by=machine(), at=AFTER).then_refused(DuePassed)


def test_a_breach_is_recorded_once_the_day_has_passed() -> None:
    case = in_force()
    case.when(BREACH, by=mediator(), at=moment("2025-06-30", "23:59")).then_refused(
        NotYetDue, due_on="2025-06-30"
    )
    breach = case.when(BREACH, by=machine(), at=AFTER)
    (event,) = breach.then(BreachRecorded)
    assert (event.due_on, event.days_late) == (date(2025, 6, 30), 1)
    money = breach.then_state().agreements.obligations[MONEY]
    assert money.stage is ObligationStage.BREACHED
    assert money.in_breach
    in_force(breached()).when(BREACH, by=mediator()).then_refused(BreachKnown)


def test_a_day_of_rest_gives_time_until_the_next_working_day() -> None:
    wall = RecordBreach(case=CASE, obligation=WALL)
    in_force().when(wall, by=mediator(), at=moment("2025-06-03")).then_refused(
        NotYetDue, due_on="2025-06-03"
    )
    in_force().when(wall, by=mediator(), at=moment("2025-06-04")).then(BreachRecorded)


def test_after_a_breach_the_debtor_is_urged() -> None:
    in_force().when(URGE, by=mediator(), at=AFTER).then_refused(NothingToUrge)
    urging = in_force(breached()).when(URGE, by=mediator())
    urging.then(FulfilmentUrged)
    assert mediator().person in urging.then_state().hands.mediators


def test_what_is_done_late_is_still_done_freely() -> None:
    case = in_force(pulled_down(), breached())
    late = RecordFulfilment(
        case=CASE,
        obligation=MONEY,
        done_on=date(2025, 7, 3),
        proof_kind=ProofKind.RECEIPT,
        amount="6500",
        proof=SCAN,
    )
    done = case.when(late, by=mediator(), at=moment("2025-07-03"))
    paying, event = done.then(FulfilmentRecorded, AgreementFulfilled)
    assert (paying.late, event.voluntary, event.late) == (True, True, True)
    assert not done.then_state().agreements.obligations[MONEY].in_breach


def test_a_part_paid_after_a_breach_does_not_heal_it() -> None:
    case = in_force(breached(), paid("100", at=moment("2025-07-02")))
    assert case.state is not None
    assert case.state.agreements.obligations[MONEY].stage is ObligationStage.BREACHED
    case.when(URGE, by=mediator()).then(FulfilmentUrged)


def test_the_creditor_gives_more_time_and_a_new_breach_may_follow() -> None:
    case = in_force(breached())
    later = case.when(deferring(date(2025, 7, 31)), by=mediator())
    (event,) = later.then(ObligationDeferred)
    assert (event.before_on, event.due_on) == (date(2025, 6, 30), date(2025, 7, 31))
    money = later.then_state().agreements.obligations[MONEY]
    assert money.stage is ObligationStage.PENDING
    assert not money.in_breach
    assert mediator().person in later.then_state().hands.mediators
    deferred = in_force(breached(), fact(event, by=mediator(), at=AFTER + timedelta(hours=1)))
    deferred.when(URGE, by=mediator()).then_refused(NothingToUrge)
    deferred.when(BREACH, by=mediator(), at=moment("2025-07-31")).then_refused(NotYetDue)
    (again,) = deferred.when(BREACH, by=mediator(), at=moment("2025-08-01")).then(BreachRecorded)
    assert again.due_on == date(2025, 7, 31)


def test_a_deferral_of_what_is_partly_paid_leaves_it_partly_paid() -> None:
    case = in_force(paid("100"), breached())
    state = case.when(deferring(date(2025, 7, 31)), by=mediator()).then_state()
    assert state.agreements.obligations[MONEY].stage is ObligationStage.PARTIAL


def test_more_time_means_a_later_day_that_lies_ahead() -> None:
    same = deferring(date(2025, 6, 30))
    in_force().when(same, by=mediator()).then_refused(NoMoreTime, due_on="2025-06-30")
    passed = deferring(date(2025, 7, 5))
    in_force(breached()).when(passed, by=mediator(), at=moment("2025-07-06")).then_refused(
        DayHasPassed
    )


def test_what_is_done_or_enforced_is_left_alone() -> None:
    for facts in ((paid("6500"),), (*confirmed(), enforcing())):
        for command in (REMIND, BREACH, URGE, deferring(date(2025, 12, 31))):
            case = in_force(*facts)
            case.when(command, by=mediator(), at=moment("2025-07-20")).then_refused(
                ObligationSettled
            )


def test_only_an_obligation_in_force_of_ones_own_committee() -> None:
    awaiting().when(REMIND, by=mediator()).then_refused(AgreementNotInForce)
    strange = RecordBreach(case=CASE, obligation=named("obligation", "another"))
    in_force().when(strange, by=mediator()).then_refused(ObligationUnknown)
    case = in_force(breached()).where(lambda state: state.units.add(VILLAGE))
    other = acting(Role.MEDIATOR, person=ONE, unit=VILLAGE)
    case.when(URGE, by=other).then_refused(NotYourProcedure)


def test_from_the_lapse_to_what_is_done_late() -> None:
    """domain.md §2.6 违约: urged, and done freely though late; or taken up again as BREACH."""
    case = in_force(pulled_down())
    case.went(BREACH, BreachRecorded, by=mediator(), at=AFTER)
    case.went(URGE, FulfilmentUrged, by=mediator())
    done = RecordFulfilment(
        case=CASE,
        obligation=MONEY,
        done_on=date(2025, 7, 1),
        proof_kind=ProofKind.TRANSFER,
        amount="6500",
        proof=SCAN,
        creditor_confirmation=SCAN,
    )
    case.went(done, FulfilmentRecorded, AgreementFulfilled, by=mediator())
    (fulfilled, whole) = case.outcomes
    assert (fulfilled.late, whole.voluntary, whole.late) == (True, True, True)
    broken = in_force(breached(), concluded())
    reopen = ReopenCase(case=CASE, reason="R01", explanation="未按期付款。")
    broken.went(reopen, CaseReopened, by=director())
    assert broken.now.stage is Stage.ACCEPTED
