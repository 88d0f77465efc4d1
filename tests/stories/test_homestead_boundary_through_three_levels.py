"""A homestead boundary through three levels, told over HTTP: every line of domain.md §9 S1.

The script is `homestead_boundary.py`; here stands what each of its days must bring.
"""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.api import Api
from tests.stories.answering import answering, spans
from tests.stories.county import county
from tests.stories.figures import figures
from tests.stories.homestead_boundary import (
    People,
    before_the_court,
    concluded,
    in_the_town,
    in_the_village,
    same_again,
    settle,
    the_end,
    they_agree,
    too_late,
)
from tests.stories.late import terms
from tests.stories.telling import Telling, Told, moment

SHOWN = """
... on IntakeRegistered { channel }
... on MediationTerminated { mediation reasonCode: reason }
... on RouteAdvised { routes { route } }
... on CaseEscalated { fromLevel toLevel }
... on AgreementEffective { scope confirmable effectiveAt }
... on CaseConcluded { outcome resolvedLevel }
... on FulfilmentRecorded { obligation doneOn voluntary late }
... on AgreementFulfilled { voluntary late }
... on CaseArchived { retention items { item versions } absences { item } }
"""

BY = {
    "VILLAGE_HEAD": {"case.escalated"},
    "PARTY": {"agreement.signed"},
    "HANDLER": {"order.signed", "order.assistance_completed"},
    "UNIT_HEAD": {"order.completed"},
    "TRIAGE_OFFICER": {"order.issued", "conclusion.approved"},
    "COURT_LIAISON": {"confirmation.applied", "confirmation.accepted", "confirmation.granted"},
    "RETURN_VISITOR": {"visit.made", "satisfaction.rated"},
    "CENTRE_DIRECTOR": {"case.closed"},
    "ARCHIVIST": {"case.archived"},
    "COMMITTEE_HEAD": {
        "case.accepted", "risk.assessed", "mediation.opened", "mediation.mediator_appointed",
        "agreement.sealed", "agreement.effective", "case.concluded",
    },
    "MEDIATOR": {
        "intake.registered", "party.representative_appointed", "consent.recorded",
        "mediation.rights_notified", "mediation.session_held", "mediation.terminated",
        "case.route_advised", "mediation.investigation_recorded", "agreement.reached",
        "agreement.signed", "fulfilment.recorded", "agreement.fulfilled",
    },
}  # fmt: skip
"""Which role did what: nobody else succeeded in anything."""


@dataclass(frozen=True)
class Boundary(Told):
    """The story at its end, and what was refused on 29 May."""

    who: People
    village: str
    """The village's procedure."""
    town: str
    """The town's procedure."""
    window_closed: dict[str, Any]
    ruled_already: dict[str, Any]


@pytest.fixture(scope="module")
def told(it: Api) -> Boundary:
    """From March to July 2025, lived through once."""
    it.clock.now = moment("2025-03-24 09:00")
    who = settle(county(it))
    story, clone = (Telling(it, who.reviewer.client, SHOWN) for _ in range(2))
    in_the_village(story, who)
    village = story.made["mediation"]
    in_the_town(story, who)
    same_again(clone, who)
    they_agree((story, clone), who)
    concluded(story, who)
    before_the_court(story, who)
    window_closed = too_late(clone, who, "ConfirmationWindowClosed")
    ruled_already = too_late(story, who, "ConfirmationNotAtThisPoint")
    the_end(story, who)
    town = story.made["mediation"]
    return Boundary(story, story.record(), who, village, town, window_closed, ruled_already)


def test_25_march_registered_accepted_graded_and_opened_in_one_morning(told: Boundary) -> None:
    assert told.names("2025-03-25") == [
        "intake.registered",
        "case.accepted",
        "party.representative_appointed",
        "risk.assessed",
        "consent.recorded",
        "consent.recorded",
        "mediation.opened",
        "mediation.mediator_appointed",
        "mediation.rights_notified",
    ]
    assert told.on("2025-03-25").due("T10") == "2025-03-26"
    assert told.on("2025-03-25").state("T10") == "MET"
    assert told.on("2025-03-25").due("T20", told.village) == "2025-04-25"
    [intake] = told.events("intake.registered")
    assert intake["channel"] == "SCREENING"
    assert told.record["firstResponsibleUnit"] == {"id": told.who.village}
    assert told.record["risk"] == "BLUE"


def test_two_sessions_keep_the_heartbeat(told: Boundary) -> None:
    beats = told.on("2025-04-01").named("T31")
    assert [one["dueOn"] for one in beats] == ["2025-04-01", "2025-04-03", "2025-04-08"]
    assert [one["state"] for one in beats] == ["MET", "MET", "RUNNING"]


