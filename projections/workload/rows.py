"""The rows of the workload: who had a case in hand and as what, and what was done in it.

A case's own row remembers; its two parts are what questions ask. A unit and a person are counted
apart: a row without a person is the unit's, so that neither is ever counted twice.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import starmap

from domain.codes.entry import Labelled
from domain.codes.matters import Difficulty
from domain.ids import CaseId, PersonId, UnitId
from domain.kernel import day_of
from domain.measures.workload import Left, WorkRole
from domain.values import Value
from projections.kernel import Row


class Activity(Labelled):
    """工作事项: what was done in a case."""

    SESSION = "SESSION", "调解会"
    INVESTIGATION = "INVESTIGATION", "调查"
    VISIT = "VISIT", "回访"
    CONSULTATION = "CONSULTATION", "会商"
    WHISTLE = "WHISTLE", "接哨报到"
    CONTACT = "CONTACT", "联系"


class Begun(Value, gc=False):
    """起: when a part began, and by which event."""

    at: datetime
    version: int
    position: int
    continued: bool = False
    """Whether the work was in the same hands before, under a unit that was merged."""


class Ended(Value, gc=False):
    """止: when and how a part ended, and by which event."""

    at: datetime
    version: int
    position: int
    how: Left


class Held(Value, gc=False):
    """经手: a unit's, or a person's, part in one order or mediation procedure (`work`)."""

    work: str
    unit: UnitId
    person: PersonId | None
    role: WorkRole
    begun: Begun
    ended: Ended | None = None


class Done(Value, gc=False):
    """所办: one thing that was done: by which units and people, when, for how long.

    `unit` is for whom the people worked, if the event says so. `told_by` recorded it.
    """

    version: int
    position: int
    kind: Activity
    at: datetime
    recorded_at: datetime
    units: tuple[UnitId, ...]
    people: tuple[PersonId, ...]
    unit: UnitId | None
    told_by: PersonId
    work: str | None = None
    minutes: int = 0


class Succession(Value, gc=False):
    """承接: which unit took the place of which in the case."""

    old: UnitId
    new: UnitId


class WorkloadRow(Row, key=("case",)):
    """工作量台账: what a case has been for whoever worked on it. Lists are in order of the log.

    `stepped_aside`, `disclosed` and `replaced` are people who must not have it in hand (again).
    """

    case: CaseId
    difficulty: Difficulty | None = None
    held: tuple[Held, ...] = ()
    done: tuple[Done, ...] = ()
    successions: tuple[Succession, ...] = ()
    stepped_aside: tuple[PersonId, ...] = ()
    disclosed: tuple[PersonId, ...] = ()
    replaced: tuple[PersonId, ...] = ()


class AssignmentRow(Row, key=("case", "n")):
    """经手台账: one part in a case. Without a person it is the unit's own; `to_at` may be open.

    `several` says that sums do not have it: it is one of several parts of the same unit, or person,
    in the case, or was entered with an end before its beginning.
    """

    case: CaseId
    n: int
    work: str
    unit: UnitId
    person: PersonId | None
    role: WorkRole
    difficulty: Difficulty | None
    continued: bool
    from_at: datetime
    from_position: int
    to_at: datetime | None
    to_position: int | None
    left: Left | None
    several: bool


class ActivityRow(Row, key=("case", "version", "n")):
    """工作事项台账: one thing done, once for each unit and once for each person.

    A person's row has the unit they worked for, if the event says so; `on` is a day of business.
    """

    case: CaseId
    version: int
    n: int
    kind: Activity
    unit: UnitId | None
    person: PersonId | None
    on: date
    minutes: int
    position: int
    recorded_at: datetime


AssignmentPiece = tuple[CaseId, int, Held, Difficulty | None, bool]


def assignment_pieces(row: WorkloadRow) -> list[AssignmentPiece]:
    """What the parts in a case are told from, those of whoever only kept the record last."""
    case, difficulty = row.case, row.difficulty
    held = (*row.held, *_recorders(row))
    theirs = Counter(_whose(one) for one in held)
    return [
        (case, n, one, difficulty, theirs[_whose(one)] > 1 or _ends_before_it_begins(one))
        for n, one in enumerate(held)
    ]


def _whose(one: Held) -> tuple[bool, str]:
    return (True, one.unit) if one.person is None else (False, one.person)


def _ends_before_it_begins(one: Held) -> bool:
    return one.ended is not None and one.ended.at < one.begun.at


def assignment(
    case: CaseId, n: int, one: Held, difficulty: Difficulty | None, several: bool
) -> AssignmentRow:
    """One part in a case; whether it is one of several."""
    ended = one.ended
    return AssignmentRow(
        case=case,
        n=n,
        work=one.work,
        unit=one.unit,
        person=one.person,
        role=one.role,
        difficulty=difficulty,
        continued=one.begun.continued,
        from_at=one.begun.at,
        from_position=one.begun.position,
        to_at=None if ended is None else ended.at,
        to_position=None if ended is None else ended.position,
        left=None if ended is None else ended.how,
        several=several,
    )


def assignments(row: WorkloadRow) -> Iterator[AssignmentRow]:
    """The parts in a case, those of whoever only kept the record last."""
    return starmap(assignment, assignment_pieces(row))


def _recorders(row: WorkloadRow) -> list[Held]:
    """Who wrote down sessions of a procedure without mediating in it: until its end."""
    if not row.done:
        return []
    found: dict[tuple[str, PersonId], Held] = {}
    mediating = {(one.work, one.person) for one in row.held}
    for one in row.done:
        if one.kind is not Activity.SESSION or one.work is None or one.unit is None:
            continue
        key = (one.work, one.told_by)
        if key in mediating or key in found or one.told_by in one.people:
            continue
        found[key] = Held(
            work=one.work,
            unit=one.unit,
            person=one.told_by,
            role=WorkRole.RECORDER,
            begun=Begun(at=one.at, version=one.version, position=one.position),
            ended=_end_of(row, one.work),
        )
    return list(found.values())


def _end_of(row: WorkloadRow, work: str) -> Ended | None:
    """How a work ended for the unit that had it last."""
    theirs = [one.ended for one in row.held if one.work == work and one.person is None]
    return theirs[-1] if theirs else None


def activity_pieces(
    row: WorkloadRow,
) -> list[tuple[CaseId, Done, int, UnitId | None, PersonId | None]]:
    """What was done in a case, and for whom it counts: the units first, then the people."""
    found: list[tuple[CaseId, Done, int, UnitId | None, PersonId | None]] = []
    for one in row.done:
        whose: list[tuple[UnitId | None, PersonId | None]] = [(unit, None) for unit in one.units]
        whose += [(one.unit, person) for person in one.people]
        found += [(row.case, one, n, *each) for n, each in enumerate(whose)]
    return found


def activity(
    case: CaseId, one: Done, n: int, unit: UnitId | None, person: PersonId | None
) -> ActivityRow:
    """One thing done, as it counts for one unit or person."""
    return ActivityRow(
        case=case,
        version=one.version,
        n=n,
        kind=one.kind,
        unit=unit,
        person=person,
        on=day_of(one.at),
        minutes=one.minutes,
        position=one.position,
        recorded_at=one.recorded_at,
    )


def activities(row: WorkloadRow) -> Iterator[ActivityRow]:
    """What was done in a case: the units' rows of each first, then the people's."""
    return starmap(activity, activity_pieces(row))
