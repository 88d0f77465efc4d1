"""What a rule reads from an event (规则匹配): values by path, and whether conditions are met.

A path names a value: `level` or `place.unit` in the payload, `items[].due_on` in each element of a
list, `occurred_at` or `recorded_at` of the envelope, and `before.level` or `now.level` for what
was known of the matter before and after the event. What is not there is simply absent.

A condition is written as a text:

    RED          is, or contains, RED           *      is there at all
    RED|YELLOW   is, or contains, one of them   -      is not there
    09*          begins with 09                 >=3    is at least 3, or a list of at least 3
    !RED         anything but (absent too)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from itertools import product
from typing import Any

from msgspec import json

from domain.codes.entry import Labelled
from domain.kernel import Recorded
from domain.policy.calendar import FIRST_DAY, LAST_DAY
from domain.policy.daycount import midnight
from domain.values import Value

Conditions = Mapping[str, str]
"""What is asked of the value at each path; all of it must hold."""

ENVELOPE = ("occurred_at", "recorded_at")
BEFORE, NOW = "before.", "now."

_LISTS = (list, tuple)
_MANY = (list, tuple, set, frozenset)
_DAY_AS_TEXT = len("2025-03-03")
_EARLIEST, _LATEST = midnight(FIRST_DAY), midnight(LAST_DAY)


class Note(Value, omit_defaults=True):
    """事件摘记: what is kept of an event to count by: where it stands, when, what the rules read.

    The payload holds plain texts, numbers and lists, as they come out of a file: what is counted
    from a note that was stored is what was counted from the event itself. Words are not in it.
    """

    name: str
    """The event's stored name."""
    version: int
    position: int
    occurred_at: datetime
    recorded_at: datetime
    policy: str
    payload: Mapping[str, Any] = {}


def noted(fact: Recorded[Any], paths: Iterable[str]) -> Note:
    """What is kept of an event, with what these paths read of it; the rest is left out."""
    return Note(
        name=fact.name,
        version=fact.version,
        position=fact.position,
        occurred_at=fact.occurred_at,
        recorded_at=fact.recorded_at,
        policy=fact.policy,
        payload=_picked(fact.event, _kept(frozenset(paths))),
    )


class Kept(Value):
    """What is kept of a record: of each of these fields, all (None) or some of its own."""

    fields: tuple[tuple[str, "Kept | None"], ...]


@cache
def _kept(paths: frozenset[str]) -> Kept:
    """The paths of an event as the tree they are; a rulebook has no more than it has events."""
    found = _branch([path.split(".") for path in paths])
    assert found is not None, "no path is empty"
    return found


def _branch(paths: Sequence[Sequence[str]]) -> Kept | None:
    if not all(paths):
        return None
    names = sorted({path[0].removesuffix("[]") for path in paths})
    deeper = {
        name: [path[1:] for path in paths if path[0].removesuffix("[]") == name] for name in names
    }
    return Kept(fields=tuple((name, _branch(deeper[name])) for name in names))


def _picked(value: Any, kept: Kept | None) -> Any:
    if kept is None:
        return plain(value)
    if isinstance(value, _LISTS):
        return [_picked(item, kept) for item in value]
    found: dict[str, Any] = {}
    for name, deeper in kept.fields:
        part = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
        if part is not None:
            found[name] = plain(part) if deeper is None else _picked(part, deeper)
    return found


def plain(value: Any) -> Any:
    """A value as it comes out of a file: moments and days as texts, records as mappings."""
    kind = type(value)
    if value is None or kind is str or kind is int or kind is bool:
        return value
    if kind is datetime and value.tzinfo is UTC:
        return f"{value.replace(tzinfo=None).isoformat()}Z"
    if kind is date:
        return value.isoformat()
    if isinstance(value, Labelled):
        return value.value
    return json.decode(json.encode(value))


class View(Value):
    """An event as the rules read it: corrected where it was corrected, beside what is known."""

    fact: Note
    name: str
    """The event's stored name."""
    occurred_at: datetime
    before: Mapping[str, Any] = {}
    now: Mapping[str, Any] = {}
    corrected: Mapping[str, Any] = {}


def read(view: View, path: str, index: int | None = None) -> Any:
    """The value at a path, None when absent; `index` picks one element of a list in the path."""
    return _reader(path)(view, index)


Reader = Callable[[View, int | None], Any]
Walker = Callable[[Any, int | None], Any]


@cache
def _reader(path: str) -> Reader:
    """How a path is read: worked out once, because rules have few paths and cases many events."""
    if path == "occurred_at":
        return lambda view, _: view.occurred_at
    if path == "recorded_at":
        return lambda view, _: view.fact.recorded_at
    if path.startswith(BEFORE):
        was = path.removeprefix(BEFORE)
        return lambda view, _: view.before.get(was)
    if path.startswith(NOW):
        known = path.removeprefix(NOW)
        return lambda view, _: view.now.get(known)
    parts = path.split(".")
    if parts == [path.removesuffix("[]")]:
        return _told(path, lambda payload, _: payload.get(path))
    return _told(path, _walker(parts))


def _told(path: str, walk: Walker) -> Reader:
    """What the event itself says, or what is right instead."""

    def told(view: View, index: int | None) -> Any:
        if path in view.corrected:
            return _as_first_told(view.corrected[path], view.fact.payload.get(path))
        return walk(view.fact.payload, index)

    return told


