"""A land requisition and eleven households (domain.md §9 S3): from YELLOW to RED to an incident.

What was done in time is met, what was not is missed and stays so whatever is entered later, and
whoever is not concerned never learns that there is such a matter.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from domain.case import case as cases
from domain.codes.risks import RiskLevel
from domain.kernel import Recorded
from tests.api import Api
from tests.conftest import Database
from tests.stories.answering import answering, of_unit, spans
from tests.stories.calendar import Calendar, calendar
from tests.stories.county import county
from tests.stories.late import EVERY_STANDING, OVERDUE, terms
from tests.stories.requisition import REVIEW, Requisition, cast
from tests.stories.telling import moment

OUTSIDERS = (
    "next town's triage",
    "next town's director",
    "next village's head",
    "next village's handler",
    "statistician",
    "administrator",
    "stranger",
)
CONCERNED = (
    "household",
    "grid worker",
    "handler",
    "clerk",
    "triage",
    "director",
    "leader",
    "bureau head",
)
NOBODY = "case_" + "0" * 26
BY_CASE = "query($id: ID!) { it: case(id: $id) { id stage risk clocks { timer } } }"
BY_NODE = "query($id: ID!) { it: node(id: $id) { id __typename } }"
REGISTER = "{ cases(first: 100) { totalCount nodes { id } } }"


@dataclass
class Told:
    """The matter when all is told, and what was seen along the way."""

    matter: Requisition
    bureau_before: Any = None
    late: dict[str, Any] = field(default_factory=dict)
    voiding: list[str] = field(default_factory=list)


def instant(text: str) -> datetime:
    """A moment as the API writes it."""
    return datetime.fromisoformat(text)


@pytest.fixture(scope="module")
def dated(it: Api, storage: Database) -> Calendar:
    """Both clocks, hung before anything is recorded."""
    return calendar(it, storage)


@pytest.fixture(scope="module")
def told(dated: Calendar, it: Api) -> Told:
    """Live the matter through, once."""
    matter = Requisition(it, dated, cast(county(it)))
    matter.begin()
    matter.mediate()
    clients = matter.cast.clients
    it.see()
    before = clients["bureau head"].query(BY_CASE, id=matter.case)["it"]
    story = Told(matter, bureau_before=before)
    matter.whistle_for_the_bureau()
    matter.look("2025-09-22 15:00")
    matter.hear_of_danger()
    matter.look("2025-09-22 17:29")
    matter.look("2025-09-22 17:31")
    matter.raise_the_alarm()
    matter.look("2025-09-26 07:30")
    matter.come_to_blows()
    matter.enter(
        "political-legal",
        "linkReview",
        "2025-09-28 10:00",
        incident=matter.incident,
        review=REVIEW,
    )
    story.late = matter.enter_what_was_forgotten()
    [happened] = [one for one in matter.history() if one["name"] == "incident.occurred"]
    refused = clients["director"].mutate(
        "proposeVoiding", case=matter.case, version=happened["version"], reason="误录。"
    )
    story.voiding = [one["code"] for one in refused["refusals"]]
    matter.look("2025-10-10 09:00")
    return story


@pytest.fixture(scope="module")
def matter(told: Told) -> Requisition:
    return told.matter


def only(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The one clock, or miss, that there is."""
    assert len(found) == 1, found
    return found[0]


def test_it_is_accepted_and_assessed_in_time(matter: Requisition) -> None:
    first = only(matter.clocks("T10"))
    assert (first["dueOn"], first["state"]) == ("2025-09-02", "MET")


def test_the_plan_of_a_yellow_matter_is_due_in_three_working_days(matter: Requisition) -> None:
    yellow, red = matter.clocks("T11")
    assert (yellow["dueOn"], yellow["state"]) == ("2025-09-04", "MET")
    assert instant(red["dueAt"]) == moment("2025-09-26 11:00")


def test_a_month_of_mediation_ends_after_the_holidays(matter: Requisition) -> None:
    mediation = only(matter.clocks("T20"))
    assert mediation["scope"] == matter.mediation
    assert (mediation["rawDueOn"], mediation["dueOn"]) == ("2025-10-01", "2025-10-09")


def test_a_session_without_notice_of_rights_is_recorded_as_it_was(matter: Requisition) -> None:
    names = [one["name"] for one in matter.history()]
    assert names.count("mediation.session_held") == 1
    assert "mediation.rights_notified" not in names


def test_the_heartbeat_is_missed_and_never_resumes(matter: Requisition) -> None:
    assert [one["state"] for one in matter.clocks("T31")].count("RUNNING") == 0
    assert any(one["timer"] == "T31" for one in matter.misses())


