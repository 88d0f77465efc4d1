"""What may happen with orders, handlers and supervision."""

from collections.abc import Sequence
from datetime import timedelta

from benchmarks.drawing import NARRATIVE, PAPER, Draw, Happening, invented
from domain.case import Case
from domain.case.answers import (
    AssistanceCompleted,
    ProgressReported,
    WorkOrderCompleted,
    WorkOrderReturned,
)
from domain.case.duty import TAKEN_UP
from domain.case.escalation import CaseEscalated
from domain.case.handling import DutyHandedOver, HandlerAssigned
from domain.case.measures import CircularPublished, ListedForSupervision, UnitInterviewed
from domain.case.objections import (
    ObjectionRejected,
    ObjectionUpheld,
    UnitDesignated,
    WorkOrderObjected,
)
from domain.case.orders import WorkOrderExtended, WorkOrderIssued, WorkOrderSigned
from domain.case.recusal import ConflictDisclosed, RecusalDecided, RecusalRequested
from domain.case.regions.orders import Order, OrderStage
from domain.case.reorganisation import UnitSucceeded
from domain.case.state import Stage
from domain.case.supervision import (
    ReminderSent,
    SupervisionAnswered,
    SupervisionClosed,
    SupervisionOrdered,
    UrgeIssued,
)
from domain.codes.notices import ServiceMethod
from domain.codes.orders import ConflictRelation, OrderMode, SupervisionLevel
from domain.kernel import Event, day_of
from domain.organisation.state import Level

SOON = timedelta(days=10)


def _an_order(draw: Draw, state: Case, *stages: OrderStage) -> Order | None:
    known = [one for one in state.orders.all.values() if one.stage in stages]
    return draw.random.choice(known) if known else None


def _issued(draw: Draw, state: Case) -> Event:
    return WorkOrderIssued(
        order=invented("order", draw.random.getrandbits(40)),
        mode=draw.random.choice(list(OrderMode)),
        sender=draw.unit(),
        lead_unit=draw.unit(),
        co_units=tuple(draw.unit() for _ in range(draw.random.randrange(3))),
        requirements=NARRATIVE,
        due_on=day_of(draw.at) + SOON,
    )


def _signed(draw: Draw, state: Case) -> Event | None:
    order = _an_order(draw, state, OrderStage.ISSUED)
    return order and WorkOrderSigned(order=order.order, unit=order.lead)


def _extended(draw: Draw, state: Case) -> Event | None:
    order = _an_order(draw, state, OrderStage.ISSUED, OrderStage.SIGNED)
    return order and WorkOrderExtended(
        order=order.order, reason="E01", explanation=NARRATIVE,
        due_on=day_of(draw.at) + 2 * SOON, told=draw.person(), told_at=draw.at,
    )  # fmt: skip


def _objected(draw: Draw, state: Case) -> Event | None:
    order = _an_order(draw, state, OrderStage.ISSUED)
    return order and WorkOrderObjected(
        order=order.order, unit=order.lead, reason="O01", details=NARRATIVE,
        legal_basis=NARRATIVE, suggested_unit=draw.unit(),
    )  # fmt: skip


def _upheld(draw: Draw, state: Case) -> Event | None:
    order = _an_order(draw, state, OrderStage.OBJECTED)
    if order is None:
        return None
    others = [one for one in state.orders.open if one is not order]
    return ObjectionUpheld(
        order=order.order, unit=order.lead, basis=NARRATIVE,
        lead_unit=others[-1].lead if others else order.led_before, unassigned=not others,
    )  # fmt: skip


def _rejected(draw: Draw, state: Case) -> Event | None:
    order = _an_order(draw, state, OrderStage.OBJECTED)
    return order and ObjectionRejected(order=order.order, unit=order.lead, basis=NARRATIVE)


def _designated(draw: Draw, state: Case) -> Event | None:
    order = _an_order(draw, state, OrderStage.OBJECTED)
    return order and UnitDesignated(
        order=order.order, unit=draw.unit(), basis=NARRATIVE, document=PAPER, bounced=True
    )


def _handler_assigned(draw: Draw, state: Case) -> Event | None:
    order = _an_order(draw, state, OrderStage.SIGNED)
    return order and HandlerAssigned(
        order=order.order, unit=order.lead, handler=draw.person(), assistants=(draw.person(),)
    )


def _handed_over(draw: Draw, state: Case) -> Event | None:
    order = _an_order(draw, state, OrderStage.SIGNED)
    if order is None or order.handler is None:
        return None
    return DutyHandedOver(
        order=order.order, unit=order.lead, handed_by=order.handler, taken_by=draw.person(),
        tasks=(NARRATIVE,), reason=NARRATIVE, document=PAPER,
    )  # fmt: skip


def _disclosed(draw: Draw, state: Case) -> Event:
    return ConflictDisclosed(relation=draw.random.choice(list(ConflictRelation)), remark=NARRATIVE)


def _recusal_requested(draw: Draw, state: Case) -> Event:
    return RecusalRequested(person=draw.person(), party=draw.person(), reason=NARRATIVE)


def _recusal_decided(draw: Draw, state: Case) -> Event | None:
    asked = sorted(state.orders.recusals)
    if not asked:
        return None
    return RecusalDecided(
        person=draw.one(asked), recused=draw.random.random() < 0.5, reason=NARRATIVE
    )


