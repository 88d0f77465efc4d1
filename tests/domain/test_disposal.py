"""A high risk has a plan, a place in the ledger and a leader ([seed 001 三(二)] 一案一策)."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.case.disposal import (
    BundleToLeader,
    DisposalPlanFiled,
    EnterSpecialLedger,
    FilePlan,
    LeaderBundled,
    SpecialLedgerEntered,
)
from domain.case.refusals import (
    DayHasPassed,
    InLedgerAlready,
    NotAssessed,
    NotForSpecialLedger,
    NotRed,
    StaffIsParty,
)
from domain.codes.risks import RiskLevel, SpecialLedger
from domain.organisation.refusals import DatesInWrongOrder
from domain.person.refusals import PersonUnknown
from domain.refusals import Refusal
from tests.domain.county import (
    CASE,
    LEADER,
    LI,
    OWNER,
    STRANGER,
    TOWN,
    WANG,
    ZHANG,
    director,
    handler,
    triage,
)
from tests.domain.given import fact, given
from tests.domain.states import assessed, classified, raised, registered

PLAN = FilePlan(
    case=CASE,
    owner=OWNER,
    measures=("每日走访", "联系村警备勤"),
    from_on=date(2025, 3, 25),
    to_on=date(2025, 4, 8),
    watched=(LI, LI),
)
LEDGER = EnterSpecialLedger(case=CASE, ledger=SpecialLedger.MAJOR_RISK, reason="扬言报复。")
BUNDLE = BundleToLeader(case=CASE, leader=LEADER, duty="牵头化解,每日调度。")
YELLOW = (registered(), assessed(RiskLevel.YELLOW))
RED = (*YELLOW, raised(RiskLevel.RED, before=RiskLevel.YELLOW))


def test_a_plan_says_who_what_whom_and_when() -> None:
    (event,) = given(*RED).when(PLAN, by=handler(TOWN)).then(DisposalPlanFiled)
    assert (event.level, event.owner, event.watched) == (RiskLevel.RED, OWNER, (LI,))
    assert given(*RED).when(PLAN, by=handler(TOWN)).then_state().risk.planned


def test_there_is_no_plan_before_an_assessment() -> None:
    given(registered()).when(PLAN, by=handler(TOWN)).then_refused(NotAssessed)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"owner": STRANGER}, PersonUnknown),
        ({"watched": (STRANGER,)}, PersonUnknown),
        ({"owner": LI}, StaffIsParty),
        ({"to_on": date(2025, 3, 24)}, DatesInWrongOrder),
        ({"from_on": date(2025, 3, 1), "to_on": date(2025, 3, 2)}, DayHasPassed),
    ],
)
def test_a_plan_can_be_carried_out(changes: dict[str, Any], refusal: type[Refusal]) -> None:
    command = replace(PLAN, **changes)
    given(*RED).when(command, by=handler(TOWN)).then_refused(refusal)


def test_red_enters_the_special_ledger() -> None:
    given(*RED).when(LEDGER, by=triage()).then(SpecialLedgerEntered)


def test_what_is_likely_to_turn_violent_enters_it_whatever_its_level() -> None:
    case = given(*YELLOW, classified("LIKELY_TO_TURN_VIOLENT"))
    case.when(LEDGER, by=triage()).then(SpecialLedgerEntered)


def test_nothing_else_enters_it() -> None:
    case = given(*YELLOW, classified("WAGE_ARREARS"))
    case.when(LEDGER, by=triage()).then_refused(NotForSpecialLedger)


def test_a_case_stands_in_a_ledger_once() -> None:
    entered = fact(SpecialLedgerEntered(ledger=SpecialLedger.MAJOR_RISK, reason="扬言报复。"))
    given(*RED, entered).when(LEDGER, by=triage()).then_refused(InLedgerAlready)
    other = replace(LEDGER, ledger=SpecialLedger.LIKELY_TO_TURN_VIOLENT)
    given(*RED, entered).when(other, by=triage()).then(SpecialLedgerEntered)


def test_red_has_a_leader_who_sees_the_case() -> None:
    """domain.md §2.7 invariant 13."""
    given(*RED).when(BUNDLE, by=director()).then(LeaderBundled)
    assert LEADER in given(*RED).when(BUNDLE, by=director()).then_state().people


def test_what_is_not_red_has_none() -> None:
    given(*YELLOW).when(BUNDLE, by=director()).then_refused(NotRed)


def test_a_leader_is_registered_and_no_party() -> None:
    unknown = replace(BUNDLE, leader=STRANGER)
    given(*RED).when(unknown, by=director()).then_refused(PersonUnknown)
    party = replace(BUNDLE, leader=ZHANG)
    given(*RED).when(party, by=director()).then_refused(StaffIsParty, person=ZHANG)


def test_a_leader_may_be_replaced() -> None:
    case = given(*RED, fact(LeaderBundled(leader=WANG, duty="牵头")))
    assert case.when(BUNDLE, by=director()).then_state().risk.leader == LEADER
