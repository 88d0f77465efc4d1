"""However many processes use a home, one server runs in it, from the first in to the last out."""

from contextlib import ExitStack
from pathlib import Path

from infra.database.embedded import EmbeddedPostgres
from tests.database.products import Product, notes, server_pid, write_note


def test_processes_that_start_at_once_share_one_server(new_home: Path) -> None:
    with ExitStack() as stack:
        products = [stack.enter_context(Product(new_home)) for _ in range(4)]
        pids = {server_pid(new_home) for product in products if product.up()}
        assert len(pids) == 1
        assert None not in pids


def test_the_last_one_out_stops_the_server(home: Path) -> None:
    with Product(home) as first, Product(home) as second:
        first.up()
        second.up()
        assert first.leave() == "left"
        assert server_pid(home) is not None
        assert second.leave() == "stopped"
        assert server_pid(home) is None


def test_a_killed_process_does_not_count_as_using_the_server(home: Path) -> None:
    with Product(home) as killed, Product(home) as other:
        killed.up()
        other.up()
        killed.kill()
        assert other.leave() == "stopped"


def test_a_server_that_outlived_its_product_is_used_again(home: Path) -> None:
    with Product(home) as product:
        product.up().kill()
    survivor = server_pid(home)
    with EmbeddedPostgres(home):
        assert survivor is not None
        assert server_pid(home) == survivor


def test_leaving_without_having_come_stops_a_server_nobody_uses(home: Path) -> None:
    with Product(home) as product:
        product.up().kill()
    assert EmbeddedPostgres(home).stop()
    assert server_pid(home) is None


def test_leaving_without_having_come_leaves_a_server_somebody_uses(home: Path) -> None:
    with Product(home) as product:
        product.up()
        assert not EmbeddedPostgres(home).stop()
        assert server_pid(home) is not None


def test_what_was_written_is_there_after_stopping_and_starting(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        write_note(server, "留痕")
    with EmbeddedPostgres(home) as server:
        assert notes(server) == ["留痕"]


def test_two_users_of_a_home_may_live_in_one_process(home: Path) -> None:
    first, second = EmbeddedPostgres(home), EmbeddedPostgres(home)
    assert first.start() == second.start()
    assert not first.stop()
    assert second.stop()


def test_stopping_twice_does_nothing_the_second_time(home: Path) -> None:
    server = EmbeddedPostgres(home)
    server.start()
    assert server.stop()
    assert not server.stop()
