"""Refusal 不予受理, from the signal to the closed file (domain.md §2.6).

Who may escalate is calmed before the refusal; two people refuse; it is told in writing.
"""

from msgspec.structs import replace

from domain.case import Stage
from domain.case.closing import CaseClosed, CloseCase
from domain.case.emergency import MeasureTaken, TakeMeasure
from domain.case.notices import NoticeServed, ServeNotice
from domain.case.refusing import (
    CaseRefused,
    OverturnRefusal,
    ProposeRefusal,
    RefusalOverturned,
    RefusalProposed,
    RefuseCase,
)
from domain.case.triage import RecordSignal, RiskSignalRecorded
from domain.codes.emergency import EmergencyMeasure
from domain.codes.notices import NoticeType, ServiceMethod
from domain.codes.risks import SignalSource
from tests.domain.county import (
    CASE,
    SCAN,
    ZHANG,
    clerk,
    committee_head,
    director,
    political_legal_committee,
    triage,
)
from tests.domain.given import MORNING, Given, given
from tests.domain.states import GROUNDS, registered

CALMED = replace(GROUNDS, cool_down="镇领导当面疏导,情绪已平稳。")


def refused_at_last() -> Given:
    """已不予受理: heard, calmed, proposed, decided."""
    heard = RecordSignal(case=CASE, signal="S13", source=SignalSource.NEIGHBOUR, heard_at=MORNING)
    calm = TakeMeasure(case=CASE, measure=EmergencyMeasure.PERSUASION, content="当面疏导。")
    propose = ProposeRefusal(case=CASE, grounds=CALMED)
    return (
        given(registered())
        .went(heard, RiskSignalRecorded, by=clerk())
        .went(calm, MeasureTaken, by=director())
        .went(propose, RefusalProposed, by=triage())
        .went(RefuseCase(case=CASE), CaseRefused, by=committee_head())
    )


def test_it_is_told_in_writing_and_the_file_is_closed() -> None:
    case = refused_at_last()
    tell = ServeNotice(
        case=CASE,
        notice=NoticeType.REFUSAL,
        text_version="1",
        method=ServiceMethod.IN_PERSON,
        served_at=case.at,
        receiver=ZHANG,
        proof=SCAN,
    )
    case.went(tell, NoticeServed, by=clerk())
    case.went(CloseCase(case=CASE, reason="C07"), CaseClosed, by=director())
    assert case.now.stage is Stage.CLOSED


def test_a_superior_may_overturn_it() -> None:
    overturn = OverturnRefusal(case=CASE, reason="应当受理。")
    case = refused_at_last().went(overturn, RefusalOverturned, by=political_legal_committee())
    assert case.now.stage is Stage.REGISTERED
