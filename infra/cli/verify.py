"""`liuhen verify`: re-read everything and say whether it is what was signed."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from infra.cli.console import complain, out, print_json, progress
from infra.cli.exits import FOUND_WRONG
from infra.settings import load_settings


def verify(
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(exists=True, dir_okay=False, help="A checkpoint kept elsewhere; repeatable."),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(help="The log's public key, or a file of it; the key folder's unless given."),
    ] = None,
    projections: Annotated[
        bool, typer.Option(help="Also compare the stored read models with their folds.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Re-read every event, recompute the tree and the read models; name the first thing wrong.

    Exit code 1 when anything is wrong. A checkpoint saved earlier on another machine
    (GET /log/checkpoint) reveals even a log that was rewritten and signed again.
    """
    from infra.ledger.faults import LedgerFault
    from infra.verification.everything import verify_everything
    from infra.wiring import core

    with core(load_settings()) as parts, progress("verify") as report_progress:
        try:
            found = verify_everything(
                parts,
                kept=[(str(path), path.read_bytes()) for path in checkpoint or ()],
                key=key,
                projections=projections,
                progress=report_progress,
            )
        except LedgerFault as fault:
            complain(str(fault))
            sys.exit(FOUND_WRONG)
    if as_json:
        print_json(found)
    else:
        out.print("\n".join(found.lines()), markup=False, highlight=False, soft_wrap=True)
    if not found.ok:
        sys.exit(FOUND_WRONG)
