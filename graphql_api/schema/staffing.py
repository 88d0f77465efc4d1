"""Who serves when, who mediates, who receives: the organisation register's people in the API."""

from datetime import date, datetime
from typing import Any

import strawberry
from strawberry.types.base import StrawberryOptional

from domain.codes.staffing import (
    AbsenceReason,
    DutyPlace,
    MediatorFooting,
    MediatorGrade,
    ReceptionMode,
    ShiftOfDay,
)
from domain.ids import PersonId, ReceptionId
from domain.organisation import entries, state
from graphql_api.schema.derive import enum_type
from graphql_api.schema.fields import about
from graphql_api.schema.node import Node


@strawberry.type(description="Somebody on a roster, and whether they came. 值班")
class RosterDuty:
    """One person in one shift of a day."""

    person: strawberry.ID = about("Who serves. 人员编号")
    shift: Any = about("Which part of the day. 班次", graphql_type=enum_type(ShiftOfDay))
    place: Any = about("Where the shift is served. 值班方式", graphql_type=enum_type(DutyPlace))
    checked_in_at: datetime | None = about("When they came, once entered. 签到时间")
    absence: Any = about(
        "Why they do not serve, if so. 缺勤事由",
        graphql_type=StrawberryOptional(enum_type(AbsenceReason)),
    )


@strawberry.type(description="For which committee somebody mediates, and how long. 调解员聘任")
class MediatorAccreditation:
    """One accreditation."""

    committee: strawberry.ID = about("The mediation committee. 调委会")
    footing: Any = about("Full or part time. 专职或兼职", graphql_type=enum_type(MediatorFooting))
    grade: Any = about("The grade. 等级", graphql_type=enum_type(MediatorGrade))
    fields: list[str] = about("What the mediator knows best, codes of DISPUTES. 专长领域")
    court_listed: bool = about("Whether the courts list them. 是否列入法院特邀名册")
    workload_cap: int | None = about("How many procedures at a time, at most. 同时办理上限")
    from_on: date = about("The first day. 起始日期")
    to_on: date | None = about("The last day, if one is set. 截止日期")
    ended_at: datetime | None = about("When it was ended before that. 终止时间")


@strawberry.type(description="What the mediator register knows of a person. 调解员")
class MediatorEntry:
    """One mediator."""

    person: strawberry.ID = about("Who it is. 人员编号")
    may_mediate: bool = about("Whether they may mediate now. 是否可以履职")
    accreditations: list[MediatorAccreditation] = about("For whom, how long. 聘任情况")
    training_hours: int = about("All hours of training. 培训学时")


@strawberry.type(description="A day on which a leader receives the public. 接访日")
class Reception(Node):
    """One reception day."""

    unit_id: strawberry.ID = about("Where. 接访单位")
    leader: strawberry.ID = about("Who receives. 接访领导")
    on: date = about("The day. 接访日期")
    mode: Any = about("How. 接访方式", graphql_type=enum_type(ReceptionMode))
    published_at: datetime = about("When it was made public. 公示时间")
    held_at: datetime | None = about("When it was entered as held. 登记时间")
    visitors: int = about("How many people came. 接待人数")
    matters: int = about("How many matters they brought. 接待事项数")


@strawberry.type(description="What is public of a grid. 网格公示")
class PublishedGrid:
    """A grid's bounds, worker and duty list."""

    bounds: str = about("Where it runs. 网格四至")
    households: int = about("How many households. 户数")
    worker: strawberry.ID | None = about("The grid worker. 网格员")
    duties: list[str] = about("What the grid worker does. 网格员职责清单")


@strawberry.type(description="The committee in office. 调委会")
class CommitteeInOffice:
    """A mediation committee for its term."""

    member_count: int = about("How many members it has. 成员数")
    women: int = about("How many of them are women. 妇女成员数")
    minority: int = about("How many of them belong to a minority. 少数民族成员数")
    elected_on: date = about("The day of the election. 推选日期")
    term_to_on: date = about("The last day of the term. 任期届满日")
    standardised_at: datetime | None = about("When it met the standard. 达标时间")


def duty(found: entries.Duty) -> RosterDuty:
    """A roster's line as it is shown."""
    return RosterDuty(
        person=strawberry.ID(found.person),
        shift=found.shift,
        place=found.place,
        checked_in_at=found.checked_in_at,
        absence=found.absent,
    )


def mediator(register: state.Organisation, person: PersonId, now: datetime) -> MediatorEntry:
    """A mediator of the register as they are shown."""
    found = register.mediators[person]
    return MediatorEntry(
        person=strawberry.ID(person),
        may_mediate=register.may_mediate(person, now),
        accreditations=[_accreditation(one) for one in found.accreditations],
        training_hours=sum(one.hours for one in found.trainings),
    )


def _accreditation(found: entries.Accreditation) -> MediatorAccreditation:
    return MediatorAccreditation(
        committee=strawberry.ID(found.committee),
        footing=found.footing,
        grade=found.grade,
        fields=list(found.fields),
        court_listed=found.court_listed,
        workload_cap=found.workload_cap,
        from_on=found.from_on,
        to_on=found.to_on,
        ended_at=found.ended_at,
    )


def reception(register: state.Organisation, key: ReceptionId) -> Reception | None:
    """A reception day by id, or None."""
    found = register.receptions.get(key)
    if found is None:
        return None
    return Reception(
        id=strawberry.ID(key),
        unit_id=strawberry.ID(found.unit),
        leader=strawberry.ID(found.leader),
        on=found.on,
        mode=found.mode,
        published_at=found.published_at,
        held_at=found.held_at,
        visitors=found.visitors,
        matters=found.matters,
    )


def grid(found: entries.Grid) -> PublishedGrid:
    """A grid as it is public."""
    return PublishedGrid(
        bounds=found.bounds,
        households=found.households,
        worker=None if found.worker is None else strawberry.ID(found.worker),
        duties=list(found.duties),
    )


def committee(found: entries.Committee) -> CommitteeInOffice:
    """A committee as it is shown."""
    return CommitteeInOffice(
        member_count=len(found.members),
        women=found.women,
        minority=found.minority,
        elected_on=found.elected_on,
        term_to_on=found.term_to_on,
        standardised_at=found.standardised_at,
    )
