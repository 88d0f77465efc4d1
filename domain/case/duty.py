"""Duty (办理职责): which order is meant, whose it is, and who may not have it in hand."""

from domain.case.refusals import AccusedUnitMayNot, CopyToAccused, ReceiverNotInCase, StaffIsParty
from domain.case.refusals.orders import (
    HandlerConflicted,
    NotTheSender,
    NotYourOrder,
    OrderOpenAlready,
    OrderStageDoesNotFit,
    OrderUnknown,
)
from domain.case.refusals.shared import SteppedAside
from domain.case.regions.orders import Order, OrderStage
from domain.case.registers import registered_unit
from domain.case.state import UNDECIDED, Case, Stage
from domain.codes.matters import MatterClass
from domain.ids import OrderId, PersonId, UnitId
from domain.kernel import Act

TAKEN_UP = (Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.AGREED)
"""The matter was accepted and is not ended."""

GIVEN = (*UNDECIDED, *TAKEN_UP)
"""A unit may have been given it: the petition office may do so before it is accepted."""


def order_at(state: Case, order: OrderId, *stages: OrderStage) -> Order:
    """The order, at one of the stages. Raises `OrderUnknown`, `OrderStageDoesNotFit`."""
    found = state.orders.all.get(order)
    if found is None:
        raise OrderUnknown(order=order)
    if stages and found.stage not in stages:
        raise OrderStageDoesNotFit(stage=found.stage)
    return found


def given_to(order: Order, act: Act) -> None:
    """Raises `NotYourOrder` unless the actor's unit leads the order."""
    if act.unit != order.lead:
        raise NotYourOrder


def sent_by(order: Order, act: Act) -> None:
    """Raises `NotTheSender` unless the actor's unit gave the order."""
    if act.unit != order.sender:
        raise NotTheSender


def no_second_order(state: Case, unit: UnitId, *, beside: OrderId | None = None) -> None:
    """A unit leads one open order of a case, but for the one it replaces: `OrderOpenAlready`."""
    for order in state.orders.open:
        if order.lead == unit and order.order != beside:
            raise OrderOpenAlready(order=order.order)


def unbiased(state: Case, person: PersonId) -> None:
    """[F02 art 28]: no party, nobody recused, nobody with a conflict that is not decided.

    Raises `StaffIsParty`, `SteppedAside`, `HandlerConflicted`.
    """
    if person in state.participants:
        raise StaffIsParty(person=person)
    if person in state.hands.recused:
        raise SteppedAside(person=person)
    if person in state.orders.disclosed:
        raise HandlerConflicted(person=person)


def told_party(state: Case, person: PersonId) -> None:
    """Who is told of an order takes part in the case, and is not the accused of a report.

    Raises `ReceiverNotInCase`, `CopyToAccused`.
    """
    if person not in state.participants:
        raise ReceiverNotInCase
    if state.matter_class is MatterClass.REPORT and person in state.accused:
        raise CopyToAccused


def unaccused(state: Case, unit: UnitId, act: Act) -> None:
    """[F02 arts 22, 30]; domain.md §4.5: neither the unit complained of nor one beneath it.

    Of an unprotected case it is the unit itself that is kept out. Raises `UnitUnknown`,
    `AccusedUnitMayNot`.
    """
    registered_unit(act, unit)
    line = {unit, *act.directory.superiors_of(unit)} if state.protected else {unit}
    if line & state.accused_units:
        raise AccusedUnitMayNot(unit=unit)
