"""How much one request may ask for: fixed bounds, checked before anything is validated or run.

The walk follows the document the way execution does: selections that answer at the same place of
the response are looked at together, and a fragment counts once in each place it is spread to.
Work is bounded by `selections`, so doubled or circular fragments cost no more than honest ones.
The repeats bound exists because validation compares every pair of equal response names (GraphQL
§5.3.2): 480 repeats take it more than a second, 20 take it a few milliseconds.

Names such as `__schema` on an operation or a fragment buy no exemption; only what is selected
below the introspection fields themselves has the introspection depth.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    Node,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    StringValueNode,
)
from msgspec import Struct

from graphql_api.errors import RequestError

INTROSPECTION_FIELDS = frozenset({"__schema", "__type"})


class Limits(Struct, frozen=True, kw_only=True):
    """The bounds of one request. Every number is a maximum that is still accepted."""

    body_bytes: int = 65_536
    body_seconds: float = 10.0
    tokens: int = 2_000
    depth: int = 12
    introspection_depth: int = 20
    aliases: int = 30
    directives: int = 10
    root_fields: int = 20
    mutations: int = 10
    fragments: int = 50
    repeats: int = 20
    selections: int = 5_000
    list_items: int = 100
    input_depth: int = 32
    errors: int = 5


class Facts(NamedTuple):
    """What the walk has learnt and the endpoint needs to know."""

    introspects: bool


class _Place(NamedTuple):
    """Selection sets that answer at one place of the response, and how deep it lies."""

    sets: list[SelectionSetNode]
    depth: int
    introspection: bool


def check_document(document: DocumentNode, limits: Limits) -> Facts:
    """Refuse a document that asks for too much. Raises `RequestError` naming the bound."""
    _check_literals(document, limits)
    walk = _Walk(document, limits)
    mutations = 0
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            root_fields = walk.operation(definition)
            if definition.operation is OperationType.MUTATION:
                mutations += root_fields
    if mutations > limits.mutations:
        raise RequestError("TOO_MANY_MUTATIONS", limit=limits.mutations)
    walk.unused_fragments()
    return Facts(introspects=walk.introspects)


def check_variables(variables: dict[str, Any], limits: Limits) -> None:
    """Refuse variables that are nested too deeply, hold long lists or NUL characters.

    PostgreSQL cannot store NUL in text, and JSON cannot be written as deeply as it can be read.
    """
    level: list[Any] = [variables]
    depth = 0
    while level:
        depth += 1
        if depth > limits.input_depth:
            raise RequestError("TOO_DEEP", limit=limits.input_depth)
        level = [inner for value in level for inner in _inside(value, limits)]


def refuse_nul(text: str) -> None:
    """Raises `RequestError` when the text holds a NUL character."""
    if "\0" in text:
        raise RequestError("CHARACTER_REFUSED")


def _inside(value: Any, limits: Limits) -> list[Any]:
    """The containers and texts directly inside a JSON value, after checking the value itself."""
    match value:
        case str():
            refuse_nul(value)
        case list():
            if len(value) > limits.list_items:
                raise RequestError("LIST_TOO_LONG", limit=limits.list_items)
            return [item for item in value if isinstance(item, str | list | dict)]
        case dict():
            for key in value:
                refuse_nul(key)
            return [item for item in value.values() if isinstance(item, str | list | dict)]
    return []


def _check_literals(document: DocumentNode, limits: Limits) -> None:
    for node in _nodes(document):
        if isinstance(node, StringValueNode):
            refuse_nul(node.value)
        elif isinstance(node, ListValueNode) and len(node.values) > limits.list_items:
            raise RequestError("LIST_TOO_LONG", limit=limits.list_items)


def _nodes(document: DocumentNode) -> Iterator[Node]:
    """Every node of a document, without recursion."""
    stack: list[Node] = [document]
    while stack:
        node = stack.pop()
        yield node
        for key in node.keys:
            value = getattr(node, key, None)
            if isinstance(value, Node):
                stack.append(value)
            elif isinstance(value, list | tuple):
                stack.extend(item for item in value if isinstance(item, Node))


class _Walk:
    """One pass over a document, counting. Raises `RequestError` at the first bound exceeded."""

    def __init__(self, document: DocumentNode, limits: Limits) -> None:
        self._limits = limits
        definitions = [
            node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        ]
        if len(definitions) > limits.fragments:
            raise RequestError("TOO_MANY_FRAGMENTS", limit=limits.fragments)
        self._definitions = definitions
        self._fragments = {node.name.value: node for node in definitions}
        self._used: set[int] = set()
        self._selections = 0
        self._aliases = 0
        self._directives = 0
        self.introspects = False

    def operation(self, node: OperationDefinitionNode) -> int:
        """Check one operation; returns the number of its root fields."""
        self._aliases = 0
        self._directives = 0
        self._count_directives(node)
        for variable in node.variable_definitions or ():
            self._count_directives(variable)
        root = _Place([node.selection_set], 1, False)
        fields = self._fields_at(root)
        root_fields = sum(len(group) for group in fields.values())
        if root_fields > self._limits.root_fields:
            raise RequestError("TOO_MANY_ROOT_FIELDS", limit=self._limits.root_fields)
        self._tree(list(_below(root, fields)))
        return root_fields

    def unused_fragments(self) -> None:
        """Fragments no operation reaches: validation will refuse them, but must first read them."""
        for definition in self._definitions:
            if id(definition) not in self._used:
                self._aliases = 0
                self._directives = 0
                self._used.add(id(definition))
                self._tree([_Place([definition.selection_set], 2, False)])

    def _tree(self, places: list[_Place]) -> None:
        """Walk these places and everything below them."""
        while places:
            place = places.pop()
            places.extend(_below(place, self._fields_at(place)))

    def _fields_at(self, place: _Place) -> dict[str, list[FieldNode]]:
        """The fields that answer at a place, by response name."""
        bound = self._limits.introspection_depth if place.introspection else self._limits.depth
        fields: dict[str, list[FieldNode]] = {}
        spread: set[str] = set()
        waiting = list(place.sets)
        while waiting:
            for selection in waiting.pop().selections:
                self._count(selection)
                match selection:
                    case FieldNode():
                        if place.depth > bound:
                            raise RequestError("TOO_DEEP", limit=bound)
                        self._take(selection, fields)
                    case InlineFragmentNode():
                        waiting.append(selection.selection_set)
                    case FragmentSpreadNode():
                        waiting.extend(self._spread(selection.name.value, spread))
        return fields

    def _take(self, field: FieldNode, fields: dict[str, list[FieldNode]]) -> None:
        """Put a field under its response name, counting aliases and repeats."""
        if field.alias:
            self._aliases += 1
            if self._aliases > self._limits.aliases:
                raise RequestError("TOO_MANY_ALIASES", limit=self._limits.aliases)
        group = fields.setdefault((field.alias or field.name).value, [])
        group.append(field)
        if len(group) > self._limits.repeats:
            raise RequestError("TOO_MANY_REPEATS", limit=self._limits.repeats)
        if field.name.value in INTROSPECTION_FIELDS:
            self.introspects = True

    def _spread(self, name: str, spread: set[str]) -> list[SelectionSetNode]:
        """The fragment's selections the first time it is spread in a place, nothing after that.

        An unknown fragment is left to validation, which says so.
        """
        definition = self._fragments.get(name)
        if definition is None or name in spread:
            return []
        spread.add(name)
        self._used.add(id(definition))
        self._count_directives(definition)
        return [definition.selection_set]

    def _count(self, selection: SelectionNode) -> None:
        self._selections += 1
        if self._selections > self._limits.selections:
            raise RequestError("TOO_MANY_SELECTIONS", limit=self._limits.selections)
        self._count_directives(selection)

    def _count_directives(self, node: Node) -> None:
        directives = getattr(node, "directives", None)
        if directives:
            self._directives += len(directives)
            if self._directives > self._limits.directives:
                raise RequestError("TOO_MANY_DIRECTIVES", limit=self._limits.directives)


def _below(place: _Place, fields: dict[str, list[FieldNode]]) -> Iterator[_Place]:
    """The places one level deeper. Fields of one response name share a place."""
    for group in fields.values():
        sets = [field.selection_set for field in group if field.selection_set]
        if sets:
            introspection = place.introspection or (
                place.depth == 1 and all(f.name.value in INTROSPECTION_FIELDS for f in group)
            )
            yield _Place(sets, place.depth + 1, introspection)
