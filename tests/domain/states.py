"""Facts a case may rest on, named as the state they bring it to."""

from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from domain.case.acceptance import AcceptCase, CaseAccepted, CaseRedirected
from domain.case.code import case_code
from domain.case.disposal import LeaderBundled
from domain.case.intake import IntakeRegistered, RegisterIntake, SupplementRequested
from domain.case.merging import CaseMerged, ComplaintsJoined
from domain.case.protection import IdentityProtectionGranted, Pseudonym
from domain.case.refusing import CaseRefused, RefusalProposed
from domain.case.risk import RiskDowngradeProposed, RiskLevelAssessed, RiskLevelChanged
from domain.case.triage import CaseClassified, CaseScreened, RiskSignalRecorded
from domain.case.values import Complaint, Grounds, Party, PartyEntry
from domain.codes.matters import (
    Channel,
    Difficulty,
    MatchBasis,
    MatterClass,
    Scale,
    SupplementCause,
)
from domain.codes.parties import Capacity, ProtectionGround, Side
from domain.codes.risks import AssessmentMethod, RiskLevel, SignalSource
from domain.person import PersonKind
from tests.domain.county import (
    CASE,
    LAND_BUREAU,
    LAND_OFFICE,
    LEADER,
    LI,
    NOTICE,
    OTHER,
    PEOPLE,
    TOWN,
    VILLAGE,
    ZHANG,
    committee_head,
    director,
    petition_office,
    triage,
)
from tests.domain.given import MORNING, Fact, fact

SUMMARY = "申请人称对方砌墙占用其宅基地通道,要求恢复原状。"


def one_party(person: str, side: Side, **changes: Any) -> Party:
    """A party as the record keeps it."""
    known = PEOPLE[person]
    plain = Party(
        person=person,
        label=known.label,
        kind=known.kind,
        side=side,
        capacity=Capacity.FULL,
        under_14=False,
        guardian=None,
        guardian_consent=None,
        unit=None,
    )
    return replace(plain, **changes)


APPLICANT = one_party(ZHANG, Side.APPLICANT)
RESPONDENT = one_party(LI, Side.RESPONDENT)
ACCUSED_OFFICE = one_party(
    LAND_BUREAU, Side.RESPONDENT, kind=PersonKind.ORGANISATION, unit=LAND_OFFICE
)


def to_register(**changes: Any) -> RegisterIntake:
    """The command that registers the boundary wall."""
    plain = RegisterIntake(
        matter_class=MatterClass.DISPUTE,
        channel=Channel.WALK_IN,
        received_at=MORNING,
        summary=SUMMARY,
        parties=(
            PartyEntry(person=ZHANG, side=Side.APPLICANT),
            PartyEntry(person=LI, side=Side.RESPONDENT),
        ),
        dispute="0202",
    )
    return replace(plain, **changes)


def registered(**changes: Any) -> Fact:
    """已登记: a dispute about a wall, between Zhang and Li, at the town centre."""
    plain = IntakeRegistered(
        case=CASE,
        code=case_code(date(2025, 3, 25), CASE),
        matter_class=MatterClass.DISPUTE,
        channel=Channel.WALK_IN,
        source_ref=None,
        received_at=MORNING,
        centre=TOWN,
        area="990101100",
        parties=(APPLICANT, RESPONDENT),
        representatives=(),
        place=None,
        dispute="0202",
        summary=SUMMARY,
        claim=None,
        people_count=2,
        first_visit=True,
        attachments=(),
        protected_requested=False,
    )
    return fact(replace(plain, **changes))


def reported(**changes: Any) -> Fact:
    """已登记的检举控告: a report against the natural resources office."""
    told = {
        "matter_class": MatterClass.REPORT,
        "dispute": None,
        "parties": (replace(APPLICANT, label="举报人-7F3A"), ACCUSED_OFFICE),
    }
    return registered(**{**told, **changes})


def petitioned(**changes: Any) -> Fact:
    """已登记的信访: a demand concerning the natural resources office."""
    told = {
        "matter_class": MatterClass.PETITION_DEMAND,
        "dispute": "1102",
        "parties": (APPLICANT, ACCUSED_OFFICE),
    }
    return registered(**{**told, **changes})


def protected(*custodians: str, people: tuple[str, ...] = (ZHANG,)) -> Fact:
    """已保护: identities are protected, and these may work with the case."""
    return fact(
        IdentityProtectionGranted(
            ground=ProtectionGround.REQUEST,
            scope=tuple(Pseudonym(person=person, label="受保护人-0A1B") for person in people),
            custodians=custodians,
            reason=None,
        ),
        by=director(),
    )


def supplementing(*items: str, due_on: date = date(2025, 4, 3)) -> Fact:
    """待补正: proof of identity was asked for."""
    return fact(
        SupplementRequested(
            cause=SupplementCause.IDENTITY,
            items=items or ("身份证明",),
            due_on=due_on,
            served_at=None,
        )
    )


