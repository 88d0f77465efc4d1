"""The history of the schema: readable SQL files, and how they learn the schemas' names."""

import re
from pathlib import Path
from typing import Any

SQL = Path(__file__).parent / "sql"
"""Where the statements are; its README says how they are written."""

VERSIONS = Path(__file__).parent / "versions"
"""One small script per revision."""

VERSION_TABLE = "migration"
"""Table of the schema whose single row names the last applied revision."""

_NAME = "schema_read|schema_vault|schema"
_PLACEHOLDER = re.compile(rf"(?<![:\w]):(?:'(?P<literal>{_NAME})'|(?P<identifier>{_NAME})\b)")


def revisions() -> list[str]:
    """The numbers of every revision this release knows, oldest first, such as `["0001"]`."""
    return sorted(path.name[:4] for path in VERSIONS.glob("[0-9][0-9][0-9][0-9]_*.py"))


def statements(file: str, schema: str) -> str:
    """The text of `sql/<file>` with `:schema` and its siblings replaced by the schemas' names.

    `schema` must already have been checked against the settings' pattern (lower-case letters,
    digits and underscores): that is what makes replacing text safe.
    """
    names = {
        "schema": schema,
        "schema_read": f"{schema}_read",
        "schema_vault": f"{schema}_vault",
    }

    def named(match: re.Match[str]) -> str:
        if match["literal"]:
            return f"'{names[match['literal']]}'"
        return f'"{names[match["identifier"]]}"'

    return _PLACEHOLDER.sub(named, (SQL / file).read_text(encoding="utf-8"))


def run_file(file: str) -> None:
    """Run `sql/<file>` in the migration that is under way. For the scripts in `versions/`."""
    # Imported here because asking which revisions exist happens at every start and must be cheap.
    from alembic import context, op

    schema: str = context.config.attributes["schema"]
    connection: Any = op.get_bind().connection.driver_connection
    # Without parameters the driver sends the text as it is: many statements, and no percent signs
    # to escape.
    connection.execute(statements(file, schema).encode())
