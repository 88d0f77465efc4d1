"""The workload counted in Python from folded rows: what the SQL statement must answer as well."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec.structs import replace

from domain.codes.matters import Difficulty
from domain.measures.workload import Left, Share, Tally, WorkRole
from projections.reads.workload import WorkloadBy, WorkloadQuestion
from projections.workload import Activity, ActivityRow, AssignmentRow, WorkloadRow
from projections.workload.rows import activities, assignments

FIELDS = {
    Activity.SESSION: "sessions",
    Activity.INVESTIGATION: "investigations",
    Activity.VISIT: "visits",
    Activity.CONSULTATION: "consultations",
    Activity.WHISTLE: "whistles",
    Activity.CONTACT: "contacts",
}


def counted(rows: Iterable[WorkloadRow], question: WorkloadQuestion) -> Mapping[str, Tally]:
    """Who did what, for everyone who did anything."""
    parts: dict[str, dict[str, list[AssignmentRow]]] = defaultdict(lambda: defaultdict(list))
    numbers: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for part in assignments(row):
            who = _who(part, question)
            if who is None or part.unit not in question.units:
                continue
            if _overlaps(part, question):
                parts[who][row.case].append(part)
            if _done_since(part, question, question.lately.begins_at):
                numbers[who]["done_lately"] += 1
        for act in activities(row):
            who = _who(act, question)
            if who is None or not _worked_for(act, question):
                continue
            if question.period.first <= act.on <= question.period.last:
                numbers[who][FIELDS[act.kind]] += 1
                numbers[who]["minutes"] += act.minutes if act.kind is Activity.SESSION else 0
    everyone = set(parts) | set(numbers)
    return {
        who: replace(_of_parts(parts[who].values(), question), **numbers[who]) for who in everyone
    }


def _who(row: AssignmentRow | ActivityRow, question: WorkloadQuestion) -> str | None:
    if question.only not in (None, row.person):
        return None
    if question.by is WorkloadBy.PERSON:
        return row.person
    return row.unit if row.person is None else None


def _worked_for(act: ActivityRow, question: WorkloadQuestion) -> bool:
    if act.unit is None:
        return act.person in question.people
    return act.unit in question.units


def _overlaps(part: AssignmentRow, question: WorkloadQuestion) -> bool:
    period = question.period
    ended_before = part.to_at is not None and part.to_at < period.begins_at
    return part.from_at < period.ends_before and not ended_before


def _done_since(part: AssignmentRow, question: WorkloadQuestion, since: datetime) -> bool:
    if part.to_at is None or part.left is not Left.DONE or part.role is WorkRole.RECORDER:
        return False
    return since <= part.to_at < question.period.ends_before


def _open(part: AssignmentRow, question: WorkloadQuestion) -> bool:
    return part.to_at is None or part.to_at >= question.period.ends_before


def _of_parts(cases: Iterable[list[AssignmentRow]], question: WorkloadQuestion) -> Tally:
    shares: Counter[tuple[Difficulty | None, WorkRole, bool]] = Counter()
    new = done = left_open = 0
    since = question.period.begins_at
    for parts in cases:
        asked = [one for one in parts if one.role is not WorkRole.RECORDER]
        new += sum(1 for one in asked if not one.continued and one.from_at >= since)
        done += sum(1 for one in asked if _done_since(one, question, since))
        left_open += sum(1 for one in asked if _open(one, question))
        theirs = [one for one in parts if one.left is not Left.TAKEN_BACK]
        if not theirs:
            continue
        heaviest = min((one.role for one in theirs), key=list(WorkRole).index)
        still = any(_open(one, question) for one in theirs)
        finished = any(one.left is Left.DONE and not _open(one, question) for one in theirs)
        shares[(theirs[0].difficulty, heaviest, finished and not still)] += 1
    found = [
        Share(difficulty=difficulty, role=role, concluded=concluded, cases=number)
        for (difficulty, role, concluded), number in shares.items()
    ]
    order = list(WorkRole).index
    found.sort(key=lambda one: (str(one.difficulty), order(one.role), one.concluded))
    return Tally(new=new, done=done, open=left_open, shares=tuple(found))
