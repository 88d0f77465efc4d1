"""A refusal after the opening: nothing but the end is left (domain.md §2.7 invariant 4)."""

from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.case.consent import RecordConsent
from domain.case.mediation import MediationTerminated, NotifyRights, TerminateMediation
from domain.case.mediators import AppointMediators, ReplaceMediator
from domain.case.refusals.mediation import MustEnd
from domain.case.sessions import (
    AdjournSession,
    RecordInvestigation,
    RescheduleSession,
    ScheduleSession,
)
from domain.case.standstill import (
    CommissionAppraisal,
    ExtendMediation,
    ReportAppraisal,
    ResumeMediation,
    SuspendMediation,
)
from domain.codes.mediation import ConsentForm, ReplacementGround, SessionMode
from domain.codes.parties import Side
from tests.domain.county import CASE, LI, ONE, SCAN, TWO, WANG, ZHANG, committee_head, mediator
from tests.domain.given import MORNING, given
from tests.domain.states import APPLICANT, RESPONDENT, accepted, one_party, registered
from tests.domain.states_mediation import (
    MEDIATION,
    SESSION,
    US,
    appointed,
    consented,
    opened,
    refusing,
    scheduled,
    to_hold,
)

REFUSED = (registered(), accepted(), *consented(), opened(), appointed(), scheduled(), refusing())
HERE: dict[str, Any] = {"case": CASE, "mediation": MEDIATION}
END = TerminateMediation(**HERE, reason="M02")
OTHERS = (
    NotifyRights(**HERE, parties=(ZHANG,), text_version="1"),
    AppointMediators(**HERE, mediators=(ONE,)),
    ReplaceMediator(**HERE, replaced=US, replacement=TWO, ground=ReplacementGround.RECUSAL),
    ScheduleSession(
        **HERE, starts_at=MORNING, mode=SessionMode.ROOM, invited=(ZHANG,), place="调解室"
    ),
    RescheduleSession(
        **HERE, session=SESSION, starts_at=MORNING, mode=SessionMode.VIDEO, explanation="改期"
    ),
    AdjournSession(**HERE, session=SESSION, explanation="休会"),
    to_hold(),
    RecordInvestigation(**HERE, content="现场查看。"),
    SuspendMediation(**HERE, reason="P03", evidence="洪水。"),
    ResumeMediation(**HERE, reason="P03"),
    ExtendMediation(**HERE, agreed_by=(ZHANG, LI), explanation="同意延长。", days=5),
    CommissionAppraisal(**HERE, institution="鉴定所", question="原因", agreed_by=(ZHANG, LI)),
    ReportAppraisal(**HERE, opinion="有因果关系", document=SCAN),
)


@pytest.mark.parametrize("command", OTHERS, ids=lambda one: type(one).__name__)
def test_every_other_act_is_refused(command: Any) -> None:
    case = given(*REFUSED)
    case.when(command, by=committee_head()).then_refused(MustEnd)


def test_the_end_is_not() -> None:
    given(*REFUSED).when(END, by=mediator()).then(MediationTerminated)


def test_a_change_of_mind_comes_too_late() -> None:
    yes = RecordConsent(case=CASE, party=LI, agrees=True, form=ConsentForm.ORAL)
    state = given(*REFUSED).when(yes, by=mediator()).then_state()
    assert state.mediations.all[MEDIATION].refused_at is not None


def test_a_third_party_who_refuses_ends_nothing() -> None:
    parties = (APPLICANT, RESPONDENT, one_party(WANG, Side.THIRD_PARTY))
    facts = (registered(parties=parties), accepted(), *consented(), opened(), refusing(WANG))
    state = given(*facts).state
    assert state is not None
    assert state.mediations.all[MEDIATION].refused_at is None


@for_all(st.lists(st.sampled_from([ZHANG, LI]), max_size=3), st.sampled_from([ZHANG, LI]))
def test_after_a_refusal_nothing_but_the_end_is_ever_recorded(
    agreeing: list[str], person: str
) -> None:
    afterwards = [consented(one)[0] for one in agreeing]
    facts = [registered(), accepted(), *consented(), opened(), appointed(), refusing(person)]
    for command in OTHERS:
        given(*facts, *afterwards).when(command, by=committee_head()).then_refused(MustEnd)