def test_a_key_whistle_has_three_terms(matter: Requisition) -> None:
    received, came, done = (only(matter.clocks(timer)) for timer in ("T40", "T41", "T42"))
    assert instant(received["dueAt"]) == moment("2025-09-16 14:00")
    assert instant(came["dueAt"]) == moment("2025-09-17 10:00")
    assert done["dueOn"] == "2025-09-29"
    assert [one["state"] for one in (received, came, done)] == ["MET", "MET", "MISSED"]


def test_what_the_bureau_did_not_finish_is_the_bureaus(matter: Requisition) -> None:
    miss = only([one for one in matter.misses() if one["timer"] == "T42"])
    assert (miss["holder"], miss["holderUnit"]) == ("TARGET_UNIT", matter.cast.units["bureau"])
    assert miss["holderPerson"] == matter.cast.people["bureau head"]


def test_the_bureau_sees_the_matter_from_the_whistle_on(told: Told) -> None:
    assert told.bureau_before is None
    seen = told.matter.cast.clients["bureau head"].query(BY_CASE, id=told.matter.case)["it"]
    assert seen["id"] == told.matter.case


def test_a_red_signal_is_assessed_within_two_hours_or_missed(matter: Requisition) -> None:
    """67 h 30 min after the signals were heard: a breach of 65 h 30 min."""
    signal = only(matter.clocks("T13"))
    assert instant(signal["dueAt"]) == moment("2025-09-22 17:30")
    assert instant(signal["endedAt"]) == moment("2025-09-25 11:00")
    assert signal["late"] == {"amount": 65 * 60 + 30, "unit": "MINUTE"}


def test_the_watch_records_it_when_it_is_over_and_not_before(matter: Requisition) -> None:
    _, before, after, *_ = matter.looks
    assert "T13" not in before
    assert set(after) == {"T13"}


def test_the_miss_of_a_signal_names_the_triage_officer(matter: Requisition) -> None:
    miss = only([one for one in matter.misses() if one["timer"] == "T13"])
    assert (miss["holder"], miss["holderUnit"]) == ("TRIAGE", matter.cast.units["town"])
    assert miss["holderPerson"] == matter.cast.people["triage"]
    assert instant(miss["recordedAt"]) == moment("2025-09-22 17:31")


def test_the_emergency_is_reported_three_hours_and_forty_minutes_late(matter: Requisition) -> None:
    from_red, from_incident = matter.clocks("T14")
    assert instant(from_red["dueAt"]) == moment("2025-09-25 12:00")
    assert from_red["late"] == {"amount": 3 * 60 + 40, "unit": "MINUTE"}
    assert (from_incident["scope"], from_incident["state"]) == (matter.incident, "MET")


def test_a_leader_takes_it_on_in_time(matter: Requisition) -> None:
    bundled = only(matter.clocks("T15"))
    assert instant(bundled["dueAt"]) == moment("2025-09-26 11:00")
    assert (bundled["state"], instant(bundled["endedAt"])) == ("MET", moment("2025-09-25 18:00"))


@pytest.mark.parametrize(
    ("timer", "due", "done"),
    [
        ("T14a", "08:10", "08:00"),
        ("T14", "08:40", "08:20"),
        ("T47", "08:25", "08:05"),
    ],
)
def test_after_the_incident_everything_is_in_time(
    matter: Requisition, timer: str, due: str, done: str
) -> None:
    *_, last = matter.clocks(timer)
    assert instant(last["dueAt"]) == moment(f"2025-09-26 {due}")
    assert instant(last["endedAt"]) == moment(f"2025-09-26 {done}")
    assert last["state"] == "MET"


def test_the_plan_runs_ten_minutes_after_the_incident(matter: Requisition) -> None:
    at = {one["name"]: instant(one["occurredAt"]) for one in matter.history()}
    minutes = {
        name: (at[name] - at["incident.occurred"]).total_seconds() / 60
        for name in ("emergency.plan_activated", "emergency.force_dispatched")
    }
    assert minutes == {"emergency.plan_activated": 10, "emergency.force_dispatched": 15}


def test_a_review_is_due_on_the_third_working_day(matter: Requisition) -> None:
    """27 September is a Saturday; Sunday the 28th is worked."""
    review = only(matter.clocks("T60"))
    assert (review["scope"], review["dueOn"]) == (matter.incident, "2025-09-30")
    assert (review["state"], instant(review["endedAt"])) == ("MET", moment("2025-09-28 10:00"))


def test_the_late_entry_is_stored_and_marked(told: Told) -> None:
    late = [one for one in told.matter.history() if one["isLate"]]
    entry = only([one for one in late if one["name"] == "risk.assessed"])
    assert told.late["isLate"]
    assert entry["lateReason"] == "忘记录入"
    assert instant(entry["occurredAt"]) == moment("2025-09-22 16:10")
    assert instant(entry["recordedAt"]) == moment("2025-09-29 19:00")
    assert {one["name"] for one in late} == {"risk.assessed"}


