"""Code lists (代码表): the closed vocabularies of the field, each entry with its source."""

from domain.codes.agreements import DISMISSAL_GROUNDS, NOT_ACCEPTED_GROUNDS
from domain.codes.disputes import DISPUTES
from domain.codes.emergency import EMERGENCY_RECIPIENTS
from domain.codes.ending import CLOSING_REASONS, REOPENING_REASONS
from domain.codes.entry import Code, CodeList, CodeNeedsText, CodeUnknown, Labelled
from domain.codes.mediation import ENDINGS, SUSPENSIONS
from domain.codes.orders import (
    EXTENSION_REASONS,
    OBJECTION_REASONS,
    ORDER_RESULTS,
    SUPERVISION_GROUNDS,
)
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
    OBJECTION_REASONS,
    EXTENSION_REASONS,
    ORDER_RESULTS,
    SUPERVISION_GROUNDS,
    CLOSING_REASONS,
    REOPENING_REASONS,
    NOT_ACCEPTED_GROUNDS,
    DISMISSAL_GROUNDS,
    EMERGENCY_RECIPIENTS,
    SUSPENSIONS,
    ENDINGS,
)
"""Every table, for those who show or publish them."""

__all__ = [
    "CLOSING_REASONS",
    "CODE_LISTS",
    "CRITERIA",
    "DISMISSAL_GROUNDS",
    "DISPUTES",
    "EMERGENCY_RECIPIENTS",
    "ENDINGS",
    "EXTENSION_REASONS",
    "FOCUS_TAGS",
    "NOT_ACCEPTED_GROUNDS",
    "OBJECTION_REASONS",
    "ORDER_RESULTS",
    "OUTCOMES",
    "REFUSAL_REASONS",
    "REOPENING_REASONS",
    "ROUTES",
    "SIGNALS",
    "SUPERVISION_GROUNDS",
    "SUSPENSIONS",
    "Code",
    "CodeList",
    "CodeNeedsText",
    "CodeUnknown",
    "Labelled",
]
