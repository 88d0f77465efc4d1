"""The past (回放): what the views said of a case at any point of its life, and what changed since.

Folds are pure, so any view of one case at any position is a fold of its events up to there. What
was known then is shown, and nothing that came later.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.codes.entry import Labelled
from domain.kernel import SHANGHAI, Recorded
from domain.values import Value
from projections.kernel import Key, Projection, Row, Shape

Views = Sequence[Projection[Any]]
Rows = Mapping[str, Mapping[Key, Row]]
"""By the name of a view (a projection without parts, or a part) and the row's key."""

ECHOES = frozenset({"first_position", "last_position", "version", "last_event", "last_event_at"})
"""Fields that only repeat which event came last."""

NEVER = "—"
"""What is shown where there was or is nothing."""


class Change(Value):
    """变化: one field of one row of a view, before and after; a row may come or go."""

    view: str
    row: str
    field: str
    before: str
    after: str


class Step(Value):
    """回放步骤: one event, and what it changed in the views of its case."""

    fact: Recorded[Any]
    changes: tuple[Change, ...]


def of_cases(projections: Iterable[Projection[Any]]) -> tuple[Projection[Any], ...]:
    """The projections whose rows belong to a case, but for the list of its events itself."""
    return tuple(
        one
        for one in projections
        if one.row.key_fields[0] == "case" and "position" not in one.row.key_fields
    )


def views(projections: Views, facts: Iterable[Recorded[Any]]) -> Rows:
    """What every view says after `facts`, in order."""
    kept = list(facts)
    found: dict[str, Mapping[Key, Row]] = {}
    for projection in projections:
        rows = projection.fold(kept)
        for shape, shown in _shown(projection, rows.values()):
            found[shape.name] = {shape.key_of(row): row for row in shown}
    return found


def life(projections: Views, facts: Iterable[Recorded[Any]]) -> Iterator[Step]:
    """The life of a case step by step: each event, and what it changed."""
    folded: dict[str, dict[Key, Row]] = {one.name: {} for one in projections}
    before: Rows = views(projections, ())
    for fact in facts:
        after: dict[str, Mapping[Key, Row]] = {}
        for projection in projections:
            projection.apply(folded[projection.name], fact)
            for shape, shown in _shown(projection, folded[projection.name].values()):
                after[shape.name] = {shape.key_of(row): row for row in shown}
        yield Step(fact=fact, changes=tuple(changes(before, after)))
        before = after


def changes(before: Rows, after: Rows) -> Iterator[Change]:
    """What is different between two points, field by field, in the order of views and keys."""
    for view in before:
        old, new = before[view], after[view]
        for key in sorted({*old, *new}):
            if (was := old.get(key)) is not (now := new.get(key)):
                yield from _between(view, key, was, now)


def _shown(
    projection: Projection[Any], rows: Iterable[Row]
) -> Iterator[tuple[Shape[Any], Iterable[Row]]]:
    """The rows that people see: the parts of a projection that has parts, or else its own."""
    kept = list(rows)
    if not projection.parts:
        yield projection, kept
    for part in projection.parts:
        yield part, [one for row in kept for one in part.of(row)]


def _between(view: str, key: Key, was: Row | None, now: Row | None) -> Iterator[Change]:
    some = was or now
    assert some is not None, "two rows differ, so there is one"
    row = "/".join(map(str, key[1:]))
    for field in some.__struct_fields__:
        if field in some.key_fields or field in ECHOES:
            continue
        old, new = getattr(was, field, None), getattr(now, field, None)
        if _is_memory(old) or _is_memory(new):
            continue
        before, after = _text(old), _text(new)
        if before != after:
            yield Change(view=view, row=row, field=field, before=before, after=after)


def _is_memory(value: Any) -> bool:
    """Whether a field holds what folding needs, rather than something to show."""
    return isinstance(value, Value) or (
        isinstance(value, tuple) and any(isinstance(one, Value) for one in value)
    )


def _text(value: Any) -> str:
    match value:
        case None | ():
            return NEVER
        case tuple():
            return "、".join(map(_text, value))
        case datetime():
            return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        case Labelled():
            return f"{value.value} {value.zh}"
        case _:
            return str(value)
