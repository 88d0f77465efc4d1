"""Values: immutable records with named fields, the shape of every event, command and row."""

from typing import Any, dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class ValueMeta(msgspec.StructMeta):
    """Makes every subclass frozen, keyword-only and closed to unknown fields."""

    def __new__(
        mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **config: Any
    ) -> Any:
        """Create the class with our defaults; `config` is what `msgspec.Struct` takes."""
        defaults: dict[str, Any] = {"frozen": True, "kw_only": True, "forbid_unknown_fields": True}
        return super().__new__(mcls, name, bases, namespace, **(defaults | config))


class Value(msgspec.Struct, metaclass=ValueMeta):
    """An immutable record; unknown fields are refused when it is decoded."""
