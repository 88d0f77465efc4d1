"""Orders (交办): who leads each, which person has it in hand, and who sent it.

domain.md §2.5 C, L.
"""

from collections.abc import Callable
from typing import Any

from domain.case.answers import WorkOrderCompleted, WorkOrderReturned
from domain.case.handling import DutyHandedOver, HandlerAssigned
from domain.case.objections import ObjectionUpheld, UnitDesignated
from domain.case.orders import WorkOrderIssued, WorkOrderSigned
from domain.case.petition import PetitionAssigned, PetitionForwarded
from domain.case.recusal import RecusalDecided
from domain.case.spans import Chain, end, go_on, mark, put
from domain.case.turns.shared import Fact, Turns, without
from domain.codes.duties import Turn
from domain.codes.orders import OrderMode
from domain.policy.timers import Holder


def _issued(chain: Chain, event: WorkOrderIssued, fact: Fact) -> Chain:
    came = Turn.DESIGNATED if event.mode is OrderMode.DESIGNATED else Turn.ISSUED
    order, unit = event.order, event.lead_unit
    chain = put(chain, fact, came, Holder.LEAD_UNIT, order, unit=unit, beside=event.co_units)
    chain = put(chain, fact, came, Holder.ORDER_SENDER, order, unit=event.sender)
    return put(chain, fact, came, Holder.LEAD_UNIT, unit=unit)


def _given(came: Turn) -> Callable[[Chain, Any, Fact], Chain]:
    """A petition given to a unit is an order like any other, and makes the unit answer for it."""

    def given(chain: Chain, event: PetitionForwarded | PetitionAssigned, fact: Fact) -> Chain:
        centre = chain.latest(Holder.CENTRE)
        sender = fact.actor.unit or (None if centre is None else centre.unit)
        order, unit = event.order, event.unit
        chain = put(chain, fact, came, Holder.LEAD_UNIT, order, unit=unit)
        chain = put(chain, fact, came, Holder.ORDER_SENDER, order, unit=sender)
        chain = end(chain, fact, came, Holder.PETITION_UNIT, unit)  # Given again: it begins anew.
        return put(chain, fact, came, Holder.PETITION_UNIT, unit, unit=unit)

    return given


def _signed(chain: Chain, event: WorkOrderSigned, fact: Fact) -> Chain:
    last = chain.latest(Holder.LEAD_UNIT, event.order)
    return chain if last is None else mark(chain, last, signed=fact.version)


def _handler_named(chain: Chain, event: HandlerAssigned, fact: Fact) -> Chain:
    last = chain.latest(Holder.LEAD_UNIT, event.order)
    if last is None:
        return chain
    turn = Turn.HANDLER_NAMED
    return go_on(chain, fact, turn, last, person=event.handler, also=event.assistants)


def _handed_over(chain: Chain, event: DutyHandedOver, fact: Fact) -> Chain:
    last = chain.latest(Holder.LEAD_UNIT, event.order)
    if last is None:
        return chain
    also = without(last.also, event.taken_by)
    return go_on(chain, fact, Turn.HANDED_OVER, last, person=event.taken_by, also=also)


def _recused(chain: Chain, event: RecusalDecided, fact: Fact) -> Chain:
    """One that is done may come back, and then the person who stepped aside does not."""
    if not event.recused:
        return chain
    for order in dict.fromkeys(one.scope for one in chain.spans if one.of_an_order):
        last = chain.latest(Holder.LEAD_UNIT, order)
        if last is None or event.person not in last.people:
            continue
        also = without(last.also, event.person)
        if last.open:
            person = None if last.person == event.person else last.person
            chain = go_on(chain, fact, Turn.RECUSED, last, person=person, also=also)
        elif last.person == event.person:
            chain = mark(chain, last, recused=fact.version, recused_at=fact.occurred_at)
    return chain


def _upheld(chain: Chain, event: ObjectionUpheld, fact: Fact) -> Chain:
    """domain.md §6.4: who was responsible first is so no longer.

    Whether the unit objected in time, the clock says (`domain/measures/accountability.py`).
    """
    turn = Turn.OBJECTION_UPHELD
    chain = _order_ends(chain, fact, turn, event.order)
    first = chain.latest(Holder.FIRST_RESPONSIBLE_UNIT)
    if first is not None and first.unit == event.unit:
        chain = end(chain, fact, turn, Holder.FIRST_RESPONSIBLE_UNIT)
    if event.lead_unit is None:
        return end(chain, fact, turn, Holder.LEAD_UNIT)
    return put(chain, fact, turn, Holder.LEAD_UNIT, unit=event.lead_unit)


def _designated(chain: Chain, event: UnitDesignated, fact: Fact) -> Chain:
    return _order_ends(chain, fact, Turn.DESIGNATED, event.order)


def _completed(chain: Chain, event: WorkOrderCompleted, fact: Fact) -> Chain:
    return _order_ends(chain, fact, Turn.COMPLETED, event.order)


def _returned(chain: Chain, event: WorkOrderReturned, fact: Fact) -> Chain:
    for duty in (Holder.LEAD_UNIT, Holder.ORDER_SENDER):
        last = chain.latest(duty, event.order)
        if last is not None:
            person = None if last.recused is not None else last.person
            unit = chain.unit_since(last, chain.followed)
            chain = go_on(chain, fact, Turn.RETURNED, last, person=person, unit=unit)
    return chain


def _order_ends(chain: Chain, fact: Fact, ended: Turn, order: str) -> Chain:
    chain = end(chain, fact, ended, Holder.ORDER_SENDER, order)
    return end(chain, fact, ended, Holder.LEAD_UNIT, order)


TURNS_OF_ORDERS: Turns = {
    WorkOrderIssued: _issued,
    PetitionForwarded: _given(Turn.FORWARDED),
    PetitionAssigned: _given(Turn.PETITION_ASSIGNED),
    WorkOrderSigned: _signed,
    HandlerAssigned: _handler_named,
    DutyHandedOver: _handed_over,
    RecusalDecided: _recused,
    ObjectionUpheld: _upheld,
    UnitDesignated: _designated,
    WorkOrderCompleted: _completed,
    WorkOrderReturned: _returned,
}
"""By event: how the duty of an order turns."""
