"""Mediations, whistles and meetings (调解、吹哨、会商): who mediates, who was called to do what.

domain.md §2.5 D to H.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from domain.case.agreement import AgreementEffective, AgreementReached
from domain.case.amending import AgreementAmended
from domain.case.consultation import ResolutionAdopted, ResolutionItemDone
from domain.case.mediation import MediationOpened, MediationTerminated
from domain.case.mediators import MediatorAppointed, MediatorReplaced
from domain.case.spans import Chain, end, put
from domain.case.turns.shared import Fact, Turns, together, without
from domain.case.whistle import WhistleBlown, WhistleDeclineUpheld
from domain.case.whistle_answers import WhistleTaskDone
from domain.codes.agreements import AgreementScope
from domain.codes.duties import Turn
from domain.ids import PersonId
from domain.policy.timers import Holder


def _called(chain: Chain, event: WhistleBlown, fact: Fact) -> Chain:
    turn, whistle = Turn.CALLED, event.whistle
    chain = put(chain, fact, turn, Holder.ORDER_SENDER, whistle, unit=event.blown_by)
    for unit in event.target_units:
        chain = put(chain, fact, turn, Holder.TARGET_UNIT, f"{whistle}/{unit}", unit=unit)
    return chain


def _excused(chain: Chain, event: WhistleDeclineUpheld, fact: Fact) -> Chain:
    scope = f"{event.whistle}/{event.unit}"
    return end(chain, fact, Turn.EXCUSED, Holder.TARGET_UNIT, scope)


def _task_done(chain: Chain, event: WhistleTaskDone, fact: Fact) -> Chain:
    scope = f"{event.whistle}/{event.unit}"
    return end(chain, fact, Turn.TASK_DONE, Holder.TARGET_UNIT, scope)


def _resolved(chain: Chain, event: ResolutionAdopted, fact: Fact) -> Chain:
    for one in event.items:
        chain = put(chain, fact, Turn.RESOLVED, Holder.TASK_UNIT, one.item, unit=one.unit)
    return chain


def _item_done(chain: Chain, event: ResolutionItemDone, fact: Fact) -> Chain:
    return end(chain, fact, Turn.TASK_DONE, Holder.TASK_UNIT, event.item)


def _opened(chain: Chain, event: MediationOpened, fact: Fact) -> Chain:
    turn, mediation = Turn.MEDIATION_OPENED, event.mediation
    return put(chain, fact, turn, Holder.COMMITTEE, mediation, unit=event.organisation)


def _appointed(chain: Chain, event: MediatorAppointed, fact: Fact) -> Chain:
    return _mediate(chain, fact, Turn.APPOINTED, event.mediation, new=event.mediators)


def _replaced(chain: Chain, event: MediatorReplaced, fact: Fact) -> Chain:
    gone, new = (event.replaced,), (event.replacement,)
    return _mediate(chain, fact, Turn.REPLACED, event.mediation, gone=gone, new=new)


def _mediate(
    chain: Chain,
    fact: Fact,
    came: Turn,
    mediation: str,
    *,
    new: Iterable[PersonId],
    gone: Iterable[PersonId] = (),
) -> Chain:
    committee = chain.latest(Holder.COMMITTEE, mediation)
    before = chain.latest(Holder.MEDIATOR, mediation)
    stay = () if before is None else without(before.people, *gone)
    seat = together((*stay, *new), unit=None if committee is None else committee.unit)
    return put(chain, fact, came, Holder.MEDIATOR, mediation, **seat)


def _terminated(chain: Chain, event: MediationTerminated, fact: Fact) -> Chain:
    return end(chain, fact, Turn.MEDIATION_ENDED, Holder.MEDIATOR, event.mediation)


def _effective(chain: Chain, event: AgreementEffective, fact: Fact) -> Chain:
    if event.scope is AgreementScope.PARTIAL:
        return chain
    return end(chain, fact, Turn.MEDIATION_ENDED, Holder.MEDIATOR, event.mediation)


def _reached(chain: Chain, event: AgreementReached, fact: Fact) -> Chain:
    owed = (one.obligation for one in event.obligations)
    return _came_of(chain, (event.agreement, *owed), event.mediation)


def _amended(chain: Chain, event: AgreementAmended, fact: Fact) -> Chain:
    mediation = chain.mediated.get(event.agreement)
    if mediation is None:
        return chain
    return _came_of(chain, (one.obligation for one in event.obligations), mediation)


def _came_of(chain: Chain, named: Iterable[str], mediation: str) -> Chain:
    return replace(chain, mediated={**chain.mediated, **dict.fromkeys(named, mediation)})


TURNS_OF_GATHERING: Turns = {
    WhistleBlown: _called,
    WhistleDeclineUpheld: _excused,
    WhistleTaskDone: _task_done,
    ResolutionAdopted: _resolved,
    ResolutionItemDone: _item_done,
    MediationOpened: _opened,
    MediatorAppointed: _appointed,
    MediatorReplaced: _replaced,
    MediationTerminated: _terminated,
    AgreementEffective: _effective,
    AgreementReached: _reached,
    AgreementAmended: _amended,
}
"""By event: how the duty of a mediation, a whistle or a resolved item turns."""
