"""Orders, objections, handlers and supervision at random."""

from collections.abc import Callable
from datetime import date
from random import Random

from domain.case import Case
from domain.case.answers import (
    CompleteAssistance,
    CompleteOrder,
    Reply,
    ReportProgress,
    ReturnOrder,
)
from domain.case.escalation import EscalateCase
from domain.case.handling import AssignHandler, HandOverDuty
from domain.case.measures import InterviewUnit, ListForSupervision, PublishCircular
from domain.case.objections import (
    DesignateUnit,
    ObjectToOrder,
    RejectObjection,
    UpholdObjection,
)
from domain.case.orders import ExtendOrder, IssueOrder, SignOrder
from domain.case.recusal import DecideRecusal, DiscloseConflict, RequestRecusal
from domain.case.regions.orders import OrderStage
from domain.case.reorganisation import TakeOverDuties
from domain.case.supervision import (
    AnswerSupervision,
    CloseSupervision,
    IssueUrge,
    OrderSupervision,
    SendReminder,
)
from domain.codes.notices import ServiceMethod
from domain.codes.orders import ConflictRelation, OrderMode, SupervisionLevel
from domain.kernel import Command
from tests.domain.county import (
    COUNTY,
    FORMER_OFFICE,
    LAND_OFFICE,
    LEADER,
    LI,
    NOTICE,
    ONE,
    OWNER,
    TOWN,
    TWO,
    VILLAGE,
    WANG,
    ZHANG,
)
from tests.domain.draws import pick
from tests.domain.given import MORNING

STAFF = (OWNER, LEADER, ONE, TWO)
UNITS = (TOWN, VILLAGE, LAND_OFFICE, COUNTY, FORMER_OFFICE)
LATER, LATEST = date(2026, 1, 1), date(2026, 6, 1)
SAID = "情况说明。"


def order_at(chance: Random, state: Case, *stages: OrderStage) -> str:
    """An order at one of the stages, if there is one."""
    known = [one.order for one in state.orders.all.values() if one.stage in stages]
    return pick(chance, "order", known or state.orders.all)


def somebody_of(chance: Random, known: set[str]) -> str:
    """One of these people, usually."""
    people = sorted(known)
    return chance.choice(people if people and chance.random() < 0.9 else list(STAFF))


def one_unit(chance: Random, state: Case) -> str:
    """A unit that has the case, usually."""
    return chance.choice(sorted(state.units) if chance.random() < 0.9 else list(UNITS))


def issue(chance: Random, here: str, state: Case) -> Command:
    return IssueOrder(
        case=here,
        mode=chance.choice((*OrderMode, OrderMode.ASSIGNED, OrderMode.JOINT)),
        lead_unit=chance.choice(UNITS),
        requirements=SAID,
        co_units=tuple(chance.sample(UNITS, chance.randint(0, 1))),
        due_on=LATER,
    )


def extend(chance: Random, here: str, state: Case) -> Command:
    return ExtendOrder(
        case=here,
        order=order_at(chance, state, OrderStage.ISSUED, OrderStage.SIGNED),
        reason=chance.choice(("E01", "E03")),
        explanation=SAID,
        due_on=LATEST,
        told=somebody_of(chance, state.participants),
        told_at=MORNING,
    )


def object_to(chance: Random, here: str, state: Case) -> Command:
    return ObjectToOrder(
        case=here,
        order=order_at(chance, state, OrderStage.ISSUED),
        reason="O01",
        details=SAID,
        legal_basis="职责清单",
        suggested_unit=chance.choice((None, *UNITS)),
    )


def designate(chance: Random, here: str, state: Case) -> Command:
    return DesignateUnit(
        case=here,
        order=order_at(chance, state, OrderStage.OBJECTED, OrderStage.ISSUED),
        unit=chance.choice((TOWN, VILLAGE, LAND_OFFICE)),
        basis=SAID,
        document=NOTICE,
    )


def assign(chance: Random, here: str, state: Case) -> Command:
    return AssignHandler(
        case=here,
        order=order_at(chance, state, OrderStage.SIGNED),
        handler=chance.choice(STAFF),
        assistants=tuple(chance.sample(STAFF, chance.randint(0, 1))),
    )


def hand_over(chance: Random, here: str, state: Case) -> Command:
    held = {one.order: one.handler for one in state.orders.open if one.handler is not None}
    order = pick(chance, "order", held)
    return HandOverDuty(
        case=here,
        order=order,
        handed_by=held.get(order, chance.choice(STAFF)),
        taken_by=chance.choice(STAFF),
        tasks=(SAID,),
        reason=SAID,
        document=NOTICE,
    )


