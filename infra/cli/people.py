"""`liuhen people`: who holds which post."""

from typing import Annotated

import typer
from rich.table import Table

from infra.cli.console import out, print_json
from infra.settings import load_settings


def people(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """List the staff: names, posts, units and roles. Give a name to `liuhen token`."""
    from infra.people import staff
    from infra.wiring import core, now

    with core(load_settings()) as parts:
        found = staff(parts.application.organisation(), parts.identities, now())
    if as_json:
        print_json(found)
        return
    table = Table("姓名 name", "岗位 post", "单位 unit", "角色 roles", "id")
    for one in found:
        table.add_row(one.name, one.title, one.unit, "、".join(one.roles), one.person)
    out.print(table)
    if not found:
        out.print("nobody yet; `liuhen demo` makes a county to try things on")
