"""Facts a mediation may rest on, named as the state they bring it to."""

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.case.consent import ConsentRecorded, ConsentRefused, MediationApplied
from domain.case.entrustment import DelegationConfirmed, DelegationReceived
from domain.case.interruptions import ParallelProceedingNoted, PartyNotReached
from domain.case.mediation import MediationOpened, MediationTerminated
from domain.case.mediators import MediatorAppointed
from domain.case.sessions import HoldSession, SessionScheduled
from domain.case.standstill import AppraisalCommissioned, MediationSuspended
from domain.case.succession import PartyDied, SuccessorJoined
from domain.codes.mediation import (
    AttemptMethod,
    ConsentForm,
    Entrustment,
    MediationKind,
    ProceedingKind,
    SessionMode,
    Succession,
)
from domain.kernel import Act
from domain.organisation.state import Level
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LI,
    SCAN,
    TOWN,
    VILLAGE,
    ZHANG,
    acting,
    committee_head,
    mediator,
    named,
)
from tests.domain.given import MORNING, Fact, fact

MEDIATION = named("mediation", "the first procedure")
SESSION = named("session", "the first session")
US = mediator().person
"""The mediator of the procedure."""


def liaison() -> Act:
    """The court's liaison at the town centre."""
    return acting(Role.COURT_LIAISON)


def village_committee_head() -> Act:
    """The head of the village's mediation committee."""
    return acting(Role.COMMITTEE_HEAD, unit=VILLAGE)


def village_mediator() -> Act:
    """A mediator of the village."""
    return acting(Role.MEDIATOR, unit=VILLAGE, person=named("person", "village mediator"))


def consented(*people: str) -> list[Fact]:
    """已同意: these parties agreed to mediation; both of them when nobody is named."""
    return [
        fact(
            ConsentRecorded(party=person, given_by=person, form=ConsentForm.ORAL, document=None),
            by=mediator(),
        )
        for person in people or (ZHANG, LI)
    ]


def refusing(person: str = LI) -> Fact:
    """已拒绝: a party clearly refused mediation."""
    return fact(
        ConsentRefused(
            party=person, given_by=person, form=ConsentForm.ORAL, explanation="不同意调解。"
        ),
        by=mediator(),
    )


def applied(*people: str, kind: MediationKind = MediationKind.PEOPLES) -> Fact:
    """已申请: parties asked for mediation."""
    return fact(
        MediationApplied(
            kind=kind, applied_by=people, parties=people, form=ConsentForm.WRITTEN, document=SCAN
        ),
        by=mediator(),
    )


def opened(*, at: datetime | None = None, **changes: Any) -> Fact:
    """调解中: the town's committee has opened the procedure."""
    plain = MediationOpened(
        mediation=MEDIATION,
        kind=MediationKind.PEOPLES,
        organisation=TOWN,
        level=Level.TOWN,
        docking=None,
    )
    return fact(replace(plain, **changes), by=committee_head(), at=at)


def appointed(*people: str) -> Fact:
    """已选定调解员: the town's mediator, unless others are named."""
    return fact(
        MediatorAppointed(mediation=MEDIATION, mediators=people or (US,), chosen_by=()),
        by=committee_head(),
    )


def scheduled(starts_at: datetime = MORNING) -> Fact:
    """已预定调解会: a session is to be held in the mediation room."""
    return fact(
        SessionScheduled(
            mediation=MEDIATION,
            session=SESSION,
            starts_at=starts_at,
            mode=SessionMode.ROOM,
            place="镇中心调解室",
            invited=(ZHANG, LI),
            invited_units=(),
        ),
        by=mediator(),
    )


def to_hold(**changes: Any) -> HoldSession:
    """The command that records a session of both parties with the mediator."""
    plain = HoldSession(
        case=CASE,
        mediation=MEDIATION,
        mode=SessionMode.ROOM,
        place="镇中心调解室",
        mediators=(US,),
        attended=(ZHANG, LI),
        duration_minutes=90,
        minutes="双方陈述意见,未能达成一致。",
    )
    return replace(plain, **changes)


def suspended(reason: str, *, at: datetime | None = None) -> Fact:
    """已中止: the procedure stands still."""
    return fact(
        MediationSuspended(
            mediation=MEDIATION,
            reason=reason,
            evidence="见附件。",
            documents=(),
            expected_until=None,
            agreed_by=(),
        ),
        by=mediator(),
        at=at,
    )


def appraising() -> Fact:
    """鉴定中: an appraisal is under way."""
    return fact(
        AppraisalCommissioned(
            mediation=MEDIATION,
            institution="云溪司法鉴定所",
            question="因果关系及过错程度。",
            agreed_by=(ZHANG, LI),
            expected_until=None,
            documents=(),
        ),
        by=mediator(),
    )


def died(person: str = ZHANG) -> Fact:
    """已死亡: a party died."""
    return fact(PartyDied(party=person, died_on=MORNING.date(), document=SCAN))


def succeeded(successor: str, predecessor: str = ZHANG) -> Fact:
    """有承继人: an heir, who is a party by now, takes the place."""
    return fact(
        SuccessorJoined(predecessor=predecessor, successor=successor, standing=Succession.HEIR)
    )


def terminated(reason: str = "M03") -> Fact:
    """调解不成: the procedure ended without agreement."""
    return fact(
        MediationTerminated(
            mediation=MEDIATION,
            reason=reason,
            undisputed=None,
            explanation=None,
            notice_document=None,
        ),
        by=mediator(),
    )


def overtaken() -> Fact:
    """另案受理: a court has accepted the same claim."""
    return fact(
        ParallelProceedingNoted(
            proceeding=ProceedingKind.COURT,
            organ="云溪县人民法院",
            accepted_on=MORNING.date(),
            entrusted=False,
            document=None,
        ),
        by=liaison(),
    )


def delegated(entrustment: Entrustment = Entrustment.BEFORE_FILING) -> Fact:
    """已收到委派: a court entrusted the dispute."""
    return fact(
        DelegationReceived(
            entrustment=entrustment,
            organ="云溪县人民法院",
            source_ref=None,
            received_at=MORNING,
            documents=(),
        ),
        by=liaison(),
    )


def taken_on() -> Fact:
    """已确认委派: the town's committee took it on."""
    return fact(DelegationConfirmed(organisation=TOWN), by=committee_head())


def not_reached(tried_at: datetime, person: str = LI) -> Fact:
    """联系未果: a party was tried in vain."""
    return fact(
        PartyNotReached(
            party=person,
            contact=AttemptMethod.TELEPHONE,
            tried_at=tried_at,
            explanation=None,
        ),
        by=mediator(),
    )
