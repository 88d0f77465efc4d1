"""Where the log's keys come from (密钥): its signer, made on first use, and keys to verify by."""

import fcntl
import os
from pathlib import Path

from infra.ledger.faults import KeyFileUnusable, KeyMalformed, WrongOrigin
from infra.ledger.note import VerifierKey
from infra.ledger.signer import Signer
from infra.ledger.suite import Suite

MAX_KEY_FILE_BYTES = 10_000


def open_signer(suite: Suite, origin: str, key_path: Path, memory_path: Path) -> Signer:
    """The signer of the log `origin`; its key and its memory are made if neither is there.

    Safe in many processes at once. Raises `WrongOrigin` when the key is another log's, and what
    `Signer.open` and `Signer.create` raise.
    """
    key_path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = os.open(key_path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        if not key_path.exists():
            return Signer.create(suite, origin, key_path, memory_path)
    finally:
        os.close(folder)
    signer = Signer.open(suite, key_path, memory_path)
    if signer.verifier.name != origin:
        raise WrongOrigin(
            f"{key_path} is the key of the log {signer.verifier.name!r}, and this log is to be "
            f"called {origin!r}. A log keeps its name for ever: set LIUHEN_LOG_ORIGIN back"
        )
    return signer


def verifier_key(given: str) -> VerifierKey:
    """The public key a person names: the text `name+hash+base64`, or a file that holds it.

    Raises `KeyMalformed`, and `KeyFileUnusable` for a file that cannot be read.
    """
    try:
        return VerifierKey.parse(given.strip())
    except KeyMalformed as malformed:
        content = _content(given)
        if content is None:
            raise malformed from None
    try:
        return VerifierKey.parse(content.decode().strip())
    except UnicodeDecodeError:
        raise KeyMalformed(f"{given} does not hold a verifier key") from None


def _content(path: str) -> bytes | None:
    """The beginning of a file; None where the text is no file's name."""
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_KEY_FILE_BYTES)
    except (PermissionError, IsADirectoryError) as error:
        raise KeyFileUnusable(f"{path}: {error.strerror}") from error
    except (OSError, ValueError):
        # Among them: too long for a name, or with a character that no name has.
        return None
