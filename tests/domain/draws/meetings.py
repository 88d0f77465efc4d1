"""Whistles, consultations and corrections at random."""

from collections.abc import Callable
from datetime import date
from random import Random

from domain.case import Case
from domain.case.consultation import (
    AdoptResolution,
    ConveneConsultation,
    FinishItem,
    HoldConsultation,
    Task,
)
from domain.case.corrections import (
    AnnotateEvent,
    ApproveVoiding,
    CorrectEvent,
    ExplainLateEntry,
    ProposeVoiding,
)
from domain.case.experts import ConsultExpert, HoldHearing
from domain.case.voidable import VOIDABLE
from domain.case.whistle import BlowWhistle, DecideWhistleDecline, DeclineWhistle, ReceiveWhistle
from domain.case.whistle_answers import (
    ConfirmReportIn,
    EscalateWhistle,
    EvaluateWhistle,
    ExtendWhistle,
    FinishWhistleTask,
    ReportIn,
)
from domain.codes.meetings import ConsultationKind, ReportingMode, WhistleGround, WhistleKind
from domain.kernel import Command
from domain.organisation.state import Level
from tests.domain.county import COUNTY, GRID, LAND_OFFICE, LEADER, ONE, OWNER, TOWN, TWO, VILLAGE
from tests.domain.draws import pick
from tests.domain.given import MORNING

UNITS = (TOWN, VILLAGE, LAND_OFFICE, COUNTY, GRID)
STAFF = (OWNER, LEADER, ONE, TWO)
LATER = date(2027, 1, 1)
SAID = "情况说明。"


def _some(chance: Random, values: tuple[str, ...], most: int) -> tuple[str, ...]:
    return tuple(chance.sample(values, chance.randint(1, most)))


def _whistle(chance: Random, state: Case) -> str:
    return pick(chance, "whistle", state.meetings.whistles)


def _called(chance: Random, state: Case) -> str:
    called = {unit for one in state.meetings.whistles.values() for unit in one.targets}
    return chance.choice(sorted(called) or UNITS)


def _blowers_and_called(chance: Random, state: Case) -> str:
    blowers = {one.blown_by for one in state.meetings.whistles.values()}
    called = {unit for one in state.meetings.whistles.values() for unit in one.targets}
    return chance.choice(sorted(blowers | called) or UNITS)


def _consultation(chance: Random, state: Case) -> str:
    return pick(chance, "consultation", state.meetings.consultations)


def _version(chance: Random, state: Case, *, void: bool = False) -> int:
    """Somewhere in the record, or just beyond; for a voiding usually where it may succeed."""
    numbered = list(enumerate(state.record, start=1))
    fitting = [number for number, entry in numbered if entry.event in VOIDABLE]
    if void and fitting and chance.random() < 0.9:
        return chance.choice(fitting)
    return chance.randint(1, len(numbered) + 1)


def _proposed(chance: Random, state: Case) -> int:
    return chance.choice(sorted(state.corrections.proposed) or [1])


def _late(chance: Random, state: Case) -> int:
    late = [number for number, entry in enumerate(state.record, start=1) if entry.late]
    return chance.choice(late or [1])


def _correction(chance: Random, here: str, state: Case) -> CorrectEvent:
    return CorrectEvent(
        case=here,
        version=_version(chance, state),
        reason=SAID,
        field=chance.choice((None, None, "received_at", "reason", "days")),
        value=chance.choice((None, None, MORNING.isoformat(), "3")),
        happened_at=chance.choice((None, MORNING)),
        remark=chance.choice((None, SAID)),
    )


MAKE: dict[type[Command], Callable[[Random, str, Case], Command]] = {
    BlowWhistle: lambda chance, here, state: BlowWhistle(
        case=here,
        kind=chance.choice(list(WhistleKind)),
        ground=chance.choice(list(WhistleGround)),
        facts=SAID,
        task=SAID,
        wanted_result=SAID,
        target_units=_some(chance, UNITS, 2),
    ),
    ReceiveWhistle: lambda chance, here, state: ReceiveWhistle(
        case=here, whistle=_whistle(chance, state)
    ),
    DeclineWhistle: lambda chance, here, state: DeclineWhistle(
        case=here,
        whistle=_whistle(chance, state),
        reason=SAID,
        legal_basis=SAID,
        suggested_unit=chance.choice((None, VILLAGE)),
    ),
    DecideWhistleDecline: lambda chance, here, state: DecideWhistleDecline(
        case=here,
        whistle=_whistle(chance, state),
        unit=_called(chance, state),
        upheld=chance.random() < 0.5,
        reason=SAID,
    ),
    ReportIn: lambda chance, here, state: ReportIn(
        case=here,
        whistle=_whistle(chance, state),
        people=_some(chance, STAFF, 2),
        mode=chance.choice(list(ReportingMode)),
        arrived_at=MORNING,
    ),
    ConfirmReportIn: lambda chance, here, state: ConfirmReportIn(
        case=here, whistle=_whistle(chance, state), unit=_called(chance, state)
    ),
    FinishWhistleTask: lambda chance, here, state: FinishWhistleTask(
        case=here, whistle=_whistle(chance, state), result=SAID
    ),
    EvaluateWhistle: lambda chance, here, state: EvaluateWhistle(
        case=here,
        whistle=_whistle(chance, state),
        unit=_blowers_and_called(chance, state),
        score=chance.randint(0, 100),
    ),
    ExtendWhistle: lambda chance, here, state: ExtendWhistle(
        case=here,
        whistle=_whistle(chance, state),
        unit=_called(chance, state),
        reason=SAID,
        days=chance.choice((None, 5, 10, 10)),
    ),
    EscalateWhistle: lambda chance, here, state: EscalateWhistle(
        case=here,
        whistle=_whistle(chance, state),
        to_level=chance.choice(list(Level)),
        reason=SAID,
    ),
    ConveneConsultation: lambda chance, here, state: ConveneConsultation(
        case=here,
        kind=chance.choice(list(ConsultationKind)),
        agenda=SAID,
        units=_some(chance, UNITS, 3),
    ),
    HoldConsultation: lambda chance, here, state: HoldConsultation(
        case=here,
        consultation=_consultation(chance, state),
        units=_some(chance, UNITS, 3),
        minutes=SAID,
        people=_some(chance, STAFF, 2),
    ),
    AdoptResolution: lambda chance, here, state: AdoptResolution(
        case=here,
        consultation=_consultation(chance, state),
        items=(Task(unit=chance.choice(UNITS), task=SAID, due_on=LATER),),
    ),
    FinishItem: lambda chance, here, state: FinishItem(
        case=here, item=pick(chance, "item", state.meetings.items), result=SAID
    ),
    ConsultExpert: lambda chance, here, state: ConsultExpert(
        case=here, expert=chance.choice(STAFF), question=SAID, opinion=SAID
    ),
    HoldHearing: lambda chance, here, state: HoldHearing(
        case=here, days=chance.randint(1, 3), result=SAID
    ),
    CorrectEvent: _correction,
    ProposeVoiding: lambda chance, here, state: ProposeVoiding(
        case=here, version=_version(chance, state, void=True), reason=SAID
    ),
    ApproveVoiding: lambda chance, here, state: ApproveVoiding(
        case=here, version=_proposed(chance, state)
    ),
    AnnotateEvent: lambda chance, here, state: AnnotateEvent(
        case=here, version=_version(chance, state), note=SAID
    ),
    ExplainLateEntry: lambda chance, here, state: ExplainLateEntry(
        case=here, version=_late(chance, state), reason=SAID
    ),
}
