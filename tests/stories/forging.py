"""Forged tokens: each a way in which somebody might try to sign in as somebody else."""

import base64
import hashlib
import hmac
import json
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ed25519


def resigned(token: str, **claims: Any) -> str:
    """The same claims, with changes, under the header of a good token and a key of one's own."""
    header = jwt.get_unverified_header(token)
    payload = jwt.decode(token, options={"verify_signature": False}) | claims
    key = ed25519.Ed25519PrivateKey.generate()
    return jwt.encode(payload, key, algorithm="EdDSA", headers=header)


def retouched(token: str) -> str:
    """Another person's id between a good header and a good signature."""
    head, payload, signature = token.split(".")
    padded = payload + "=" * (-len(payload) % 4)
    claims = json.loads(base64.urlsafe_b64decode(padded)) | {"sub": "person_" + "0" * 26}
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"{head}.{forged}.{signature}"


def unsigned(token: str) -> str:
    """A token that asks not to be verified (RFC 8725 §2.1)."""
    payload = jwt.decode(token, options={"verify_signature": False})
    return jwt.encode(payload, "", algorithm="none", headers={"typ": "at+jwt"})


def confused(token: str, public_keys: bytes) -> str:
    """The published keys taken for a shared secret (RFC 8725 §2.1)."""
    header = jwt.get_unverified_header(token) | {"alg": "HS256"}
    parts = [json.dumps(header).encode(), base64.urlsafe_b64decode(token.split(".")[1] + "==")]
    signed = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    mac = hmac.digest(public_keys, signed, hashlib.sha256)
    return f"{signed.decode()}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"
