"""One way to make each command of mediation, from the case as it stands."""

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any

from domain.case import Case
from domain.case.capacity import NameGuardian, RecordLostCapacity
from domain.case.clock import ExtendClock, ResumeClock, SuspendClock
from domain.case.consent import ApplyForMediation, OfferMediation, RecordConsent
from domain.case.entrustment import ConfirmDelegation, RecordDelegation
from domain.case.interruptions import (
    EndParallelProceeding,
    NoteParallelProceeding,
    RecordNotReached,
    SuspectFalseMediation,
)
from domain.case.mediation import (
    Advice,
    AdviseRoute,
    NotifyRights,
    OpenMediation,
    TerminateMediation,
)
from domain.case.mediators import AppointMediators, ReplaceMediator, ReportMisconduct
from domain.case.sessions import (
    AdjournSession,
    HoldSession,
    RecordInvestigation,
    RescheduleSession,
    ScheduleSession,
)
from domain.case.standstill import (
    CommissionAppraisal,
    ExtendMediation,
    ReportAppraisal,
    ResumeMediation,
    SuspendMediation,
)
from domain.case.succession import (
    ConfirmSuccession,
    EndSuccession,
    JoinSuccessors,
    RecordDeath,
    RecordDissolution,
    Successor,
)
from domain.codes.mediation import (
    AttemptMethod,
    ConsentForm,
    Entrustment,
    MediationKind,
    MisconductGround,
    NoSuccession,
    ProceedingKind,
    ReplacementGround,
    SessionMode,
    Succession,
)
from domain.codes.parties import Capacity
from domain.ids import PersonId
from tests.domain.county import FIVE, FOUR, LEADER, MOTHER, ON_THE_ROSTER, SCAN, SIX
from tests.domain.draws import Draw, pick
from tests.domain.given import MORNING

LATER = date(2027, 1, 1)
SAID = "情况说明。"
PAUSES = ("P01", "P03", "P04", "P07", "P08", "P09")
ENDINGS = ("M02", "M02", "M03", "M05", "M08", "M09", "M11")
SOMEBODY = (*ON_THE_ROSTER, LEADER)


def here(chance: Random, case: str, state: Case) -> dict[str, Any]:
    """The case and one of its procedures, usually the one under way."""
    current = state.mediations.under_way
    known = state.mediations.all if current is None else [current.mediation]
    return {"case": case, "mediation": pick(chance, "mediation", known)}


def mediators(state: Case) -> set[PersonId]:
    """Who mediates at the moment."""
    current = state.mediations.under_way
    return set() if current is None else current.mediators


def session(chance: Random, state: Case) -> str:
    """A session of the procedure under way."""
    current = state.mediations.under_way
    known: Iterable[str] = () if current is None else [*current.scheduled, *sorted(current.held)]
    return pick(chance, "session", known)


def party(chance: Random, state: Case) -> PersonId:
    """One of the parties."""
    return pick(chance, "person", state.parties)


def everybody(state: Case) -> tuple[PersonId, ...]:
    """Everyone who takes part; somebody, where nobody does."""
    return tuple(sorted(state.participants)) or (LEADER,)


def waiting(chance: Random, state: Case) -> PersonId:
    """Somebody whose place is waited for, or a party."""
    return pick(chance, "person", state.mediations.deceased or state.parties)


def standing(chance: Random, pauses: Iterable[str]) -> str:
    """A reason for which something stands still."""
    return chance.choice(sorted(pauses) or PAUSES)


def _scheduled(chance: Random, case: str, state: Case) -> ScheduleSession:
    return ScheduleSession(
        **here(chance, case, state),
        starts_at=MORNING.replace(year=2030),
        mode=SessionMode.VIDEO,
        invited=everybody(state),
    )


def _rescheduled(chance: Random, case: str, state: Case) -> RescheduleSession:
    return RescheduleSession(
        **here(chance, case, state),
        session=session(chance, state),
        starts_at=MORNING.replace(year=2030, month=5),
        mode=SessionMode.VIDEO,
        explanation=SAID,
    )


def _held(chance: Random, case: str, state: Case) -> HoldSession:
    return HoldSession(
        **here(chance, case, state),
        mode=SessionMode.VIDEO,
        mediators=tuple(sorted(mediators(state))) or (LEADER,),
        attended=everybody(state),
        duration_minutes=30,
        minutes=SAID,
        session=session(chance, state) if chance.random() < 0.3 else None,
    )


def _suspended(chance: Random, case: str, state: Case) -> SuspendMediation:
    return SuspendMediation(
        **here(chance, case, state),
        reason=chance.choice((*PAUSES, "P02")),
        evidence=SAID,
        agreed_by=everybody(state),
    )


def _resumed(chance: Random, case: str, state: Case) -> ResumeMediation:
    current = state.mediations.under_way
    pauses = () if current is None else current.pauses
    return ResumeMediation(**here(chance, case, state), reason=standing(chance, pauses))


def _extended(chance: Random, case: str, state: Case) -> ExtendMediation:
    return ExtendMediation(
        **here(chance, case, state), agreed_by=everybody(state), explanation=SAID, days=5
    )


def _commissioned(chance: Random, case: str, state: Case) -> CommissionAppraisal:
    return CommissionAppraisal(
        **here(chance, case, state),
        institution="云溪司法鉴定所",
        question=SAID,
        agreed_by=everybody(state),
    )


def _terminated(chance: Random, case: str, state: Case) -> TerminateMediation:
    return TerminateMediation(
        **here(chance, case, state), reason=chance.choice(ENDINGS), explanation=SAID
    )


