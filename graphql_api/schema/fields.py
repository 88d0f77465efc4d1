"""Fields of hand-written types: how they are read, and always what they mean.

A description is English, then the term people see: `The centre that registered it. 受理中心`.
"""

import dataclasses
import inspect
from collections.abc import Callable
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import UNRESOLVED, StrawberryField


class DerivedField(StrawberryField):
    """A field whose type is known when it is made, and asked for once.

    Strawberry works the type out anew each time it looks at a field, more than ten times for each;
    the schema has thousands, and it is made at every start.
    """

    _settled: tuple[Any, Any] | None = None

    def resolve_type(self, *, type_definition: StrawberryObjectDefinition | None = None) -> Any:
        """The field's type; see the base class."""
        if self._settled is not None and self._settled[0] is self.type_annotation:
            return self._settled[1]
        found = super().resolve_type(type_definition=type_definition)
        if found is not UNRESOLVED and self.type_annotation is not None:
            self._settled = self.type_annotation, found
        return found


def derived(kind: Any, description: str | None, default: Any = dataclasses.MISSING) -> Any:
    """A field of a type that was derived from the domain's."""
    return DerivedField(
        type_annotation=StrawberryAnnotation.from_annotation(kind),
        description=description,
        default=default,
    )


def about(description: str, **options: Any) -> Any:
    """A field that is read from the attribute of its name."""
    return strawberry.field(description=description, **options)


def answers(method: Callable[..., Any]) -> Any:
    """A field that a method answers; the method's docstring is the field's description."""
    description = " ".join(inspect.cleandoc(method.__doc__ or "").split())
    return strawberry.field(resolver=method, description=description)
