"""Public keys that sign access tokens, read from a JSON Web Key set (RFC 7517)."""

from typing import Any, Protocol

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from msgspec import Struct

MAX_SET_BYTES = 262_144
"""The largest key set that is read; real ones are a few kilobytes."""

_MIN_RSA_BITS = 2048

_ALGORITHMS = {("RSA", None): "RS256", ("EC", "P-256"): "ES256", ("OKP", "Ed25519"): "EdDSA"}
"""Type and curve of a key, and the one algorithm it may sign with here.

Binding the algorithm to the key, not to the token's header, is what makes the confusion of
RSA keys with HMAC secrets impossible (RFC 8725 §3.1).
"""

ALGORITHMS = frozenset(_ALGORITHMS.values())


class KeySetInvalid(Exception):
    """The text is not a key set, or no key in it can be used here."""


class VerificationKey(Struct, frozen=True):
    """A public key, its name, and the only algorithm it verifies."""

    kid: str
    algorithm: str
    public: Any


class Keys(Protocol):
    """Where verification keys come from."""

    async def find(self, kid: str) -> VerificationKey:
        """The key of that name.

        Raises `Unauthenticated` when there is no such key, `Unavailable` when nobody knows.
        """
        ...


def read_key_set(text: bytes) -> dict[str, VerificationKey]:
    """The usable keys of a set, by name; the first of a name counts.

    Keys for other purposes, with other algorithms, too short or with private parts are passed
    over, as RFC 7517 §5 asks. Raises `KeySetInvalid` when none is left.
    """
    if len(text) > MAX_SET_BYTES:
        raise KeySetInvalid(f"larger than {MAX_SET_BYTES} bytes")
    try:
        entries = orjson.loads(text)["keys"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise KeySetInvalid("not a JSON object with a member keys") from error
    if not isinstance(entries, list):
        raise KeySetInvalid("the member keys is not a list")
    keys: dict[str, VerificationKey] = {}
    for entry in entries:
        key = _usable(entry) if isinstance(entry, dict) else None
        if key:
            keys.setdefault(key.kid, key)
    if not keys:
        raise KeySetInvalid("no key with a name that signs with RS256, ES256 or EdDSA")
    return keys


def _usable(entry: dict[str, Any]) -> VerificationKey | None:
    kid = entry.get("kid")
    kind = entry.get("kty")
    curve = None if kind == "RSA" else entry.get("crv")
    if not all(isinstance(text, str | None) for text in (kid, kind, curve)) or not kid:
        return None
    algorithm = _ALGORITHMS.get((kind, curve))  # type: ignore[arg-type]
    if algorithm is None or entry.get("alg", algorithm) != algorithm:
        return None
    if entry.get("use", "sig") != "sig" or "d" in entry:
        return None
    try:
        public = jwt.PyJWK(entry, algorithm).key
    except jwt.PyJWTError:
        return None
    if isinstance(public, RSAPublicKey) and public.key_size < _MIN_RSA_BITS:
        return None
    return VerificationKey(kid, algorithm, public)
