"""What a replay tells (回放叙述): a life step by step, and who knew what when, line by line."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from domain.ids import CaseId
from domain.kernel import SHANGHAI, Recorded
from domain.organisation.state import Organisation
from domain.values import Value
from graphql_api.schema.descriptions import event_term
from projections.past import Change, Rows, Step, Views, changes, life, views
from projections.timeline import is_late


class Told(Value):
    """One event of a life, as it is printed: who did what when, and what it changed."""

    position: int
    version: int
    occurred_at: datetime
    recorded_at: datetime
    event: str
    label: str
    role: str
    unit: str | None
    person: str
    late: bool
    changes: tuple[Change, ...]

    def lines(self) -> Iterator[str]:
        """What happened, and under it what it changed."""
        happened = f"{self.occurred_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        late = f" 补录 recorded {self.recorded_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        who = f"{self.role} {self.unit or self.person}"
        yield (
            f"#{self.position} v{self.version} {happened} {self.label} {self.event}"
            f" · {who}{late if self.late else ''}"
        )
        for view, of_view in groupby(self.changes, key=lambda one: (one.view, one.row)):
            fields = ", ".join(f"{one.field} {one.before} → {one.after}" for one in of_view)
            yield f"    {' '.join(filter(None, view))}: {fields}"


def told_life(
    projections: Views, facts: Iterable[Recorded[Any]], register: Organisation
) -> Iterator[Told]:
    """The life of a case, event by event; units by their names on the day."""
    return (_told(step, register) for step in life(projections, facts))


class Learned(Value):
    """两个截止点之间: what changed in one case between two positions, and what was learned late.

    `late` are the events recorded in between that had happened before: at the first point they
    were true and nobody could have read them here.
    """

    case: CaseId
    events: int
    late: tuple[Told, ...]
    changes: tuple[Change, ...]

    def lines(self) -> Iterator[str]:
        """The case, what came in late, and every field that is different."""
        yield f"{self.case}: {self.events} events"
        for told in self.late:
            yield f"  learned late: {next(told.lines())}"
        for one in self.changes:
            row = f" {one.row}" if one.row else ""
            yield f"    {one.view}{row}: {one.field} {one.before} → {one.after}"


def learned(
    projections: Views,
    facts: Sequence[Recorded[Any]],
    first: int,
    second: int,
    register: Organisation,
) -> Learned:
    """What one more stretch of the log changed in a case. `facts` are all of its events."""
    known = [fact for fact in facts if fact.position <= first]
    later = [fact for fact in facts if first < fact.position <= second]
    before: Rows = views(projections, known)
    after: Rows = views(projections, [*known, *later])
    seen_until = max((fact.recorded_at for fact in known), default=None)
    return Learned(
        case=facts[0].stream,
        events=len(later),
        late=tuple(
            _told(Step(fact=fact, changes=()), register)
            for fact in later
            if seen_until is not None and fact.occurred_at <= seen_until
        ),
        changes=tuple(changes(before, after)),
    )


def _told(step: Step, register: Organisation) -> Told:
    fact = step.fact
    return Told(
        position=fact.position,
        version=fact.version,
        occurred_at=fact.occurred_at,
        recorded_at=fact.recorded_at,
        event=fact.name,
        label=event_term(type(fact.event)),
        role=fact.actor.role.value,
        unit=_unit(fact, register),
        person=fact.actor.person,
        late=is_late(fact),
        changes=step.changes,
    )


def _unit(fact: Recorded[Any], register: Organisation) -> str | None:
    """The unit's name on that day; its id when the register does not know it."""
    if fact.actor.unit is None:
        return None
    unit = register.unit_at(fact.actor.unit, fact.occurred_at)
    return fact.actor.unit if unit is None else unit.name
