"""The clock of the whole matter (办理时钟): why it stands still, and whether it was prolonged."""

from dataclasses import dataclass, field


@dataclass
class Clock:
    """办理时钟: reasons (§7.9) for which the matter stands still, and its one extension."""

    pauses: set[str] = field(default_factory=set)
    extended: bool = False
