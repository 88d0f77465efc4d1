"""What is known of a log from outside its database (外部凭据): key, memory, kept checkpoints."""

from pathlib import Path

from domain.values import Value
from infra.ledger.checkpoint import Checkpoint, open_checkpoint
from infra.ledger.faults import LedgerFault
from infra.ledger.note import VerifierKey, parse_note
from infra.ledger.signer import LastSigned
from infra.verification.report import Findings
from infra.verification.sealing import Claim


class Outside(Value):
    """What a verification may rely on. With nothing it can find a log consistent, no more."""

    verifier: VerifierKey | None = None
    """The log's public key."""
    memory: Path | None = None
    """The file in which the signer remembers its last checkpoint; needs the key."""
    kept: tuple[tuple[str, bytes], ...] = ()
    """Checkpoints kept elsewhere: a name for each, and the signed note."""

    def claims(self, findings: Findings) -> list[Claim]:
        """What these checkpoints say, by size; those that cannot be relied on become problems."""
        claims: list[Claim] = []
        if self.memory is not None and self.verifier is not None:
            try:
                last = LastSigned(self.memory, self.verifier).read()
            except LedgerFault as fault:
                findings.add("signer's memory", str(fault))
            else:
                claims.append(_claim("signer's memory", last))
        for name, note in self.kept:
            try:
                claims.append(_claim(name, self._opened(note)))
            except LedgerFault as fault:
                findings.add(name, f"{type(fault).__name__}: {fault}")
        return sorted(claims, key=lambda claim: claim.size)

    def _opened(self, note: bytes) -> Checkpoint:
        if self.verifier is None:
            return Checkpoint.parse(parse_note(note).text)
        return open_checkpoint(note, [self.verifier]).checkpoint


def _claim(where: str, checkpoint: Checkpoint) -> Claim:
    return Claim(where=where, size=checkpoint.size, root=checkpoint.root, stored=False)