def progress(chance: Random, here: str, state: Case) -> Command:
    return ReportProgress(
        case=here,
        order=order_at(chance, state, OrderStage.SIGNED),
        progress=SAID,
        next_step=SAID,
        next_on=LATER,
    )


def complete(chance: Random, here: str, state: Case) -> Command:
    return CompleteOrder(
        case=here,
        order=order_at(chance, state, OrderStage.SIGNED),
        result_code="SOLVED",
        result=SAID,
        reply=Reply(
            receiver=somebody_of(chance, state.participants),
            method=chance.choice(list(ServiceMethod)),
            served_at=MORNING,
        ),
        without_reason=chance.choice((None, SAID)),
    )


MAKE: dict[type[Command], Callable[[Random, str, Case], Command]] = {
    IssueOrder: issue,
    SignOrder: lambda chance, here, state: SignOrder(
        case=here, order=order_at(chance, state, OrderStage.ISSUED)
    ),
    ExtendOrder: extend,
    ObjectToOrder: object_to,
    UpholdObjection: lambda chance, here, state: UpholdObjection(
        case=here, order=order_at(chance, state, OrderStage.OBJECTED), basis=SAID
    ),
    RejectObjection: lambda chance, here, state: RejectObjection(
        case=here, order=order_at(chance, state, OrderStage.OBJECTED), basis=SAID
    ),
    DesignateUnit: designate,
    AssignHandler: assign,
    HandOverDuty: hand_over,
    DiscloseConflict: lambda chance, here, state: DiscloseConflict(
        case=here, relation=chance.choice(list(ConflictRelation)), remark=SAID
    ),
    RequestRecusal: lambda chance, here, state: RequestRecusal(
        case=here,
        person=somebody_of(chance, state.hands.worked),
        reason=SAID,
        party=chance.choice((None, ZHANG, WANG, LI)),
    ),
    DecideRecusal: lambda chance, here, state: DecideRecusal(
        case=here,
        person=somebody_of(chance, state.orders.recusals),
        recused=chance.random() < 0.5,
        reason=SAID,
    ),
    ReportProgress: progress,
    CompleteAssistance: lambda chance, here, state: CompleteAssistance(
        case=here, order=order_at(chance, state, OrderStage.SIGNED), result=SAID
    ),
    CompleteOrder: complete,
    ReturnOrder: lambda chance, here, state: ReturnOrder(
        case=here,
        order=order_at(chance, state, OrderStage.COMPLETED),
        deficiencies=SAID,
        due_on=LATER,
    ),
    EscalateCase: lambda chance, here, state: EscalateCase(
        case=here, to_unit=chance.choice((TOWN, COUNTY)), reason=SAID
    ),
    TakeOverDuties: lambda chance, here, state: TakeOverDuties(
        case=here, from_unit=FORMER_OFFICE if chance.random() < 0.8 else one_unit(chance, state)
    ),
    SendReminder: lambda chance, here, state: SendReminder(
        case=here, unit=one_unit(chance, state), content=SAID
    ),
    IssueUrge: lambda chance, here, state: IssueUrge(
        case=here, unit=one_unit(chance, state), ground="OVERDUE", content=SAID
    ),
    OrderSupervision: lambda chance, here, state: OrderSupervision(
        case=here,
        level=chance.choice(list(SupervisionLevel)),
        unit=one_unit(chance, state),
        ground="OVERDUE",
        content=SAID,
        due_on=LATER,
    ),
    AnswerSupervision: lambda chance, here, state: AnswerSupervision(
        case=here, supervision=pick(chance, "supervision", state.supervisions.all), answer=SAID
    ),
    CloseSupervision: lambda chance, here, state: CloseSupervision(
        case=here, supervision=pick(chance, "supervision", state.supervisions.all), finding=SAID
    ),
    InterviewUnit: lambda chance, here, state: InterviewUnit(
        case=here,
        unit=one_unit(chance, state),
        ground="WORK_NOT_DRIVEN",
        content=SAID,
        interviewed=chance.choice(STAFF),
    ),
    PublishCircular: lambda chance, here, state: PublishCircular(
        case=here,
        unit=one_unit(chance, state),
        ground="RISK_NOT_REMOVED",
        content=SAID,
        document=NOTICE,
    ),
    ListForSupervision: lambda chance, here, state: ListForSupervision(
        case=here,
        unit=one_unit(chance, state),
        ground="DEMAND_NOT_MET",
        content=SAID,
        due_on=LATER,
    ),
}
