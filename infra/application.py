"""The application: carries one command from the door to the log and back.

    request ──> key known? ──> load streams ──> decide ──> seal ──> append ──> answer
                   │yes                            │no                 │conflict
                   └──> the first answer again     └──> Refusal        └──> load and decide again

Built on the event-sourcing library's `Application`: its repository and cache load streams through
our projector function, our mapper and recorder store them.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from threading import Lock
from typing import Any
from uuid import UUID, uuid4

import msgspec
from eventsourcing.application import AggregateNotFoundError
from eventsourcing.application import Application as LibraryApplication
from eventsourcing.persistence import InterfaceError, OperationalError
from msgspec.structs import replace

from domain.ids import ORGANISATION, MalformedId, StreamId, decode, kind_of
from domain.kernel import Act, Aggregate, Command, Precision, Recorded, Seal, Source
from domain.organisation.state import Organisation
from domain.policy.rulebook import Policy
from domain.refusals import KeyReused, Refusal, VersionConflict
from domain.registry import AGGREGATES, COMMANDS
from graphql_api.errors import Unavailable
from graphql_api.ports import Answer, Caller, Request
from infra.database.faults import DatabaseBusy, DatabaseDown
from infra.fresh import Fresh
from infra.store.appender import Append, Verdict
from infra.store.factory import BATCH_MAX, DSN, SCHEMA, StoreFactory
from infra.store.mapper import Draft, EventMapper
from infra.store.recorder import Recorder
from infra.streams import Loaded, drafts_of, opened_stream, projector
from infra.vault.interface import IdentityVault, KeyDestroyed, Sealer

ATTEMPTS = 10
"""How often a command without an expected version is decided again after a conflict with another
process; commands of this process on one stream take turns."""
TURNS = 256
"""Locks by which they take turns, each shared by the streams that hash to it."""
CACHED_STREAMS = 4096


@contextmanager
def outages() -> Iterator[None]:
    """Within this, a database that is away raises the API's `Unavailable`."""
    try:
        yield
    except (OperationalError, InterfaceError, DatabaseDown, DatabaseBusy) as error:
        raise Unavailable from error


_BY_KIND: dict[str, Aggregate[Any]] = {aggregate.kind: aggregate for aggregate in AGGREGATES}


