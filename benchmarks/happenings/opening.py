"""What may happen in intake, triage and risk."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from benchmarks.drawing import DISPUTES, NARRATIVE, PAPER, TAGS, Draw, Happening
from domain.case import Case
from domain.case.acceptance import CaseAccepted, CaseRedirected
from domain.case.disposal import DisposalPlanFiled, LeaderBundled, SpecialLedgerEntered
from domain.case.intake import MaterialReceived, SupplementRequested
from domain.case.notices import NoticeServed
from domain.case.parties import PartyAdded, RepresentativeAppointed
from domain.case.protection import IdentityProtectionGranted, Pseudonym
from domain.case.refusing import CaseRefused, RefusalOverturned, RefusalProposed
from domain.case.risk import RiskDowngradeProposed, RiskLevelAssessed, RiskLevelChanged
from domain.case.state import OPEN, UNDECIDED, UNDER_WAY, Stage
from domain.case.triage import (
    CaseClassified,
    CaseScreened,
    ClassificationProposed,
    RiskSignalRecorded,
)
from domain.case.values import Confirmation, Representation
from domain.case.window import HandedBackToCentre, ResolvedOnTheSpot, SelfHandledFiled
from domain.case.withdrawal import CaseWithdrawn
from domain.codes.matters import Difficulty, MatterClass, Scale, SupplementCause, Suspicion
from domain.codes.notices import NoticeType, ServiceMethod
from domain.codes.parties import ConfirmationMethod, Power, ProtectionGround, Side
from domain.codes.risks import AssessmentMethod, RiskLevel, SignalSource, SpecialLedger
from domain.kernel import Event, day_of


def _supplement_requested(draw: Draw, state: Case) -> Event:
    return SupplementRequested(
        cause=draw.random.choice(list(SupplementCause)),
        items=("身份证明复印件", "宅基地权属材料"),
        due_on=day_of(draw.at) + timedelta(days=10),
        served_at=draw.at,
    )


def _material_received(draw: Draw, state: Case) -> Event:
    items = tuple(sorted(state.supplement.missing))[: draw.random.randrange(1, 3)]
    complete = len(items) == len(state.supplement.missing)
    return MaterialReceived(items=items, documents=(PAPER,), received_at=draw.at, complete=complete)


def _screened(draw: Draw, state: Case) -> Event:
    return CaseScreened(
        findings=NARRATIVE, missing=(), suspicions=(draw.random.choice(list(Suspicion)),)
    )


def _classification_proposed(draw: Draw, state: Case) -> Event:
    return ClassificationProposed(
        dispute=draw.one(DISPUTES),
        difficulty=draw.random.choice(list(Difficulty)),
        scale=draw.random.choice(list(Scale)),
        tags=(),
        remark=None,
        rule_version="rules-2025.1",
    )


def _classified(draw: Draw, state: Case) -> Event:
    return CaseClassified(
        dispute=draw.one(DISPUTES),
        difficulty=draw.random.choice(list(Difficulty)),
        scale=draw.random.choice(list(Scale)),
        tags=tuple(draw.random.sample(TAGS, draw.random.randrange(3))),
        remark=None,
        proposal=state.proposed_classification,
    )


def _assessed(draw: Draw, state: Case) -> Event:
    return RiskLevelAssessed(
        level=draw.random.choice(list(RiskLevel)),
        criteria=("K01", "K04"),
        rationale=NARRATIVE,
        method=draw.random.choice(list(AssessmentMethod)),
        below_default_reason=None,
        provisional=draw.random.random() < 0.3,
    )


def _signalled(draw: Draw, state: Case) -> Event:
    return RiskSignalRecorded(
        signal=draw.one(("S01", "S03", "S05", "S11")),
        red_class=True,
        source=draw.random.choice(list(SignalSource)),
        heard_at=draw.at - timedelta(hours=draw.random.randrange(30)),
        evidence=NARRATIVE,
        documents=(),
    )


def _downgrade_proposed(draw: Draw, state: Case) -> Event:
    return RiskDowngradeProposed(level=RiskLevel.YELLOW, reason=NARRATIVE)


def _risk_changed(draw: Draw, state: Case) -> Event:
    return RiskLevelChanged(
        from_level=state.risk.level or RiskLevel.BLUE,
        to_level=draw.random.choice(list(RiskLevel)),
        reason=NARRATIVE,
        signals=("S01",),
        proposed_by=draw.person(),
    )


def _plan_filed(draw: Draw, state: Case) -> Event:
    return DisposalPlanFiled(
        level=state.risk.level or RiskLevel.YELLOW,
        owner=draw.person(),
        measures=(NARRATIVE, NARRATIVE),
        watched=(draw.person(),),
        from_on=day_of(draw.at),
        to_on=day_of(draw.at) + timedelta(days=30),
    )


def _ledger_entered(draw: Draw, state: Case) -> Event:
    return SpecialLedgerEntered(ledger=draw.random.choice(list(SpecialLedger)), reason=NARRATIVE)


def _bundled(draw: Draw, state: Case) -> Event:
    return LeaderBundled(leader=draw.person(), duty=NARRATIVE)


def _accepted(draw: Draw, state: Case) -> Event:
    first = state.first_responsible_unit or draw.unit()
    return CaseAccepted(
        acceptance_number=None,
        matter_class=draw.random.choice((state.matter_class, *MatterClass)),
        dispute=state.dispute,
        difficulty=draw.random.choice(list(Difficulty)),
        first_responsible_unit=first,
        lead_unit=draw.random.choice((first, draw.unit())),
        procedure="PM",
        procedure_note=None,
        deadline_on=day_of(draw.at) + timedelta(days=30),
        told_at=draw.at,
    )


def _refusal_proposed(draw: Draw, state: Case) -> Event:
    return RefusalProposed(**_GROUNDS)


def _refused(draw: Draw, state: Case) -> Event:
    return CaseRefused(**_GROUNDS, proposed_by=draw.person())


def _refusal_overturned(draw: Draw, state: Case) -> Event:
    return RefusalOverturned(reason=NARRATIVE)


def _redirected(draw: Draw, state: Case) -> Event:
    return CaseRedirected(
        route="ARB_LABOUR", organ="云溪县劳动人事争议仲裁委员会", unit=None, limitation="一年",
        explanation=NARRATIVE, copies_to=(),
    )  # fmt: skip


def _withdrawn(draw: Draw, state: Case) -> Event:
    return CaseWithdrawn(
        withdrawn_by=tuple(state.on_side(Side.APPLICANT)[:1]),
        reason=NARRATIVE,
        voluntary_statement=PAPER,
        call_back_required=draw.random.random() < 0.5,
    )


def _notice_served(draw: Draw, state: Case) -> Event:
    return NoticeServed(
        notice=NoticeType.REGISTRATION, text_version="2025-1", method=ServiceMethod.ORAL,
        served_at=draw.at, receiver=draw.person(), proof=None, remark=None,
    )  # fmt: skip


def _party_added(draw: Draw, state: Case) -> Event | None:
    party = draw.party()
    return None if party.person in state.parties else PartyAdded(party=party)


def _represented(draw: Draw, state: Case) -> Event:
    return RepresentativeAppointed(
        representation=Representation(
            person=draw.person(),
            represents=tuple(state.parties)[:1],
            powers=(Power.PRESENT, Power.RECEIVE),
            document=PAPER,
        )
    )


def _protected(draw: Draw, state: Case) -> Event:
    return IdentityProtectionGranted(
        ground=ProtectionGround.REQUEST,
        scope=tuple(Pseudonym(person=one, label="受保护人-0A1B") for one in state.parties)[:1],
        custodians=(draw.person(),),
        reason=None,
    )


def _on_the_spot(draw: Draw, state: Case) -> Event:
    confirmation = Confirmation(
        person=draw.person(), method=draw.random.choice(list(ConfirmationMethod))
    )
    return ResolvedOnTheSpot(outcome="ANSWERED", result=NARRATIVE, confirmation=confirmation)


def _self_handled(draw: Draw, state: Case) -> Event:
    return SelfHandledFiled(
        unit=draw.unit(), outcome="RECTIFIED", result=NARRATIVE, handled_at=draw.at
    )


def _handed_back(draw: Draw, state: Case) -> Event:
    unit = state.lead_unit or draw.unit()
    return HandedBackToCentre(unit=unit, centre=draw.unit(), reason=NARRATIVE)


_GROUNDS: dict[str, Any] = {
    "reason": "N04",
    "explanation": NARRATIVE,
    "route": "LITIGATION",
    "organ": "云溪县人民法院",
    "unit": None,
    "limitation": None,
    "notice_document": PAPER,
    "cool_down": None,
}

EVERYWHERE = tuple(stage for stage in Stage if stage is not Stage.DRAFT)
HAPPENINGS: tuple[tuple[Sequence[Stage], Happening], ...] = (
    ((Stage.REGISTERED,), _supplement_requested),
    ((Stage.SUPPLEMENTING,), _material_received),
    (UNDECIDED, _screened),
    (UNDECIDED, _classification_proposed),
    (UNDER_WAY, _classified),
    (UNDER_WAY, _assessed),
    (OPEN, _signalled),
    (OPEN, _downgrade_proposed),
    (OPEN, _risk_changed),
    (OPEN, _plan_filed),
    (OPEN, _ledger_entered),
    (OPEN, _bundled),
    ((Stage.REGISTERED,), _accepted),
    (UNDECIDED, _refusal_proposed),
    (UNDECIDED, _refused),
    ((Stage.REFUSED,), _refusal_overturned),
    ((Stage.REGISTERED,), _redirected),
    (UNDER_WAY, _withdrawn),
    (EVERYWHERE, _notice_served),
    (UNDER_WAY, _party_added),
    (UNDER_WAY, _represented),
    (UNDER_WAY, _protected),
    ((Stage.REGISTERED, Stage.ACCEPTED), _on_the_spot),
    ((Stage.REGISTERED, Stage.ACCEPTED), _self_handled),
    ((Stage.REGISTERED, Stage.ACCEPTED), _handed_back),
)
"""At which stages each thing may happen; registering and merging are told by `histories.py`."""
