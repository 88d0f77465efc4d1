"""Terms in the figures (时限): decided in time or late, contacted in time or late, or not yet.

They are told where the clocks are counted (`projections/clocks.py`), by comparison: after an event
that may have changed any of these terms, how each stands now is held against what was told of it
last. So whatever moves a term (a pause, a correction, a merger, a hand-over) needs no word here.
What counts is said in `domain/measures/terms.py`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from msgspec.structs import replace

from domain.case.acceptance import CaseAccepted
from domain.case.chain import Chain, asked_of, turned
from domain.case.chronology import Chronology
from domain.case.corrections import EventCorrected, EventVoided
from domain.case.intake import IntakeRegistered
from domain.case.triage import CaseClassified
from domain.kernel import Recorded
from domain.measures.terms import JUDGED_BY, counts, standing
from domain.policy.clock import Clock
from projections.deadlines import Held, Miss
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


class OfTerms(Protocol):
    """What the row of a case knows of its terms, and of who answers for them."""

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """Every term."""
        ...

    @property
    def chain(self) -> Chain:
        """Who had which duty."""
        ...

    @property
    def times(self) -> Chronology:
        """Where the record goes back in time."""
        ...

    @property
    def misses(self) -> tuple[Miss, ...]:
        """Whom the recorded misses name."""
        ...


def compared(terms: TermsTold, fact: Recorded[Any], was: OfTerms, now: OfTerms) -> TermsTold:
    """What was told, with what is known otherwise since an event; nearly always it is all the same.

    Corrections may say anything, of any moment: then every term is looked at.
    """
    clocks, before = now.clocks, was.clocks
    if clocks is before and now.chain is was.chain:
        return terms
    if type(fact.event) in _CORRECTIONS:
        return all_told(terms, fact, now)
    places = differ = terms.places
    begun = _begun_since(before, clocks)
    if not _turned(terms, fact, was, now):
        differ = tuple([place for place in places if clocks[place] is not before[place]])
    if not differ and not begun:
        return terms
    return _told(terms, fact, now, (*places, *begun), (*differ, *begun))


_CORRECTIONS = (EventVoided, EventCorrected)


def all_told(terms: TermsTold, fact: Recorded[Any], now: OfTerms) -> TermsTold:
    """Every term as it stands, told where it differs; what is no term any more is taken back."""
    places = _begun_since((), now.clocks)
    there = {_subject(now.clocks[place]) for place in places}
    for one in terms.figures:
        if one.retracted_at is None and one.subject not in there:
            terms = taken_back(terms, fact, one)
    return _told(terms, fact, now, places, places)


def _begun_since(was: Sequence[Clock], now: Sequence[Clock]) -> tuple[int, ...]:
    """The places of the terms that are new and count."""
    new = range(len(was), len(now))
    if not any(now[place].timer in JUDGED_BY for place in new):
        return ()
    timers = {one.timer for one in now}
    return tuple([place for place in new if counts(now[place].timer, timers)])


def _turned(terms: TermsTold, fact: Recorded[Any], was: OfTerms, now: OfTerms) -> bool:
    """Whether another may answer for one of the terms since the event.

    Whose duty it was at the end of a term is not moved by what happened afterwards.
    """
    if now.chain is was.chain or terms.until is None or fact.occurred_at > terms.until:
        return False
    asked = (now.clocks[place] for place in terms.places)
    return turned(was.chain, now.chain, [asked_of(one.holder, one.scope) for one in asked])


def _told(
    terms: TermsTold,
    fact: Recorded[Any],
    now: OfTerms,
    places: Sequence[int],
    differ: Iterable[int],
) -> TermsTold:
    """The terms at these places count, of which some differ from what was told of them."""
    held = Held(now.chain, now.times, now.misses)
    for place in differ:
        terms = _stands(terms, fact, now.clocks[place], held)
    until = max([_until(now.clocks[place]) for place in places], default=None)
    return replace(terms, places=tuple(places), until=until)


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


def _until(clock: Clock) -> datetime:
    """Not before the moment whose holder answers for it."""
    due_at, end = clock.due.at, clock.end
    return due_at if end is None or due_at < end.at else end.at


def _subject(clock: Clock) -> str:
    return f"{clock.timer}/{clock.scope}/{clock.started}"
