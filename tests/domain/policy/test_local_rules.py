"""A jurisdiction's stricter rule runs beside the legal one, never instead (domain.md §3.2)."""

from datetime import date

import pytest

from domain.policy.calendar import china
from domain.policy.clock import State
from domain.policy.rulebook import Policy, Rulebooks
from domain.policy.rulefile import RuleFileInvalid, local_days, with_local
from domain.policy.timers import Basis
from tests.domain.policy.history import (
    BOOK,
    MED,
    RULES,
    It,
    after,
    at,
    clock,
    due_on,
    it,
    opened,
    state,
    terminated,
)

LOCAL = """
version = "yunxi-1"
valid_from = 2025-07-01
zh = "云溪县从严规则"
source = "云溪县关于加快纠纷调解的通知"
off = [2025-03-03]

[[timer]]
id = "L01"
beside = "T20"
zh = "人民调解内部期限"
en = "People's mediation, internal"
length = "20 d"
source = "云溪县关于加快纠纷调解的通知"
"""

STRICTER = with_local(BOOK, "yunxi.toml", LOCAL.encode())
BOTH = Policy(rules=Rulebooks(books=(BOOK, STRICTER)), calendar=china())


def opened_locally() -> It:
    return it(
        "mediation.opened", "2025-09-01", rules=STRICTER.version, mediation=MED, kind="PEOPLES"
    )


def test_both_terms_run_side_by_side() -> None:
    clocks = after(opened_locally(), policy=BOTH)
    assert due_on(clocks, "T20", MED) == "2025-10-09"
    assert due_on(clocks, "L01", MED) == "2025-09-22"
    assert clock(clocks, "T20", MED).basis is Basis.LAW
    assert clock(clocks, "L01", MED).basis is Basis.LOCAL
    assert STRICTER.timers["L01"].beside == "T20"


def test_the_internal_miss_is_no_breach_of_the_legal_term() -> None:
    ended = terminated("2025-09-30")
    clocks = after(opened_locally(), ended, policy=BOTH)
    assert state(clocks, "L01", "2025-10-01", MED) is State.MISSED
    assert state(clocks, "T20", "2025-10-01", MED) is State.MET


def test_a_matter_judged_by_the_plain_rules_knows_no_local_term() -> None:
    assert after(opened("2025-09-01"), policy=BOTH).of("L01", MED) is None


def test_a_clock_keeps_the_rules_it_began_under() -> None:
    later = it(
        "mediation.terminated", "2025-09-30", rules=STRICTER.version, mediation=MED, reason="M03"
    )
    clocks = after(opened("2025-09-01"), later, policy=BOTH)
    assert clock(clocks, "T20", MED).rules == RULES
    assert clock(clocks, "T35", MED).rules == STRICTER.version


def test_the_local_version_is_in_force_from_its_day_on() -> None:
    assert STRICTER.version == f"{RULES}+yunxi-1"
    assert BOTH.rules.at(at("2025-06-30")).version == RULES
    assert BOTH.rules.at(at("2025-07-01")).version == STRICTER.version


def test_the_local_days_come_from_the_same_file() -> None:
    days = local_days("yunxi.toml", LOCAL.encode())
    assert days.off == (date(2025, 3, 3),)
    assert not china().with_local(days).is_working(date(2025, 3, 3))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('"20 d"', '"40 d"'), "shorter"),
        (('"20 d"', '"1 mo"'), "shorter"),
        (('"20 d"', '"soon"'), "no length"),
        (('beside = "T20"', 'beside = "T99"'), "no timer"),
        (('id = "L01"', 'id = "T20"'), "id of its own"),
        (('en = "People\'s mediation, internal"', "early = true"), "unknown field"),
    ],
)
def test_a_local_rule_that_is_not_stricter_or_not_sound_is_refused(
    change: tuple[str, str], says: str
) -> None:
    old, new = change
    assert old in LOCAL
    with pytest.raises(RuleFileInvalid, match=says) as caught:
        with_local(BOOK, "yunxi.toml", LOCAL.replace(old, new).encode())
    assert caught.value.file == "yunxi.toml"


def test_two_local_rules_may_not_share_an_id() -> None:
    _, _, timer = LOCAL.partition("[[timer]]")
    with pytest.raises(RuleFileInvalid, match="another timer"):
        with_local(BOOK, "yunxi.toml", f"{LOCAL}\n[[timer]]{timer}".encode())


def test_a_day_is_not_off_and_worked_at_once() -> None:
    both = LOCAL.replace("off = [2025-03-03]", "off = [2025-03-03]\nworking = [2025-03-03]")
    with pytest.raises(RuleFileInvalid, match="2025-03-03"):
        local_days("yunxi.toml", both.encode())
