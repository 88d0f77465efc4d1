"""Indicators (指标): each rate with its formula, its target and what is printed beside it.

A formula names base sets (base_sets.py) or counts of the register and the record; `-NAME` is taken
away. Targets are numbers of the rulebook. domain.md §5.2 with its notes (a) to (c).
"""

from domain.codes.entry import Labelled
from domain.measures.rates import Goal, Scale
from domain.values import Value


class Direction(Labelled):
    """期望方向: which way the figure should go."""

    UP = "UP", "越高越好"
    DOWN = "DOWN", "越低越好"
    NEITHER = "NEITHER", "仅供参考"


class Indicator(Value):
    """指标: how one figure is computed; `beside` are the figures that keep it honest."""

    id: str
    zh: str
    en: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    scale: Scale = Scale.PERCENT
    direction: Direction = Direction.UP
    target: str | None = None
    goal: Goal = Goal.AT_LEAST
    beside: tuple[str, ...] = ()
    source: str = "domain.md §5.2"


_SHARES = ("refusal_share", "redirect_share", "not_mediable_share", "excluded_share")
_DECIDED = ("ACC", "REF", "RED")
_ENDS = ("AGREED", "PARTIAL", "FAILED")
_DOWN, _NEITHER = Direction.DOWN, Direction.NEITHER

