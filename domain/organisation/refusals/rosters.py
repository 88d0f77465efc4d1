"""Why a roster or an attendance is refused.

Refusal
└── 值班 rosters
    ├── RosterTooLate   the day is over
    ├── NotOfThisUnit   the person has no such post there on that day
    ├── OnRosterTwice   the person serves that shift already
    ├── NotOnRoster     the person is not on the roster
    └── AttendanceKnown it is known whether they came
"""

from domain.refusals import Refusal


class RosterTooLate(Refusal):
    """A roster is made ahead; what happened is attendance."""

    zh = "{on}已过,值班表不能再改"
    en = "{on} is over; its roster cannot be changed any more"
    basis = "domain.md §4.1"
    next_step = "登记签到或者缺勤"


class NotOfThisUnit(Refusal):
    """Who serves in a unit holds a post there."""

    zh = "{person}在{on}不在该单位任职"
    en = "{person} holds no fitting post of the unit on {on}"
    basis = "domain.md §4.1"


class OnRosterTwice(Refusal):
    """Nobody stands twice in one shift."""

    zh = "{person}在{on}的该班次已排班"
    en = "{person} is already on the roster for that shift on {on}"


class NotOnRoster(Refusal):
    """Attendance is of those on the roster."""

    zh = "{person}不在{on}的值班表上"
    en = "{person} is not on the roster for {on}"
    basis = "domain.md §4.1"


class AttendanceKnown(Refusal):
    """Attendance is entered once."""

    zh = "{person}在{on}的出勤情况已登记"
    en = "It is already entered whether {person} came on {on}"
