"""The mapper: an event with its envelope to and from the bytes that are stored.

    data = {"schema":1,"occurred_at":…,"precision":…,"actor":{…},"on_behalf_of":…,"source":{…},
            "command":…,"correlation":…,"policy":…,"late_reason":…,"payload":{"type":…,…}}

Canonical: the fields in this order, no spaces, UTF-8, times in UTC. Unknown types, unknown fields
and shapes from the future are refused. Narrative fields are sealed before they are stored and stay
sealed when read, until `opened` is asked for.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec
from eventsourcing.persistence import Mapper as LibraryMapper
from eventsourcing.persistence import StoredEvent

from domain.ids import PersonId, StreamId, decode, encode
from domain.kernel import Act, Actor, Event, Precision, Recorded, Source, name_of
from domain.registry import AGGREGATES, EVENTS
from domain.roles import Role
from domain.values import Value
from infra.store.confidential import each_narrative
from infra.store.upcasts import UPCASTS, Upcast
from infra.vault.interface import Place, Sealer


class EventUnreadable(Exception):
    """A stored event cannot be read: unknown type, unknown shape, or broken bytes."""


class Envelope(Value):
    """The stored object; the order of the fields is the order of the bytes, frozen for ever."""

    schema: int
    occurred_at: datetime
    precision: Precision
    actor: Actor
    on_behalf_of: PersonId | None
    source: Source
    command: str
    correlation: str | None
    policy: str
    late_reason: str | None
    payload: msgspec.Raw


P = TypeVar("P")


class _Read(Value, Generic[P], gc=False):
    """The envelope as it is read: who acted and by what way come up again and again."""

    schema: int
    occurred_at: datetime
    precision: Precision
    actor: msgspec.Raw
    on_behalf_of: PersonId | None
    source: msgspec.Raw
    command: str
    correlation: str | None
    policy: str
    late_reason: str | None
    payload: P


class Draft(Value):
    """An event about to be stored: everything but its position and the database's time."""

    stream: StreamId
    version: int
    event: Event
    act: Act
    role: Role

    @property
    def originator_id(self) -> UUID:
        """The stream, as the event-sourcing library calls it."""
        return decode(self.stream)

    @property
    def originator_version(self) -> int:
        """The version, as the event-sourcing library calls it."""
        return self.version

    def recorded(self, position: int, recorded_at: datetime) -> Recorded[Any]:
        """The fact this draft became."""
        act = self.act
        return Recorded(
            event=self.event,
            stream=self.stream,
            version=self.version,
            position=position,
            recorded_at=recorded_at,
            occurred_at=act.at,
            precision=act.precision,
            actor=_actor(self),
            on_behalf_of=act.on_behalf_of,
            source=act.source,
            command=act.command_id,
            correlation=act.correlation,
            policy=act.policy,
            late_reason=act.late_reason,
        )


class StoredRow(StoredEvent):
    """A stored event with its position and the database's time."""

    position: int
    recorded_at: datetime

    def __init__(
        self, stream: UUID, version: int, kind: str, data: bytes, position: int, at: datetime
    ) -> None:
        super().__init__(stream, version, kind, data)
        object.__setattr__(self, "position", position)
        object.__setattr__(self, "recorded_at", at)


@lru_cache(maxsize=65_536)
def _id_of(kind: str, number: int) -> StreamId:
    """The id of a stream by its UUID's number, which is quicker to look up than the UUID itself."""
    return encode(kind, UUID(int=number))


_actor_of = lru_cache(maxsize=8_192)(msgspec.json.Decoder(Actor).decode)
_source_of = lru_cache(maxsize=8_192)(msgspec.json.Decoder(Source).decode)
"""What repeats from event to event is made once: a third of the time that reading one takes."""
_envelope = msgspec.json.Decoder(_Read[msgspec.Raw])
_encode: Callable[[Any], bytes] = msgspec.json.Encoder(order="deterministic").encode
_KINDS = {
    name_of(event): aggregate.kind for aggregate in AGGREGATES for event in aggregate.evolutions
}


