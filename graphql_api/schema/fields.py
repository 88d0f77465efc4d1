"""Fields of hand-written types: how they are read, and always what they mean.

A description is English, then the term people see: `The centre that registered it. 受理中心`.
"""

import inspect
from collections.abc import Callable
from typing import Any

import strawberry


def about(description: str, **options: Any) -> Any:
    """A field that is read from the attribute of its name."""
    return strawberry.field(description=description, **options)


def answers(method: Callable[..., Any]) -> Any:
    """A field that a method answers; the method's docstring is the field's description."""
    description = " ".join(inspect.cleandoc(method.__doc__ or "").split())
    return strawberry.field(resolver=method, description=description)
