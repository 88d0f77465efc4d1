"""A rule file with an error is refused at start: which file, which entry, and why."""

from importlib import resources

import pytest

from domain.policy.rulefile import RuleFileInvalid, rulebook_from
from tests.domain.policy.history import RULES

WHOLE = resources.files("domain.policy").joinpath(f"rules/{RULES}.toml").read_text("utf-8")

HEAD, _, _REST = WHOLE.partition("# ── A. intake")
HEAD = HEAD.replace('done = ["T03"]', 'done = ["T01"]')
FIRST = _REST.partition("[[timer]]")[2].partition("[[timer]]")[0]
TAIL = _REST.partition("# ── numbers")[2]

GOOD = f"{HEAD}\n[[timer]]{FIRST}\n# {TAIL}"
"""The rules with their first timer only, to be read quickly many times over."""

TIMER = """
[[timer]]
id = "T99"
zh = "试"
en = "Trial"
holder = "centre"
basis = "default"
source = "试"
length = "1 wd"
starts = ["case.accepted"]
stops = ["case.concluded"]
"""


def refused(text: str) -> tuple[str, str]:
    with pytest.raises(RuleFileInvalid) as caught:
        rulebook_from("trial.toml", text.encode())
    assert caught.value.file == "trial.toml"
    assert str(caught.value) == f"trial.toml: {caught.value.entry}: {caught.value.reason}"
    return caught.value.entry, caught.value.reason


def with_timer(*changes: tuple[str, str]) -> str:
    """The good file with one more timer in it, changed from a sound one."""
    timer = TIMER
    for old, new in changes:
        assert old in timer
        timer = timer.replace(old, new)
    return f"{HEAD}{timer}\n[[timer]]{FIRST}\n# {TAIL}"


def test_the_sound_timer_is_taken() -> None:
    assert list(rulebook_from("trial.toml", with_timer().encode()).timers) == ["T99", "T01"]


def test_a_timer_may_warn_by_a_measure_of_its_own() -> None:
    own = 'id = "T99"\namber = { share = 50, working_days = 5, share_by_the_clock = 60 }'
    book = rulebook_from("trial.toml", with_timer(('id = "T99"', own)).encode())
    assert book.amber_of("T99").working_days == 5
    assert book.amber_of("T01") == book.amber


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('"1 wd"', '"1 week"'), "no length"),
        (('"1 wd"', '"0 d"'), "no length"),
        (('"1 wd"', '"999999 d"'), "no length"),
        (('"1 wd"', '"2 h before day"'), "counts back"),
        (('"1 wd"', "5"), "Expected"),
        (('"centre"', '"somebody"'), "Invalid enum value"),
        (('"default"', '"hearsay"'), "Invalid enum value"),
        (('source = "试"', 'source = " "'), "no citation"),
        (('source = "试"\n', ""), "missing required field `source`"),
        (('["case.accepted"]', "[]"), "nothing starts it"),
        (('stops = ["case.concluded"]', ""), "nothing stops it"),
        (("case.accepted", "case.acepted"), "no event is called so"),
        (("case.accepted", "Accepted"), "no event is called so"),
        (('stops = ["case.concluded"]', 'halts = ["case.concluded"]'), "unknown field `halts`"),
        (('"case.concluded"', '{ event = "case.concluded", done = "at" }'), "not for this list"),
        (('"case.concluded"', '{ event = "case.concluded", at = "a b" }'), "no path"),
        (('"case.concluded"', '{ event = "case.concluded", when = { kind = ">=x" } }'), "number"),
        (('"case.concluded"', '{ event = "case.concluded", when = { type = "A" } }'), "type"),
        (
            ('"case.concluded"', '{ event = "case.concluded", when = { "now.mood" = "A" } }'),
            "nothing is remembered",
        ),
        (('"case.concluded"', '{ event = "case.concluded", scope = "order" }'), "scope"),
        (('id = "T99"', 'id = "T01"'), "another timer"),
        (('id = "T99"', 'id = "X1"'), "an id is T or L"),
        (('id = "T99"', 'id = "T99"\nlike = ["nothing"]'), "no pattern"),
        (('id = "T99"', 'id = "T99"\npauses = ["clock.suspended"]'), "never resumed"),
        (
            (
                'id = "T99"',
                'id = "T99"\nresumes = ["clock.resumed"]\n'
                'pauses = [{ event = "clock.suspended", most = "2 h" }]',
            ),
            "so many days",
        ),
        (('id = "T99"', 'id = "T99"\nextends = ["clock.extended"]'), "by how many days"),
        (
            ('length = "1 wd"', 'length = [{ term = "1 wd", when = { level = "RED" } }]'),
            "some matters would have none",
        ),
        (
            ('length = "1 wd"', 'length = [{ term = "1 wd" }, { term = "2 wd" }]'),
            "never reached",
        ),
        (('length = "1 wd"', "length = []"), "no length"),
    ],
    ids=lambda one: one if isinstance(one, str) else None,
)
def test_a_wrong_timer_is_named(change: tuple[str, str], says: str) -> None:
    entry, reason = refused(with_timer(change))
    assert entry in ("T99", "T01", "X1")
    assert says in reason


def test_a_timer_without_an_id_is_named_by_its_place() -> None:
    entry, reason = refused(with_timer(('id = "T99"\n', "")))
    assert entry == "timer 1"
    assert "`id`" in reason


@pytest.mark.parametrize(
    ("change", "entry", "says"),
    [
        (("version =", "verison ="), "the file", "verison"),
        (("valid_from = 2024-01-01", 'valid_from = "soon"'), "the file", "valid_from"),
        (('version = "liuhen-2026.1"', 'version = "Second Edition"'), "version", "no name"),
        (("[amber]", "[amber"), "the file", "line"),
        (('moved = "case.merged"', 'moved = "case.joined"'), "merging.moved", "no event"),
        (('event = "deadline.missed"', 'event = "a.b"'), "misses.event", "no event"),
        (
            ('rejected = "conclusion.rejected"', 'rejected = "a.b"'),
            "rejection.rejected",
            "no event",
        ),
        (('done = ["T01"]', 'done = ["T99"]'), "rejection.done", "no timer"),
        (('"risk.assessed: level"', '"risk.asessed: level"'), "memory.level", "no event"),
        (('"risk.assessed: level"', '"risk.assessed: a b"'), "memory.level", "no path"),
        (
            ("late_entry_lag = { value = 24", "late_entry_lag = { value = -1"),
            "numbers.late_entry_lag",
            "negative",
        ),
        (('"case.closed" =', '"caseclosed" ='), "events.caseclosed", "noun.past"),
    ],
)
def test_a_wrong_entry_beside_the_timers_is_named(
    change: tuple[str, str], entry: str, says: str
) -> None:
    old, new = change
    assert old in GOOD
    found, reason = refused(GOOD.replace(old, new, 1))
    assert found == entry
    assert says in reason


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(RuleFileInvalid, match="the file"):
        rulebook_from("trial.toml", b"\xff\xfe\x00")
