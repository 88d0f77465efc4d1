"""Ports: what the API asks of the rest of the product, without knowing how it is done."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from domain.ids import PersonId, PostId, StreamId, UnitId
from domain.kernel import Command, Precision, Recorded
from domain.refusals import Refusal
from domain.roles import Role
from domain.values import Value


class Caller(Value):
    """Who is calling, for which post of which unit, with which roles. Derived from the register."""

    person: PersonId
    client: str
    roles: frozenset[Role]
    post: PostId | None = None
    unit: UnitId | None = None
    area: str = ""
    """The area prefix of the unit: everything beneath it begins with these digits."""


class Request(Value):
    """A command together with what came with it."""

    command: Command
    caller: Caller
    key: str
    """The idempotency key as the client gave it; it is unique per client."""
    expected_version: int | None = None
    occurred_at: datetime | None = None
    precision: Precision = Precision.MINUTE
    late_reason: str | None = None
    on_behalf_of: PersonId | None = None
    source_reference: str | None = None
    correlation: str | None = None


class Answer(Value):
    """What a command led to: its events in order, the last position, and whether it is a replay."""

    stream: StreamId
    version: int
    events: tuple[Recorded[Any], ...]
    position: int
    replayed: bool


class Commands(Protocol):
    """The one door for changes."""

    def handle(self, request: Request) -> Answer:
        """Carry out a command. Raises `Refusal`; nothing is recorded then.

        Blocking: call it from a worker thread. Raises `Unavailable` when the database is away.
        """
        ...

    def available(self, stream: StreamId, caller: Caller) -> Mapping[str, Sequence[Refusal]] | None:
        """For each command of the stream's kind, why its head forbids it now (empty: allowed).

        None when the stream is absent or not for the caller.
        """
        ...
