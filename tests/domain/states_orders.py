"""Facts about orders and supervision that a case may rest on, named as the state they bring."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from domain.case.answers import AssistanceCompleted, WorkOrderCompleted
from domain.case.handling import HandlerAssigned
from domain.case.objections import ObjectionRejected, ObjectionUpheld, WorkOrderObjected
from domain.case.orders import WorkOrderIssued, WorkOrderSigned
from domain.case.recusal import ConflictDisclosed, RecusalDecided, RecusalRequested
from domain.case.supervision import SupervisionAnswered, SupervisionOrdered
from domain.codes.notices import ServiceMethod
from domain.codes.orders import ConflictRelation, OrderMode, SupervisionLevel
from domain.kernel import Act
from domain.roles import Role
from tests.domain.county import (
    COUNTY,
    LAND_OFFICE,
    OWNER,
    TOWN,
    ZHANG,
    acting,
    named,
    triage,
)
from tests.domain.given import MORNING, Fact, fact
from tests.domain.states import accepted, registered

ORDER, SECOND = named("order", "the wall"), named("order", "the wall again")
SUPERVISION = named("supervision", "the wall")
DUE = date(2025, 4, 8)


def unit_head(unit: str = LAND_OFFICE) -> Act:
    """The head of a unit, by default of the natural resources office."""
    return acting(Role.UNIT_HEAD, unit=unit)


def owner(unit: str = LAND_OFFICE) -> Act:
    """The person who handles orders of the natural resources office."""
    return acting(Role.HANDLER, person=OWNER, unit=unit)


def supervisor() -> Act:
    """The county's supervisor."""
    return acting(Role.SUPERVISOR, unit=COUNTY)


TAKEN_UP = (registered(dispute="0902"), accepted(dispute="0902"))
"""已受理: a boundary between homesteads, the village committee responsible first."""


def issued(**changes: Any) -> Fact:
    """已交办: the town asked the natural resources office."""
    plain = WorkOrderIssued(
        order=ORDER,
        mode=OrderMode.ASSIGNED,
        sender=TOWN,
        lead_unit=LAND_OFFICE,
        co_units=(),
        requirements="查清宅基地权属。",
        due_on=DUE,
    )
    return fact(replace(plain, **changes), by=triage())


def signed(order: str = ORDER, unit: str = LAND_OFFICE) -> Fact:
    """已签收: the unit's head has signed."""
    return fact(WorkOrderSigned(order=order, unit=unit), by=unit_head(unit))


ORDERED = (*TAKEN_UP, issued())
"""已交办: nobody has signed yet."""

SIGNED = (*ORDERED, signed())
"""办理中: the natural resources office has signed."""


def objected(order: str = ORDER, unit: str = LAND_OFFICE, suggested: str | None = None) -> Fact:
    """异议待裁: the unit says that it is not its duty."""
    return fact(
        WorkOrderObjected(
            order=order,
            unit=unit,
            reason="O01",
            details="宅基地管理由农业农村部门负责。",
            legal_basis="职责清单",
            suggested_unit=suggested,
        ),
        by=unit_head(unit),
    )


def upheld(order: str = ORDER, unit: str = LAND_OFFICE, **changes: Any) -> Fact:
    """异议成立: the sender took the order back."""
    plain = ObjectionUpheld(
        order=order, unit=unit, basis="职责清单", lead_unit=None, unassigned=True
    )
    return fact(replace(plain, **changes), by=triage())


def rejected(order: str = ORDER, unit: str = LAND_OFFICE) -> Fact:
    """异议不成立: the sender stands by the order."""
    return fact(ObjectionRejected(order=order, unit=unit, basis="职责清单"), by=triage())


def assigned(handler: str = OWNER, *assistants: str) -> Fact:
    """已确定承办人: somebody has the order in hand."""
    return fact(
        HandlerAssigned(order=ORDER, unit=LAND_OFFICE, handler=handler, assistants=assistants),
        by=unit_head(),
    )


def assisted(unit: str) -> Fact:
    """协办办结: a co-unit has done its part."""
    return fact(
        AssistanceCompleted(order=ORDER, unit=unit, result="已出具意见。", documents=()),
        by=acting(Role.HANDLER, unit=unit),
    )


def completed() -> Fact:
    """已反馈: the unit answered and told the applicant."""
    return fact(
        WorkOrderCompleted(
            order=ORDER,
            unit=LAND_OFFICE,
            result_code="SOLVED",
            result="已查清权属。",
            reply_to=ZHANG,
            reply_method=ServiceMethod.IN_PERSON,
            replied_at=MORNING,
            reply_proof=None,
            documents=(),
            without_units=(),
            without_reason=None,
        ),
        by=unit_head(),
    )


def conflicted(person: str = OWNER) -> Fact:
    """已报告利害关系: the handler is a relative of a party."""
    return fact(
        ConflictDisclosed(relation=ConflictRelation.KIN, remark=None),
        by=acting(Role.HANDLER, person=person, unit=LAND_OFFICE),
    )


def recusal_requested(person: str = OWNER) -> Fact:
    """已申请回避: a party asks the person to step aside."""
    return fact(RecusalRequested(person=person, party=ZHANG, reason="与对方是亲戚。"))


def recused(person: str = OWNER) -> Fact:
    """已回避: the person has stepped aside."""
    return fact(RecusalDecided(person=person, recused=True, reason="有利害关系。"), by=unit_head())


def supervised(**changes: Any) -> Fact:
    """督办中: the county presses the natural resources office."""
    plain = SupervisionOrdered(
        supervision=SUPERVISION,
        level=SupervisionLevel.GENERAL,
        unit=LAND_OFFICE,
        ground="OVERDUE",
        content="超期未反馈。",
        due_on=DUE,
    )
    return fact(replace(plain, **changes), by=supervisor())


def answered() -> Fact:
    """督办已答复: the unit has said what it did."""
    return fact(
        SupervisionAnswered(supervision=SUPERVISION, answer="已反馈。", documents=()),
        by=unit_head(),
    )
