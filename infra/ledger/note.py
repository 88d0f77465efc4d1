"""Signed notes (签名文本): a text and the signatures under it, as C2SP signed-note writes them.

    example.org/log
    3
    OvTTV4dKMU6s...

    — example.org/log Az3grlgtzPICa5...

A note is read strictly: one text has one spelling, and what is not signed by a known key is not
given out.
"""

import base64
import binascii
import hashlib
from collections.abc import Sequence

import msgspec

from infra.ledger.faults import (
    KeyAmbiguous,
    KeyMalformed,
    NoteMalformed,
    SignatureInvalid,
    SignerUnknown,
)
from infra.ledger.suite import SUITES, Scheme

MAX_NOTE_BYTES = 1_000_000
"""Far above any honest note: a signature takes at most some 7 KB, even a post-quantum one."""
MAX_SIGNATURES = 100
"""The specification asks for at least 16."""

_DASH = "— "
_PRIVATE = "PRIVATE+KEY+"


class VerifierKey(msgspec.Struct, frozen=True):
    """A public key with the name it signs under."""

    name: str
    scheme: Scheme
    public: bytes

    def key_id(self) -> int:
        """The 32-bit number that stands for this key in signature lines."""
        return key_id(self.name, self.scheme.identifier + self.public)

    def text(self) -> str:
        """The form in which keys are handed round: `name+hash+base64`."""
        encoded = _encode64(self.scheme.identifier + self.public)
        return f"{self.name}+{self.key_id():08x}+{encoded}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """From `name+hash+base64`. Raises `KeyMalformed`."""
        name, claimed, scheme, public = _split_key(text)
        _check_size(public, scheme.public_size)
        return _claimed(cls(name, scheme, public), claimed)


class SigningKey:
    """A private key with the name it signs under. It never appears in messages or `repr`."""

    __slots__ = ("_seed", "verifier")

    def __init__(self, name: str, scheme: Scheme, seed: bytes) -> None:
        if not _is_name(name):
            raise KeyMalformed("a key's name must not be empty or contain a space or a plus")
        self._seed = seed
        self.verifier = VerifierKey(name, scheme, scheme.public(seed))

    @classmethod
    def generate(cls, name: str, scheme: Scheme) -> "SigningKey":
        """A new key. Raises `KeyMalformed` for a name that keys cannot have."""
        return cls(name, scheme, scheme.generate())

    @classmethod
    def parse(cls, text: str) -> "SigningKey":
        """From `PRIVATE+KEY+name+hash+base64`. Raises `KeyMalformed`, without quoting the text."""
        if not text.startswith(_PRIVATE):
            raise KeyMalformed(f"a private key begins with {_PRIVATE!r}")
        name, claimed, scheme, seed = _split_key(text.removeprefix(_PRIVATE))
        _check_size(seed, scheme.seed_size)
        key = cls(name, scheme, seed)
        _claimed(key.verifier, claimed)
        return key

    def text(self) -> str:
        """The form in which it is kept: `PRIVATE+KEY+name+hash+base64`. Secret."""
        encoded = _encode64(self.verifier.scheme.identifier + self._seed)
        return f"{_PRIVATE}{self.verifier.name}+{self.verifier.key_id():08x}+{encoded}"

    def sign(self, message: bytes) -> bytes:
        """The bare signature of a message."""
        return self.verifier.scheme.sign(self._seed, message)

    def __repr__(self) -> str:
        return f"SigningKey({self.verifier.text()!r})"


class Signature(msgspec.Struct, frozen=True):
    """One signature line: who claims to have signed, and the bare signature."""

    name: str
    key_id: int
    signature: bytes


class Note(msgspec.Struct, frozen=True):
    """A note that was read but not verified: its text means nothing yet."""

    text: str
    signatures: tuple[Signature, ...]


class VerifiedNote(msgspec.Struct, frozen=True):
    """The text of a note and the known keys that signed it, each once, in the note's order."""

    text: str
    keys: tuple[VerifierKey, ...]


def key_id(name: str, encoded: bytes) -> int:
    """SHA-256(name, newline, signature type and public key), first 4 bytes (C2SP signed-note).

    SHA-256 whatever the suite: it is an identifier, not a protection.
    """
    digest = hashlib.sha256(name.encode() + b"\n" + encoded).digest()
    return int.from_bytes(digest[:4], "big")


