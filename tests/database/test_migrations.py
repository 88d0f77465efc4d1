"""Migrations: each revision once, all or nothing, whoever starts when, and never backwards."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from infra.database.embedded import EmbeddedPostgres
from infra.database.faults import AdministratorNeeded, SchemaTooNew
from infra.database.migrate import migrate, pending
from infra.database.migrations import SQL, VERSIONS, revisions, statements
from tests.conftest import FAST, Database, postgresql_15
from tests.database.products import ROOT

MIGRATES = """
import sys
from infra.database.migrate import migrate
print(*migrate(sys.argv[1], "liuhen"))
"""


@pytest.fixture(params=["embedded", "pg15"])
def new_server(request: pytest.FixtureRequest, place: Path) -> Iterator[EmbeddedPostgres]:
    """A server of each version on which nothing has been migrated."""
    finished = "finished_home" if request.param == "embedded" else "finished_home_pg15"
    home = place / "server"
    subprocess.run(["cp", "-a", request.getfixturevalue(finished), home], check=True)
    binaries = None if request.param == "embedded" else postgresql_15()
    with EmbeddedPostgres(home, binaries=binaries, options=FAST) as server:
        yield server


def migrated_at_once(dsns: list[str]) -> list[list[str]]:
    """What each of as many processes, started together, says it applied."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", MIGRATES, dsn],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for dsn in dsns
    ]
    answers = [process.communicate() for process in processes]
    assert [complaint for _, complaint in answers if complaint] == []
    return [output.split() for output, _ in answers]


def run(dsn: str, *statements: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def tables(dsn: str, schema: str) -> list[str]:
    with psycopg.connect(dsn) as connection:
        found = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema]
        )
        return [row[0] for row in found]


def test_six_processes_that_start_at_once_apply_each_revision_once(
    new_server: EmbeddedPostgres,
) -> None:
    answers = migrated_at_once([new_server.dsn()] * 6)
    assert sorted(revision for answer in answers for revision in answer) == revisions()
    assert pending(new_server.dsn(), "liuhen") == []


def test_databases_migrated_at_once_share_the_roles_of_a_new_cluster(
    new_server: EmbeddedPostgres,
) -> None:
    names = [f"county_{number}" for number in range(4)]
    run(new_server.dsn(), *(f"CREATE DATABASE {name}" for name in names))
    answers = migrated_at_once([new_server.dsn(database=name) for name in names])
    assert answers == [revisions()] * len(names)


def test_threads_that_migrate_at_once_take_turns(database: Database) -> None:
    with ThreadPoolExecutor(3) as pool:
        schemas = ["one", "two", "three"]
        applied = list(pool.map(lambda schema: migrate(database.admin_dsn, schema), schemas))
    assert applied == [revisions()] * len(schemas)


def test_schemas_of_several_jurisdictions_live_in_one_database(database: Database) -> None:
    assert migrate(database.admin_dsn, "qingshui") == revisions()
    assert tables(database.admin_dsn, "qingshui") == tables(database.admin_dsn, database.schema)


def test_migrating_what_is_up_to_date_does_nothing(database: Database) -> None:
    assert migrate(database.admin_dsn, database.schema) == []


def test_the_product_may_ask_whether_anything_is_pending(any_database: Database) -> None:
    assert pending(any_database.app_dsn, any_database.schema) == []
    assert pending(any_database.app_dsn, "not_there_yet") == revisions()


def test_only_what_is_missing_is_applied(database: Database) -> None:
    assert len(revisions()) > 1
    run(
        database.admin_dsn,
        f"UPDATE {database.schema}.migration SET version_num = '{revisions()[-2]}'",
    )
    assert pending(database.admin_dsn, database.schema) == revisions()[-1:]


def test_a_migration_that_fails_leaves_everything_as_it_was(database: Database) -> None:
    run(
        database.admin_dsn,
        "CREATE SCHEMA broken AUTHORIZATION liuhen_owner",
        "CREATE TABLE broken.events (in_the_way int)",
    )
    with pytest.raises(Exception, match="already exists"):
        migrate(database.admin_dsn, "broken")
    assert tables(database.admin_dsn, "broken") == ["events"]
    assert pending(database.admin_dsn, "broken") == revisions()
    run(database.admin_dsn, "DROP TABLE broken.events")
    assert migrate(database.admin_dsn, "broken") == revisions()


def test_a_schema_of_a_newer_release_is_refused(database: Database) -> None:
    run(database.admin_dsn, f"UPDATE {database.schema}.migration SET version_num = '9999'")
    for ask in (pending, migrate):
        with pytest.raises(SchemaTooNew, match="revision 9999"):
            ask(database.admin_dsn, database.schema)


def test_asking_what_is_pending_loads_no_migration_library(database: Database) -> None:
    script = (
        "import sys; from infra.database.migrate import pending;"
        f"pending(sys.argv[1], {database.schema!r});"
        "print(sorted({'alembic', 'sqlalchemy'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, database.app_dsn]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"


def test_a_login_without_rights_is_told_what_to_have_run_and_that_is_enough(
    new_server: EmbeddedPostgres,
) -> None:
    run(new_server.dsn(), 'CREATE ROLE "the-county" LOGIN')
    login = new_server.dsn("the-county")
    with pytest.raises(AdministratorNeeded) as told:
        migrate(login, "liuhen")
    assert "CREATE ROLE liuhen_owner" in str(told.value)
    assert "CREATE ROLE liuhen_app" not in told.value.statements, "this one is there already"
    with psycopg.connect(new_server.dsn(), autocommit=True) as administrator:
        administrator.execute(told.value.statements.encode())
    assert migrate(login, "liuhen") == revisions()


def test_a_login_that_may_create_roles_needs_no_administrator(
    new_server: EmbeddedPostgres,
) -> None:
    run(
        new_server.dsn(),
        "DROP ROLE liuhen_app",
        "CREATE ROLE county LOGIN CREATEROLE",
        "GRANT CREATE ON DATABASE liuhen TO county",
    )
    assert migrate(new_server.dsn("county"), "liuhen") == revisions()


def test_every_file_of_statements_has_its_script_and_names_itself() -> None:
    files = sorted(path.stem for path in SQL.glob("0*.sql"))
    scripts = sorted(path.stem for path in VERSIONS.glob("0*.py"))
    assert files == ["0000_roles_and_schemas", *scripts]
    for script in scripts:
        text = (VERSIONS / f"{script}.py").read_text(encoding="utf-8")
        assert f'run_file("{script}.sql")' in text
        assert f'revision = "{script[:4]}"' in text


def test_every_file_of_statements_works_for_any_schema_name(tmp_path: Path) -> None:
    for path in SQL.glob("0*.sql"):
        text = statements(path.name, "order_2")
        assert ":schema" not in text
        assert ":'schema" not in text
        assert '"order_2' in text


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        (":schema.events", '"liuhen".events'),
        (":schema_read.cases", '"liuhen_read".cases'),
        (":schema_vault.keys", '"liuhen_vault".keys'),
        ("':schema.events'::regclass", "'\"liuhen\".events'::regclass"),
        ("notify(:'schema')", "notify('liuhen')"),
        (":'schema_vault'", "'liuhen_vault'"),
        ("a[1:n], b::schema, x := 1, '12:30', '{\"a\":true}'", None),
        (":schematic :schema_reader", None),
    ],
)
def test_placeholders_become_names(
    written: str, becomes: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.database.migrations.SQL", tmp_path)
    (tmp_path / "example.sql").write_text(written, encoding="utf-8")
    assert statements("example.sql", "liuhen") == (becomes or written)
