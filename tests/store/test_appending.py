"""Appending: contiguous versions, one winner per version, gap-free positions in commit order."""

import itertools
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import IntegrityError, ProgrammingError, StoredEvent
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.store.appender import EVENT_BYTES, Append, Verdict
from infra.store.recorder import Recorder
from tests.store.conftest import NewRecorder


def event(stream: UUID, version: int, data: bytes = b"{}") -> StoredEvent:
    return StoredEvent(stream, version, "case.accepted", data)


def append(stream: UUID, *versions: int, key: str | None = None, as_: bytes = b"a") -> Append:
    return Append(
        events=tuple(event(stream, version) for version in versions),
        key=key,
        fingerprint=None if key is None else as_ * 32,
    )


def test_versions_follow_each_other_from_one(recorder: Recorder) -> None:
    stream = uuid4()
    assert recorder.append(append(stream, 2)).kind == "conflict"
    assert recorder.append(append(stream, 1, 2)).kind == "stored"
    gap = recorder.append(append(stream, 4))
    assert (gap.kind, gap.current_version, gap.conflict_stream) == ("conflict", 2, stream)
    assert recorder.append(append(stream, 3)).kind == "stored"


def test_an_append_is_stored_whole_or_not_at_all(recorder: Recorder) -> None:
    one, other = uuid4(), uuid4()
    mixed = Append(events=(event(one, 1), event(other, 7)))
    assert recorder.append(mixed).kind == "conflict"
    assert recorder.size() == 0


def test_one_append_may_span_several_streams(recorder: Recorder) -> None:
    one, other = uuid4(), uuid4()
    both = recorder.append(Append(events=(event(one, 1), event(other, 1), event(one, 2))))
    assert (both.first_position, both.last_position) == (1, 3)


def test_the_same_key_and_content_is_answered_with_the_first_positions(recorder: Recorder) -> None:
    stream = uuid4()
    first = recorder.append(append(stream, 1, key="k"))
    again = recorder.append(append(stream, 1, key="k"))
    assert (first.kind, again.kind) == ("stored", "replayed")
    assert again.first_position == first.first_position
    assert again.recorded_at == first.recorded_at
    assert recorder.size() == 1


def test_the_same_key_with_other_content_is_refused(recorder: Recorder) -> None:
    recorder.append(append(uuid4(), 1, key="k"))
    assert recorder.append(append(uuid4(), 1, key="k", as_=b"b")).kind == "key_reused"
    assert recorder.size() == 1


def test_events_too_large_or_none_at_all_are_refused_before_the_database(
    recorder: Recorder,
) -> None:
    with pytest.raises(ProgrammingError):
        recorder.append(Append(events=(event(uuid4(), 1, b"x" * (EVENT_BYTES + 1)),)))
    with pytest.raises(ProgrammingError):
        recorder.append(Append(events=()))
    assert recorder.append(Append(events=(event(uuid4(), 1, b"x" * EVENT_BYTES),))).kind == "stored"


def test_one_bad_append_never_fails_its_neighbours(recorder: Recorder) -> None:
    bad = Append(events=(StoredEvent(uuid4(), 1, "Not A Name", b"{}"),))
    waiting = [recorder.appender.submit(append(uuid4(), 1)) for _ in range(20)]
    wrong = recorder.appender.submit(bad)
    waiting += [recorder.appender.submit(append(uuid4(), 1)) for _ in range(20)]
    assert {future.result().kind for future in waiting} == {"stored"}
    with pytest.raises(ProgrammingError):
        wrong.result()
    assert recorder.size() == 40


def race(count: int, act: Callable[[int], Verdict]) -> Counter[str]:
    with ThreadPoolExecutor(count) as threads:
        return Counter(verdict.kind for verdict in threads.map(act, range(count)))


def test_of_twenty_who_race_for_a_version_one_wins(new_recorder: NewRecorder) -> None:
    recorders = [new_recorder(), new_recorder()]
    stream = uuid4()
    for version in range(1, 6):
        won = race(20, lambda n, v=version: recorders[n % 2].append(append(stream, v)))
        assert won == {"stored": 1, "conflict": 19}
    assert [e.originator_version for e in recorders[0].select_events(stream)] == [1, 2, 3, 4, 5]


def test_of_twenty_identical_commands_one_is_stored(new_recorder: NewRecorder) -> None:
    recorders = [new_recorder(), new_recorder()]
    stream = uuid4()
    kinds = race(20, lambda n: recorders[n % 2].append(append(stream, 1, key="k")))
    assert kinds == {"stored": 1, "replayed": 19}


def test_positions_are_gap_free_and_times_never_run_backwards(new_recorder: NewRecorder) -> None:
    recorders = [new_recorder() for _ in range(3)]
    race(60, lambda n: recorders[n % 3].append(append(uuid4(), *range(1, 2 + n % 4))))
    rows = recorders[0].log(1, 1000)
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert all(one[4] <= two[4] for one, two in itertools.pairwise(rows))
    assert recorders[0].size() == len(rows)


def test_the_library_is_told_of_conflicts_in_its_own_words(recorder: Recorder) -> None:
    stream = uuid4()
    recorder.insert_events([event(stream, 1)])
    with pytest.raises(IntegrityError):
        recorder.insert_events([event(stream, 1)])


Plan = list[tuple[int, int, int | None]]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(1, 3), st.none() | st.integers(0, 4)), max_size=12
    )
)
def test_a_batch_always_has_the_verdicts_of_its_appends_one_by_one(
    recorder: Recorder, plan: Plan
) -> None:
    """Group commit changes nothing: the fast path and the walk agree with a simple model."""
    streams = [uuid4() for _ in range(4)]
    suffix = uuid4()
    versions: Counter[int] = Counter()
    keys: dict[int, tuple[int, int]] = {}
    expected: list[str] = []
    futures = []
    for stream, first, key in plan:
        same = keys.get(key) if key is not None else None
        if same is not None:
            expected.append("replayed" if same == (stream, first) else "key_reused")
        elif first == versions[stream] + 1:
            expected.append("stored")
            versions[stream] += 1
            if key is not None:
                keys[key] = (stream, first)
        else:
            expected.append("conflict")
        fingerprint = bytes([stream, first])
        futures.append(
            recorder.appender.submit(
                Append(
                    events=(event(streams[stream], first),),
                    key=None if key is None else f"{suffix}-{key}",
                    fingerprint=None if key is None else fingerprint * 16,
                )
            )
        )
    assert [future.result().kind for future in futures] == expected