def screened() -> Fact:
    """已筛查: the triage officer has looked at it."""
    return fact(CaseScreened(findings="事实清楚", missing=(), suspicions=()), by=triage())


def heard(signal: str, at: datetime = MORNING) -> Fact:
    """有风险信号: something was heard."""
    return fact(
        RiskSignalRecorded(
            signal=signal,
            red_class=signal != "S99",
            source=SignalSource.NEIGHBOUR,
            heard_at=at,
            evidence=None,
            documents=(),
        )
    )


def assessed(level: RiskLevel, *, provisional: bool = False) -> Fact:
    """已评定: the case has its level."""
    return fact(
        RiskLevelAssessed(
            level=level,
            criteria=("K08",),
            rationale="综合评定",
            method=AssessmentMethod.PERSON,
            below_default_reason=None,
            provisional=provisional,
        ),
        by=triage(),
    )


def raised(to: RiskLevel, *, before: RiskLevel = RiskLevel.BLUE) -> Fact:
    """已上调: the level went up."""
    return fact(
        RiskLevelChanged(
            from_level=before, to_level=to, reason="升级", signals=(), proposed_by=None
        ),
        by=triage(),
    )


def downgrade_proposed(level: RiskLevel) -> Fact:
    """已提出降级: the triage officer wants a lower level."""
    return fact(RiskDowngradeProposed(level=level, reason="已平息"), by=triage())


def classified(*tags: str, dispute: str = "0202") -> Fact:
    """已分级分类: type, difficulty and tags are decided."""
    return fact(
        CaseClassified(
            dispute=dispute,
            difficulty=Difficulty.ORDINARY,
            scale=Scale.INDIVIDUAL,
            tags=tags,
            remark=None,
            proposal=None,
        ),
        by=triage(),
    )


def bundled() -> Fact:
    """已包案: a leader has taken it on."""
    return fact(LeaderBundled(leader=LEADER, duty="牵头化解"), by=director())


def to_accept(**changes: Any) -> AcceptCase:
    """The command that accepts the boundary wall for the village committee."""
    plain = AcceptCase(
        case=CASE,
        matter_class=MatterClass.DISPUTE,
        difficulty=Difficulty.SIMPLE,
        first_responsible_unit=VILLAGE,
        procedure="PM",
        deadline_on=date(2025, 4, 25),
    )
    return replace(plain, **changes)


def accepted(**changes: Any) -> Fact:
    """已受理: the village committee is responsible first."""
    plain = CaseAccepted(
        acceptance_number=None,
        matter_class=MatterClass.DISPUTE,
        dispute="0202",
        difficulty=Difficulty.SIMPLE,
        first_responsible_unit=VILLAGE,
        lead_unit=VILLAGE,
        procedure="PM",
        procedure_note=None,
        deadline_on=date(2025, 4, 25),
        told_at=None,
    )
    return fact(replace(plain, **changes))


GROUNDS = Grounds(
    reason="N04",
    explanation="人民法院已受理同一纠纷。",
    route="LITIGATION",
    organ="云溪县人民法院",
    notice_document=NOTICE,
)


def _content(grounds: Grounds) -> dict[str, Any]:
    return {name: getattr(grounds, name) for name in grounds.__struct_fields__}


def refusal_proposed(grounds: Grounds = GROUNDS) -> Fact:
    """拟不予受理: the triage officer proposes to refuse."""
    return fact(RefusalProposed(**_content(grounds)), by=triage())


def refused(grounds: Grounds = GROUNDS) -> Fact:
    """不予受理: the committee head has decided on the triage officer's proposal."""
    proposer = triage().person
    return fact(CaseRefused(**_content(grounds), proposed_by=proposer), by=committee_head())


def redirected() -> Fact:
    """已告知引导: shown the way to arbitration."""
    return fact(
        CaseRedirected(
            route="ARB_LABOUR",
            organ="云溪县劳动人事争议仲裁委员会",
            unit=None,
            limitation="一年",
            explanation="应先经仲裁。",
            copies_to=(),
        ),
        by=petition_office(),
    )


def merged(into: str = OTHER) -> Fact:
    """已并入主案: it goes on in another case."""
    return fact(
        CaseMerged(into=into, match_basis=MatchBasis.SAME_FACTS, explanation=None), by=triage()
    )


def complaint(case: str, *parties: Party, via: str | None = None) -> Complaint:
    """A registration as a complaint of a main case."""
    return Complaint(
        case=case,
        code=case_code(date(2025, 3, 25), case),
        received_at=MORNING,
        parties=parties or (APPLICANT, RESPONDENT),
        representations=(),
        via=via,
    )


def joined(*complaints: Complaint) -> Fact:
    """有并入诉求: complaints were joined to this main case."""
    return fact(
        ComplaintsJoined(
            complaints=complaints, match_basis=MatchBasis.SAME_FACTS, first_received_at=MORNING
        ),
        by=triage(),
    )
