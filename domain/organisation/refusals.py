"""Why the organisation register says no."""

from domain.refusals import Refusal


class UnitUnknown(Refusal):
    """No such unit."""

    zh = "组织登记中没有这个单位:{unit}"
    en = "The register has no such unit: {unit}"


class PostUnknown(Refusal):
    """No such post."""

    zh = "组织登记中没有这个岗位:{post}"
    en = "The register has no such post: {post}"


class AreaMismatch(Refusal):
    """A unit lies inside the area of the unit above it."""

    zh = "区划代码{area}不在上级单位的区划{parent_area}之内"
    en = "Area {area} is not inside the area {parent_area} of the unit above"
    basis = "domain.md §4.1 块"


class AppointmentUnknown(Refusal):
    """No such appointment."""

    zh = "没有这项任职:{appointment}"
    en = "There is no such appointment: {appointment}"


class AlreadyHoldsPost(Refusal):
    """The person holds this post already."""

    zh = "此人在该期间已任此岗位"
    en = "This person already holds the post in that period"


class AppointmentEnded(Refusal):
    """The appointment has ended already."""

    zh = "这项任职已经结束"
    en = "The appointment has already ended"


class DatesInWrongOrder(Refusal):
    """A term ends on or after the day it begins."""

    zh = "结束日期{to_on}早于开始日期{from_on}"
    en = "The end {to_on} is before the beginning {from_on}"
