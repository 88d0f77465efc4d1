"""The shape of the domain, so that nothing can be forgotten (architecture.md §3, style.md §2)."""

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import inspect

import domain
import domain.case
from domain import registry
from domain.case import case, refusals
from domain.kernel import Command, Event, name_of
from domain.refusals import Refusal

HERE = Path(__file__).parent
DOMAIN = Path(domain.__file__).parent
STORED_NAMES = HERE / "stored_names.txt"
CHINESE = re.compile(r"[一-鿿]")

for _module in pkgutil.walk_packages(domain.__path__, "domain."):
    importlib.import_module(_module.name)


def descendants(kind: type) -> set[type[Any]]:
    below = set(kind.__subclasses__())
    found = below.union(*map(descendants, below)) if below else below
    return {one for one in found if one.__module__.startswith("domain.")}


EVENTS = sorted(descendants(Event), key=lambda event: event.__name__)
COMMANDS = sorted(descendants(Command), key=lambda command: command.__name__)
CASE_EVENTS = sorted(case.evolutions, key=lambda event: event.__name__)


def test_every_event_has_exactly_one_evolve() -> None:
    owners = [event for one in registry.AGGREGATES for event in one.evolutions]
    assert len(owners) == len(set(owners))
    assert set(owners) == set(EVENTS) == set(registry.EVENTS.values())


def test_every_command_has_exactly_one_decision() -> None:
    owners = [command for one in registry.AGGREGATES for command in one.decisions]
    assert len(owners) == len(set(owners))
    assert set(owners) == set(COMMANDS)
    assert registry.COMMANDS.keys() == {command.__name__ for command in COMMANDS}


def test_every_stored_name_is_a_noun_and_what_happened() -> None:
    names = [name_of(event) for event in EVENTS]
    assert len(names) == len(set(names))
    assert not [name for name in names if not re.fullmatch(r"[a-z_]+\.[a-z_]+", name)]


def test_stored_names_are_frozen() -> None:
    """A name once stored stays for ever: add new ones to the file, change none."""
    frozen = STORED_NAMES.read_text(encoding="utf-8").splitlines()
    assert frozen == sorted(set(frozen))
    stored = {f"{name_of(event)} {event.__name__}" for event in EVENTS}
    assert set(frozen) <= stored, "a stored name was removed or given to another event"
    assert stored <= set(frozen), "write the new names into tests/domain/stored_names.txt"


WIRE = (
    inspect.StrType,
    inspect.BoolType,
    inspect.IntType,
    inspect.FloatType,
    inspect.DateType,
    inspect.DateTimeType,
    inspect.EnumType,
    inspect.NoneType,
)
IDENTITY = {"name", "full_name", "id_number", "phone", "mobile", "address", "email", "birthday"}


def leaves(node: inspect.Type, path: str) -> Iterator[tuple[str, inspect.Type, dict[str, Any]]]:
    """Every plain value inside a type: where it stands, what it is, and its marks."""
    match node:
        case inspect.Metadata(type=inner, extra=extra):
            for where, leaf, marks in leaves(inner, path):
                yield where, leaf, {**marks, **(extra or {})}
        case inspect.StructType(fields=fields):
            for field in fields:
                yield from leaves(field.type, f"{path}.{field.name}")
        case inspect.VarTupleType(item_type=item):
            yield from leaves(item, path)
        case inspect.UnionType(types=types):
            for option in types:
                yield from leaves(option, path)
        case _:
            yield path, node, {}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_events_hold_wire_values_only(event: type[Event]) -> None:
    for where, leaf, _ in leaves(inspect.type_info(event), event.__name__):
        assert isinstance(leaf, WIRE), f"{where} is no wire value: {leaf}"
        if isinstance(leaf, inspect.DateTimeType):
            assert leaf.tz is True, f"{where} is a moment without a zone"


