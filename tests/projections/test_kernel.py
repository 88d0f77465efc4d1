"""The projection kernel: which rows an event touches, and what a fold may not do."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.ids import derived
from domain.kernel import Actor, Event, Precision, Recorded, Source
from domain.roles import Role
from projections.kernel import FoldBroken, Index, Key, Projection, Row

NOW = datetime(2025, 3, 25, 2, 0, tzinfo=UTC)
SHELF = derived("shelf", NOW, "one")


class BookPut(Event, tag="shelf.book_put"):
    """A book was put on the shelf."""

    book: str


class BookTaken(Event, tag="shelf.book_taken"):
    """A book was taken from the shelf."""

    book: str


class ShelfCleared(Event, tag="shelf.cleared"):
    """Books were taken away."""

    books: tuple[str, ...]


class ShelfPainted(Event, tag="shelf.painted"):
    """The shelf has another colour."""


class BookRow(Row, key=("shelf", "book")):
    """A book on a shelf."""

    shelf: str
    book: str
    times: int


def _book(fact: Recorded[Any]) -> Iterator[Key]:
    yield fact.stream, fact.event.book


def _books(fact: Recorded[Any]) -> Iterator[Key]:
    return ((fact.stream, book) for book in fact.event.books)


def shelves() -> Projection[BookRow]:
    """Which book stands where, and how often it was put there."""
    found = Projection("shelves", BookRow, version=1, zh="书架", indexes=[Index(columns=("book",))])

    @found.folds_each(_book)
    def put(row: BookRow | None, fact: Recorded[BookPut]) -> BookRow:
        times = 1 if row is None else row.times + 1
        return BookRow(shelf=fact.stream, book=fact.event.book, times=times)

    @found.folds_each(_book)
    def taken(row: BookRow, fact: Recorded[BookTaken]) -> None:
        return None

    @found.folds_each(_books)
    def cleared(row: BookRow | None, fact: Recorded[ShelfCleared], key: Key) -> BookRow | None:
        assert row is None or (row.shelf, row.book) == key
        return None

    return found


def fact(event: Event, position: int = 1) -> Recorded[Any]:
    """The event as the log has it."""
    actor = Actor(person=derived("person", NOW, "a"), post=None, unit=None, role=Role.PARTY)
    return Recorded(
        event=event,
        stream=SHELF,
        version=position,
        position=position,
        recorded_at=NOW,
        occurred_at=NOW,
        precision=Precision.MINUTE,
        actor=actor,
        on_behalf_of=None,
        source=Source(client="test"),
        command="c",
        correlation=None,
        policy="p",
        late_reason=None,
    )


def test_a_first_event_makes_a_row_and_the_next_one_changes_it() -> None:
    rows = shelves().fold(
        [fact(BookPut(book="a")), fact(BookPut(book="b")), fact(BookPut(book="a"))]
    )
    assert rows == {
        (SHELF, "a"): BookRow(shelf=SHELF, book="a", times=2),
        (SHELF, "b"): BookRow(shelf=SHELF, book="b", times=1),
    }


def test_a_row_is_gone_when_its_fold_says_none() -> None:
    assert shelves().fold([fact(BookPut(book="a")), fact(BookTaken(book="a"))]) == {}


def test_one_event_may_touch_several_rows() -> None:
    put = [fact(BookPut(book=book)) for book in "abc"]
    rows = shelves().fold([*put, fact(ShelfCleared(books=("a", "c", "never there")))])
    assert set(rows) == {(SHELF, "b")}


def test_events_without_a_fold_change_nothing_and_are_not_read() -> None:
    projection = shelves()
    assert projection.fold([fact(ShelfPainted())]) == {}
    assert projection.types == ("shelf.book_put", "shelf.book_taken", "shelf.cleared")


def test_an_event_about_a_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(FoldBroken, match=r"shelf.book_taken is about .*/a, which has no row"):
        shelves().fold([fact(BookTaken(book="a"))])


def test_an_event_that_begins_a_row_twice_is_refused() -> None:
    projection = Projection("once", BookRow, version=1, zh="一次")

    @projection.folds_each(_book)
    def put(row: None, fact: Recorded[BookPut]) -> BookRow:
        return BookRow(shelf=fact.stream, book=fact.event.book, times=1)

    with pytest.raises(FoldBroken, match="which has a row already"):
        projection.fold([fact(BookPut(book="a")), fact(BookPut(book="a"))])


def test_a_fold_may_not_move_a_row_to_another_key() -> None:
    projection = Projection("moved", BookRow, version=1, zh="移")

    @projection.folds_each(_book)
    def put(row: BookRow | None, fact: Recorded[BookPut]) -> BookRow:
        return BookRow(shelf=fact.stream, book="another", times=1)

    with pytest.raises(FoldBroken, match=r"moved .*/a to another key"):
        projection.fold([fact(BookPut(book="a"))])


def test_an_event_type_has_one_fold_in_a_projection() -> None:
    def again(row: BookRow, fact: Recorded[Any]) -> BookRow:
        return row

    with pytest.raises(AssertionError, match="two folds for BookPut"):
        shelves().reads([BookPut], again, _book)


def test_an_event_is_either_folded_or_ignored() -> None:
    projection = shelves()
    projection.ignores(ShelfPainted)
    assert projection.ignored == {ShelfPainted}
    with pytest.raises(AssertionError, match="has a fold for BookPut"):
        projection.ignores(BookPut)


def test_one_fold_may_serve_several_event_types() -> None:
    projection = Projection("touched", BookRow, version=1, zh="动")

    @projection.folds_each(_book)
    def touched(row: BookRow | None, fact: Recorded[BookPut | BookTaken]) -> BookRow:
        times = 1 if row is None else row.times + 1
        return BookRow(shelf=fact.stream, book=fact.event.book, times=times)

    (row,) = projection.fold([fact(BookPut(book="a")), fact(BookTaken(book="a"))]).values()
    assert row.times == 2


def test_a_row_names_key_fields_that_it_has() -> None:
    with pytest.raises(AssertionError, match="has no fields \\['colour'\\] to be its key"):

        class Wrong(Row, key=("colour",)):
            book: str
