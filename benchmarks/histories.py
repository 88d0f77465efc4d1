"""Lives of invented cases: realistic events in any number, the same for the same random source.

    Histories(Random(7)).act() -> the drafts of one act, ready for the mapper

Every life keeps to the domain's own state: an event is only drawn where its stage allows it, and
mergers are decided by the domain's decisions. What leaves the list of live cases is forgotten, so
memory does not grow with the number of events.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import msgspec

from benchmarks.drawing import DISPUTES, NARRATIVE, PEOPLE, POSTS, UNITS, Draw
from benchmarks.lives import Lives
from domain.case import Case
from domain.case import case as cases
from domain.case.code import case_code
from domain.case.intake import IntakeRegistered
from domain.case.merging import FlagDuplicate, LinkCases, MergeCase, UnmergeCase
from domain.case.protection import protection_of_a_report
from domain.case.state import Stage
from domain.codes.matters import Channel, LinkKind, MatchBasis, MatterClass
from domain.codes.parties import Side
from domain.ids import CaseId, derived
from domain.kernel import Act, Also, Command, Event, Outcome, Source, day_of
from domain.organisation.state import Organisation
from domain.policy.packaged import packaged_policy
from domain.refusals import Refusal
from domain.roles import Role
from infra.store.mapper import Draft

BEGINNING = datetime(2025, 1, 2, 1, 0, tzinfo=UTC)
AREAS = ("990101100201", "990101100202", "990101200301", "990101", "990101100", "990101200")
LATE_HOURS = (0, 0, 0, 0, 0, 0, 0, 0, 1, 30, 80)
"""How many hours after it happened an act is entered: mostly at once, sometimes from paper."""

Told = tuple[CaseId, Event]


class Histories:
    """Live cases and what happens to them next, one act a minute.

    `live` cases at most are remembered; `newcomers` of all acts register a new one, `ties` link,
    merge or separate cases.
    """

    def __init__(
        self, random: Random, *, live: int = 300, newcomers: float = 0.1, ties: float = 0.08
    ) -> None:
        self.cases: dict[CaseId, Case] = {}
        self.now = BEGINNING
        self._random = random
        self._lives = Lives()
        self._live = live
        self._newcomers = newcomers
        self._ties = ties
        self._versions: dict[CaseId, int] = {}
        self._register = Organisation()

    def act(self) -> list[Draft]:
        """The events of the next act, in one stream or several."""
        self.now += timedelta(minutes=1)
        told: Sequence[Told] = ()
        actor = self._actor()
        while not told:
            kind = self._random.random()
            if kind < self._newcomers or not self.cases:
                told = self._registration(actor)
            elif kind < self._newcomers + self._ties:
                told = self._tie(actor)
            else:
                stream = self._busy_case()
                event = self._lives.happen(Draw(self._random, actor.at), self.cases[stream])
                told = () if event is None else [(stream, event)]
        return [self._draft(stream, event, actor) for stream, event in told]

    def _one_case(self) -> CaseId:
        return self._random.choice(list(self.cases))

    def _busy_case(self) -> CaseId:
        """One of two cases: the one with the longer record, so that some live long."""
        return max((self._one_case(), self._one_case()), key=self._versions.__getitem__)

    def _actor(self) -> Act:
        """Somebody of some unit, acting now or, rarely, entering what happened days ago."""
        nth = self._random.randrange(len(UNITS))
        late = timedelta(hours=self._random.choice(LATE_HOURS))
        return Act(
            person=self._random.choice(PEOPLE),
            post=POSTS[nth],
            unit=UNITS[nth],
            area=AREAS[nth % len(AREAS)],
            roles=frozenset({Role.TRIAGE_OFFICER}),
            at=self.now - late,
            now=self.now,
            command_id=str(UUID(int=self._random.getrandbits(128))),
            directory=self._register,
            judged_by=packaged_policy(),
            others=self.cases,
            source=Source(client="window"),
            late_reason="纸质登记后补录" if late else None,
        )

    def _registration(self, actor: Act) -> Sequence[Told]:
        if len(self.cases) >= self._live:
            self._forget(next(iter(self.cases)))
        draw = Draw(self._random, actor.at)
        stream = derived("case", self.now, actor.command_id)
        sides = (Side.APPLICANT, Side.RESPONDENT, None, None)
        parties = [draw.party(side) for side in sides[: 2 + self._random.randrange(3)]]
        received = actor.at - timedelta(hours=self._random.randrange(48))
        matter = self._random.choice((MatterClass.DISPUTE, MatterClass.DISPUTE, *MatterClass))
        registered = IntakeRegistered(
            case=stream,
            code=case_code(day_of(received), stream),
            matter_class=matter,
            channel=self._random.choice(list(Channel)),
            source_ref=None,
            received_at=received,
            centre=draw.unit(),
            area=self._random.choice(AREAS),
            parties=tuple({party.person: party for party in parties}.values()),
            representatives=(parties[0].person,) * self._random.randrange(2),
            place=None,
            dispute=self._random.choice(DISPUTES),
            summary=NARRATIVE,
            claim=None,
            people_count=self._random.randrange(1, 8),
            first_visit=True,
            attachments=(),
            protected_requested=False,
        )
        self.cases[stream] = Case()
        report = [protection_of_a_report(())] if matter is MatterClass.REPORT else []
        return [(stream, event) for event in (registered, *report)]

    def _tie(self, actor: Act) -> Sequence[Told]:
        """Two cases are tied or parted, as the domain decides; nothing when it refuses."""
        here, there = self._one_case(), self._one_case()
        state = self.cases[here]
        command: Command = self._random.choice(
            (
                FlagDuplicate(case=here, of=there, match_basis=MatchBasis.SAME_FACTS),
                LinkCases(case=here, other=there, kind=LinkKind.RELATED),
                MergeCase(
                    case=here,
                    into=there,
                    match_basis=MatchBasis.SAME_FACTS,
                    explanation="同一事实",
                ),
            )
        )
        if state.stage is Stage.MERGED:
            command = UnmergeCase(case=here, reason="两件不同的事")
        anywhere = msgspec.structs.replace(actor, area="99", at=self.now)
        try:
            outcomes = cases.decide(state, command, anywhere)
        except Refusal:
            return ()
        told = [_told(here, outcome) for outcome in outcomes]
        return told if all(stream in self.cases for stream, _ in told) else ()

    def _draft(self, stream: CaseId, event: Event, actor: Act) -> Draft:
        version = self._versions[stream] = self._versions.get(stream, 0) + 1
        draft = Draft(
            stream=stream, version=version, event=event, act=actor, role=Role.TRIAGE_OFFICER
        )
        cases.evolve(self.cases[stream], draft.recorded(version, self.now))
        return draft

    def _forget(self, stream: CaseId) -> None:
        del self.cases[stream]
        del self._versions[stream]


def _told(stream: CaseId, outcome: Outcome) -> Told:
    match outcome:
        case Also():
            return outcome.stream, outcome.event
        case Event():
            return stream, outcome
        case _:
            raise TypeError("a case seals no identities")
