"""What the command line says: results on standard output, progress and complaints beside it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

out = Console()
beside = Console(stderr=True)


def complain(message: str) -> None:
    """One complaint, on standard error."""
    beside.print(message, style="red", highlight=False, markup=False, soft_wrap=True)


def print_json(value: object) -> None:
    """A value as JSON, for machines."""
    out.print(
        msgspec.json.format(msgspec.json.encode(value)).decode(), markup=False, soft_wrap=True
    )


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error; call what it gives with (done, total)."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    # Where nobody watches, a bar is only noise in a log.
    with Progress(*columns, console=beside, transient=True, disable=not beside.is_terminal) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