PLAIN_TEXTS = {
    "acceptance_number",  # a number given by the centre
    "amount",  # of money
    "area",
    "certificate",  # the number of an electronic signature's certificate
    "claim",  # an amount of money
    "code",
    "court",  # a public body
    "court_ground",
    "court_number",  # a number given by a court
    "criteria",
    "dispute",
    "event",  # the stored name of the entry a correction is about
    "field",  # a field's name
    "ground",  # of supervision: a code
    "institution",  # a body that appraises
    "label",  # masked, or a pseudonym
    "limitation",  # a term of law
    "notary",  # a public body
    "organ",  # a public body
    "outcome",
    "package_hash",
    "police_number",  # a public number
    "procedure",
    "procedure_note",
    "reason",  # of a refusal, an objection, an extension: a code; elsewhere confidential
    "reference",  # a number given by a court or organ
    "result_code",
    "route",
    "rule_version",
    "ruling_number",  # a number given by a court
    "scope",  # ids, or empty
    "signal",
    "signals",
    "source_ref",  # a number given by another system
    "tags",
    "text_version",
    "timer",  # a row of the rule file
    "to",  # offices that are told, by code
    "value",  # what a field says rightly; never of a confidential one
    "volume",  # a number given by the archive
}


@pytest.mark.parametrize("event", CASE_EVENTS, ids=lambda event: event.__name__)
def test_free_text_in_a_case_is_confidential(event: type[Event]) -> None:
    """个人信息保护法 art 6: whatever may name people is sealed; the rest is listed here."""
    for where, leaf, marks in leaves(inspect.type_info(event), event.__name__):
        field = where.rsplit(".", 1)[1]
        assert field not in IDENTITY, f"{where} looks like identity"
        if not isinstance(leaf, inspect.StrType) or "id" in marks or "confidential" in marks:
            continue
        assert field in PLAIN_TEXTS, where


def test_the_list_of_plain_texts_names_nothing_in_vain() -> None:
    used = {
        where.rsplit(".", 1)[1]
        for event in CASE_EVENTS
        for where, leaf, marks in leaves(inspect.type_info(event), event.__name__)
        if isinstance(leaf, inspect.StrType) and "id" not in marks and "confidential" not in marks
    }
    assert used == PLAIN_TEXTS


def test_chapters_do_not_import_each_others_decisions() -> None:
    decided = {
        (decision.function.__module__, decision.function.__name__)
        for decision in case.decisions.values()
    }
    for path in sorted((DOMAIN / "case").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                taken = {(node.module or "", alias.name) for alias in node.names}
                assert not taken & decided, f"{path.name} imports a decision of {node.module}"


def test_no_file_hides_a_second_chapter() -> None:
    long = {
        str(path.relative_to(DOMAIN)): lines
        for path in DOMAIN.rglob("*.py")
        if path.name != "kernel.py"
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 350
    }
    assert long == {}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_an_events_first_word_is_chinese(event: type[Event]) -> None:
    assert CHINESE.match(event.__doc__ or "")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_a_commands_last_word_is_chinese(command: type[Command]) -> None:
    first_line = (command.__doc__ or "").splitlines()[0].rstrip()
    assert CHINESE.search(first_line.rsplit(". ", 1)[-1])


ALL_REFUSALS = sorted(descendants(Refusal), key=lambda refusal: refusal.__name__)


@pytest.mark.parametrize("refusal", ALL_REFUSALS, ids=lambda refusal: refusal.__name__)
def test_a_refusal_speaks_both_languages(refusal: type[Refusal]) -> None:
    assert CHINESE.search(refusal.zh)
    assert not CHINESE.search(refusal.en)
    assert refusal.zh != Refusal.zh
    assert refusal.en != Refusal.en


def test_refusal_codes_are_unique() -> None:
    codes = [refusal.__name__ for refusal in ALL_REFUSALS]
    assert len(codes) == len(set(codes))


CASE_REFUSALS = [one for one in ALL_REFUSALS if one.__module__.startswith(refusals.__name__)]


@pytest.mark.parametrize("refusal", CASE_REFUSALS, ids=lambda refusal: refusal.__name__)
def test_the_tree_of_refusals_is_drawn_in_full(refusal: type[Refusal]) -> None:
    """In the package for the opening chapters; a later chapter draws its own."""
    own = sys.modules[refusal.__module__].__doc__ or ""
    assert re.search(rf"\b{refusal.__name__}\b", (refusals.__doc__ or "") + own)


def test_every_reason_to_refuse_is_tried_by_a_test() -> None:
    tried = {
        node.id
        for path in HERE.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name)
    }
    assert [one.__name__ for one in CASE_REFUSALS if one.__name__ not in tried] == []


def test_the_domain_imports_nothing_from_outside() -> None:
    """Msgspec (and, for working days, holidays) is all the domain may use."""
    allowed = {"domain", "msgspec", "holidays"} | sys.stdlib_module_names
    for path in DOMAIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                assert name.split(".")[0] in allowed, f"{path.name} imports {name}"
