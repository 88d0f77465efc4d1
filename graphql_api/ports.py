"""Ports: what the API asks of the rest of the product, without knowing how it is done."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from domain.ids import CaseId, PersonId, PostId, StreamId, UnitId
from domain.kernel import Command, Precision, Recorded
from domain.organisation.state import Organisation
from domain.person import Person
from domain.refusals import Refusal
from domain.roles import Role
from domain.values import Value
from projections.kernel import Key, Row


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


class Standing(Value):
    """Who is signed in and as what: the caller, and the register their posts were read from."""

    caller: Caller
    register: Organisation


class Authority(Protocol):
    """Says as what somebody acts, by the organisation register of this moment."""

    def standing(self, person: PersonId, client: str, post: PostId | None) -> Standing:
        """The person acting for `post`, or for the first post held; without posts, as a party.

        Raises a `Refusal` when the post is not theirs. Blocking.
        """
        ...


class Events(Protocol):
    """The log, one case at a time."""

    def of_case(
        self, case: CaseId, after: int, first: int, *, narrative: bool
    ) -> Sequence[Recorded[Any]]:
        """The case's events after version `after`, in order, at most `first`. Blocking.

        Narrative is opened only when `narrative` is asked for, and reads "(已删除)" where its key
        was destroyed; otherwise it stays sealed.
        """
        ...


class Past(Protocol):
    """What was known of a case at an earlier position of the log. Blocking."""

    def position_at(self, moment: datetime) -> int:
        """The last event recorded at or before a moment; 0 when there is none."""
        ...

    def moment_of(self, position: int) -> datetime | None:
        """When the event at a position was recorded; the last one's for positions beyond."""
        ...

    def rows(self, projection: str, case: CaseId, position: int) -> Mapping[Key, Row]:
        """What a read model said of a case at a position, by key; nothing before there was one."""
        ...


class People(Protocol):
    """What the log knows of persons; identities are not among it."""

    def person(self, person: PersonId) -> Person | None:
        """A registered person's masked label and kind; None when there is none. Blocking."""
        ...


class Inclusion(Value):
    """That an event is in the tree: its leaf, and the hashes from it up to the root (RFC 9162)."""

    index: int
    size: int
    leaf: bytes
    hashes: tuple[bytes, ...]


class Consistency(Value):
    """That an older tree is the beginning of a newer one (RFC 9162 §2.1.4)."""

    first: int
    second: int
    hashes: tuple[bytes, ...]


class ProofOutOfRange(Exception):
    """No proof was asked for that could exist; the message says what could."""


class LedgerReads(Protocol):
    """The public side of the ledger: what anybody may check."""

    def checkpoint(self) -> str | None:
        """The newest signed checkpoint (a C2SP signed note); None before the first. Blocking."""
        ...

    def inclusion_proof(self, position: int, size: int | None) -> Inclusion:
        """The proof for the event at `position` in the tree of `size`, or of the newest checkpoint.

        Raises `ProofOutOfRange`. Blocking.
        """
        ...

    def consistency_proof(self, first: int, second: int) -> Consistency:
        """The proof that the tree of size `first` begins the one of size `second`.

        Raises `ProofOutOfRange`. Blocking.
        """
        ...
