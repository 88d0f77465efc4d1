"""Mediation in the figures: how each procedure ended, and which successes a court undid."""

from typing import Any

from msgspec.structs import replace

from domain.case.mediation import MediationOpened, MediationTerminated
from domain.case.rulings import ConfirmationDismissed
from domain.case.sessions import SessionHeld
from domain.codes.agreements import ILLEGALITY
from domain.codes.mediation import OVERTAKEN, REFUSED, SETTLED_AWAY
from domain.ids import MediationId
from domain.kernel import Recorded
from domain.measures.base_sets import FigureKind as Kind
from domain.measures.base_sets import Standing
from domain.policy.rulebook import Policy
from projections.figures.rows import Memory, Procedure
from projections.figures.telling import changed, counts, live, told

BY_AGREEMENT, BY_WITHDRAWAL = "AGREED", "WITHDRAWN"
"""How a procedure ends without being terminated; else by the reason of §7.10."""

_GIVEN_UP = frozenset({REFUSED, SETTLED_AWAY, BY_WITHDRAWAL})
"""Somebody withdrew: left out of the success rate when no session had been held."""


@counts(MediationOpened)
def opened(row: Memory, fact: Recorded[MediationOpened], policy: Policy) -> Memory:
    """A procedure counts for the organisation that ran it (domain.md §9 S1)."""
    procedure = Procedure(mediation=fact.event.mediation, unit=fact.event.organisation)
    return replace(row, procedures=(*row.procedures, procedure))


@counts(SessionHeld)
def session_held(row: Memory, fact: Recorded[SessionHeld], policy: Policy) -> Memory:
    """What is given up after a session was given up for want of agreement."""
    procedure = procedure_of(row, fact.event.mediation)
    if procedure is None:
        return row
    return kept(row, fact, replace(procedure, sessions=(*procedure.sessions, fact.version)))


@counts(MediationTerminated)
def terminated(row: Memory, fact: Recorded[MediationTerminated], policy: Policy) -> Memory:
    """domain.md §5.1 MED_END: failed, or agreed in part, but for what is left out."""
    return ended(row, fact, fact.event.mediation, fact.event.reason)


def withdrawn(row: Memory, fact: Recorded[Any]) -> Memory:
    """The matter was given up while a procedure was under way."""
    running = next((one for one in row.procedures if not one.how), None)
    return row if running is None else ended(row, fact, running.mediation, BY_WITHDRAWAL)


def ended(
    row: Memory, fact: Recorded[Any], mediation: MediationId, how: str, **dated: Any
) -> Memory:
    """The row with a procedure that ended now, or as `dated` says; one ended before stays."""
    procedure = procedure_of(row, mediation)
    if procedure is None or procedure.how:
        return row
    after = replace(procedure, how=how)
    row = told(
        row,
        fact,
        Kind.PROCEDURE_ENDED,
        mediation,
        unit=procedure.unit,
        standing=standing_of(after),
        **dated,
    )
    return kept(row, fact, after)


def kept(row: Memory, fact: Recorded[Any], procedure: Procedure) -> Memory:
    """The row with a procedure as it stands now, and how its end counts."""
    row = replace(
        row,
        procedures=tuple(
            procedure if one.mediation == procedure.mediation else one for one in row.procedures
        ),
    )
    known = live(row, Kind.PROCEDURE_ENDED, procedure.mediation)
    return changed(row, fact, known, standing=standing_of(procedure)) if known else row


def standing_of(procedure: Procedure) -> Standing:
    """domain.md §5.1: withdrawn before the first session and overtaken by a court are left out."""
    match procedure.how:
        case "AGREED":
            return Standing.AGREED
        case how if how == OVERTAKEN or (how in _GIVEN_UP and not procedure.sessions):
            return Standing.EXCLUDED
        case "WITHDRAWN":
            return Standing.FAILED
    return Standing.PARTIAL if procedure.partly else Standing.FAILED


def procedure_of(row: Memory, mediation: MediationId) -> Procedure | None:
    """A procedure of the case, if it is known."""
    return next((one for one in row.procedures if one.mediation == mediation), None)


@counts(ConfirmationDismissed)
def dismissed(row: Memory, fact: Recorded[ConfirmationDismissed], policy: Policy) -> Memory:
    """domain.md §5.2 (a): a dismissal for illegality takes the success out, in its own period."""
    if fact.event.court_ground not in ILLEGALITY:
        return row
    pact = next((one for one in row.pacts if one.agreement == fact.event.agreement), None)
    ending = None if pact is None else live(row, Kind.PROCEDURE_ENDED, pact.mediation)
    if pact is None or not pact.whole or ending is None or ending.standing is not Standing.AGREED:
        return row
    if live(row, Kind.SUCCESS_DISMISSED, pact.mediation) is not None:
        return row
    return told(row, fact, Kind.SUCCESS_DISMISSED, pact.mediation, unit=ending.unit)
