"""A log that nobody tampered with is found sound, whatever it went through."""

import msgspec
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel import Event
from domain.person import PersonKind
from infra.database.connections import application_dsn
from infra.ledger.suite import SHA256_ED25519
from infra.store.mapper import EventMapper
from infra.verification.log_check import check_log
from infra.verification.outside import Outside
from infra.verification.report import Level, Report
from tests.ledger.county import MAPPER, County, NothingSealed
from tests.verification.verifying import verified


def test_a_sealed_log_is_signed(any_county: County) -> None:
    any_county.grown(3, 260, 1)
    report = verified(any_county)
    assert (report.ok, report.level, report.problems) == (True, Level.SIGNED, ())
    assert (report.events, report.sealed, report.unsealed) == (264, 264, 0)
    assert (report.streams, report.commands, report.unkeyed) == (3, 3, 0)
    # Three stored checkpoints, and the signer's memory of the last.
    assert report.checkpoints == 4
    assert report.key == any_county.key.text()
    assert report.first_wrong is None


def test_events_after_the_last_checkpoint_are_counted_as_unsealed(sealed: County) -> None:
    sealed.append(9)
    report = verified(sealed)
    assert report.ok
    assert (report.events, report.sealed, report.unsealed) == (309, 300, 9)


def test_a_log_that_was_never_sealed_is_self_consistent(county: County) -> None:
    county.append(5)
    report = verified(county)
    assert (report.ok, report.level) == (True, Level.SELF_CONSISTENT)
    assert (report.sealed, report.unsealed) == (0, 5)


def test_an_empty_log_is_what_its_signer_began_with(county: County) -> None:
    report = verified(county)
    assert (report.ok, report.level, report.events) == (True, Level.SIGNED, 0)


def test_without_a_key_no_more_than_consistency_is_claimed(sealed: County) -> None:
    report = verified(sealed, verifier=None, memory=None)
    assert (report.ok, report.level) == (True, Level.SELF_CONSISTENT)
    assert (report.sealed, report.checkpoints, report.key) == (300, 4, None)


def test_a_signature_that_was_never_committed_is_no_problem(sealed: County) -> None:
    """The signer remembers a checkpoint that the database, killed meanwhile, does not have."""
    sealed.append(4)
    memory = sealed.memory.read_bytes()
    sealed.seal()
    ahead = sealed.memory.read_bytes()
    assert memory != ahead
    sealed.tamper(
        "DELETE FROM liuhen.checkpoints WHERE size = 304",
        "UPDATE liuhen.tiles SET width = 44, hashes = substring(hashes FOR 44 * 32)"
        " WHERE level = 0 AND index = 1",
    )
    report = verified(sealed)
    assert (report.ok, report.level) == (True, Level.SIGNED)
    assert (report.events, report.sealed, report.checkpoints) == (304, 304, 5)


def test_any_kept_checkpoint_of_the_same_story_is_confirmed(sealed: County) -> None:
    store = sealed.ask("SELECT note FROM liuhen.checkpoints ORDER BY size")
    kept = tuple((f"stick {n}", note) for n, (note,) in enumerate(store))
    report = verified(sealed, kept=kept)
    assert report.ok
    assert report.checkpoints == 9


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    plan=st.lists(
        st.tuples(
            st.lists(st.integers(1, 40), max_size=8),
            st.sampled_from([None, 1, 30, 1000]),
            st.integers(1, 9),
        ),
        max_size=4,
    )
)
def test_whatever_was_appended_and_sealed_is_always_sound(
    county: County, plan: list[tuple[list[int], int | None, int]]
) -> None:
    county.empty()
    for acts, batch, streams in plan:
        county.append(*acts, streams=streams)
        if batch is not None:
            county.seal(batch_events=max(batch, sum(acts) // 20))
    report = verified(county)
    assert report.ok, report.problems
    assert report.events == sum(sum(acts) for acts, _, _ in plan)
    assert report.unkeyed == 0


def test_an_auditor_without_any_other_right_can_verify(sealed: County) -> None:
    report = check_log(
        application_dsn(sealed.database.admin_dsn, role="liuhen_auditor"),
        sealed.database.schema,
        reader=MAPPER,
        suite=SHA256_ED25519,
        outside=Outside(verifier=sealed.key),
    )
    assert (report.ok, report.level) == (True, Level.SIGNED)


def test_progress_is_told_up_to_the_end(sealed: County) -> None:
    told: list[tuple[int, int]] = []
    check_log(
        sealed.dsn,
        sealed.database.schema,
        reader=MAPPER,
        suite=SHA256_ED25519,
        outside=Outside(),
        progress=lambda done, total: told.append((done, total)),
    )
    assert told[-1] == (300, 300)


def test_a_report_is_json(sealed: County) -> None:
    report = verified(sealed)
    text = msgspec.json.encode(report)
    assert b'"level":"SIGNED"' in text
    assert msgspec.json.decode(text, type=Report) == report


def test_verifying_changes_nothing_and_waits_for_nobody(sealed: County) -> None:
    """An append that has not committed yet holds the head; verifying neither sees nor awaits it."""
    with psycopg.connect(sealed.database.admin_dsn) as writer:
        writer.execute("SELECT size FROM liuhen.head FOR UPDATE")
        writer.execute("UPDATE liuhen.head SET size = size + 1")
        before = [sealed.ask(f"SELECT * FROM liuhen.{table}") for table in ("events", "head")]
        assert verified(sealed).ok
        assert before == [
            sealed.ask(f"SELECT * FROM liuhen.{table}") for table in ("events", "head")
        ]
        writer.rollback()


@pytest.mark.parametrize("size", [255, 256, 257, 511, 512, 513])
def test_logs_that_end_where_a_tile_ends_are_sound(county: County, size: int) -> None:
    county.append(size)
    county.seal()
    assert verified(county).ok


def test_events_stored_in_an_older_shape_are_sound(sealed: County) -> None:
    """A later release reads them through an upcast; the bytes stay those of their own time."""

    class Grown(Event, tag="person.registered"):
        schema = 2
        person: str
        kind: PersonKind
        label: str
        language: str

    later = EventMapper(
        NothingSealed(),
        events={"person.registered": Grown},
        upcasts={("person.registered", 1): lambda payload: {**payload, "language": "zh"}},
        kinds={"person.registered": "person"},
    )
    report = check_log(
        sealed.dsn,
        sealed.database.schema,
        reader=later,
        suite=SHA256_ED25519,
        outside=Outside(verifier=sealed.key),
    )
    assert (report.ok, report.level) == (True, Level.SIGNED), report.problems
