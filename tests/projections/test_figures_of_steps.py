"""Party-facing steps in the figures: where, when and for whom each counts. domain.md §5.2."""

import pytest
from msgspec.structs import replace

from domain.case.contact import ContactRecorded
from domain.case.notices import NoticeServed
from domain.codes.ending import ContactMethod, VisitMethod
from domain.codes.matters import Channel
from domain.codes.notices import NoticeType, ServiceMethod
from tests.domain.county import LAND_OFFICE, TOWN, VILLAGE, ZHANG, party
from tests.domain.given import Fact, fact
from tests.domain.states import accepted, merged, registered
from tests.domain.states_agreements import moment
from tests.domain.states_ending import visited
from tests.domain.states_mediation import applied, scheduled
from tests.domain.states_orders import completed, issued
from tests.projections.counting import at, corrected, count, month, rows, voided

STEPS = ("STEPS_ONLINE", "STEPS")
BROUGHT = ("BROUGHT_ONLINE", "BROUGHT")


def contact(method: ContactMethod) -> Fact:
    return fact(ContactRecorded(contacted=ZHANG, method=method, content=None))


def notice(day: str, method: ServiceMethod = ServiceMethod.ELECTRONIC) -> Fact:
    return fact(
        NoticeServed(
            notice=NoticeType.REGISTRATION,
            text_version="2025-1",
            method=method,
            served_at=moment(day),
            receiver=ZHANG,
            proof=None,
            remark=None,
        )
    )


@pytest.mark.parametrize(
    ("channel", "brought"),
    [
        (Channel.MINI_PROGRAM, (1, 1)),
        (Channel.WALK_IN, (0, 1)),
        (Channel.HOTLINE_12345, (0, 1)),
        (Channel.POLICE_110, (0, 0)),
        (Channel.LEDGER_IMPORT, (0, 0)),
    ],
)
def test_the_first_step_is_how_somebody_brought_it(
    channel: Channel, brought: tuple[int, int]
) -> None:
    found = rows(registered(channel=channel))
    assert count(found, *BROUGHT) == brought
    assert count(found, *STEPS) == (0, 0)


def test_each_step_counts_once_online_or_not() -> None:
    said = (contact(ContactMethod.VIDEO), contact(ContactMethod.PHONE), contact(ContactMethod.SMS))
    assert count(rows(registered(), *said), *STEPS) == (1, 3)


def test_what_is_only_planned_is_no_step() -> None:
    assert count(rows(registered(), accepted(), scheduled()), *STEPS) == (0, 0)


def test_what_a_party_does_at_home_counts_for_the_unit_responsible() -> None:
    """The party has no unit; domain.md §5 counts by the unit responsible then."""
    asking = replace(applied(ZHANG), by=party(ZHANG))
    found = rows(registered(), accepted(), asking, issued(), completed())
    assert count(found, "STEPS", units=(VILLAGE,)) == 1
    assert count(found, "STEPS", units=(LAND_OFFICE,)) == 1
    assert count(found, "STEPS", units=(TOWN,)) == 0


def test_a_notice_counts_on_the_day_it_was_served() -> None:
    found = rows(registered(), at("2025-04-02", notice("2025-03-28")))
    assert count(found, *STEPS, period=month(3)) == (1, 1)
    assert count(found, "STEPS", period=month(4)) == 0
    right = corrected(2, "case.notice_served", field="served_at", value="2025-04-01T01:00:00+00:00")
    found = rows(registered(), at("2025-04-02", notice("2025-03-28")), at("2025-05-06", right))
    assert count(found, "STEPS", period=month(4)) == 1
    assert count(found, "STEPS", period=month(4), known_at=moment("2025-05-05")) == 0


def test_a_voided_step_counts_only_in_what_was_known_before() -> None:
    """ADR 0027: from the voiding on it counts no more."""
    served = at("2025-04-02", notice("2025-04-02"))
    found = rows(registered(), served, at("2025-05-06", voided(2, "case.notice_served")))
    assert count(found, *STEPS) == (0, 0)
    assert count(found, *STEPS, known_at=moment("2025-05-05")) == (1, 1)


def test_a_visit_is_a_step_and_an_answer() -> None:
    call = visited(solved=True, method=VisitMethod.VIDEO)
    found = rows(registered(), accepted(), call, voided(3, "visit.made"))
    assert count(found, *STEPS, "VISITS_SOLVED") == (0, 0, 0)
    assert count(rows(registered(), accepted(), call), *STEPS, "VISITS_SOLVED") == (1, 1, 1)


def test_the_steps_of_a_merged_complaint_were_taken_all_the_same() -> None:
    found = rows(registered(), contact(ContactMethod.ONLINE), merged())
    assert count(found, *STEPS, *BROUGHT) == (1, 1, 0, 1)