def test_2_april_the_village_fails_and_the_town_is_among_the_ways_shown(told: Boundary) -> None:
    assert told.names("2025-04-02") == [
        "mediation.terminated",
        "case.route_advised",
        "case.escalated",
    ]
    [failed] = told.events("mediation.terminated")
    assert (failed["mediation"], failed["reasonCode"]) == (told.village, "M03")
    [advice] = told.events("case.route_advised")
    assert "PM" in [one["route"] for one in advice["routes"]]
    [escalated] = told.events("case.escalated")
    assert (escalated["fromLevel"], escalated["toLevel"]) == ("VILLAGE", "TOWN")
    assert told.on("2025-04-02").state("T20", told.village) == "MET"
    assert told.on("2025-04-02").state("T35", told.village) == "MET"


def test_3_april_the_town_has_a_working_day_to_order_and_a_month_to_mediate(told: Boundary) -> None:
    clocks = told.on("2025-04-03")
    assert clocks.due("T07") == "2025-04-07", "the holiday of 4 to 6 April lies between"
    assert clocks.raw("T20", told.town) == "2025-05-03"
    assert clocks.due("T20", told.town) == "2025-05-06"
    assert told.on("2025-04-07").state("T07") == "MET"


def test_8_april_the_order_is_signed_in_time(told: Boundary) -> None:
    assert told.on("2025-04-07").due("T16") == "2025-04-08"
    assert told.on("2025-04-08").state("T16") == "MET"
    assert told.record["leadUnit"] == {"id": told.who.justice_office}
    assert {"id": told.who.land_office} in told.record["units"]


def test_16_to_24_april_two_sessions_and_a_survey(told: Boundary) -> None:
    days = [one["occurredAt"][:10] for one in told.events("mediation.session_held")]
    assert days == ["2025-03-27", "2025-04-01", "2025-04-16", "2025-04-24"]
    assert "order.assistance_completed" in told.names("2025-04-22")
    assert "mediation.investigation_recorded" in told.names("2025-04-22")


def test_28_april_it_takes_effect_with_the_seal_and_is_concluded(told: Boundary) -> None:
    [effective] = told.events("agreement.effective")
    assert effective["effectiveAt"] == effective["occurredAt"] == "2025-04-28T08:20:00.000000Z"
    assert (effective["scope"], effective["confirmable"]) == ("FULL", True)
    [concluded] = told.events("case.concluded")
    assert concluded["occurredAt"] == "2025-04-28T09:00:00.000000Z"
    assert (concluded["outcome"], concluded["resolvedLevel"]) == ("AGREED_WRITTEN", "TOWN")


def test_28_april_the_terms_of_the_agreement_begin(told: Boundary) -> None:
    clocks = told.on("2025-04-28")
    wall, money = told.story.obligations
    assert clocks.state("T20", told.town) == "MET"
    assert clocks.due("T33", told.story.made["agreement"]) == "2025-05-28"
    assert (clocks.raw("T34", wall), clocks.due("T34", wall)) == ("2025-05-31", "2025-06-03")
    assert clocks.due("T34", money) == "2025-06-30"


def test_29_april_the_conclusion_is_checked_in_time(told: Boundary) -> None:
    assert told.on("2025-04-28").due("T53") == "2025-04-30"
    assert told.on("2025-04-29").state("T53") == "MET"


def test_in_may_the_court_is_watched_and_confirms(told: Boundary) -> None:
    assert told.on("2025-05-12").state("T33") == "MET"
    assert told.on("2025-05-12").due("T36") == "2025-05-15"
    assert told.on("2025-05-14").state("T36") == "MET"
    assert told.on("2025-05-14").due("T37") == "2025-05-29"
    assert told.on("2025-05-26").state("T37") == "MET"
    assert told.names("2025-05-26") == ["confirmation.granted"]


def test_29_may_the_window_for_the_clone_closed_the_day_before(told: Boundary) -> None:
    assert told.window_closed["due_on"] == "2025-05-28"
    assert told.ruled_already["stage"] == "GRANTED"
    assert told.names("2025-05-29") == []


def test_30_may_and_27_june_both_obligations_are_done_freely(told: Boundary) -> None:
    wall, money = told.story.obligations
    done = {one["obligation"]: one for one in told.events("fulfilment.recorded")}
    assert (done[wall]["doneOn"], done[money]["doneOn"]) == ("2025-05-30", "2025-06-27")
    assert all(one["voluntary"] and not one["late"] for one in done.values())
    [fulfilled] = told.events("agreement.fulfilled")
    assert fulfilled["occurredAt"].startswith("2025-06-27")
    assert (fulfilled["voluntary"], fulfilled["late"]) == (True, False)
    clocks = told.on("2025-06-27")
    assert clocks.state("T34", wall) == clocks.state("T34", money) == "MET"


