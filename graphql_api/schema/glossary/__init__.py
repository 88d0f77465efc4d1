"""The glossary of the API: what a field or a value means where the domain's code does not say it.

`FIELDS` describes a field by its name in the domain (snake case); `Type.field` goes before `field`.
`MEMBERS` describes enum values that carry no Chinese label of their own. English first, then the
term people see. A test names every field that has no description anywhere.

One file for each part of a case's life, each with its own `FIELDS` and `MEMBERS`; a name that two
parts use stands in `opening.py`, once.
"""

from importlib import import_module
from pkgutil import iter_modules

FIELDS: dict[str, str] = {}
"""What each field means, by its name in the domain."""
MEMBERS: dict[str, str] = {}
"""What each value of an enumeration means, where the domain gives it no label."""

for _module in iter_modules(__path__):
    _words = import_module(f"{__name__}.{_module.name}")
    for _all, _own in ((FIELDS, _words.FIELDS), (MEMBERS, _words.MEMBERS)):
        assert not _all.keys() & _own.keys(), f"{sorted(_all.keys() & _own.keys())} stand twice"
        _all.update(_own)
