"""The matter as a whole (事项): who registered it, answers for it first, leads it, and when.

domain.md §2.4, §6.4.
"""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from domain.case.acceptance import CaseAccepted, CaseRedirected
from domain.case.archive import CaseArchived
from domain.case.closing import CaseClosed
from domain.case.corrections import EventCorrected
from domain.case.disposal import LeaderBundled
from domain.case.escalation import CaseEscalated
from domain.case.intake import IntakeRegistered
from domain.case.merging import CaseMerged, CaseUnmerged
from domain.case.protection import IdentityProtectionGranted
from domain.case.refusing import CaseRefused, RefusalOverturned
from domain.case.reopening import CaseReopened
from domain.case.reorganisation import UnitSucceeded
from domain.case.spans import Chain, Span, Succession, end, go_on, put
from domain.case.turns.shared import Fact, Turns, together
from domain.case.window import HandedBackToCentre
from domain.case.withdrawal import CaseWithdrawn
from domain.codes.duties import Turn
from domain.kernel import Event
from domain.policy.timers import Holder


def _registered(chain: Chain, event: IntakeRegistered, fact: Fact) -> Chain:
    return put(chain, fact, Turn.REGISTERED, Holder.CENTRE, unit=event.centre)


def _handed_back(chain: Chain, event: HandedBackToCentre, fact: Fact) -> Chain:
    led = chain.latest(Holder.LEAD_UNIT)
    if led is not None and led.unit == event.unit:
        chain = end(chain, fact, Turn.HANDED_BACK, Holder.LEAD_UNIT)
    named = chain.latest(Holder.CUSTODIAN)
    if named is not None:
        chain = go_on(chain, fact, Turn.HANDED_BACK, named, unit=event.centre)
    return put(chain, fact, Turn.HANDED_BACK, Holder.CENTRE, unit=event.centre)


def _accepted(chain: Chain, event: CaseAccepted, fact: Fact) -> Chain:
    first = event.first_responsible_unit
    chain = put(chain, fact, Turn.ACCEPTED, Holder.FIRST_RESPONSIBLE_UNIT, unit=first)
    return put(chain, fact, Turn.ACCEPTED, Holder.LEAD_UNIT, unit=event.lead_unit)


def _escalated(chain: Chain, event: CaseEscalated, fact: Fact) -> Chain:
    below = (event.from_unit,)
    turn, duty = Turn.ESCALATED, Holder.LEAD_UNIT
    return put(chain, fact, turn, duty, unit=event.to_unit, beside=below)


def _bundled(chain: Chain, event: LeaderBundled, fact: Fact) -> Chain:
    return put(chain, fact, Turn.BUNDLED, Holder.LEADER, person=event.leader)


def _protected(chain: Chain, event: IdentityProtectionGranted, fact: Fact) -> Chain:
    if not event.custodians:
        return chain
    named, centre = chain.latest(Holder.CUSTODIAN), chain.latest(Holder.CENTRE)
    before = () if named is None else named.people
    seat = together((*before, *event.custodians), unit=None if centre is None else centre.unit)
    return put(chain, fact, Turn.CUSTODIANS_NAMED, Holder.CUSTODIAN, **seat)


RESTING = frozenset({Turn.CLOSED, Turn.MERGED, Turn.REFUSED, Turn.REDIRECTED, Turn.WITHDRAWN})
"""The matter is over for now; what ended so goes on if the matter does."""


def _rests(ended: Turn) -> Callable[[Chain, Any, Fact], Chain]:
    """Every duty ends but the centre's, which visits, archives and answers for what is left.

    Orders lapse for good, unless the matter was closed in the ordinary way.
    """

    def rests(chain: Chain, event: Event, fact: Fact) -> Chain:
        for one in chain.spans:
            if one.open and one.duty is not Holder.CENTRE:
                lapses = ended is not Turn.CLOSED and _comes_of_an_order(chain, one)
                turn = Turn.LAPSED if lapses else ended
                chain = end(chain, fact, turn, one.duty, one.scope)
        return chain

    return rests


def _comes_of_an_order(chain: Chain, span: Span) -> bool:
    asked = span.duty is Holder.ORDER_SENDER
    return span.of_an_order or (asked and chain.latest(Holder.LEAD_UNIT, span.scope) is not None)


def _archived(chain: Chain, event: CaseArchived, fact: Fact) -> Chain:
    return end(chain, fact, Turn.ARCHIVED, Holder.CENTRE)


def _resumed(chain: Chain, event: Event, fact: Fact) -> Chain:
    for duty, scope in dict.fromkeys((one.duty, one.scope) for one in chain.spans):
        last = chain.latest(duty, scope)
        if last is not None and last.ended in RESTING:
            unit = chain.unit_since(last, chain.followed)
            chain = go_on(chain, fact, Turn.RESUMED, last, unit=unit)
    return chain


def _succeeded(chain: Chain, event: UnitSucceeded, fact: Fact) -> Chain:
    """信访工作条例 art 24: the unit that goes on with the work answers, in every open duty."""
    old, new = event.from_unit, event.to_unit
    for one in chain.spans:
        if one.open and (one.unit == old or old in one.beside):
            unit = new if one.unit == old else one.unit
            units = dict.fromkeys(new if other == old else other for other in one.beside)
            beside = tuple(other for other in units if other != unit)
            chain = go_on(chain, fact, Turn.REORGANISED, one, unit=unit, beside=beside)
    passed = Succession(from_unit=old, to_unit=new, at=fact.occurred_at, version=fact.version)
    return replace(chain, followed=(*chain.followed, passed))


def _corrected(chain: Chain, event: EventCorrected, fact: Fact) -> Chain:
    if event.happened_at is None:
        return chain
    return replace(chain, corrected={**chain.corrected, str(event.version): event.happened_at})


TURNS_OF_THE_MATTER: Turns = {
    IntakeRegistered: _registered,
    HandedBackToCentre: _handed_back,
    CaseAccepted: _accepted,
    CaseEscalated: _escalated,
    LeaderBundled: _bundled,
    IdentityProtectionGranted: _protected,
    CaseRefused: _rests(Turn.REFUSED),
    CaseRedirected: _rests(Turn.REDIRECTED),
    CaseWithdrawn: _rests(Turn.WITHDRAWN),
    CaseMerged: _rests(Turn.MERGED),
    CaseClosed: _rests(Turn.CLOSED),
    CaseArchived: _archived,
    CaseReopened: _resumed,
    CaseUnmerged: _resumed,
    RefusalOverturned: _resumed,
    UnitSucceeded: _succeeded,
    EventCorrected: _corrected,
}
"""By event: how a duty of the whole matter turns."""
