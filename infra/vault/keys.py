"""Keys: secret files outside the database, and one data key for each subject, wrapped.

AES-256-GCM throughout; the associated data of a wrapped key is `liuhen key v1|subject`, so that a
key moved to another subject does not unwrap.

A key is destroyed by the event that says so (migration 0004), perhaps one that another process
appends. So ciphers are kept in memory only as long as a look at the table, `FRESH_SECONDS` old at
most, finds that nothing was destroyed since.
"""

import os
import secrets
import stat
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import Connection, sql

from infra.vault.interface import KeyDestroyed, SealBroken

KEY_BYTES = 32
NONCE_BYTES = 12
CACHED_KEYS = 20_000
FRESH_SECONDS = 1.0
"""For at most so long a process goes on using a key that another one has destroyed."""

Connect = Callable[[], AbstractContextManager[Connection[Any]]]


class KeyFileUnsafe(Exception):
    """A secret key file may be read by others, or does not hold a key."""


def secret_file(path: Path) -> bytes:
    """The 32 secret bytes kept in a file of mode 0600, made on first use.

    Raises `KeyFileUnsafe` when group or others may read it or its size is wrong.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        _create(path)
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise KeyFileUnsafe(f"{path.name} may be read by others (mode {mode:04o}); chmod 600 it")
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise KeyFileUnsafe(f"{path.name} holds {len(key)} bytes, not {KEY_BYTES}")
    return key


def _create(path: Path) -> None:
    """Write the file under another name and link it into place, so that nobody sees half a key."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, secrets.token_bytes(KEY_BYTES))
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # Another process made the key first; its key is the one that counts.
    finally:
        draft.unlink()


class Keyring:
    """One AES-256 data key for each subject (a person or a case), kept wrapped in PostgreSQL."""

    def __init__(
        self,
        connect: Connect,
        schema: str,
        master: bytes,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connect = connect
        self._seconds = seconds
        self._master = AESGCM(master)
        table = sql.Identifier(f"{schema}_vault", "keys")
        self._select = sql.SQL("SELECT wrapped FROM {} WHERE subject = %s").format(table)
        self._insert = sql.SQL(
            "INSERT INTO {} (subject, wrapped) VALUES (%s, %s) ON CONFLICT (subject) DO NOTHING"
        ).format(table)
        self._last_destroyed = sql.SQL(
            "SELECT destroyed_by FROM {} WHERE destroyed_by IS NOT NULL"
            " ORDER BY destroyed_by DESC LIMIT 1"
        ).format(table)
        self._seen = 0
        """The last destruction that we know of, by its position in the log."""
        self._fresh_until = float("-inf")
        self._cache: OrderedDict[str, AESGCM] = OrderedDict()
        self._lock = Lock()

    def find(self, subject: str) -> AESGCM | None:
        """The subject's cipher, or None when it has no key (never had, or destroyed)."""
        seen = self._look()
        with self._lock:
            if (known := self._cache.get(subject)) is not None:
                self._cache.move_to_end(subject)
                return known
        wrapped = self._wrapped(subject)
        if not wrapped:
            return None
        cipher = self._unwrap(subject, wrapped)
        self._keep(subject, cipher, seen)
        return cipher

    def forget(self) -> None:
        """Keep no cipher in memory any longer: a key was just destroyed."""
        with self._lock:
            self._cache.clear()
            self._seen, self._fresh_until = -1, float("-inf")

    def obtain(self, subject: str) -> AESGCM:
        """The subject's cipher, making its key on first use (several processes agree on one).

        Raises `KeyDestroyed`.
        """
        if (known := self.find(subject)) is not None:
            return known
        nonce = secrets.token_bytes(NONCE_BYTES)
        wrapped = nonce + self._master.encrypt(
            nonce, secrets.token_bytes(KEY_BYTES), _bound(subject)
        )
        with self._connect() as connection:
            connection.execute(self._insert, (subject, wrapped))
        if (found := self.find(subject)) is None:
            raise KeyDestroyed(f"the key of {subject} was destroyed")
        return found

    def _look(self) -> int:
        """The last destruction known, asked for anew once in a while; ciphers older are dropped."""
        now = self._seconds()
        with self._lock:
            if now < self._fresh_until:
                return self._seen
        with self._connect() as connection:
            row = connection.execute(self._last_destroyed).fetchone()
        last = 0 if row is None else int(row[0])
        with self._lock:
            if last != self._seen:
                self._cache.clear()
            self._seen, self._fresh_until = last, now + FRESH_SECONDS
        return last

    def _wrapped(self, subject: str) -> bytes | None:
        """The wrapped key; empty once it was destroyed, None when there never was one."""
        with self._connect() as connection:
            row = connection.execute(self._select, (subject,)).fetchone()
        return None if row is None else bytes(row[0] or b"")

    def _keep(self, subject: str, cipher: AESGCM, seen: int) -> None:
        """Keep a cipher, unless something was destroyed while it was fetched."""
        with self._lock:
            if seen == self._seen:
                self._cache[subject] = cipher
            while len(self._cache) > CACHED_KEYS:
                self._cache.popitem(last=False)

    def _unwrap(self, subject: str, wrapped: bytes) -> AESGCM:
        try:
            key = self._master.decrypt(
                wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _bound(subject)
            )
        except InvalidTag:
            raise SealBroken(f"the key of {subject} does not unwrap with this master key") from None
        return AESGCM(key)


def _bound(subject: str) -> bytes:
    return f"liuhen key v1|{subject}".encode()
