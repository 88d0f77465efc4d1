"""Terms in the figures (时限): decided in time or late, contacted in time or late, or not yet.

They are told where the clocks are counted (`projections/clocks.py`), by comparison: after an event
that may have changed any of these terms, how each stands now is held against what was told of it
last. So whatever moves a term (a pause, a correction, a merger, a hand-over) needs no word here.
What counts is said in `domain/measures/terms.py`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.case.acceptance import CaseAccepted
from domain.case.corrections import EventCorrected, EventVoided
from domain.case.intake import IntakeRegistered
from domain.case.triage import CaseClassified
from domain.kernel import Recorded
from domain.measures.terms import JUDGED_BY, counts, standing
from domain.policy.clock import Clock
from projections.deadlines import Held, asked_at
from projections.figures.opening import first_level
from projections.figures.rows import Telling
from projections.figures.telling import changed, live, taken_back, told


class TermsTold(Telling, gc=False, omit_defaults=True):
    """时限统计记忆: what was told of the terms of one case.

    `places` are those of the terms that count among all of the case. `until` is the last moment
    anybody answers for one of them: a duty that turns later is none of theirs.
    """

    places: tuple[int, ...] = ()
    until: datetime | None = None


def begun(fact: Recorded[IntakeRegistered]) -> TermsTold:
    """Nothing is told yet of a case that begins."""
    event = fact.event
    return TermsTold(
        area=event.area,
        channel=event.channel,
        matter_class=event.matter_class,
        centre=event.centre,
        dispute=first_level(event.dispute),
    )


def about(terms: TermsTold, fact: Recorded[Any]) -> TermsTold:
    """What the matter is, after one more event; what is told from here on is told of this."""
    says = _SAYS.get(type(fact.event))
    return terms if says is None else says(terms, fact.event)


def _classified(terms: TermsTold, event: CaseClassified) -> TermsTold:
    return replace(terms, dispute=first_level(event.dispute))


def _accepted(terms: TermsTold, event: CaseAccepted) -> TermsTold:
    dispute = first_level(event.dispute) or terms.dispute
    return replace(terms, matter_class=event.matter_class, dispute=dispute)


_SAYS: dict[type[Any], Callable[[TermsTold, Any], TermsTold]] = {
    CaseClassified: _classified,
    CaseAccepted: _accepted,
}


def compared(
    terms: TermsTold,
    fact: Recorded[Any],
    was: Sequence[Clock],
    now: Sequence[Clock],
    held: Callable[[], Held],
    *,
    turned: bool,
) -> TermsTold:
    """What was told, with what is known otherwise since an event; nearly always it is all the same.

    `turned`: somebody else has some duty of the case since. Whose duty it was at the end of a term
    is not moved by what happened afterwards. A correction may say anything, of any moment.
    """
    if type(fact.event) in _CORRECTIONS:
        return all_told(terms, fact, now, held()) if turned or now is not was else terms
    if turned and terms.until is not None and fact.occurred_at <= terms.until:
        return all_told(terms, fact, now, held())
    if now is was:
        return terms
    return _changes_told(terms, fact, was, now, held)


_CORRECTIONS = (EventVoided, EventCorrected)


def all_told(
    terms: TermsTold, fact: Recorded[Any], clocks: Sequence[Clock], held: Held
) -> TermsTold:
    """Every term as it stands, told where it differs; what is no term any more is taken back."""
    timers = {one.timer for one in clocks}
    places = [place for place, one in enumerate(clocks) if counts(one.timer, timers)]
    there = {_subject(clocks[place]) for place in places}
    for one in terms.figures:
        if one.retracted_at is None and one.subject not in there:
            terms = taken_back(terms, fact, one)
    for place in places:
        terms = _stands(terms, fact, clocks[place], held)
    return _kept(terms, clocks, places)


def _changes_told(
    terms: TermsTold,
    fact: Recorded[Any],
    was: Sequence[Clock],
    now: Sequence[Clock],
    held: Callable[[], Held],
) -> TermsTold:
    """The terms that are new or otherwise than before the event."""
    places, before = terms.places, len(was)
    differ = [place for place in places if now[place] is not was[place]]
    begun = [place for place in range(before, len(now)) if now[place].timer in JUDGED_BY]
    if begun:
        timers = {one.timer for one in now}
        begun = [place for place in begun if counts(now[place].timer, timers)]
        differ, places = [*differ, *begun], (*places, *begun)
    if not differ:
        return terms
    seats = held()
    for place in differ:
        terms = _stands(terms, fact, now[place], seats)
    return _kept(terms, now, places)


def _stands(terms: TermsTold, fact: Recorded[Any], clock: Clock, held: Held) -> TermsTold:
    """What was told of one term, as it stands now."""
    kind, subject = JUDGED_BY[clock.timer].kind, _subject(clock)
    known, stands = live(terms, kind, subject), standing(clock)
    unit = None if stands is None else held.seat(clock).unit
    if stands is None or unit is None:
        return taken_back(terms, fact, known)
    if known is not None:
        return changed(
            terms,
            fact,
            known,
            occurred_at=clock.started_at,
            on=clock.due.on,
            unit=unit,
            standing=stands,
        )
    return told(
        terms,
        fact,
        kind,
        subject,
        version=clock.started,
        at=clock.started_at,
        on=clock.due.on,
        unit=unit,
        standing=stands,
    )


def _subject(clock: Clock) -> str:
    return f"{clock.timer}/{clock.scope}/{clock.started}"


def _kept(terms: TermsTold, clocks: Sequence[Clock], places: Sequence[int]) -> TermsTold:
    until = max([asked_at(clocks[place]) for place in places], default=None)
    return replace(terms, places=tuple(places), until=until)
