"""The rules and the chapters agree: what a rule reads from an event, the event says."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import inspect

from domain.codes.matters import Channel, Difficulty, MatterClass
from domain.codes.notices import NoticeType
from domain.codes.risks import SIGNALS, RiskLevel
from domain.kernel import Event
from domain.policy.matching import BEFORE, ENVELOPE, NOW
from domain.policy.timers import Hold, Start
from domain.registry import EVENTS
from tests.domain.policy.history import BOOK

KNOWN = sorted(BOOK.events.keys() & EVENTS.keys())
"""Events of the rules whose chapter is written."""


def fields(node: inspect.Type) -> dict[str, inspect.Type]:
    match node:
        case inspect.StructType(fields=found):
            return {one.encode_name: one.type for one in found}
        case inspect.Metadata(type=inner):
            return fields(inner)
        case inspect.VarTupleType(item_type=item):
            return fields(item)
        case inspect.UnionType(types=options):
            return {name: kind for one in options for name, kind in fields(one).items()}
        case _:
            return {}


def says(event: type[Event], path: str) -> bool:
    node: Any = inspect.type_info(event)
    for part in path.split("."):
        node = fields(node).get(part.removesuffix("[]"))
        if node is None:
            return False
    return True


def paths(name: str) -> Iterator[tuple[str, str]]:
    """Where a path is used, and the path."""
    for timer in BOOK.timers.values():
        for trigger in timer.triggers:
            if trigger.event != name:
                continue
            yield from ((timer.id, path) for path in (trigger.at, *trigger.scope, *trigger.when))
            match trigger:
                case Start():
                    lengths = trigger.lengths or timer.lengths
                    yield from ((timer.id, one.told) for one in lengths if one.told)
                    yield from ((timer.id, path) for one in lengths for path in one.when)
                    yield from ((timer.id, one) for one in (trigger.done,) if one)
                case Hold():
                    yield from ((timer.id, one) for one in (trigger.reason_from, trigger.of) if one)
                case _:
                    pass
    for fact, lines in BOOK.memory.items():
        yield from ((fact, line.path) for line in lines if line.event == name and line.path)


SHARED_LENGTHS = {"T30"}
"""Timers some of whose starts tell no day: the others do."""


@pytest.mark.parametrize("name", KNOWN)
def test_an_event_says_what_the_rules_read(name: str) -> None:
    event = EVENTS[name]
    for where, path in paths(name):
        if path in ENVELOPE or path.startswith((BEFORE, NOW)):
            continue
        if where in SHARED_LENGTHS:
            continue
        assert says(event, path), f"{where} reads {path!r} of {name}, which {event} does not say"


@pytest.mark.parametrize("name", KNOWN)
def test_an_extension_tells_its_days_or_its_last_day(name: str) -> None:
    for timer in BOOK.timers.values():
        for rule in timer.extends:
            told = [path for path in (rule.by, rule.to) if path]
            assert rule.event != name or any(says(EVENTS[name], path) for path in told)


@pytest.mark.parametrize("name", KNOWN)
def test_a_stored_name_stands_for_the_class_the_rules_expect(name: str) -> None:
    assert EVENTS[name].__name__ == BOOK.events[name].event_class


def test_codes_the_rules_name_are_codes_of_the_lists() -> None:
    lists = {
        "level": {*RiskLevel, "VILLAGE", "TOWN", "COUNTY"},
        "to_level": set(RiskLevel),
        "matter_class": set(MatterClass),
        "difficulty": set(Difficulty),
        "channel": {*Channel, "PHONE"},
        "notice": set(NoticeType),
        "signal": {one.code for one in SIGNALS},
    }
    for timer in BOOK.timers.values():
        lengths = [*timer.lengths, *(one for start in timer.starts for one in start.lengths)]
        for when in [*(one.when for one in timer.triggers), *(one.when for one in lengths)]:
            for path, wanted in when.items():
                known = lists.get(path.rsplit(".", 1)[-1])
                for code in wanted.removeprefix("!").split("|") if known else ():
                    fits = code in ("*", "-") or any(
                        one == code or (code.endswith("*") and one.startswith(code[:-1]))
                        for one in known or ()
                    )
                    assert fits, f"{timer.id} asks for {path} = {code}"