def test_the_visit_is_counted_from_full_performance(told: Boundary) -> None:
    assert told.on("2025-05-30").named("T50") == []
    assert told.on("2025-06-27").raw("T50") == "2025-07-12"
    assert told.on("2025-06-27").due("T50") == "2025-07-14"
    assert told.on("2025-07-10").state("T50") == "MET"


def test_10_july_visited_closed_and_the_archive_term_runs(told: Boundary) -> None:
    assert told.names("2025-07-10") == ["visit.made", "satisfaction.rated", "case.closed"]
    assert told.on("2025-07-10").raw("T54") == "2025-08-09"
    assert told.on("2025-07-10").due("T54") == "2025-08-11"
    assert told.on("2025-07-15").state("T54") == "MET"


def test_the_volume_holds_every_paper(told: Boundary) -> None:
    """Items 1 to 4, 5, 7 (of four sessions), 8, 9, 10, 11 of domain.md §2.8; nothing is missing."""
    [archived] = told.events("case.archived")
    items = {one["item"]: one["versions"] for one in archived["items"]}
    assert set(items) >= {
        "APPLICATION", "RIGHTS", "IDENTITY", "AUTHORITY", "INVESTIGATION", "SESSIONS",
        "AGREEMENT", "FULFILMENT", "VISITS", "CONFIRMATION",
    }  # fmt: skip
    assert "EVIDENCE" not in items
    sessions = [one["version"] for one in told.events("mediation.session_held")]
    assert (items["SESSIONS"], len(sessions)) == (sessions, 4)
    assert told.events("agreement.sealed")[0]["version"] in items["AGREEMENT"]
    assert (archived["absences"], archived["retention"]) == ([], "PERMANENT")
    assert (told.record["stage"], told.record["outcome"]) == ("ARCHIVED", "AGREED_WRITTEN")


def test_it_is_one_case_from_the_village_to_the_archive(told: Boundary) -> None:
    versions = [one["version"] for one in told.timeline]
    assert versions == list(range(1, told.record["version"] + 1))
    assert told.record["code"].startswith("20250325-")
    opened = told.events("mediation.opened")
    assert [one["actor"]["unit"] for one in opened] == [told.who.village, told.who.town]


def test_each_step_was_taken_by_the_role_that_may(told: Boundary) -> None:
    assert told.done_by() == BY


def test_nothing_that_law_or_a_document_asks_was_late(told: Boundary) -> None:
    """Two default terms were: the overall term of an ordinary matter, and a re-assessment.

    The entry itself (T01) ends when the database wrote it, by a clock no test can move.
    """
    missed = [one for one in told.on("2025-07-15").all if one["state"] == "MISSED"]
    duties = {one["timer"] for one in missed if one["kind"] == "DUTY"} - {"T01"}
    assert duties == {"T30", "T12"}
    assert not any(one["mandatory"] for one in missed if one["timer"] in duties)


def test_the_lead_went_through_three_levels_without_a_gap(told: Boundary) -> None:
    """domain.md §5.5: from the village to the town, and by its order to the justice office."""
    led = spans(answering(told.who.reviewer.client, told.story.case), "LEAD_UNIT", "")
    units = (told.who.village, told.who.town, told.who.justice_office)
    assert [one["unit"]["id"] for one in led] == list(units)
    assert [one["came"] for one in led] == ["ACCEPTED", "ESCALATED", "ISSUED"]
    assert led[1]["beside"] == [{"id": told.who.village}]
    assert [one["toPosition"] for one in led[:-1]] == [one["fromPosition"] for one in led[1:]]
    assert [one["toAt"] for one in led[:-1]] == [one["fromAt"] for one in led[1:]]
    assert led[-1]["ended"] == "CLOSED"


def test_the_village_stays_responsible_first(told: Boundary) -> None:
    """domain.md §6.4: although the lead went to the town and on."""
    (first,) = spans(answering(told.who.reviewer.client, told.story.case), "FIRST_RESPONSIBLE_UNIT")
    assert (first["unit"], first["ended"]) == ({"id": told.who.village}, "CLOSED")
    assert first["fromAt"] == "2025-03-25T02:00:00.000000Z"
    assert first["posts"] == [], "no unit head stands over a village committee"


def test_each_procedure_names_who_mediated(told: Boundary) -> None:
    found = answering(told.who.reviewer.client, told.story.case)
    for mediation, unit in ((told.village, told.who.village), (told.town, told.who.town)):
        (committee,) = spans(found, "COMMITTEE", mediation)
        (mediator,) = spans(found, "MEDIATOR", mediation)
        assert committee["unit"] == mediator["unit"] == {"id": unit}
        assert mediator["ended"] == "MEDIATION_ENDED"
        assert mediator["actedFor"]["unit"] == {"id": unit}
        assert int(mediator["firstPosition"]) < int(mediator["lastPosition"])