def sign_note(text: str, keys: Sequence[SigningKey]) -> bytes:
    """The signed note of a text that ends in a newline. Raises `NoteMalformed`."""
    if not text.endswith("\n"):
        raise NoteMalformed("the text of a note must end in a newline")
    lines: list[str] = []
    for key in keys:
        signed = key.verifier.key_id().to_bytes(4, "big") + key.sign(_encode(text))
        lines.append(f"{_DASH}{key.verifier.name} {_encode64(signed)}\n")
    note = _encode(text + "\n" + "".join(lines))
    parse_note(note)
    return note


def open_note(data: bytes, verifiers: Sequence[VerifierKey]) -> VerifiedNote:
    """The text of a signed note, once a known key is found to have signed it.

    Signatures of unknown keys are ignored. Raises `NoteMalformed`; `SignatureInvalid` if any
    signature of a known key is wrong; `SignerUnknown` if no known key signed; `KeyAmbiguous`.
    """
    known = _by_name_and_id(verifiers)
    note = parse_note(data)
    signed: dict[VerifierKey, None] = {}
    for line in note.signatures:
        if (key := known.get((line.name, line.key_id))) is None:
            continue
        if not key.scheme.verifies(key.public, note.text.encode(), line.signature):
            raise SignatureInvalid(f"not signed by {key.text()}, although the note says so")
        signed[key] = None
    if not signed:
        names = ", ".join(f"{line.name!r} ({line.key_id:08x})" for line in note.signatures)
        raise SignerUnknown(f"no known key among the signatures: {names}")
    return VerifiedNote(note.text, tuple(signed))


def parse_note(data: bytes) -> Note:
    """Text and signature lines of a note, without verifying. Raises `NoteMalformed`."""
    if len(data) > MAX_NOTE_BYTES:
        raise NoteMalformed(f"{len(data)} bytes, at most {MAX_NOTE_BYTES} are read")
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise NoteMalformed(f"not UTF-8 at byte {error.start}") from error
    if bad := next((c for c in whole if c < " " and c != "\n"), None):
        raise NoteMalformed(f"control character {bad!r}")
    text, blank, block = whole.rpartition("\n\n")
    if not blank or not block.endswith("\n"):
        raise NoteMalformed("no signature lines after a blank line at the end")
    lines = block.removesuffix("\n").split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteMalformed(f"{len(lines)} signature lines, at most {MAX_SIGNATURES} are read")
    return Note(text + "\n", tuple(_parse_signature(line) for line in lines))


def decode64(text: str) -> bytes | None:
    """Standard base64 in its one canonical spelling, or None."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if _encode64(data) == text else None


def _parse_signature(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    data = decode64(encoded)
    if not line.startswith(_DASH) or not space or not _is_name(name) or data is None:
        raise NoteMalformed(f"not a signature line: {line[:100]!r}")
    if len(data) <= 4:
        raise NoteMalformed(f"signature of {name!r}: expected more than 4 bytes, got {len(data)}")
    return Signature(name, int.from_bytes(data[:4], "big"), data[4:])


def _by_name_and_id(verifiers: Sequence[VerifierKey]) -> dict[tuple[str, int], VerifierKey]:
    known: dict[tuple[str, int], VerifierKey] = {}
    for key in verifiers:
        if known.setdefault((key.name, key.key_id()), key) != key:
            raise KeyAmbiguous(f"two known keys are called {key.name!r} ({key.key_id():08x})")
    return known


# Messages about keys quote nothing: in a damaged private key any part may be the secret.


def _split_key(text: str) -> tuple[str, str, Scheme, bytes]:
    """Name, claimed key id, scheme and bare key. Base64 may itself contain a plus."""
    name, _, rest = text.partition("+")
    claimed, _, encoded = rest.partition("+")
    data = decode64(encoded)
    if not _is_name(name) or not data:
        raise KeyMalformed("expected name+hash+base64")
    for suite in SUITES.values():
        if data.startswith(suite.scheme.identifier):
            return name, claimed, suite.scheme, data.removeprefix(suite.scheme.identifier)
    raise KeyMalformed("a key of a signature type that is not supported")


def _check_size(key: bytes, size: int) -> None:
    if len(key) != size:
        raise KeyMalformed(f"expected a key of {size} bytes, got {len(key)}")


def _claimed(key: VerifierKey, claimed: str) -> VerifierKey:
    if claimed != f"{key.key_id():08x}":
        raise KeyMalformed(f"the key id is not {key.key_id():08x}, which this name and key have")
    return key


def _is_name(name: str) -> bool:
    return name != "" and not any(c.isspace() or c == "+" or _is_control(c) for c in name)


def _is_control(character: str) -> bool:
    """Control characters, and halves of surrogate pairs, which no UTF-8 can hold."""
    return character < " " or "\ud800" <= character <= "\udfff"


def _encode64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise NoteMalformed(f"not Unicode text at character {error.start}") from error
