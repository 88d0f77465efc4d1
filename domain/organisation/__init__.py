"""The organisation register (组织登记): units, posts, who held them when (domain.md §4.1-4.3)."""

from domain.organisation import (
    appointments,
    committees,
    experts,
    grids,
    mediators,
    posts,
    proposals,
    receptions,
    rosters,
    units,
)
from domain.organisation.state import Organisation, organisation

__all__ = [
    "Organisation",
    "appointments",
    "committees",
    "experts",
    "grids",
    "mediators",
    "organisation",
    "posts",
    "proposals",
    "receptions",
    "rosters",
    "units",
]
