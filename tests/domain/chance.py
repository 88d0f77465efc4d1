"""Commands at random: one way to make each, from a few people, units and codes.

The values are few so that they meet: the same three parties, four members of staff, five units.
"""

from collections.abc import Callable
from datetime import date
from random import Random

from domain.case import Case
from domain.case.acceptance import AcceptCase, RedirectCase
from domain.case.disposal import BundleToLeader, EnterSpecialLedger, FilePlan
from domain.case.intake import ReceiveMaterial, RegisterIntake, RequestSupplement
from domain.case.merging import FlagDuplicate, LinkCases, MergeCase, UnmergeCase
from domain.case.notices import ServeNotice
from domain.case.parties import AddParty, AppointRepresentative
from domain.case.protection import ProtectIdentity
from domain.case.refusing import OverturnRefusal, ProposeRefusal, RefuseCase
from domain.case.risk import (
    ApproveRiskDowngrade,
    AssessRisk,
    ChangeRisk,
    ProposeRiskDowngrade,
)
from domain.case.triage import ClassifyCase, ProposeClassification, RecordSignal, ScreenCase
from domain.case.values import Confirmation, Grounds, PartyEntry
from domain.case.window import FileSelfHandled, HandBackToCentre, ResolveOnTheSpot
from domain.case.withdrawal import WithdrawCase
from domain.codes.matters import (
    Channel,
    Difficulty,
    LinkKind,
    MatchBasis,
    MatterClass,
    Scale,
    SupplementCause,
)
from domain.codes.notices import NoticeType, ServiceMethod
from domain.codes.parties import ConfirmationMethod, Power, ProtectionGround, Side
from domain.codes.risks import RiskLevel, SignalSource, SpecialLedger
from domain.kernel import Command
from tests.domain import draws
from tests.domain.county import (
    COUNTY,
    LAND_OFFICE,
    LEADER,
    LI,
    NOTICE,
    ONE,
    OWNER,
    SCAN,
    TOWN,
    TWO,
    VILLAGE,
    WANG,
    ZHANG,
)
from tests.domain.given import MORNING

PARTIES = (ZHANG, WANG, LI)
STAFF = (OWNER, LEADER, ONE, TWO)
UNITS = (TOWN, TOWN, TOWN, VILLAGE, LAND_OFFICE, COUNTY)
CLASSES = (*MatterClass, *[MatterClass.DISPUTE] * 20)
DISPUTES = ("0202", "0901", "1102", "0101")
LATER = date(2026, 1, 1)
SAID = "情况说明。"


def some(chance: Random, values: tuple[str, ...], most: int = 2) -> tuple[str, ...]:
    """None, one or several of the values, each once."""
    return tuple(chance.sample(values, chance.randint(0, most)))


def registration(chance: Random) -> RegisterIntake:
    """A matter between some of three people; the third one's side has a unit."""
    people = some(chance, PARTIES, 3)
    return RegisterIntake(
        matter_class=chance.choice(CLASSES),
        channel=chance.choice((Channel.WALK_IN, Channel.SCREENING)),
        received_at=MORNING,
        summary="反映一件事项。",
        parties=tuple(
            PartyEntry(
                person=person,
                side=Side.RESPONDENT if person == LI else Side.APPLICANT,
                unit=LAND_OFFICE if person == LI else None,
            )
            for person in people
        ),
        dispute=chance.choice(DISPUTES),
    )


def grounds(chance: Random) -> Grounds:
    """Grounds of a refusal, now and then without having calmed anybody."""
    return Grounds(
        reason=chance.choice(("N04", "N04", "N12", "N16")),
        explanation=SAID,
        route=chance.choice(("LITIGATION", "DISCIPLINE")),
        organ="有关机关",
        notice_document=NOTICE,
        cool_down=chance.choice((None, SAID, SAID)),
    )


Make = Callable[[Random, str, str], Command]

