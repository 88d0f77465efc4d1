"""The organisation register (组织登记): units, posts, who held them when (domain.md §4.1-4.3)."""

from domain.organisation import appointments, units
from domain.organisation.state import Organisation, organisation

__all__ = ["Organisation", "appointments", "organisation", "units"]