def _as_first_told(right: Any, wrong: Any) -> Any:
    """A correction gives every value as text: a number where a number stood, else as it is."""
    counted = isinstance(wrong, int) and not isinstance(wrong, bool)
    if counted and isinstance(right, str) and right.isascii() and right.isdecimal():
        return int(right)
    return right


def _walker(parts: Sequence[str]) -> Walker:
    """From a record to the value these parts of a path lead to."""
    if not parts:
        return lambda value, _: value
    name, go_on = parts[0].removesuffix("[]"), _walker(parts[1:])

    def one(value: Any, index: int | None) -> Any:
        return go_on(value.get(name), index) if isinstance(value, dict) else None

    def each(value: Any, index: int | None) -> Any:
        if value is None:
            return None
        items = value.get(name) if isinstance(value, dict) else None
        if not isinstance(items, _LISTS):
            items = ()
        if index is not None:
            return go_on(items[index], None) if index < len(items) else None
        return tuple(go_on(item, None) for item in items)

    return each if parts[0].endswith("[]") else one


def texts(value: Any) -> tuple[str, ...]:
    """A value as texts to compare; nothing at all when it is absent or empty."""
    if value is None or value == "":
        return ()
    if type(value) is str:
        return (value,)
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, _MANY):
        return tuple(text for item in value for text in texts(item))
    if isinstance(value, date):
        return (value.isoformat(),)
    return (str(value),)


def meets(value: Any, wanted: str) -> bool:
    """Whether a value is what a condition asks for."""
    return _test(wanted)(value)


@cache
def _test(wanted: str) -> Callable[[Any], bool]:
    """What a condition asks for, worked out once."""
    if wanted.startswith("!"):
        unwanted = _test(wanted[1:])
        return lambda value: not unwanted(value)
    if wanted == "*":
        return lambda value: bool(texts(value))
    if wanted == "-":
        return lambda value: not texts(value)
    if wanted.startswith(">="):
        least = int(wanted[2:])
        return lambda value: _amount(value) >= least
    options = wanted.split("|")
    whole = frozenset(one for one in options if not one.endswith("*"))
    beginnings = tuple(one[:-1] for one in options if one.endswith("*"))

    def is_one(value: Any) -> bool:
        if value is None:
            return False
        if type(value) is str and value:
            return value in whole or value.startswith(beginnings)
        return any(one in whole or one.startswith(beginnings) for one in texts(value))

    return is_one


def _amount(value: Any) -> float:
    """A number itself, or how many elements a list has; 0 for anything else."""
    if isinstance(value, _MANY):
        return len(value)
    return value if isinstance(value, int | float) else 0


def holds(view: View, conditions: Conditions) -> bool:
    """Whether an event meets every condition."""
    # The most frequent question of all: a loop takes half the time a generator would.
    for one in conditions.items():  # noqa: SIM110  # See above.
        if not _condition(one)(view):
            return False
    return True


@cache
def _condition(asked: tuple[str, str]) -> Callable[[View], bool]:
    """What is asked of the value at a path, worked out once."""
    path, wanted = asked
    reader, test = _reader(path), _test(wanted)
    return lambda view: test(reader(view, None))


def moment(view: View, path: str, index: int | None = None) -> datetime | None:
    """The moment at a path, in UTC; a day is its beginning. None when there is none."""
    return moment_of(read(view, path, index))


def moment_of(value: Any) -> datetime | None:
    """A moment from a moment, a day, or the text of either; within the bounds of counting."""
    if type(value) is datetime and value.tzinfo is UTC and _EARLIEST <= value <= _LATEST:
        return value
    if isinstance(value, str):
        value = _from_text(value)
    if isinstance(value, datetime):
        within = value if _EARLIEST <= value <= _LATEST else max(_EARLIEST, min(_LATEST, value))
        return within if within.tzinfo is UTC else within.astimezone(UTC)
    if isinstance(value, date):
        return midnight(max(FIRST_DAY, min(LAST_DAY, value)))
    return None


def _from_text(text: str) -> date | datetime | None:
    if len(text) <= _DAY_AS_TEXT:
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if found.tzinfo is None else found


def tells_a_day(value: Any) -> bool:
    """Whether a value is a day and not a moment within one."""
    if isinstance(value, str):
        value = _from_text(value)
    return isinstance(value, date) and not isinstance(value, datetime)


def scopes(view: View, paths: Sequence[str]) -> list[tuple[str, int | None]]:
    """The clocks of a timer an event speaks of, each with its place in the list it stands in.

    No path is the matter itself: one scope, the empty text. Several paths are joined by `/`. A
    value that is absent names no clock.
    """
    if not paths:
        return [("", None)]
    sides = [_named(read(view, path)) for path in paths]
    if len(sides) == 1:
        return sides[0]
    return [
        (
            "/".join(text for text, _ in one),
            next((place for _, place in one if place is not None), None),
        )
        for one in product(*sides)
    ]


def _named(value: Any) -> list[tuple[str, int | None]]:
    """What a value names: each element of a list with its place, or the one thing itself."""
    if not isinstance(value, _LISTS):
        return [(text, None) for text in texts(value)[:1]]
    return [(text, place) for place, item in enumerate(value) for text in texts(item)[:1]]
