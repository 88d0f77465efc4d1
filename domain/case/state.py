"""What a case knows about itself: its stage, and the regions beside it. domain.md §2.4.

Chapters import this and never each other's decisions.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from domain.case.checks import check
from domain.case.refusals.archive import CaseDestroyed
from domain.case.regions.agreements import Agreements
from domain.case.regions.clock import Clock
from domain.case.regions.deadlines import Deadlines
from domain.case.regions.emergency import Emergency
from domain.case.regions.ending import Ending, Supervisions
from domain.case.regions.hands import Hands
from domain.case.regions.mediations import Mediations
from domain.case.regions.opening import (
    Classification,
    Joining,
    Notice,
    Protection,
    Refusing,
    Risk,
    Supplement,
)
from domain.case.regions.orders import Orders
from domain.case.regions.petition import Petition
from domain.case.regions.record import Corrections, Entry
from domain.case.regions.whistles import Meetings
from domain.case.sight import admits
from domain.case.values import Party, Representation
from domain.codes.entry import Labelled
from domain.codes.matters import Channel, Difficulty, MatterClass, Scale
from domain.codes.parties import Power, Side
from domain.ids import CaseId, PersonId, UnitId
from domain.kernel import Act, Aggregate, Recorded, day_of


class Stage(Labelled):
    """阶段: the one place where a matter stands."""

    DRAFT = "DRAFT", "暂存"
    REGISTERED = "REGISTERED", "已登记"
    SUPPLEMENTING = "SUPPLEMENTING", "待补正"
    REFUSED = "REFUSED", "不予受理"
    REDIRECTED = "REDIRECTED", "告知引导"
    MERGED = "MERGED", "并入主案"
    ACCEPTED = "ACCEPTED", "已受理"
    ASSIGNED = "ASSIGNED", "已交办"
    IN_PROGRESS = "IN_PROGRESS", "办理中"
    AGREED = "AGREED", "已达成协议"
    CONCLUDED = "CONCLUDED", "已办结"
    CLOSED = "CLOSED", "已结案"
    ARCHIVED = "ARCHIVED", "已归档"
    WITHDRAWN = "WITHDRAWN", "已撤回"


UNDECIDED = (Stage.REGISTERED, Stage.SUPPLEMENTING)
"""Nobody has decided yet whether to take the matter up."""

BEFORE_ASSIGNMENT = (*UNDECIDED, Stage.ACCEPTED)
"""No unit has been given the matter yet."""

UNDER_WAY = (*BEFORE_ASSIGNMENT, Stage.ASSIGNED, Stage.IN_PROGRESS)
"""The matter is open and nothing has been agreed."""

OPEN = (*UNDER_WAY, Stage.AGREED)
"""The matter is not ended."""

NOT_ARCHIVED = tuple(stage for stage in Stage if stage not in (Stage.DRAFT, Stage.ARCHIVED))
"""Everything a case can still be told (domain.md §2.7 invariant 2)."""


@dataclass
class Case:
    """事项: one matter from its registration to the archive."""

    code: str = ""
    stage: Stage = Stage.DRAFT
    stage_before_merger: Stage = Stage.DRAFT
    matter_class: MatterClass = MatterClass.OTHER
    channel: Channel = Channel.OTHER
    dispute: str | None = None
    difficulty: Difficulty | None = None
    scale: Scale | None = None
    tags: set[str] = field(default_factory=set)
    proposed_classification: Classification | None = None
    people_count: int = 0
    claim: Decimal | None = None
    """The amount in dispute, in yuan, as it was told at the registration."""

    area: str = ""
    centre: UnitId = ""
    units: set[UnitId] = field(default_factory=set)
    first_responsible_unit: UnitId | None = None
    lead_unit: UnitId | None = None
    registered_by: PersonId | None = None

    began_at: datetime | None = None
    received_at: datetime | None = None
    accepted_at: datetime | None = None
    concluded_at: datetime | None = None
    outcome: str | None = None

    own_parties: dict[PersonId, Party] = field(default_factory=dict)
    own_representations: list[Representation] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    supplement: Supplement = field(default_factory=Supplement)
    refusal: Refusing = field(default_factory=Refusing)
    protection: Protection = field(default_factory=Protection)
    joining: Joining = field(default_factory=Joining)
    risk: Risk = field(default_factory=Risk)
    hands: Hands = field(default_factory=Hands)
    orders: Orders = field(default_factory=Orders)
    meetings: Meetings = field(default_factory=Meetings)
    mediations: Mediations = field(default_factory=Mediations)
    clock: Clock = field(default_factory=Clock)
    agreements: Agreements = field(default_factory=Agreements)
    ending: Ending = field(default_factory=Ending)
    supervisions: Supervisions = field(default_factory=Supervisions)
    emergency: Emergency = field(default_factory=Emergency)
    petition: Petition = field(default_factory=Petition)
    deadlines: Deadlines = field(default_factory=Deadlines)
    record: tuple[Entry, ...] = ()
    """What stands at each version: the entry of version 1 comes first."""
    corrections: Corrections = field(default_factory=Corrections)
    call_back_required: bool = False
    withdrawal_taken_by: PersonId | None = None

    @property
    def entries(self) -> Iterator[Party]:
        """Every entry of a party: the case's own, then those of joined complaints.

        Who complains of whom may differ between complaints, so a person may have two entries.
        """
        yield from self.own_parties.values()
        for complaint in self.joining.complaints.values():
            yield from complaint.parties

    @property
    def parties(self) -> dict[PersonId, Party]:
        """Every party by person, by the first entry of each."""
        found: dict[PersonId, Party] = {}
        for party in self.entries:
            found.setdefault(party.person, party)
        return found

    def relabel(self, person: PersonId, label: str) -> None:
        """Call a party by another label from now on."""
        self.change_party(person, label=label)

    def change_party(self, person: PersonId, **changes: Any) -> None:
        """Change what is known of a party, in every entry of theirs."""
        if person in self.own_parties:
            self.own_parties[person] = replace(self.own_parties[person], **changes)
        for complaint in list(self.joining.complaints.values()):
            self.joining.complaints[complaint.case] = replace(
                complaint,
                parties=tuple(
                    replace(party, **changes) if party.person == person else party
                    for party in complaint.parties
                ),
            )

    @property
    def representations(self) -> list[Representation]:
        """Who speaks for whom, joined complaints included."""
        joined = (c.representations for c in self.joining.complaints.values())
        return [*self.own_representations, *(r for group in joined for r in group)]

    @property
    def people_involved(self) -> int:
        """How many people the matter touches: as told, and at least its parties."""
        return max(self.people_count, len(self.parties))

    def on_side(self, side: Side) -> list[PersonId]:
        """Who stands on one side in any entry, each once."""
        return list(dict.fromkeys(party.person for party in self.entries if party.side is side))

    def present_on(self, side: Side) -> list[PersonId]:
        """Who stands on one side and is still there: who must agree, sign or withdraw."""
        return [person for person in self.on_side(side) if person not in self.mediations.gone]

    def speakers_for(self, side: Side) -> set[PersonId]:
        """Who was chosen or appointed in this case to speak for parties of a side."""
        ours = set(self.on_side(side))
        given = self.own_representations
        return {entry.person for entry in given if ours.intersection(entry.represents)}

    def may_act_for(self, person: PersonId, party: PersonId, power: Power) -> bool:
        """Whether a person may use a power for a party: self, guardian, or representative.

        For a party who is gone, whoever may for one who took the place: a power that was given
        ends with its giver (民法典 art 173).
        """
        if party in self.mediations.gone:
            places = self.mediations.in_place_of(party) & self.parties.keys()
            return any(self.may_act_for(person, one, power) for one in places)
        if person in (party, self.parties[party].guardian):
            return True
        return any(
            person == given.person and party in given.represents and power in given.powers
            for given in self.representations
        )

    @property
    def participants(self) -> set[PersonId]:
        """Parties, their guardians and representatives."""
        parties = self.parties.values()
        found = {party.person for party in parties}
        found.update(party.guardian for party in parties if party.guardian is not None)
        found.update(given.person for given in self.representations)
        return found

    @property
    def people(self) -> set[PersonId]:
        """Everyone who takes part: the participants and the bundled leader."""
        leader = self.risk.leader
        return self.participants if leader is None else self.participants | {leader}

    @property
    def protected(self) -> bool:
        """Whether identities are protected: every report, and whatever was granted."""
        return self.matter_class is MatterClass.REPORT or self.protection.granted

    @property
    def custodians(self) -> set[PersonId]:
        """Who was named to work with the protected case."""
        return self.protection.custodians

    @property
    def accused(self) -> set[PersonId]:
        """Persons complained of."""
        return set(self.on_side(Side.RESPONDENT))

    @property
    def accused_units(self) -> set[UnitId]:
        """Units complained of."""
        return {
            party.unit
            for party in self.entries
            if party.side is Side.RESPONDENT and party.unit is not None
        }

    @property
    def first_received_at(self) -> datetime | None:
        """The earliest moment any joined complaint was received (domain.md §3.1 D12)."""
        moments = [complaint.received_at for complaint in self.joining.complaints.values()]
        if self.received_at is not None:
            moments.append(self.received_at)
        return min(moments, default=None)

    def respondent_contacted_within(self, days: int, at: datetime) -> bool:
        """Whether a respondent was served anything in the `days` calendar days before (D1)."""
        since = day_of(at) - timedelta(days=days)
        told = (notice for notice in self.notices if notice.receiver in self.accused)
        return any(day_of(notice.served_at) >= since for notice in told)


def complaints_of(state: Case | None) -> list[CaseId]:
    """The cases joined to this one, for decisions that record in their streams as well."""
    return [] if state is None else list(state.joining.complaints)


def remember(state: Case, fact: Recorded[Any]) -> None:
    """Note which event stands at the next version."""
    entry = Entry(
        event=fact.name,
        person=fact.actor.person,
        unit=fact.actor.unit,
        occurred_at=fact.occurred_at,
        recorded_at=fact.recorded_at,
        mediation=getattr(fact.event, "mediation", None),
    )
    state.record = (*state.record, entry)


def not_destroyed(state: Case, act: Act) -> None:
    """What was destroyed is told nothing more: no words could be read again (domain.md §2.5 J).

    Raises `CaseDestroyed`.
    """
    if state.ending.destroyed:
        raise CaseDestroyed


case = Aggregate(
    "case",
    Case,
    zh="事项",
    sees=admits,
    checks=check,
    remembers=remember,
    always=not_destroyed,
)
"""The stream of one matter: its chapters register their events and decisions here."""
