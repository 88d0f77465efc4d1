"""A county on paper: the demo's commands decided by the rules and kept in memory, nowhere else."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from domain.ids import ORGANISATION, StreamId
from domain.kernel import Act, Recorded, Seal, Source
from domain.organisation.state import Organisation
from domain.policy.packaged import packaged_policy
from domain.registry import AGGREGATES, COMMANDS
from graphql_api.ports import Answer, Request
from infra.demo.play import DemoClock, DemoPlan, Play
from infra.store.mapper import Draft
from infra.streams import Loaded, drafts_of, opened_stream, projector

UNTIL = date(2025, 6, 30)


class PaperCounty:
    """What the play needs of an application: it decides, folds, and remembers every event."""

    def __init__(self, plan: DemoPlan) -> None:
        self.clock = DemoClock(plan)
        self.facts: list[Recorded[Any]] = []
        self._loaded: dict[StreamId, Loaded] = {}
        self._recorded_at = datetime.combine(plan.until, time(), UTC) + timedelta(days=1)

    def organisation(self) -> Organisation:
        """The organisation register as of now."""
        found = self._loaded.get(ORGANISATION)
        return Organisation() if found is None else found.state

    def states(self, kind: str) -> list[Any]:
        """Every stream of a kind, as it stands."""
        return [one.state for one in self._loaded.values() if one.id.startswith(f"{kind}_")]

    def handle(self, request: Request) -> Answer:
        """Decide a command and fold what it brought. Raises `Refusal`."""
        aggregate, decision = COMMANDS[type(request.command).__name__]
        target = aggregate.target(request.command)
        loaded = {} if target is None else self._known(target)
        state = loaded[target].state if target in loaded else None
        needed = () if decision.needs is None else decision.needs(state, request.command)
        loaded |= self._known(*needed)
        act = self._act(request, {one: loaded[one].state for one in needed if one in loaded})
        aggregate.admit(state, request.command, act)
        outcomes = aggregate.decide(state, request.command, act)
        role = decision.role_for(act.roles)
        assert role is not None, "admitted above"
        opened = target or opened_stream(
            aggregate, [one for one in outcomes if not isinstance(one, Seal)]
        )
        return self._kept(drafts_of(outcomes, opened, act, role, loaded))

    def _known(self, *streams: StreamId) -> dict[StreamId, Loaded]:
        return {one: self._loaded[one] for one in streams if one in self._loaded}

    def _act(self, request: Request, others: dict[StreamId, Any]) -> Act:
        caller, now = request.caller, self.clock.now().astimezone(UTC)
        return Act(
            person=caller.person,
            post=caller.post,
            unit=caller.unit,
            area=caller.area,
            roles=caller.roles,
            at=request.occurred_at or now,
            now=now,
            command_id=self.clock.command_id(),
            directory=self.organisation(),
            others=others,
            judged_by=packaged_policy(),
            source=Source(client=caller.client),
            late_reason=request.late_reason,
        )

    def _kept(self, drafts: list[Draft]) -> Answer:
        first = len(self.facts) + 1
        facts = tuple(
            draft.recorded(position, self._recorded_at)
            for position, draft in enumerate(drafts, start=first)
        )
        self.facts += facts
        for stream in dict.fromkeys(fact.stream for fact in facts):
            aggregate = next(one for one in AGGREGATES if stream.startswith(f"{one.kind}_"))
            own = [fact for fact in facts if fact.stream == stream]
            after = projector(aggregate, stream)(self._loaded.get(stream), own)
            assert after is not None
            self._loaded[stream] = after
        return Answer(
            stream=facts[0].stream,
            version=max(fact.version for fact in facts if fact.stream == facts[0].stream),
            events=facts,
            position=facts[-1].position,
            replayed=False,
        )


def played(seed: int, cases: int = 60, until: date = UNTIL) -> PaperCounty:
    """The county of a seed, played to its last day; a refusal is a fault of the play."""
    plan = DemoPlan(cases=cases, seed=seed, until=until)
    county = PaperCounty(plan)
    Play(county, county.clock, plan).perform()
    return county
