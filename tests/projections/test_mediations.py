"""The tables of mediations and agreements tell of each what the domain's own state says."""

from datetime import UTC, datetime
from random import Random
from typing import Any

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.case import Case, case
from domain.case.corrections import EventCorrected, EventVoided
from domain.case.regions.mediations import ProcedureStage
from domain.case.sessions import SessionHeld
from domain.codes.mediation import SessionMode
from domain.kernel import Recorded
from projections.mediations import AgreementRow, MediationRow, mediation_book
from projections.mediations.projection import agreements_of, mediations_of
from tests.domain.beginnings import BEGINNINGS
from tests.domain.county import CASE, mediator
from tests.domain.given import Fact, fact, happened
from tests.domain.play import History
from tests.domain.states_agreements import (
    BOTH,
    MONEY,
    WALL,
    breached,
    effective,
    reached,
)
from tests.domain.states_fulfilment import paid, pulled_down
from tests.domain.states_mediation import (
    MEDIATION,
    SESSION,
    US,
    appointed,
    opened,
    suspended,
    terminated,
)
from tests.projections.facts import random_lives

UNTOLD = {
    "mediation.rights_notified",
    "mediation.session_scheduled",
    "mediation.session_rescheduled",
    "mediation.session_adjourned",
    "mediation.investigation_recorded",
    "mediation.misconduct_reported",
    "mediation.false_suspected",
    "agreement.signed",
    "agreement.sealed",
    "confirmation.term_extended",
    "fulfilment.reminder_sent",
    "fulfilment.urged",
}
"""Events about procedures and agreements that change no field of their rows."""


def told(facts: list[Recorded[Any]]) -> tuple[dict[str, MediationRow], dict[str, AgreementRow]]:
    books = mediation_book.fold(facts).values()
    return (
        {one.mediation: one for book in books for one in mediations_of(book)},
        {one.agreement: one for book in books for one in agreements_of(book)},
    )


def test_whatever_names_a_procedure_or_an_agreement_is_told_or_left_out_on_purpose() -> None:
    things = {"mediation", "agreement", "obligation", "obligations"}
    about = {one for one in case.evolutions if things & set(one.__struct_fields__)}
    left_out = {one.__struct_config__.tag for one in about - set(mediation_book.events)}
    assert left_out == UNTOLD


@settings(max_examples=20, deadline=None)
@for_all(st.integers(0, 2**32))
def test_rows_always_say_what_the_domain_says(seed: int) -> None:
    """Corrections aside: the domain leaves decisions as they stand, figures follow them."""
    history = History(seed, BEGINNINGS[seed % len(BEGINNINGS)])
    for _ in range(30):
        history.step()
    facts = [one for lives in history.facts.values() for one in lives]
    mediations, agreements = told([f for f in facts if not isinstance(f.event, EventCorrected)])
    for state in history.states.values():
        _same_mediations(state, mediations)
        _same_agreements(state, agreements)
    assert {row.case for row in mediations.values()} <= set(history.states)


def test_random_lives_have_something_to_tell() -> None:
    facts, cases = random_lives(Random(1), 1500)
    mediations, agreements = told(facts)
    assert mediations
    assert agreements
    for state in cases.values():
        _same_mediations(state, mediations)
        _same_agreements(state, agreements)


def _same_mediations(state: Case, rows: dict[str, MediationRow]) -> None:
    for key, known in state.mediations.all.items():
        row = rows[key]
        assert (row.stage, row.sessions) == (known.stage, known.sessions)
        assert (row.kind, row.organisation) == (known.kind, known.organisation)
        assert set(row.mediators) == known.mediators
        assert (row.ended_at is None) is known.under_way
        standing = [one for one in row.standstills if one.to_at is None]
        assert bool(standing) is bool(known.pauses)


def _same_agreements(state: Case, rows: dict[str, AgreementRow]) -> None:
    for key, known in state.agreements.all.items():
        row = rows[key]
        assert (row.stage, row.confirmation) == (known.stage, known.confirmation)
        assert (row.form, row.scope, row.mediation) == (known.form, known.scope, known.mediation)
        assert row.effective_at == known.effective_at
        owed = {one.obligation: (one.due_on, one.stage, one.late, one.forced)
                for one in row.promises}  # fmt: skip
        assert owed == {
            one.obligation: (one.due_on, one.stage, one.late, one.forced)
            for one in state.agreements.of(key)
        }
        unsettled = [one for one in state.agreements.unsettled if one.agreement == key]
        assert row.unsettled == len(unsettled)