def known_at(matter: Requisition, at: str) -> list[Recorded[Any]]:
    """What the log held of the case at a moment."""
    history = matter.it.product.application.history(matter.case)
    return [fact for fact in history if fact.recorded_at <= moment(at)]


@pytest.mark.parametrize(
    ("at", "level"),
    [
        ("2025-09-01 15:59", None),
        ("2025-09-25 10:59", RiskLevel.YELLOW),
        ("2025-09-25 11:00", RiskLevel.RED),
        ("2025-09-26 07:39", RiskLevel.RED),
    ],
)
def test_the_level_as_it_was_known(matter: Requisition, at: str, level: RiskLevel | None) -> None:
    state = cases.fold(known_at(matter, at))
    assert state is not None
    assert state.risk.level is level


def test_before_the_incident_red_was_known_since_the_25th_and_not_the_22nd(
    matter: Requisition,
) -> None:
    def red(at: str) -> list[tuple[datetime, bool]]:
        found = [
            one
            for one in matter.history()
            if "RED" in (one.get("level"), one.get("toLevel"))
            and instant(one["recordedAt"]) <= moment(at)
        ]
        return [(instant(one["occurredAt"]), one["isLate"]) for one in found]

    assert red("2025-09-26 07:39") == [(moment("2025-09-25 11:00"), False)]
    assert red("2025-10-01 00:00") == [
        (moment("2025-09-25 11:00"), False),
        (moment("2025-09-22 16:10"), True),
    ]


def test_a_late_entry_undoes_no_miss(matter: Requisition) -> None:
    """domain.md §2.3 rule 2: it cannot stand for what was owed before it was entered."""
    signal, daily = matter.clocks("T13")[-1], matter.clocks("T12")[-1]
    assert instant(signal["endedAt"]) == moment("2025-09-25 11:00")
    assert (daily["dueOn"], daily["endedAt"]) == ("2025-09-26", None)
    for clock in (signal, daily):
        assert (clock["state"], clock["recorded"]) == ("MISSED", True)


def test_while_nobody_judges_the_signal_it_is_overdue_and_whose_it_is_is_known(
    matter: Requisition,
) -> None:
    """Asked about the day before RED: 42 h 30 min late, whoever asks and however late."""
    [signal] = terms(matter.cast.clients["director"], "2025-09-24 12:00", "T13")
    assert signal["clock"]["late"] == {"amount": 42 * 60 + 30, "unit": "MINUTE"}
    assert (signal["standing"], signal["bucket"]) == ("OVERDUE", "MORE")
    assert signal["holderUnit"] == {"id": matter.cast.units["town"]}
    assert signal["holderPerson"] == matter.cast.people["triage"]
    [done] = terms(matter.cast.clients["director"], "2025-10-10 09:00", "T13", standings=["LATE"])
    assert done["clock"]["late"] == {"amount": 65 * 60 + 30, "unit": "MINUTE"}


def test_the_whistle_is_overdue_at_the_bureau_and_above_it(matter: Requisition) -> None:
    """Due on 29 September; 30 September, 9 and 10 October are the working days since."""
    reviewer, units = matter.cast.clients["reviewer"], matter.cast.units
    for unit in (units["bureau"], units["seat"]):
        [task] = terms(reviewer, "2025-10-10 09:00", "T42", unit=unit)
        assert task["holderUnit"] == {"id": units["bureau"]}
        assert task["holderPerson"] == matter.cast.people["bureau head"]
        assert task["holderRecorded"] is True
        assert task["clock"]["late"] == {"amount": 3, "unit": "WORKING_DAY"}
        assert task["bucket"] == "UP_TO_3"
        assert task["proposal"]["measure"] == "SUPERVISE"
    for unit in (units["town"], units["next town"]):
        assert terms(reviewer, "2025-10-10 09:00", "T42", unit=unit) == []


def test_an_incident_is_never_voided(told: Told) -> None:
    assert told.voiding == ["NotVoidable"]


def test_every_miss_is_recorded_once(matter: Requisition) -> None:
    keys = [(one["timer"], one["scope"], one["started"]) for one in matter.misses()]
    assert len(keys) == len(set(keys))
    assert {"T13", "T14", "T14a", "T20", "T31", "T42"} <= {timer for timer, _, _ in keys}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_whoever_is_not_concerned_sees_nothing(matter: Requisition, who: str) -> None:
    client = matter.cast.clients[who]
    for question in (BY_CASE, BY_NODE):
        asked = client.ask(question, {"id": matter.case}).json()
        assert asked == client.ask(question, {"id": NOBODY}).json()
        assert asked["data"] == {"it": None}
    assert client.query(REGISTER)["cases"] == {"totalCount": 0, "nodes": []}
    everything: dict[str, Any] = {"where": {"standings": EVERY_STANDING}}
    assert client.query(OVERDUE, **everything)["overdue"] == {"totalCount": 0, "nodes": []}


