"""The question of `projections/reads/staff.py`, asked of PostgreSQL.

The four tables of the roster are joined in one statement, from the posts of the units asked for: by
the posts' unit, the appointments' post, the units' and the mediators' keys, each an index.
"""

from collections.abc import Sequence
from typing import Any

from psycopg import sql

from domain.acts import noon_of
from domain.ids import AppointmentId
from infra.database.connections import ReadPool
from infra.read.catalogue import Catalogue
from infra.read.sight import Condition, Parameters
from infra.read.views import ReadModelNotReady, View, answer, asking
from projections.reads.paging import Page
from projections.reads.staff import StaffEntry, StaffFilter, staff_entry
from projections.staff import staff_appointments, staff_mediators, staff_posts, staff_units


class PostgresStaff:
    """`projections.reads.staff.Staff`."""

    def __init__(self, pool: ReadPool, schema: str) -> None:
        self._pool = pool
        self._held = View(staff_appointments, schema)
        self._posts = View(staff_posts, schema)
        self._mediators = View(staff_mediators, schema)
        self._units = View(staff_units, schema)
        self._projections = sql.Identifier(Catalogue(schema).read_schema, "projections")

    def page(
        self, where: StaffFilter, first: int, after: AppointmentId | None, *, count: bool = True
    ) -> Page[StaffEntry]:
        """At most `first` entries after the appointment `after`."""
        parameters: Parameters = {
            "names": [view.name for view in self._views],
            "units": list(where.units),
            "on": where.on,
            "noon": noon_of(where.on),
            "role": None if where.role is None else str(where.role),
            "after": after or "",
            "limit": first + 1,
        }
        with asking(self._pool) as connection:
            found = answer(connection, self._statement(where, count=count), parameters)
        position, total, *_ = found[0]
        if position is None:
            raise ReadModelNotReady(staff_appointments.name)
        shown = [values[2:] for values in found if values[2] is not None]
        return Page(
            rows=tuple(self._entry(values, where) for values in shown[:first]),
            has_next=len(shown) > first,
            total=total,
            position=position,
        )

    @property
    def _views(self) -> tuple[View[Any], ...]:
        return self._held, self._posts, self._mediators, self._units

    def _statement(self, where: StaffFilter, *, count: bool) -> sql.Composed:
        there = sql.SQL(" FROM {} AS p JOIN {} AS a USING (post) JOIN {} AS u USING (unit)").format(
            self._posts.shown, self._held.shown, self._units.shown
        )
        there += sql.SQL(" WHERE ") + sql.SQL(" AND ").join(
            [*_THERE, *([] if where.role is None else [_IN_ROLE])]
        )
        return sql.SQL(
            "SELECT seen.position, ({total}), found.*"
            " FROM (SELECT CASE WHEN count(*) = array_length(%(names)s::text[], 1)"
            " THEN min(position) END AS position"
            " FROM {projections} WHERE name = ANY (%(names)s::text[]) AND live) AS seen"
            " LEFT JOIN (SELECT {held}, {posts}, {mediators} FROM"
            " (SELECT a.appointment{there} AND a.appointment > %(after)s::text"
            " ORDER BY a.appointment LIMIT %(limit)s) AS wanted"
            " JOIN {a} AS a USING (appointment) JOIN {p} AS p ON p.post = a.post"
            " LEFT JOIN {m} AS m ON m.person = a.person) AS found ON true"
            " ORDER BY found.held_appointment"
        ).format(
            total=sql.SQL("SELECT count(*)") + there if count else sql.SQL("NULL::bigint"),
            there=there,
            projections=self._projections,
            held=self._held.columns("a", "held"),
            posts=self._posts.columns("p", "post"),
            mediators=self._mediators.columns("m", "mediator"),
            a=self._held.shown,
            p=self._posts.shown,
            m=self._mediators.shown,
        )

    def _entry(self, values: Sequence[Any], where: StaffFilter) -> StaffEntry:
        """The entry of one line: an appointment's values, its post's, its holder's as mediator."""
        posts = self._held.width
        mediators = posts + self._posts.width
        known = values[mediators] is not None
        return staff_entry(
            self._held.row(values[:posts]),
            self._posts.row(values[posts:mediators]),
            self._mediators.row(values[mediators:]) if known else None,
            where.on,
        )


_THERE: tuple[Condition, ...] = (
    sql.SQL("p.unit = ANY (%(units)s::text[])"),
    sql.SQL("a.from_on <= %(on)s"),
    sql.SQL("(a.to_on IS NULL OR a.to_on >= %(on)s)"),
    sql.SQL("(a.ended_at IS NULL OR a.ended_at > %(noon)s)"),
    sql.SQL("(p.abolished_at IS NULL OR p.abolished_at > %(noon)s)"),
    # The posts of a merged unit go on, so that work in hand is finished under its orders.
    sql.SQL(
        "(u.successor IS NOT NULL OR ((u.ended_at IS NULL OR u.ended_at > %(noon)s)"
        " AND (u.valid_to IS NULL OR u.valid_to >= %(on)s)))"
    ),
)
"""As `Organisation.posts_of`, but for suspensions, which a roster shows."""

_IN_ROLE: Condition = sql.SQL(
    "(SELECT v -> 'roles' ? %(role)s::text"
    " FROM jsonb_array_elements(p.versions::jsonb) WITH ORDINALITY AS e (v, nth)"
    " WHERE v ->> 'until_at' IS NULL OR (v ->> 'until_at')::timestamptz > %(noon)s"
    " ORDER BY nth LIMIT 1)"
)
"""The role among those the post had at the moment: its first version that was not over."""
