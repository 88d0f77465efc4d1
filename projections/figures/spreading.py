"""Spreading in the figures (外溢、上行): a case that went up a channel or drew a crowd counts once.

It counts on the day of the first entry that shows it, for the unit responsible then. What shows it
is remembered, since a complaint may be taken out again and an entry may be corrected.
"""

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.case.corrections import EventCorrected
from domain.case.emergency import EmergencyReported
from domain.case.incidents import IncidentOccurred
from domain.case.merging import CaseUnmerged, ComplaintsJoined, ComplaintsSeparated
from domain.case.petition_ending import RepeatPetitionNoted
from domain.case.reopening import CaseReopened
from domain.codes.matters import Channel
from domain.ids import CaseId
from domain.kernel import Recorded, day_of, utc
from domain.measures.base_sets import FigureKind as Kind
from domain.measures.spreading import CameIn, channel_of_reopening, first_from_above, larger
from domain.policy.rulebook import Policy
from projections.figures.rows import Came, Crowd, Memory
from projections.figures.telling import changed, counts, live, taken_back, told


@counts(EmergencyReported, IncidentOccurred)
def crowded(
    row: Memory, fact: Recorded[EmergencyReported | IncidentOccurred], policy: Policy
) -> Memory:
    """How many there are, where it is told."""
    people = fact.event.people_count
    if not people:
        return row
    crowd = Crowd(version=fact.version, occurred_at=fact.occurred_at, unit=row.unit, people=people)
    return grown(replace(row, crowds=(*row.crowds, crowd)), fact)


@counts(ComplaintsJoined)
def joined(row: Memory, fact: Recorded[ComplaintsJoined], policy: Policy) -> Memory:
    """The same matter was registered more than once, and not always by one channel."""
    for one in fact.event.complaints:
        row = _came(row, fact, one.channel, at=one.received_at, complaint=one.case)
    return grown(row, fact)


@counts(ComplaintsSeparated)
def separated(row: Memory, fact: Recorded[ComplaintsSeparated], policy: Policy) -> Memory:
    """What was another matter shows nothing of this one."""
    gone = fact.event.complaints
    return grown(replace(row, came=tuple(x for x in row.came if x.complaint not in gone)), fact)


def taken_out(row: Memory, fact: Recorded[CaseUnmerged]) -> Memory:
    """It stands by itself again, with the complaints that belong to it and no others."""
    kept = ("", *fact.event.complaints)
    return grown(replace(row, came=tuple(x for x in row.came if x.complaint in kept)), fact)


def repeated(row: Memory, fact: Recorded[RepeatPetitionNoted]) -> Memory:
    """A petition that was final came in again."""
    return grown(_came(row, fact, fact.event.channel, at=fact.event.heard_at), fact)


def reopened(row: Memory, fact: Recorded[CaseReopened]) -> Memory:
    """It was taken up again, perhaps since a superior said so."""
    channel = channel_of_reopening(fact.event.reason)
    return row if channel is None else grown(_came(row, fact, channel), fact)


def righted(row: Memory, fact: Recorded[EventCorrected]) -> Memory:
    """A number of people or a moment was wrong, and this is right."""
    version, field, value = fact.event.version, fact.event.field, fact.event.value
    of_both: dict[str, Any] = {}
    if fact.event.happened_at is not None:
        of_both["occurred_at"] = fact.event.happened_at
    of_crowd, of_came = dict(of_both), dict(of_both)
    if field == "people_count" and value is not None:
        of_crowd["people"] = int(value)
        if version == 1:
            row = replace(row, people=int(value))
    if field == "heard_at" and value is not None:
        of_came["at"] = utc(datetime.fromisoformat(value))
    crowds = (replace(x, **of_crowd) if x.version == version else x for x in row.crowds)
    came = (replace(x, **of_came) if x.version == version else x for x in row.came)
    return grown(replace(row, crowds=tuple(crowds), came=tuple(came)), fact)


def grown(row: Memory, fact: Recorded[Any]) -> Memory:
    """The row with each way to spread counted once, by the first entry that shows it."""
    row = _shown(row, fact, Kind.CHANNEL_UP, _went_up(row))
    return _shown(row, fact, Kind.CROWD_UP, _larger(row))


def _shown(row: Memory, fact: Recorded[Any], kind: Kind, by: Came | Crowd | None) -> Memory:
    known = live(row, kind)
    if by is None:
        return taken_back(row, fact, known)
    at = by.occurred_at
    if known is None:
        return told(row, fact, kind, version=by.version, at=at, unit=by.unit)
    return changed(
        row, fact, known, version=by.version, occurred_at=at, on=day_of(at), unit=by.unit
    )


def _went_up(row: Memory) -> Came | None:
    """What shows that it went up; while it is merged, its complaints show that of the main case."""
    complaint = live(row, Kind.COMPLAINT)
    if complaint is None:
        return None
    came = [one for one in row.came if not (one.complaint and row.set_aside)]
    own = CameIn(channel=row.channel, at=complaint.occurred_at)
    told_of = (CameIn(channel=one.channel, at=one.at or one.occurred_at) for one in came)
    nth = first_from_above((own, *told_of))
    return None if nth is None else came[nth - 1]


def _larger(row: Memory) -> Crowd | None:
    return next((one for one in row.crowds if larger(one.people, row.people, row.parties)), None)


def _came(
    row: Memory,
    fact: Recorded[Any],
    channel: Channel | None,
    *,
    at: datetime | None = None,
    complaint: CaseId = "",
) -> Memory:
    made = Came(
        version=fact.version,
        occurred_at=fact.occurred_at,
        unit=row.unit,
        channel=channel,
        at=at,
        complaint=complaint,
    )
    return replace(row, came=(*row.came, made))
