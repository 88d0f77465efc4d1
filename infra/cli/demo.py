"""`liuhen demo`: an invented county to try things on."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from infra.cli.console import complain, out, progress
from infra.cli.exits import FOUND_WRONG
from infra.settings import load_settings


def demo(
    cases: Annotated[int, typer.Option(min=1, max=100_000, help="How many matters.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same county.")] = 1,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The county's last day; today unless given."),
    ] = None,
) -> None:
    """Make an invented county and half a year of its matters, by commands like any other."""
    from domain.kernel import day_of
    from infra.demo.loading import NotEmpty, load
    from infra.demo.play import DemoPlan
    from infra.wiring import now

    last_day = day_of(now()) if until is None else until.date()
    plan = DemoPlan(cases=cases, seed=seed, until=last_day)
    try:
        with progress("demo county") as report:
            acts = load(load_settings(), plan, report)
    except NotEmpty as fault:
        complain(str(fault))
        sys.exit(FOUND_WRONG)
    out.print(f"{cases} matters, {acts} acts; `liuhen people` lists who may sign in")
