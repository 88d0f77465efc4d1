"""Sums stand in a table beside the rows they are over, and follow them in everything."""

from collections.abc import Iterator

from infra.read.fold_check import Difference
from projections.kernel import Contribution, Projection, Row, Sums
from tests.read.test_parts import Story, Told, stories
from tests.read.world import World


class Lengths(Row, key=("kind",)):
    """How many stories there are of a kind, and how long they are together."""

    kind: str
    stories: int
    events: int


class Balance(Row, key=("nth",)):
    """What some take and others give back: a number that may be below zero."""

    nth: int
    left: int


def _length(story: Story) -> Iterator[Contribution]:
    yield (story.kind,), "stories", 1
    yield (story.kind,), "events", len(story.positions)


def _balance(told: Told) -> Iterator[Contribution]:
    yield (told.nth,), "left", 1 if int(told.position) % 2 else -1


def summed(*, version: int = 1) -> Projection[Story]:
    """The stories of `test_parts`, which grow, shrink and are gone, with sums over both tables."""
    found = stories(version=version)
    (told,) = found.parts
    found.sums = (
        Sums("lengths", Lengths, _length, zh="长度"),
        Sums("balance", Balance, _balance, over=told, zh="差额"),
    )
    return found


def test_sums_follow_their_rows_however_the_log_is_cut(world: World) -> None:
    story = summed()
    projector = world.projector(story)
    for acts in (120, 1, 7, 200, 40):
        world.happens(acts)
        projector.catch_up()
        world.assert_equal_to_the_fold(story)
    lengths, balance = story.sums
    assert len(world.stored(lengths)) > 1
    assert any(row.left < 0 for row in world.stored(balance).values())


def test_a_rebuild_swaps_the_sums_with_their_rows(world: World) -> None:
    world.happens(300)
    world.projector(summed()).catch_up()
    newer = summed(version=2)
    with world.session() as connection:
        world.rebuild(newer, batch_positions=20).run(connection)
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s AND tablename ~ 'stories'",
            [world.catalogue.read_schema],
        ).fetchall()
    live = world.live(newer).table
    beside = (f"{live}__{name}" for name in ("balance", "lengths", "told"))
    assert sorted(name for (name,) in tables) == [live, *beside]
    world.assert_equal_to_the_fold(newer)


def test_a_changed_sum_is_named_with_its_table_key_and_column(world: World) -> None:
    world.happens(300)
    story = summed()
    world.projector(story).catch_up()
    assert world.check(story).difference is None
    row = world.stored(story.sums[0])["of 1",]
    world.tamper(story, "UPDATE {table} SET events = 77 WHERE kind = 'of 1'", part="lengths")
    assert world.check(story).difference == Difference(
        table="lengths",
        key=("of 1",),
        column="events",
        stored="77",
        folded=str(row.events),
        since=None,
    )


def test_a_sum_taken_away_is_missed(world: World) -> None:
    world.happens(300)
    story = summed()
    world.projector(story).catch_up()
    world.tamper(story, "DELETE FROM {table} WHERE kind = 'of 1'", part="lengths")
    difference = world.check(story).difference
    assert difference is not None
    assert (difference.table, difference.key) == ("lengths", ("of 1",))
    assert (difference.stored, difference.folded) == (None, "a row")


def test_what_gives_way_to_its_like_adds_nothing() -> None:
    lengths = Sums("lengths", Lengths, _length, zh="长度")
    one = Story(case="case_1", positions=("1", "2"), kind="of 2")
    other = Story(case="case_2", positions=("3", "4"), kind="of 2")
    assert lengths.difference([one], [other]) == {}
    assert lengths.difference([one], []) == {("of 2",): {"stories": -1, "events": -2}}