def test_the_order_was_signed_by_the_office_it_was_given_to(told: Boundary) -> None:
    found = answering(told.who.reviewer.client, told.story.case)
    (order,) = (one for one in spans(found, "LEAD_UNIT") if one["scope"])
    assert (order["unit"], order["ended"]) == ({"id": told.who.justice_office}, "COMPLETED")
    assert order["beside"] == [{"id": told.who.land_office}]
    [signed] = told.events("order.signed")
    assert order["signed"] == signed["version"]
    (term,) = (one for one in found["terms"] if one["timer"] == "T16")
    assert (term["state"], term["unit"]) == ("MET", {"id": told.who.justice_office})


def test_the_overall_term_is_of_the_village_though_others_had_the_matter(told: Boundary) -> None:
    """domain.md §6.4: 15 days from 25 March, when the town had the lead and an order was out."""
    found = answering(told.who.reviewer.client, told.story.case)
    (overall,) = (one for one in found["terms"] if one["timer"] == "T30")
    assert (overall["state"], overall["basis"]) == ("MISSED", "DEFAULT")
    assert overall["unit"] == {"id": told.who.village}
    assert [one["percent"] for one in overall["shares"]] == ["100.00"]


def test_no_term_of_the_law_was_missed(told: Boundary) -> None:
    found = answering(told.who.reviewer.client, told.story.case)
    missed = [one for one in found["terms"] if one["state"] == "MISSED"]
    assert [one for one in missed if one["basis"] == "LAW"] == []
    assert {one["kind"] for one in found["breaches"]} <= {"ENTERED_LATE"}


def test_april_counts_a_success_of_the_town_and_a_failure_of_the_village(told: Boundary) -> None:
    """Each procedure for who ran it, on its day; the case itself once. The clone agreed, too."""
    who, april = told.who, ("2025-04-01", "2025-04-30")
    village = figures(who.reviewer.client, who.village, *april)
    assert (village["AGREED"], village["FAILED"], village["ESCALATED"]) == (0, 1, 1)
    town = figures(who.reviewer.client, who.town, *april)
    assert (town["AGREED"] - 1, town["FAILED"], town["success_rate"]) == (1, 1, "66.67%")
    march = figures(who.reviewer.client, who.town, "2025-03-01", "2025-03-31")
    assert (march["REG"], march["ACC"], march["ACC_CONCLUDED"]) == (1, 1, 1)


def test_the_fulfilment_counts_in_june_and_the_town_resolved_it(told: Boundary) -> None:
    """Due with the last obligation on 30 June, done freely on the 27th; the clone's is not."""
    who = told.who
    june = figures(who.reviewer.client, who.town, "2025-06-01", "2025-06-30")
    assert (june["AGR_DUE"], june["AGR_FREELY_ON_TIME"]) == (2, 1)
    april = figures(who.reviewer.client, who.town, "2025-04-01", "2025-04-30")
    assert (april["CON"], april["RESOLVED_TOWN"], april["RESOLVED_LOCAL"]) == (1, 1, 0)
    assert april["AGR_DUE"] == 0
    july = figures(who.reviewer.client, who.town, "2025-07-01", "2025-07-31")
    assert (july["CLOSED"], july["RATED_GOOD"], july["OPEN"]) == (1, 1, 1)


def test_what_was_late_was_late_internally_only(told: Boundary) -> None:
    reader, this = told.story.reader, [told.story.case]
    late = terms(reader, "2025-07-15 18:00", standings=["LATE", "OVERDUE"], cases=this)
    assert {one["clock"]["timer"] for one in late} - {"T01"} == {"T30", "T12"}
    assert {one["clock"]["mandatory"] for one in late if one["clock"]["timer"] != "T01"} == {False}
    [overall] = terms(reader, "2025-04-20 09:00", "T30", cases=this)
    assert (overall["standing"], overall["caseStanding"]) == ("OVERDUE", "INTERNALLY_OVERDUE")


def test_the_towns_month_shows_its_plain_and_its_moved_end(told: Boundary) -> None:
    [month] = terms(told.story.reader, "2025-04-20 09:00", "T20", standings=["RUNNING"])
    assert (month["clock"]["rawDueOn"], month["clock"]["dueOn"]) == ("2025-05-03", "2025-05-06")
    assert (month["clock"]["scope"], month["holderUnit"]) == (told.town, {"id": told.who.town})
    [village] = terms(told.story.reader, "2025-04-20 09:00", "T20", standings=["MET"])
    assert village["holderUnit"] == {"id": told.who.village}
