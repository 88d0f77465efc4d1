"""The parties apply together, in time, and the court answers (人民调解法 art 33)."""

from datetime import datetime

import pytest

from domain.case.confirmation import (
    AdviseConfirmation,
    ApplyForConfirmation,
    ConfirmationAdvised,
    ConfirmationApplied,
    ConfirmationWindowExpired,
    ConfirmationWithdrawn,
    ExpireConfirmationWindow,
    WithdrawConfirmation,
)
from domain.case.parties import RepresentativeAppointed
from domain.case.refusals import PartyUnknown
from domain.case.refusals.agreements import AgreementNotInForce, AgreementUnknown
from domain.case.refusals.confirmation import (
    AdvisedAlready,
    ConfirmationNotAtThisPoint,
    ConfirmationWindowClosed,
    ConfirmationWindowOpen,
    CourtTermFixed,
    NotConfirmable,
    NotJointApplication,
    NotPartyToAgreement,
)
from domain.case.refusals.mediation import NotYourProcedure
from domain.case.regions.agreements import ConfirmationStage
from domain.case.rulings import (
    AcceptConfirmation,
    ConfirmationAccepted,
    ConfirmationDismissed,
    ConfirmationGranted,
    ConfirmationNotAccepted,
    ConfirmationTermExtended,
    DeclineConfirmation,
    DismissConfirmation,
    ExtendConfirmationTerm,
    GrantConfirmation,
)
from domain.case.values import Representation
from domain.codes import CodeNeedsText, CodeUnknown
from domain.codes.parties import Power
from domain.kernel import Command
from domain.organisation.refusals import UnitUnknown
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    LAWYER,
    LI,
    NOWHERE,
    ONE,
    SCAN,
    STRANGER,
    VILLAGE,
    ZHANG,
    acting,
    machine,
    mediator,
    named,
    party,
)
from tests.domain.given import Given, fact
from tests.domain.states_agreements import (
    AGREEMENT,
    COURT,
    awaiting,
    confirmation_accepted,
    confirmation_applied,
    confirmed,
    effective,
    in_force,
    in_mediation,
    liaison,
    moment,
    reached,
)

ADVISE = AdviseConfirmation(case=CASE, agreement=AGREEMENT, text_version="2025-1")
EXPIRE = ExpireConfirmationWindow(case=CASE, agreement=AGREEMENT)
WITHDRAW = WithdrawConfirmation(case=CASE, agreement=AGREEMENT, reason="已全部履行。")
NUMBER = "(2025)云0101民调确12号"
ACCEPT = AcceptConfirmation(case=CASE, agreement=AGREEMENT, court_number=NUMBER)
GRANT = GrantConfirmation(case=CASE, agreement=AGREEMENT, ruling_number=NUMBER)
DECLINE = DeclineConfirmation(case=CASE, agreement=AGREEMENT, court_ground="NA5")
DISMISS = DismissConfirmation(
    case=CASE, agreement=AGREEMENT, ruling_number=NUMBER, court_ground="DG5"
)


def applying(*applicants: str, **changes: object) -> ApplyForConfirmation:
    return ApplyForConfirmation(
        case=CASE,
        agreement=AGREEMENT,
        applicants=applicants or (ZHANG, LI),
        court=COURT,
        document=SCAN,
        **changes,  # type: ignore[arg-type]
    )


def extending(days: int) -> ExtendConfirmationTerm:
    return ExtendConfirmationTerm(case=CASE, agreement=AGREEMENT, days=days)


def stage_after(case: Given, command: Command, at: datetime | None = None) -> ConfirmationStage:
    state = case.when(command, by=liaison(), at=at).then_state()
    return state.agreements.all[AGREEMENT].confirmation


