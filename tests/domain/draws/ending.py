"""How to make each command of contact, visits, ratings, conclusion, closing and the archive."""

from random import Random

from domain.case import Case
from domain.case.archive import Absence, ArchiveCase
from domain.case.checking import ApproveConclusion, RejectConclusion
from domain.case.closing import CloseCase
from domain.case.conclusion import ConcludeCase
from domain.case.contact import RecordContact
from domain.case.reopening import ReopenCase
from domain.case.retention import (
    ApproveDestruction,
    ExecuteDestruction,
    ExtendRetention,
    LiftHold,
    PlaceHold,
)
from domain.case.routes_filed import RecordRouteFiled
from domain.case.satisfaction import RateSatisfaction, ReviewDissatisfaction
from domain.case.state import Stage
from domain.case.visits import MakeReturnVisit, RecordUnreachable
from domain.case.volume import lacking, least_retention
from domain.codes.ending import (
    CheckPoint,
    ContactMethod,
    DissatisfactionClass,
    FulfilmentSeen,
    Mood,
    PetitionHandling,
    Recurrence,
    Retention,
    Satisfaction,
    VisitMethod,
)
from domain.codes.outcomes import PETITION_OUTCOMES
from domain.kernel import Command
from domain.organisation.state import Level
from tests.domain.county import SCAN
from tests.domain.draws import Draw, pick
from tests.domain.given import MORNING

SAID = "情况说明。"


def _conclude(chance: Random, case: str, state: Case) -> Command:
    outcomes = ["AIDED", "ANSWERED", "SETTLED_SELF", "OTHER", "FAILED", "WITHDRAWN"]
    outcomes += ["ABATED", "ROUTED"]
    for agreement in state.agreements.in_force:
        whole = agreement.scope == "FULL"
        outcomes += [f"AGREED_{agreement.form}" if whole else "PARTIAL"] * 8
    if state.petition.opinion is not None:
        outcomes += [state.petition.opinion] * 8
    outcome = chance.choice(outcomes)
    petition = outcome in PETITION_OUTCOMES
    return ConcludeCase(
        case=case,
        outcome=outcome,
        summary=SAID,
        resolved_level=chance.choice((Level.TOWN, Level.TOWN, Level.TOWN, Level.VILLAGE)),
        route="LITIGATION" if outcome == "ROUTED" else None,
        organ="有关法院" if outcome == "ROUTED" else None,
        petition_handling=PetitionHandling.SOLVED if petition else None,
    )


def _close(chance: Random, case: str, state: Case) -> Command:
    fitting = {Stage.WITHDRAWN: "C05", Stage.REFUSED: "C07", Stage.REDIRECTED: "C03"}
    usual = ("C01", "C02", "C03", "C04", "C08", "C09", "C10", "C10", "C10")
    reason = fitting.get(state.stage, chance.choice(usual))
    return CloseCase(case=case, reason=reason, explanation=SAID)


def _archive(chance: Random, case: str, state: Case) -> Command:
    return ArchiveCase(
        case=case,
        volume="云调字第12号",
        retention=chance.choice((least_retention(state), *Retention)),
        package_hash="0" * 64,
        absences=tuple(Absence(item=item, reason=SAID) for item in lacking(state)),
    )


MAKE: dict[type[Command], Draw] = {
    RecordContact: lambda chance, case, state: RecordContact(
        case=case,
        contacted=pick(chance, "person", state.parties),
        method=chance.choice(list(ContactMethod)),
    ),
    RecordRouteFiled: lambda chance, case, state: RecordRouteFiled(
        case=case,
        route=chance.choice(("LITIGATION", "ARB_LABOUR", "NEGOTIATION")),
        organ="有关机关",
        filed_on=MORNING.date(),
        filed_by=pick(chance, "person", state.parties),
    ),
    MakeReturnVisit: lambda chance, case, state: MakeReturnVisit(
        case=case,
        method=chance.choice(list(VisitMethod)),
        answered_by=pick(chance, "person", state.parties),
        fulfilment=chance.choice(list(FulfilmentSeen)),
        mood=chance.choice(list(Mood)),
        recurrence=chance.choice(list(Recurrence)),
        satisfaction=chance.choice((None, *Satisfaction)),
        pressed=chance.random() < 0.3 if state.stage is Stage.WITHDRAWN else None,
        solved=chance.choice((None, True, False)),
    ),
    RecordUnreachable: lambda chance, case, state: RecordUnreachable(
        case=case,
        method=chance.choice(list(VisitMethod)),
        tried=pick(chance, "person", state.parties),
    ),
    RateSatisfaction: lambda chance, case, state: RateSatisfaction(
        case=case,
        party=pick(chance, "person", state.parties),
        score=chance.choice(list(Satisfaction)),
    ),
    ReviewDissatisfaction: lambda chance, case, state: ReviewDissatisfaction(
        case=case, finding=chance.choice(list(DissatisfactionClass)), explanation=SAID
    ),
    ConcludeCase: _conclude,
    ApproveConclusion: lambda chance, case, state: ApproveConclusion(
        case=case, checklist=tuple(CheckPoint)
    ),
    RejectConclusion: lambda chance, case, state: RejectConclusion(
        case=case, failed=(chance.choice(list(CheckPoint)),), deficiencies=(SAID,)
    ),
    CloseCase: _close,
    ReopenCase: lambda chance, case, state: ReopenCase(
        case=case,
        reason=chance.choice(("R01", "R02", "R03", "R04", "R06", "R08")),
        explanation=SAID,
        documents=(SCAN,),
    ),
    ArchiveCase: _archive,
    ExtendRetention: lambda chance, case, state: ExtendRetention(
        case=case, retention=chance.choice((Retention.PERMANENT, *Retention)), basis=SAID
    ),
    PlaceHold: lambda chance, case, state: PlaceHold(case=case, basis=SAID, document=SCAN),
    LiftHold: lambda chance, case, state: LiftHold(case=case, basis=SAID),
    ApproveDestruction: lambda chance, case, state: ApproveDestruction(
        case=case, basis=SAID, document=SCAN
    ),
    ExecuteDestruction: lambda chance, case, state: ExecuteDestruction(case=case, document=SCAN),
}
