"""Whistles and consultations (吹哨报到、会商): who was called together, and what was resolved.

domain.md §2.5 D, E.
"""

from dataclasses import dataclass, field

from domain.codes.entry import Labelled
from domain.ids import ConsultationId, ItemId, PersonId, UnitId, WhistleId


class WhistleStanding(Labelled):
    """应哨状态: where one unit that was called stands."""

    CALLED = "CALLED", "待接哨"
    RECEIVED = "RECEIVED", "已接哨"
    DECLINING = "DECLINING", "拒哨待裁"
    EXCUSED = "EXCUSED", "拒哨成立"
    REPORTED_IN = "REPORTED_IN", "已报到"
    DONE = "DONE", "已办结"


@dataclass
class Whistle:
    """哨件: one whistle, and where each unit it called stands."""

    whistle: WhistleId
    kind: str
    blown_by: UnitId
    targets: set[UnitId] = field(default_factory=set)
    received: set[UnitId] = field(default_factory=set)
    declining: set[UnitId] = field(default_factory=set)
    declined_by: dict[UnitId, PersonId] = field(default_factory=dict)
    """Who declined for each unit that ever did; a unit declines once."""
    excused: set[UnitId] = field(default_factory=set)
    reported_in: set[UnitId] = field(default_factory=set)
    confirmed: set[UnitId] = field(default_factory=set)
    """Units whose coming somebody on the spot has confirmed."""
    done: set[UnitId] = field(default_factory=set)
    evaluated: set[tuple[UnitId, UnitId]] = field(default_factory=set)
    """Who has evaluated whom."""
    extended: set[UnitId] = field(default_factory=set)
    escalated_to: str | None = None

    @property
    def open(self) -> bool:
        """Whether a unit it called has neither finished nor been excused."""
        return bool(self.unfinished)

    @property
    def unfinished(self) -> set[UnitId]:
        """Units it called that have neither finished nor been excused."""
        return self.targets - self.done - self.excused

    def standing(self, unit: UnitId) -> WhistleStanding:
        """Where a unit it called stands."""
        reached = (
            (self.done, WhistleStanding.DONE),
            (self.excused, WhistleStanding.EXCUSED),
            (self.reported_in, WhistleStanding.REPORTED_IN),
            (self.declining, WhistleStanding.DECLINING),
            (self.received, WhistleStanding.RECEIVED),
        )
        return next((one for units, one in reached if unit in units), WhistleStanding.CALLED)


@dataclass
class Consultation:
    """会商: one meeting; which units were asked, and whether it was held."""

    consultation: ConsultationId
    kind: str
    units: set[UnitId] = field(default_factory=set)
    held: bool = False


@dataclass
class Item:
    """议定事项: what one unit is to do, and whether it has."""

    item: ItemId
    consultation: ConsultationId
    unit: UnitId
    done: bool = False


@dataclass
class Meetings:
    """吹哨与会商: every whistle, meeting and resolved item of the case."""

    whistles: dict[WhistleId, Whistle] = field(default_factory=dict)
    consultations: dict[ConsultationId, Consultation] = field(default_factory=dict)
    items: dict[ItemId, Item] = field(default_factory=dict)

    @property
    def open_whistles(self) -> list[Whistle]:
        """Whistles somebody still has to answer."""
        return [whistle for whistle in self.whistles.values() if whistle.open]

    @property
    def open_items(self) -> list[Item]:
        """Resolved items not done yet."""
        return [item for item in self.items.values() if not item.done]
