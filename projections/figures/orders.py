"""Work orders in the figures (交办单): due on a day, answered in time, late, or not yet.

An order is due on the day it names, moved past days of rest; an order of the 12345 hotline by the
term of the law (T29). An order that names no day, and is none of the hotline's, is not counted.
"""

from typing import Any

from msgspec.structs import replace

from domain.case.answers import WorkOrderCompleted, WorkOrderReturned
from domain.case.objections import ObjectionUpheld, UnitDesignated
from domain.case.orders import WorkOrderExtended, WorkOrderIssued
from domain.codes.matters import Channel
from domain.ids import OrderId
from domain.kernel import Recorded, day_of
from domain.measures.base_sets import FigureKind as Kind
from domain.measures.base_sets import Standing
from domain.policy.rulebook import Policy
from projections.figures.rows import Memory, Order
from projections.figures.telling import changed, counts, live, taken_back, told

HOTLINE_TERM = "T29"


@counts(WorkOrderIssued)
def issued(row: Memory, fact: Recorded[WorkOrderIssued], policy: Policy) -> Memory:
    """Whoever is asked leads from here on."""
    event = fact.event
    hotline = row.channel is Channel.HOTLINE_12345
    due = None if event.due_on is None else policy.calendar.roll(event.due_on)
    if hotline:
        book = policy.rules.of(fact.policy)
        due = book.due(HOTLINE_TERM, fact.occurred_at, policy.calendar).on
    order = Order(order=event.order, due_on=due, due_version=fact.version, keeps_due=hotline)
    row = replace(row, lead_unit=event.lead_unit, orders=(*row.orders, order))
    return (
        row
        if due is None
        else told(row, fact, Kind.ORDER_DUE, event.order, on=due, standing=Standing.OPEN)
    )


@counts(WorkOrderExtended)
def extended(row: Memory, fact: Recorded[WorkOrderExtended], policy: Policy) -> Memory:
    """domain.md §2.7 invariant 12: an extension after the due day heals nothing."""
    event = fact.event
    order = _order(row, event.order)
    if order is None or (order.due_on is not None and day_of(fact.occurred_at) > order.due_on):
        return row
    due = policy.calendar.roll(event.due_on)
    return kept(row, fact, replace(order, due_on=due, due_version=fact.version))


@counts(WorkOrderReturned)
def returned(row: Memory, fact: Recorded[WorkOrderReturned], policy: Policy) -> Memory:
    """The answer fell short: it is owed again, by the day the sender gave; the law's stays."""
    order = _order(row, fact.event.order)
    if order is None:
        return row
    owed = replace(order, done_on=None, done_version=0)
    if not order.keeps_due:
        due = policy.calendar.roll(fact.event.due_on)
        owed = replace(owed, due_on=due, due_version=fact.version)
    return kept(row, fact, owed)


@counts(WorkOrderCompleted)
def completed(row: Memory, fact: Recorded[WorkOrderCompleted], policy: Policy) -> Memory:
    """The unit in the lead answered."""
    order = _order(row, fact.event.order)
    if order is None:
        return row
    done = replace(order, done_on=day_of(fact.occurred_at), done_version=fact.version)
    return kept(row, fact, done)


@counts(ObjectionUpheld)
def upheld(row: Memory, fact: Recorded[ObjectionUpheld], policy: Policy) -> Memory:
    """The order is nobody's any more."""
    row = taken_back(row, fact, live(row, Kind.ORDER_DUE, fact.event.order))
    return replace(_forgotten(row, fact.event.order), lead_unit=fact.event.lead_unit)


@counts(UnitDesignated)
def designated(row: Memory, fact: Recorded[UnitDesignated], policy: Policy) -> Memory:
    """The disputed order ends; the one that follows is the designated unit's."""
    row = taken_back(row, fact, live(row, Kind.ORDER_DUE, fact.event.order))
    return _forgotten(row, fact.event.order)


def lapsed(row: Memory, fact: Recorded[Any]) -> Memory:
    """The matter is over, or goes on elsewhere: nobody is asked for anything any more."""
    for order in row.orders:
        if order.done_on is None:
            row = taken_back(row, fact, live(row, Kind.ORDER_DUE, order.order))
            row = _forgotten(row, order.order)
    return row


def kept(row: Memory, fact: Recorded[Any], order: Order) -> Memory:
    """The row with an order as it stands now, and what counts of it."""
    orders = tuple(order if one.order == order.order else one for one in row.orders)
    row = replace(row, orders=orders)
    if order.due_on is None:
        return row
    known = live(row, Kind.ORDER_DUE, order.order)
    standing = _standing(order)
    if known is None:
        return told(row, fact, Kind.ORDER_DUE, order.order, on=order.due_on, standing=standing)
    return changed(row, fact, known, on=order.due_on, standing=standing)


def _standing(order: Order) -> Standing:
    if order.done_on is None or order.due_on is None:
        return Standing.OPEN
    return Standing.ON_TIME if order.done_on <= order.due_on else Standing.LATE


def _order(row: Memory, order: OrderId) -> Order | None:
    return next((one for one in row.orders if one.order == order), None)


def _forgotten(row: Memory, order: OrderId) -> Memory:
    return replace(row, orders=tuple(one for one in row.orders if one.order != order))
