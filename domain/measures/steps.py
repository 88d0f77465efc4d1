"""Party-facing steps (当事人侧步骤): which entries tell of one, and whether it was taken online.

Online usage is the share of online steps among all party-facing ones [seed 000 线上使用率],
domain.md §5.2. A step is party-facing when a party and the centre met in it, in whatever way:
somebody brought a matter, was spoken to, was told, agreed, was heard, signed, was asked. It counts
where the entry says in which way. So these do not count:

    what passes between offices     orders, whistles, reports, delegations; matters that came by way
                                    of the police, a court, a procuratorate, a department, the media
                                    or a superior
    what nobody brought             screening, a grid worker's round, an imported ledger
    what is only planned or tried   a session that is scheduled, a visit that reached nobody
    what does not say how           ratings, material handed in, rights told, withdrawals

Online is what needs neither a room, nor paper, nor a telephone: a call or a short message is not. A
message that may have been either (`UrgingMethod.MESSAGE`) is not counted as online.

The registration of a matter is the first step. It stands among the complaints already, with its
channel, and is counted there (`base_sets.py`); all others are in the table below.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from operator import attrgetter
from typing import Any

from domain.case.answers import WorkOrderCompleted
from domain.case.breach import FulfilmentUrged
from domain.case.consent import ConsentRecorded, ConsentRefused, MediationApplied
from domain.case.contact import ContactRecorded
from domain.case.notices import NoticeServed
from domain.case.petition_ending import RepeatPetitionNoted
from domain.case.petition_opinions import OpinionServed
from domain.case.petition_review import ReviewOpinionServed
from domain.case.sessions import SessionHeld
from domain.case.signing import AgreementSigned
from domain.case.visits import ReturnVisitMade
from domain.case.window import ResolvedOnTheSpot
from domain.codes.agreements import SigningMethod, UrgingMethod
from domain.codes.ending import ContactMethod, VisitMethod
from domain.codes.matters import Channel
from domain.codes.mediation import ConsentForm, SessionMode
from domain.codes.notices import ServiceMethod
from domain.codes.parties import ConfirmationMethod
from domain.kernel import Event
from domain.values import Value

Ways = Mapping[str, bool]
"""Of each way in which a party can be met, whether it is online; a way not named meets nobody."""


class PartyStep(Value):
    """当事人侧步骤: which field tells the way, and which one when, if not the event's own moment.

    `unless` names a field that says that it was no party who took the step.
    """

    field: str
    ways: Ways
    dated_by: str = ""
    unless: str = ""


def _ways(every: type[StrEnum], *online: StrEnum, nobody: frozenset[StrEnum] = frozenset()) -> Ways:
    return {way: way in online for way in every if way not in nobody}


_C = Channel
NOBODY_CAME = frozenset[StrEnum](
    {
        _C.GRID, _C.SCREENING, _C.POLICE_110, _C.COURT, _C.PROCURATORATE, _C.DEPARTMENT,
        _C.SUPERIOR, _C.MEDIA, _C.LEDGER_IMPORT, _C.OTHER,
    }
)  # fmt: skip
"""Channels by which an office or a worker brought the matter, or that do not say who did."""

CHANNELS = _ways(
    Channel, _C.NET_PETITION, _C.MINI_PROGRAM, _C.APP, _C.QR, _C.SNAPSHOT, nobody=NOBODY_CAME
)
"""Channels by which somebody brought a matter, and whether that was online. domain.md §7.4."""

_SERVICE = _ways(ServiceMethod, ServiceMethod.ELECTRONIC)
_CONSENT = _ways(ConsentForm, ConsentForm.ELECTRONIC)

PARTY_STEPS: Mapping[type[Event], PartyStep] = {
    RepeatPetitionNoted: PartyStep(field="channel", ways=CHANNELS, dated_by="heard_at"),
    ResolvedOnTheSpot: PartyStep(
        field="confirmation.method",
        ways=_ways(ConfirmationMethod, ConfirmationMethod.ELECTRONIC),
    ),
    ContactRecorded: PartyStep(
        field="method", ways=_ways(ContactMethod, ContactMethod.VIDEO, ContactMethod.ONLINE)
    ),
    NoticeServed: PartyStep(field="method", ways=_SERVICE, dated_by="served_at"),
    OpinionServed: PartyStep(field="method", ways=_SERVICE),
    ReviewOpinionServed: PartyStep(field="method", ways=_SERVICE),
    WorkOrderCompleted: PartyStep(field="reply_method", ways=_SERVICE, dated_by="replied_at"),
    MediationApplied: PartyStep(field="form", ways=_CONSENT),
    ConsentRecorded: PartyStep(field="form", ways=_CONSENT),
    ConsentRefused: PartyStep(field="form", ways=_CONSENT),
    SessionHeld: PartyStep(field="mode", ways=_ways(SessionMode, SessionMode.VIDEO)),
    AgreementSigned: PartyStep(
        field="method",
        ways=_ways(SigningMethod, SigningMethod.ELECTRONIC),
        unless="as_mediator",
    ),
    FulfilmentUrged: PartyStep(field="method", ways=_ways(UrgingMethod)),
    ReturnVisitMade: PartyStep(field="method", ways=_ways(VisitMethod, VisitMethod.VIDEO)),
}
"""Which entries tell of a party-facing step, the registration aside, and how."""

_READ: Mapping[type[Event], Callable[[Any], StrEnum]] = {
    event: attrgetter(step.field) for event, step in PARTY_STEPS.items()
}


def taken_online(event: Event) -> bool | None:
    """Whether a step was online; None for an entry that tells of no party-facing step."""
    step = PARTY_STEPS.get(type(event))
    if step is None or (step.unless and getattr(event, step.unless)):
        return None
    return step.ways.get(_READ[type(event)](event))