class Application(LibraryApplication[UUID]):
    """All commands go through `handle`; all states come from `load`."""

    # The library declares the interfaces; `construct_recorder` and `construct_mapper` give ours.
    recorder: Recorder  # pyright: ignore[reportIncompatibleVariableOverride]
    mapper: EventMapper  # pyright: ignore[reportIncompatibleVariableOverride]

    def __init__(
        self,
        *,
        dsn: str,
        schema: str,
        sealer: Sealer,
        identities: IdentityVault,
        fingerprint_key: bytes,
        judged_by: Policy,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        new_command_id: Callable[[], str] = lambda: str(uuid4()),
        observe: Callable[[int, float], None] = lambda size, seconds: None,
        timed: Callable[[str], AbstractContextManager[object]] = lambda part: nullcontext(),
        forget_keys: Callable[[], None] = lambda: None,
        batch_max: int = 256,
    ) -> None:
        self._sealer = sealer
        self._identities = identities
        self._fingerprint_key = fingerprint_key
        self._judged_by = judged_by
        self._clock = clock
        self._new_command_id = new_command_id
        self._observe = observe
        self._timed = timed
        self._forget_keys = forget_keys
        self._turns = [Lock() for _ in range(TURNS)]
        self._register = Fresh(self._organisation)
        super().__init__(
            {
                "PERSISTENCE_MODULE": "infra.store.factory:StoreFactory",
                DSN: dsn,
                SCHEMA: schema,
                BATCH_MAX: str(batch_max),
                "AGGREGATE_CACHE_MAXSIZE": str(CACHED_STREAMS),
                "DEEPCOPY_FROM_AGGREGATE_CACHE": "n",
            }
        )

    def construct_mapper(self) -> Any:
        """Our mapper, with the vault's seal."""
        return EventMapper(self._sealer)

    def construct_recorder(self) -> Any:
        """Our recorder, telling of every commit."""
        factory: Any = self.factory
        assert isinstance(factory, StoreFactory)
        return factory.application_recorder(self._observe)

    def close(self) -> None:
        """Finish what was submitted and close every connection."""
        self.recorder.close()
        super().close()

    def load(self, stream: StreamId) -> Loaded | None:
        """A stream's state as of now, or None when there is no such stream."""
        aggregate = _BY_KIND.get(kind_of(stream))
        if aggregate is None:
            return None
        try:
            key = decode(stream)
            found: Any = self.repository.get(key, projector_func=projector(aggregate, stream))
        except (MalformedId, AggregateNotFoundError):
            return None
        self._keep(found)
        return found if found.id == stream else None

    def history(self, stream: StreamId) -> list[Recorded[Any]]:
        """Every event of a stream, in order; narrative stays sealed. Empty when there is none."""
        try:
            rows = self.recorder.select_events(decode(stream))
        except MalformedId:
            return []
        facts = [self.mapper.to_domain_event(row) for row in rows]
        return [fact for fact in facts if fact.stream == stream]

    def organisation(self) -> Organisation:
        """The organisation register as of now. Every request asks for it, so they ask together."""
        return self._register.get()

    def _organisation(self) -> Organisation:
        loaded = self.load(ORGANISATION)
        return Organisation() if loaded is None else loaded.state

    def handle(self, request: Request) -> Answer:
        """Carry out a command. Raises `Refusal`, and `Unavailable`; nothing is recorded then."""
        with outages():
            return self._handle(request)

    def _handle(self, request: Request) -> Answer:
        key = f"{request.caller.client}:{request.key}"
        fingerprint = self._fingerprint(request)
        if (known := self._known(key, fingerprint, request)) is not None:
            return known
        with self._turn(request.command):
            return self._attempts(request, key, fingerprint)

    def _attempts(self, request: Request, key: str, fingerprint: bytes) -> Answer:
        """Decide and append until no other process comes in between."""
        command_id = self._new_command_id()
        current: int | None = None
        for _ in range(ATTEMPTS):
            try:
                with self._timed("decide"):
                    drafts, loaded = self._decide(request, command_id)
                events = tuple(map(self.mapper.to_stored_event, drafts))
            except KeyDestroyed:
                continue  # The case was destroyed in between: deciding again says so.
            except Refusal:
                # The same command may have been stored a moment ago and be why this is refused.
                if (known := self._known(key, fingerprint, request)) is not None:
                    return known
                raise
            append = Append(events=events, key=key, fingerprint=fingerprint)
            with self._timed("append"):
                verdict = self.recorder.append(append)
            if verdict.kind == "stored":
                return self._stored(drafts, verdict, loaded)
            if verdict.kind != "conflict":
                known = self._known(key, fingerprint, request)
                assert known is not None, "the store has just named the key"
                return known
            current = verdict.current_version
            if request.expected_version is not None:
                break
        raise VersionConflict(expected=request.expected_version, current=current)

    def _turn(self, command: Command) -> AbstractContextManager[object]:
        aggregate, _ = COMMANDS[type(command).__name__]
        target = aggregate.target(command)
        return nullcontext() if target is None else self._turns[hash(target) % TURNS]

    def available(self, stream: StreamId, caller: Caller) -> Mapping[str, Sequence[Refusal]] | None:
        """For each command on an existing stream, why its head forbids it now (empty: allowed)."""
        with outages():
            loaded = self.load(stream)
        if loaded is None:
            return None
        aggregate = _BY_KIND[kind_of(stream)]
        act = self._act(caller, self._new_command_id(), {})
        if aggregate.sees is not None and not aggregate.sees(loaded.state, act):
            return None
        return {
            command.__name__: decision.objections(loaded.state, act)
            for command, decision in aggregate.decisions.items()
            if not decision.opens
        }

    def _decide(
        self, request: Request, command_id: str
    ) -> tuple[list[Draft], dict[StreamId, Loaded]]:
        """Load what is needed, decide, seal identities; the drafts and the states they rest on."""
        command = request.command
        aggregate, decision = COMMANDS[type(command).__name__]
        loaded: dict[StreamId, Loaded] = {}
        target = aggregate.target(command)
        own = None if target is None else self._load_into(loaded, target)
        state = None if own is None else own.state
        others = (
            {} if decision.needs is None else self._others(loaded, decision.needs(state, command))
        )
        act = self._act(request.caller, command_id, others, request)
        if decision.reads_history and own is not None:
            act = replace(act, history=self._history(own))
        aggregate.admit(state, command, act)
        if own is not None and request.expected_version not in (None, own.version):
            raise VersionConflict(expected=request.expected_version, current=own.version)
        outcomes = aggregate.decide(state, command, act)
        for outcome in outcomes:
            if isinstance(outcome, Seal):
                self._identities.store(outcome.subject, outcome.identity)
        role = decision.role_for(act.roles)
        assert role is not None, "admitted above"
        opened = target or opened_stream(aggregate, outcomes)
        return drafts_of(outcomes, opened, act, role, loaded), loaded

    def _history(self, loaded: Loaded) -> tuple[Recorded[Any], ...]:
        """The events that made a loaded state, and none that came after."""
        facts = self.history(loaded.id)
        return tuple(fact for fact in facts if fact.version <= loaded.version)

    def _others(
        self, loaded: dict[StreamId, Loaded], streams: Sequence[StreamId]
    ) -> dict[StreamId, Any]:
        found = {stream: self._load_into(loaded, stream) for stream in streams}
        return {stream: one.state for stream, one in found.items() if one is not None}

    def _load_into(self, loaded: dict[StreamId, Loaded], stream: StreamId) -> Loaded | None:
        if stream not in loaded and (found := self.load(stream)) is not None:
            loaded[stream] = found
        return loaded.get(stream)

    def _act(
        self,
        caller: Caller,
        command_id: str,
        others: Mapping[StreamId, Any],
        request: Request | None = None,
    ) -> Act:
        now = self._clock().astimezone(UTC)
        return Act(
            person=caller.person,
            post=caller.post,
            unit=caller.unit,
            area=caller.area,
            roles=caller.roles,
            at=now if request is None or request.occurred_at is None
            else request.occurred_at.astimezone(UTC),
            now=now,
            command_id=command_id,
            directory=self.organisation(),
            judged_by=self._judged_by,
            others=others,
            precision=Precision.MINUTE if request is None else request.precision,
            on_behalf_of=None if request is None else request.on_behalf_of,
            source=Source(
                client=caller.client,
                reference=None if request is None else request.source_reference,
            ),
            correlation=None if request is None else request.correlation,
            late_reason=None if request is None else request.late_reason,
        )  # fmt: skip

    def _stored(
        self, drafts: list[Draft], verdict: Verdict, loaded: Mapping[StreamId, Loaded]
    ) -> Answer:
        assert verdict.first_position is not None
        facts = [
            draft.recorded(verdict.first_position + nth, verdict.recorded_at)
            for nth, draft in enumerate(drafts)
        ]
        if any(fact.event.destroys_words for fact in facts):
            self._forget_keys()
        for stream in dict.fromkeys(fact.stream for fact in facts):
            own = [fact for fact in facts if fact.stream == stream]
            project = projector(_BY_KIND[kind_of(stream)], stream)
            after = project(loaded.get(stream), own)
            assert after is not None
            self._keep(after)
        return _answer(facts, replayed=False)

    def _known(self, key: str, fingerprint: bytes, request: Request) -> Answer | None:
        """The first answer to the same command. Raises `KeyReused` when it was another command."""
        prior = self.recorder.command(key)
        if prior is None:
            return None
        first_fingerprint, first, last = prior
        if not hmac.compare_digest(first_fingerprint, fingerprint):
            raise KeyReused(key=request.key)
        facts = [
            self.mapper.opened(self.mapper.recorded(position, at, stream, version, name, data))
            for position, stream, version, name, at, data in self.recorder.log(first, last)
        ]
        return _answer(facts, replayed=True)

    def _fingerprint(self, request: Request) -> bytes:
        """What tells the same command; keyed, because identities can be guessed (ledger.md §5)."""
        caller = request.caller
        content = msgspec.json.encode(
            (
                type(request.command).__name__,
                request.command,
                caller.person,
                caller.post,
                request.occurred_at,
                request.on_behalf_of,
            ),
            order="deterministic",
        )
        return hmac.digest(self._fingerprint_key, content, hashlib.sha256)

    def _keep(self, loaded: Loaded) -> None:
        cache: Any = self.repository.cache
        cache.put(decode(loaded.id), loaded)


def _answer(facts: Sequence[Recorded[Any]], *, replayed: bool) -> Answer:
    stream = facts[0].stream
    return Answer(
        stream=stream,
        version=max(fact.version for fact in facts if fact.stream == stream),
        events=tuple(facts),
        position=facts[-1].position,
        replayed=replayed,
    )
