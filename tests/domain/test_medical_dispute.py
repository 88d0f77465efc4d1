"""S4: a medical mediation pauses twice, is prolonged by both sides, and its rest is routed.

domain.md §9. The names are invented; the dates and the calendar are the scenario's.
"""

from datetime import date
from typing import Any

from domain.case import Case, Stage
from domain.case.consent import ApplyForMediation, RecordConsent
from domain.case.mediation import (
    Advice,
    AdviseRoute,
    NotifyRights,
    OpenMediation,
    TerminateMediation,
)
from domain.case.mediators import AppointMediators
from domain.case.parties import AppointRepresentative
from domain.case.refusals.mediation import ProcedureOpen, StandsStill
from domain.case.refusals.shared import NotAllAgree
from domain.case.refusals.standstill import SuccessorsMissing
from domain.case.regions.mediations import ProcedureStage
from domain.case.standstill import (
    CommissionAppraisal,
    ExtendMediation,
    ReportAppraisal,
    ResumeMediation,
)
from domain.case.succession import ConfirmSuccession, JoinSuccessors, RecordDeath, Successor
from domain.case.values import PartyEntry
from domain.codes.matters import Difficulty
from domain.codes.mediation import ConsentForm, MediationKind, Succession
from domain.codes.parties import Power, Side
from domain.policy.clock import State
from tests.domain.county import (
    CASE,
    FIVE,
    FOUR,
    LAND_BUREAU,
    LAWYER,
    SCAN,
    SIX,
    TOWN,
    ZHANG,
    clerk,
    committee_head,
    mediator,
)
from tests.domain.policy.history import due_on, state
from tests.domain.states import to_accept, to_register
from tests.domain.states_mediation import US, to_hold
from tests.domain.story import Story, on

HOSPITAL, PATIENT = LAND_BUREAU, ZHANG
HEIRS = (FOUR, FIVE, SIX)


class Dispute(Story):
    """The story of the dispute; `here` is the procedure."""

    @property
    def here(self) -> dict[str, Any]:
        return {"case": CASE, "mediation": next(iter(self.state.mediations.all))}

    @property
    def pauses(self) -> set[str]:
        return next(iter(self.state.mediations.all.values())).pauses

    def due(self) -> str:
        return due_on(self.clocks(), "T23", self.here["mediation"])


def opened() -> Dispute:
    """2025-12-29: a joint application, and the committee opens the procedure."""
    story = Dispute()
    day = on("2025-12-26")
    register = to_register(
        received_at=day,
        dispute="0502",
        parties=(
            PartyEntry(person=PATIENT, side=Side.APPLICANT),
            PartyEntry(person=HOSPITAL, side=Side.RESPONDENT),
        ),
    )
    accept = to_accept(
        dispute="0502",
        difficulty=Difficulty.COMPLEX,
        first_responsible_unit=TOWN,
        deadline_on=date(2026, 2, 10),
    )
    apply = ApplyForMediation(
        case=CASE,
        kind=MediationKind.MEDICAL,
        form=ConsentForm.WRITTEN,
        applied_by=(PATIENT, HOSPITAL),
    )
    day = on("2025-12-29")
    story.then(register, clerk(), on("2025-12-26")).then(accept, clerk(), on("2025-12-26", "10:00"))
    story.then(apply, mediator(), day)
    story.then(OpenMediation(case=CASE, kind=MediationKind.MEDICAL), committee_head(), day)
    story.then(AppointMediators(**story.here, mediators=(US,)), committee_head(), day)
    told = NotifyRights(**story.here, parties=(PATIENT, HOSPITAL), text_version="2025-1")
    story.then(told, mediator(), day)
    return story


def appraising() -> Dispute:
    """2026-01-19: an appraisal, as both agreed."""
    story = opened()
    asked: dict[str, Any] = {"institution": "云溪司法鉴定所", "question": "过错与因果关系。"}
    day = on("2026-01-19")
    alone = CommissionAppraisal(**story.here, **asked, agreed_by=(PATIENT,))
    story.refuses(alone, mediator(), day, NotAllAgree, missing=[HOSPITAL])
    both = CommissionAppraisal(**story.here, **asked, agreed_by=(PATIENT, HOSPITAL))
    story.then(both, mediator(), day)
    return story


def bereaved() -> Dispute:
    """2026-02-25: the patient dies."""
    story = appraising()
    death = RecordDeath(case=CASE, party=PATIENT, died_on=date(2026, 2, 25), document=SCAN)
    story.then(death, clerk(), on("2026-02-25"))
    return story


