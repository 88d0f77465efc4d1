"""The rules of this installation (政策规则): the product's, and the jurisdiction's own beside them.

A local file adds days of rest and stricter terms from a day on; it takes nothing away. Each is
named in the version that events are judged by (`liuhen-2026.1+yunxi-2026.1`), so it stays readable
for as long as the log: a file once used is kept, and changed by adding a newer one.
"""

from pathlib import Path

from domain.policy.calendar import china
from domain.policy.packaged import packaged, packaged_policy
from domain.policy.rulebook import Policy, Rulebook, Rulebooks
from domain.policy.rulefile import RuleFileInvalid, local_days, with_local
from infra.settings import Settings, SettingsInvalid


def rules_of(settings: Settings) -> Policy:
    """All rules and the calendar. Raises `RuleFileInvalid`, `SettingsInvalid`."""
    if settings.rules is None:
        return packaged_policy()
    books, calendar = [*packaged().books], china()
    for file, content in _files(settings.rules):
        for base in packaged().books:
            _add(books, with_local(base, file, content), file)
        calendar = calendar.with_local(local_days(file, content))
    books.sort(key=lambda book: (book.valid_from, book.version))
    return Policy(rules=Rulebooks(books=tuple(books)), calendar=calendar)


def _add(books: list[Rulebook], book: Rulebook, file: str) -> None:
    """One more version. Two local files in force from the same day would leave the choice open."""
    for known in books:
        if known.version == book.version:
            raise RuleFileInvalid(file, "version", f"{book.version!r} is there already")
        if (
            "+" in known.version
            and known.valid_from == book.valid_from
            and _base(known) == _base(book)
        ):
            raise RuleFileInvalid(file, "valid_from", f"{known.version!r} begins on the same day")
    books.append(book)


def _base(book: Rulebook) -> str:
    return book.version.partition("+")[0]


def _files(place: Path) -> list[tuple[str, bytes]]:
    """The local files by name, with what is in them."""
    files = sorted(place.glob("*.toml")) if place.is_dir() else [place]
    try:
        return [(file.name, file.read_bytes()) for file in files]
    except OSError as error:
        problem = f"cannot be read: {error.strerror} ({error.filename})"
        raise SettingsInvalid([("LIUHEN_RULES", problem)]) from None
