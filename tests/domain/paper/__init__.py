"""The permission matrix as the paper has it (domain.md §2.5, §4.4): command, then roles by code.

One file for each chapter, written from the paper and not from the code.
"""

from importlib import import_module
from pkgutil import iter_modules

TABLE: dict[str, str] = {}

for _module in iter_modules(__path__):
    _own: dict[str, str] = import_module(f"{__name__}.{_module.name}").TABLE
    assert not TABLE.keys() & _own.keys(), f"{sorted(TABLE.keys() & _own.keys())} stand twice"
    TABLE.update(_own)
