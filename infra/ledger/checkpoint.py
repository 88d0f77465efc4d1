"""Checkpoints (检查点): how long the log is and what its root is, as C2SP tlog-checkpoint.

Whoever keeps one signed checkpoint can later prove that the log was cut or rewritten.
"""

import base64
import re
from collections.abc import Sequence

import msgspec

from infra.ledger.faults import CheckpointMalformed, SignerUnknown
from infra.ledger.note import SigningKey, VerifierKey, decode64, open_note, sign_note

ROOT_BYTES = 32
"""Both SHA-256 and SM3 give 32 bytes."""
MAX_SIZE = 2**63 - 1
"""Positions are PostgreSQL `bigint`."""

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


class Checkpoint(msgspec.Struct, frozen=True):
    """The state of a log: its origin (its name), its number of leaves, and their root.

    Extension lines are read and kept; ours are empty, because monitors cannot audit them.
    Raises `CheckpointMalformed` when made of parts that have no text form.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for line in (self.origin, *self.extensions):
            if not line or any(c < " " for c in line):
                raise CheckpointMalformed(f"not a line of a checkpoint: {line[:100]!r}")
        if not 0 <= self.size <= MAX_SIZE:
            raise CheckpointMalformed(f"no log has {self.size} entries")
        if len(self.root) != ROOT_BYTES:
            raise CheckpointMalformed(
                f"expected a root of {ROOT_BYTES} bytes, got {len(self.root)}"
            )

    def text(self) -> str:
        """The text that is signed."""
        root = base64.b64encode(self.root).decode("ascii")
        return "".join(f"{line}\n" for line in (self.origin, self.size, root, *self.extensions))

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """From the text that is signed. Raises `CheckpointMalformed`."""
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop() != "":
            raise CheckpointMalformed("expected three lines or more, each ending in a newline")
        origin, size, encoded, *extensions = lines
        if not _SIZE.fullmatch(size):
            raise CheckpointMalformed(f"not a tree size: {size[:100]!r}")
        if (root := decode64(encoded)) is None:
            raise CheckpointMalformed(f"not a root in base64: {encoded[:100]!r}")
        return cls(origin, int(size), root, tuple(extensions))


class SignedCheckpoint(msgspec.Struct, frozen=True):
    """A checkpoint and the known keys that signed it: the log's, and perhaps witnesses'."""

    checkpoint: Checkpoint
    keys: tuple[VerifierKey, ...]


def sign_checkpoint(checkpoint: Checkpoint, keys: Sequence[SigningKey]) -> bytes:
    """The signed note of a checkpoint. Only `signer.Signer` knows whether it may be signed."""
    return sign_note(checkpoint.text(), keys)


def open_checkpoint(data: bytes, verifiers: Sequence[VerifierKey]) -> SignedCheckpoint:
    """The checkpoint in a signed note, once the log itself is found to have signed it.

    The log's key is the one named as the origin: otherwise a key that is trusted for one log, or
    as a witness, could speak for another log. Raises `CheckpointMalformed`, `SignerUnknown`
    and what `note.open_note` raises.
    """
    note = open_note(data, verifiers)
    checkpoint = Checkpoint.parse(note.text)
    if not any(key.name == checkpoint.origin for key in note.keys):
        names = ", ".join(repr(key.name) for key in note.keys)
        raise SignerUnknown(f"a checkpoint of {checkpoint.origin!r} signed only by {names}")
    return SignedCheckpoint(checkpoint, note.keys)