OPENING: dict[type[Command], Make] = {
    AcceptCase: lambda chance, here, _: AcceptCase(
        case=here,
        matter_class=chance.choice(CLASSES),
        difficulty=chance.choice(list(Difficulty)),
        first_responsible_unit=chance.choice(UNITS),
        procedure="PM",
        deadline_on=LATER,
    ),
    RedirectCase: lambda chance, here, _: RedirectCase(
        case=here, route="DISCIPLINE", organ="有关机关", explanation=SAID
    ),
    ProposeRefusal: lambda chance, here, _: ProposeRefusal(case=here, grounds=grounds(chance)),
    RefuseCase: lambda chance, here, _: RefuseCase(
        case=here, grounds=grounds(chance) if chance.random() < 0.5 else None
    ),
    OverturnRefusal: lambda chance, here, _: OverturnRefusal(case=here, reason=SAID),
    RequestSupplement: lambda chance, here, _: RequestSupplement(
        case=here,
        cause=chance.choice(list(SupplementCause)),
        items=("一", "二"),
        due_on=LATER,
    ),
    ReceiveMaterial: lambda chance, here, _: ReceiveMaterial(
        case=here, items=chance.choice(((1,), (2,), (1, 2))), received_at=MORNING
    ),
    AddParty: lambda chance, here, _: AddParty(
        case=here,
        party=PartyEntry(person=chance.choice(PARTIES), side=chance.choice(list(Side))),
    ),
    AppointRepresentative: lambda chance, here, _: AppointRepresentative(
        case=here,
        representative=chance.choice(STAFF),
        represents=(chance.choice(PARTIES),),
        powers=tuple(Power),
        document=SCAN,
    ),
    ResolveOnTheSpot: lambda chance, here, _: ResolveOnTheSpot(
        case=here,
        outcome="ANSWERED",
        result=SAID,
        confirmation=Confirmation(
            person=chance.choice(PARTIES), method=chance.choice(list(ConfirmationMethod))
        ),
    ),
    FileSelfHandled: lambda chance, here, _: FileSelfHandled(
        case=here, outcome="AIDED", result=SAID, handled_at=MORNING
    ),
    HandBackToCentre: lambda chance, here, _: HandBackToCentre(
        case=here, centre=chance.choice(UNITS), reason=SAID
    ),
    ServeNotice: lambda chance, here, _: ServeNotice(
        case=here,
        notice=chance.choice(list(NoticeType)),
        text_version="1",
        method=chance.choice(list(ServiceMethod)),
        served_at=MORNING,
        receiver=chance.choice(PARTIES),
        remark=SAID,
    ),
    WithdrawCase: lambda chance, here, _: WithdrawCase(
        case=here,
        withdrawn_by=chance.choice((PARTIES, PARTIES[:2], PARTIES[:1])),
        reason=SAID,
        voluntary_statement=SCAN,
    ),
    ProtectIdentity: lambda chance, here, _: ProtectIdentity(
        case=here,
        ground=chance.choice(list(ProtectionGround)),
        protected=some(chance, PARTIES),
        custodians=some(chance, STAFF, 4),
        reason=SAID,
    ),
    ScreenCase: lambda chance, here, _: ScreenCase(case=here, findings=SAID),
    ProposeClassification: lambda chance, here, _: ProposeClassification(
        case=here,
        dispute=chance.choice(DISPUTES),
        difficulty=chance.choice(list(Difficulty)),
        scale=chance.choice(list(Scale)),
    ),
    ClassifyCase: lambda chance, here, _: ClassifyCase(
        case=here,
        dispute=chance.choice(DISPUTES),
        difficulty=chance.choice(list(Difficulty)),
        scale=chance.choice(list(Scale)),
        tags=chance.choice(((), ("LIKELY_TO_TURN_VIOLENT",))),
    ),
    RecordSignal: lambda chance, here, _: RecordSignal(
        case=here,
        signal=chance.choice(("S01", "S03", "S99")),
        source=chance.choice(list(SignalSource)),
        heard_at=MORNING,
        evidence=SAID,
    ),
    AssessRisk: lambda chance, here, _: AssessRisk(
        case=here,
        level=chance.choice(list(RiskLevel)),
        criteria=("K08",),
        rationale=SAID,
        below_default_reason=chance.choice((None, SAID)),
    ),
    ChangeRisk: lambda chance, here, _: ChangeRisk(
        case=here, level=chance.choice(list(RiskLevel)), reason=SAID
    ),
    ProposeRiskDowngrade: lambda chance, here, _: ProposeRiskDowngrade(
        case=here, level=chance.choice(list(RiskLevel)), reason=SAID
    ),
    ApproveRiskDowngrade: lambda chance, here, _: ApproveRiskDowngrade(case=here),
    FilePlan: lambda chance, here, _: FilePlan(
        case=here,
        owner=chance.choice(STAFF),
        measures=("每日走访",),
        from_on=MORNING.date(),
        to_on=LATER,
    ),
    EnterSpecialLedger: lambda chance, here, _: EnterSpecialLedger(
        case=here, ledger=chance.choice(list(SpecialLedger)), reason=SAID
    ),
    BundleToLeader: lambda chance, here, _: BundleToLeader(
        case=here, leader=chance.choice(STAFF), duty=SAID
    ),
    FlagDuplicate: lambda chance, here, there: FlagDuplicate(
        case=here, of=there, match_basis=chance.choice(list(MatchBasis))
    ),
    MergeCase: lambda chance, here, there: MergeCase(
        case=here, into=there, match_basis=chance.choice(list(MatchBasis)), explanation=SAID
    ),
    UnmergeCase: lambda chance, here, there: UnmergeCase(case=here, reason=SAID),
    LinkCases: lambda chance, here, there: LinkCases(
        case=here, other=there, kind=chance.choice(list(LinkKind)), reason=SAID
    ),
}
"""How to make each command of the opening chapters about one case, some about a second one."""

KINDS = (*OPENING, *draws.MAKE)
"""Every command about an existing case."""


def made(chance: Random, kind: type[Command], here: str, there: str, state: Case) -> Command:
    """A command of a kind about one case, or about two."""
    if kind in OPENING:
        return OPENING[kind](chance, here, there)
    return draws.MAKE[kind](chance, here, state)
