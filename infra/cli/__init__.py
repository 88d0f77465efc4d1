"""The command line: `liuhen --help`.

Exit codes: 0 done; 1 checked and found wrong, or refused; 2 used wrongly; 3 the database is away
or not usable; 4 a setting or a rule file is wrong.
"""

import sys
from collections.abc import Callable
from importlib import import_module

import typer

from infra.cli.console import complain
from infra.cli.exits import DATABASE_AWAY, FOUND_WRONG, SETTING_WRONG

app = typer.Typer(
    name="liuhen",
    help="留痕 Liuhen: 县镇村一站式矛盾纠纷调处化解中心的可审计后端。"
    " An audit-grade backend for dispute-mediation centres.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

COMMANDS = (
    "serve",
    "work",
    "migrate",
    "demo",
    "people",
    "token",
    "rebuild",
    "verify",
    "replay",
    "policy",
    "watch",
    "settings",
)


def _register() -> None:
    for name in COMMANDS:
        command: Callable[..., None] | typer.Typer
        command = getattr(import_module(f"infra.cli.{name}"), name)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)


def main() -> None:
    """Run the command line, and turn faults an operator can mend into one clear sentence."""
    from domain.policy.calendar import CalendarDisagrees
    from domain.policy.rulefile import RuleFileInvalid
    from infra.database.faults import DatabaseFault
    from infra.logs import write_logs
    from infra.settings import SettingsInvalid
    from infra.vault.keys import KeyFileUnsafe

    _register()
    write_logs("WARNING")  # Standard output is for results; only `serve` and `work` tell more.
    try:
        app()
    except (SettingsInvalid, RuleFileInvalid, CalendarDisagrees) as fault:
        complain(str(fault))
        sys.exit(SETTING_WRONG)
    except DatabaseFault as fault:
        complain(str(fault))
        sys.exit(DATABASE_AWAY)
    except KeyFileUnsafe as fault:
        complain(str(fault))
        sys.exit(FOUND_WRONG)
