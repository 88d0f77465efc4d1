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

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from msgspec import json

from domain.kernel import Recorded
from domain.policy.calendar import FIRST_DAY, LAST_DAY
from domain.policy.daycount import midnight
from domain.values import Value

Conditions = Mapping[str, str]
"""What is asked of the value at each path; all of it must hold."""

ENVELOPE = ("occurred_at", "recorded_at")
BEFORE, NOW = "before.", "now."

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
        payload=_picked(fact.event, [path.split(".") for path in paths]),
    )


def _picked(value: Any, paths: Sequence[Sequence[str]]) -> Any:
    if not all(paths):
        return plain(value)
    if isinstance(value, list | tuple):
        return [_picked(item, paths) for item in value]
    found: dict[str, Any] = {}
    for name in sorted({path[0].removesuffix("[]") for path in paths}):
        part = value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)
        if part is not None:
            deeper = [path[1:] for path in paths if path[0].removesuffix("[]") == name]
            found[name] = _picked(part, deeper)
    return found


def plain(value: Any) -> Any:
    """A value as it comes out of a file: moments and days as texts, records as mappings."""
    if value is None or type(value) in (str, int, bool):
        return value
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
    if path == "occurred_at":
        return view.occurred_at
    if path == "recorded_at":
        return view.fact.recorded_at
    if path.startswith(BEFORE):
        return view.before.get(path.removeprefix(BEFORE))
    if path.startswith(NOW):
        return view.now.get(path.removeprefix(NOW))
    if path in view.corrected:
        return _as_first_told(view.corrected[path], view.fact.payload.get(path))
    return _walk(view.fact.payload, path.split("."), index)


def _as_first_told(right: Any, wrong: Any) -> Any:
    """A correction gives every value as text: a number where a number stood, else as it is."""
    counted = isinstance(wrong, int) and not isinstance(wrong, bool)
    if counted and isinstance(right, str) and right.isascii() and right.isdecimal():
        return int(right)
    return right


def _walk(value: Any, parts: Sequence[str], index: int | None) -> Any:
    if not parts or value is None:
        return value
    name = parts[0].removesuffix("[]")
    found = value.get(name) if isinstance(value, Mapping) else None
    if not parts[0].endswith("[]"):
        return _walk(found, parts[1:], index)
    items = found if isinstance(found, list | tuple) else ()
    if index is not None:
        return _walk(items[index], parts[1:], None) if index < len(items) else None
    return tuple(_walk(item, parts[1:], None) for item in items)


def texts(value: Any) -> tuple[str, ...]:
    """A value as texts to compare; nothing at all when it is absent or empty."""
    if value is None or value == "":
        return ()
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(text for item in value for text in texts(item))
    if isinstance(value, date):
        return (value.isoformat(),)
    return (str(value),)


def meets(value: Any, wanted: str) -> bool:
    """Whether a value is what a condition asks for."""
    if wanted.startswith("!"):
        return not meets(value, wanted[1:])
    found = texts(value)
    if wanted == "*":
        return bool(found)
    if wanted == "-":
        return not found
    if wanted.startswith(">="):
        return _amount(value) >= int(wanted[2:])
    return any(_is(text, option) for option in wanted.split("|") for text in found)


def _is(text: str, option: str) -> bool:
    return text.startswith(option[:-1]) if option.endswith("*") else text == option


def _amount(value: Any) -> float:
    """A number itself, or how many elements a list has; 0 for anything else."""
    if isinstance(value, list | tuple | set | frozenset):
        return len(value)
    return value if isinstance(value, int | float) else 0


def holds(view: View, conditions: Conditions) -> bool:
    """Whether an event meets every condition."""
    return all(meets(read(view, path), wanted) for path, wanted in conditions.items())


def moment(view: View, path: str, index: int | None = None) -> datetime | None:
    """The moment at a path, in UTC; a day is its beginning. None when there is none."""
    return moment_of(read(view, path, index))


def moment_of(value: Any) -> datetime | None:
    """A moment from a moment, a day, or the text of either; within the bounds of counting."""
    if isinstance(value, str):
        value = _from_text(value)
    if isinstance(value, datetime):
        return max(_EARLIEST, min(_LATEST, value)).astimezone(UTC)
    if isinstance(value, date):
        return midnight(max(FIRST_DAY, min(LAST_DAY, value)))
    return None


def _from_text(text: str) -> date | datetime | None:
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
    sides: list[list[tuple[str, int | None]]] = []
    for path in paths:
        value = read(view, path)
        listed = isinstance(value, list | tuple)
        items = list(value) if listed else [value]
        sides.append(
            [
                (text, place if listed else None)
                for place, item in enumerate(items)
                for text in texts(item)[:1]
            ]
        )
    return [
        (
            "/".join(text for text, _ in one),
            next((place for _, place in one if place is not None), None),
        )
        for one in product(*sides)
    ]
