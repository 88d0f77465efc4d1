"""The files of the GraphiQL page: which there are, where they lie, and which version is wanted.

Other people's files are fetched into `assets/` (see `fetch_assets.py`) and never committed.
"""

from pathlib import Path
from typing import NamedTuple

import orjson

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
LOCK = HERE.parents[1] / "package-lock.json"

STAMP = "versions.json"
"""The file in `assets/` that names the package versions the others were taken from."""

PACKAGES = ("graphiql", "react", "react-dom")


class Asset(NamedTuple):
    """A file the browser asks for, and where npm puts it; own files come with the source."""

    name: str
    media_type: str
    package_path: str | None

    def path(self, folder: Path) -> Path:
        """Where the file lies, given the folder of those that were fetched."""
        return (folder if self.package_path else HERE) / self.name


_SCRIPT = "text/javascript; charset=utf-8"
_STYLE = "text/css; charset=utf-8"

STYLES = (
    Asset("graphiql.min.css", _STYLE, "graphiql/graphiql.min.css"),
    Asset("page.css", _STYLE, None),
)
SCRIPTS = (
    Asset("react.production.min.js", _SCRIPT, "react/umd/react.production.min.js"),
    Asset("react-dom.production.min.js", _SCRIPT, "react-dom/umd/react-dom.production.min.js"),
    Asset("graphiql.min.js", _SCRIPT, "graphiql/graphiql.min.js"),
    Asset("page.js", _SCRIPT, None),
)
LICENSES = (
    Asset("LICENSE.graphiql.txt", "text/plain; charset=utf-8", "graphiql/LICENSE"),
    Asset("LICENSE.react.txt", "text/plain; charset=utf-8", "react/LICENSE"),
)
FILES = {asset.name: asset for asset in (*STYLES, *SCRIPTS, *LICENSES)}


def wanted_versions(lock: Path) -> dict[str, str]:
    """The version of each package, with its hash, as the lock file names them."""
    packages = orjson.loads(lock.read_bytes())["packages"]
    entries = {name: packages[f"node_modules/{name}"] for name in PACKAGES}
    return {name: f"{entry['version']} {entry['integrity']}" for name, entry in entries.items()}


def are_complete(folder: Path) -> bool:
    """Whether every fetched file is there."""
    fetched = [asset.name for asset in FILES.values() if asset.package_path]
    return all((folder / name).is_file() for name in (*fetched, STAMP))
