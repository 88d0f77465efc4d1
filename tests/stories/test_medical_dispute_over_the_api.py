"""A medical dispute, told over HTTP: every line of domain.md §9 S4.

The script is `medical_dispute.py`; here stands what each of its days must bring.
"""

from dataclasses import dataclass
from typing import Any

import pytest

from domain.policy.calendar import china
from domain.policy.daycount import due
from domain.policy.terms import term
from graphql_api.schema.scalars import format_date_time
from tests.api import Api, Client
from tests.stories.county import county
from tests.stories.figures import figures
from tests.stories.late import terms
from tests.stories.medical_dispute import (
    COURT,
    UNDISPUTED,
    People,
    agreed_in_part,
    heirs_join,
    opened,
    paused_twice,
    prolonged,
    settle,
    to_court,
)
from tests.stories.telling import Telling, Told, days_between, moment

SHOWN = """
... on PartyAdded { party { person side } }
... on AgreementEffective { scope }
... on FulfilmentRecorded { amount doneOn complete voluntary late }
... on AgreementFulfilled { voluntary late }
... on MediationTerminated { reasonCode: reason }
... on RouteAdvised { routes { route limitation untilOn } }
... on RouteFiled { filedRoute: route filedOrgan: organ filedOn filedBy }
... on CaseConcluded { outcome route organ }
"""
FIRST_ENTRY = """
query($id: ID!) { case(id: $id) { timeline(first: 1) { nodes {
  ... on IntakeRegistered { parties { person label } }
} } } }
"""


BY = {
    "WINDOW_CLERK": {
        "intake.registered", "party.added", "party.successor_joined",
        "party.representative_appointed", "party.succession_confirmed",
    },
    "TRIAGE_OFFICER": {"case.accepted", "risk.assessed", "conclusion.approved"},
    "PARTY": {"agreement.signed", "case.route_filed"},
    "RETURN_VISITOR": {"visit.made", "satisfaction.rated"},
    "COMMITTEE_HEAD": {
        "mediation.opened", "mediation.mediator_appointed", "risk.plan_filed",
        "agreement.sealed", "agreement.effective", "case.concluded",
    },
    "MEDIATOR": {
        "mediation.applied", "mediation.rights_notified", "mediation.appraisal_commissioned",
        "party.died", "mediation.suspended", "mediation.appraisal_reported", "mediation.resumed",
        "mediation.extended", "agreement.reached", "agreement.signed", "fulfilment.recorded",
        "agreement.fulfilled", "mediation.terminated", "case.route_advised",
    },
}  # fmt: skip
"""Which role did what: nobody else succeeded in anything."""


@dataclass(frozen=True)
class Dispute(Told):
    """The story at its end, and what was refused on the way."""

    who: People
    resumed_too_early: dict[str, Any]
    signed_without_authority: dict[str, dict[str, Any]]

    def seen_by(self, who: Client) -> dict[str, Any] | None:
        """The first entry of the case as somebody at the portal reads it, if they see the case."""
        case = who.query(FIRST_ENTRY, id=self.story.case)["case"]
        entry: dict[str, Any] | None = case and case["timeline"]["nodes"][0]
        return entry


@pytest.fixture(scope="module")
def told(it: Api) -> Dispute:
    """From December 2025 to May 2026, lived through once."""
    it.clock.now = moment("2025-12-26 09:00")
    who = settle(county(it))
    story = Telling(it, who.reviewer.client, SHOWN)
    opened(story, who)
    too_early = paused_twice(story, who)
    heirs_join(story, who)
    prolonged(story, who)
    no_authority = agreed_in_part(story, who)
    to_court(story, who)
    return Dispute(story, story.record(), who, too_early, no_authority)


def test_29_december_a_joint_application_opens_it_and_thirty_working_days_run(
    told: Dispute,
) -> None:
    assert told.names("2025-12-29") == [
        "intake.registered",
        "case.accepted",
        "risk.assessed",
        "mediation.applied",
        "mediation.opened",
        "mediation.mediator_appointed",
        "mediation.rights_notified",
    ]
    assert told.record["risk"] == "YELLOW"
    assert told.on("2025-12-29").due("T23") == "2026-02-10"
    assert told.on("2025-12-30").state("T11") == "MET", "a yellow matter has a plan"


