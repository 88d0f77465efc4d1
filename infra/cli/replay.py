"""`liuhen replay`: the views as they were, and how they came to be."""

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from infra.cli.console import complain, out, print_json, progress
from infra.cli.exits import FOUND_WRONG, USED_WRONGLY
from infra.settings import load_settings

CUT = "a position, a day (2025-09-26: its end) or a moment (2025-09-26T07:39)"


def replay(
    to: Annotated[
        str | None, typer.Option(help=f"Build every view as it was at {CUT}, and say where.")
    ] = None,
    case: Annotated[
        str | None, typer.Option(help="Tell one case's life step by step; its id or its code.")
    ] = None,
    diff: Annotated[
        tuple[str, str] | None,
        typer.Option(help=f"What changed between two points, each {CUT}; of one case with --case."),
    ] = None,
    drop: Annotated[
        bool, typer.Option(help="With --to: remove the views an earlier replay built there.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what was known when: the whole county at a point, or one case's life.

    People are named by ids and posts only. Nothing that others read is touched.
    """
    from infra.read.rebuild import RebuildRunning, RebuildStopped
    from infra.replay.cuts import CutInvalid

    if (to is None) == (case is None and diff is None):
        complain("say what to replay: --to CUT, --case CASE, or --diff CUT CUT [--case CASE]")
        sys.exit(USED_WRONGLY)
    try:
        if to is not None:
            _county(to, drop=drop, as_json=as_json)
        elif diff is not None:
            _difference(diff, case, as_json=as_json)
        else:
            assert case is not None, "checked above"
            _life(case, as_json=as_json)
    except CutInvalid as fault:
        complain(str(fault))
        sys.exit(USED_WRONGLY)
    except RebuildRunning as running:
        complain(f"{running} is being replayed to that position by another process")
        sys.exit(FOUND_WRONG)
    except RebuildStopped as fault:
        complain(str(fault))
        sys.exit(FOUND_WRONG)


def _county(to: str, *, drop: bool, as_json: bool) -> None:
    from infra.replay.county import Replay
    from infra.replay.cuts import cut
    from infra.wiring import core

    with core(load_settings()) as parts:
        schema, database = parts.settings.schema_name, parts.database
        with parts.pool.connection() as connection:
            position = cut(connection, schema, to)
        replays = Replay(admin_dsn=database.admin_dsn, app_dsn=database.app_dsn, schema=schema)
        if drop:
            gone = replays.drop(position)
            where = replays.schema_at(position)
            out.print(f"{where}: removed" if gone else f"{where}: there was none")
            return
        with progress(f"replay to position {position}") as report:
            done = replays.to(
                position, parts.projections, parts.application.mapper, progress=report
            )
    if as_json:
        print_json(done)
        return
    out.print(f"position {done.position}: every view is in the schema {done.schema}")
    for view, rows in done.rows.items():
        out.print(f"  {done.schema}.{view}: {rows} rows")


def _life(case: str, *, as_json: bool) -> None:
    from infra.replay.cases import case_named
    from infra.replay.told import told_life
    from infra.wiring import core
    from projections.past import of_cases

    with core(load_settings()) as parts:
        with parts.pool.connection() as connection:
            named = case_named(connection, parts.settings.schema_name, case)
        facts = parts.application.history(named)
        if not facts:
            complain(f"there is no case {case}")
            sys.exit(FOUND_WRONG)
        register = parts.application.organisation()
        steps = told_life(of_cases(parts.projections), facts, register)
        if as_json:
            print_json(list(steps))
        else:
            _print(line for step in steps for line in step.lines())


def _difference(diff: tuple[str, str], case: str | None, *, as_json: bool) -> None:
    from infra.replay.cases import case_named, cases_between
    from infra.replay.cuts import cut
    from infra.replay.told import learned
    from infra.wiring import core
    from projections.past import of_cases

    with core(load_settings()) as parts:
        with parts.pool.connection() as connection:
            schema = parts.settings.schema_name
            first, second = sorted(cut(connection, schema, one) for one in diff)
            streams = (
                cases_between(connection, schema, first, second)
                if case is None
                else [case_named(connection, schema, case)]
            )
        register = parts.application.organisation()
        found = (
            learned(of_cases(parts.projections), facts, first, second, register)
            for stream in streams
            if (facts := parts.application.history(stream))
        )
        if as_json:
            print_json({"from": first, "to": second, "cases": list(found)})
            return
        _print([f"positions {first + 1} to {second}"])
        _print(line for one in found for line in one.lines())


def _print(lines: Iterator[str] | list[str]) -> None:
    for line in lines:
        out.print(line, markup=False, highlight=False, soft_wrap=True)
