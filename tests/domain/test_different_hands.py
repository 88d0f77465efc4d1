"""Different hands, tried against a case's own history (domain.md §4.6; §2.7 invariant 9)."""

import pytest

from domain.case.checking import ApproveConclusion, ConclusionApproved
from domain.case.conclusion import CaseConcluded
from domain.case.incidents import LinkReview, ReviewLinked, ReviewWaived, WaiveReview
from domain.case.refusals import SamePerson, StaffIsParty
from domain.case.refusals.ending import HadAnotherPart
from domain.case.refusing import ProposeRefusal, RefusalProposed, RefuseCase
from domain.case.satisfaction import ReviewDissatisfaction
from domain.case.visits import ReturnVisitMade
from domain.codes.ending import CheckPoint, DissatisfactionClass
from domain.codes.risks import RiskLevel
from domain.kernel import Command
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    LEADER,
    ONE,
    VILLAGE,
    ZHANG,
    acting,
    political_legal_committee,
)
from tests.domain.given import given
from tests.domain.states import (
    GROUNDS,
    accepted,
    assessed,
    bundled,
    raised,
    registered,
)
from tests.domain.states_emergency import INCIDENT, REVIEW, incident
from tests.domain.states_ending import to_conclude, to_visit

APPROVE = ApproveConclusion(case=CASE, checklist=tuple(CheckPoint))
LINK = LinkReview(case=CASE, incident=INCIDENT, review=REVIEW)
WAIVE = WaiveReview(case=CASE, incident=INCIDENT, reason="与本事项无因果关系。")


def test_sod_1_who_proposed_a_refusal_does_not_decide_it() -> None:
    case = given(registered(), assessed(RiskLevel.BLUE))
    propose = ProposeRefusal(case=CASE, grounds=GROUNDS)
    case.went(propose, RefusalProposed, by=acting(Role.TRIAGE_OFFICER, person=ONE))
    decide = RefuseCase(case=CASE)
    case.when(decide, by=acting(Role.COMMITTEE_HEAD, person=ONE)).then_refused(SamePerson)


def test_sod_2_and_3_handler_checker_visitor_and_reviewer_are_four() -> None:
    case = given(registered(), accepted())
    case.went(to_conclude(), CaseConcluded, by=acting(Role.HANDLER, person=ONE, unit=VILLAGE))
    as_checker = acting(Role.TRIAGE_OFFICER, person=ONE)
    case.when(APPROVE, by=as_checker).then_refused(HadAnotherPart)
    case.when(to_visit(), by=acting(Role.RETURN_VISITOR, person=ONE)).then_refused(HadAnotherPart)
    checker = acting(Role.TRIAGE_OFFICER)
    case.went(APPROVE, ConclusionApproved, by=checker)
    visiting = acting(Role.RETURN_VISITOR, person=checker.person)
    case.when(to_visit(), by=visiting).then_refused(HadAnotherPart)
    visitor = acting(Role.RETURN_VISITOR)
    case.went(to_visit(satisfaction=None), ReturnVisitMade, by=visitor)
    case.now.ending.dissatisfied.add(ZHANG)
    look = ReviewDissatisfaction(
        case=CASE,
        finding=DissatisfactionClass.FOUNDED,
        explanation="属实。",
        action="重新办理。",
    )
    for person in (ONE, visitor.person):
        by = acting(Role.SUPERVISOR, person=person, unit=COUNTY)
        case.when(look, by=by).then_refused(HadAnotherPart)


@pytest.mark.parametrize("command", [LINK, WAIVE])
def test_sod_5_and_14_who_handled_or_led_the_case_decides_nothing_of_its_review(
    command: Command,
) -> None:
    red = (registered(), accepted(), assessed(RiskLevel.BLUE), raised(RiskLevel.RED), bundled())
    case = given(*red, incident())
    role = Role.POLITICAL_LEGAL_COMMITTEE
    leader = acting(role, person=LEADER, unit=COUNTY)
    case.when(command, by=leader).then_refused(HadAnotherPart)
    case.now.hands.handlers.add(ONE)
    handled = acting(role, person=ONE, unit=COUNTY)
    case.when(command, by=handled).then_refused(HadAnotherPart)
    party = acting(role, person=ZHANG, unit=COUNTY)
    case.when(command, by=party).then_refused(StaffIsParty)
    events = ReviewLinked if command is LINK else ReviewWaived
    case.when(command, by=political_legal_committee()).then(events)
