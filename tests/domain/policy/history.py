"""Histories for the clock engine: what happened to a matter, told by stored names alone.

    clocks = after(it("mediation.opened", "2025-12-29 09:00", mediation="m1", kind="MEDICAL"), …)
    assert due_on(clocks, "T23", "m1") == "2026-02-10"

The events are made up on the spot with the fields a test needs: the engine reads names and paths,
so a timer can be tested before the chapter that records its events is written.
"""

import types
from datetime import UTC, datetime
from functools import cache
from typing import Any

from domain.ids import derived
from domain.kernel import SHANGHAI, Actor, Event, Precision, Recorded, Source
from domain.policy.calendar import china
from domain.policy.clock import Clock, State
from domain.policy.clocks import Clocks, clocks_of, step
from domain.policy.packaged import packaged
from domain.policy.rulebook import Policy
from domain.roles import Role
from domain.values import Value

_SEED = datetime(2025, 1, 1, tzinfo=UTC)
CASE = derived("case", _SEED, "a matter with clocks")
CLERK = Actor(
    person=derived("person", _SEED, "clerk"), post=None, unit=None, role=Role.WINDOW_CLERK
)

RULES = "liuhen-2026.1"
POLICY = Policy(rules=packaged(), calendar=china())
BOOK = packaged().of(RULES)


def at(text: str) -> datetime:
    """`2025-03-25 09:10`, or a day alone (nine in the morning), in the country's legal time."""
    if len(text) == len("2025-03-25"):
        text += " 09:00"
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI).astimezone(UTC)


@cache
def _type(name: str, fields: tuple[str, ...]) -> Any:
    def body(namespace: dict[str, Any]) -> None:
        namespace["__module__"] = __name__
        namespace["__annotations__"] = dict.fromkeys(fields, Any)

    return types.new_class("Happened", (Event,), {"tag": name}, body)


class It(Value):
    """Something that happened, and when; `recorded_at` is the same moment unless told."""

    name: str
    at: datetime
    recorded_at: datetime | None
    payload: dict[str, Any]
    rules: str


def it(
    name: str, when: str, *, recorded: str | None = None, rules: str = RULES, **payload: Any
) -> It:
    """One event by its stored name, when it happened, and what it says."""
    return It(
        name=name,
        at=at(when),
        recorded_at=None if recorded is None else at(recorded),
        payload=payload,
        rules=rules,
    )


def facts(*history: It) -> list[Recorded[Any]]:
    """The events as the log would hand them out, versions and positions from 1."""
    return [_recorded(one, version) for version, one in enumerate(history, start=1)]


def _recorded(one: It, version: int) -> Recorded[Any]:
    return Recorded(
        event=_type(one.name, tuple(one.payload))(**one.payload),
        stream=CASE,
        version=version,
        position=version,
        recorded_at=one.recorded_at or one.at,
        occurred_at=one.at,
        precision=Precision.MINUTE,
        actor=CLERK,
        on_behalf_of=None,
        source=Source(client="tests"),
        command=f"command-{version}",
        correlation=None,
        policy=one.rules,
        late_reason=None,
    )


def after(*history: It, policy: Policy = POLICY) -> Clocks:
    """The clocks after these events."""
    return clocks_of(facts(*history), policy)


def then(clocks: Clocks, one: It, version: int) -> Clocks:
    """The clocks one event further; `version` is the event's place in the history."""
    return step(clocks, _recorded(one, version), POLICY)


def clock(clocks: Clocks, timer: str, scope: str = "") -> Clock:
    """The latest clock of a timer; there must be one."""
    found = clocks.of(timer, scope)
    assert found is not None, f"no clock {timer} {scope}"
    return found


def due_on(clocks: Clocks, timer: str, scope: str = "") -> str:
    """The day that counts, as text."""
    return clock(clocks, timer, scope).due.on.isoformat()


def raw_on(clocks: Clocks, timer: str, scope: str = "") -> str:
    """The day plain counting gives, as text."""
    return clock(clocks, timer, scope).due.raw_on.isoformat()


def due_at(clocks: Clocks, timer: str, scope: str = "") -> str:
    """The moment a term by the clock ends, in legal time, as text."""
    return clock(clocks, timer, scope).due.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def state(clocks: Clocks, timer: str, moment: str, scope: str = "") -> State:
    """How a clock stands at a moment."""
    return clock(clocks, timer, scope).state(at(moment))


def registered(when: str, *, received: str | None = None, **more: Any) -> It:
    """A matter was registered: a dispute brought to the window, unless told otherwise."""
    payload: dict[str, Any] = {
        "received_at": at(received or when),
        "matter_class": "DISPUTE",
        "channel": "WALK_IN",
        "dispute": None,
        **more,
    }
    return it("intake.registered", when, **payload)


def accepted(when: str, **more: Any) -> It:
    """A matter was accepted as an ordinary dispute, unless told otherwise."""
    payload: dict[str, Any] = {
        "matter_class": "DISPUTE",
        "difficulty": "ORDINARY",
        "dispute": None,
        "told_at": None,
        **more,
    }
    return it("case.accepted", when, **payload)


MED = "med_1"
"""The one mediation of most histories."""


def opened(when: str = "2025-03-03", kind: str = "PEOPLES") -> It:
    """The mediation was opened."""
    return it("mediation.opened", when, mediation=MED, kind=kind)


def suspended(when: str, reason: str) -> It:
    """The mediation was suspended for a reason."""
    return it("mediation.suspended", when, mediation=MED, reason=reason)


def resumed(when: str, **more: Any) -> It:
    """The mediation was resumed."""
    return it("mediation.resumed", when, mediation=MED, **more)


def extended(when: str, days: int) -> It:
    """The mediation was prolonged by both sides."""
    return it("mediation.extended", when, mediation=MED, days=days)


def terminated(when: str, **more: Any) -> It:
    """The mediation ended without an agreement."""
    return it("mediation.terminated", when, mediation=MED, reason="M03", **more)


def missed(when: str, timer: str, scope: str, started: int) -> It:
    """A miss was recorded."""
    return it("deadline.missed", when, timer=timer, scope=scope, started=started)