INDICATORS: dict[str, Indicator] = {
    one.id: one
    for one in (
        Indicator(
            id="conclusion_rate",
            zh="办结率",
            en="Conclusion rate of the cases accepted in the period",
            numerator=("ACC_CONCLUDED",),
            denominator=("ACC",),
            beside=("reopen_rate", *_SHARES[:2]),
            source="[seed 003]",
        ),
        Indicator(
            id="conclusion_flow",
            zh="当期结案比",
            en="Conclusions of the period to acceptances of the period",
            numerator=("CON",),
            denominator=("ACC",),
            direction=_NEITHER,
        ),
        Indicator(
            id="order_on_time_rate",
            zh="按时办结率",
            en="Orders due that were answered in time",
            numerator=("ORDER_ON_TIME",),
            denominator=("ORDER_ON_TIME", "ORDER_LATE", "ORDER_OVERDUE"),
            beside=("order_done_rate",),
            source="[F29]",
        ),
        Indicator(
            id="order_done_rate",
            zh="交办单结案率",
            en="Orders due that were answered",
            numerator=("ORDER_ON_TIME", "ORDER_LATE"),
            denominator=("ORDER_ON_TIME", "ORDER_LATE", "ORDER_OVERDUE"),
            source="[F29]",
        ),
        Indicator(
            id="timely_acceptance_rate",
            zh="及时受理率",
            en="Decisions due that were made in time: accepted, refused, redirected, forwarded",
            numerator=("DECISION_ON_TIME",),
            denominator=("DECISION_ON_TIME", "DECISION_LATE", "DECISION_OVERDUE"),
            beside=_SHARES[:2],
            source="domain.md §5.2; [F02 arts 22, 23]",
        ),
        Indicator(
            id="response_rate",
            zh="响应率",
            en="First contacts due that were made in time",
            numerator=("CONTACT_ON_TIME",),
            denominator=("CONTACT_ON_TIME", "CONTACT_LATE", "CONTACT_OVERDUE"),
            beside=("satisfaction_rate",),
            source="[F24 art 32]",
        ),
        Indicator(
            id="success_rate",
            zh="调解成功率",
            en="Mediation success rate",
            numerator=("AGREED", "-SUCCESS_DISMISSED"),
            denominator=_ENDS,
            target="success_rate",
            beside=_SHARES,
            source="[seed 001]; [F55]",
        ),
        Indicator(
            id="civil_success_rate",
            zh="民商事调解成功率",
            en="Mediation success rate of civil and commercial disputes",
            numerator=("CIVIL_AGREED", "-CIVIL_DISMISSED"),
            denominator=("CIVIL_AGREED", "CIVIL_PARTIAL", "CIVIL_FAILED"),
            beside=_SHARES,
            source="[seed 000]",
        ),
        Indicator(
            id="fulfilment_rate",
            zh="协议自动履行率",
            en="Agreements due that were fulfilled freely",
            numerator=("AGR_FREELY",),
            denominator=("AGR_DUE",),
            target="fulfilment_rate",
            beside=("fulfilment_on_time", "fulfilment_by_amount"),
            source="[seed 001]; [F54]",
        ),
        Indicator(
            id="fulfilment_on_time",
            zh="协议按期自动履行率",
            en="Agreements due that were fulfilled freely and in time",
            numerator=("AGR_FREELY_ON_TIME",),
            denominator=("AGR_DUE",),
        ),
        Indicator(
            id="fulfilment_by_amount",
            zh="协议自动履行率(按金额)",
            en="Money due that was paid freely",
            numerator=("AGR_PAID",),
            denominator=("AGR_AMOUNT",),
        ),
        Indicator(
            id="local_resolution_rate",
            zh="就地化解率",
            en="Resolved no higher than where they arose",
            numerator=("RESOLVED_LOCAL",),
            denominator=("RESOLVED",),
            beside=(
                "resolved_by_grid",
                "resolved_by_village",
                "resolved_by_town",
                "resolved_by_county",
            ),
            source="[seed 000]; [F19]",
        ),
        *(
            Indicator(
                id=f"resolved_by_{level}",
                zh=f"{zh}化解占比",
                en=f"Share resolved by the {level}",
                numerator=(f"RESOLVED_{level.upper()}",),
                denominator=("RESOLVED",),
                direction=_NEITHER,
                source="[F19]",
            )
            for level, zh in (("grid", "网格"), ("village", "村"), ("town", "镇"), ("county", "县"))
        ),
        Indicator(
            id="first_visit_rate",
            zh="初信初访一次性化解率",
            en="First petitions closed and not repeated within the term",
            numerator=("PETITION_ONCE",),
            denominator=("PETITION_FIRST",),
            source="[seed 000]",
        ),
        Indicator(
            id="petition_visits",
            zh="走访量",
            en="Matters brought in person",
            numerator=("REG_WALK_IN",),
            scale=Scale.COUNT,
            direction=_DOWN,
            source="[seed 000]",
        ),
        Indicator(
            id="dispute_rate",
            zh="矛盾纠纷发生率",
            en="Disputes registered per ten thousand people",
            numerator=("REG_DISPUTE",),
            denominator=("POPULATION",),
            scale=Scale.PER_TEN_THOUSAND,
            direction=_DOWN,
            source="[seed 000]",
        ),
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
            id="satisfaction_rate",
            zh="满意率",
            en="Ratings that are at least fairly satisfied",
            numerator=("RATED_GOOD",),
            denominator=("RATED",),
            beside=("participation_rate", "solved_rate"),
            source="[F24 art 32]",
        ),
        Indicator(
            id="participation_rate",
            zh="参评率",
            en="Of those asked, who rated",
            numerator=("RATED",),
            denominator=("ASKED",),
            source="[F24 art 32]",
        ),
        Indicator(
            id="solved_rate",
            zh="解决率",
            en="Of the return visits that asked, those that were told it is solved",
            numerator=("VISITS_SOLVED",),
            denominator=("VISITS_VALID",),
            beside=("visit_validity", "satisfaction_rate"),
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
            id="reopen_rate",
            zh="重启率",
            en="Closed cases reopened within the term",
            numerator=("CLOSED_REOPENED",),
            denominator=("CLOSED",),
            direction=_DOWN,
        ),
        Indicator(
            id="escalations",
            zh="提级办理量",
            en="Cases taken up by a higher level",
            numerator=("ESCALATED",),
            scale=Scale.COUNT,
            direction=_DOWN,
            source="[seed 001]",
        ),
        Indicator(
            id="refusal_share",
            zh="不予受理占比",
            en="Share refused of all decided",
            numerator=("REF",),
            denominator=_DECIDED,
            direction=_NEITHER,
            source="domain.md §5.2 (c)",
        ),
        Indicator(
            id="redirect_share",
            zh="告知引导占比",
            en="Share redirected of all decided",
            numerator=("RED",),
            denominator=_DECIDED,
            direction=_NEITHER,
            source="domain.md §5.2 (c)",
        ),
        Indicator(
            id="not_mediable_share",
            zh="不宜调解占比",
            en="Share found not mediable of all decided",
            numerator=("NOT_MEDIABLE",),
            denominator=_DECIDED,
            direction=_NEITHER,
            source="domain.md §5.2 (c)",
        ),
        Indicator(
            id="excluded_share",
            zh="不计入成功率的调解占比",
            en="Share of ended procedures that the success rate leaves out",
            numerator=("EXCLUDED",),
            denominator=(*_ENDS, "EXCLUDED"),
            direction=_NEITHER,
            source="domain.md §5.1 MED_END",
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
            id="late_entry_share",
            zh="补录率",
            en="Share of entries recorded late",
            numerator=("ENTRIES_LATE",),
            denominator=("ENTRIES",),
            direction=_DOWN,
            target="late_entry_share",
            goal=Goal.BELOW,
        ),
        Indicator(
            id="standardised_committees",
            zh="规范化达标率",
            en="Village committees that meet the standard",
            numerator=("COMMITTEES_STANDARD",),
            denominator=("COMMITTEES",),
            target="standardised_committees",
            source="[seed 001]",
        ),
        Indicator(
            id="centres_staffed",
            zh="专职调解员配备达标率",
            en="County and town centres with enough full-time mediators",
            numerator=("CENTRES_STAFFED",),
            denominator=("CENTRES",),
            source="[seed 001]",
        ),
        Indicator(
            id="full_time_share",
            zh="专职调解员占比",
            en="Full-time share of all mediators",
            numerator=("MEDIATORS_FULL_TIME",),
            denominator=("MEDIATORS",),
            source="[seed 004]; [F53]",
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
}
"""Every indicator by its id, in the order in which they are shown."""
