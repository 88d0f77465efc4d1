"""Everything that can be wrong with a proof, a tile, a signature, a key or the signer's memory.

LedgerFault
├── OutOfRange
├── ProofInvalid
├── TileFault
│   ├── TilePathInvalid
│   ├── TileMissing
│   └── TileDamaged
├── NoteFault
│   ├── NoteMalformed
│   ├── SignatureInvalid
│   └── SignerUnknown
├── KeyFault
│   ├── KeyMalformed
│   ├── KeyAmbiguous
│   └── KeyFileUnusable
├── CheckpointMalformed
└── SignerFault
    ├── WrongOrigin
    ├── RewrittenPast
    ├── MemoryMissing
    └── MemoryDamaged
"""


class LedgerFault(Exception):
    """The ledger cannot vouch for what it was asked about."""


class OutOfRange(LedgerFault):
    """A leaf or a tree size was asked for that the tree does not have."""


class ProofInvalid(LedgerFault):
    """An inclusion or consistency proof does not prove what it claims."""


class TileFault(LedgerFault):
    """The stored tree cannot be read."""


class TilePathInvalid(TileFault):
    """A text is not the path of a tile (C2SP tlog-tiles)."""


class TileMissing(TileFault):
    """The store lacks a tile that the tree of the asked size must have."""


class TileDamaged(TileFault):
    """A tile holds fewer hashes than the tree of the asked size must have, or torn ones."""


class NoteFault(LedgerFault):
    """A signed note (C2SP signed-note) cannot be relied on."""


class NoteMalformed(NoteFault):
    """The bytes are not a signed note."""


class SignatureInvalid(NoteFault):
    """A signature that names a known key was not made by that key over this text."""


class SignerUnknown(NoteFault):
    """None of the signatures that are needed was made by a known key."""


class KeyFault(LedgerFault):
    """A key cannot be used."""


class KeyMalformed(KeyFault):
    """A text is not a verifier key or a private key of a supported kind."""


class KeyAmbiguous(KeyFault):
    """Two different known keys share a name and a key id."""


class KeyFileUnusable(KeyFault):
    """The private key's file is missing, already there, or open to other users."""


class CheckpointMalformed(LedgerFault):
    """A text or a value is not a checkpoint (C2SP tlog-checkpoint)."""


class SignerFault(LedgerFault):
    """The signer will not sign."""


class WrongOrigin(SignerFault):
    """The checkpoint belongs to another log than the key."""


class RewrittenPast(SignerFault):
    """The checkpoint contradicts one that was signed before: the log was cut or rewritten."""


class MemoryMissing(SignerFault):
    """The file that remembers the last signed checkpoint is gone."""


class MemoryDamaged(SignerFault):
    """The file that remembers the last signed checkpoint does not hold one signed by this key."""
