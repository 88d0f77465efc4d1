"""The schema as a whole: complete, described, the same as the file in the repository.

Once a version has been released, the test of breaking changes against its file belongs here:
nothing a released client may use is ever removed, narrowed or made non-null in inputs.
"""

import re
from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from domain.registry import COMMANDS, EVENTS
from graphql_api.schema.build import schema
from graphql_api.schema.cases import HIDDEN
from graphql_api.schema.descriptions import mutation_name
from graphql_api.schema.events import ENVELOPE, payload_names
from graphql_api.schema.sdl import FILE, sdl
from projections.case_row import CaseRow

GRAPHQL: GraphQLSchema = schema()._schema
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def own_types() -> Iterator[GraphQLNamedType]:
    """Every type but those of GraphQL itself."""
    builtin = {"String", "Int", "Float", "Boolean", "ID"}
    for name, kind in GRAPHQL.type_map.items():
        if not name.startswith("__") and name not in builtin:
            yield kind


def described() -> Iterator[tuple[str, str | None]]:
    """Every schema coordinate with its description."""
    for kind in own_types():
        yield kind.name, kind.description
        if isinstance(kind, GraphQLEnumType):
            for name, value in kind.values.items():
                yield f"{kind.name}.{name}", value.description
        if isinstance(kind, GraphQLInputObjectType):
            for name, field in kind.fields.items():
                yield f"{kind.name}.{name}", field.description
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in kind.fields.items():
                yield f"{kind.name}.{name}", field.description
                for argument, said in field.args.items():
                    yield f"{kind.name}.{name}({argument}:)", said.description


def object_type(name: str) -> GraphQLObjectType:
    found = GRAPHQL.type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


def test_everything_in_the_schema_says_what_it_is() -> None:
    silent = [coordinate for coordinate, text in described() if not (text or "").strip()]
    assert not silent, (
        f"these have no description: {silent}; write a docstring beneath the field in the domain, "
        "or an entry in graphql_api/schema/glossary.py"
    )


def test_every_field_of_ours_gives_the_chinese_term() -> None:
    without = [name for name, text in described() if not CHINESE.search(text or "")]
    assert without == []


def test_the_text_of_the_schema_is_the_file_in_the_repository() -> None:
    assert FILE.read_text(encoding="utf-8") == sdl(), (
        "the API has changed: look at the difference, then refresh the file with "
        "`python -m graphql_api.schema.sdl > graphql_api/schema.graphql`"
    )


def test_the_text_is_sorted() -> None:
    names = re.findall(r"^(?:type|input|enum|interface|scalar) (\w+)", sdl(), re.MULTILINE)
    assert names == sorted(names)


def test_names_are_written_as_graphql_writes_them() -> None:
    for kind in own_types():
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]*", kind.name), kind.name
        if isinstance(kind, GraphQLEnumType):
            odd = [name for name in kind.values if not re.fullmatch(r"[A-Z][A-Z0-9_]*", name)]
        elif isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            odd = [name for name in kind.fields if not re.fullmatch(r"[a-z][A-Za-z0-9]*", name)]
        else:
            odd = []
        assert not odd, f"{kind.name}: {odd}"


def test_each_command_is_one_mutation_in_the_same_words() -> None:
    assert GRAPHQL.mutation_type is not None
    mutations = GRAPHQL.mutation_type.fields
    assert set(mutations) == {mutation_name(command) for command in COMMANDS}
    for command, (aggregate, _) in COMMANDS.items():
        field = mutations[mutation_name(command)]
        assert get_named_type(field.args["input"].type).name == f"{command}Input"
        assert get_named_type(field.type).name == f"{aggregate.kind.title()}Payload"


def test_a_failed_mutation_does_not_take_the_others_with_it() -> None:
    assert GRAPHQL.mutation_type is not None
    assert all(not str(field.type).endswith("!") for field in GRAPHQL.mutation_type.fields.values())


def test_each_event_is_a_type_of_its_own() -> None:
    shown = {kind.name for kind in GRAPHQL.get_possible_types(interface("Event"))}
    assert shown == {event.__name__ for event in EVENTS.values()}


def interface(name: str) -> GraphQLInterfaceType:
    found = GRAPHQL.type_map[name]
    assert isinstance(found, GraphQLInterfaceType)
    return found


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.__name__)
def test_an_event_shows_each_of_its_fields_once(event: type) -> None:
    names = list(payload_names(event).values())
    assert len(names) == len(set(names))
    assert not ENVELOPE & set(names)
    assert len(object_type(event.__name__).fields) == len(ENVELOPE) + len(names)


def test_a_field_that_the_envelope_has_too_is_named_for_its_subject() -> None:
    assert "unitName" in object_type("UnitRegistered").fields
    assert "personLabel" in object_type("PersonRegistered").fields
    assert "riskSignalSource" in object_type("RiskSignalRecorded").fields


def test_narrative_in_events_may_be_withheld() -> None:
    assert str(object_type("IntakeRegistered").fields["summary"].type) == "String"
    assert str(object_type("DisposalPlanFiled").fields["measures"].type) == "[String]!"


def test_every_column_of_the_register_is_shown_or_hidden_by_name() -> None:
    words = {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() for name in object_type("Case").fields}
    missing = set(CaseRow.__struct_fields__) - words - HIDDEN - {"case"}
    assert not missing, f"show {missing} in Case, or hide them in graphql_api/schema/cases.py"
    assert not words & HIDDEN


def test_identities_can_be_given_and_never_asked_for() -> None:
    answered = {
        name
        for kind in own_types()
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        for name in kind.fields
    }
    assert not answered & {"idNumber", "phone", "address", "identity"}
    assert "Identity" not in GRAPHQL.type_map
    assert "IdentityInput" in GRAPHQL.type_map


def test_every_page_must_say_how_long_it_is() -> None:
    for kind in own_types():
        if not isinstance(kind, GraphQLObjectType):
            continue
        for name, field in kind.fields.items():
            if get_named_type(field.type).name.endswith("Connection"):
                assert str(field.args["first"].type) == "Int!", f"{kind.name}.{name}"


def test_positions_never_travel_as_numbers() -> None:
    """GraphQL's Int ends at 2³¹ − 1, the log does not (graphql.md §1c, P19)."""
    for kind in own_types():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in kind.fields.items():
                if name.lower().endswith("position"):
                    assert get_named_type(field.type).name == "Position", f"{kind.name}.{name}"


def test_what_a_command_may_leave_out_has_the_domains_default() -> None:
    fields = GRAPHQL.type_map["RegisterIntakeInput"].fields  # type: ignore[attr-defined]
    assert str(fields["firstVisit"].type) == "Boolean!"
    assert fields["firstVisit"].default_value is True
    assert str(fields["centre"].type) == "ID"
    assert str(fields["summary"].type) == "String!"


def test_only_commands_on_existing_streams_expect_a_version() -> None:
    for command, (_, decision) in COMMANDS.items():
        fields = GRAPHQL.type_map[f"{command}Input"].fields  # type: ignore[attr-defined]
        assert ("expectedVersion" in fields) is not decision.opens
        assert str(fields["idempotencyKey"].type) == "ID!"
