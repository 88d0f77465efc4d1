"""`liuhen policy`: the rules that time is judged by, and why a case's clocks stand as they do."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from infra.cli.console import complain, out, print_json
from infra.cli.exits import FOUND_WRONG
from infra.settings import load_settings

policy = typer.Typer(
    help="Show and check the rules of time, and explain the clocks of a case.",
    no_args_is_help=True,
)


@policy.command()
def show(
    version: Annotated[
        str | None, typer.Option(help="A version of the rules; the one in force unless given.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Print every timer: what starts and stops it, how long it is, and on what it rests."""
    from domain.policy.explain import number_lines, timer_lines
    from domain.policy.packaged import packaged
    from domain.policy.rulebook import RuleVersionUnknown
    from infra.wiring import now

    rules = packaged()
    try:
        book = rules.at(now()) if version is None else rules.of(version)
    except RuleVersionUnknown:
        known = ", ".join(each.version for each in rules.books)
        complain(f"there are no rules {version}; there are: {known}")
        sys.exit(FOUND_WRONG)
    if as_json:
        print_json({"version": book.version, "timers": list(book.timers.values())})
        return
    out.print(f"{book.zh} {book.version},自{book.valid_from}起", markup=False)
    for timer in book.timers.values():
        out.print("\n".join(("", *timer_lines(timer, book))), markup=False, soft_wrap=True)
    out.print("\n".join(("", *number_lines(book.numbers))), markup=False, soft_wrap=True)


@policy.command()
def check(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A rule file (TOML).")],
) -> None:
    """Say whether a rule file can be used; if not, which entry is wrong and why."""
    from domain.policy.rulefile import RuleFileInvalid, rulebook_from

    try:
        book = rulebook_from(file.name, file.read_bytes())
    except RuleFileInvalid as fault:
        complain(str(fault))
        sys.exit(FOUND_WRONG)
    out.print(f"{book.version}: {len(book.timers)} timers, in force from {book.valid_from}")


@policy.command()
def explain(
    case: Annotated[str, typer.Argument(help="The id of a case (case_…).")],
    at: Annotated[
        datetime | None, typer.Option(help="The moment to look from; now unless given.")
    ] = None,
) -> None:
    """Explain every clock of a case: what started it, what paused it, how it came to be due."""
    from domain.ids import kind_of
    from domain.kernel import SHANGHAI
    from domain.policy.calendar import china
    from domain.policy.clocks import clocks_of
    from domain.policy.explain import explanation
    from domain.policy.packaged import packaged
    from domain.policy.rulebook import Policy
    from infra.wiring import core, now

    moment = now() if at is None else at.replace(tzinfo=SHANGHAI)
    rules, calendar = packaged(), china()
    with core(load_settings()) as parts:
        facts = parts.application.history(case) if kind_of(case) == "case" else []
    if not facts:
        complain(f"there is no case {case}")
        sys.exit(FOUND_WRONG)
    clocks = clocks_of(facts, Policy(rules=rules, calendar=calendar))
    out.print("\n".join(explanation(clocks, rules, calendar, moment)), markup=False, soft_wrap=True)
