"""Spans of duty (责任区间): who had which duty of a case, from when to when, by which records.

What a case itself says: units, and the people it names. Who stood at a centre's desk or held the
only post of a unit, the organisation register says (`domain/case/holders.py`). domain.md §5.5.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.codes.duties import Turn
from domain.ids import MediationId, PersonId, UnitId
from domain.kernel import Recorded
from domain.policy.timers import Holder
from domain.values import Value


class Span(Value, gc=False, omit_defaults=True):
    """责任区间: one holder of one duty, without interruption; times are business time."""

    duty: Holder
    came: Turn
    from_at: datetime
    """As the record said when it was made; `Chain.right_moment` knows of corrections."""
    from_version: int
    from_position: int
    scope: str = ""
    """Which order, mediation, whistle and unit, item or petition unit; empty for the matter."""
    unit: UnitId | None = None
    person: PersonId | None = None
    """Whom the case itself gave the duty to, if to one person alone."""
    also: tuple[PersonId, ...] = ()
    """Who has it in hand beside the person: assistants, or several mediators together."""
    beside: tuple[UnitId, ...] = ()
    """Units with a duty beside this one: co-units of an order, those below an escalation."""
    ended: Turn | None = None
    to_at: datetime | None = None
    to_version: int | None = None
    to_position: int | None = None

    signed: int | None = None
    """The version of the signature for the order (签收)."""
    recused: int | None = None
    """The version of the decision that the person steps aside, if the duty was done by then."""
    recused_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether nothing has ended it."""
        return self.ended is None

    @property
    def key(self) -> tuple[Holder, str, int]:
        """What tells it apart from every other span of the case."""
        return (self.duty, self.scope, self.from_version)

    @property
    def holder(self) -> tuple[Any, ...]:
        """Who has it, alone or with others."""
        return (self.unit, self.person, self.also, self.beside)

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Everybody the case names for it, who answers for it first."""
        return self.also if self.person is None else (self.person, *self.also)

    @property
    def of_an_order(self) -> bool:
        """Whether it is the lead of one order."""
        return self.duty is Holder.LEAD_UNIT and self.scope != ""


class Succession(Value, gc=False):
    """职责承接: a unit took over the duties of a merged one in the case."""

    from_unit: UnitId
    to_unit: UnitId
    at: datetime
    version: int


class Chain(Value, gc=False, omit_defaults=True):
    """责任链: every span of duty of a case in the order they began, and what must be remembered.

    The same chain asked at two moments may give two answers; nothing changes while time passes.
    """

    spans: tuple[Span, ...] = ()
    mediated: Mapping[str, MediationId] = {}
    """Of which mediation an agreement or obligation came."""
    followed: tuple[Succession, ...] = ()
    corrected: Mapping[str, datetime] = {}
    """When an event really happened, by its version in the stream."""

    def right_moment(self, version: int, told: datetime) -> datetime:
        """When the event at a version happened, by everything recorded since."""
        return self.corrected.get(str(version), told)

    def unit_since(self, span: Span, known: Sequence[Succession]) -> UnitId | None:
        """The unit of a span, as units were merged after it began."""
        unit = span.unit
        for one in known:
            if one.version > span.from_version and one.from_unit == unit:
                unit = one.to_unit
        return unit

    def latest(self, duty: Holder, scope: str = "") -> Span | None:
        """The span of a duty that began last, whether or not it has ended."""
        return next(
            (one for one in reversed(self.spans) if one.scope == scope and one.duty is duty), None
        )


def put(
    chain: Chain, fact: Recorded[Any], came: Turn, duty: Holder, scope: str = "", **seat: Any
) -> Chain:
    """Somebody has the duty from here on (`unit`, `person`, `also`, `beside`).

    Whoever had it until now has it no longer; if it is the same holder, nothing changes.
    """
    before = chain.latest(duty, scope)
    span = Span(
        duty=duty,
        scope=scope,
        came=came,
        from_at=fact.occurred_at,
        from_version=fact.version,
        from_position=fact.position,
        **seat,
    )
    if before is not None and before.open:
        if before.holder == span.holder:
            return chain
        chain = end(chain, fact, came, duty, scope)
    return replace(chain, spans=(*chain.spans, span))


def go_on(chain: Chain, fact: Recorded[Any], came: Turn, before: Span, **change: Any) -> Chain:
    """The duty goes on, or begins again, as in an earlier span but for what changed."""
    kept = {name: getattr(before, name) for name in _KEPT}
    return put(chain, fact, came, before.duty, before.scope, **(kept | change))


_KEPT = ("unit", "person", "also", "beside", "signed")


def end(chain: Chain, fact: Recorded[Any], ended: Turn, duty: Holder, scope: str = "") -> Chain:
    """Nobody has the duty any more, if anybody had it."""
    last = chain.latest(duty, scope)
    if last is None or not last.open:
        return chain
    return mark(
        chain,
        last,
        ended=ended,
        to_at=fact.occurred_at,
        to_version=fact.version,
        to_position=fact.position,
    )


def mark(chain: Chain, span: Span, **change: Any) -> Chain:
    """Note something of one span."""
    changed = replace(span, **change)
    return replace(chain, spans=tuple(changed if one is span else one for one in chain.spans))
