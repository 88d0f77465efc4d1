"""Closing (结案销号): everything is done that could be done, and somebody says why it is over.

    stage        closes with                what it needs
    CONCLUDED    C01 C02 C03 C04 C08 C09    checked, visited or tried,
                 C10                        promises kept or led elsewhere
    WITHDRAWN    C05                        that nobody was pressed, where that must be asked
    REFUSED      C07                        that the applicant was told
    REDIRECTED   C03                        nothing more
    MERGED       (C06)                      never by itself: it goes with its main case

What the applicant confirmed on the spot needs neither check nor visit: no such clock runs on it.
"""

from datetime import timedelta

from domain.case.apart import not_a_party
from domain.case.outcomes import ON_THE_SPOT, last_end
from domain.case.refusals import EmergencyOpen
from domain.case.refusals.ending import (
    ClosingReasonDoesNotFit,
    ConclusionNotChecked,
    ObligationsStillDue,
    RefusalNotTold,
    SupervisionStillOpen,
    VisitMissing,
)
from domain.case.regions.agreements import Obligation, ObligationStage
from domain.case.regions.petition import PetitionStage
from domain.case.state import Case, Stage, case
from domain.codes import CLOSING_REASONS
from domain.codes import ending as reasons
from domain.codes.notices import NoticeType
from domain.codes.outcomes import AGREED
from domain.ids import CaseId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.roles import Role
from domain.texts import Code, Narrative


class CaseClosed(Event, tag="case.closed"):
    """结案销号: why it is over; from here on it only goes to the archive, or is reopened."""

    reason: str
    explanation: Confidential | None


class CloseCase(Command):
    """Close a case that is done with, and say why it is over. 结案销号"""

    case: CaseId
    reason: Code
    explanation: Narrative | None = None


@case.evolves
def closed(state: Case, event: CaseClosed, fact: Recorded[CaseClosed]) -> None:
    state.stage = Stage.CLOSED
    state.ending.closed_at = fact.occurred_at


def nothing_presses(state: Case, act: Act) -> None:
    """domain.md §2.6: a case cannot close while an emergency or a supervision is open.

    Raises `EmergencyOpen`, `SupervisionStillOpen`.
    """
    if state.emergency.open:
        raise EmergencyOpen
    if state.supervisions.open:
        raise SupervisionStillOpen


@case.decides(
    by=[Role.CENTRE_DIRECTOR, Role.TRIAGE_OFFICER],
    during=[Stage.CONCLUDED, Stage.WITHDRAWN, Stage.REFUSED, Stage.REDIRECTED],
    when=[not_a_party, nothing_presses],
)
def close(state: Case, command: CloseCase, act: Act) -> Events:
    """domain.md §2.5 J: visited or tried; promises kept, deferred beyond policy, or led elsewhere.

    Matters that were withdrawn, refused or redirected are over without a conclusion; they are
    closed with their own reasons, so that they can be archived like the rest (§10).
    """
    CLOSING_REASONS.require(command.reason, day_of(act.at), command.explanation)
    match state.stage:
        case Stage.CONCLUDED:
            _all_done(state, act)
            fits = command.reason in _reasons_shown(state)
        case Stage.WITHDRAWN:
            tried = state.ending.attempts >= act.book.number("contact_attempts").whole
            asked = state.ending.pressed is not None or tried
            if state.call_back_required and not asked:
                raise VisitMissing
            fits = command.reason == reasons.WITHDRAWN and not state.ending.pressed
        case Stage.REFUSED:
            told = (notice.notice for notice in state.notices)
            if NoticeType.REFUSAL not in told:
                raise RefusalNotTold
            fits = command.reason == reasons.REFUSED
        case _:
            fits = command.reason == reasons.ROUTED
    if not fits:
        raise ClosingReasonDoesNotFit(reason=command.reason)
    yield CaseClosed(reason=command.reason, explanation=command.explanation)


def _all_done(state: Case, act: Act) -> None:
    """Raises `ConclusionNotChecked`, `VisitMissing`, `ObligationsStillDue`."""
    if last_end(state) != ON_THE_SPOT:
        if not state.ending.approved:
            raise ConclusionNotChecked
        if not state.ending.visited_or_tried(act.book.number("contact_attempts").whole):
            raise VisitMissing
    waiting = [one.obligation for one in state.agreements.unsettled if _holds_up(state, one, act)]
    if waiting:
        raise ObligationsStillDue(obligations=waiting)


def _holds_up(state: Case, obligation: Obligation, act: Act) -> bool:
    """Whether a promise that is not kept yet stands in the way of closing.

    It does not once it was broken and led elsewhere, nor while it is due further ahead than a
    case is kept waiting for (`closing_waits` of the rules).
    """
    if obligation.stage is ObligationStage.BREACHED:
        return not (state.ending.route_filed or state.ending.route_advised)
    waits = act.book.number("closing_waits").value
    return obligation.due_on <= day_of(act.at) + timedelta(days=waits)


def _reasons_shown(state: Case) -> set[str]:
    """The closing reasons that fit a concluded case. domain.md §7.12."""
    agreements = state.agreements
    found = {"C10"}
    if agreements.in_force and not agreements.unsettled:
        found.add(reasons.AT_ONCE)
        if any(agreements.of(one.agreement) for one in agreements.in_force):
            found.add(reasons.FULFILLED)
    if state.outcome == "SETTLED_SELF":
        found.add(reasons.AT_ONCE)
    led_on = state.ending.route_advised or state.ending.route_filed
    if led_on and (state.outcome not in AGREED or agreements.unsettled):
        found.add(reasons.ROUTED)
    if state.outcome == "TRANSFERRED_OUT":
        found.add(reasons.ROUTED)
    under_review = state.petition.stage in (PetitionStage.REVIEW, PetitionStage.RECHECK)
    if state.petition.opinion is not None and not under_review:
        found.add(reasons.PETITION_ENDED)
    if state.outcome == "ABATED":
        found.add(reasons.ABATED)
    if state.outcome in ("ANSWERED", "RECTIFIED", "AIDED", "OTHER"):
        found.add(reasons.ANSWERED)
    return found
