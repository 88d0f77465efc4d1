"""The rules that come with the product (内置规则): read from the package, in this one place."""

from functools import cache
from importlib import resources

from domain.policy.calendar import china
from domain.policy.rulebook import Policy, Rulebooks
from domain.policy.rulefile import rulebook_from


@cache
def packaged() -> Rulebooks:
    """Every version in `rules/`, oldest first. Raises `RuleFileInvalid`."""
    folder = resources.files("domain.policy").joinpath("rules")
    files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    books = [rulebook_from(file.name, file.read_bytes()) for file in files]
    return Rulebooks(books=tuple(sorted(books, key=lambda book: (book.valid_from, book.version))))


@cache
def packaged_policy() -> Policy:
    """The packaged rules with the national calendar: what is judged by unless somebody adds to it.

    Raises `RuleFileInvalid`, `CalendarDisagrees`.
    """
    return Policy(rules=packaged(), calendar=china())
