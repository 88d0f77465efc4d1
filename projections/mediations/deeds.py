"""Deeds (调解事实): the events that procedures and agreements are told from, without their words.

A deed is kept as it was recorded, less everything confidential. A correction makes it say what is
right, a voiding takes it out (docs/adr/0027), so whatever is told from deeds follows by itself.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

import msgspec
from msgspec import inspect
from msgspec.structs import replace

from domain.case.agreement import AgreementEffective, AgreementReached
from domain.case.amending import AgreementAmended, AgreementInvalidated
from domain.case.breach import BreachRecorded, ObligationDeferred
from domain.case.confirmation import (
    ConfirmationAdvised,
    ConfirmationApplied,
    ConfirmationWindowExpired,
    ConfirmationWithdrawn,
)
from domain.case.consent import ConsentRefused
from domain.case.corrections import EventCorrected
from domain.case.enforcement import (
    DebtNotarised,
    EnforcementApplied,
    EnforcementEnded,
    PaymentOrderApplied,
)
from domain.case.fulfilment import AgreementFulfilled, FulfilmentRecorded
from domain.case.mediation import MediationOpened, MediationTerminated
from domain.case.mediators import MediatorAppointed, MediatorReplaced
from domain.case.reorganisation import UnitSucceeded
from domain.case.rulings import (
    ConfirmationAccepted,
    ConfirmationDismissed,
    ConfirmationGranted,
    ConfirmationNotAccepted,
)
from domain.case.sessions import SessionHeld
from domain.case.standstill import (
    AppraisalCommissioned,
    AppraisalReported,
    MediationExtended,
    MediationResumed,
    MediationSuspended,
)
from domain.case.withdrawal import CaseWithdrawn
from domain.kernel import Event, Recorded
from domain.values import Value

PROCEDURE = (
    MediatorAppointed
    | MediatorReplaced
    | SessionHeld
    | MediationSuspended
    | MediationResumed
    | MediationExtended
    | AppraisalCommissioned
    | AppraisalReported
    | MediationTerminated
    | ConsentRefused
    | CaseWithdrawn
    | UnitSucceeded
)
AGREEMENT = (
    AgreementReached
    | AgreementEffective
    | AgreementAmended
    | AgreementInvalidated
    | AgreementFulfilled
    | FulfilmentRecorded
    | BreachRecorded
    | ObligationDeferred
    | ConfirmationAdvised
    | ConfirmationApplied
    | ConfirmationWithdrawn
    | ConfirmationWindowExpired
    | ConfirmationAccepted
    | ConfirmationNotAccepted
    | ConfirmationGranted
    | ConfirmationDismissed
    | EnforcementApplied
    | EnforcementEnded
    | PaymentOrderApplied
    | DebtNotarised
)


class Deed(Value):
    """调解事实: an event of a case, without its words; `version` is its place in the case."""

    version: int
    at: datetime
    event: MediationOpened | PROCEDURE | AGREEMENT


def deed_of(fact: Recorded[Any]) -> Deed:
    """The event as it is kept."""
    return Deed(version=fact.version, at=fact.occurred_at, event=wordless(fact.event))


def corrected(deed: Deed, event: EventCorrected) -> Deed:
    """The deed with what a correction says of it; words stay out of it."""
    at = deed.at if event.happened_at is None else event.happened_at
    said = deed.event
    if event.field is not None and event.value is not None:
        wire = msgspec.to_builtins(said) | {event.field: event.value}
        said = wordless(msgspec.convert(wire, type(said), strict=False))
    return replace(deed, at=at, event=said)


def wordless(event: Any) -> Any:
    """An event without its words."""
    blank = _blank(type(event))
    return replace(event, **{name: make(getattr(event, name)) for name, make in blank})


Blank = Callable[[Any], Any]
_BLANKS: dict[type[msgspec.Struct], tuple[tuple[str, Blank], ...]] = {}


def _blank(kind: type[msgspec.Struct]) -> tuple[tuple[str, Blank], ...]:
    """For each field with words in it, how it is emptied."""
    if kind not in _BLANKS:
        shape = cast("inspect.StructType", inspect.type_info(kind))
        found = ((field.name, _emptied(field.type)) for field in shape.fields)
        _BLANKS[kind] = tuple((name, blank) for name, blank in found if blank is not None)
    return _BLANKS[kind]


def _emptied(node: inspect.Type) -> Blank | None:
    """How a value of a type is emptied of words; None where it has none."""
    match node:
        case inspect.Metadata(extra={"confidential": True}):
            return lambda words: ""
        case inspect.Metadata(type=inner):
            return _emptied(inner)
        case inspect.UnionType(types=types) if any(_emptied(one) for one in types):
            return lambda words: None
        case inspect.VarTupleType(item_type=inspect.StructType(cls=cls)) if _blank(cls):
            return lambda items: tuple(map(wordless, items))
        case inspect.VarTupleType(item_type=item) if _emptied(item):
            return lambda words: ()
    return None


PROCEDURE_EVENTS: tuple[type[Event], ...] = PROCEDURE.__args__
AGREEMENT_EVENTS: tuple[type[Event], ...] = AGREEMENT.__args__
