"""The volume (卷宗): which papers a case must hold, and which of its events each of them is.

Every paper is derived from the record: nobody files what was not done. A paper is always needed,
needed where something happened that makes it so, or there if it is there. domain.md §2.8 [F10].
"""

from collections.abc import Callable
from dataclasses import dataclass

from domain.case.state import Case
from domain.codes.ending import FileItem, Retention
from domain.codes.outcomes import AGREED


def always(state: Case) -> bool:
    """Every volume holds it."""
    return True


def if_needed(state: Case) -> bool:
    """No volume must hold it."""
    return False


def mediated(state: Case) -> bool:
    """A mediation procedure was opened."""
    return bool(state.mediations.all)


def agreed(state: Case) -> bool:
    """The matter ended by agreement, wholly or in part."""
    return state.outcome in AGREED or state.outcome == "PARTIAL"


def answered_as_petition(state: Case) -> bool:
    """A written opinion was given on a petition."""
    given_before = any(entry.event == "petition.opinion_issued" for entry in state.record)
    return state.petition.opinion is not None or given_before


def told(state: Case) -> bool:
    """It was refused or shown another door, which is told in writing."""
    done = {entry.event for entry in state.record}
    return "case.accepted" not in done and bool(done & {"case.refused", "case.redirected"})


def concluded(state: Case) -> bool:
    """It ended with an outcome."""
    return state.outcome is not None


@dataclass(frozen=True)
class Paper:
    """卷内材料: one item of the table of contents, and the events that are it."""

    item: FileItem
    events: frozenset[str]
    needed: Callable[[Case], bool] = if_needed


def _paper(item: FileItem, *events: str, needed: Callable[[Case], bool] = if_needed) -> Paper:
    return Paper(item=item, events=frozenset(events), needed=needed)


CONTENTS = (
    _paper(
        FileItem.APPLICATION, "intake.registered", "mediation.applied", "delegation.received",
        needed=always,
    ),
    _paper(FileItem.RIGHTS, "mediation.rights_notified", needed=mediated),
    _paper(FileItem.IDENTITY, "intake.registered", "party.added", needed=always),
    _paper(FileItem.AUTHORITY, "party.representative_appointed"),
    _paper(FileItem.INVESTIGATION, "mediation.investigation_recorded"),
    _paper(
        FileItem.EVIDENCE, "intake.material_received", "mediation.appraisal_commissioned",
        "mediation.appraisal_reported",
    ),
    _paper(FileItem.SESSIONS, "mediation.session_held", needed=mediated),
    _paper(
        FileItem.AGREEMENT, "agreement.reached", "agreement.signed", "agreement.sealed",
        "agreement.effective", "agreement.amended", needed=agreed,
    ),
    _paper(FileItem.FULFILMENT, "fulfilment.recorded", "agreement.fulfilled"),
    _paper(FileItem.VISITS, "visit.made", "visit.unreachable"),
    _paper(
        FileItem.CONFIRMATION, "confirmation.applied", "confirmation.accepted",
        "confirmation.not_accepted", "confirmation.granted", "confirmation.dismissed",
        "confirmation.withdrawn",
    ),
    _paper(FileItem.REMARKS, "event.annotated", "event.corrected", "event.voided"),
    _paper(
        FileItem.FORWARDING, "order.issued", "petition.forwarded", "petition.assigned"
    ),
    _paper(
        FileItem.NOTICES, "case.notice_served", "petition.receipt_notified", needed=told
    ),
    _paper(FileItem.OPINION, "petition.opinion_issued", needed=answered_as_petition),
    _paper(FileItem.OPINION_SERVICE, "petition.opinion_served", needed=answered_as_petition),
    _paper(
        FileItem.REVIEWS, "petition.review_opinion_issued", "petition.review_opinion_served",
        "petition.recheck_opinion_issued",
    ),
    _paper(
        FileItem.CONCLUSION, "case.concluded", "conclusion.approved",
        "intake.resolved_on_the_spot", "intake.self_handled_filed", needed=concluded,
    ),
    _paper(FileItem.BACK_COVER, "case.closed", needed=always),
)  # fmt: skip
"""The table of contents, in its order. domain.md §2.8."""


def papers(state: Case) -> dict[FileItem, tuple[int, ...]]:
    """The papers the volume holds, each with the versions of its events, in order.

    What was voided is no paper; what was corrected is the same paper, beside the correction.
    """
    found: dict[FileItem, tuple[int, ...]] = {}
    for paper in CONTENTS:
        versions = tuple(
            version
            for version, entry in enumerate(state.record, start=1)
            if entry.event in paper.events and version not in state.corrections.voided
        )
        if versions:
            found[paper.item] = versions
    return found


def lacking(state: Case) -> list[FileItem]:
    """The papers the volume must hold and does not."""
    there = papers(state)
    return [one.item for one in CONTENTS if one.needed(state) and one.item not in there]


def least_retention(state: Case) -> Retention:
    """How long it is kept at least: 国家档案局令第8号 [F13]; the classes are [design] (§10).

    For ever: it once stood at RED, an incident grew out of it, or it is about the title to land
    or forest (09*). Thirty years: a written agreement, or a petition with an opinion. Else ten.
    """
    about_title = state.dispute is not None and state.dispute.startswith("09")
    if state.risk.was_red or state.emergency.incidents or about_title:
        return Retention.PERMANENT
    written = any(one.form == "WRITTEN" for one in state.agreements.all.values())
    if written or answered_as_petition(state):
        return Retention.YEARS_30
    return Retention.YEARS_10
