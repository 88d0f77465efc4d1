"""Orders (交办单): which unit was asked to do what, and how it answered. domain.md §2.5 C."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.codes.entry import Labelled
from domain.ids import OrderId, PersonId, UnitId
from domain.organisation.state import Level


class OrderStage(Labelled):
    """交办单状态: where one order stands."""

    ISSUED = "ISSUED", "待签收"
    OBJECTED = "OBJECTED", "异议待裁"
    SIGNED = "SIGNED", "办理中"
    COMPLETED = "COMPLETED", "已办结"
    RETURNED_TO_SENDER = "RETURNED_TO_SENDER", "已退回"
    LAPSED = "LAPSED", "随事项终结"


UNANSWERED = frozenset({OrderStage.ISSUED, OrderStage.OBJECTED, OrderStage.SIGNED})
"""The order still asks something of somebody."""

TAKEN_BACK = frozenset({OrderStage.RETURNED_TO_SENDER, OrderStage.LAPSED})
"""The order is nobody's any more."""


@dataclass
class Order:
    """交办单: one order, from issue to completion."""

    order: OrderId
    sender: UnitId
    sent_by: PersonId
    lead: UnitId
    co_units: set[UnitId] = field(default_factory=set)
    requirements: str = ""
    due_on: date | None = None
    issued_at: datetime | None = None
    led_before: UnitId | None = None
    """Which unit had the lead of the case when this order came."""
    stage: OrderStage = OrderStage.ISSUED
    objected_by: set[UnitId] = field(default_factory=set)
    suggested: UnitId | None = None
    """Which unit the last objection named as the right one."""
    designated: bool = False
    handler: PersonId | None = None
    assistants: set[PersonId] = field(default_factory=set)
    co_done: set[UnitId] = field(default_factory=set)
    returns: int = 0
    extended: bool = False

    @property
    def open(self) -> bool:
        """Whether it is not completed and not sent back."""
        return self.stage in UNANSWERED

    @property
    def disputing(self) -> set[UnitId]:
        """The units that do not agree whose duty it is."""
        return {self.lead} if self.suggested is None else {self.lead, self.suggested}


@dataclass
class Orders:
    """交办: every order of the case, and how often it was sent back."""

    all: dict[OrderId, Order] = field(default_factory=dict)
    bounces: int = 0
    """Objections that were decided: how often units disputed whose duty it is."""
    excused: set[UnitId] = field(default_factory=set)
    """Units whose objection was upheld: it was not their duty."""
    level: Level | None = None
    """The level the case was last taken up to, once it was escalated."""
    co_duty: set[UnitId] = field(default_factory=set)
    """Units that took the case up a level and keep a duty beside the upper one."""
    disclosed: dict[PersonId, str] = field(default_factory=dict)
    """Relations that members of staff disclosed, unless it was decided that they may stay."""
    recusals: set[PersonId] = field(default_factory=set)
    """Of whom somebody asked to step aside, not decided yet."""

    @property
    def open(self) -> list[Order]:
        """Orders that still ask something of somebody."""
        return [order for order in self.all.values() if order.open]

    @property
    def stage_of_the_matter(self) -> str:
        """Where a matter stands that is accepted now: with nobody, with a unit, or in its hands."""
        found = {order.stage for order in self.open}
        if OrderStage.SIGNED in found:
            return "IN_PROGRESS"
        return "ASSIGNED" if found else "ACCEPTED"

    def lapse(self) -> None:
        """The matter is over, or goes on elsewhere: nobody is asked for anything any more."""
        for order in self.open:
            order.stage = OrderStage.LAPSED

    def follow(self, old: UnitId, new: UnitId) -> None:
        """One unit takes the place of another in every order; what was decided of it stands."""
        for order in self.all.values():
            order.sender = new if order.sender == old else order.sender
            order.lead = new if order.lead == old else order.lead
            order.suggested = new if order.suggested == old else order.suggested
            order.led_before = new if order.led_before == old else order.led_before
            if old in order.co_units:
                order.co_units.remove(old)
                order.co_units.add(new)
            order.co_units.discard(order.lead)
            _add(order.objected_by, old, new)
            _add(order.co_done, old, new)
        _add(self.excused, old, new)
        _add(self.co_duty, old, new)

    @property
    def units(self) -> set[UnitId]:
        """Every unit that has an open order, in the lead or beside it."""
        return {unit for order in self.open for unit in (order.lead, *order.co_units)}


def _add(units: set[UnitId], old: UnitId, new: UnitId) -> None:
    """What holds of the old unit holds of the new one as well."""
    if old in units:
        units.add(new)