def _progress(draw: Draw, state: Case) -> Event | None:
    order = _an_order(draw, state, OrderStage.SIGNED)
    return order and ProgressReported(
        order=order.order, unit=order.lead, progress=NARRATIVE, next_step=NARRATIVE,
        next_on=day_of(draw.at) + SOON,
    )  # fmt: skip


def _assisted(draw: Draw, state: Case) -> Event | None:
    order = _an_order(draw, state, OrderStage.SIGNED)
    if order is None or not order.co_units:
        return None
    unit = draw.one(sorted(order.co_units))
    return AssistanceCompleted(order=order.order, unit=unit, result=NARRATIVE, documents=(PAPER,))


def _completed(draw: Draw, state: Case) -> Event | None:
    order = _an_order(draw, state, OrderStage.SIGNED)
    return order and WorkOrderCompleted(
        order=order.order, unit=order.lead, result_code="SOLVED", result=NARRATIVE,
        reply_to=draw.person(), reply_method=draw.random.choice(list(ServiceMethod)),
        replied_at=draw.at, reply_proof=PAPER, documents=(PAPER,),
        without_units=(), without_reason=None,
    )  # fmt: skip


def _returned(draw: Draw, state: Case) -> Event | None:
    order = _an_order(draw, state, OrderStage.COMPLETED)
    return order and WorkOrderReturned(
        order=order.order, deficiencies=NARRATIVE, due_on=day_of(draw.at) + SOON
    )


def _escalated(draw: Draw, state: Case) -> Event:
    return CaseEscalated(
        from_level=Level.VILLAGE, to_level=Level.TOWN, from_unit=draw.unit(),
        to_unit=draw.unit(), reason=NARRATIVE,
    )  # fmt: skip


def _succeeded(draw: Draw, state: Case) -> Event:
    old, new = draw.unit(), draw.unit()
    return UnitSucceeded(
        from_unit=old, to_unit=new, centre=state.centre if state.centre != old else new,
        lead_unit=state.lead_unit if state.lead_unit != old else new,
    )  # fmt: skip


def _reminded(draw: Draw, state: Case) -> Event:
    return ReminderSent(unit=draw.unit(), content=NARRATIVE)


def _urged(draw: Draw, state: Case) -> Event:
    return UrgeIssued(unit=draw.unit(), ground="OVERDUE", content=NARRATIVE, due_on=None)


def _supervised(draw: Draw, state: Case) -> Event:
    return SupervisionOrdered(
        supervision=invented("supervision", draw.random.getrandbits(40)),
        level=draw.random.choice((SupervisionLevel.GENERAL, SupervisionLevel.KEY)),
        unit=draw.unit(), ground="OVERDUE", content=NARRATIVE, due_on=day_of(draw.at) + SOON,
    )  # fmt: skip


def _listed(draw: Draw, state: Case) -> Event:
    return ListedForSupervision(
        supervision=invented("supervision", draw.random.getrandbits(40)),
        unit=draw.unit(), ground="RISK_NOT_REMOVED", content=NARRATIVE,
        due_on=day_of(draw.at) + SOON,
    )  # fmt: skip


def _answered(draw: Draw, state: Case) -> Event | None:
    known = state.supervisions.open
    if not known:
        return None
    one = draw.random.choice(known)
    return SupervisionAnswered(supervision=one.supervision, answer=NARRATIVE, documents=())


def _supervision_closed(draw: Draw, state: Case) -> Event | None:
    known = state.supervisions.open
    if not known:
        return None
    return SupervisionClosed(supervision=draw.random.choice(known).supervision, finding=NARRATIVE)


def _interviewed(draw: Draw, state: Case) -> Event:
    return UnitInterviewed(
        unit=draw.unit(), ground="WORK_NOT_DRIVEN", content=NARRATIVE,
        interviewed=draw.person(), due_on=day_of(draw.at) + SOON,
    )  # fmt: skip


def _published(draw: Draw, state: Case) -> Event:
    return CircularPublished(
        unit=draw.unit(), ground="WORK_NOT_DRIVEN", content=NARRATIVE, document=PAPER,
        due_on=None,
    )  # fmt: skip


HAPPENINGS: tuple[tuple[Sequence[Stage], Happening], ...] = (
    (TAKEN_UP, _issued),
    (TAKEN_UP, _signed),
    (TAKEN_UP, _extended),
    (TAKEN_UP, _objected),
    (TAKEN_UP, _upheld),
    (TAKEN_UP, _rejected),
    (TAKEN_UP, _designated),
    (TAKEN_UP, _handler_assigned),
    (TAKEN_UP, _handed_over),
    (TAKEN_UP, _disclosed),
    (TAKEN_UP, _recusal_requested),
    (TAKEN_UP, _recusal_decided),
    (TAKEN_UP, _progress),
    (TAKEN_UP, _assisted),
    (TAKEN_UP, _completed),
    (TAKEN_UP, _returned),
    (TAKEN_UP, _escalated),
    (TAKEN_UP, _succeeded),
    (TAKEN_UP, _reminded),
    (TAKEN_UP, _urged),
    (TAKEN_UP, _supervised),
    (TAKEN_UP, _listed),
    (TAKEN_UP, _answered),
    (TAKEN_UP, _supervision_closed),
    (TAKEN_UP, _interviewed),
    (TAKEN_UP, _published),
)
