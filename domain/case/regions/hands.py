"""Hands (经手人): who has done what in the case. Separation of duties asks here. domain.md §4.6."""

from dataclasses import dataclass, field

from domain.ids import PersonId, UnitId


@dataclass
class Hands:
    """经手人: every person who ever had a part in the case, by part; nobody is taken out again."""

    handlers: set[PersonId] = field(default_factory=set)
    """Who signed for, was given, reported on or completed an order, or filed the conclusion; who
    came or finished upon a whistle, or did what a consultation resolved."""
    mediators: set[PersonId] = field(default_factory=set)
    """Who was ever appointed to a mediation procedure."""
    checkers: set[PersonId] = field(default_factory=set)
    """Who approved or rejected a conclusion."""
    visitors: set[PersonId] = field(default_factory=set)
    """Who made a return visit."""
    supervisors: set[PersonId] = field(default_factory=set)
    """Who ordered or closed a supervision."""
    recused: set[PersonId] = field(default_factory=set)
    """Who stepped aside, by decision (回避); they have no further part."""
    handling_units: set[UnitId] = field(default_factory=set)
    """Units whose people handled or mediated."""

    followed: dict[UnitId, UnitId] = field(default_factory=dict)
    """Which unit took over the duties of one that was merged into it."""

    def answers_for(self, unit: UnitId) -> UnitId:
        """The unit that has a unit's duties in the case now: itself, unless they were taken over.

        A successor that was merged in its turn has a successor of its own, never one before it.
        """
        passed: set[UnitId] = set()
        while unit in self.followed and unit not in passed:
            passed.add(unit)
            unit = self.followed[unit]
        return unit

    @property
    def worked(self) -> set[PersonId]:
        """Everyone who handled or mediated: whose work is checked, visited and supervised."""
        return self.handlers | self.mediators
