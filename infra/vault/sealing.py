"""Sealing: narrative inside events, and identities beside them, encrypted and bound to a place.

A sealed narrative reads `sealed:v1:<base64 of nonce and ciphertext>`. The associated data names
algorithm, stream, version and path (ledger.md §5), so a text moved to another event is refused.
"""

import base64
import secrets

import msgspec
from cryptography.exceptions import InvalidTag
from psycopg import sql

from domain.ids import PersonId
from domain.values import Value
from infra.vault.interface import Place, SealBroken
from infra.vault.keys import NONCE_BYTES, Connect, Keyring

PREFIX = "sealed:v1:"


class CaseSealer:
    """Seals narrative under the key of the stream it stands in."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def seal(self, text: str, place: Place) -> str:
        """The sealed form of `text`, bound to its place. Raises `KeyDestroyed`."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = self._keyring.obtain(place.stream)
        body = nonce + cipher.encrypt(nonce, text.encode(), _bound(place))
        return PREFIX + base64.b64encode(body).decode()

    def open(self, sealed: str, place: Place) -> str | None:
        """The text again; None once the key is gone. Raises `SealBroken` for a changed text."""
        if not sealed.startswith(PREFIX):
            raise SealBroken(f"{place.path} is not a sealed text")
        cipher = self._keyring.find(place.stream)
        if cipher is None:
            return None
        try:
            body = base64.b64decode(sealed[len(PREFIX) :], validate=True)
            return cipher.decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], _bound(place)).decode()
        except (InvalidTag, ValueError):
            raise SealBroken(f"{place.path} of version {place.version} does not open") from None


def _bound(place: Place) -> bytes:
    return f"liuhen narrative v1|AES-256-GCM|{place.stream}|{place.version}|{place.path}".encode()


class PostgresIdentities:
    """Identities in PostgreSQL, each encrypted under the person's own key."""

    def __init__(self, connect: Connect, schema: str, keyring: Keyring) -> None:
        self._connect = connect
        self._keyring = keyring
        table = sql.Identifier(f"{schema}_vault", "identities")
        self._select = sql.SQL("SELECT sealed FROM {} WHERE person = %s").format(table)
        self._insert = sql.SQL(
            "INSERT INTO {} (person, sealed) VALUES (%s, %s) ON CONFLICT (person) DO NOTHING"
        ).format(table)

    def store(self, person: PersonId, identity: Value) -> None:
        """Keep an identity. A second time changes nothing: persons are corrected by events."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        plain = msgspec.json.encode(identity)
        sealed = nonce + self._keyring.obtain(person).encrypt(nonce, plain, _of(person))
        with self._connect() as connection:
            connection.execute(self._insert, (person, sealed))

    def identity(self, person: PersonId, kind: type[Value]) -> Value | None:
        """The identity again, or None when there is none or its key was destroyed."""
        with self._connect() as connection:
            row = connection.execute(self._select, (person,)).fetchone()
        cipher = None if row is None else self._keyring.find(person)
        if row is None or cipher is None:
            return None
        sealed = bytes(row[0])
        try:
            plain = cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _of(person))
        except InvalidTag:
            raise SealBroken(f"the identity of {person} does not open") from None
        return msgspec.json.decode(plain, type=kind)


def _of(person: PersonId) -> bytes:
    return f"liuhen identity v1|AES-256-GCM|{person}".encode()
