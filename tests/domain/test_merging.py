"""One matter told several times becomes one case ([F27]; domain.md §2.7 invariant 17, §3.1 D12)."""

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from domain.case import Stage
from domain.case import case as aggregate
from domain.case.merging import (
    CaseMerged,
    ComplaintsJoined,
    MainCaseChanged,
    MergeCase,
)
from domain.case.refusals import (
    CannotJoinItself,
    ExplanationNeeded,
    NothingInCommon,
    ProtectionDiffers,
    TargetNotOpen,
)
from domain.case.refusals.merging import MediationUnderWay
from domain.case.values import Complaint
from domain.codes.matters import Channel, MatchBasis
from domain.codes.parties import Side
from domain.kernel import Also
from domain.refusals import BeforeTheMatter, NotFound, StageDoesNotFit
from tests.domain.county import CASE, LI, NEXT_TOWN, OTHER, THIRD, WANG, ZHANG, triage
from tests.domain.given import MORNING, Fact, fact, given, recorded
from tests.domain.states import (
    APPLICANT,
    RESPONDENT,
    accepted,
    complaint,
    joined,
    merged,
    one_party,
    protected,
    refused,
    registered,
)
from tests.domain.states_mediation import consented, opened

MERGE = MergeCase(case=CASE, into=OTHER, match_basis=MatchBasis.SAME_FACTS)
MAIN = registered(case=OTHER, parties=(one_party(WANG, Side.APPLICANT), RESPONDENT))
STRANGERS = registered(case=OTHER, parties=(one_party(WANG, Side.APPLICANT),))


def test_a_registration_goes_on_in_its_main_case() -> None:
    case = given(registered()).beside(OTHER, MAIN)
    _, joining = case.when(MERGE, by=triage()).then(CaseMerged, Also)  # type: ignore[arg-type]
    assert isinstance(joining, ComplaintsJoined)
    state = case.when(MERGE, by=triage()).then_state()
    assert (state.stage, state.joining.into) == (Stage.MERGED, OTHER)


def test_the_main_case_knows_the_complaint_its_parties_and_its_first_day() -> None:
    """D12: the earliest moment counts; every complainant keeps a reply of their own."""
    early = MORNING - timedelta(days=5)
    case = given(registered(received_at=early)).beside(OTHER, MAIN)
    outcomes = case.when(MERGE, by=triage()).decided()
    also = outcomes[1]
    assert isinstance(also, Also)
    main = aggregate.evolve(case.others[OTHER], recorded(also.event, triage(), case.at))
    assert main.first_received_at == early
    assert main.parties.keys() == {ZHANG, LI, WANG}
    assert main.joining.complaints[CASE].complainants == [ZHANG]


def test_complaints_joined_before_are_pointed_at_the_new_main_case() -> None:
    case = given(registered(), joined(complaint(THIRD))).beside(OTHER, MAIN)
    _, joining, follower = case.when(MERGE, by=triage()).decided()
    assert isinstance(joining, Also)
    assert isinstance(joining.event, ComplaintsJoined)
    assert [(one.case, one.via) for one in joining.event.complaints] == [
        (CASE, None),
        (THIRD, CASE),
    ]
    assert follower == Also(stream=THIRD, event=MainCaseChanged(main=OTHER))


def test_the_main_case_is_told_by_which_channel_each_complaint_came_in() -> None:
    """[seed 001] 渠道上行: only so is it known that a matter came in again from above."""
    before = replace(complaint(THIRD), channel=Channel.LETTER)
    case = given(registered(channel=Channel.SUPERIOR), joined(before)).beside(OTHER, MAIN)
    _, joining, _ = case.when(MERGE, by=triage()).decided()
    assert isinstance(joining, Also)
    assert isinstance(joining.event, ComplaintsJoined)
    told = [one.channel for one in joining.event.complaints]
    assert told == [Channel.SUPERIOR, Channel.LETTER]


def test_a_complaint_joined_before_does_not_say_its_channel() -> None:
    """Stored events are for ever: what they do not say is not known."""
    stored = msgspec.to_builtins(complaint(THIRD))
    del stored["channel"]
    assert msgspec.convert(stored, Complaint).channel is None


def test_a_case_is_not_its_own_main_case() -> None:
    case = given(registered()).beside(CASE, registered())
    case.when(replace(MERGE, into=CASE), by=triage()).then_refused(CannotJoinItself)


def test_a_main_case_nobody_knows_is_absent() -> None:
    given(registered()).when(MERGE, by=triage()).then_refused(NotFound)


def test_a_main_case_of_another_area_is_absent_as_well() -> None:
    elsewhere = registered(case=OTHER, area="990101200", centre=NEXT_TOWN)
    case = given(registered()).beside(OTHER, elsewhere)
    case.when(MERGE, by=triage()).then_refused(NotFound)


@pytest.mark.parametrize("ended", [refused(), merged(THIRD)])
def test_a_main_case_is_open(ended: Fact) -> None:
    case = given(registered()).beside(OTHER, MAIN, ended)
    case.when(MERGE, by=triage()).then_refused(TargetNotOpen)


def test_a_merged_case_is_not_merged_again() -> None:
    case = given(registered(), merged(THIRD)).beside(OTHER, MAIN)
    case.when(MERGE, by=triage()).then_refused(StageDoesNotFit)


def test_an_accepted_case_may_still_be_merged() -> None:
    case = given(registered(), accepted()).beside(OTHER, MAIN)
    assert case.when(MERGE, by=triage()).then_state().stage is Stage.MERGED


def test_without_a_common_party_somebody_explains() -> None:
    case = given(registered()).beside(OTHER, STRANGERS)
    case.when(MERGE, by=triage()).then_refused(NothingInCommon)
    said = replace(MERGE, explanation="同一堵墙,不同住户反映。")
    assert case.when(said, by=triage()).then_state().stage is Stage.MERGED


def test_another_basis_is_explained() -> None:
    case = given(registered()).beside(OTHER, MAIN)
    command = replace(MERGE, match_basis=MatchBasis.OTHER)
    case.when(command, by=triage()).then_refused(ExplanationNeeded)


def test_a_protected_case_is_never_merged_with_an_open_one() -> None:
    """信访工作条例 arts 30, 46; domain.md §4.5."""
    custodian = triage().person
    case = given(registered()).beside(OTHER, MAIN, protected(custodian, people=(WANG,)))
    case.when(MERGE, by=triage()).then_refused(ProtectionDiffers)
    case = given(registered(), protected(custodian)).beside(OTHER, MAIN)
    case.when(MERGE, by=triage()).then_refused(ProtectionDiffers)


def test_nothing_is_joined_before_the_main_case_began() -> None:
    """domain.md §2.3 rule 3."""
    case = given(registered())
    case.beside(OTHER, fact(MAIN.event, at=MORNING + timedelta(days=1)))
    case.when(MERGE, by=triage(), at=MORNING + timedelta(hours=1)).then_refused(BeforeTheMatter)


def test_the_parties_of_both_are_parties_of_the_main_case() -> None:
    both = given(registered(parties=(APPLICANT,)), joined(complaint(THIRD)))
    assert both.state is not None
    assert both.state.parties.keys() == {ZHANG, LI}


def test_nobody_joins_a_mediation_they_have_not_agreed_to() -> None:
    """人民调解法 art 17."""
    case = given(registered()).beside(OTHER, MAIN, accepted(), *consented(WANG, LI), opened())
    case.when(MERGE, by=triage()).then_refused(MediationUnderWay)
