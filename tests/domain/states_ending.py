"""Facts of the end of a case, and what the middle chapters leave behind in its state."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from domain.case import Case
from domain.case.archive import CaseArchived
from domain.case.checking import ConclusionApproved
from domain.case.closing import CaseClosed
from domain.case.conclusion import CaseConcluded, ConcludeCase
from domain.case.regions.agreements import (
    Agreement,
    AgreementStage,
    Obligation,
    ObligationStage,
)
from domain.case.regions.mediations import Procedure, ProcedureStage
from domain.case.satisfaction import SatisfactionRated
from domain.case.values import Confirmation
from domain.case.visits import MakeReturnVisit, ReturnVisitMade
from domain.case.window import ResolvedOnTheSpot, SelfHandledFiled
from domain.case.withdrawal import CaseWithdrawn
from domain.codes.agreements import AgreementForm, AgreementScope, ObligationKind
from domain.codes.ending import (
    CheckPoint,
    FulfilmentSeen,
    Mood,
    Recurrence,
    Retention,
    Satisfaction,
    VisitMethod,
)
from domain.codes.parties import ConfirmationMethod
from domain.kernel import Act
from domain.organisation.state import Level
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LAND_OFFICE,
    LI,
    SCAN,
    VILLAGE,
    ZHANG,
    acting,
    director,
    handler,
    named,
    triage,
)
from tests.domain.given import MORNING, Fact, fact

Change = Callable[[Case], None]


def village_handler() -> Act:
    """The handler of the village committee, which has the boundary wall in hand."""
    return handler(VILLAGE)


def visitor(person: str | None = None) -> Act:
    """The town's return-visit officer."""
    return acting(Role.RETURN_VISITOR, person=person)


def supervisor(person: str | None = None) -> Act:
    """The town's supervisor."""
    return acting(Role.SUPERVISOR, person=person)


def archivist() -> Act:
    """The town's archivist."""
    return acting(Role.ARCHIVIST)


def to_conclude(**changes: Any) -> ConcludeCase:
    """The command that concludes the boundary wall: the two settled it themselves."""
    plain = ConcludeCase(
        case=CASE, outcome="SETTLED_SELF", summary="双方自行和解。", resolved_level=Level.VILLAGE
    )
    return replace(plain, **changes)


def concluded(**changes: Any) -> Fact:
    """已办结: by the village's handler."""
    plain = CaseConcluded(
        outcome="SETTLED_SELF",
        summary="双方自行和解。",
        resolved_level=Level.VILLAGE,
        route=None,
        organ=None,
        petition_handling=None,
        documents=(),
    )
    return fact(replace(plain, **changes), by=village_handler())


def checked() -> Fact:
    """办结已审核: by the triage officer."""
    return fact(ConclusionApproved(checklist=tuple(CheckPoint), remark=None), by=triage())


def to_visit(**changes: Any) -> MakeReturnVisit:
    """The command that records a call to Zhang, who is calm."""
    plain = MakeReturnVisit(
        case=CASE,
        method=VisitMethod.PHONE,
        answered_by=ZHANG,
        fulfilment=FulfilmentSeen.NOTHING_OWED,
        mood=Mood.CALM,
        recurrence=Recurrence.NONE,
    )
    return replace(plain, **changes)


def visited(**changes: Any) -> Fact:
    """已回访: Zhang was called, and is calm."""
    plain = ReturnVisitMade(
        method=VisitMethod.PHONE,
        answered_by=ZHANG,
        fulfilment=FulfilmentSeen.NOTHING_OWED,
        mood=Mood.CALM,
        recurrence=Recurrence.NONE,
        satisfaction=None,
        pressed=None,
        opinion=None,
    )
    return fact(replace(plain, **changes), by=visitor())


def rated(score: Satisfaction, party: str = ZHANG) -> Fact:
    """已评价: a party said what they think of it."""
    return fact(
        SatisfactionRated(party=party, score=score, points=(), opinion=None),
        by=acting(Role.PARTY, person=party, unit=None),
    )


def closed(reason: str = "C02") -> Fact:
    """已结案: by the director."""
    return fact(CaseClosed(reason=reason, explanation=None), by=director())


def archived(retention: Retention = Retention.YEARS_10, *, at: datetime | None = None) -> Fact:
    """已归档: the volume stands in the archive."""
    return fact(
        CaseArchived(
            volume="云调字第12号",
            items=(),
            retention=retention,
            package_hash="0" * 64,
            absences=(),
        ),
        by=archivist(),
        at=at,
    )


def withdrawn(*, call_back_required: bool = True) -> Fact:
    """已撤回: Zhang gave it up."""
    return fact(
        CaseWithdrawn(
            withdrawn_by=(ZHANG,),
            reason="已和好。",
            voluntary_statement=SCAN,
            call_back_required=call_back_required,
        )
    )


def resolved() -> Fact:
    """当场办结: answered at the window, and Zhang said yes."""
    confirmation = Confirmation(person=ZHANG, method=ConfirmationMethod.ORAL)
    return fact(ResolvedOnTheSpot(outcome="ANSWERED", result="已答复。", confirmation=confirmation))


def self_handled() -> Fact:
    """自办备案: the land office did it and told the centre."""
    return fact(
        SelfHandledFiled(unit=LAND_OFFICE, outcome="AIDED", result="已办。", handled_at=MORNING),
        by=handler(),
    )


MEDIATION = named("mediation", "about the wall")
AGREEMENT = named("agreement", "about the wall")
WALL = named("obligation", "to take the wall down")
DUE = date(2025, 6, 30)


def agreed(
    *stages: ObligationStage, form: str = "WRITTEN", scope: str = "FULL", due_on: date = DUE
) -> Change:
    """协议已生效: Li owes Zhang as many things as there are stages."""

    def change(state: Case) -> None:
        state.agreements.all[AGREEMENT] = Agreement(
            agreement=AGREEMENT,
            mediation=MEDIATION,
            form=AgreementForm(form),
            scope=AgreementScope(scope),
            stage=AgreementStage.IN_FORCE,
            effective_at=MORNING + timedelta(hours=1),
        )
        for nth, stage in enumerate(stages):
            one = WALL if nth == 0 else named("obligation", f"number {nth}")
            state.agreements.obligations[one] = Obligation(
                obligation=one,
                agreement=AGREEMENT,
                debtor=LI,
                creditor=ZHANG,
                kind=ObligationKind.MONEY,
                due_on=due_on,
                amount=Decimal(6500),
                stage=stage,
            )

    return change


def mediated(stage: ProcedureStage = ProcedureStage.FAILED, *mediators: str) -> Change:
    """有调解程序: the village's committee mediated."""

    def change(state: Case) -> None:
        state.mediations.all[MEDIATION] = Procedure(
            mediation=MEDIATION,
            kind="PEOPLES",
            organisation=VILLAGE,
            opened_at=MORNING,
            stage=stage,
            mediators=set(mediators),
        )
        state.hands.mediators.update(mediators)

    return change


def advised(state: Case) -> None:
    """已引导: the parties were told where else to go."""
    state.ending.route_advised = True
