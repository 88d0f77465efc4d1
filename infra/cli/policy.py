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
    from domain.policy.rulebook import RuleVersionUnknown
    from infra.rules import rules_of
    from infra.wiring import now

    rules = rules_of(load_settings()).rules
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
    local: Annotated[
        bool, typer.Option("--local", help="It is a jurisdiction's own file, for LIUHEN_RULES.")
    ] = False,
) -> None:
    """Say whether a rule file can be used; if not, which entry is wrong and why."""
    from domain.policy.packaged import packaged
    from domain.policy.rulefile import RuleFileInvalid, local_days, rulebook_from, with_local

    content = file.read_bytes()
    try:
        if local:
            local_days(file.name, content)
            book = with_local(packaged().books[-1], file.name, content)
        else:
            book = rulebook_from(file.name, content)
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
    from domain.policy.clocks import clocks_of
    from domain.policy.explain import explanation
    from infra.wiring import core, now

    moment = now() if at is None else at.replace(tzinfo=SHANGHAI)
    with core(load_settings()) as parts:
        judged_by = parts.judged_by
        facts = parts.application.history(case) if kind_of(case) == "case" else []
    if not facts:
        complain(f"there is no case {case}")
        sys.exit(FOUND_WRONG)
    lines = explanation(clocks_of(facts, judged_by), judged_by.rules, judged_by.calendar, moment)
    out.print("\n".join(lines), markup=False, soft_wrap=True)
