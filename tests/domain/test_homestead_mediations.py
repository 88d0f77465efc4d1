"""S1: the village mediates and fails, the town mediates anew (domain.md §9)."""

from datetime import date
from typing import Any

from domain.case.consent import RecordConsent
from domain.case.mediation import (
    Advice,
    AdviseRoute,
    NotifyRights,
    OpenMediation,
    TerminateMediation,
)
from domain.case.mediators import AppointMediators
from domain.case.refusals.mediation import ConsentMissing, NotYourProcedure
from domain.case.regions.mediations import ProcedureStage
from domain.codes.mediation import ConsentForm, MediationKind
from domain.policy.clock import State
from tests.domain.county import (
    CASE,
    LI,
    ONE,
    TOWN,
    VILLAGE,
    ZHANG,
    clerk,
    committee_head,
    mediator,
)
from tests.domain.policy.history import due_on, state
from tests.domain.states import to_accept, to_register
from tests.domain.states_mediation import (
    US,
    to_hold,
    village_committee_head,
    village_mediator,
)
from tests.domain.story import Story, on

OPEN = OpenMediation(case=CASE, kind=MediationKind.PEOPLES)
HEAD = village_committee_head()


def last(story: Story) -> dict[str, Any]:
    """The latest procedure, as commands name it."""
    return {"case": CASE, "mediation": list(story.state.mediations.all)[-1]}


def everybody_agrees(story: Story, day: str) -> None:
    for person in (ZHANG, LI):
        yes = RecordConsent(case=CASE, party=person, agrees=True, form=ConsentForm.ORAL)
        story.then(yes, village_mediator(), on(day, "10:30"))


def in_the_village() -> Story:
    """2025-03-25: registered, accepted, everyone agrees, and the village opens."""
    story = Story()
    first = on("2025-03-25", "09:10")
    register = to_register(received_at=first, dispute="0902")
    story.then(register, clerk(), first)
    accept = to_accept(dispute="0902", deadline_on=date(2025, 4, 25))
    story.then(accept, clerk(), on("2025-03-25", "10:00"))
    everybody_agrees(story, "2025-03-25")
    story.then(OPEN, HEAD, on("2025-03-25", "10:40"))
    day = on("2025-03-25", "10:50")
    story.then(AppointMediators(**last(story), mediators=(ONE,)), HEAD, day)
    told = NotifyRights(**last(story), parties=(ZHANG, LI), text_version="2025-1")
    return story.then(told, HEAD, day)


def failed() -> Story:
    """2025-03-27 to 04-02: two sessions without result, and the town is named as a way."""
    story = in_the_village()
    for day in ("2025-03-27", "2025-04-01"):
        story.then(to_hold(**last(story), mediators=(ONE,)), HEAD, on(day))
    end = TerminateMediation(**last(story), reason="M03")
    advice = AdviseRoute(
        case=CASE,
        advised=(ZHANG, LI),
        routes=(Advice(route="PM"), Advice(route="LITIGATION")),
        rights="可申请镇调解委员会调解,或向人民法院起诉。",
    )
    story.then(end, HEAD, on("2025-04-02"))
    return story.then(advice, village_mediator(), on("2025-04-02", "10:00"))


def in_the_town() -> Story:
    """2025-04-03: everyone agrees anew, and the town opens."""
    story = failed()
    everybody_agrees(story, "2025-04-03")
    return story.then(OPEN, committee_head(), on("2025-04-03", "11:00"))


def test_the_villages_month() -> None:
    story = in_the_village()
    clocks = story.clocks()
    assert due_on(clocks, "T20", last(story)["mediation"]) == "2025-04-25"
    assert due_on(clocks, "T31") == "2025-04-01"


def test_two_sessions_keep_it_moving() -> None:
    story = failed()
    (village,) = story.state.mediations.all.values()
    assert (village.stage, village.sessions) == (ProcedureStage.FAILED, 2)
    assert village.organisation == VILLAGE


def test_advice_the_same_day_by_word_of_mouth_leaves_the_paper_owed() -> None:
    story = failed()
    mediation = last(story)["mediation"]
    clocks = story.clocks()
    assert state(clocks, "T35a", "2025-04-03 12:00", mediation) is State.MET
    assert state(clocks, "T35", "2025-04-02 12:00", mediation) is not State.MET


def test_the_town_needs_everyones_consent_anew() -> None:
    story = failed()
    day = on("2025-04-03")
    story.refuses(OPEN, committee_head(), day, ConsentMissing, missing=[ZHANG, LI])


def test_the_towns_month_rolls_over_the_holidays() -> None:
    story = in_the_town()
    town = last(story)["mediation"]
    assert due_on(story.clocks(), "T20", town) == "2025-05-06"
    assert story.state.mediations.all[town].organisation == TOWN
    assert {VILLAGE, TOWN} <= story.state.hands.handling_units


def test_the_village_has_no_hand_in_the_towns_procedure() -> None:
    story = in_the_town()
    appoint = AppointMediators(**last(story), mediators=(US,))
    story.refuses(appoint, HEAD, on("2025-04-03", "11:30"), NotYourProcedure)
    story.then(appoint, committee_head(), on("2025-04-03", "11:30"))
    story.then(to_hold(**last(story)), mediator(), on("2025-04-16"))
