"""`liuhen migrate`: bring the database up to date."""

from infra.cli.console import out
from infra.settings import load_settings


def migrate() -> None:
    """Bring the database schema up to date. Safe to run from several machines at once."""
    from infra.database.migrate import migrate as apply
    from infra.rules import rules_of
    from infra.wiring import reachable

    settings = load_settings()
    rules_of(settings)
    with reachable(settings) as database:
        done = apply(database.admin_dsn, settings.schema_name)
    out.print(f"applied: {', '.join(done)}" if done else "up to date; nothing to do")
