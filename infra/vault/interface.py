"""What the rest of the product may ask of the vault."""

from typing import Protocol

from domain.ids import PersonId, StreamId
from domain.values import Value


class Place(Value):
    """Where a sealed text stands; a text moved elsewhere does not open (associated data)."""

    stream: StreamId
    version: int
    path: str


class Sealer(Protocol):
    """Seals narrative under the key of the stream it belongs to."""

    def seal(self, text: str, place: Place) -> str:
        """The sealed form of `text`, bound to its place. Raises `KeyDestroyed`."""
        ...

    def open(self, sealed: str, place: Place) -> str | None:
        """The text again; None once the stream's key has been destroyed.

        Raises `SealBroken` when the sealed text was changed or moved.
        """
        ...


class IdentityVault(Protocol):
    """Keeps who a person is."""

    def store(self, person: PersonId, identity: Value) -> None:
        """Keep an identity, encrypted under the person's own key. A second time changes nothing."""
        ...

    def identity(self, person: PersonId, kind: type[Value]) -> Value | None:
        """The identity again, or None when there is none or its key was destroyed."""
        ...


class SealBroken(Exception):
    """A sealed text does not open in its place: it was changed, or moved from elsewhere."""


class KeyDestroyed(Exception):
    """The key of a subject was destroyed, so nothing is sealed for it any more."""
