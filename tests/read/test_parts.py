"""A row's parts stand in a table of their own, and follow it in everything."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.case.intake import IntakeRegistered
from domain.case.notices import NoticeServed
from domain.case.triage import CaseClassified, RiskSignalRecorded
from domain.ids import CaseId
from domain.kernel import Recorded
from infra.read.fold_check import Difference
from projections.kernel import Index, Part, PiecePart, Projection, Row, of_stream
from tests.read.world import World


class Story(Row, key=("case",)):
    """Where some events of a case stand; classifying it forgets the first of them."""

    case: CaseId
    positions: tuple[str, ...]
    kind: str


class Told(Row, key=("case", "position")):
    """One of them."""

    case: CaseId
    position: str
    nth: int
    kind: str


def whole() -> Part[Told]:
    """Parts that are told all at once."""
    return Part("told", Told, _told, zh="所述", indexes=[Index(columns=("kind", "nth"))])


def in_pieces() -> Part[Told]:
    """The same parts, told piece by piece."""
    return PiecePart("told", Told, _pieces, _piece, zh="所述")


def stories(*, version: int = 1, told: Part[Told] | None = None) -> Projection[Story]:
    """A row that grows, shrinks and changes all its parts at once."""
    parts = [told or whole()]
    found = Projection("stories", Story, version=version, zh="事由", parts=parts)

    def ordered(row: Story | None, fact: Recorded[Any]) -> Story:
        known = () if row is None else row.positions
        positions = (*known, str(fact.position))
        return Story(case=fact.stream, positions=positions, kind=f"of {len(positions)}")

    def classified(row: Story | None, fact: Recorded[Any]) -> Story | None:
        return None if row is None else Story(case=row.case, positions=row.positions[1:], kind="")

    found.reads([IntakeRegistered, NoticeServed, RiskSignalRecorded], ordered, of_stream)
    found.reads([CaseClassified], classified, of_stream)
    return found


def _told(story: Story) -> list[Told]:
    return [
        Told(case=story.case, position=position, nth=nth, kind=story.kind)
        for nth, position in enumerate(story.positions)
    ]


def _pieces(story: Story) -> list[tuple[CaseId, int, str, str]]:
    told = enumerate(story.positions)
    return [(story.case, nth, position, story.kind) for nth, position in told]


def _piece(case: CaseId, nth: int, position: str, kind: str) -> Told:
    return Told(case=case, position=position, nth=nth, kind=kind)


@pytest.mark.parametrize("told", [whole, in_pieces])
def test_parts_follow_their_row_however_the_log_is_cut(
    world: World, told: Callable[[], Part[Told]]
) -> None:
    story = stories(told=told())
    projector = world.projector(story)
    for acts in (120, 1, 7, 200, 40):
        world.happens(acts)
        projector.catch_up()
        world.assert_equal_to_the_fold(story)
    assert len(world.stored(story.parts[0])) > len(world.stored(story))


def test_a_rebuild_swaps_the_parts_with_their_rows(world: World) -> None:
    world.happens(300)
    world.projector(stories()).catch_up()
    newer = stories(version=2)
    with world.session() as connection:
        world.rebuild(newer).run(connection)
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s AND tablename ~ 'stories'",
            [world.catalogue.read_schema],
        ).fetchall()
    live = world.live(newer).table
    assert sorted(name for (name,) in tables) == [live, f"{live}__told"]
    world.assert_equal_to_the_fold(newer)


def test_a_changed_part_is_named_with_its_table_and_the_event(world: World) -> None:
    world.happens(300)
    story = stories()
    world.projector(story).catch_up()
    told = min(world.stored(story.parts[0]).values(), key=lambda one: (one.case, one.position))
    world.tamper(
        story,
        """UPDATE {table} SET nth = 77 WHERE "case" = %s AND position = %s""",
        told.case,
        told.position,
        part="told",
    )
    difference = world.check(story).difference
    assert difference is not None
    assert difference == Difference(
        table="told",
        key=(told.case, told.position),
        column="nth",
        stored="77",
        folded=str(told.nth),
        since=difference.since,
    )
    assert difference.since is not None
    assert world.facts()[difference.since - 1].stream == told.case


def test_the_key_of_a_part_begins_with_that_of_its_row() -> None:
    wrong = Part("wrong", Story, lambda row: [row], zh="错")
    with pytest.raises(AssertionError):
        Projection("other", Told, version=1, zh="错", parts=[wrong])
