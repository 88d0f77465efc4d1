"""Why the registers of grids, experts and reception days say no.

Refusal
├── 网格 grids
│   ├── NotAGrid             the unit is no grid
│   ├── GridNotPublished     nothing is published of it yet
│   ├── TooManyHouseholds    more than thirty households for one person
│   └── ContactTwice         a person is named twice
├── 专家 experts
│   ├── AlreadyListed        in the pool already
│   └── NotListed            not in the pool
└── 接访 receptions
    ├── ReceptionUnknown     no such reception day
    ├── PublishedTooLate     not before the day
    ├── NotALeader           no leader's post on that day
    ├── ReceptionTwice       the leader receives there on that day already
    └── ReceptionHeldAlready it was held
"""

from domain.refusals import Refusal


class NotAGrid(Refusal):
    """Only a grid is published as one."""

    zh = "单位{unit}不是网格"
    en = "The unit {unit} is not a grid"
    basis = "domain.md §4.1 网格"


class GridNotPublished(Refusal):
    """A grid is published before contacts are named."""

    zh = "网格{unit}尚未公布"
    en = "The grid {unit} has not been published yet"
    basis = "[F72 arts 6, 10-14]"
    next_step = "先公布网格"


class TooManyHouseholds(Refusal):
    """Twenty to thirty households for one person."""

    zh = "每名联户人员联系二十至三十户,不能是{households}户"
    en = "One person keeps in touch with at most thirty households, not {households}"
    basis = "[seed 000 二(一)]"


class ContactTwice(Refusal):
    """Every contact is named once."""

    zh = "联户人员{person}重复"
    en = "The contact {person} is named twice"


class AlreadyListed(Refusal):
    """Nobody is listed twice at a time."""

    zh = "此人在该期间已在专家库中"
    en = "This person is already in the pool in that period"
    basis = "[seed 001 三(六)]"


class NotListed(Refusal):
    """Only who is in the pool leaves it."""

    zh = "此人不在专家库中"
    en = "This person is not in the pool"
    basis = "[seed 001 三(六)]"


class ReceptionUnknown(Refusal):
    """No such reception day."""

    zh = "没有这个接访日:{reception}"
    en = "There is no such reception day: {reception}"


class PublishedTooLate(Refusal):
    """Reception days are published ahead."""

    zh = "接访安排须在{on}之前公布"
    en = "A reception on {on} must be published before that day"
    basis = "[seed 002] 接访日期提前公示"
    next_step = "改在以后的日期"


class NotALeader(Refusal):
    """Leaders receive."""

    zh = "{person}在{on}不任接访领导岗位"
    en = "{person} holds no leader's post on {on}"
    basis = "[seed 003]"


class ReceptionTwice(Refusal):
    """One leader, one place, one day: one reception."""

    zh = "该领导当日已在该单位安排接访"
    en = "The leader already receives at the unit on that day"


class ReceptionHeldAlready(Refusal):
    """A reception is held once."""

    zh = "这个接访日已经登记接访情况"
    en = "The reception is already entered as held"
