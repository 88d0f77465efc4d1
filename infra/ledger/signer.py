"""The signer (签名者): holds the log's key, remembers what it signed, refuses a rewritten past.

Key and memory are two files outside the database, so that whoever controls the database alone
can neither sign nor make the signer forget: a log restored from an old backup, cut by a failover
or rewritten by an administrator is refused at the next checkpoint.
"""

import fcntl
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from infra.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from infra.ledger.faults import (
    KeyFileUnusable,
    KeyMalformed,
    LedgerFault,
    MemoryDamaged,
    MemoryMissing,
    ProofInvalid,
    RewrittenPast,
    WrongOrigin,
)
from infra.ledger.merkle import verify_consistency
from infra.ledger.note import SigningKey, VerifierKey
from infra.ledger.suite import Suite


def create_key_file(path: Path, origin: str, suite: Suite) -> SigningKey:
    """Make a new key for the log `origin` and store it for this user alone (mode 0600).

    Never overwrites: raises `KeyFileUnusable` if the file is there, `KeyMalformed` if the origin
    cannot name a key.
    """
    key = SigningKey.generate(origin, suite.scheme)
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise KeyFileUnusable(f"{path} exists: a log's key is made once") from error
    try:
        _write_and_sync(fd, f"{key.text()}\n".encode())
    except OSError:
        # On a full disk half a key would remain, and block the next attempt.
        path.unlink()
        raise
    with _directory(path.parent) as directory:
        os.fsync(directory)
    return key


def read_key_file(path: Path) -> SigningKey:
    """The key stored in a file. Raises `KeyFileUnusable` and `KeyMalformed`."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise KeyFileUnusable(f"no key file to read at {path}: {error.strerror}") from error
    with file:
        # The opened file is judged, not the path, which could be exchanged in between.
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & 0o077:
            raise KeyFileUnusable(
                f"{path} has mode {mode:04o}: other users may read or change the "
                f"log's private key. If nobody did, run: chmod 600 {path}"
            )
        content = file.read()
    try:
        return SigningKey.parse(content.decode().removesuffix("\n"))
    except UnicodeDecodeError:
        # The cause would quote the secret bytes.
        raise KeyMalformed(f"{path} is not a key file") from None


class LastSigned:
    """The file that holds the last checkpoint a key signed, as a signed note."""

    def __init__(self, path: Path, verifier: VerifierKey) -> None:
        self._path = path
        self._verifier = verifier

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep out every other signer, in this process or another, that uses the same folder."""
        with _directory(self._path.parent) as directory:
            fcntl.flock(directory, fcntl.LOCK_EX)
            yield

    def read(self) -> Checkpoint:
        """The last signed checkpoint. Raises `MemoryMissing` and `MemoryDamaged`."""
        try:
            note = self._path.read_bytes()
        except FileNotFoundError as error:
            raise MemoryMissing(
                f"{self._path} is gone: without it a rewritten log could be signed. Put back the "
                "last checkpoint of this log, from a backup or a witness. If it never signed one, "
                "remove its key file too, and create the signer again"
            ) from error
        try:
            return open_checkpoint(note, [self._verifier]).checkpoint
        except LedgerFault as error:
            raise MemoryDamaged(f"{self._path}: {error}") from error

    def write(self, note: bytes) -> None:
        """Replace the file; after a crash at any moment it holds the old note or the new one."""
        new = self._path.with_name(self._path.name + ".new")
        _write_and_sync(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), note)
        new.replace(self._path)
        with _directory(self._path.parent) as directory:
            os.fsync(directory)


class Signer:
    """Signs the checkpoints of one log, each a continuation of the last."""

    def __init__(self, suite: Suite, key: SigningKey, memory: LastSigned) -> None:
        self._suite = suite
        self._key = key
        self._memory = memory

    @classmethod
    def create(cls, suite: Suite, origin: str, key_path: Path, memory_path: Path) -> "Signer":
        """A signer for a new log: makes the key and signs the empty log as its first memory.

        Raises `KeyFileUnusable` if either file is there: a forgotten past must not look new.
        """
        if memory_path.exists():
            raise KeyFileUnusable(f"{memory_path} exists, so {key_path} should: look for the key")
        key = create_key_file(key_path, origin, suite)
        memory = LastSigned(memory_path, key.verifier)
        empty = Checkpoint(origin=origin, size=0, root=suite.hasher.empty())
        memory.write(sign_checkpoint(empty, [key]))
        return cls(suite, key, memory)

    @classmethod
    def open(cls, suite: Suite, key_path: Path, memory_path: Path) -> "Signer":
        """The signer of an existing log.

        Raises `KeyFileUnusable`, `KeyMalformed`, `MemoryMissing` and `MemoryDamaged`.
        """
        key = read_key_file(key_path)
        if key.verifier.scheme != suite.scheme:
            raise KeyMalformed(f"the key in {key_path} is not one of the suite {suite.name}")
        signer = cls(suite, key, LastSigned(memory_path, key.verifier))
        signer.last()
        return signer

    @property
    def verifier(self) -> VerifierKey:
        """The public key, whose name is the log's origin."""
        return self._key.verifier

    def last(self) -> Checkpoint:
        """The last signed checkpoint (size 0 for a new log): what the next proof starts from."""
        return self._memory.read()

    def sign(self, checkpoint: Checkpoint, consistency_proof: Sequence[bytes] = ()) -> bytes:
        """The signed note of a checkpoint that continues the last signed one.

        The proof leads from the size of `last()` to the checkpoint's; it is empty when they are
        equal (signing the same again is fine) or when nothing but the empty log was signed.
        Raises `RewrittenPast`, `WrongOrigin`, `MemoryMissing`, `MemoryDamaged`.
        """
        with self._memory.locked():
            self._refuse_a_rewritten_past(self.last(), checkpoint, consistency_proof)
            note = sign_checkpoint(checkpoint, [self._key])
            # Remembered before it is given out: a crash in between loses a signature, which can
            # be made again, and never the memory of one.
            self._memory.write(note)
            return note

    def _refuse_a_rewritten_past(
        self, last: Checkpoint, new: Checkpoint, proof: Sequence[bytes]
    ) -> None:
        if new.origin != self.verifier.name:
            raise WrongOrigin(f"a checkpoint of {new.origin!r}, the key is {self.verifier.name!r}")
        if new.size < last.size:
            raise RewrittenPast(f"{new.size} entries, but {last.size} were signed before")
        if new.size == 0:
            if new.root != self._suite.hasher.empty():
                raise RewrittenPast(f"root {new.root.hex()} for the empty log")
        elif last.size > 0:
            hasher, old_root = self._suite.hasher, last.root
            try:
                verify_consistency(hasher, last.size, new.size, proof, old_root, new.root)
            except ProofInvalid as error:
                raise RewrittenPast(
                    f"{new.size} entries do not continue the {last.size} signed before: {error}"
                ) from error


@contextmanager
def _directory(path: Path) -> Iterator[int]:
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield fd
    finally:
        os.close(fd)


def _write_and_sync(fd: int, content: bytes) -> None:
    with os.fdopen(fd, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