def test_no_words_of_a_case_are_in_its_rows() -> None:
    facts, _ = random_lives(Random(3), 800)
    words = {
        value
        for fact in facts
        for name in ("minutes", "explanation", "reason", "clauses", "question", "place")
        for value in _texts(getattr(fact.event, name, None))
        if not value.isascii()
    }
    assert words
    rows = str(list(mediation_book.fold(facts).values()))
    assert [one for one in words if one in rows] == []


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, tuple) else []


HELD = fact(
    SessionHeld(
        mediation=MEDIATION,
        session=SESSION,
        mode=SessionMode.ON_SITE,
        place=None,
        mediators=(US,),
        attended=(),
        others_present=None,
        duration_minutes=90,
        minutes="各方陈述",
        undisputed=None,
        documents=(),
    ),
    by=mediator(),
)


def one(*facts: Fact) -> MediationRow:
    (row,) = told(happened(facts)[0])[0].values()
    return row


def correcting(version: int, **changes: Any) -> Fact:
    said: dict[str, Any] = {"field": None, "value": None, "happened_at": None, "remark": None}
    event = EventCorrected(version=version, event="", reason="笔误", **(said | changes))
    return fact(event, by=mediator())


def test_a_session_that_is_void_was_never_held() -> None:
    row = one(opened(), appointed(US), HELD)
    assert (row.sessions, row.minutes, row.mediators) == (1, 90, (US,))
    void = EventVoided(version=3, event="mediation.session_held", reason="", proposed_by=US)
    row = one(opened(), appointed(US), HELD, fact(void, by=mediator()))
    assert (row.sessions, row.minutes) == (0, 0)


def test_a_figure_follows_the_correction_of_its_entry() -> None:
    row = one(opened(), HELD, correcting(2, field="duration_minutes", value="60"))
    assert row.minutes == 60
    earlier = datetime(2025, 3, 1, tzinfo=UTC)
    assert one(opened(), HELD, correcting(1, happened_at=earlier)).opened_at == earlier


def test_what_was_corrected_elsewhere_changes_nothing() -> None:
    facts, _ = happened([opened(), HELD])
    before = mediation_book.fold(facts)[(CASE,)]
    more, _ = happened([opened(), HELD, correcting(9, field="amount", value="1")])
    assert mediation_book.step(before, more[-1], (CASE,)) is before


def test_a_standstill_lasts_from_its_first_reason_to_its_last() -> None:
    row = one(opened(), suspended("P01"), suspended("P02"))
    (standstill,) = row.standstills
    assert (standstill.reasons, standstill.to_at) == (("P01", "P02"), None)
    ended = one(opened(), suspended("P01"), terminated())
    assert [each.to_at for each in ended.standstills] == [ended.ended_at]
    assert (ended.stage, ended.ending) == (ProcedureStage.FAILED, "M03")


def test_an_agreement_says_what_is_owed_next_and_what_was_broken() -> None:
    opening = fact(opened().event, by=mediator())
    facts = [
        opening,
        reached(obligations=BOTH, mediation=MEDIATION),
        effective(mediation=MEDIATION),
    ]
    (row,) = told(happened(facts)[0])[1].values()
    assert (row.amount, row.obligations, row.unsettled) == ("6500", 2, 2)
    due = {each.obligation: each.due_on for each in row.promises}
    assert row.next_due_on == min(due.values())
    assert row.last_due_on == max(due.values())
    (row,) = told(happened([*facts, pulled_down(), breached(MONEY, due[MONEY])])[0])[1].values()
    assert (row.unsettled, row.next_due_on, row.breached) == (1, due[MONEY], True)
    (row,) = told(happened([*facts, paid("6500"), pulled_down()])[0])[1].values()
    assert row.unsettled == 0
    assert {each.obligation for each in row.promises} == {MONEY, WALL}
