"""Keys and tokens for the tests of sign-in: good ones, and every way to make a bad one."""

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from graphql_api.errors import Unauthenticated
from infra.identity.keys import VerificationKey, read_key_set
from infra.identity.tokens import TokenVerifier

ISSUER = "https://sign-in.example/"
AUDIENCE = "liuhen"
PERSON = "person_01jz0000000000000000000000"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Forward by hours, minutes or seconds."""
        self.now += timedelta(**by)


@dataclass(frozen=True)
class Signer:
    """A private key with its name and algorithm."""

    kid: str
    algorithm: str
    private: Any = field(repr=False)

    def published(self) -> dict[str, Any]:
        """The public key as an entry of a key set."""
        kind = jwt.get_algorithm_by_name(self.algorithm)
        entry = kind.to_jwk(self.private.public_key(), as_dict=True)
        return {**entry, "kid": self.kid, "alg": self.algorithm, "use": "sig"}


@cache
def signer(kid: str = "k1", algorithm: str = "EdDSA") -> Signer:
    """The same key each time for the same name and algorithm."""
    match algorithm:
        case "RS256":
            return Signer(kid, algorithm, rsa.generate_private_key(65_537, 2048))
        case "ES256":
            return Signer(kid, algorithm, ec.generate_private_key(ec.SECP256R1()))
        case _:
            return Signer(kid, algorithm, ed25519.Ed25519PrivateKey.generate())


def key_set(*signers: Signer) -> bytes:
    """A key set that publishes these keys."""
    return orjson.dumps({"keys": [each.published() for each in signers]})


def payload(**changes: Any) -> dict[str, Any]:
    """A good payload with changes; a change to None leaves the claim out."""
    issued = int(NOW.timestamp())
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": PERSON,
        "client_id": "window",
        "iat": issued,
        "exp": issued + 600,
        "jti": "t-1",
    }
    return {name: value for name, value in (claims | changes).items() if value is not None}


def token(by: Signer | None = None, headers: dict[str, Any] | None = None, **changes: Any) -> str:
    """A signed token with headers and claims as changed; a claim of None is left out."""
    by = by or signer()
    named = {"typ": "at+jwt", "kid": by.kid} | (headers or {})
    return jwt.encode(payload(**changes), by.private, algorithm=by.algorithm, headers=named)


def assembled(header: dict[str, Any] | bytes, claims: bytes, signature: bytes = b"") -> str:
    """A token put together by hand, as an attacker would."""
    head = header if isinstance(header, bytes) else orjson.dumps(header)
    parts = (head, claims, signature)
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


class FixedKeys:
    """Keys that never change and count how often they were asked for."""

    def __init__(self, *signers: Signer) -> None:
        self._keys = read_key_set(key_set(*signers))
        self.asked = 0

    async def find(self, kid: str) -> VerificationKey:
        self.asked += 1
        if kid not in self._keys:
            raise Unauthenticated("TOKEN_KEY_UNKNOWN")
        return self._keys[kid]


def verifier(*signers: Signer, clock: Clock | None = None) -> TokenVerifier:
    """A verifier that knows these keys, the usual one if none is given."""
    keys = FixedKeys(*(signers or (signer(),)))
    return TokenVerifier(keys, issuer=ISSUER, audience=AUDIENCE, clock=clock or Clock())
