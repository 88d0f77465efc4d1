"""Whatever people do, in whatever order, a case stays sound (domain.md §2.4, §2.7).

A machine plays a county at random: several matters, every command, every kind of staff. After
every step all the invariants are looked at again.
"""

import copy
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from domain.case import Case, Stage, case
from domain.case.acceptance import AcceptCase, RedirectCase
from domain.case.disposal import BundleToLeader, EnterSpecialLedger, FilePlan
from domain.case.intake import ReceiveMaterial, RegisterIntake, RequestSupplement
from domain.case.merging import FlagDuplicate, LinkCases, MergeCase, UnmergeCase
from domain.case.notices import ServeNotice
from domain.case.parties import AddParty, AppointRepresentative
from domain.case.protection import ProtectIdentity
from domain.case.refusing import OverturnRefusal, ProposeRefusal, RefuseCase
from domain.case.risk import (
    ApproveRiskDowngrade,
    AssessRisk,
    ChangeRisk,
    ProposeRiskDowngrade,
)
from domain.case.triage import ClassifyCase, ProposeClassification, RecordSignal, ScreenCase
from domain.case.values import Confirmation, Grounds, PartyEntry
from domain.case.window import FileSelfHandled, HandBackToCentre, ResolveOnTheSpot
from domain.case.withdrawal import WithdrawCase
from domain.codes.matters import (
    Channel,
    Difficulty,
    LinkKind,
    MatchBasis,
    MatterClass,
    Scale,
    SupplementCause,
)
from domain.codes.notices import NoticeType, ServiceMethod
from domain.codes.parties import ConfirmationMethod, Power, ProtectionGround, Side
from domain.codes.risks import RiskLevel, SignalSource, SpecialLedger
from domain.kernel import Act, Also, Command, Event, Recorded
from domain.refusals import Refusal
from domain.roles import Role
from tests.domain.county import (
    COUNTY,
    LAND_OFFICE,
    LEADER,
    LI,
    NOTICE,
    ONE,
    OWNER,
    PEOPLE,
    SCAN,
    TOWN,
    TWO,
    VILLAGE,
    WANG,
    ZHANG,
    acting,
)
from tests.domain.given import MORNING, recorded

PARTIES = st.sampled_from([ZHANG, LI, WANG])
STAFF = st.sampled_from([OWNER, LEADER, ONE, TWO])
UNITS = st.sampled_from([TOWN, TOWN, VILLAGE, LAND_OFFICE, COUNTY])
LEVELS = st.sampled_from(RiskLevel)
DISPUTES = st.sampled_from(["0202", "0901", "1102", "0101"])
CLASSES = st.sampled_from([*MatterClass, *[MatterClass.DISPUTE] * 8])
LATER = date(2026, 1, 1)

GROUNDS = st.builds(
    Grounds,
    reason=st.sampled_from(["N04", "N12", "N16"]),
    explanation=st.just("不属受理范围。"),
    route=st.sampled_from(["LITIGATION", "DISCIPLINE"]),
    organ=st.just("有关机关"),
    notice_document=st.just(NOTICE),
    cool_down=st.sampled_from([None, "已疏导。"]),
)

REGISTRATIONS = st.builds(
    RegisterIntake,
    matter_class=CLASSES,
    channel=st.sampled_from([Channel.WALK_IN, Channel.SCREENING]),
    received_at=st.just(MORNING),
    summary=st.just("反映一件事项。"),
    parties=st.lists(PARTIES, unique=True, max_size=3).map(
        lambda people: tuple(
            PartyEntry(
                person=person,
                side=Side.RESPONDENT if person == LI else Side.APPLICANT,
                unit=LAND_OFFICE if person == LI else None,
            )
            for person in people
        )
    ),
    dispute=DISPUTES,
)


