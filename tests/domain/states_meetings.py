"""Facts of whistles and consultations, named as the state they bring a case to."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from domain.case.consultation import (
    ConsultationConvened,
    ConsultationHeld,
    ResolutionAdopted,
    ResolvedItem,
)
from domain.case.whistle import (
    WhistleBlown,
    WhistleDeclined,
    WhistleDeclineRejected,
    WhistleDeclineUpheld,
    WhistleReceived,
)
from domain.case.whistle_answers import UnitReportedIn, WhistleTaskDone
from domain.codes.meetings import ConsultationKind, ReportingMode, WhistleGround, WhistleKind
from domain.kernel import Act
from domain.roles import Role
from tests.domain.county import LAND_OFFICE, OWNER, TOWN, VILLAGE, acting, director, named
from tests.domain.given import MORNING, Fact, fact

WHISTLE = named("whistle", "the wall falls")
MEETING = named("consultation", "about the wall")
ITEM = named("item", "measure the ground")


def unit_head(unit: str = LAND_OFFICE) -> Act:
    """The head of the natural resources office."""
    return acting(Role.UNIT_HEAD, unit=unit)


def blown(**changes: Any) -> Fact:
    """已吹哨: the town centre has called the natural resources office."""
    plain = WhistleBlown(
        whistle=WHISTLE,
        kind=WhistleKind.KEY,
        ground=WhistleGround.NOT_OUR_POWER,
        facts="双方争执升级。",
        task="现场测量宅基地四至。",
        wanted_result="出具测量结果。",
        blown_by=TOWN,
        target_units=(LAND_OFFICE,),
        due_at=None,
    )
    return fact(replace(plain, **changes), by=director())


def received(unit: str = LAND_OFFICE) -> Fact:
    """已接哨: the unit has taken note."""
    return fact(WhistleReceived(whistle=WHISTLE, unit=unit), by=unit_head(unit))


def declined(unit: str = LAND_OFFICE) -> Fact:
    """已拒哨: the unit says that it is not its duty."""
    event = WhistleDeclined(
        whistle=WHISTLE,
        unit=unit,
        reason="不属本所职责。",
        legal_basis="三定方案第四条。",
        suggested_unit=None,
    )
    return fact(event, by=unit_head(unit))


def decline_decided(*, upheld: bool, unit: str = LAND_OFFICE) -> Fact:
    """拒哨已裁定: the director has decided."""
    kind = WhistleDeclineUpheld if upheld else WhistleDeclineRejected
    return fact(kind(whistle=WHISTLE, unit=unit, reason="已核对职责清单。"), by=director())


def reported_in(unit: str = LAND_OFFICE) -> Fact:
    """已报到: somebody has come."""
    event = UnitReportedIn(
        whistle=WHISTLE,
        unit=unit,
        people=(OWNER,),
        mode=ReportingMode.ON_SITE,
        arrived_at=MORNING,
    )
    return fact(event, by=unit_head(unit))


def task_done(unit: str = LAND_OFFICE) -> Fact:
    """哨件已办结: the unit has done what it was called for."""
    event = WhistleTaskDone(whistle=WHISTLE, unit=unit, result="已测量。", documents=())
    return fact(event, by=unit_head(unit))


def convened(*units: str, kind: ConsultationKind = ConsultationKind.SPECIAL) -> Fact:
    """已召集会商: units were asked to meet."""
    event = ConsultationConvened(
        consultation=MEETING,
        kind=kind,
        agenda="研究化解方案。",
        units=units or (LAND_OFFICE, VILLAGE),
        planned_at=None,
    )
    return fact(event, by=director())


def held() -> Fact:
    """会商已召开: everybody came."""
    event = ConsultationHeld(
        consultation=MEETING,
        units=(LAND_OFFICE, VILLAGE),
        absent_units=(),
        lead_unit_absent=False,
        people=(),
        minutes="会议记录。",
        documents=(),
    )
    return fact(event, by=director())


def resolved(unit: str = LAND_OFFICE) -> Fact:
    """已形成议定事项: the unit is to measure the ground."""
    item = ResolvedItem(item=ITEM, unit=unit, task="重新测量。", due_on=date(2025, 4, 10))
    return fact(ResolutionAdopted(consultation=MEETING, items=(item,)), by=director())
