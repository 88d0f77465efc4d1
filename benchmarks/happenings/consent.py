"""What may happen before a mediation: who asks, who agrees, what a court entrusts."""

from collections.abc import Sequence

from benchmarks.drawing import NARRATIVE, PAPER, Draw, Happening
from domain.case import Case
from domain.case.consent import (
    ConsentRecorded,
    ConsentRefused,
    MediationApplied,
    MediationOffered,
)
from domain.case.entrustment import DelegationConfirmed, DelegationReceived
from domain.case.state import OPEN, Stage
from domain.codes.mediation import ConsentForm, Entrustment, MediationKind
from domain.kernel import Event


def _party(draw: Draw, state: Case) -> str | None:
    return draw.one(sorted(state.parties)) if state.parties else None


def _applied(draw: Draw, state: Case) -> Event | None:
    people = tuple(state.parties)
    if not people:
        return None
    return MediationApplied(
        kind=draw.random.choice(list(MediationKind)),
        applied_by=people[:1],
        parties=people[:1],
        form=draw.random.choice(list(ConsentForm)),
        document=PAPER,
    )


def _offered(draw: Draw, state: Case) -> Event:
    return MediationOffered(kind=MediationKind.PEOPLES, explanation=NARRATIVE)


def _consented(draw: Draw, state: Case) -> Event | None:
    party = _party(draw, state)
    if party is None:
        return None
    return ConsentRecorded(party=party, given_by=party, form=ConsentForm.ORAL, document=None)


def _refused(draw: Draw, state: Case) -> Event | None:
    party = _party(draw, state)
    if party is None:
        return None
    return ConsentRefused(party=party, given_by=party, form=ConsentForm.ORAL, explanation=NARRATIVE)


def _delegated(draw: Draw, state: Case) -> Event:
    return DelegationReceived(
        entrustment=draw.random.choice(list(Entrustment)),
        organ="云溪县人民法院",
        source_ref="(2025)诉前调1号",
        received_at=draw.at,
        documents=(PAPER,),
    )


def _taken_on(draw: Draw, state: Case) -> Event | None:
    given = state.mediations.delegation
    return None if given is None else DelegationConfirmed(organisation=draw.unit())


HAPPENINGS: tuple[tuple[Sequence[Stage], Happening], ...] = (
    ((Stage.REGISTERED, Stage.ACCEPTED), _applied),
    ((Stage.REGISTERED, Stage.ACCEPTED), _offered),
    (OPEN, _consented),
    (OPEN, _refused),
    (OPEN, _delegated),
    (OPEN, _taken_on),
)
