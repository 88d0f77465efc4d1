"""Corrections in the figures (更正): voided entries count no more, wrong days are moved.

What was known before the correction stays known as of then (domain.md §2.3 rule 1, ADR 0027).
"""

from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from domain.case.corrections import EventCorrected, EventVoided
from domain.kernel import Recorded, day_of, utc
from domain.measures.base_sets import FigureKind as Kind
from domain.policy.rulebook import Policy
from projections.figures import agreements, ending, mediation, orders, petitions, spreading
from projections.figures.rows import Memory, Pact, Payment, Promise, Told
from projections.figures.telling import added, again, changed, counts, live, taken_back

_BY_THEIR_OWN_DAY = frozenset({Kind.ORDER_DUE, Kind.AGREEMENT_DUE})
"""Counted by the day something is due, not by the day of the event that told it."""


@counts(EventVoided)
def voided(row: Memory, fact: Recorded[EventVoided], policy: Policy) -> Memory:
    """What was entered in the wrong case counts no more; what it had replaced counts again."""
    version = fact.event.version
    row = replace(row, voided=(*row.voided, version))
    for one in row.figures:
        if one.version == version and one.retracted_at is None:
            row = _restored(taken_back(row, fact, one), fact, one)
    for procedure in row.procedures:
        if version in procedure.sessions:
            sessions = tuple(one for one in procedure.sessions if one != version)
            row = mediation.kept(row, fact, replace(procedure, sessions=sessions))
    return row


def _restored(row: Memory, fact: Recorded[Any], gone: Told) -> Memory:
    for one in reversed(row.figures):
        alike = one.kind is gone.kind and one.subject == gone.subject
        if alike and one.version not in row.voided:
            return added(row, again(row, fact, one))
    return row


@counts(EventCorrected)
def corrected(row: Memory, fact: Recorded[EventCorrected], policy: Policy) -> Memory:
    """An entry's moment, day or amount was wrong, and this is right."""
    event = fact.event
    if event.happened_at is not None:
        row = _moved(row, fact, "", event.happened_at)
        row = _answered(row, fact, day_of(event.happened_at), policy)
    if event.field is not None and event.value is not None:
        if event.field.endswith("_at"):
            row = _moved(row, fact, event.field, utc(datetime.fromisoformat(event.value)))
        row = _owed(row, fact, event.field, event.value, policy)
        if event.field == "solved":
            row = _said(row, fact, solved=event.value == "true")
    row = petitions.settled(_closings(row, fact, policy), fact, policy)
    return spreading.righted(row, fact)


def _moved(row: Memory, fact: Recorded[EventCorrected], by: str, at: datetime) -> Memory:
    """Facts that are dated by the corrected event, or ended with it, on their right day."""
    version, on = fact.event.version, day_of(at)
    for one in row.figures:
        if one.retracted_at is not None:
            continue
        if one.version == version and one.dated_by == by:
            own = {} if one.kind in _BY_THEIR_OWN_DAY else {"on": on}
            row = changed(row, fact, one, occurred_at=at, **own)
        elif one.until_version == version and by == "":
            row = changed(row, fact, one, until_on=on)
    if row.conclusion is not None and row.conclusion.version == version and by == "":
        row = replace(row, conclusion=replace(row.conclusion, occurred_at=at))
    return replace(
        row,
        pacts=tuple(
            agreements.moved(one, at) if one.version == version and one.dated_by == by else one
            for one in row.pacts
        ),
    )


def _said(row: Memory, fact: Recorded[EventCorrected], *, solved: bool) -> Memory:
    """What a visit heard was written down wrongly, or not at all."""
    visit = live(row, Kind.VISITED, str(fact.event.version))
    return changed(row, fact, visit, standing=ending.answer(solved))


def _answered(row: Memory, fact: Recorded[EventCorrected], on: date, policy: Policy) -> Memory:
    """Orders that were answered on another day than was written; agreements of another day."""
    for order in row.orders:
        if order.done_version == fact.event.version:
            row = orders.kept(row, fact, replace(order, done_on=on))
    return _recounted(row, fact, policy)


def _owed(
    row: Memory, fact: Recorded[EventCorrected], field: str, value: str, policy: Policy
) -> Memory:
    """What is due on another day, or was paid otherwise, than was written."""
    version = fact.event.version
    if field == "due_on":
        for order in row.orders:
            if order.due_version == version and not order.keeps_due:
                due = policy.calendar.roll(date.fromisoformat(value))
                row = orders.kept(row, fact, replace(order, due_on=due))
    pacts = tuple(_righted(pact, version, field, value, policy) for pact in row.pacts)
    return _recounted(replace(row, pacts=pacts), fact, policy)


def _recounted(row: Memory, fact: Recorded[Any], policy: Policy) -> Memory:
    for pact in row.pacts:
        row = agreements.kept(row, fact, pact, policy)
    return row


def _righted(pact: Pact, version: int, field: str, value: str, policy: Policy) -> Pact:
    promises = tuple(_promise_righted(one, version, field, value, policy) for one in pact.promises)
    return replace(pact, promises=promises)


def _promise_righted(
    promise: Promise, version: int, field: str, value: str, policy: Policy
) -> Promise:
    if field == "due_on" and promise.due_version == version:
        return replace(promise, due_on=date.fromisoformat(value))
    due = policy.calendar.roll(promise.due_on)
    payments = tuple(
        _payment_righted(one, field, value, due) if one.version == version else one
        for one in promise.payments
    )
    return replace(promise, payments=payments)


def _payment_righted(payment: Payment, field: str, value: str, due: date) -> Payment:
    match field:
        case "amount":
            return replace(payment, amount=agreements.fen(value))
        case "done_on":
            done = date.fromisoformat(value)
            return replace(payment, done_on=done, late=done > due)
    return payment


def _closings(row: Memory, fact: Recorded[Any], policy: Policy) -> Memory:
    """Closings judged anew: whether the case came back within the window."""
    for one in row.figures:
        if one.kind is Kind.CLOSED and one.retracted_at is None:
            row = changed(row, fact, one, standing=ending.came_back(one, fact, policy))
    return row