def commands(cases: Sequence[str]) -> st.SearchStrategy[Command]:
    """Any command but registering, about any of the cases."""
    one = st.sampled_from(cases)
    said = st.just("情况说明。")
    options: list[st.SearchStrategy[Command]] = [
        st.builds(
            AcceptCase,
            case=one,
            matter_class=CLASSES,
            difficulty=st.sampled_from(Difficulty),
            first_responsible_unit=UNITS,
            procedure=st.just("PM"),
            deadline_on=st.just(LATER),
        ),
        st.builds(
            RedirectCase, case=one, route=st.just("DISCIPLINE"), organ=said, explanation=said
        ),
        st.builds(ProposeRefusal, case=one, grounds=GROUNDS),
        st.builds(RefuseCase, case=one, grounds=st.none() | GROUNDS),
        st.builds(OverturnRefusal, case=one, reason=said),
        st.builds(
            RequestSupplement,
            case=one,
            cause=st.sampled_from(SupplementCause),
            items=st.just(("一", "二")),
            due_on=st.just(LATER),
        ),
        st.builds(
            ReceiveMaterial,
            case=one,
            items=st.sampled_from([(1,), (2,), (1, 2)]),
            received_at=st.just(MORNING),
        ),
        st.builds(
            AddParty,
            case=one,
            party=st.builds(PartyEntry, person=PARTIES, side=st.sampled_from(Side)),
        ),
        st.builds(
            AppointRepresentative,
            case=one,
            representative=STAFF,
            represents=PARTIES.map(lambda person: (person,)),
            powers=st.just(tuple(Power)),
            document=st.just(SCAN),
        ),
        st.builds(
            ResolveOnTheSpot,
            case=one,
            outcome=st.just("ANSWERED"),
            result=said,
            confirmation=st.builds(
                Confirmation, person=PARTIES, method=st.sampled_from(ConfirmationMethod)
            ),
        ),
        st.builds(
            FileSelfHandled,
            case=one,
            outcome=st.just("AIDED"),
            result=said,
            handled_at=st.just(MORNING),
        ),
        st.builds(HandBackToCentre, case=one, centre=UNITS, reason=said),
        st.builds(
            ServeNotice,
            case=one,
            notice=st.sampled_from(NoticeType),
            text_version=st.just("1"),
            method=st.sampled_from(ServiceMethod),
            served_at=st.just(MORNING),
            receiver=PARTIES,
        ),
        st.builds(
            WithdrawCase,
            case=one,
            withdrawn_by=st.lists(PARTIES, min_size=1, max_size=3).map(tuple),
            reason=said,
            voluntary_statement=st.just(SCAN),
        ),
        st.builds(
            ProtectIdentity,
            case=one,
            ground=st.sampled_from(ProtectionGround),
            protected=st.lists(PARTIES, max_size=2, unique=True).map(tuple),
            custodians=st.lists(STAFF, max_size=2, unique=True).map(tuple),
            reason=said,
        ),
        st.builds(ScreenCase, case=one, findings=said),
        st.builds(
            ProposeClassification,
            case=one,
            dispute=DISPUTES,
            difficulty=st.sampled_from(Difficulty),
            scale=st.sampled_from(Scale),
        ),
        st.builds(
            ClassifyCase,
            case=one,
            dispute=DISPUTES,
            difficulty=st.sampled_from(Difficulty),
            scale=st.sampled_from(Scale),
            tags=st.sampled_from([(), ("LIKELY_TO_TURN_VIOLENT",)]),
        ),
        st.builds(
            RecordSignal,
            case=one,
            signal=st.sampled_from(["S01", "S03", "S99"]),
            source=st.sampled_from(SignalSource),
            heard_at=st.just(MORNING),
            evidence=said,
        ),
        st.builds(
            AssessRisk,
            case=one,
            level=LEVELS,
            criteria=st.just(("K08",)),
            rationale=said,
            below_default_reason=st.none() | said,
        ),
        st.builds(ChangeRisk, case=one, level=LEVELS, reason=said),
        st.builds(ProposeRiskDowngrade, case=one, level=LEVELS, reason=said),
        st.builds(ApproveRiskDowngrade, case=one),
        st.builds(
            FilePlan,
            case=one,
            owner=STAFF,
            measures=st.just(("每日走访",)),
            from_on=st.just(MORNING.date()),
            to_on=st.just(LATER),
        ),
        st.builds(EnterSpecialLedger, case=one, ledger=st.sampled_from(SpecialLedger), reason=said),
        st.builds(BundleToLeader, case=one, leader=STAFF, duty=said),
        st.builds(FlagDuplicate, case=one, of=one, match_basis=st.sampled_from(MatchBasis)),
        st.builds(LinkCases, case=one, other=one, kind=st.sampled_from(LinkKind)),
    ]
    return st.one_of(options)


def joinings(cases: Sequence[str]) -> st.SearchStrategy[Command]:
    """Merging and separating: the commands that make and unmake the forest."""
    one = st.sampled_from(cases)
    merge = st.builds(
        MergeCase,
        case=one,
        into=one,
        match_basis=st.just(MatchBasis.SAME_FACTS),
        explanation=st.just("同一件事。"),
    )
    return merge | merge | st.builds(UnmergeCase, case=one, reason=st.just("不是同一件事。"))


ENDS = {Stage.REFUSED, Stage.REDIRECTED, Stage.MERGED, Stage.WITHDRAWN, Stage.CONCLUDED}
LEGAL = {
    Stage.REGISTERED: {Stage.SUPPLEMENTING, Stage.ACCEPTED, *ENDS},
    Stage.SUPPLEMENTING: {Stage.REGISTERED, Stage.REFUSED, Stage.MERGED, Stage.WITHDRAWN},
    Stage.ACCEPTED: {Stage.MERGED, Stage.WITHDRAWN, Stage.CONCLUDED},
    Stage.REFUSED: {Stage.REGISTERED},
    Stage.MERGED: {Stage.REGISTERED, Stage.SUPPLEMENTING, Stage.ACCEPTED},
    Stage.REDIRECTED: set(),
    Stage.WITHDRAWN: set(),
    Stage.CONCLUDED: set(),
}
"""From where to where a case may move in these chapters (domain.md §2.4)."""


