"""The case register follows the cases: what the domain knows of a case, its row says too."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.case import Case, Stage
from domain.codes.parties import Side
from projections.case_register import CaseRow, case_register
from projections.reads import CaseOrder, after_case
from projections.timeline import is_late
from tests.projections.facts import Facts, random_lives


def assert_alike(row: CaseRow, state: Case) -> None:
    """The row says of the case what its state says."""
    risk, joining = state.risk, state.joining
    assert (row.stage, row.matter_class, row.code) == (state.stage, state.matter_class, state.code)
    assert (row.dispute, row.difficulty, row.scale) == (
        state.dispute,
        state.difficulty,
        state.scale,
    )
    assert (row.area, row.centre, row.channel) == (state.area, state.centre, state.channel)
    assert (row.first_responsible_unit, row.lead_unit) == (
        state.first_responsible_unit,
        state.lead_unit,
    )
    assert (row.risk, row.risk_provisional, row.planned, row.leader) == (
        risk.level,
        risk.provisional,
        risk.planned,
        risk.leader,
    )
    assert row.signals == len(risk.signals)
    assert set(row.special_ledgers) == risk.ledgers
    assert set(row.tags) == state.tags
    assert (row.received_at, row.first_received_at) == (state.received_at, state.first_received_at)
    assert (row.registered_at, row.accepted_at) == (state.began_at, state.accepted_at)
    assert (row.concluded_at, row.outcome) == (state.concluded_at, state.outcome)
    assert row.call_back_required is state.call_back_required
    assert row.merged_into == joining.into
    assert {one.case for one in row.joined} == set(joining.complaints)
    assert row.people_count == state.people_count
    assert row.applicants == len(state.on_side(Side.APPLICANT))
    assert row.respondents == len(state.on_side(Side.RESPONDENT))


def assert_seen_alike(row: CaseRow, state: Case) -> None:
    """The row and the state say the same about who may see the case."""
    assert row.protected is state.protected
    assert row.units == tuple(sorted(state.units))
    assert row.people == tuple(sorted(state.people))
    assert row.custodians == tuple(sorted(state.custodians))
    assert row.accused == tuple(sorted(state.accused))
    assert row.accused_units == tuple(sorted(state.accused_units))


def rows_of(facts: Facts) -> dict[str, CaseRow]:
    return {key[0]: row for key, row in case_register.fold(facts).items()}


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 60))
def test_a_row_always_says_what_the_case_knows_of_itself(random: Random, acts: int) -> None:
    facts, states = random_lives(random, acts, ties=0.4)
    rows = rows_of(facts)
    assert set(rows) == set(states)
    for case, row in rows.items():
        assert_alike(row, states[case])
        assert_seen_alike(row, states[case])


def test_every_kind_of_event_occurs_in_the_random_lives() -> None:
    facts, states = random_lives(Random(3), 6000, ties=0.1, newcomers=0.02)
    assert {type(fact.event) for fact in facts} == set(case_register.events)
    for case, row in rows_of(facts).items():
        assert_alike(row, states[case])
        assert_seen_alike(row, states[case])


def test_a_row_names_its_first_and_its_last_event() -> None:
    facts, _ = random_lives(Random(5), 300)
    for case, row in rows_of(facts).items():
        own = [fact for fact in facts if fact.stream == case]
        assert (row.first_position, row.last_position) == (own[0].position, own[-1].position)
        assert (row.version, row.last_event) == (len(own), own[-1].name)
        assert row.last_event_at == own[-1].recorded_at
        assert row.late_entries == sum(map(is_late, own))


def test_a_moment_that_was_undone_is_empty_again() -> None:
    facts, states = random_lives(Random(11), 3000, ties=0.3)
    rows = rows_of(facts)
    undone = {
        fact.stream for fact in facts if fact.name in ("case.unmerged", "case.refusal_overturned")
    }
    assert undone
    for case in undone:
        if states[case].stage is not Stage.MERGED:
            assert rows[case].merged_at is None
            assert rows[case].merged_into is None
        if states[case].stage is Stage.REGISTERED:
            assert rows[case].refused_at is None


def test_the_next_page_begins_after_the_moment_its_order_goes_by() -> None:
    facts, _ = random_lives(Random(1), 50)
    row = next(iter(rows_of(facts).values()))
    assert after_case(row, CaseOrder.RECEIVED_AT_ASC).at == row.received_at
    assert after_case(row, CaseOrder.LAST_EVENT_AT_DESC).at == row.last_event_at
