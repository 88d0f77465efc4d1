"""What each event leaves behind in the case, for the rules of later chapters."""

from datetime import timedelta

import pytest

from domain.case import Case, Stage
from domain.case.disposal import DisposalPlanFiled
from domain.case.intake import MaterialReceived
from domain.case.merging import MainCaseChanged
from domain.case.refusing import RefusalOverturned
from domain.case.triage import ClassificationProposed
from domain.case.values import Confirmation
from domain.case.window import ResolvedOnTheSpot, SelfHandledFiled
from domain.case.withdrawal import CaseWithdrawn
from domain.codes.matters import Channel, Difficulty, MatterClass, Scale
from domain.codes.parties import ConfirmationMethod
from domain.codes.risks import RiskLevel
from tests.domain.county import (
    LAND_OFFICE,
    OTHER,
    OWNER,
    SCAN,
    THIRD,
    TOWN,
    VILLAGE,
    ZHANG,
    clerk,
    committee_head,
    director,
    machine,
    triage,
)
from tests.domain.given import MORNING, STEP, Fact, fact, folded
from tests.domain.states import (
    accepted,
    assessed,
    classified,
    downgrade_proposed,
    merged,
    raised,
    redirected,
    refusal_proposed,
    refused,
    registered,
    supplementing,
)


def after(*facts: Fact) -> Case:
    state, _ = folded(facts)
    assert state is not None
    return state


def test_a_registration() -> None:
    received_at = MORNING - timedelta(days=1)
    facts = registered(
        channel=Channel.SCREENING,
        people_count=7,
        received_at=received_at,
        protected_requested=True,
    )
    state = after(facts)
    assert (state.channel, state.matter_class) == (Channel.SCREENING, MatterClass.DISPUTE)
    assert (state.centre, state.units, state.area) == (TOWN, {TOWN}, "990101100")
    assert (state.registered_by, state.people_involved) == (clerk().person, 7)
    assert (state.began_at, state.received_at) == (MORNING, received_at)
    assert state.protection.requested
    assert not state.protected


def test_an_acceptance() -> None:
    taken = accepted(
        matter_class=MatterClass.HELP, dispute="0201", difficulty=Difficulty.MAJOR, lead_unit=TOWN
    )
    state = after(registered(), taken)
    assert (state.matter_class, state.dispute) == (MatterClass.HELP, "0201")
    assert (state.difficulty, state.lead_unit) == (Difficulty.MAJOR, TOWN)
    assert (state.first_responsible_unit, state.units) == (VILLAGE, {TOWN, VILLAGE})
    assert state.accepted_at == MORNING + STEP


def test_a_classification() -> None:
    state = after(registered(), classified("MINOR", dispute="0101"))
    assert (state.dispute, state.tags) == ("0101", {"MINOR"})
    assert (state.difficulty, state.scale) == (Difficulty.ORDINARY, Scale.INDIVIDUAL)


def test_a_refusal_and_who_made_it() -> None:
    state = after(registered(), refusal_proposed(), refused())
    assert state.refusal.proposal is None
    assert state.refusal.proposed_by == triage().person
    assert state.refusal.decided_by == committee_head().person


def test_an_overturned_refusal_asks_for_nothing_more() -> None:
    overturned = fact(RefusalOverturned(reason="误拒"), by=director())
    state = after(registered(), supplementing(), refused(), overturned)
    assert (state.supplement.missing, state.supplement.due_on) == (set(), None)


def test_asked_for_material() -> None:
    state = after(registered(), supplementing("一", "二"))
    assert state.supplement.missing == {1, 2}
    received = MaterialReceived(items=(2,), documents=(), received_at=MORNING, complete=False)
    assert after(registered(), supplementing("一", "二"), fact(received)).supplement.missing == {1}


PLANNED = fact(
    DisposalPlanFiled(
        level=RiskLevel.YELLOW,
        owner=OWNER,
        measures=("每日走访",),
        watched=(),
        from_on=MORNING.date(),
        to_on=MORNING.date(),
    )
)
PROPOSED = fact(
    ClassificationProposed(
        dispute="1102",
        difficulty=Difficulty.COMPLEX,
        scale=Scale.GROUP,
        tags=(),
        remark=None,
        rule_version=None,
    ),
    by=machine(),
)
WITHDRAWN = fact(
    CaseWithdrawn(
        withdrawn_by=(ZHANG,), reason="已和好", voluntary_statement=SCAN, call_back_required=True
    )
)


@pytest.mark.parametrize("ended", [redirected(), merged(), WITHDRAWN, accepted(), refused()])
def test_the_end_of_a_case_ends_the_proposal_to_refuse_it(ended: Fact) -> None:
    assert after(registered(), refusal_proposed(), ended).refusal.proposal is None


def test_a_withdrawal_and_whether_somebody_must_call_back() -> None:
    state = after(registered(), WITHDRAWN)
    assert (state.stage, state.call_back_required) == (Stage.WITHDRAWN, True)
    assert state.withdrawal_taken_by == clerk().person


def test_a_result() -> None:
    confirmation = Confirmation(person=ZHANG, method=ConfirmationMethod.ORAL)
    resolved = ResolvedOnTheSpot(outcome="AIDED", result="已帮扶", confirmation=confirmation)
    state = after(registered(), fact(resolved))
    assert (state.outcome, state.concluded_at) == ("AIDED", MORNING + STEP)


def test_a_merger_and_where_the_case_stood() -> None:
    state = after(registered(), accepted(), merged())
    assert (state.stage_before_merger, state.joining.into) == (Stage.ACCEPTED, OTHER)


def test_a_raise_confirms_the_level_and_drops_what_was_proposed() -> None:
    state = after(
        registered(),
        assessed(RiskLevel.YELLOW, provisional=True),
        downgrade_proposed(RiskLevel.BLUE),
        raised(RiskLevel.RED, before=RiskLevel.YELLOW),
    )
    assert (state.risk.level, state.risk.provisional) == (RiskLevel.RED, False)
    assert (state.risk.downgrade, state.risk.changed_at) == (None, MORNING + 3 * STEP)


def test_a_provisional_level_until_somebody_confirms_it() -> None:
    provisional = assessed(RiskLevel.BLUE, provisional=True)
    assert after(registered(), provisional).risk.provisional
    assert not after(registered(), provisional, assessed(RiskLevel.BLUE)).risk.provisional


def test_a_plan_until_the_level_changes() -> None:
    """domain.md §2.6: every change restarts the plan."""
    planned = (registered(), assessed(RiskLevel.YELLOW), PLANNED)
    assert after(*planned).risk.planned
    assert not after(*planned, raised(RiskLevel.RED, before=RiskLevel.YELLOW)).risk.planned


def test_a_proposed_classification_until_it_is_decided() -> None:
    assert after(registered(), PROPOSED).proposed_classification is not None
    assert after(registered(), PROPOSED, classified()).proposed_classification is None


def test_the_department_that_filed_what_it_had_done() -> None:
    filed = SelfHandledFiled(unit=LAND_OFFICE, outcome="AIDED", result="办", handled_at=MORNING)
    assert after(registered(), fact(filed)).units == {TOWN, LAND_OFFICE}


def test_the_new_main_case_of_a_complaint() -> None:
    moved = fact(MainCaseChanged(main=THIRD), by=triage())
    assert after(registered(), merged(), moved).joining.into == THIRD
