"""Acceptance scenario S1, first morning: a homestead boundary in the village (domain.md §9)."""

from datetime import UTC, datetime

from domain.case import Stage, case
from domain.case.risk import AssessRisk
from domain.codes.matters import Channel
from domain.codes.risks import RiskLevel
from domain.kernel import SHANGHAI, Act, Command
from domain.roles import Role
from tests.domain.county import CASE, VILLAGE, acting
from tests.domain.given import Given, given, recorded
from tests.domain.states import to_accept, to_register

MEDIATOR = acting(Role.MEDIATOR, unit=VILLAGE)
HEAD = acting(Role.COMMITTEE_HEAD, unit=VILLAGE)


def at(hour: int, minute: int) -> datetime:
    return datetime(2025, 3, 25, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


def carry_out(so_far: Given, command: Command, by: Act, moment: datetime) -> Given:
    """The case once the command has been given and its events folded in."""
    state = so_far.state
    for event in so_far.when(command, by=by, at=moment).decided():
        state = case.evolve(state, recorded(event, by, moment))
    return Given(state, moment)


def test_the_first_morning() -> None:
    register = to_register(
        channel=Channel.SCREENING, received_at=at(9, 10), dispute="0902", people_count=2
    )
    so_far = carry_out(given(), register, MEDIATOR, at(9, 10))
    so_far = carry_out(so_far, to_accept(dispute="0902"), HEAD, at(10, 0))
    assess = AssessRisk(
        case=CASE, level=RiskLevel.BLUE, criteria=("K08",), rationale="一般性宅基地边界纠纷。"
    )
    so_far = carry_out(so_far, assess, HEAD, at(10, 30))

    found = so_far.state
    assert found is not None
    assert found.stage is Stage.ACCEPTED
    assert found.code.startswith("20250325-")
    assert found.first_responsible_unit == found.lead_unit == VILLAGE
    assert (found.received_at, found.accepted_at) == (at(9, 10), at(10, 0))
    assert (found.risk.level, found.risk.provisional) == (RiskLevel.BLUE, False)
    assert found.area == "990101100201"
