"""The case (事项): one matter from registration to the archive, chapter by chapter."""

from domain.case import intake, protection
from domain.case.state import Case, Stage, case

__all__ = ["Case", "Stage", "case", "intake", "protection"]
