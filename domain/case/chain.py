"""Chain of duty (责任链): who had which duty of a case, one after the other, and who had it when.

    chain_of(facts)                       every span of duty of a case
    step(chain, fact)                     the same, one event further
    holder(chain, duty, scope, at)        the span that answered for a duty at a moment
    seat(chain, duty, scope, at)          the unit and person of it, as the case says it

A pure fold of the case's own events. Whoever was responsible first stays in the chain though the
order moved on, unless the unit's objection was upheld (domain.md §6.4). Who held a duty is
asked as a missed term asks it (`domain/case/holders.py`): the two agree on every term.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from domain.case.chronology import WITHOUT_END, Chronology
from domain.case.holders import OF_THE_CENTRE, Seat
from domain.case.spans import Chain, Span, Succession
from domain.case.turns import TURNS
from domain.codes.duties import Turn
from domain.ids import UnitId
from domain.kernel import Recorded
from domain.policy.timers import Holder
from domain.values import Value

__all__ = [
    "Chain",
    "Span",
    "as_recorded",
    "asked_of",
    "chain_of",
    "holder",
    "seat",
    "step",
    "turned",
]

IN_ORDER = Chronology()
"""A record in which everything was entered in the order it happened."""


def step(chain: Chain, fact: Recorded[Any]) -> Chain:
    """The chain after one more event; the same object when no duty turned."""
    turn = TURNS.get(type(fact.event))
    return chain if turn is None else turn(chain, fact.event, fact)


def chain_of(facts: Iterable[Recorded[Any]]) -> Chain:
    """The chain of a case from its events in order."""
    chain = Chain()
    for fact in facts:
        chain = step(chain, fact)
    return chain


def holder(
    chain: Chain,
    duty: Holder,
    scope: str,
    at: datetime,
    *,
    since: int = 0,
    times: Chronology = IN_ORDER,
) -> Span | None:
    """The span that answers for a duty at a moment, or None when the case names nobody for it.

    A duty that was let go of is still that holder's, if nobody has it since. `since` is the version
    of the event the question begins with (the start of a term), `times` the order of the record.
    A duty nobody was given yet is the lead unit's, or else the centre's.
    """
    return _as_of(chain, at, since, times).span(duty, scope)


def seat(
    chain: Chain,
    duty: Holder,
    scope: str,
    at: datetime,
    *,
    since: int = 0,
    times: Chronology = IN_ORDER,
) -> Seat:
    """The unit and the person that had a duty at a moment, as the case says it (see `holder`)."""
    return _as_of(chain, at, since, times).seat(duty, scope)


class AsOf(Value):
    """责任链截面: the spans that stood in the record at a moment, and who had succeeded whom.

    What happened by then stands, unless it was entered after something that came later; what was
    entered up to version `since` stands in any case.
    """

    chain: Chain
    spans: tuple[Span, ...]
    followed: tuple[Succession, ...]
    at: datetime
    since: int
    upto: int
    """The last version that may stand."""

    def stands(self, version: int, happened: datetime) -> bool:
        """Whether an entry, which happened at a moment, stood in the record."""
        return version <= self.since or (version <= self.upto and happened <= self.at)

    def seat(self, duty: Holder, scope: str) -> Seat:
        """The unit, or whoever took over its duties, and the person."""
        span = self.span(duty, scope)
        if span is None:
            return Seat()
        unit = self.unit(span)
        return Seat(unit=unit, person=self._person(span))

    def unit(self, span: Span) -> UnitId | None:
        """The unit that answers for a span: its own, or the one that took over its duties."""
        if not self.followed:
            return span.unit
        unit = self.chain.unit_since(span, self.followed)
        to = {one.from_unit: one.to_unit for one in self.followed}
        passed: set[UnitId] = set()
        while unit is not None and unit in to and unit not in passed:
            passed.add(unit)
            unit = to[unit]
        return unit

    def span(self, duty: Holder, scope: str) -> Span | None:
        """The span that answers for a duty."""
        if duty in OF_THE_CENTRE:
            named = self._last(duty) if duty is Holder.CUSTODIAN else None
            return named or self._centre
        if (find := _FOUND.get(duty)) is not None:
            return find(self, scope)
        return self._last(duty, scope)

    @property
    def _centre(self) -> Span | None:
        return self._last(Holder.CENTRE)

    @property
    def _in_charge(self) -> Span | None:
        """The unit in the lead; before there is one, that which is responsible first."""
        led = self._last(Holder.LEAD_UNIT)
        given_up = led is not None and self._ended(led) in (
            Turn.HANDED_BACK,
            Turn.OBJECTION_UPHELD,
        )
        return (None if given_up else led) or self._last(Holder.FIRST_RESPONSIBLE_UNIT)

    def led(self, scope: str) -> Span | None:
        """An order's span; of the matter, that of the order its leading unit has in hand."""
        order = self._last(Holder.LEAD_UNIT, scope) if scope else None
        return order or self._by_order(self._in_charge)

    def first(self, scope: str) -> Span | None:
        """The unit that was responsible first, with whoever has its order in hand."""
        return self._by_order(self._last(Holder.FIRST_RESPONSIBLE_UNIT))

    def leader(self, scope: str) -> Span | None:
        """The leader who took the matter on."""
        return self._last(Holder.LEADER)

    def asked(self, scope: str) -> Span | None:
        """Who sent an order or blew a whistle."""
        return self._last(Holder.ORDER_SENDER, scope) or self._centre

    def mediates(self, scope: str) -> Span | None:
        """The organisation of a mediation, or of the one an agreement came of; else of the last."""
        mediation = self.chain.mediated.get(scope, scope)
        named = self._last(Holder.COMMITTEE, mediation)
        return named or self._latest_mediation or self._in_charge or self._centre

    def mediator(self, scope: str) -> Span | None:
        """Who mediates, or the organisation while nobody does."""
        committee = self.mediates(scope)
        if committee is None or committee.duty is not Holder.COMMITTEE:
            return committee
        return self._last(Holder.MEDIATOR, committee.scope) or committee

    def petition(self, scope: str) -> Span | None:
        """The unit a petition was given to, this one or the last."""
        if scope:
            return self._last(Holder.PETITION_UNIT, scope)
        given = [
            one
            for one in self.spans
            if one.duty is Holder.PETITION_UNIT
            and one.came in (Turn.FORWARDED, Turn.PETITION_ASSIGNED)
        ]
        if given:
            return self._last(Holder.PETITION_UNIT, given[-1].scope)
        return self._in_charge or self._centre

    @property
    def _latest_mediation(self) -> Span | None:
        opened = [one for one in self.spans if one.came is Turn.MEDIATION_OPENED]
        return self._last(Holder.COMMITTEE, opened[-1].scope) if opened else None

    def _by_order(self, span: Span | None) -> Span | None:
        """The latest order that the unit of a span still had; the span itself without one."""
        span = span or self._centre
        unit = None if span is None else self.unit(span)
        for one in self._orders():
            theirs = self.chain.unit_since(one, self.followed) == unit
            if theirs and self._ended(one) not in _TAKEN_BACK:
                return one
        return span

    def _orders(self) -> Iterator[Span]:
        """The latest span of each order, of the one that was issued last first."""
        latest: dict[str, Span] = {}
        for one in self.spans:
            if one.of_an_order:
                latest[one.scope] = one
        return reversed(latest.values())

    def _last(self, duty: Holder, scope: str = "") -> Span | None:
        for one in reversed(self.spans):
            if one.duty is duty and one.scope == scope:
                return one
        return None

    def _ended(self, span: Span) -> Turn | None:
        """How a span had ended by then."""
        if span.to_version is None or span.to_at is None:
            return None
        return span.ended if self.stands(span.to_version, span.to_at) else None

    def _person(self, span: Span) -> str | None:
        if span.recused is None or span.recused_at is None:
            return span.person
        return None if self.stands(span.recused, span.recused_at) else span.person


