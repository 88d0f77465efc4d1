"""The engine reads the events the chapters record, not only those made up for its tests."""

from datetime import UTC, datetime

from domain.case.merging import ComplaintsJoined
from domain.case.risk import AssessRisk, ChangeRisk
from domain.case.triage import RecordSignal
from domain.case.values import Complaint
from domain.codes.matters import Channel, MatchBasis
from domain.codes.risks import RiskLevel, SignalSource
from domain.kernel import SHANGHAI
from domain.policy.clock import State
from domain.roles import Role
from tests.domain.county import CASE, OTHER, VILLAGE, acting
from tests.domain.policy.history import due_at, due_on, state
from tests.domain.states import to_accept, to_register
from tests.domain.story import Story

HEAD = acting(Role.COMMITTEE_HEAD, unit=VILLAGE)
MEDIATOR = acting(Role.MEDIATOR, unit=VILLAGE)
TRIAGE = acting(Role.TRIAGE_OFFICER, unit=VILLAGE)


def moment(hour: int, minute: int) -> datetime:
    return datetime(2025, 3, 25, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


def first_morning() -> Story:
    """domain.md §9 S1, 2025-03-25."""
    register = to_register(
        channel=Channel.SCREENING, received_at=moment(9, 10), dispute="0902", people_count=2
    )
    blue = AssessRisk(case=CASE, level=RiskLevel.BLUE, criteria=("K08",), rationale="一般纠纷。")
    return (
        Story()
        .then(register, MEDIATOR, moment(9, 10))
        .then(to_accept(dispute="0902"), HEAD, moment(10, 0))
        .then(blue, HEAD, moment(10, 30))
    )


def test_the_first_morning_of_the_homestead_boundary() -> None:
    clocks = first_morning().clocks()
    assert due_on(clocks, "T10") == "2025-03-26"
    assert state(clocks, "T10", "2025-03-25 12:00") is State.MET
    assert state(clocks, "T01", "2025-03-25 12:00") is State.MET
    assert state(clocks, "T02", "2025-03-25 12:00") is State.MET
    assert due_on(clocks, "T07") == "2025-03-26"
    assert due_on(clocks, "T12") == "2025-04-24"


def test_a_signal_and_a_raised_level() -> None:
    signal = RecordSignal(
        case=CASE, signal="S01", source=SignalSource.NEIGHBOUR, heard_at=moment(11, 0)
    )
    red = ChangeRisk(case=CASE, level=RiskLevel.RED, reason="扬言报复。", signals=("S01",))
    story = first_morning().then(signal, HEAD, moment(11, 0))
    assert due_at(story.clocks(), "T13") == "2025-03-25 13:00"
    clocks = story.then(red, TRIAGE, moment(12, 0)).clocks()
    assert state(clocks, "T13", "2025-03-25 12:00") is State.MET
    assert due_at(clocks, "T11") == "2025-03-26 12:00"
    assert due_at(clocks, "T14") == "2025-03-25 13:00"
    assert due_at(clocks, "T15") == "2025-03-26 12:00"
    assert due_at(clocks, "T07") == "2025-03-25 14:00"


def test_a_joined_complaint_was_received_earlier() -> None:
    register = to_register(received_at=moment(9, 10))
    earlier = Complaint(
        case=OTHER,
        code="20250320-1",
        received_at=datetime(2025, 3, 20, 1, 0, tzinfo=UTC),
        parties=(),
        representations=(),
        via=None,
    )
    joined = ComplaintsJoined(
        complaints=(earlier,),
        match_basis=MatchBasis.SAME_FACTS,
        first_received_at=earlier.received_at,
    )
    story = Story().then(register, MEDIATOR, moment(9, 10))
    assert due_on(story.clocks(), "T02") == "2025-03-28"
    assert due_on(story.happened(joined, TRIAGE, moment(15, 0)).clocks(), "T02") == "2025-03-25"
