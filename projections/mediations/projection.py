"""The tables of mediations and agreements: one memory per case, and a row per procedure, agreement.

Folding an event only keeps it; the rows are told anew from what is kept when the case changes, so a
correction of the past changes them as if it had been right from the beginning.
"""

from collections.abc import Iterator
from typing import Any

from domain.case import case
from domain.case.corrections import EventCorrected, EventVoided
from domain.case.mediation import MediationOpened
from domain.kernel import Recorded
from projections.kernel import Index, Part, Projection, of_stream
from projections.mediations import procedures, promises
from projections.mediations.deeds import AGREEMENT_EVENTS, PROCEDURE_EVENTS, corrected, deed_of
from projections.mediations.procedures import Courses
from projections.mediations.promises import Agreements
from projections.mediations.rows import AgreementRow, MediationBook, MediationRow


def mediations_of(book: MediationBook) -> Iterator[MediationRow]:
    """The procedures of a case."""
    return procedures.rows(_told(book)[0], book.case)


def agreements_of(book: MediationBook) -> Iterator[AgreementRow]:
    """The agreements of a case."""
    courses, found = _told(book)
    return promises.rows(found, courses, book.case)


def _told(book: MediationBook) -> tuple[Courses, Agreements]:
    courses: Courses = {}
    agreements: Agreements = {}
    for deed in book.deeds:
        procedures.told(courses, deed)
        promises.told(agreements, courses, deed)
    return courses, agreements


mediations = Part(
    "mediations",
    MediationRow,
    mediations_of,
    zh="调解台账",
    indexes=[
        Index(columns=("organisation", "opened_at")),
        Index(columns=("opened_at", "mediation")),
        Index(columns=("mediators",), kind="gin"),
    ],
)
agreements = Part(
    "agreements",
    AgreementRow,
    agreements_of,
    zh="协议台账",
    indexes=[
        Index(columns=("organisation", "reached_at")),
        Index(columns=("reached_at", "agreement")),
        Index(columns=("next_due_on",)),
        Index(columns=("mediators",), kind="gin"),
    ],
)
mediation_book = Projection(
    "mediation_book", MediationBook, version=2, zh="调解卷", parts=(mediations, agreements)
)


@mediation_book.folds
def opened(row: MediationBook | None, fact: Recorded[MediationOpened]) -> MediationBook:
    """Before a procedure is opened there is nothing to tell."""
    before = () if row is None else row.deeds
    return MediationBook(case=fact.stream, deeds=(*before, deed_of(fact)))


def noted(row: MediationBook | None, fact: Recorded[Any]) -> MediationBook | None:
    """One deed more, once there is a procedure."""
    if row is None:
        return None
    return MediationBook(case=row.case, deeds=(*row.deeds, deed_of(fact)))


mediation_book.reads((*PROCEDURE_EVENTS, *AGREEMENT_EVENTS), noted, of_stream)


@mediation_book.folds
def put_right(row: MediationBook | None, fact: Recorded[EventCorrected]) -> MediationBook | None:
    """A deed kept says what is right from now on."""
    version = fact.event.version
    if row is None or all(deed.version != version for deed in row.deeds):
        return row
    deeds = (corrected(d, fact.event) if d.version == version else d for d in row.deeds)
    return MediationBook(case=row.case, deeds=tuple(deeds))


@mediation_book.folds
def voided(row: MediationBook | None, fact: Recorded[EventVoided]) -> MediationBook | None:
    """A deed that is void was never done."""
    version = fact.event.version
    if row is None or all(deed.version != version for deed in row.deeds):
        return row
    kept = tuple(deed for deed in row.deeds if deed.version != version)
    return MediationBook(case=row.case, deeds=kept)


mediation_book.ignores(*(one for one in case.evolutions if one not in mediation_book.events))
