"""Questions about staff (人员名册): who held which post of a unit on a day and could mediate."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from domain.acts import noon_of
from domain.codes.staffing import EngagementType, MediatorFooting, MediatorGrade
from domain.ids import AppointmentId, PersonId, PostId, UnitId
from domain.organisation.entries import Accreditation, Pause
from domain.organisation.state import MEDIATING
from domain.roles import Role
from domain.values import Value
from projections.reads.paging import Page
from projections.staff import AppointmentRow, MediatorRow, PostRow


class StaffEntry(Value):
    """名册条目: one appointment on a day, with the post and the register of mediators of that day.

    The day is looked at at noon, when whoever serves that day does.
    """

    appointment: AppointmentId
    """The appointment. 任职编号"""
    person: PersonId
    """Who holds the post. 人员编号"""
    post: PostId
    """The post. 岗位编号"""
    unit: UnitId
    title: str
    """What the post was called that day. 岗位名称"""
    roles: tuple[Role, ...]
    """What its holder could do that day. 角色"""
    engagement: EngagementType
    """On what footing the person serves. 任职类型"""
    share: int | None
    """Percent of the working time, where it is split. 工作时间占比"""
    from_on: date
    """The first day. 起始日期"""
    to_on: date | None
    """The last day, if one is set. 截止日期"""
    ended_at: datetime | None
    """When it was ended before that. 免职时间"""
    suspended: bool
    """Whether it rested that day. 当日是否停职"""
    suspensions: tuple[Pause, ...]
    """Every time it rested. 停职期间"""
    may_mediate: bool
    """Whether the person could mediate that day by this post and the register. 当日可否调解"""
    footing: MediatorFooting | None
    """Full-time or part-time in the register of mediators that day. 专兼职"""
    grade: MediatorGrade | None
    """The grade in the register of mediators that day. 调解员等级"""


class StaffFilter(Value):
    """名册筛选: whose entries; empty asks nothing, and all that is asked must hold."""

    units: tuple[UnitId, ...]
    """The units, each named: who asks for a unit with all beneath it names them all."""
    on: date
    role: Role | None = None


class Staff(Protocol):
    """人员名册: who was there on a day, ordered by appointment."""

    def page(
        self, where: StaffFilter, first: int, after: AppointmentId | None, *, count: bool = True
    ) -> Page[StaffEntry]:
        """At most `first` entries after the appointment `after`; `count` asks for the total, too.

        The caller has made sure that the reader may know who holds posts.
        """
        ...


def staff_entry(
    held: AppointmentRow, post: PostRow, mediator: MediatorRow | None, on: date
) -> StaffEntry:
    """What is shown of an appointment on a day."""
    at = noon_of(on)
    version = post.version_at(at)
    holds = held.holds(at)
    accredited = _accredited(() if mediator is None else mediator.accreditations, at)
    free = mediator is None or mediator.in_force(at)
    return StaffEntry(
        appointment=held.appointment,
        person=held.person,
        post=held.post,
        unit=post.unit,
        title=version.title,
        roles=version.roles,
        engagement=held.engagement,
        share=held.share,
        from_on=held.from_on,
        to_on=held.to_on,
        ended_at=held.ended_at,
        suspended=not holds,
        suspensions=held.pauses,
        may_mediate=holds and free and not MEDIATING.isdisjoint(version.roles),
        footing=None if accredited is None else accredited.footing,
        grade=None if accredited is None else accredited.grade,
    )


def _accredited(made: Sequence[Accreditation], at: datetime) -> Accreditation | None:
    """The accreditation of the moment, the latest if there are several."""
    known = (one for one in reversed(made) if one.from_at <= at)
    return next((one for one in known if one.in_force(at)), None)