_TAKEN_BACK = (Turn.OBJECTION_UPHELD, Turn.DESIGNATED, Turn.LAPSED)
"""The order is nobody's any more."""

_FOUND: dict[Holder, Callable[[AsOf, str], Span | None]] = {
    Holder.LEAD_UNIT: AsOf.led,
    Holder.FIRST_RESPONSIBLE_UNIT: AsOf.first,
    Holder.ORDER_SENDER: AsOf.asked,
    Holder.COMMITTEE: AsOf.mediates,
    Holder.MEDIATOR: AsOf.mediator,
    Holder.PETITION_UNIT: AsOf.petition,
    Holder.LEADER: AsOf.leader,
}


def asked_of(duty: Holder, scope: str) -> Holder | None:
    """The duty whose spans alone say who answers for another; None where others may say it too."""
    if duty in OF_THE_CENTRE:
        return None if duty is Holder.CUSTODIAN else Holder.CENTRE
    if duty in _FOUND:
        return duty if duty is Holder.PETITION_UNIT and scope else None
    return duty


def turned(was: Chain, now: Chain, duties: Collection[Holder | None]) -> bool:
    """Whether one of these duties (`asked_of`) turned since; None stands for any."""
    if now.followed is not was.followed or (None in duties and now is not was):
        return True
    differ = (
        *(one for one, before in zip(now.spans, was.spans, strict=False) if one is not before),
        *now.spans[len(was.spans) :],
    )
    return any(one.duty in duties for one in differ)


_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def as_recorded(chain: Chain) -> AsOf:
    """The chain by the whole record, whatever it says happened when."""
    return AsOf(
        chain=chain,
        spans=chain.spans,
        followed=chain.followed,
        at=_END_OF_TIME,
        since=WITHOUT_END,
        upto=WITHOUT_END,
    )


def _as_of(chain: Chain, at: datetime, since: int, times: Chronology) -> AsOf:
    upto = times.last_to_stand(at, since)
    return AsOf(
        chain=chain,
        spans=tuple(
            [
                one
                for one in chain.spans
                if (version := one.from_version) <= since or (version <= upto and one.from_at <= at)
            ]
        ),
        followed=tuple(
            [
                one
                for one in chain.followed
                if one.version <= since or (one.version <= upto and one.at <= at)
            ]
        ),
        at=at,
        since=since,
        upto=upto,
    )
