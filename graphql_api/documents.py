"""GraphQL documents: parsed, checked and validated once, then kept for the next request.

Persisted documents will be a second way into the same cache: by identifier instead of by text.
"""

import hashlib
from collections import OrderedDict

from graphql import (
    DocumentNode,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    parse,
    specified_rules,
    validate,
)
from msgspec import Struct
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from graphql_api.errors import DocumentRefused, RequestError
from graphql_api.limits import Limits, check_document

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
"""GraphQL's rules, and the two that Strawberry adds for its own input types."""

_TOO_MANY_TOKENS = "Syntax Error: Document contains more than"


class Document(Struct, frozen=True):
    """A document that may be executed. `digest` is the SHA-256 of its text, in hex."""

    digest: str
    ast: DocumentNode
    operations: dict[str | None, OperationType]
    introspects: bool

    def kind(self, operation_name: str | None) -> OperationType:
        """What the chosen operation does (GraphQL §6.1, GetOperation).

        Raises `RequestError` when the name is unknown, or absent with several to choose from.
        """
        if operation_name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        kind = self.operations.get(operation_name)
        if kind is None:
            raise RequestError("OPERATION_NOT_FOUND")
        return kind


class Documents:
    """The least recently used documents of one schema, bounded in number and in bytes of text.

    A parsed document weighs some 150 times its text, so the bytes are the bound that matters.
    Only documents that passed every check are kept. Nothing here depends on who asks: what a
    viewer may see is decided when fields are resolved, introspection by the endpoint.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        limits: Limits,
        *,
        max_documents: int = 512,
        max_bytes: int = 262_144,
    ) -> None:
        self._schema = schema
        self._limits = limits
        self._max_documents = max_documents
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[str, tuple[Document, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, text: str) -> Document:
        """The document of a text, from the cache when it is there.

        Raises `DocumentRefused` when it does not parse or does not fit the schema, and
        `RequestError` when it exceeds a limit.
        """
        encoded = text.encode()
        digest = hashlib.sha256(encoded).hexdigest()
        kept = self._kept.get(digest)
        if kept is not None:
            self._kept.move_to_end(digest)
            return kept[0]
        document = prepare(text, digest, self._schema, self._limits)
        self._keep(document, len(encoded))
        return document

    def _keep(self, document: Document, size: int) -> None:
        self._kept[document.digest] = (document, size)
        self._bytes += size
        while len(self._kept) > self._max_documents or self._bytes > self._max_bytes:
            _, (_, dropped) = self._kept.popitem(last=False)
            self._bytes -= dropped


def prepare(text: str, digest: str, schema: GraphQLSchema, limits: Limits) -> Document:
    """Parse, check the limits, validate; in this order, because validation costs the most."""
    ast = _parse(text, limits)
    facts = check_document(ast, limits)
    problems = validate(schema, ast, RULES, max_errors=limits.errors, hide_suggestions=True)
    if problems:
        raise DocumentRefused("GRAPHQL_VALIDATION_FAILED", problems[: limits.errors])
    # Locations tell where a problem is. This document has none, and they are half its weight;
    # errors of fields are located by their path in the response instead.
    kept = parse(text, no_location=True)
    operations = {
        node.name.value if node.name else None: node.operation
        for node in ast.definitions
        if isinstance(node, OperationDefinitionNode)
    }
    return Document(digest, kept, operations, facts.introspects)


def _parse(text: str, limits: Limits) -> DocumentNode:
    try:
        return parse(text, max_lexical_tokens=limits.tokens, max_comments=limits.tokens)
    except GraphQLSyntaxError as error:
        if error.message.startswith(_TOO_MANY_TOKENS):
            raise RequestError("TOO_MANY_TOKENS", limit=limits.tokens) from error
        raise DocumentRefused("GRAPHQL_PARSE_FAILED", [error]) from error
