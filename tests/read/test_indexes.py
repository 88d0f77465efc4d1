"""Indexes are made as a projection asks for them: what they are led by, include and leave out."""

from datetime import UTC, datetime

from infra.read.tables import Table
from projections.kernel import Index, Is, Projection, Row
from tests.read.world import World

NEVER = datetime(9999, 12, 31, tzinfo=UTC)


class Loan(Row, key=("book",)):
    """Who has a book, and until when."""

    book: str
    reader: str | None
    until_at: datetime
    lost: bool
    marks: tuple[str, ...]


LOANS = Projection(
    "loans",
    Loan,
    version=1,
    zh="借阅",
    indexes=[
        Index(columns=("until_at", "book"), include=("reader", "lost")),
        Index(columns=("until_at", "book"), where=Is(column="lost", value=True)),
        Index(columns=("book",), where=Is(column="until_at", value=NEVER)),
        Index(columns=("until_at",), where=Is(column="reader", value=None)),
        Index(columns=("marks",), kind="gin"),
    ],
)

MADE = [
    "btree (book) WHERE (until_at = '9999-12-31 00:00:00+00'::timestamp with time zone)",
    "btree (book)",
    "btree (until_at) WHERE (reader IS NULL)",
    "btree (until_at, book) INCLUDE (reader, lost)",
    "btree (until_at, book) WHERE (lost = true)",
    "gin (marks)",
]


def test_an_index_includes_what_is_read_along_and_holds_the_rows_it_is_about(world: World) -> None:
    table = Table(LOANS, "pg_temp", LOANS.name)
    with world.session() as connection, connection.transaction():
        connection.execute("SET LOCAL timezone = 'UTC'")
        table.create(connection)
        table.index(connection)
        table.index(connection)
        found = connection.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = %s", [LOANS.name]
        ).fetchall()
    made = [definition.split(" USING ")[1] for (definition,) in found]
    assert sorted(made) == sorted(MADE)
