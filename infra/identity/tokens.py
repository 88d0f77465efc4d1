"""Access tokens (JWT, RFC 9068): verified before anybody is believed to be somebody.

Followed: RFC 9068 §4 (validation), RFC 8725 (best practices), RFC 6750 (bearer). `sub` is the
opaque id of a person; which posts the person holds is read from the organisation's register, never
from the token. `post` may name the one post the request acts for.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from jwt.types import Options
from msgspec import Struct

from graphql_api.errors import Unauthenticated
from infra.identity.jwks import Clock
from infra.identity.keys import ALGORITHMS, Keys

MAX_BYTES = 8_192
LEEWAY = timedelta(seconds=30)
CACHED = timedelta(seconds=60)
CACHED_TOKENS = 10_000

_SIGNATURE_ISSUER_AUDIENCE: Options = {
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
    "verify_sub": False,
    "verify_jti": False,
}
"""What PyJWT is left to check. Times are judged by the clock we were given, texts by our bounds."""

_MAX_TEXT = 255
_MAX_EPOCH = 253_402_300_799
"""The last second of the year 9999."""

_TYPES = frozenset({"at+jwt", "application/at+jwt"})
_REFUSED_HEADERS = frozenset({"jku", "jwk", "x5u", "x5c", "crit", "b64", "zip", "enc"})
"""Headers by which a token would bring its own key, or ask for another way of reading it."""


class Claims(Struct, frozen=True):
    """What a verified token says."""

    issuer: str
    subject: str
    client_id: str
    token_id: str
    expires_at: datetime
    post: str | None = None


def bearer_token(authorization: Sequence[str]) -> str:
    """The token of the Authorization headers of a request. Raises `Unauthenticated`."""
    if not authorization:
        raise Unauthenticated("TOKEN_MISSING")
    scheme, _, token = authorization[0].strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("TOKEN_MISSING")
    if len(authorization) > 1:
        raise Unauthenticated("TOKEN_MALFORMED")
    return token.strip()


class TokenVerifier:
    """Verifies tokens of one issuer for one audience, and remembers good ones for a minute.

    A token that was verified goes on for at most a minute after its key has been withdrawn.
    """

    def __init__(self, keys: Keys, *, issuer: str, audience: str, clock: Clock) -> None:
        self._keys = keys
        self._issuer = issuer
        self._audience = audience
        self._clock = clock
        self._verified: OrderedDict[bytes, tuple[Claims, datetime]] = OrderedDict()

    async def verify(self, token: str) -> Claims:
        """The claims of a good token.

        Raises `Unauthenticated` with the reason, or `Unavailable` when no key can be had.
        """
        encoded = token.encode(errors="replace")
        if len(encoded) > MAX_BYTES:
            raise Unauthenticated("TOKEN_TOO_LARGE")
        now = self._clock()
        digest = hashlib.sha256(encoded).digest()
        known = self._verified.get(digest)
        if known and now < known[1]:
            self._verified.move_to_end(digest)
            return known[0]
        claims = self._claims(await self._payload(token), now)
        self._remember(digest, claims, now)
        return claims

    async def _payload(self, token: str) -> dict[str, Any]:
        """The payload, once signature, issuer and audience are right."""
        kid, algorithm = _header(token)
        key = await self._keys.find(kid)
        if key.algorithm != algorithm:
            raise Unauthenticated("TOKEN_ALGORITHM_REFUSED")
        try:
            return jwt.decode(
                token,
                key.public,
                algorithms=[key.algorithm],
                audience=self._audience,
                issuer=self._issuer,
                options=_SIGNATURE_ISSUER_AUDIENCE,
            )
        except jwt.PyJWTError as error:
            raise _unauthenticated(error) from error

    def _claims(self, payload: dict[str, Any], now: datetime) -> Claims:
        expires_at = _moment(payload, "exp")
        if now >= expires_at + LEEWAY:
            raise Unauthenticated("TOKEN_EXPIRED")
        begins = [_moment(payload, "iat")]
        if "nbf" in payload:
            begins.append(_moment(payload, "nbf"))
        if now < max(begins) - LEEWAY:
            raise Unauthenticated("TOKEN_NOT_YET_VALID")
        return Claims(
            issuer=self._issuer,
            subject=_text(payload, "sub"),
            client_id=_text(payload, "client_id"),
            token_id=_text(payload, "jti"),
            expires_at=expires_at,
            post=_text(payload, "post") if payload.get("post") is not None else None,
        )

    def _remember(self, digest: bytes, claims: Claims, now: datetime) -> None:
        self._verified[digest] = (claims, min(claims.expires_at, now + CACHED))
        self._verified.move_to_end(digest)
        if len(self._verified) > CACHED_TOKENS:
            self._verified.popitem(last=False)


def _header(token: str) -> tuple[str, str]:
    """Key name and algorithm of a token whose header is acceptable; nothing is verified yet."""
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, UnicodeEncodeError) as error:
        raise Unauthenticated("TOKEN_MALFORMED") from error
    if not _REFUSED_HEADERS.isdisjoint(header):
        raise Unauthenticated("TOKEN_HEADER_REFUSED")
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise Unauthenticated("TOKEN_ALGORITHM_REFUSED")
    kind = header.get("typ")
    if not isinstance(kind, str) or kind.lower() not in _TYPES:
        raise Unauthenticated("TOKEN_TYPE_WRONG")
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid:
        raise Unauthenticated("TOKEN_KEY_UNKNOWN")
    return kid, algorithm


def _unauthenticated(error: jwt.PyJWTError) -> Unauthenticated:
    match error:
        case jwt.InvalidSignatureError():
            return Unauthenticated("TOKEN_SIGNATURE_INVALID")
        case jwt.InvalidIssuerError():
            return Unauthenticated("TOKEN_ISSUER_WRONG")
        case jwt.InvalidAudienceError():
            return Unauthenticated("TOKEN_AUDIENCE_WRONG")
        case jwt.MissingRequiredClaimError():
            return Unauthenticated("TOKEN_CLAIM_INVALID", claim=error.claim)
        case _:
            return Unauthenticated("TOKEN_MALFORMED")


def _text(payload: dict[str, Any], claim: str) -> str:
    value = payload.get(claim)
    if not isinstance(value, str) or not 0 < len(value) <= _MAX_TEXT or not value.isprintable():
        raise Unauthenticated("TOKEN_CLAIM_INVALID", claim=claim)
    return value


def _moment(payload: dict[str, Any], claim: str) -> datetime:
    """A NumericDate (RFC 7519 §2): seconds since 1970, possibly with a fraction."""
    value = payload.get(claim)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unauthenticated("TOKEN_CLAIM_INVALID", claim=claim)
    if not 0 <= value <= _MAX_EPOCH:
        raise Unauthenticated("TOKEN_CLAIM_INVALID", claim=claim)
    return datetime.fromtimestamp(value, UTC)
