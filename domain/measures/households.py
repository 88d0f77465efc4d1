"""Household contact (联户): cadres who keep in touch with enough households and not too many.

Each cadre keeps in touch with twenty to thirty households [seed 000 每名干部联系20—30户]. The
register names, for each grid, who keeps in touch with how many; whoever has several grids has all
of their households. Counted are the cadres who are named and hold a post on the day, not those who
ought to have been named: how many that are, no register says. domain.md §5.2.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from domain.acts import noon_of
from domain.ids import PersonId, UnitId
from domain.organisation.state import Organisation
from domain.policy.rulebook import Rulebook


def counts(
    register: Organisation, units: Collection[UnitId], on: date, book: Rulebook
) -> dict[str, int]:
    """How many cadres are named in the grids among the units, as of a day, and how many fit.

    Households of grids elsewhere are added, since the number is the cadre's and not the grid's.
    """
    at = noon_of(on)
    here = set(units)
    kept: defaultdict[PersonId, int] = defaultdict(int)
    named: set[PersonId] = set()
    for unit in register.grids:
        grid, known = register.grid_at(unit, at), register.unit_at(unit, at)
        if grid is None or known is None or not known.in_force(at):
            continue
        for contact in grid.contacts:
            kept[contact.person] += contact.households
            if unit in here:
                named.add(contact.person)
    serving = [person for person in named if register.posts_of(person, at)]
    least, most = (book.number(name).whole for name in ("households_least", "households_most"))
    return {
        "CADRES_NAMED": len(serving),
        "CADRES_IN_TOUCH": sum(least <= kept[person] <= most for person in serving),
    }
