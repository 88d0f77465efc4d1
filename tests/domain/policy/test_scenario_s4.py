"""S4, medical dispute: an appraisal and a death pause it, both extend it (domain.md §9)."""

from datetime import date

from domain.policy.clock import State, StepKind
from tests.domain.policy.history import (
    accepted,
    after,
    at,
    clock,
    due_on,
    it,
    registered,
    state,
)

MED = "med_1"
OPENED = [
    registered("2025-12-26", dispute="0502"),
    accepted("2025-12-26 10:00", dispute="0502", difficulty="COMPLEX"),
    it("mediation.opened", "2025-12-29", mediation=MED, kind="MEDICAL"),
]
APPRAISAL = [it("mediation.appraisal_commissioned", "2026-01-19", mediation=MED)]
DEATH = [it("mediation.suspended", "2026-02-25", mediation=MED, reason="P02")]
APPRAISED = [it("mediation.appraisal_reported", "2026-03-02", mediation=MED)]
RESUMED = [it("mediation.resumed", "2026-03-09", mediation=MED)]
EXTENDED = [it("mediation.extended", "2026-03-30", mediation=MED, days=15)]
PARTIAL = [
    it(
        "agreement.effective",
        "2026-04-10",
        agreement="agr_1",
        mediation=MED,
        scope="PARTIAL",
        effective_at=at("2026-04-10"),
        obligations=({"obligation": "obl_1", "due_on": date(2026, 4, 10)},),
    ),
    it("fulfilment.recorded", "2026-04-10", obligation="obl_1", complete=True),
    it("agreement.fulfilled", "2026-04-10", agreement="agr_1"),
]
FAILED = [
    it("mediation.terminated", "2026-04-22", mediation=MED, reason="M04"),
    it("case.route_advised", "2026-04-22", written=True),
    it("case.concluded", "2026-04-29", outcome="PARTIAL"),
]


def test_thirty_working_days_over_the_new_year() -> None:
    assert due_on(after(*OPENED), "T23", MED) == "2026-02-10"


def test_no_other_procedures_term_runs() -> None:
    assert {one.timer for one in after(*OPENED).clocks if one.scope == MED} == {"T23"}


def test_the_appraisal_stops_the_clock() -> None:
    clocks = after(*OPENED, *APPRAISAL)
    assert state(clocks, "T23", "2026-03-01", MED) is State.PAUSED
    assert not clock(clocks, "T23", MED).is_overdue(at("2026-03-01"))


def test_one_reason_gone_leaves_the_other() -> None:
    clocks = after(*OPENED, *APPRAISAL, *DEATH, *APPRAISED)
    assert state(clocks, "T23", "2026-03-02", MED) is State.PAUSED
    assert clock(clocks, "T23", MED).steps[-1].kind is StepKind.STILL_PAUSED


def test_sixteen_working_days_are_left_when_it_resumes() -> None:
    clocks = after(*OPENED, *APPRAISAL, *DEATH, *APPRAISED, *RESUMED)
    assert due_on(clocks, "T23", MED) == "2026-03-31"
    assert state(clocks, "T23", "2026-03-31", MED) is State.RUNNING


def test_fifteen_more_working_days_by_agreement() -> None:
    clocks = after(*OPENED, *APPRAISAL, *DEATH, *APPRAISED, *RESUMED, *EXTENDED)
    assert due_on(clocks, "T23", MED) == "2026-04-22"


def test_an_extension_told_as_a_day_comes_to_the_same() -> None:
    told = it("mediation.extended", "2026-03-30", mediation=MED, due_on=date(2026, 4, 22))
    clocks = after(*OPENED, *APPRAISAL, *DEATH, *APPRAISED, *RESUMED, told)
    assert due_on(clocks, "T23", MED) == "2026-04-22"


def test_a_partial_agreement_leaves_the_clock_running() -> None:
    clocks = after(*OPENED, *APPRAISAL, *DEATH, *APPRAISED, *RESUMED, *EXTENDED, *PARTIAL)
    assert clock(clocks, "T23", MED).is_open
    assert state(clocks, "T34", "2026-04-11", "obl_1") is State.MET


def test_the_last_day_ends_it_in_time() -> None:
    everything = [
        *OPENED,
        *APPRAISAL,
        *DEATH,
        *APPRAISED,
        *RESUMED,
        *EXTENDED,
        *PARTIAL,
        *FAILED,
    ]
    assert state(after(*everything), "T23", "2026-04-30", MED) is State.MET


def test_after_a_partial_agreement_the_visit_is_counted_from_the_conclusion() -> None:
    before = [*OPENED, *APPRAISAL, *DEATH, *APPRAISED, *RESUMED, *EXTENDED, *PARTIAL]
    assert after(*before).of("T50") is None
    assert due_on(after(*before, *FAILED), "T50") == "2026-05-14"
