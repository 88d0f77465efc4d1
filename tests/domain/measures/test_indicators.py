"""The table of indicators: formulae over base sets, targets from the rules, honest neighbours."""

from domain.measures.base_sets import BASE_SETS
from domain.measures.figures import figures
from domain.measures.indicators import INDICATORS
from domain.policy.packaged import packaged

BOOK = packaged().books[-1]
ELSEWHERE = {
    "ENTRIES",
    "ENTRIES_LATE",
    "MEDIATORS",
    "MEDIATORS_FULL_TIME",
    "COMMITTEES",
    "COMMITTEES_STANDARD",
    "CENTRES",
    "CENTRES_STAFFED",
    "SCREENINGS_DUE",
    "SCREENINGS_PERFORMED",
    "SCREENINGS_ON_TIME",
    "SCREENING_GRIDS",
    "SCREENING_GRIDS_COVERED",
    "CADRES_NAMED",
    "CADRES_IN_TOUCH",
    "FIRST_INSTANCE_CASES",
    "POPULATION",
}
"""Counted from the record, the register, or given by who asks."""
NOTHING = dict.fromkeys([*BASE_SETS, *ELSEWHERE], 0)


def shown(**counts: int) -> dict[str, tuple[str | None, bool | None]]:
    found = figures(NOTHING | counts, BOOK)
    return {one.id: (one.rate.text if one.rate else None, one.met) for one in found}


def test_formulae_name_only_what_is_counted() -> None:
    named = {
        term.lstrip("-")
        for one in INDICATORS.values()
        for term in (*one.numerator, *one.denominator)
    }
    assert named <= BASE_SETS.keys() | ELSEWHERE


def test_neighbours_and_targets_exist() -> None:
    for one in INDICATORS.values():
        assert set(one.beside) <= INDICATORS.keys()
        assert one.target is None or BOOK.number(one.target).value > 0


def test_the_success_rate_stands_beside_what_could_embellish_it() -> None:
    """domain.md §5.2 (c): a unit cannot raise it by refusing cases."""
    beside = set(INDICATORS["success_rate"].beside)
    assert beside >= {"refusal_share", "redirect_share", "not_mediable_share"}


IN_THE_PAPER = {
    "办结率": "conclusion_rate",
    "当期": "conclusion_flow",
    "按时办结率": "order_on_time_rate",
    "及时受理率": "timely_acceptance_rate",
    "调解成功率": "success_rate",
    "民商事调解成功率": "civil_success_rate",
    "协议自动履行率": "fulfilment_rate",
    "就地化解率": "local_resolution_rate",
    "初信初访一次性化解率": "first_visit_rate",
    "走访量": "petition_visits",
    "万人成讼率": "litigation_rate",
    "矛盾纠纷发生率": "dispute_rate",
    "满意率": "satisfaction_rate",
    "解决率": "solved_rate",
    "响应率": "response_rate",
    "reopen rate": "reopen_rate",
    "升级外溢上行": "spread",
    "screening completion": "screening_completion",
    "规范化达标率": "standardised_committees",
    "staffing": "centres_staffed",
    "full-time share": "full_time_share",
    "线上使用率": "online_usage",
    "household contact": "household_contact",
    "补录率": "late_entry_share",
}
"""Every row of the table of domain.md §5.2."""


def test_every_indicator_of_the_paper_is_answered() -> None:
    assert set(IN_THE_PAPER.values()) <= INDICATORS.keys()


def test_nothing_counted_is_nothing_said() -> None:
    for one in figures(NOTHING, BOOK):
        assert one.rate is not None
        assert one.rate.text in ("—", "0")
        assert one.met is None


def test_the_fixtures_of_the_seeds() -> None:
    """domain.md §9 F1 nos. 1 to 3."""
    found = shown(
        ACC=23_724,
        ACC_CONCLUDED=23_487,
        AGREED=5_894,
        FAILED=41,
        ORDER_ON_TIME=597,
        ORDER_LATE=4,
    )
    assert found["conclusion_rate"] == ("99.00%", None)
    assert found["success_rate"] == ("99.31%", True)
    assert found["order_on_time_rate"] == ("99.33%", None)
    assert found["order_done_rate"] == ("100.00%", None)


def test_a_success_a_court_undid_leaves_the_numerator_of_its_own_period() -> None:
    """domain.md §5.2 (a)."""
    assert shown(AGREED=1000, SUCCESS_DISMISSED=40)["success_rate"] == ("96.00%", True)
    assert shown(AGREED=1000, SUCCESS_DISMISSED=41)["success_rate"] == ("95.90%", False)


def test_a_partial_agreement_counts_below_the_line_only() -> None:
    assert shown(AGREED=1, PARTIAL=1)["success_rate"] == ("50.00%", False)


def test_without_a_population_there_is_no_rate_by_population() -> None:
    counts = {name: count for name, count in NOTHING.items() if name != "POPULATION"}
    found = {one.id: one for one in figures(counts, BOOK)}
    assert found["dispute_rate"].rate is None
    assert shown(REG_DISPUTE=50, POPULATION=20_000)["dispute_rate"] == ("25.00", None)


def test_what_was_due_and_missed_or_is_overdue_lowers_the_rate() -> None:
    """domain.md §5.2 及时受理率, 响应率."""
    found = shown(DECISION_ON_TIME=2, DECISION_LATE=1, DECISION_OVERDUE=1, CONTACT_ON_TIME=1)
    assert found["timely_acceptance_rate"] == ("50.00%", None)
    assert found["response_rate"] == ("100.00%", None)


def test_how_often_people_sue_is_told_only_if_both_numbers_are_given() -> None:
    """domain.md §5.2 万人成讼率: the courts know the cases, the log does not."""
    told = {"FIRST_INSTANCE_CASES": 84, "POPULATION": 120_000}
    for missing in told:
        counts = {name: count for name, count in (NOTHING | told).items() if name != missing}
        found = {one.id: one for one in figures(counts, BOOK)}
        assert found["litigation_rate"].rate is None
    assert shown(**told)["litigation_rate"] == ("7.00", None)
    assert shown(FIRST_INSTANCE_CASES=0, POPULATION=120_000)["litigation_rate"] == ("0.00", None)


def test_level_channel_and_crowd_are_counted_each_and_together() -> None:
    """[seed 001] 外溢、上行."""
    found = shown(ESCALATED=2, CHANNEL_UP=1, CROWD_UP=3)
    names = ("escalations", "channel_up", "crowd_up", "spread")
    assert [found[name][0] for name in names] == ["2", "1", "3", "6"]


def test_the_first_step_of_a_matter_is_a_step_like_the_others() -> None:
    """domain.md §5.2 线上使用率: online steps of all party-facing ones, the registration too."""
    found = shown(BROUGHT=40, BROUGHT_ONLINE=10, STEPS=160, STEPS_ONLINE=15)
    assert found["online_usage"] == ("12.50%", None)


def test_response_solution_and_satisfaction_are_read_together() -> None:
    """[F24 art 32]: the triple; the response rate joins once it is answered."""
    assert "solved_rate" in INDICATORS["satisfaction_rate"].beside
    assert "satisfaction_rate" in INDICATORS["solved_rate"].beside
