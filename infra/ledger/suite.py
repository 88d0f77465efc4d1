"""Which hash and which signature a log uses (密码套件), chosen once, when the log is created.

A further suite is one more value here: its hash function as a `Hasher`, its signature as a
`Scheme`. Nothing else in the ledger names an algorithm.
"""

from typing import Protocol

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from infra.ledger.merkle import SHA256, Hasher


class Scheme(Protocol):
    """A signature algorithm in the form a signed note uses it."""

    @property
    def identifier(self) -> bytes:
        """The signature type byte (or, after 0xff, bytes) that goes before an encoded key."""
        ...

    @property
    def seed_size(self) -> int:
        """Length of a private key in bytes."""
        ...

    @property
    def public_size(self) -> int:
        """Length of a public key in bytes."""
        ...

    def generate(self) -> bytes:
        """A new private key, from the operating system's randomness."""
        ...

    def public(self, seed: bytes) -> bytes:
        """The public key that belongs to a private key."""
        ...

    def sign(self, seed: bytes, message: bytes) -> bytes:
        """The signature of a message."""
        ...

    def verifies(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Whether the holder of the private key signed exactly this message."""
        ...


class Ed25519(msgspec.Struct, frozen=True):
    """Ed25519 (RFC 8032), signature type 0x01 of C2SP signed-note."""

    identifier: bytes = b"\x01"
    seed_size: int = 32
    public_size: int = 32

    def generate(self) -> bytes:
        """32 random bytes."""
        return Ed25519PrivateKey.generate().private_bytes_raw()

    def public(self, seed: bytes) -> bytes:
        """The 32 bytes of RFC 8032 section 5.1.5."""
        return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()

    def sign(self, seed: bytes, message: bytes) -> bytes:
        """The 64 bytes of RFC 8032 section 5.1.6: the same message gives the same signature."""
        return Ed25519PrivateKey.from_private_bytes(seed).sign(message)

    def verifies(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Checked as in RFC 8032 section 5.1.7; a signature of any other length is wrong too."""
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


class Suite(msgspec.Struct, frozen=True):
    """The hash of the tree and the signature of the checkpoints of one log."""

    name: str
    hasher: Hasher
    scheme: Scheme


SHA256_ED25519 = Suite(name="sha256+ed25519", hasher=SHA256, scheme=Ed25519())

SUITES: dict[str, Suite] = {suite.name: suite for suite in (SHA256_ED25519,)}
"""Every suite a log can be created with, by name."""
