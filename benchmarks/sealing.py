"""Narrative sealed under a key that nobody keeps: as long as the vault's, and never read."""

import base64
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infra.vault.interface import Place


class OneKey:
    """Seals as the vault does, under one key that is nowhere else."""

    def __init__(self) -> None:
        self._cipher = AESGCM(AESGCM.generate_key(256))

    def seal(self, text: str, place: Place) -> str:
        """The sealed form of `text`: as long as the vault's."""
        nonce = secrets.token_bytes(12)
        body = nonce + self._cipher.encrypt(nonce, text.encode(), None)
        return "sealed:v1:" + base64.b64encode(body).decode()

    def open(self, sealed: str, place: Place) -> str | None:
        """Never asked for: projections read no narrative."""
        raise NotImplementedError
