"""The applicants give a matter up, freely (domain.md §2.5 A, §2.6; 民事诉讼法 art 62)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case import Case, Stage
from domain.case.closing import CaseClosed, CloseCase
from domain.case.notices import NoticeServed
from domain.case.parties import RepresentativeAppointed
from domain.case.refusals import EmergencyOpen, NotTheApplicantsWish
from domain.case.regions.mediations import ProcedureStage
from domain.case.values import Representation
from domain.case.visits import ReturnVisitMade
from domain.case.withdrawal import CaseWithdrawn, WithdrawCase
from domain.codes.notices import NoticeType, ServiceMethod
from domain.codes.parties import Power, Side
from domain.refusals import StageDoesNotFit
from tests.domain.county import (
    CASE,
    LAWYER,
    LI,
    MOTHER,
    SCAN,
    THIRD,
    WANG,
    ZHANG,
    clerk,
    director,
    party,
)
from tests.domain.given import MORNING, Fact, fact, given
from tests.domain.states import (
    APPLICANT,
    RESPONDENT,
    accepted,
    complaint,
    joined,
    one_party,
    protected,
    redirected,
    registered,
    reported,
)
from tests.domain.states_ending import to_visit, visitor
from tests.domain.states_mediation import MEDIATION, consented, opened, suspended

TWO_APPLICANTS = registered(parties=(APPLICANT, one_party(WANG, Side.APPLICANT), RESPONDENT))


def withdraw(*people: str) -> WithdrawCase:
    return WithdrawCase(
        case=CASE, withdrawn_by=people, reason="已自行和好。", voluntary_statement=SCAN
    )


def speaking(*powers: Power) -> Fact:
    return fact(
        RepresentativeAppointed(
            representation=Representation(
                person=LAWYER, represents=(ZHANG,), powers=powers, document=SCAN
            )
        )
    )


def told(person: str) -> Fact:
    return fact(
        NoticeServed(
            notice=NoticeType.REGISTRATION,
            text_version="1",
            method=ServiceMethod.IN_PERSON,
            served_at=MORNING,
            receiver=person,
            proof=None,
            remark=None,
        )
    )


def test_the_applicant_withdraws_through_the_window_or_the_portal() -> None:
    for by in (clerk(), party(ZHANG)):
        state = given(registered()).when(withdraw(ZHANG), by=by).then_state()
        assert state.stage is Stage.WITHDRAWN


def test_nobody_else_withdraws() -> None:
    given(registered()).when(withdraw(LI), by=clerk()).then_refused(
        NotTheApplicantsWish, missing=[ZHANG]
    )
    given(registered()).when(withdraw(ZHANG), by=party(LI)).then_refused(NotTheApplicantsWish)


def test_every_applicant_wants_it() -> None:
    case = given(TWO_APPLICANTS)
    case.when(withdraw(ZHANG), by=clerk()).then_refused(NotTheApplicantsWish, missing=[WANG])
    case.when(withdraw(ZHANG, WANG), by=clerk()).then(CaseWithdrawn)


def test_joined_complainants_are_asked_too() -> None:
    other = complaint(THIRD, one_party(WANG, Side.APPLICANT))
    case = given(registered(), joined(other))
    case.when(withdraw(ZHANG), by=clerk()).then_refused(NotTheApplicantsWish, missing=[WANG])


def test_a_respondent_who_complained_as_well_is_asked_too() -> None:
    other = complaint(THIRD, one_party(LI, Side.APPLICANT), one_party(ZHANG, Side.RESPONDENT))
    case = given(registered(), joined(other))
    case.when(withdraw(ZHANG), by=clerk()).then_refused(NotTheApplicantsWish, missing=[LI])
    case.when(withdraw(ZHANG, LI), by=clerk()).then(CaseWithdrawn)


def test_a_matter_without_an_applicant_is_nobodys_to_withdraw() -> None:
    case = given(registered(parties=(RESPONDENT,)))
    case.when(withdraw(LI), by=clerk()).then_refused(NotTheApplicantsWish)


def test_a_representative_withdraws_with_that_power_only() -> None:
    """民事诉讼法 art 62 and its interpretation art 147: special authority, by analogy."""
    case = given(registered(), speaking(Power.PRESENT, Power.SETTLE))
    case.when(withdraw(LAWYER), by=clerk()).then_refused(NotTheApplicantsWish)
    case = given(registered(), speaking(Power.WITHDRAW))
    case.when(withdraw(LAWYER), by=clerk()).then(CaseWithdrawn)


def test_a_guardian_withdraws_for_the_child() -> None:
    case = given(registered(parties=(replace(APPLICANT, guardian=MOTHER), RESPONDENT)))
    case.when(withdraw(MOTHER), by=clerk()).then(CaseWithdrawn)


def test_nobody_withdraws_while_an_emergency_is_open() -> None:
    def emergency(state: Case) -> None:
        state.emergency.open = True

    case = given(registered()).where(emergency)
    case.when(withdraw(ZHANG), by=clerk()).then_refused(EmergencyOpen)


@pytest.mark.parametrize(("hours", "asked"), [(3 * 24, True), (3 * 24 + 8, True), (4 * 24, False)])
def test_a_withdrawal_soon_after_the_other_side_was_told_is_asked_after(
    hours: int, asked: bool
) -> None:
    """domain.md §3.2 T61, in calendar days (§3.1 D1)."""
    case = given(registered(), told(LI))
    at = MORNING + timedelta(hours=hours)
    (event,) = case.when(withdraw(ZHANG), by=clerk(), at=at).then(CaseWithdrawn)
    assert event.call_back_required is asked


def test_telling_the_applicant_alone_presses_nobody() -> None:
    case = given(registered(), told(ZHANG))
    (event,) = case.when(withdraw(ZHANG), by=clerk()).then(CaseWithdrawn)
    assert not event.call_back_required


def test_a_withdrawn_report_is_always_asked_after() -> None:
    case = given(reported(), protected(clerk().person))
    (event,) = case.when(withdraw(ZHANG), by=clerk()).then(CaseWithdrawn)
    assert event.call_back_required


def test_what_is_over_is_not_withdrawn() -> None:
    given(registered(), redirected()).when(withdraw(ZHANG), by=clerk()).then_refused(
        StageDoesNotFit
    )


@pytest.mark.parametrize("still", [(), (suspended("P04"),)])
def test_a_mediation_under_way_ends_with_the_matter(still: tuple[Fact, ...]) -> None:
    facts = (registered(), accepted(), *consented(), opened(), *still)
    state = given(*facts).when(withdraw(ZHANG), by=clerk()).then_state()
    assert state.mediations.under_way is None
    assert state.mediations.all[MEDIATION].stage is ProcedureStage.FAILED
    assert (state.mediations.consents, state.mediations.all[MEDIATION].pauses) == ({}, set())


def test_it_is_asked_after_and_closed_and_is_no_success() -> None:
    """domain.md §2.6 撤回: the whole path, from the other side's notice to the closed file."""
    case = given(registered(), told(LI))
    case.went(withdraw(ZHANG), CaseWithdrawn, by=clerk())
    assert case.now.call_back_required
    case.went(to_visit(pressed=False), ReturnVisitMade, by=visitor())
    case.went(CloseCase(case=CASE, reason="C05"), CaseClosed, by=director())
    assert (case.now.stage, case.now.outcome) == (Stage.CLOSED, None)
