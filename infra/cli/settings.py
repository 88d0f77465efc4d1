"""`liuhen settings`: what is set, and what could be."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from infra.cli.console import out, print_json
from infra.settings import describe, load_settings


def settings(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Show every setting: its environment variable, its value and what it does."""
    rows = describe(load_settings())
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    table = Table("variable", "value", "default", "what it does")
    for row in rows:
        table.add_row(row.variable, row.value, row.default, row.description)
    out.print(table)