class AnyHistory(RuleBasedStateMachine):
    """A county in which anybody may try anything."""

    def __init__(self) -> None:
        super().__init__()
        self.states: dict[str, Case] = {}
        self.facts: dict[str, list[Recorded[Any]]] = defaultdict(list)
        self.steps = 0

    @initialize(first=REGISTRATIONS, second=REGISTRATIONS, third=REGISTRATIONS)
    def some_matters(
        self, first: RegisterIntake, second: RegisterIntake, third: RegisterIntake
    ) -> None:
        for command in (first, second, third):
            self.attempt(command, acting(Role.WINDOW_CLERK))

    @rule(data=st.data(), days=st.sampled_from([0, 0, 0, 8]))
    def somebody_does_something(self, data: st.DataObject, days: int) -> None:
        command = data.draw(commands(sorted(self.states)))
        self.attempt(command, self.somebody(data, command), days)

    @rule(data=st.data())
    def somebody_joins_or_separates(self, data: st.DataObject) -> None:
        command = data.draw(joinings(sorted(self.states)))
        self.attempt(command, acting(Role.TRIAGE_OFFICER))

    def somebody(self, data: st.DataObject, command: Command) -> Act:
        role = data.draw(st.sampled_from(case.decisions[type(command)].by))
        if role is Role.PARTY:
            return acting(role, person=data.draw(PARTIES), unit=None)
        return acting(role, person=data.draw(STAFF), unit=data.draw(UNITS))

    def attempt(self, command: Command, by: Act, days: int = 0) -> None:
        """Decide, check that deciding changed nothing, and fold what came of it."""
        self.steps += 1
        at = MORNING + timedelta(minutes=self.steps, days=days)
        target = case.target(command)
        state = None if target is None else self.states[target]
        needs = case.decisions[type(command)].needs
        known = {**PEOPLE, **self.states}
        others = {one: known[one] for one in (needs(state, command) if needs else ())}
        act = replace(by, at=at, now=at, others=others, command_id=f"command-{self.steps}")
        before = copy.deepcopy(self.states)
        try:
            outcomes = case.decide(state, command, act)
        except Refusal:
            outcomes = []
        assert self.states == before, "a decision changed a state"
        for outcome in outcomes:
            if isinstance(outcome, Also):
                self.record(outcome.stream, outcome.event, act)
            elif isinstance(outcome, Event):
                self.record(target or outcome.case, outcome, act)  # type: ignore[attr-defined]
        self.moved_legally(before)

    def record(self, stream: str, event: Event, act: Act) -> None:
        version = len(self.facts[stream]) + 1
        fact = recorded(event, act, act.at, stream=stream, version=version)
        self.facts[stream].append(fact)
        self.states[stream] = case.evolve(self.states.get(stream), fact)

    def moved_legally(self, before: dict[str, Case]) -> None:
        for stream, was in before.items():
            now = self.states[stream]
            assert now.stage is was.stage or now.stage in LEGAL[was.stage]
            if was.first_responsible_unit is not None:
                assert now.first_responsible_unit == was.first_responsible_unit
            assert was.risk.level is None or now.risk.level is not None
            assert now.risk.signals[: len(was.risk.signals)] == was.risk.signals
            assert now.protected or not was.protected

    @invariant()
    def a_replay_gives_the_same_state(self) -> None:
        for stream, facts in self.facts.items():
            assert case.fold(facts) == self.states[stream]

    @invariant()
    def mergers_form_a_forest_of_depth_one(self) -> None:
        """domain.md §2.7 invariant 17."""
        for stream, state in self.states.items():
            assert (state.stage is Stage.MERGED) == (state.joining.into is not None)
            if state.joining.into is not None:
                main = self.states[state.joining.into]
                assert main.joining.into is None, "a main case is itself merged"
                assert stream in main.joining.complaints
            else:
                for complaint in state.joining.complaints:
                    assert self.states[complaint].joining.into == stream

    @invariant()
    def a_complaint_is_protected_when_its_main_case_is(self) -> None:
        for state in self.states.values():
            if state.joining.into is not None:
                assert self.states[state.joining.into].protected <= state.protected

    @invariant()
    def refusals_took_two_or_a_committee_head(self) -> None:
        """domain.md §4.6 SoD-1."""
        for state in self.states.values():
            if state.stage is Stage.REFUSED:
                assert state.refusal.decided_by != state.refusal.proposed_by


AnyHistory.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
test_any_history = AnyHistory.TestCase
