"""Up takes one person, down takes two (domain.md §2.5 B, §2.6, §4.4)."""

from datetime import timedelta

import pytest

from domain.case.disposal import DisposalPlanFiled, FilePlan
from domain.case.refusals import (
    LevelUnchanged,
    NotAssessed,
    NothingToApprove,
    SamePerson,
    SecondPersonNeeded,
    SignalNotRecorded,
    SignalsTooRecent,
)
from domain.case.risk import (
    ApproveRiskDowngrade,
    ChangeRisk,
    ProposeRiskDowngrade,
    RiskDowngradeProposed,
    RiskLevelChanged,
)
from domain.codes.risks import RiskLevel
from domain.kernel import Command
from domain.roles import Role
from tests.domain.county import CASE, OWNER, acting, committee_head, director, triage
from tests.domain.given import MORNING, given
from tests.domain.states import (
    assessed,
    downgrade_proposed,
    heard,
    raised,
    registered,
)

BLUE, YELLOW, RED = RiskLevel
ASSESSED = (registered(), assessed(BLUE))
IS_RED = (*ASSESSED, raised(RED))
APPROVE = ApproveRiskDowngrade(case=CASE)
WEEK = timedelta(days=7)


def change(level: RiskLevel, *signals: str) -> ChangeRisk:
    return ChangeRisk(case=CASE, level=level, reason="情况变化。", signals=signals)


def lower(level: RiskLevel) -> ProposeRiskDowngrade:
    return ProposeRiskDowngrade(case=CASE, level=level, reason="矛盾已平息。")


@pytest.mark.parametrize("by", [triage(), director()])
def test_one_person_raises_the_level(by: object) -> None:
    state = given(*ASSESSED).when(change(RED), by=by).then_state()  # type: ignore[arg-type]
    assert state.risk.level is RED


def test_a_raise_cites_signals_that_were_recorded() -> None:
    case = given(*ASSESSED, heard("S01"))
    (event,) = case.when(change(RED, "S01", "S01"), by=triage()).then(RiskLevelChanged)
    assert event.signals == ("S01",)
    case.when(change(RED, "S13"), by=triage()).then_refused(SignalNotRecorded, signal="S13")


def test_a_change_changes_something() -> None:
    given(*ASSESSED).when(change(BLUE), by=triage()).then_refused(LevelUnchanged)
    given(*ASSESSED).when(lower(BLUE), by=triage()).then_refused(LevelUnchanged)


@pytest.mark.parametrize("command", [change(RED), lower(BLUE)])
def test_what_was_never_assessed_is_not_changed(command: Command) -> None:
    given(registered()).when(command, by=triage()).then_refused(NotAssessed)
    given(registered()).when(APPROVE, by=director()).then_refused(NotAssessed)


@pytest.mark.parametrize("level", [BLUE, YELLOW])
def test_nobody_lowers_the_level_alone(level: RiskLevel) -> None:
    given(*IS_RED).when(change(level), by=director()).then_refused(SecondPersonNeeded)


def test_triage_proposes_and_the_director_decides() -> None:
    case = given(*IS_RED, downgrade_proposed(YELLOW))
    (event,) = case.when(APPROVE, by=director()).then(RiskLevelChanged)
    assert (event.from_level, event.to_level) == (RED, YELLOW)
    assert event.proposed_by == triage().person


def test_nobody_decides_on_their_own_proposal() -> None:
    case = given(*IS_RED, downgrade_proposed(YELLOW))
    same = acting(Role.CENTRE_DIRECTOR, person=triage().person)
    case.when(APPROVE, by=same).then_refused(SamePerson)


def test_there_is_nothing_to_decide_without_a_proposal() -> None:
    given(*IS_RED).when(APPROVE, by=director()).then_refused(NothingToApprove)


def test_red_is_left_after_seven_days_without_a_signal() -> None:
    case = given(*IS_RED, heard("S01"))
    almost = MORNING + WEEK - timedelta(minutes=1)
    case.when(lower(YELLOW), by=triage(), at=almost).then_refused(SignalsTooRecent, days=7)
    case.when(lower(YELLOW), by=triage(), at=MORNING + WEEK).then(RiskDowngradeProposed)


def test_the_days_count_from_the_latest_signal_heard() -> None:
    late = MORNING + timedelta(days=3)
    case = given(*IS_RED, heard("S01", at=late), heard("S07", at=MORNING))
    at = MORNING + WEEK
    case.when(lower(YELLOW), by=triage(), at=at).then_refused(SignalsTooRecent)


def test_the_decision_looks_at_the_signals_again() -> None:
    case = given(*IS_RED, heard("S01"), downgrade_proposed(YELLOW))
    case.when(APPROVE, by=director()).then_refused(SignalsTooRecent)
    case.when(APPROVE, by=director(), at=MORNING + WEEK).then(RiskLevelChanged)


def test_a_signal_after_the_proposal_undoes_it() -> None:
    case = given(*IS_RED, downgrade_proposed(YELLOW), heard("S01"))
    case.when(APPROVE, by=director()).then_refused(NothingToApprove)


def test_yellow_is_left_by_two_people_without_waiting() -> None:
    facts = (*ASSESSED, raised(YELLOW), heard("S99"), downgrade_proposed(BLUE))
    given(*facts).when(APPROVE, by=director()).then(RiskLevelChanged)


def test_every_change_asks_for_a_new_plan() -> None:
    """domain.md §2.6: every change restarts the plan."""
    case = given(*ASSESSED)
    assert case.when(change(RED), by=triage()).then_state().risk.planned is False


def test_up_by_one_down_by_two_and_each_time_a_new_plan() -> None:
    """domain.md §2.6 风险变化: the whole path."""
    plan = FilePlan(
        case=CASE,
        owner=OWNER,
        measures=("每日走访。",),
        from_on=MORNING.date(),
        to_on=MORNING.date() + WEEK,
    )
    case = given(*ASSESSED).went(change(RED), RiskLevelChanged, by=triage())
    assert not case.now.risk.planned
    case.went(plan, DisposalPlanFiled, by=committee_head())
    case.at += WEEK
    case.went(lower(YELLOW), RiskDowngradeProposed, by=triage())
    assert case.now.risk.planned
    case.went(APPROVE, RiskLevelChanged, by=director())
    assert (case.now.risk.level, case.now.risk.planned) == (YELLOW, False)