def _joined(chance: Random, case: str, state: Case) -> JoinSuccessors:
    return JoinSuccessors(
        case=case,
        predecessor=waiting(chance, state),
        successors=(Successor(person=chance.choice((FOUR, FIVE, SIX)), standing=Succession.HEIR),),
    )


def _replaced(chance: Random, case: str, state: Case) -> ReplaceMediator:
    return ReplaceMediator(
        **here(chance, case, state),
        replaced=pick(chance, "person", mediators(state)),
        replacement=chance.choice(SOMEBODY),
        ground=ReplacementGround.UNAVAILABLE,
    )


MAKE: dict[Any, Draw] = {
    ApplyForMediation: lambda chance, case, state: ApplyForMediation(
        case=case,
        kind=chance.choice(list(MediationKind)),
        form=ConsentForm.ORAL,
        applied_by=everybody(state),
    ),
    OfferMediation: lambda chance, case, state: OfferMediation(
        case=case, kind=chance.choice(list(MediationKind))
    ),
    RecordConsent: lambda chance, case, state: RecordConsent(
        case=case,
        party=party(chance, state),
        agrees=chance.random() < 0.8,
        form=ConsentForm.ORAL,
    ),
    OpenMediation: lambda chance, case, state: OpenMediation(
        case=case, kind=chance.choice((MediationKind.PEOPLES, *MediationKind))
    ),
    NotifyRights: lambda chance, case, state: NotifyRights(
        **here(chance, case, state),
        parties=tuple(sorted(state.parties)) or (LEADER,),
        text_version="2025-1",
    ),
    AppointMediators: lambda chance, case, state: AppointMediators(
        **here(chance, case, state), mediators=tuple(chance.sample(SOMEBODY, 2))
    ),
    ReplaceMediator: _replaced,
    ReportMisconduct: lambda chance, case, state: ReportMisconduct(
        **here(chance, case, state),
        mediator=pick(chance, "person", mediators(state)),
        ground=chance.choice(list(MisconductGround)),
        facts=SAID,
    ),
    ScheduleSession: _scheduled,
    RescheduleSession: _rescheduled,
    HoldSession: _held,
    AdjournSession: lambda chance, case, state: AdjournSession(
        **here(chance, case, state), session=session(chance, state), explanation=SAID
    ),
    RecordInvestigation: lambda chance, case, state: RecordInvestigation(
        **here(chance, case, state), content=SAID, informants=(FOUR,)
    ),
    SuspendMediation: _suspended,
    ResumeMediation: _resumed,
    ExtendMediation: _extended,
    CommissionAppraisal: _commissioned,
    ReportAppraisal: lambda chance, case, state: ReportAppraisal(
        **here(chance, case, state), opinion=SAID, document=SCAN
    ),
    TerminateMediation: _terminated,
    AdviseRoute: lambda chance, case, state: AdviseRoute(
        case=case,
        advised=everybody(state),
        routes=(Advice(route="LITIGATION"),),
        rights=SAID,
        written=chance.random() < 0.3,
    ),
    RecordDeath: lambda chance, case, state: RecordDeath(
        case=case, party=party(chance, state), died_on=MORNING.date(), document=SCAN
    ),
    RecordDissolution: lambda chance, case, state: RecordDissolution(
        case=case, party=party(chance, state), dissolved_on=MORNING.date(), document=SCAN
    ),
    RecordLostCapacity: lambda chance, case, state: RecordLostCapacity(
        case=case,
        party=party(chance, state),
        capacity=chance.choice((Capacity.LIMITED, Capacity.NONE)),
        lost_on=MORNING.date(),
        document=SCAN,
    ),
    NameGuardian: lambda chance, case, state: NameGuardian(
        case=case, party=waiting(chance, state), guardian=MOTHER, document=SCAN
    ),
    JoinSuccessors: _joined,
    ConfirmSuccession: lambda chance, case, state: ConfirmSuccession(
        case=case, predecessor=waiting(chance, state), documents=(SCAN,)
    ),
    EndSuccession: lambda chance, case, state: EndSuccession(
        case=case, predecessor=waiting(chance, state), ground=NoSuccession.NO_HEIR
    ),
    NoteParallelProceeding: lambda chance, case, state: NoteParallelProceeding(
        case=case,
        proceeding=chance.choice(list(ProceedingKind)),
        organ="云溪县人民法院",
        accepted_on=MORNING.date(),
        entrusted=chance.random() < 0.3,
    ),
    EndParallelProceeding: lambda chance, case, state: EndParallelProceeding(
        case=case, explanation=SAID
    ),
    SuspectFalseMediation: lambda chance, case, state: SuspectFalseMediation(
        **here(chance, case, state), facts=SAID, organ="云溪县公安局"
    ),
    RecordNotReached: lambda chance, case, state: RecordNotReached(
        case=case,
        party=party(chance, state),
        contact=AttemptMethod.TELEPHONE,
        tried_at=MORNING,
    ),
    RecordDelegation: lambda chance, case, state: RecordDelegation(
        case=case,
        entrustment=chance.choice(list(Entrustment)),
        organ="云溪县人民法院",
        received_at=MORNING,
    ),
    ConfirmDelegation: lambda chance, case, state: ConfirmDelegation(case=case),
    SuspendClock: lambda chance, case, state: SuspendClock(
        case=case, reason=chance.choice(PAUSES), evidence=SAID
    ),
    ResumeClock: lambda chance, case, state: ResumeClock(
        case=case, reason=standing(chance, state.clock.pauses)
    ),
    ExtendClock: lambda chance, case, state: ExtendClock(
        case=case, reason="E01", explanation=SAID, due_on=chance.choice((None, LATER))
    ),
}
