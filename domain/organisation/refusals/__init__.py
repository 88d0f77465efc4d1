"""Why the organisation register says no to units, posts and appointments.

    Refusal
    ├── 单位 units
    │   ├── UnitUnknown             no such unit
    │   ├── UnitNotInForce          it was closed or merged, or its term is over
    │   ├── UnitNotYours            it is outside what your post answers for
    │   ├── AreaMismatch            it lies outside the area of the unit above
    │   ├── UnitAboveItself         it would stand above itself
    │   ├── UnitStillStaffed        people hold posts in it
    │   ├── UnitStillAbove          units stand beneath it
    │   └── DutyUnknown             the duty is no dispute type and no matter class
    ├── 岗位 posts
    │   ├── PostUnknown             no such post
    │   ├── PostNotInForce          it was abolished
    │   ├── PostStillHeld           somebody holds it
    │   └── RolesIncompatible       duties that must be separate would meet
    └── 任职 appointments
        ├── NaturalPersonNeeded     a body cannot serve
        ├── AppointmentUnknown      no such appointment
        ├── AlreadyHoldsPost        the person holds the post in that term
        ├── AppointmentEnded        it has ended
        ├── AppointmentIsSuspended  it is suspended
        ├── AppointmentNotSuspended it is not suspended
        ├── SharesExceedWhole       more than the whole working time
        ├── DatesInWrongOrder       the end before the beginning
        └── LaterEntryExists        something later is entered already

Rosters, mediators with their committees, and what is public each draw their own tree.
"""

from domain.refusals import Refusal


class UnitUnknown(Refusal):
    """No such unit."""

    zh = "组织登记中没有这个单位:{unit}"
    en = "The register has no such unit: {unit}"


class UnitNotInForce(Refusal):
    """A unit that ended takes nothing new."""

    zh = "单位{unit}已撤销、合并或者停用"
    en = "The unit {unit} has been closed or merged, or its term is over"
    basis = "domain.md §4.1"
    next_step = "向承继单位办理"


class UnitNotYours(Refusal):
    """Everybody keeps the register of what they answer for."""

    zh = "单位{unit}不在您的职责范围内"
    en = "The unit {unit} is outside what your post answers for"
    basis = "domain.md §4.3 范围"
    next_step = "由该单位负责人或者其上级办理"


class AreaMismatch(Refusal):
    """A unit lies inside the area of the unit above it."""

    zh = "区划代码{area}不在上级单位的区划{parent_area}之内"
    en = "Area {area} is not inside the area {parent_area} of the unit above"
    basis = "domain.md §4.1 块"


class UnitAboveItself(Refusal):
    """Neither line leads back to where it began."""

    zh = "单位{unit}不能成为自己的上级或者承继单位"
    en = "The unit {unit} cannot stand above itself or succeed itself"
    basis = "domain.md §4.1 块、条"


class UnitStillStaffed(Refusal):
    """A unit with people in it is merged, not closed."""

    zh = "单位{unit}尚有人员在任,不能撤销"
    en = "People still hold posts in the unit {unit}"
    basis = "domain.md §2.6"
    next_step = "先办理免职,或者办理合并"


class UnitStillAbove(Refusal):
    """A unit above others is merged, not closed."""

    zh = "单位{unit}尚有下级单位,不能撤销"
    en = "Other units still stand beneath the unit {unit}"
    basis = "domain.md §2.6"
    next_step = "先变更下级单位的隶属,或者办理合并"


class DutyUnknown(Refusal):
    """A duty catalogue names dispute types and matter classes."""

    zh = "职责清单中的“{duty}”不是纠纷类型或者事项类别代码"
    en = "The duty {duty} is neither a dispute type nor a matter class"
    basis = "domain.md §4.1 职责清单"
    next_step = "按代码表填写"


class PostUnknown(Refusal):
    """No such post."""

    zh = "组织登记中没有这个岗位:{post}"
    en = "The register has no such post: {post}"


class PostNotInForce(Refusal):
    """An abolished post is not filled or changed."""

    zh = "这个岗位已经撤销"
    en = "The post has been abolished"
    basis = "domain.md §4.2"


class PostStillHeld(Refusal):
    """A post is abolished when nobody holds it."""

    zh = "岗位尚有人在任,不能撤销"
    en = "Somebody still holds the post"
    basis = "domain.md §4.2"
    next_step = "先办理免职"


class RolesIncompatible(Refusal):
    """Administrators, auditors and reviewers do no business beside it."""

    zh = "职责分离:{role}不得与业务角色同时担任"
    en = "Separation of duties: {role} is not held together with other duties"
    basis = "domain.md §4.6 SoD-8, SoD-12"


class NaturalPersonNeeded(Refusal):
    """Posts and rosters are filled with people."""

    zh = "{person}不是自然人,不能任职"
    en = "{person} is not a natural person and cannot serve"
    basis = "domain.md §4.2"


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


class AppointmentIsSuspended(Refusal):
    """It is suspended already."""

    zh = "这项任职已经停职"
    en = "The appointment is already suspended"


class AppointmentNotSuspended(Refusal):
    """Only what was suspended is reinstated."""

    zh = "这项任职没有停职,无须复职"
    en = "The appointment is not suspended"


class SharesExceedWhole(Refusal):
    """The shares of concurrent posts do not exceed the whole."""

    zh = "兼任各岗位的工作时间合计{total}%,超过100%"
    en = "The shares of the posts held together come to {total} percent"
    basis = "domain.md §4.2"


class DatesInWrongOrder(Refusal):
    """A term ends on or after the day it begins."""

    zh = "结束日期{to_on}早于开始日期{from_on}"
    en = "The end {to_on} is before the beginning {from_on}"


class LaterEntryExists(Refusal):
    """Entries about one thing are made in order of time."""

    zh = "此前已登记{since}发生的变动,不能再登记更早的变动"
    en = "Something that happened at {since} is entered already; nothing earlier can follow"
    basis = "domain.md §2.3 规则1"
    next_step = "按实际发生的先后顺序登记"
