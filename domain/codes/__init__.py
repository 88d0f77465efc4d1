"""Code lists (代码表): the closed vocabularies of the field, each entry with its source."""

from domain.codes.disputes import DISPUTES
from domain.codes.ending import CLOSING_REASONS, REOPENING_REASONS
from domain.codes.entry import Code, CodeList, CodeNeedsText, CodeUnknown, Labelled
from domain.codes.outcomes import OUTCOMES
from domain.codes.reasons import REFUSAL_REASONS
from domain.codes.risks import CRITERIA, FOCUS_TAGS, SIGNALS
from domain.codes.routes import ROUTES

CODE_LISTS: tuple[CodeList, ...] = (
    DISPUTES,
    SIGNALS,
    CRITERIA,
    FOCUS_TAGS,
    REFUSAL_REASONS,
    ROUTES,
    OUTCOMES,
    CLOSING_REASONS,
    REOPENING_REASONS,
)
"""Every table, for those who show or publish them."""

__all__ = [
    "CLOSING_REASONS",
    "CODE_LISTS",
    "CRITERIA",
    "DISPUTES",
    "FOCUS_TAGS",
    "OUTCOMES",
    "REFUSAL_REASONS",
    "REOPENING_REASONS",
    "ROUTES",
    "SIGNALS",
    "Code",
    "CodeList",
    "CodeNeedsText",
    "CodeUnknown",
    "Labelled",
]
