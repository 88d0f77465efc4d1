"""A key of our own for trying things out: made on first start, signs tokens, is never for real use.

Two files in the keys folder: the secret (mode 0600), and the public set beside it, which is what
the server reads. With an identity provider configured neither is made.
"""

import base64
import hashlib
import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from infra.vault.keys import secret_file

SECRET_NAME = "sign-in.key"  # noqa: S105  # The name of a file, not a secret.
KEY_SET_NAME = "jwks.json"


class DevelopmentKeys:
    """The development key of one keys folder. `jwks_path` is what the verifier reads."""

    def __init__(self, keys_dir: Path) -> None:
        """Make the key if there is none. Raises `KeyFileUnsafe` when others may read it."""
        self._key = Ed25519PrivateKey.from_private_bytes(secret_file(keys_dir / SECRET_NAME))
        public = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        entry = {"crv": "Ed25519", "kty": "OKP", "x": _base64url(public)}
        self._kid = _thumbprint(entry)
        self.jwks_path = keys_dir / KEY_SET_NAME
        published = entry | {"alg": "EdDSA", "kid": self._kid, "use": "sig"}
        _write(self.jwks_path, orjson.dumps({"keys": [published]}, option=orjson.OPT_INDENT_2))

    def mint(
        self,
        subject: str,
        client_id: str,
        audience: str,
        issuer: str,
        lifetime: timedelta,
        now: datetime,
        post: str | None = None,
    ) -> str:
        """A signed access token (RFC 9068) for `subject`, good from `now` on for `lifetime`."""
        issued = int(now.timestamp())
        payload: dict[str, str | int] = {
            "iss": issuer,
            "aud": audience,
            "sub": subject,
            "client_id": client_id,
            "iat": issued,
            "exp": issued + int(lifetime.total_seconds()),
            "jti": secrets.token_urlsafe(16),
        }
        if post is not None:
            payload["post"] = post
        return jwt.encode(
            payload, self._key, algorithm="EdDSA", headers={"typ": "at+jwt", "kid": self._kid}
        )


def _thumbprint(entry: dict[str, str]) -> str:
    """The name of a key derived from the key itself (RFC 7638)."""
    return _base64url(hashlib.sha256(orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)).digest())


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _write(path: Path, content: bytes) -> None:
    """Put the whole file in place at once, unless it already says this."""
    if path.exists() and path.read_bytes() == content:
        return
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    draft.write_bytes(content)
    os.replace(draft, path)