class EventMapper(LibraryMapper[UUID]):
    """Our mapper under the event-sourcing library: stable names, integer versions, msgspec."""

    def __init__(
        self,
        sealer: Sealer,
        events: Mapping[str, type[Event]] = EVENTS,
        upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS,
        kinds: Mapping[str, str] = _KINDS,
    ) -> None:
        self._sealer = sealer
        self._events = events
        self._upcasts = upcasts
        self._kinds = kinds
        self._readers = {
            name: msgspec.json.Decoder(_Read[event])  # type: ignore[valid-type]
            for name, event in events.items()
        }

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        """The row of a `Draft`."""
        draft: Draft = domain_event
        act = draft.act
        name = name_of(type(draft.event))
        envelope = Envelope(
            schema=draft.event.schema,
            occurred_at=act.at,
            precision=act.precision,
            actor=_actor(draft),
            on_behalf_of=act.on_behalf_of,
            source=act.source,
            command=act.command_id,
            correlation=act.correlation,
            policy=act.policy,
            late_reason=act.late_reason,
            payload=msgspec.Raw(_encode(self._sealed(draft))),
        )
        return StoredEvent(draft.originator_id, draft.version, name, _encode(envelope))

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """The `Recorded` of a row. Raises `EventUnreadable`."""
        assert isinstance(stored_event, StoredRow), "only rows of our own recorder are read"
        row = stored_event
        assert isinstance(row.originator_id, UUID)
        return self.recorded(
            row.position, row.recorded_at, row.originator_id, row.originator_version,
            row.topic, row.state,
        )  # fmt: skip

    def recorded(
        self,
        position: int,
        recorded_at: datetime,
        stream: UUID,
        version: int,
        name: str,
        data: bytes,
    ) -> Recorded[Any]:
        """The `Recorded` of a row's columns. Raises `EventUnreadable`."""
        try:
            envelope, event = self._read(name, data)
            actor = _actor_of(bytes(envelope.actor))
            source = _source_of(bytes(envelope.source))
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise EventUnreadable(f"position {position}, {name}: {error}") from None
        return Recorded(
            event=event,
            stream=_id_of(self._kinds[name], stream.int),
            version=version,
            position=position,
            recorded_at=recorded_at,
            occurred_at=envelope.occurred_at,
            precision=envelope.precision,
            actor=actor,
            on_behalf_of=envelope.on_behalf_of,
            source=source,
            command=envelope.command,
            correlation=envelope.correlation,
            policy=envelope.policy,
            late_reason=envelope.late_reason,
        )

    def opened(self, fact: Recorded[Any]) -> Recorded[Any]:
        """The same fact with its narrative readable; "(已删除)" where the key was destroyed."""

        def unseal(text: str, path: str) -> str:
            place = Place(stream=fact.stream, version=fact.version, path=path)
            return self._sealer.open(text, place) or "(已删除)"

        return msgspec.structs.replace(fact, event=each_narrative(fact.event, unseal))

    def _sealed(self, draft: Draft) -> Event:
        def seal(text: str, path: str) -> str:
            return self._sealer.seal(
                text, Place(stream=draft.stream, version=draft.version, path=path)
            )

        return each_narrative(draft.event, seal)

    def _read(self, name: str, data: bytes) -> tuple[_Read[Any], Event]:
        """Envelope and event, in one go when the event has today's shape: nearly all have."""
        kind = self._events.get(name)
        if kind is None:
            raise msgspec.ValidationError("no event of this name is known")
        try:
            envelope = self._readers[name].decode(data)
        except msgspec.ValidationError:
            return self._read_older(name, kind, data)
        if envelope.schema == kind.schema:
            return envelope, envelope.payload
        return self._read_older(name, kind, data)

    def _read_older(self, name: str, kind: type[Event], data: bytes) -> tuple[_Read[Any], Event]:
        """An event stored in an older shape, by the upcasts; raises what is wrong with it."""
        envelope = _envelope.decode(data)
        if envelope.schema > kind.schema:
            raise msgspec.ValidationError(
                f"its shape is version {envelope.schema}, newer than this program ({kind.schema})"
            )
        payload = msgspec.json.decode(envelope.payload)
        for version in range(envelope.schema, kind.schema):
            step = self._upcasts.get((name, version))
            if step is None:
                raise msgspec.ValidationError(f"nothing reads version {version} of its shape")
            payload = step(payload)
        return envelope, msgspec.convert(payload, kind)


def _actor(draft: Draft) -> Actor:
    return Actor(person=draft.act.person, post=draft.act.post, unit=draft.act.unit, role=draft.role)
