"""Outward indicators (对外指标): how people fare and are met, and whether a matter spreads.

What the courts count, what people answer and how they are met, who keeps in touch with them; and
what goes up or grows. They stand among the others in `indicators.py`. domain.md §5.2.
"""

from domain.measures.indicator import Direction, Indicator
from domain.measures.rates import Scale

_DOWN = Direction.DOWN

OUTWARD = (
    Indicator(
        id="litigation_rate",
        zh="万人成讼率",
        en="First-instance cases per ten thousand people, as the courts count them",
        numerator=("FIRST_INSTANCE_CASES",),
        denominator=("POPULATION",),
        scale=Scale.PER_TEN_THOUSAND,
        direction=_DOWN,
        source="[seed 000]; [F61]",
    ),
    Indicator(
        id="solved_rate",
        zh="解决率",
        en="Of the return visits that asked, those that were told it is solved",
        numerator=("VISITS_SOLVED",),
        denominator=("VISITS_VALID",),
        beside=("visit_validity", "response_rate", "satisfaction_rate"),
        source="[F24 art 32]",
    ),
    Indicator(
        id="visit_validity",
        zh="有效回访占比",
        en="Return visits that asked whether it is solved",
        numerator=("VISITS_VALID",),
        denominator=("VISITS",),
        source="[F24 art 32]",
    ),
    Indicator(
        id="online_usage",
        zh="线上使用率",
        en="Party-facing steps taken online, of those that say how they were taken",
        numerator=("BROUGHT_ONLINE", "STEPS_ONLINE"),
        denominator=("BROUGHT", "STEPS"),
        source="[seed 000]",
    ),
    Indicator(
        id="household_contact",
        zh="联户覆盖率",
        en="Of the cadres named as contacts, those who keep in touch with 20 to 30 households",
        numerator=("CADRES_IN_TOUCH",),
        denominator=("CADRES_NAMED",),
        target="household_contact",
        source="[seed 000]",
    ),
)
"""Of the people: suits, answers, ways of meeting, households."""

SPREADING = (
    Indicator(
        id="channel_up",
        zh="渠道上行量",
        en="Cases that came in again from above",
        numerator=("CHANNEL_UP",),
        scale=Scale.COUNT,
        direction=_DOWN,
        source="[seed 001]",
    ),
    Indicator(
        id="crowd_up",
        zh="规模扩大量",
        en="Cases that drew more people than were registered",
        numerator=("CROWD_UP",),
        scale=Scale.COUNT,
        direction=_DOWN,
        source="[seed 001]",
    ),
    Indicator(
        id="spread",
        zh="外溢、上行",
        en="Level up, channel up and crowd size up, each counted",
        numerator=("ESCALATED", "CHANNEL_UP", "CROWD_UP"),
        scale=Scale.COUNT,
        direction=_DOWN,
        beside=("escalations", "channel_up", "crowd_up"),
        source="[seed 001]",
    ),
)
"""外溢、上行 beside level up (`escalations`), and all three together."""