def resumed() -> Dispute:
    """2026-03-02 to 2026-03-09: the report, the heirs, their papers, and it goes on."""
    story = bereaved()
    report = ReportAppraisal(**story.here, opinion="承担次要责任。", document=SCAN)
    story.then(report, mediator(), on("2026-03-02"))
    heirs = tuple(Successor(person=one, standing=Succession.HEIR) for one in HEIRS)
    join = JoinSuccessors(case=CASE, predecessor=PATIENT, successors=heirs)
    speak = AppointRepresentative(
        case=CASE,
        representative=LAWYER,
        represents=HEIRS,
        powers=(Power.MEDIATE,),
        document=SCAN,
    )
    story.then(join, clerk(), on("2026-03-06")).then(speak, clerk(), on("2026-03-06"))
    papers = ConfirmSuccession(case=CASE, predecessor=PATIENT, documents=(SCAN,))
    story.then(papers, clerk(), on("2026-03-09"))
    go_on = ResumeMediation(**story.here, reason="P02")
    story.then(go_on, mediator(), on("2026-03-09", "10:00"))
    return story


def extended() -> Dispute:
    """2026-03-30: both sides agree to fifteen more working days."""
    story = resumed()
    longer = ExtendMediation(
        **story.here, agreed_by=(LAWYER, HOSPITAL), explanation="尚需协商。", days=15
    )
    story.then(longer, mediator(), on("2026-03-30"))
    return story


def routed() -> Dispute:
    """2026-04-22: no agreement on the rest; the heirs are shown the way to court."""
    story = extended()

    def partly(case: Case) -> None:
        case.mediations.all[story.here["mediation"]].partly_agreed = True

    story.so_far.where(partly)
    end = TerminateMediation(**story.here, reason="M04", undisputed="已发生的医疗费无争议。")
    advice = AdviseRoute(
        case=CASE,
        advised=(*HEIRS, HOSPITAL),
        routes=(Advice(route="LITIGATION", limitation="诉讼时效三年", until_on=date(2029, 4, 22)),),
        rights="可向人民法院起诉。",
        written=True,
        document=SCAN,
    )
    story.then(end, mediator(), on("2026-04-22", "15:00"))
    story.then(advice, mediator(), on("2026-04-22", "16:00"))
    return story


def test_a_joint_application_is_consent_and_thirty_working_days_run() -> None:
    story = opened()
    assert story.state.stage is Stage.IN_PROGRESS
    assert story.due() == "2026-02-10"
    again = OpenMediation(case=CASE, kind=MediationKind.MEDICAL)
    story.refuses(again, committee_head(), on("2025-12-30"), ProcedureOpen)


def test_an_appraisal_pauses_it() -> None:
    story = appraising()
    assert story.pauses == {"P01"}
    held = to_hold(**story.here, attended=(PATIENT, HOSPITAL))
    story.refuses(held, mediator(), on("2026-01-20"), StandsStill, reasons=["P01"])


def test_a_death_is_a_second_reason() -> None:
    assert bereaved().pauses == {"P01", "P02"}


def test_the_report_clears_the_first_reason_only() -> None:
    story = bereaved()
    report = ReportAppraisal(**story.here, opinion="承担次要责任。", document=SCAN)
    story.then(report, mediator(), on("2026-03-02"))
    assert story.pauses == {"P02"}
    too_early = ResumeMediation(**story.here, reason="P02")
    story.refuses(too_early, mediator(), on("2026-03-02"), SuccessorsMissing, missing=[PATIENT])
    assert story.state.mediations.all[story.here["mediation"]].stage is ProcedureStage.SUSPENDED


def test_it_goes_on_when_the_heirs_have_joined() -> None:
    story = resumed()
    assert story.pauses == set()
    assert story.state.present_on(Side.APPLICANT) == [*HEIRS]
    assert PATIENT in story.state.parties, "who died stays on record"
    assert story.due() == "2026-03-31"


def test_both_sides_prolong_it_and_one_does_not() -> None:
    story = resumed()
    alone = ExtendMediation(
        **story.here, agreed_by=(FOUR, HOSPITAL), explanation="尚需协商。", days=15
    )
    day = on("2026-03-30")
    story.refuses(alone, mediator(), day, NotAllAgree, missing=[FIVE, SIX])
    assert extended().due() == "2026-04-22"


def test_the_rest_fails_on_its_last_day_and_is_routed() -> None:
    story = routed()
    (procedure,) = story.state.mediations.all.values()
    assert procedure.stage is ProcedureStage.PARTIAL
    assert story.state.ending.route_advised
    clocks = story.clocks()
    mediation = story.here["mediation"]
    for timer in ("T23", "T35", "T35a"):
        assert state(clocks, timer, "2026-04-30", mediation) is State.MET


def test_a_further_mediation_needs_everyone_anew() -> None:
    story = routed()
    yes = RecordConsent(case=CASE, party=FOUR, agrees=True, form=ConsentForm.ORAL)
    story.then(yes, mediator(), on("2026-04-23"))
    assert story.state.mediations.consents == {FOUR: True}
