"""The API explains itself: its schema, and the codes its inputs ask for."""

import re

from graphql import build_client_schema, get_introspection_query, lexicographic_sort_schema
from graphql.utilities import print_schema

from domain.codes import CODE_LISTS
from graphql_api.schema.build import schema
from graphql_api.schema.sdl import sdl
from tests.graphql_api.scene import Scene

LISTS = """
query($name: String) {
  codeLists(name: $name) {
    name label entries { code label labelZh labelEn parent needsText validFrom validTo }
  }
}
"""


def test_the_schema_can_be_asked_for_whole(county: Scene) -> None:
    """The question GraphiQL and code generators ask fits into the limits."""
    asked = get_introspection_query(specified_by_url=True)
    seen = build_client_schema(county.clerk.query(asked))  # type: ignore[arg-type]
    ours = lexicographic_sort_schema(schema()._schema)
    assert print_schema(lexicographic_sort_schema(seen)) == print_schema(ours)


def test_every_code_can_be_looked_up(county: Scene) -> None:
    found = county.clerk.query(LISTS)["codeLists"]
    assert {one["name"]: len(one["entries"]) for one in found} == {
        one.name: len(list(one)) for one in CODE_LISTS
    }


def test_a_code_is_named_in_the_language_of_the_request(county: Scene) -> None:
    chinese = county.it.signed_in(county.callers["clerk"], language="zh-CN")
    [zh] = chinese.query(LISTS, name="ROUTES")["codeLists"]
    [en] = county.clerk.query(LISTS, name="ROUTES")["codeLists"]
    mediation = next(one for one in zh["entries"] if one["code"] == "PM")
    assert mediation["label"] == mediation["labelZh"] == "人民调解"
    mediation = next(one for one in en["entries"] if one["code"] == "PM")
    assert mediation["label"] == mediation["labelEn"] == "People's mediation"


def test_a_list_that_does_not_exist_is_no_list(county: Scene) -> None:
    assert county.clerk.query(LISTS, name="NOTHING") == {"codeLists": []}


def test_descriptions_name_lists_that_exist() -> None:
    named = set(re.findall(r"codes? of ([A-Z_]+)", sdl()))
    assert named
    assert named <= {one.name for one in CODE_LISTS}