def test_19_january_the_appraisal_stops_the_clock(told: Dispute) -> None:
    assert told.names("2026-01-19") == ["mediation.appraisal_commissioned"]
    paused = told.on("2026-01-19").last("T23")
    assert (paused["state"], paused["pausedFor"]) == ("PAUSED", ["P01"])


def test_25_february_the_death_is_a_second_reason(told: Dispute) -> None:
    assert told.names("2026-02-25") == ["party.died", "mediation.suspended"]
    paused = told.on("2026-02-25").last("T23")
    assert (paused["state"], paused["pausedFor"]) == ("PAUSED", ["P01", "P02"])


def test_2_march_the_report_clears_one_reason_and_the_other_stands(told: Dispute) -> None:
    assert told.names("2026-03-02") == ["mediation.appraisal_reported"]
    paused = told.on("2026-03-02").last("T23")
    assert (paused["state"], paused["pausedFor"]) == ("PAUSED", ["P02"])


def test_2_march_it_cannot_go_on_while_nobody_took_the_place(told: Dispute) -> None:
    assert told.resumed_too_early == {"missing": [told.who.patient]}


def test_6_march_three_heirs_join_with_one_representative(told: Dispute) -> None:
    assert told.names("2026-03-06") == [
        *["party.added"] * 3,
        *["party.successor_joined"] * 3,
        "party.representative_appointed",
    ]
    added = [one["party"] for one in told.events("party.added")]
    assert [one["person"] for one in added] == list(told.who.heirs)
    assert {one["side"] for one in added} == {"APPLICANT"}
    assert told.on("2026-03-06").state("T23") == "PAUSED", "their papers are not in yet"


def test_9_march_it_goes_on_with_sixteen_working_days(told: Dispute) -> None:
    assert told.names("2026-03-09") == ["party.succession_confirmed", "mediation.resumed"]
    clock = told.on("2026-03-09").last("T23")
    assert (clock["state"], clock["pausedFor"], clock["dueOn"]) == ("RUNNING", [], "2026-03-31")
    sixteen = due(moment("2026-03-09 10:00"), term("16 wd"), china())
    assert sixteen.on.isoformat() == clock["dueOn"]


def test_30_march_both_sides_add_fifteen_working_days(told: Dispute) -> None:
    assert told.names("2026-03-30") == ["mediation.extended"]
    assert told.on("2026-03-30").due("T23") == "2026-04-22"


def test_10_april_nobody_signs_for_the_heirs_without_special_authority(told: Dispute) -> None:
    one, *others = told.who.heirs
    assert told.signed_without_authority["heir"]["party"] in others
    assert told.signed_without_authority["speaker"]["party"] == one


def test_10_april_a_part_is_agreed_and_paid_the_same_day(told: Dispute) -> None:
    assert told.names("2026-04-10") == [
        "agreement.reached",
        "party.representative_appointed",
        *["agreement.signed"] * 3,
        "agreement.sealed",
        "agreement.effective",
        "fulfilment.recorded",
        "agreement.fulfilled",
    ]
    [effective] = told.events("agreement.effective")
    assert effective["scope"] == "PARTIAL"
    [paid] = told.events("fulfilment.recorded")
    assert (paid["amount"], paid["doneOn"]) == (UNDISPUTED, "2026-04-10")
    assert (paid["complete"], paid["voluntary"], paid["late"]) == (True, True, False)
    [fulfilled] = told.events("agreement.fulfilled")
    assert (fulfilled["voluntary"], fulfilled["late"]) == (True, False)
    clocks = told.on("2026-04-10")
    assert clocks.due("T34", told.story.obligations[0]) == "2026-04-10"
    assert clocks.state("T34", told.story.obligations[0]) == "MET"


def test_10_april_the_rest_goes_on(told: Dispute) -> None:
    clocks = told.on("2026-04-10")
    assert (clocks.state("T23"), clocks.due("T23")) == ("RUNNING", "2026-04-22")
    assert clocks.named("T50") == []


def test_22_april_the_rest_fails_on_its_last_day_and_is_shown_the_way_to_court(
    told: Dispute,
) -> None:
    assert told.names("2026-04-22") == ["mediation.terminated", "case.route_advised"]
    [failed] = told.events("mediation.terminated")
    assert failed["reasonCode"] == "M04"
    [advice] = told.events("case.route_advised")
    [court] = advice["routes"]
    assert (court["route"], court["untilOn"]) == ("LITIGATION", "2029-04-22")
    assert court["limitation"] == "诉讼时效三年"
    for timer in ("T23", "T35", "T35a"):
        assert told.on("2026-04-22").state(timer) == "MET"


