"""Outcomes on record (办理结果核对): whether a case shows the outcome somebody tells of it."""

from domain.case.refusals import ExplanationNeeded
from domain.case.refusals.ending import (
    LevelHadNoPart,
    LevelMissing,
    OutcomeDoesNotFit,
    OutcomeHasItsOwnWay,
    PetitionHandlingMissing,
    RouteNotAdvised,
)
from domain.case.regions.agreements import Agreement, ConfirmationStage, ObligationStage
from domain.case.regions.mediations import ProcedureStage
from domain.case.state import Case
from domain.codes import OUTCOMES, ROUTES
from domain.codes.ending import PetitionHandling
from domain.codes.outcomes import (
    AGREED,
    OWN_WAY,
    PETITION_OUTCOMES,
    RESOLVED,
    UNRESOLVED,
)
from domain.kernel import Act, day_of
from domain.organisation.state import Level

WHOLE, PART = "FULL", "PARTIAL"
"""What an agreement settles: everything asked for, or a part of it."""

FORMS = {"AGREED_WRITTEN": "WRITTEN", "AGREED_ORAL": "ORAL"}
"""The form of the agreement each outcome tells of."""


ON_THE_SPOT, SELF_HANDLED = "intake.resolved_on_the_spot", "intake.self_handled_filed"
"""Stored names of the two ends at the window."""


def last_end(state: Case) -> str | None:
    """The stored name of the event by which the matter last ended with an outcome."""
    ends = (ON_THE_SPOT, SELF_HANDLED, "case.concluded")
    return next((entry.event for entry in reversed(state.record) if entry.event in ends), None)


def settled_whole(state: Case) -> list[Agreement]:
    """Agreements in force about everything asked for."""
    return [one for one in state.agreements.in_force if one.scope == WHOLE]


def fits(
    state: Case,
    act: Act,
    outcome: str,
    *,
    text: str,
    level: Level | None,
    route: str | None,
    organ: str | None,
    handling: PetitionHandling | None,
) -> None:
    """Raises `CodeUnknown`, `OutcomeHasItsOwnWay`, `OutcomeDoesNotFit`, `RouteNotAdvised`,
    `ExplanationNeeded`, `LevelMissing`, `LevelHadNoPart`, `PetitionHandlingMissing`.
    """
    OUTCOMES.require(outcome, day_of(act.at), text)
    if outcome in OWN_WAY:
        raise OutcomeHasItsOwnWay(outcome=outcome)
    if not _shown(state, outcome):
        raise OutcomeDoesNotFit(outcome=outcome)
    if outcome in UNRESOLVED and not state.ending.route_advised:
        raise RouteNotAdvised
    _way_out(act, outcome, route, organ)
    _level(state, act, outcome, level)
    if (outcome in PETITION_OUTCOMES) != (handling is not None):
        raise PetitionHandlingMissing


def _shown(state: Case, outcome: str) -> bool:
    """Whether the record shows the outcome. domain.md §7.7.

    An agreement decides: about the whole matter it is the outcome (a petition's opinion may stand
    beside it), about a part it makes it PARTIAL. Once it was broken, or its confirmation
    dismissed, the parties may have been led on from it.
    """
    if outcome in PETITION_OUTCOMES:
        return state.petition.opinion == outcome
    whole = settled_whole(state)
    if outcome in AGREED:
        return any(one.form == FORMS[outcome] for one in whole)
    if whole:
        return outcome == "ROUTED" and _came_to_nothing(state, whole)
    if state.agreements.in_force:
        return outcome == "PARTIAL"
    match outcome:
        case "PARTIAL":
            return False
        case "FAILED":
            procedures = state.mediations.all.values()
            return any(one.stage is ProcedureStage.FAILED for one in procedures)
        case "ABATED":
            return bool(state.mediations.deceased | state.mediations.extinct)
        case _:
            return True


def _came_to_nothing(state: Case, agreements: list[Agreement]) -> bool:
    """Whether one of the agreements was broken, or the court dismissed its confirmation."""
    owed = (one for agreement in agreements for one in state.agreements.of(agreement.agreement))
    return any(one.stage is ObligationStage.BREACHED for one in owed) or any(
        one.confirmation is ConfirmationStage.DISMISSED for one in agreements
    )


def _way_out(act: Act, outcome: str, route: str | None, organ: str | None) -> None:
    """Who is led elsewhere is told which way and to whom. Raises `ExplanationNeeded`."""
    if route is not None:
        ROUTES.require(route, day_of(act.at), organ)
    if outcome == "ROUTED" and route is None:
        raise ExplanationNeeded(field="route")
    if outcome in ("ROUTED", "TRANSFERRED_OUT") and organ is None:
        raise ExplanationNeeded(field="organ")


def _level(state: Case, act: Act, outcome: str, level: Level | None) -> None:
    """domain.md §5.2: matters resolved on the spot are counted by level, so it must be true."""
    if level is None:
        if outcome in RESOLVED:
            raise LevelMissing
        return
    if level.rank not in {act.directory.rank_of(unit) for unit in state.units}:
        raise LevelHadNoPart
