"""Mediations and agreements (调解与协议台账): what was tried, agreed and done in each case."""

from projections.mediations.projection import agreements, mediation_book, mediations
from projections.mediations.rows import (
    AgreementRow,
    ConsentState,
    MediationBook,
    MediationRow,
    Promise,
    Standstill,
)

__all__ = [
    "AgreementRow",
    "ConsentState",
    "MediationBook",
    "MediationRow",
    "Promise",
    "Standstill",
    "agreements",
    "mediation_book",
    "mediations",
]
