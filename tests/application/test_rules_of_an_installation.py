"""A jurisdiction's own rules run beside those of the product, from their day on; never instead."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.policy.packaged import packaged_policy
from domain.policy.rulefile import RuleFileInvalid
from infra.rules import rules_of
from infra.settings import Settings, SettingsInvalid

OURS = """
version = "yunxi-{name}"
valid_from = {valid_from}
zh = "云溪县从严规定"
source = "云政办〔2025〕1号"
off = [2025-04-07]

[[timer]]
id = "{timer}"
beside = "T02"
zh = "受理决定(从严)"
en = "Acceptance, stricter"
length = "{length}"
source = "云政办〔2025〕1号第三条"
"""


def written(folder: Path, name: str = "2025.1", **changes: str) -> Path:
    file = folder / f"{name}.toml"
    told = {"valid_from": "2025-06-01", "timer": "L01", "length": "1 wd", "name": name}
    file.write_text(OURS.format(**(told | changes)), encoding="utf-8")
    return file


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)


def test_without_a_file_the_rules_are_those_of_the_product(tmp_path: Path) -> None:
    assert rules_of(Settings(home=tmp_path)) is packaged_policy()


def test_a_local_term_runs_beside_the_legal_one_from_its_day(tmp_path: Path) -> None:
    policy = rules_of(Settings(home=tmp_path, rules=written(tmp_path)))
    before, after = policy.rules.at(at("2025-05-31")), policy.rules.at(at("2025-06-01"))
    assert "L01" not in before.timers
    assert after.version == f"{before.version}+yunxi-2025.1"
    assert after.timers["L01"].beside == "T02"
    assert after.timers["T02"] == before.timers["T02"]


def test_events_of_both_times_find_their_rules(tmp_path: Path) -> None:
    policy = rules_of(Settings(home=tmp_path, rules=written(tmp_path)))
    for book in policy.rules.books:
        assert policy.rules.of(book.version) is book


def test_a_local_day_of_rest_is_no_working_day(tmp_path: Path) -> None:
    policy = rules_of(Settings(home=tmp_path, rules=written(tmp_path)))
    assert packaged_policy().calendar.is_working(date(2025, 4, 7))
    assert not policy.calendar.is_working(date(2025, 4, 7))


def test_the_newest_file_of_a_folder_is_in_force(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, "2026.1", valid_from="2026-01-01", timer="L02")
    policy = rules_of(Settings(home=tmp_path, rules=tmp_path))
    assert "L01" in policy.rules.at(at("2025-12-31")).timers
    assert "L02" in policy.rules.at(at("2026-01-01")).timers


def test_a_term_that_is_not_stricter_is_refused_by_name(tmp_path: Path) -> None:
    file = written(tmp_path, length="30 wd")
    with pytest.raises(RuleFileInvalid) as fault:
        rules_of(Settings(home=tmp_path, rules=file))
    assert (fault.value.file, fault.value.entry) == (file.name, "L01")


def test_two_files_from_the_same_day_are_refused(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, "2025.2")
    with pytest.raises(RuleFileInvalid, match=r"2025\.2\.toml: valid_from"):
        rules_of(Settings(home=tmp_path, rules=tmp_path))


def test_the_same_version_twice_is_refused(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "copy.toml").write_bytes((tmp_path / "2025.1.toml").read_bytes())
    with pytest.raises(RuleFileInvalid, match="is there already"):
        rules_of(Settings(home=tmp_path, rules=tmp_path))


def test_a_file_that_is_not_there_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="LIUHEN_RULES"):
        rules_of(Settings(home=tmp_path, rules=tmp_path / "nowhere.toml"))