def test_the_parties_are_told_once() -> None:
    case = in_force()
    telling = case.when(ADVISE, by=mediator())
    (event,) = telling.then(ConfirmationAdvised)
    told = telling.then_state().agreements.all[AGREEMENT].confirmation
    assert told is ConfirmationStage.ADVISED
    in_force(fact(event, by=mediator())).when(ADVISE, by=mediator()).then_refused(AdvisedAlready)
    case.where(lambda state: state.units.add(VILLAGE))
    other = acting(Role.MEDIATOR, person=ONE, unit=VILLAGE)
    case.when(ADVISE, by=other).then_refused(NotYourProcedure)


def test_both_sides_apply_together() -> None:
    case = in_force()
    case.when(applying(), by=party(ZHANG)).then(ConfirmationApplied)
    assert stage_after(case, applying()) is ConfirmationStage.APPLIED
    case.when(applying(ZHANG), by=party(ZHANG)).then_refused(NotJointApplication, missing=[LI])
    case.when(applying(ZHANG, STRANGER), by=party(ZHANG)).then_refused(PartyUnknown)


def test_a_representative_applies_with_special_authority() -> None:
    def speaking(*powers: Power) -> Given:
        given = Representation(person=LAWYER, represents=(LI,), powers=powers, document=SCAN)
        return in_force(fact(RepresentativeAppointed(representation=given)))

    together = applying(ZHANG, LAWYER)
    speaking(Power.SETTLE).when(together, by=party(LAWYER)).then(ConfirmationApplied)
    speaking(Power.MEDIATE).when(together, by=party(LAWYER)).then_refused(NotJointApplication)
    speaking(Power.SETTLE).when(applying(), by=party(LAWYER)).then_refused(NotPartyToAgreement)


def test_the_thirtieth_day_is_the_last() -> None:
    """domain.md §9 S1: effective on 2025-04-28, so the window closes on 2025-05-28."""
    case = in_force()
    last = moment("2025-05-28", "23:59")
    case.when(applying(), by=liaison(), at=last).then(ConfirmationApplied)
    case.when(applying(), by=liaison(), at=moment("2025-05-29", "00:00")).then_refused(
        ConfirmationWindowClosed, due_on="2025-05-28"
    )


def test_a_last_day_of_rest_moves_to_the_next_working_day() -> None:
    """Effective on 2025-05-01: the thirtieth day, 31 May, is a holiday until 2 June."""
    begun = effective(at=moment("2025-05-01"))
    case = in_mediation(reached(), begun)
    case.when(applying(), by=liaison(), at=moment("2025-06-03")).then(ConfirmationApplied)
    case.when(applying(), by=liaison(), at=moment("2025-06-04")).then_refused(
        ConfirmationWindowClosed, due_on="2025-06-03"
    )


def test_only_a_written_agreement_in_force_is_confirmed() -> None:
    awaiting().when(applying(), by=liaison()).then_refused(AgreementNotInForce)
    awaiting().when(ADVISE, by=mediator()).then_refused(AgreementNotInForce)
    oral = in_mediation(reached(), effective(confirmable=False))
    for command, by in ((applying(), liaison()), (ADVISE, mediator()), (EXPIRE, machine())):
        oral.when(command, by=by).then_refused(NotConfirmable)
    strange = AdviseConfirmation(
        case=CASE, agreement=named("agreement", "another"), text_version="1"
    )
    in_force().when(strange, by=mediator()).then_refused(AgreementUnknown)


def test_the_court_named_joins_the_case() -> None:
    case = in_force()
    state = case.when(applying(unit=COUNTY), by=liaison()).then_state()
    assert COUNTY in state.units
    case.when(applying(unit=NOWHERE), by=liaison()).then_refused(UnitUnknown)


def test_nobody_applies_twice_at_once_but_again_elsewhere() -> None:
    case = in_force(confirmation_applied())
    case.when(applying(), by=liaison()).then_refused(ConfirmationNotAtThisPoint)
    declining = case.when(DECLINE, by=liaison(), at=moment("2025-05-14"))
    (event,) = declining.then(ConfirmationNotAccepted)
    assert stage_after(case, DECLINE) is ConfirmationStage.NOT_ACCEPTED
    elsewhere = in_force(confirmation_applied(), fact(event, by=liaison(), at=moment("2025-05-14")))
    elsewhere.when(applying(), by=liaison(), at=moment("2025-05-28")).then(ConfirmationApplied)
    elsewhere.when(applying(), by=liaison(), at=moment("2025-05-29")).then_refused(
        ConfirmationWindowClosed
    )


