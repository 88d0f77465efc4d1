"""Settings: every one explained, every mistake reported at once, no secret ever shown."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from infra.settings import Settings, SettingsInvalid, describe, load_settings

PASSWORD = "correct horse"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in [*os.environ]:
        if variable.startswith("LIUHEN_") or variable == "PORT":
            monkeypatch.delenv(variable)
    monkeypatch.chdir(tmp_path)


def problems() -> dict[str, str]:
    with pytest.raises(SettingsInvalid) as told:
        load_settings()
    for variable, message in told.value.problems:
        assert f"{variable}: {message}" in str(told.value)
    return dict(told.value.problems)


def test_without_any_settings_it_runs_from_the_working_folder(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.home == tmp_path / ".liuhen"
    assert settings.keys_dir == tmp_path / ".liuhen" / "keys"
    assert settings.database_url is None
    assert (settings.host, settings.port, settings.schema_name) == ("127.0.0.1", 8000, "liuhen")


def test_every_mistake_is_reported_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "LIUHEN_PORT": "eighty",
        "LIUHEN_SCHEMA": "County-1",
        "LIUHEN_DATABASE_URL": "mysql://db",
        "LIUHEN_LOG_LEVEL": "loud",
        "LIUHEN_APPEND_BATCH_MAX": "0",
        "LIUHEN_CORS_ORIGINS": "https://a.example/, https://b.example",
        "LIUHEN_JWKS": "http://keys.example/jwks.json",
    }
    for variable, value in wrong.items():
        monkeypatch.setenv(variable, value)
    assert problems().keys() == wrong.keys()


def test_values_come_from_variables_of_the_settings_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LIUHEN_HOME", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("LIUHEN_SCHEMA", "qingshui")
    monkeypatch.setenv("LIUHEN_KEYS_DIR", "/secure/keys")
    monkeypatch.setenv("LIUHEN_CORS_ORIGINS", "https://a.example, http://localhost:5173")
    monkeypatch.setenv("LIUHEN_LOG_LEVEL", "debug")
    settings = load_settings()
    assert settings.home == tmp_path / "elsewhere"
    assert settings.schema_name == "qingshui"
    assert settings.keys_dir == Path("/secure/keys")
    assert settings.cors_origins == ["https://a.example", "http://localhost:5173"]
    assert settings.log_level == "DEBUG"


def test_port_is_read_from_port_too_and_the_longer_name_wins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORT", "9000")
    assert load_settings().port == 9000
    monkeypatch.setenv("LIUHEN_PORT", "9001")
    assert load_settings().port == 9001


def test_a_mistake_names_the_variable_it_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "x")
    assert problems().keys() == {"PORT"}


def test_the_port_that_kubernetes_sets_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIUHEN_PORT", "tcp://10.0.0.1:80")
    assert "enableServiceLinks" in problems()["LIUHEN_PORT"]


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIUHEN_DATABASE_URL", "")
    assert load_settings().database_url is None


def test_a_misspelt_setting_is_reported_and_others_prefix_sharers_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LIUHEN_DATABSE_URL", "postgresql://db/liuhen")
    monkeypatch.setenv("LIUHEN_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("LIUHEN_PORT_80_TCP", "tcp://10.0.0.1:80")
    found = problems()
    assert found.keys() == {"LIUHEN_DATABSE_URL"}
    assert "LIUHEN_DATABASE_URL" in found["LIUHEN_DATABSE_URL"]


@pytest.mark.parametrize(
    "name", ["pg_county", "public", "information_schema", "a_read", "a_vault", "Ä", "a" * 42, "a;"]
)
def test_schema_names_that_would_clash_are_refused(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIUHEN_SCHEMA", name)
    assert problems().keys() == {"LIUHEN_SCHEMA"}


ADDRESSES = [
    "postgresql://county:{}@db.example/liuhen",
    "postgresql://db.example/liuhen?user=county&password={}",
    "host=db.example dbname=liuhen user=county password='{}'",
    "postgresql://county@db.example/liuhen?sslkey=k&sslpassword={}",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_password_is_never_shown(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = PASSWORD if address.startswith("host") else PASSWORD.replace(" ", "%20")
    monkeypatch.setenv("LIUHEN_DATABASE_URL", address.format(secret))
    settings = load_settings()
    shown = f"{settings!r} {settings} {settings.model_dump_json()} {describe(settings)}"
    assert "horse" not in shown
    assert "host=db.example" in str(describe(settings))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=4, max_size=20))
def test_a_wrong_address_is_never_repeated(secret: str) -> None:
    marked = f"{secret}horse{secret}"
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv(
            "LIUHEN_DATABASE_URL", f"postgres://county:{marked}@[db/liuhen?x={marked}"
        )
        with pytest.raises(SettingsInvalid) as told:
            load_settings()
    assert "horse" not in str(told.value)


def test_every_setting_is_described_in_one_sentence() -> None:
    rows = describe(load_settings())
    assert [row.name for row in rows] == list(Settings.model_fields)
    for row in rows:
        assert row.description.endswith(".")
        assert row.description[0].isupper()
        assert ". " not in row.description
        assert row.variable.startswith("LIUHEN_")


def test_settings_can_be_made_in_code(tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path, port=0, schema_name="qingshui", database_url=SecretStr("host=/run")
    )
    assert (settings.port, settings.schema_name) == (0, "qingshui")
