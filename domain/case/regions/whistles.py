"""Whistles and consultations (吹哨报到、会商): who was called together, and what was resolved.

domain.md §2.5 D, E.
"""

from dataclasses import dataclass, field

from domain.ids import ConsultationId, ItemId, UnitId, WhistleId


@dataclass
class Whistle:
    """哨件: one whistle, and where each unit it called stands."""

    whistle: WhistleId
    kind: str
    blown_by: UnitId
    targets: set[UnitId] = field(default_factory=set)
    received: set[UnitId] = field(default_factory=set)
    declining: set[UnitId] = field(default_factory=set)
    excused: set[UnitId] = field(default_factory=set)
    reported_in: set[UnitId] = field(default_factory=set)
    done: set[UnitId] = field(default_factory=set)
    evaluated: set[tuple[UnitId, UnitId]] = field(default_factory=set)
    extended: bool = False
    escalated_to: str | None = None

    @property
    def open(self) -> bool:
        """Whether a unit it called has neither finished nor been excused."""
        return bool(self.targets - self.done - self.excused)


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