@pytest.mark.parametrize("who", CONCERNED)
def test_whoever_works_on_it_sees_it(matter: Requisition, who: str) -> None:
    client = matter.cast.clients[who]
    assert client.query(BY_NODE, id=matter.case)["it"]["id"] == matter.case
    assert client.query(REGISTER)["cases"]["nodes"] == [{"id": matter.case}]


@pytest.fixture(scope="module")
def answered(matter: Requisition) -> dict[str, Any]:
    """Who answered for what, as the reviewer reads it."""
    matter.it.see()
    return answering(matter.cast.clients["reviewer"], matter.case)


def test_every_miss_names_in_the_chain_whom_its_record_names(
    matter: Requisition, answered: dict[str, Any]
) -> None:
    """domain.md §5.4: the chain and the register give what the case itself put on record."""
    terms = {(one["timer"], one["scope"], one["dueAt"]): one for one in answered["terms"]}
    for miss in matter.misses():
        term = terms[miss["timer"], miss["scope"], miss["dueAt"]]
        assert term["state"] == "MISSED"
        assert term["unit"] == {"id": miss["holderUnit"]}
        assert term["personId"] == miss["holderPerson"]


def test_the_bureau_held_its_task_from_the_whistle_on(
    matter: Requisition, answered: dict[str, Any]
) -> None:
    (task,) = spans(answered, "TARGET_UNIT")
    assert (task["came"], task["ended"]) == ("CALLED", None)
    assert (instant(task["fromAt"]), task["actions"]) == (moment("2025-09-16 10:00"), 2)
    assert (task["clocksStarted"], task["clocksMet"], task["clocksMissed"]) == (3, 2, 1)
    (head,) = task["posts"]
    assert head["personId"] == matter.cast.people["bureau head"]
    assert head["post"]["roles"] == ["UNIT_HEAD"]


def test_the_leader_stands_in_the_chain_from_the_bundling_on(
    matter: Requisition, answered: dict[str, Any]
) -> None:
    (leader,) = spans(answered, "LEADER")
    assert leader["personId"] == matter.cast.people["leader"]
    assert instant(leader["fromAt"]) == moment("2025-09-25 18:00")


def test_a_minute_before_it_was_over_the_signals_term_still_ran(
    matter: Requisition, answered: dict[str, Any]
) -> None:
    found = answering(matter.cast.clients["reviewer"], matter.case, "2025-09-22T17:29:00+08:00")
    (before,), (now,) = spans(found, "CENTRE"), spans(answered, "CENTRE")
    assert before["clocksMissed"] < now["clocksMissed"]
    (signal,) = (one for one in found["terms"] if one["timer"] == "T13")
    assert signal["state"] == "RUNNING"


def test_the_late_entry_counts_for_whoever_made_it(
    matter: Requisition, answered: dict[str, Any]
) -> None:
    (late,) = (one for one in answered["breaches"] if one["kind"] == "ENTERED_LATE")
    assert late["personId"] == matter.cast.people["handler"]
    assert instant(late["happenedAt"]) == moment("2025-09-22 16:10")
    assert instant(late["recordedAt"]) == moment("2025-09-29 19:00")


def test_the_incident_is_of_whoever_led_the_matter(answered: dict[str, Any]) -> None:
    (incident,) = (one for one in answered["breaches"] if one["kind"] == "INCIDENT")
    (led,) = spans(answered, "LEAD_UNIT", "")
    assert incident["unit"] == led["unit"]


def test_the_towns_misses_are_counted_by_timer(matter: Requisition) -> None:
    reviewer, town = matter.cast.clients["reviewer"], matter.cast.units["town"]
    found = of_unit(reviewer, town, "2025-09-22", "2025-09-22", kinds=["DEADLINE_MISSED"])
    assert [(one["timer"], one["count"]) for one in found["timers"]] == [("T13", 1), ("T45", 1)]
    assert found["totals"] == [{"kind": "DEADLINE_MISSED", "count": 2}]
    (signal,) = (one for one in found["breaches"]["nodes"] if one["timer"] == "T13")
    assert (signal["case"], signal["personId"]) == (
        matter.case,
        matter.cast.people["triage"],
    )
    assert instant(signal["happenedAt"]) == moment("2025-09-22 17:30")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_learn_nothing_of_who_answers(matter: Requisition, who: str) -> None:
    client = matter.cast.clients[who]
    asked = "query($id: ID!) { case(id: $id) { accountability { chain { n } } } }"
    assert client.query(asked, id=matter.case) == {"case": None}
    found = of_unit(client, matter.cast.units["bureau"], "2025-01-01", "2025-12-31")
    assert found is None or found["breaches"]["nodes"] == []
