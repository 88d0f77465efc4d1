"""Who may do what in the three schemas: the rights that hold before any table grants its own."""

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from infra.database.connections import application_dsn
from tests.conftest import Database


def as_role(database: Database, role: str) -> psycopg.Connection:
    return psycopg.connect(application_dsn(database.admin_dsn, role=role), autocommit=True)


def as_administrator(database: Database, *statements: str) -> None:
    with psycopg.connect(database.admin_dsn, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def refused(connection: psycopg.Connection, statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        connection.execute(statement.encode())


def test_the_product_makes_tables_among_projections_only(any_database: Database) -> None:
    with psycopg.connect(any_database.app_dsn, autocommit=True) as app:
        app.execute("CREATE TABLE liuhen_read.cases (id int)")
        for schema in ("liuhen", "liuhen_vault", "public"):
            refused(app, f"CREATE TABLE {schema}.mine (id int)")
            refused(app, f"CREATE FUNCTION {schema}.mine() RETURNS int LANGUAGE sql RETURN 1")


def test_the_product_cannot_become_anybody_else(any_database: Database) -> None:
    with psycopg.connect(any_database.app_dsn, autocommit=True) as app:
        for role in ("postgres", "liuhen_owner", "liuhen_migrator", "liuhen_auditor"):
            refused(app, f"SET ROLE {role}")
        refused(app, "ALTER ROLE liuhen_app SUPERUSER")
        refused(app, "CREATE ROLE helper")
        refused(app, "SET session_replication_role = replica")


def test_the_product_cannot_touch_the_history_of_the_schema(any_database: Database) -> None:
    with psycopg.connect(any_database.app_dsn, autocommit=True) as app:
        app.execute("SELECT version_num FROM liuhen.migration")
        refused(app, "UPDATE liuhen.migration SET version_num = '0000'")
        refused(app, "DROP TABLE liuhen.migration")
        refused(app, "DROP SCHEMA liuhen CASCADE")


def test_a_new_table_or_function_of_the_owner_is_nobodys_until_granted(
    any_database: Database,
) -> None:
    with as_role(any_database, "liuhen_owner") as owner:
        owner.execute("CREATE TABLE liuhen.secrets (id int)")
        owner.execute("CREATE FUNCTION liuhen.act() RETURNS int LANGUAGE sql RETURN 1")
    for role in ("liuhen_app", "liuhen_auditor"):
        with as_role(any_database, role) as connection:
            refused(connection, "SELECT * FROM liuhen.secrets")
            refused(connection, "SELECT liuhen.act()")


def test_a_reader_reads_projections_made_later_and_nothing_else(any_database: Database) -> None:
    with psycopg.connect(any_database.app_dsn, autocommit=True) as app:
        app.execute("CREATE TABLE liuhen_read.later (id int)")
    with as_role(any_database, "liuhen_reader") as reader:
        reader.execute("SELECT * FROM liuhen_read.later")
        refused(reader, "INSERT INTO liuhen_read.later VALUES (1)")
        refused(reader, "CREATE TABLE liuhen_read.mine (id int)")
        refused(reader, "SELECT * FROM liuhen.migration")


def test_an_auditor_sees_neither_projections_nor_the_vault(any_database: Database) -> None:
    as_administrator(
        any_database,
        "CREATE TABLE liuhen_read.cases (id int)",
        "CREATE TABLE liuhen_vault.names (id int)",
    )
    with as_role(any_database, "liuhen_auditor") as auditor:
        refused(auditor, "SELECT * FROM liuhen_read.cases")
        refused(auditor, "SELECT * FROM liuhen_vault.names")


def test_everything_in_the_store_and_the_vault_belongs_to_the_owner(
    any_database: Database,
) -> None:
    with psycopg.connect(any_database.admin_dsn) as connection:
        owners = connection.execute(
            """
            SELECT DISTINCT pg_get_userbyid(owner)
            FROM (SELECT relnamespace AS schema, relowner AS owner FROM pg_class
                  UNION ALL SELECT pronamespace, proowner FROM pg_proc
                  UNION ALL SELECT oid, nspowner FROM pg_namespace) AS things
            WHERE schema IN ('liuhen'::regnamespace, 'liuhen_vault'::regnamespace)
            """
        ).fetchall()
    assert owners == [("liuhen_owner",)]


def test_nobody_logs_in_as_the_owner(any_database: Database) -> None:
    with psycopg.connect(any_database.admin_dsn) as connection:
        may_login = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'liuhen%' AND rolcanlogin"
        ).fetchall()
    assert may_login == [("liuhen_app",)]
