"""The schema as text (SDL): `python -m graphql_api.schema.sdl > graphql_api/schema.graphql`.

The file is part of the repository, so that every change of the API is seen in review. Once a
version has been released, breaking changes against it are refused here too.
"""

from pathlib import Path

from graphql_api.schema.build import schema

FILE = Path(__file__).parent.parent / "schema.graphql"
"""The text as it was last agreed."""


def sdl() -> str:
    """The schema as text: sorted, with descriptions, the same for the same code."""
    return schema(in_order=True).as_str().rstrip() + "\n"


if __name__ == "__main__":
    print(sdl(), end="")
