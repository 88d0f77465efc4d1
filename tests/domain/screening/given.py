"""The specification's three words for screening tasks, as `tests/domain/given.py`.

    given(performed()).when(PerformScreening(...), by=committee_head()).then_refused(...)

The register is that of the organisation's test county, with a committee in the village, a justice
office in the town and the bureau in the county. Commands come on Tuesday morning, 25 March 2025.
"""

import copy
from datetime import date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from domain.codes.screening import Rhythm, ScreeningKind
from domain.ids import ORGANISATION
from domain.kernel import Act, Command, Event, Recorded
from domain.organisation import Organisation
from domain.refusals import Refusal
from domain.roles import Role
from domain.screening import Screening, screening
from domain.screening.performing import DisputesFound, PerformScreening, ScreeningPerformed
from domain.screening.state import screening_id
from tests.domain import given as cases
from tests.domain.county import named
from tests.domain.given import recorded
from tests.domain.organisation.county import BUREAU, GRID, TOWN, VILLAGE, acting
from tests.domain.organisation.given import MORNING, Fact, fact, register
from tests.domain.organisation.states import county, established, registered

OFFICE = named("unit", "justice office")
OTHER_GRID = named("unit", "another grid of the village")
FAR_GRID = named("unit", "a grid of another village")

THIS_WEEK = date(2025, 3, 24)
TASK = screening_id(VILLAGE, THIS_WEEK)


def beside(like: str, unit: str, **changes: Any) -> Fact:
    """A further unit, like one of the county but for these changes."""
    return fact(replace(registered(like).event, unit=unit, **changes))


UNITS: list[Fact] = [
    *county(),
    beside(TOWN, OFFICE, name="青石镇司法所", kind="司法所", parent=TOWN, line_parent=BUREAU),
    beside(GRID, OTHER_GRID, area="990101100201-4", parent=VILLAGE),
    beside(GRID, FAR_GRID, area="990101100202-1", parent=TOWN),
    established(named("post", "committee head"), VILLAGE, Role.COMMITTEE_HEAD),
    established(named("post", "justice office"), OFFICE, Role.JUSTICE_BUREAU),
    established(named("post", "bureau"), BUREAU, Role.JUSTICE_BUREAU),
]
"""Who owes screening: the village weekly, the office half-monthly, the bureau monthly."""

PERFORM = PerformScreening(
    unit=VILLAGE,
    first_on=THIS_WEEK,
    kind=ScreeningKind.GENERAL,
    grids=(GRID,),
    households=120,
    people=260,
    found=(DisputesFound(dispute="0902", number=1),),
)
NIL = replace(PERFORM, found=(), nil_return=True)


def officer(person: str | None = None) -> Act:
    """The justice office's officer."""
    return replace(acting(Role.JUSTICE_BUREAU, unit=TOWN, person=person), unit=OFFICE)


def bureau(person: str | None = None) -> Act:
    """The justice bureau's officer."""
    return acting(Role.JUSTICE_BUREAU, unit=BUREAU, person=person)


def performed(**changes: Any) -> ScreeningPerformed:
    """The village screened this week and found one dispute."""
    plain = ScreeningPerformed(
        screening=TASK,
        unit=VILLAGE,
        rhythm=Rhythm.WEEKLY,
        first_on=THIS_WEEK,
        last_on=date(2025, 3, 30),
        kind=ScreeningKind.GENERAL,
        grids=(GRID,),
        households=120,
        people=260,
        found=(DisputesFound(dispute="0902", number=1),),
        nil_return=False,
    )
    return replace(plain, **changes)


class Given:
    """A village's task of this week as some events left it, in a register."""

    def __init__(
        self, events: tuple[Event, ...], units: Organisation, others: dict[str, Any], by: Act
    ) -> None:
        self.units = units
        self.others = others
        facts = [
            recorded(one, by, MORNING, stream=TASK, version=version)
            for version, one in enumerate(events, start=1)
        ]
        self.state: Screening | None = screening.fold(facts)

    def in_register(self, *facts: Fact) -> "Given":
        """The register has these facts, too."""
        self.units = register(*UNITS, *facts)
        return self

    def beside(self, case: str, *facts: cases.Fact) -> "Given":
        """A case exists, as these facts left it."""
        self.others[case], _ = cases.folded(facts, case)
        return self

    def when(
        self,
        command: Command,
        *,
        by: Act,
        at: datetime = MORNING,
        told: datetime | None = None,
        reason: str | None = None,
    ) -> "When":
        """The command comes: what happened `at` a moment is `told` then or later."""
        others = self.others | {ORGANISATION: self.units}
        if self.state is not None:
            others[TASK] = self.state
        act = replace(
            by, at=at, now=told or at, others=others, directory=self.units, late_reason=reason
        )
        return When(self.state, command, act)


class When:
    """A command on its way."""

    def __init__(self, state: Screening | None, command: Command, act: Act) -> None:
        self.state = state
        self.command = command
        self.act = act

    def then(self, expected: Event | type[Event]) -> Any:
        """Exactly one event: equal to what is expected, or of the type."""
        kept = copy.deepcopy(self.state)
        (found,) = screening.decide(self.state, self.command, self.act)
        assert self.state == kept, "a decision changed the task"
        assert (type(found) if isinstance(expected, type) else found) == expected
        return found

    def then_state(self) -> Screening:
        """The task once what the command brought has been folded in."""
        (event,) = screening.decide(self.state, self.command, self.act)
        fact: Recorded[Any] = recorded(event, self.act, self.act.at, stream=TASK)  # type: ignore[arg-type]
        return screening.evolve(copy.deepcopy(self.state), fact)

    def then_refused(self, refusal: type[Refusal], **details: Any) -> None:
        """Refused for this reason, with at least these details."""
        with pytest.raises(Refusal) as caught:
            screening.decide(self.state, self.command, self.act)
        found = caught.value
        assert type(found) is refusal, found
        assert {name: found.details[name] for name in details} == details
        assert found.text("zh")
        assert found.text("en")


def given(*events: Event, by: Act | None = None) -> Given:
    """The village's task of this week: nothing of it in the log, or these events."""
    who = by or acting(Role.COMMITTEE_HEAD, unit=VILLAGE)
    return Given(events, register(*UNITS), {}, who)
