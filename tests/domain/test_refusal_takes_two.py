"""A refusal takes two people (domain.md §2.5 A, §4.4, §4.6 SoD-1)."""

import pytest
from msgspec.structs import replace

from domain.case import Stage
from domain.case.refusals import (
    AccusedUnitMayNot,
    NothingProposed,
    ProposalStands,
    SamePerson,
    SecondPersonNeeded,
)
from domain.case.refusing import (
    CaseRefused,
    OverturnRefusal,
    ProposeRefusal,
    RefusalOverturned,
    RefusalProposed,
    RefuseCase,
)
from domain.codes.matters import MatterClass
from domain.kernel import Act
from domain.refusals import StageDoesNotFit
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LAND_OFFICE,
    acting,
    committee_head,
    director,
    petition_office,
    political_legal_committee,
    triage,
)
from tests.domain.given import Fact, given
from tests.domain.states import (
    GROUNDS,
    accepted,
    petitioned,
    protected,
    refusal_proposed,
    refused,
    registered,
    reported,
    screened,
)

PROPOSE = ProposeRefusal(case=CASE, grounds=GROUNDS)
APPROVE = RefuseCase(case=CASE)
ALONE = RefuseCase(case=CASE, grounds=GROUNDS)
OVERTURN = OverturnRefusal(case=CASE, reason="法院并未受理。")


def test_one_proposes_and_the_case_stays_open() -> None:
    state = given(registered(), screened()).when(PROPOSE, by=triage()).then_state()
    assert state.stage is Stage.REGISTERED


def test_another_one_approves_what_was_proposed() -> None:
    case = given(registered(), screened(), refusal_proposed())
    (event,) = case.when(APPROVE, by=director()).then(CaseRefused)
    assert event.proposed_by == triage().person
    assert (event.reason, event.organ) == (GROUNDS.reason, GROUNDS.organ)
    assert case.when(APPROVE, by=director()).then_state().stage is Stage.REFUSED


def test_nobody_approves_their_own_proposal() -> None:
    case = given(registered(), screened(), refusal_proposed())
    same = acting(Role.CENTRE_DIRECTOR, person=triage().person)
    case.when(APPROVE, by=same).then_refused(SamePerson)


def test_a_proposal_is_approved_as_it_stands() -> None:
    case = given(registered(), screened(), refusal_proposed())
    case.when(ALONE, by=director()).then_refused(ProposalStands)


def test_a_new_proposal_replaces_the_one_before() -> None:
    other = replace(GROUNDS, reason="N05", organ="派出所", route="POLICE")
    case = given(registered(), screened(), refusal_proposed(), refusal_proposed(other))
    (event,) = case.when(APPROVE, by=director()).then(CaseRefused)
    assert event.reason == "N05"


def test_there_is_nothing_to_approve_without_a_proposal() -> None:
    given(registered(), screened()).when(APPROVE, by=director()).then_refused(NothingProposed)


def test_accepting_a_case_ends_the_proposal_to_refuse_it() -> None:
    case = given(registered(), screened(), refusal_proposed(), accepted())
    assert case.state is not None
    assert case.state.refusal.proposal is None


def test_a_committee_head_refuses_a_plain_matter_alone() -> None:
    (event,) = given(registered(), screened()).when(ALONE, by=committee_head()).then(CaseRefused)
    assert event.proposed_by is None


@pytest.mark.parametrize(
    ("fact", "by"), [(registered(), director()), (petitioned(), petition_office())]
)
def test_others_refuse_nothing_alone(fact: Fact, by: Act) -> None:
    given(fact, screened()).when(ALONE, by=by).then_refused(SecondPersonNeeded)


@pytest.mark.parametrize(
    "facts",
    [(petitioned(), screened()), (reported(), protected(committee_head().person), screened())],
)
def test_petitions_and_reports_are_never_refused_alone(facts: tuple[Fact, ...]) -> None:
    """信访工作条例 art 30; domain.md §2.5 A."""
    given(*facts).when(ALONE, by=committee_head()).then_refused(SecondPersonNeeded)


def test_the_unit_complained_of_neither_proposes_nor_decides() -> None:
    """信访工作条例 arts 30, 46; domain.md §4.4."""
    case = given(petitioned(centre=LAND_OFFICE), screened())
    accused_clerk = acting(Role.WINDOW_CLERK, unit=LAND_OFFICE)
    case.when(PROPOSE, by=accused_clerk).then_refused(AccusedUnitMayNot)
    case = given(petitioned(centre=LAND_OFFICE), screened(), refusal_proposed())
    accused_head = acting(Role.COMMITTEE_HEAD, unit=LAND_OFFICE)
    case.when(APPROVE, by=accused_head).then_refused(AccusedUnitMayNot)
    case.when(APPROVE, by=petition_office()).then(CaseRefused)


def test_the_unit_complained_of_may_propose_in_a_plain_dispute() -> None:
    case = given(petitioned(centre=LAND_OFFICE, matter_class=MatterClass.DISPUTE), screened())
    accused_clerk = acting(Role.WINDOW_CLERK, unit=LAND_OFFICE)
    case.when(PROPOSE, by=accused_clerk).then(RefusalProposed)


def test_a_superior_overturns_a_refusal_and_the_case_is_registered_again() -> None:
    case = given(registered(), screened(), refused())
    case.when(OVERTURN, by=political_legal_committee()).then(RefusalOverturned)
    state = case.when(OVERTURN, by=director()).then_state()
    assert state.stage is Stage.REGISTERED


@pytest.mark.parametrize("who", [triage().person, committee_head().person])
def test_those_who_refused_do_not_overturn_it(who: str) -> None:
    case = given(registered(), screened(), refused())
    case.when(OVERTURN, by=acting(Role.CENTRE_DIRECTOR, person=who)).then_refused(SamePerson)


def test_only_a_refusal_is_overturned() -> None:
    given(registered()).when(OVERTURN, by=director()).then_refused(StageDoesNotFit)
