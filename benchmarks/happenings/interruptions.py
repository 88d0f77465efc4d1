"""What may interrupt a mediation or a whole matter: death, other organs, silence, pauses."""

from collections.abc import Sequence
from datetime import timedelta

from benchmarks.drawing import NARRATIVE, PAPER, Draw, Happening
from domain.case import Case
from domain.case.capacity import CapacityLost, GuardianNamed
from domain.case.clock import ClockExtended, ClockResumed, ClockSuspended
from domain.case.interruptions import (
    FalseMediationSuspected,
    ParallelProceedingEnded,
    ParallelProceedingNoted,
    PartyNotReached,
)
from domain.case.state import OPEN, Stage
from domain.case.succession import (
    PartyDied,
    PartyDissolved,
    SuccessionConfirmed,
    SuccessionEnded,
    SuccessorJoined,
)
from domain.codes.mediation import AttemptMethod, NoSuccession, ProceedingKind, Succession
from domain.codes.parties import Capacity
from domain.kernel import Event, day_of


def _party(draw: Draw, state: Case) -> str | None:
    return draw.one(sorted(state.parties)) if state.parties else None


def _gone(draw: Draw, state: Case) -> str | None:
    gone = sorted(state.mediations.deceased & state.mediations.gone)
    return draw.one(gone) if gone else None


def _died(draw: Draw, state: Case) -> Event | None:
    party = _party(draw, state)
    if party is None:
        return None
    return PartyDied(party=party, died_on=day_of(draw.at), document=PAPER)


def _dissolved(draw: Draw, state: Case) -> Event | None:
    party = _party(draw, state)
    if party is None:
        return None
    return PartyDissolved(party=party, dissolved_on=day_of(draw.at), document=PAPER)


def _lost_capacity(draw: Draw, state: Case) -> Event | None:
    party = _party(draw, state)
    if party is None:
        return None
    return CapacityLost(
        party=party,
        capacity=Capacity.NONE,
        lost_on=day_of(draw.at),
        document=PAPER,
        awaits_guardian=True,
    )


def _guardian(draw: Draw, state: Case) -> Event | None:
    party = _party(draw, state)
    if party is None:
        return None
    return GuardianNamed(party=party, guardian=draw.person(), document=PAPER)


def _succeeded(draw: Draw, state: Case) -> Event | None:
    gone = _gone(draw, state)
    if gone is None:
        return None
    return SuccessorJoined(
        predecessor=gone, successor=draw.person(), standing=draw.random.choice(list(Succession))
    )


def _confirmed(draw: Draw, state: Case) -> Event | None:
    gone = _gone(draw, state)
    return None if gone is None else SuccessionConfirmed(predecessor=gone, documents=(PAPER,))


def _nobody(draw: Draw, state: Case) -> Event | None:
    gone = _gone(draw, state)
    if gone is None:
        return None
    return SuccessionEnded(
        predecessor=gone,
        ground=draw.random.choice(list(NoSuccession)),
        explanation=NARRATIVE,
        documents=(),
    )


def _overtaken(draw: Draw, state: Case) -> Event:
    return ParallelProceedingNoted(
        proceeding=draw.random.choice(list(ProceedingKind)),
        organ="云溪县人民法院",
        accepted_on=day_of(draw.at),
        entrusted=draw.random.random() < 0.3,
        document=PAPER,
    )


def _other_ended(draw: Draw, state: Case) -> Event:
    return ParallelProceedingEnded(explanation=NARRATIVE, document=None)


def _false(draw: Draw, state: Case) -> Event | None:
    running = state.mediations.under_way
    if running is None:
        return None
    return FalseMediationSuspected(
        mediation=running.mediation, facts=NARRATIVE, organ="云溪县公安局", documents=()
    )


def _not_reached(draw: Draw, state: Case) -> Event | None:
    party = _party(draw, state)
    if party is None:
        return None
    return PartyNotReached(
        party=party,
        contact=draw.random.choice(list(AttemptMethod)),
        tried_at=draw.at,
        explanation=None,
    )


def _clock_suspended(draw: Draw, state: Case) -> Event:
    return ClockSuspended(
        reason=draw.one(("P03", "P04")), evidence=NARRATIVE, documents=(), expected_until=None
    )


def _clock_resumed(draw: Draw, state: Case) -> Event:
    pauses = sorted(state.clock.pauses) or ["P03"]
    return ClockResumed(reason=draw.one(pauses), explanation=None)


def _clock_extended(draw: Draw, state: Case) -> Event:
    return ClockExtended(
        reason="E01",
        days=None,
        due_on=day_of(draw.at) + timedelta(days=20),
        explanation=NARRATIVE,
        told_at=draw.at,
    )


TAKEN_UP = (Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.AGREED)
HAPPENINGS: tuple[tuple[Sequence[Stage], Happening], ...] = (
    (OPEN, _died),
    (OPEN, _dissolved),
    (OPEN, _lost_capacity),
    (OPEN, _guardian),
    (OPEN, _succeeded),
    (OPEN, _confirmed),
    (OPEN, _nobody),
    (OPEN, _overtaken),
    (OPEN, _other_ended),
    (OPEN, _false),
    (OPEN, _not_reached),
    (TAKEN_UP, _clock_suspended),
    (TAKEN_UP, _clock_resumed),
    (TAKEN_UP, _clock_extended),
)
