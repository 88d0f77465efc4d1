"""Levels and areas (层级与区划): how high a unit stands, what lies under it, how it is present."""

from typing import Annotated

from msgspec import Meta

from domain.codes.entry import Labelled

AreaCode = Annotated[str, Meta(pattern=r"^[0-9]{12}(-[0-9]{1,6})?$")]
"""区划代码: the 12-digit statistical division code; a grid adds a dash and its number."""


class Level(Labelled):
    """层级: how high a unit stands, from grid to province."""

    GRID = "grid", "网格"
    VILLAGE = "village", "村(社区)"
    TOWN = "town", "镇(街道)"
    COUNTY = "county", "县(市、区)"
    CITY = "city", "市"
    PROVINCE = "province", "省"

    @property
    def area_digits(self) -> int:
        """How many leading digits of an area code name everything under a unit of this level."""
        return _AREA_DIGITS[self]

    @property
    def rank(self) -> int:
        """0 for the grid, rising upwards."""
        return list(Level).index(self)


_AREA_DIGITS = {
    Level.GRID: 19,
    Level.VILLAGE: 12,
    Level.TOWN: 9,
    Level.COUNTY: 6,
    Level.CITY: 4,
    Level.PROVINCE: 2,
}


class Residence(Labelled):
    """入驻方式: how a unit is present at the centre. domain.md §7.5."""

    PERMANENT = "permanent", "常驻"
    WHOLE_STAFF = "whole_staff", "全员常驻"
    ROTATING = "rotating", "轮驻"
    ON_MATTER = "on_matter", "随驻"
    ON_CALL = "on_call", "随叫随驻"
    ONLINE_ROTATING = "online_rotating", "线上轮驻"


ANY_DUTY = "*"
"""In a duty catalogue: competent for everything (a centre's comprehensive window)."""
