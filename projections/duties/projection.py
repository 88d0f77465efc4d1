"""The fold of duties: one step of the chain, of the counts along it, and of what counts against."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from domain.case import case
from domain.case.chain import step
from domain.case.chronology import step as one_later
from domain.case.corrections import EventCorrected, EventVoided
from domain.case.voidable import VOIDABLE
from domain.codes.duties import Breach
from domain.kernel import Event, Recorded
from projections.duties.happenings import happened, remembered
from projections.duties.rows import (
    BreachRow,
    DutiesRow,
    DutySpanRow,
    breach_pieces,
    breach_row,
    span_pieces,
    span_row,
)
from projections.duties.tallies import count, done_in, take_back
from projections.kernel import Index, Part, PiecePart, Projection, of_stream
from projections.timeline import is_late

Fact = Recorded[Any]

DUTY_SPANS: Part[DutySpanRow] = PiecePart(
    "duty_spans",
    DutySpanRow,
    span_pieces,
    span_row,
    zh="责任区间",
)
BREACHES: Part[BreachRow] = PiecePart(
    "duty_breaches",
    BreachRow,
    breach_pieces,
    breach_row,
    zh="失责情形",
    indexes=[
        Index(columns=("happened_at", "position", "kind")),
        Index(columns=("unit", "happened_at", "position")),
        Index(columns=("person", "happened_at", "position")),
    ],
)

duties = Projection("duties", DutiesRow, version=3, zh="责任链", parts=[DUTY_SPANS, BREACHES])


def _folded(row: DutiesRow | None, fact: Fact) -> DutiesRow:
    before = row or DutiesRow(case=fact.stream)
    late = is_late(fact)
    chain = step(before.chain, fact)
    acts = done_in(chain, fact)
    found = happened(before.chain, before.memory, fact, late=late)
    memory = remembered(before.memory, fact)
    if acts and fact.name in VOIDABLE:
        memory = replace(memory, counted={**memory.counted, str(fact.version): acts})
    after = DutiesRow(
        case=before.case,
        chain=chain,
        times=one_later(before.times, fact),
        tallies=count(before.tallies, chain, acts, fact, late=late),
        happenings=(*before.happenings, *found) if found else before.happenings,
        memory=memory,
    )
    again = _COUNTED_AGAIN.get(type(fact.event))
    return after if again is None else again(after, fact.event)


def _without(row: DutiesRow, event: EventVoided) -> DutiesRow:
    """As if an entry had never been made: it is no act of anybody, and counts against nobody."""
    version = event.version
    stay = tuple(one for one in row.happenings if one.version != version)
    late = any(one.version == version and one.kind is Breach.ENTERED_LATE for one in row.happenings)
    acts = row.memory.counted.get(str(version), ())
    return replace(row, happenings=stay, tallies=take_back(row.tallies, acts, late=late))


def _at_another_moment(row: DutiesRow, event: EventCorrected) -> DutiesRow:
    """What an entry says happened at another moment; late it was all the same.

    A missed term was over when it was over, whenever that was put on record.
    """
    version, moment = event.version, event.happened_at
    if moment is None or not any(one.version == version for one in row.happenings):
        return row
    moved = tuple(
        replace(one, happened_at=moment)
        if one.version == version and one.kind is not Breach.DEADLINE_MISSED
        else one
        for one in row.happenings
    )
    return replace(row, happenings=moved)


_COUNTED_AGAIN: dict[type[Event], Callable[[DutiesRow, Any], DutiesRow]] = {
    EventVoided: _without,
    EventCorrected: _at_another_moment,
}
"""Events after which what was counted before counts otherwise (§2.5 Q)."""

duties.reads(case.evolutions, _folded, of_stream)
