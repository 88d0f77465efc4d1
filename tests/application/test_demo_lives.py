"""The demo's lives: no rule is broken, every stage is reached, the same seed gives the same."""

from collections import Counter
from datetime import date

import pytest

from domain.case.state import Stage
from domain.codes.mediation import MediationKind
from domain.kernel import SHANGHAI, day_of
from domain.policy.calendar import china
from infra.demo.lives import LIVES
from infra.demo.team import CLOSES, OPENS
from tests.application.paper_county import PaperCounty, played

STAGES = set(Stage) - {Stage.DRAFT}


@pytest.fixture(scope="module")
def county() -> PaperCounty:
    """The county of `make run`: the default size and seed."""
    return played(seed=1)


def names(county: PaperCounty) -> Counter[str]:
    """How often each kind of event occurs."""
    return Counter(fact.name for fact in county.facts)


@pytest.mark.parametrize(("seed", "until"), [(2, date(2025, 2, 28)), (3, date(2026, 10, 20))])
def test_every_stage_is_reached_whatever_the_seed_and_day(seed: int, until: date) -> None:
    """The long holidays lie in these half years: terms roll, and nobody is at work."""
    assert {case.stage for case in played(seed, until=until).states("case")} == STAGES


def test_the_default_county_has_every_stage_and_every_life(county: PaperCounty) -> None:
    assert {case.stage for case in county.states("case")} == STAGES
    assert sum(life.cards for life in LIVES) <= 60


def test_the_same_seed_gives_the_same_county_and_another_another(county: PaperCounty) -> None:
    assert played(seed=1).facts == county.facts
    assert played(seed=2, cases=3).facts[-1] != county.facts[-1]


def test_most_matters_are_agreed(county: PaperCounty) -> None:
    outcomes = Counter(case.outcome for case in county.states("case") if case.outcome)
    agreed = outcomes["AGREED_WRITTEN"] + outcomes["AGREED_ORAL"]
    assert agreed > outcomes.total() / 2
    assert {"PARTIAL", "ROUTED", "RECTIFIED", "SUPPORTED", "NOT_SUPPORTED"} <= set(outcomes)


def test_mediation_is_of_several_kinds(county: PaperCounty) -> None:
    kinds = {
        procedure.kind
        for case in county.states("case")
        for procedure in case.mediations.all.values()
    }
    assert kinds == {
        MediationKind.PEOPLES,
        MediationKind.MEDICAL,
        MediationKind.LABOUR,
        MediationKind.COURT_BEFORE_FILING,
    }


@pytest.mark.parametrize(
    "event",
    [
        "order.objected",
        "order.unit_designated",
        "duty.handed_over",
        "order.completed",
        "whistle.declined",
        "whistle.evaluated",
        "consultation.item_done",
        "mediation.suspended",
        "mediation.extended",
        "mediation.appraisal_reported",
        "case.route_advised",
        "confirmation.granted",
        "fulfilment.deferred",
        "fulfilment.urged",
        "visit.made",
        "satisfaction.reviewed",
        "case.reopened",
        "petition.review_opinion_issued",
        "petition.final",
        "supervision.closed",
        "incident.occurred",
        "emergency.ended",
        "event.corrected",
        "event.voided",
        "event.late_entry_explained",
        "screening.performed",
    ],
)
def test_what_a_visitor_may_look_for_has_happened(county: PaperCounty, event: str) -> None:
    assert names(county)[event] > 0


def test_people_act_when_offices_are_open(county: PaperCounty) -> None:
    """On the working calendar, from nine until half past five; nobody works the night through."""
    began = min(fact.occurred_at for fact in county.facts if fact.stream.startswith("case_"))
    for fact in county.facts:
        if fact.occurred_at < began:
            continue
        at = fact.occurred_at.astimezone(SHANGHAI)
        assert china().is_working(at.date()), (fact.name, at)
        assert OPENS <= at.time() <= CLOSES, (fact.name, at)


def test_nobody_judges_their_own_work(county: PaperCounty) -> None:
    for case in county.states("case"):
        assert not case.hands.worked & (case.hands.checkers | case.hands.visitors)


def test_of_the_second_village_one_week_is_missing_and_one_came_late(county: PaperCounty) -> None:
    """The demo shows what screening in time, late and not at all look like."""
    village = next(
        key for key, one in county.organisation().units.items() if one.name.startswith("石桥村")
    )
    facts = [one for one in county.facts if getattr(one.event, "unit", None) == village]
    told = [one for one in facts if one.name == "screening.performed"]
    weeks = [one.event.first_on for one in told]
    late = [one for one in told if day_of(one.occurred_at) > one.event.last_on]
    assert len(late) == 1
    assert (max(weeks) - min(weeks)).days // 7 == len(weeks), "one week is missing"
