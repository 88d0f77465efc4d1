"""Why a clock stands where it stands, in words an officer can read aloud."""

from domain.policy.calendar import china
from domain.policy.clocks import Clocks
from domain.policy.explain import clock_lines, explanation
from tests.domain.policy.history import (
    BOOK,
    MED,
    POLICY,
    after,
    at,
    clock,
    extended,
    it,
    missed,
    opened,
    registered,
    resumed,
    suspended,
)


def lines(clocks: Clocks, timer: str, scope: str, moment: str) -> list[str]:
    return clock_lines(clock(clocks, timer, scope), BOOK, POLICY.calendar, at(moment))


def test_a_medical_mediation_with_everything_that_happened_to_it() -> None:
    clocks = after(
        opened("2025-12-29", "MEDICAL"),
        it("mediation.appraisal_commissioned", "2026-01-19", mediation=MED),
        suspended("2026-02-25", "P02"),
        it("mediation.appraisal_reported", "2026-03-02", mediation=MED),
        resumed("2026-03-09"),
        extended("2026-03-30", 15),
    )
    assert lines(clocks, "T23", MED, "2026-04-01") == [
        "T23 医疗纠纷人民调解期限(med_1):计时中,2026-04-22(三)届满",
        "  依据:法律法规,《医疗纠纷预防和处理条例》第38条:30个工作日,鉴定时间不计入,"
        "双方可约定延长,逾期视为调解不成 [F35];规则版本 liuhen-2026.1",
        "  责任主体:调解组织;性质:办理时限",
        "  2025-12-29 09:00 起算,期限30个工作日,当日不计入,2026-02-10(二)届满(调解受理,第1号事件)",
        "  2026-01-19 09:00 中止:P01(委托鉴定,第2号事件)",
        "  2026-02-25 09:00 中止:P02(调解中止,第3号事件)",
        "  2026-03-02 09:00 中止事由部分消除:P01(鉴定意见,第4号事件)",
        "  2026-03-09 09:00 恢复计时,顺延后2026-03-31(二)届满(调解恢复,第5号事件)",
        "  2026-03-30 09:00 各方同意延长15个工作日,2026-04-22(三)届满(调解延期,第6号事件)",
    ]


def test_a_day_of_rest_is_named_as_the_reason_for_moving() -> None:
    told = lines(after(opened("2025-04-03")), "T20", MED, "2025-04-10")
    assert told[-1] == "  2025-05-03(六)为休息日,顺延至2025-05-06(二)(D2)"


def test_a_report_day_says_why_it_was_not_moved() -> None:
    report = it("report.opened", "2025-10-01", kind="R_M1", period_ends_on="2025-09-30")
    assert lines(after(report), "T74", "", "2025-10-02")[-1] == (
        "  2025-10-03(五)为休息日,按规定不顺延(D13)"
    )


def test_a_term_in_a_year_without_a_notice_says_so() -> None:
    through = max(china().notices)
    clocks = after(opened(f"{through}-12-20"))
    assert lines(clocks, "T20", MED, f"{through}-12-21")[-1] == (
        f"  放假安排尚未公布,暂按cn-{through}日历推算"
    )


def test_lateness_is_told_in_hours_and_minutes() -> None:
    clocks = after(
        it("risk.signal_recorded", "2025-09-22 15:30", signal="S01", red_class=True),
        it("risk.changed", "2025-09-25 11:00", to_level="RED"),
    )
    assert lines(clocks, "T13", "", "2025-10-01")[0] == "T13 红色信号后复评:超期65小时30分钟"


def test_what_came_too_late_is_told_too() -> None:
    clocks = after(
        opened("2025-03-03"),
        suspended("2025-04-10", "P03"),
        extended("2025-04-11", 10),
        missed("2025-04-12", "T20", MED, 1),
    )
    told = lines(clocks, "T20", MED, "2025-04-12")
    assert told[0] == "T20 人民调解期限(med_1):超期9日"
    assert told[-3:] == [
        "  2025-04-10 09:00 已超期,不予中止:P03(调解中止,第2号事件)",
        "  2025-04-11 09:00 逾期后延期,超期不消除:各方同意延长10日(调解延期,第3号事件)",
        "  2025-04-12 09:00 超期已登记(超期登记,第4号事件)",
    ]


def test_a_case_tells_all_its_clocks_in_the_order_they_began() -> None:
    told = explanation(
        after(registered("2025-03-03"), opened("2025-03-04")),
        POLICY.rules,
        POLICY.calendar,
        at("2025-03-04"),
    )
    heads = [line.split(" ")[0] for line in told if not line.startswith(" ")]
    assert heads == ["T01", "T02", "T03", "T20", "T31"]


def test_reasons_are_told_by_their_names_when_these_are_known() -> None:
    clocks = after(opened("2025-03-03"), suspended("2025-03-10", "P03"))
    names = {"P03": "不可抗力"}
    told = clock_lines(clock(clocks, "T20", MED), BOOK, POLICY.calendar, at("2025-03-10"), names)
    assert told[0] == "T20 人民调解期限(med_1):中止"
    assert told[-1] == "  2025-03-10 09:00 中止:不可抗力(调解中止,第2号事件)"