def test_an_application_is_taken_back_before_the_ruling() -> None:
    for facts in ((confirmation_applied(),), (confirmation_applied(), confirmation_accepted())):
        in_force(*facts).when(WITHDRAW, by=liaison()).then(ConfirmationWithdrawn)
        assert stage_after(in_force(*facts), WITHDRAW) is ConfirmationStage.WITHDRAWN
    for case in (in_force(), in_force(*confirmed())):
        case.when(WITHDRAW, by=liaison()).then_refused(ConfirmationNotAtThisPoint)


def test_an_unused_term_runs_out() -> None:
    case = in_force()
    after = moment("2025-05-29", "00:00")
    case.when(EXPIRE, by=machine(), at=moment("2025-05-28")).then_refused(
        ConfirmationWindowOpen, due_on="2025-05-28"
    )
    case.when(EXPIRE, by=machine(), at=after).then(ConfirmationWindowExpired)
    assert stage_after(case, EXPIRE, after) is ConfirmationStage.EXPIRED
    in_force(confirmation_applied()).when(EXPIRE, by=machine(), at=after).then_refused(
        ConfirmationNotAtThisPoint
    )


def test_the_court_takes_the_case_and_confirms() -> None:
    applied = in_force(confirmation_applied())
    applied.when(ACCEPT, by=liaison()).then(ConfirmationAccepted)
    assert stage_after(applied, ACCEPT) is ConfirmationStage.ACCEPTED
    taken = in_force(confirmation_applied(), confirmation_accepted())
    taken.when(GRANT, by=machine()).then(ConfirmationGranted)
    assert stage_after(taken, GRANT) is ConfirmationStage.GRANTED
    taken.when(DISMISS, by=liaison()).then(ConfirmationDismissed)
    assert stage_after(taken, DISMISS) is ConfirmationStage.DISMISSED


@pytest.mark.parametrize("command", [ACCEPT, DECLINE, GRANT, DISMISS, extending(5)])
def test_the_court_goes_one_step_after_the_other(command: Command) -> None:
    for case in (in_force(), in_force(*confirmed())):
        case.when(command, by=liaison()).then_refused(ConfirmationNotAtThisPoint)


def test_the_courts_grounds_are_those_of_the_list() -> None:
    """[F04 arts 355, 358]."""
    applied = in_force(confirmation_applied())
    taken = in_force(confirmation_applied(), confirmation_accepted())
    unknown = DeclineConfirmation(case=CASE, agreement=AGREEMENT, court_ground="DG5")
    applied.when(unknown, by=liaison()).then_refused(CodeUnknown)
    other = DismissConfirmation(
        case=CASE, agreement=AGREEMENT, ruling_number=NUMBER, court_ground="DG6"
    )
    taken.when(other, by=liaison()).then_refused(CodeNeedsText)


def test_the_courts_term_is_prolonged_once_by_ten_days_before_it_ends() -> None:
    """[F05 art 5]: accepted on 2025-05-14, so the fifteenth day is 2025-05-29."""
    case = in_force(confirmation_applied(), confirmation_accepted())
    last = moment("2025-05-29")
    prolonging = case.when(extending(10), by=liaison(), at=last)
    (event,) = prolonging.then(ConfirmationTermExtended)
    assert prolonging.then_state().agreements.all[AGREEMENT].term_extended == 1
    case.when(extending(11), by=liaison(), at=last).then_refused(CourtTermFixed)
    case.when(extending(5), by=liaison(), at=moment("2025-05-30")).then_refused(CourtTermFixed)
    again = in_force(
        confirmation_applied(), confirmation_accepted(), fact(event, by=liaison(), at=last)
    )
    again.when(extending(5), by=liaison(), at=last).then_refused(CourtTermFixed)