def test_29_april_the_heirs_sue_and_the_case_ends_partly_settled_and_routed(told: Dispute) -> None:
    assert told.names("2026-04-29") == ["case.route_filed", "case.concluded"]
    [filed] = told.events("case.route_filed")
    assert (filed["filedRoute"], filed["filedOrgan"]) == ("LITIGATION", COURT)
    assert filed["filedBy"] == filed["actor"]["person"] == told.who.heirs[0]
    assert (filed["filedOn"], filed["actor"]["role"]) == ("2026-04-29", "PARTY")
    [concluded] = told.events("case.concluded")
    assert (concluded["outcome"], concluded["route"]) == ("PARTIAL", "LITIGATION")
    assert (told.record["outcome"], concluded["organ"]) == ("PARTIAL", COURT)
    assert told.on("2026-04-29").due("T50") == "2026-05-14"


def test_22_may_the_visit_comes_within_thirty_days_of_the_failure(told: Dispute) -> None:
    """And eight days after the product's own term (T50), which the record shows."""
    assert told.names("2026-05-22")[0] == "visit.made"
    assert days_between("2026-04-22", "2026-05-22") == 30
    visit = told.on("2026-05-22").last("T50")
    assert (visit["state"], visit["late"]) == ("MISSED", {"amount": 8, "unit": "DAY"})


def test_while_it_stands_still_nothing_is_overdue(told: Dispute) -> None:
    """It would have ended on 10 February; two reasons make one pause, of seven weeks."""
    reader = told.story.reader
    assert terms(reader, "2026-02-11 09:00", "T23") == []
    [paused] = terms(reader, "2026-02-11 09:00", "T23", standings=["PAUSED"])
    assert (paused["firstDueOn"], paused["clock"]["dueOn"]) == ("2026-02-10", "2026-04-22")
    assert paused["paused"] == [
        {
            "fromAt": format_date_time(moment("2026-01-19 09:00")),
            "untilAt": format_date_time(moment("2026-03-09 10:00")),
        }
    ]
    assert paused["holderUnit"] == {"id": told.who.committee}
    assert (paused["clock"]["basis"], paused["proposal"]) == ("LAW", None)


def test_the_late_visit_is_internal_and_in_the_bucket_of_its_days(told: Dispute) -> None:
    [before] = terms(told.story.reader, "2026-05-20 09:00", "T50")
    assert before["caseStanding"] == "INTERNALLY_OVERDUE"
    assert before["clock"]["late"] == {"amount": 6, "unit": "DAY"}
    assert before["bucket"] == "UP_TO_7"
    [visit] = terms(told.story.reader, "2026-05-22 18:00", "T50", standings=["LATE"])
    assert (visit["bucket"], visit["clock"]["mandatory"]) == ("UP_TO_15", False)


def test_the_dead_stay_on_record_and_their_heirs_read_it(told: Dispute) -> None:
    """个人信息保护法 art 49: the near relatives of who died may read."""
    seen = told.seen_by(told.who.heir_online)
    assert seen is not None
    labels = {one["person"]: one["label"] for one in seen["parties"]}
    assert labels[told.who.patient] == "林*"
    assert told.seen_by(told.who.stranger_online) is None


def test_nothing_that_law_asks_of_the_committee_was_late(told: Dispute) -> None:
    missed = [one for one in told.on("2026-05-22").all if one["state"] == "MISSED"]
    assert [one["timer"] for one in missed if one["mandatory"] and one["kind"] == "DUTY"] == []


def test_each_step_was_taken_by_the_role_that_may(told: Dispute) -> None:
    assert told.done_by() == BY


def test_one_more_ended_none_more_agreed_and_the_part_is_fulfilled(told: Dispute) -> None:
    """Success +1 below and +0 above the line, partial +1; fulfilment +1 of +1."""
    who = told.who
    april = figures(who.reviewer.client, who.committee, "2026-04-01", "2026-04-30")
    assert (april["AGREED"], april["PARTIAL"], april["FAILED"]) == (0, 1, 0)
    assert (april["success_rate"], april["fulfilment_rate"]) == ("0.00%", "100.00%")
    assert (april["AGR_DUE"], april["AGR_FREELY"], april["AGR_PAID"]) == (1, 1, 3_860_000)
