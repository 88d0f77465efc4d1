"""Root and ordinary users: each can run the product, and neither spoils the other's home."""

import os
import pwd
import stat
from pathlib import Path

import psutil
import pytest

from infra.database.binaries import embedded_binaries
from infra.database.embedded import EmbeddedPostgres
from infra.database.faults import HomeNotOurs
from infra.database.unprivileged import ServerUser, let_pass, let_read, server_user
from tests.database.conftest import as_root
from tests.database.products import OrdinaryProduct, Product, server_pid

ORDINARY = 65_534
"""The number of the user "nobody" almost everywhere."""


@pytest.fixture
def nobodys(place: Path) -> Path:
    """A folder of an ordinary user, who can also run the PostgreSQL programs."""
    place.chmod(0o755)
    folder = place / "nobodys"
    folder.mkdir()
    os.chown(folder, ORDINARY, ORDINARY)
    binaries = embedded_binaries()
    for step in (binaries, *binaries.parents):
        if not step.stat().st_mode & stat.S_IXOTH:
            pytest.skip(f"an ordinary user may not pass {step}")
    return folder


def owner_of_server(home: Path) -> int:
    return psutil.Process(server_pid(home)).uids().effective


@as_root
def test_an_ordinary_user_runs_the_server_as_itself(nobodys: Path) -> None:
    with OrdinaryProduct(nobodys / "home", ORDINARY) as product:
        assert product.up() is None
        assert owner_of_server(nobodys / "home") == ORDINARY
        assert product.leave() == "stopped"


@as_root
def test_root_runs_an_ordinary_users_server_as_that_user_and_leaves_it_usable(
    nobodys: Path,
) -> None:
    home = nobodys / "home"

    def ordinary() -> OrdinaryProduct:
        return OrdinaryProduct(home, ORDINARY)

    for start in (ordinary, lambda: Product(home), ordinary):
        with start() as product:
            product.up()
            assert owner_of_server(home) == ORDINARY
            assert product.leave() == "stopped"


@as_root
def test_root_and_an_ordinary_user_share_a_running_server(nobodys: Path) -> None:
    with OrdinaryProduct(nobodys, ORDINARY) as ordinary:
        assert ordinary.up() is None
        server = EmbeddedPostgres(nobodys)
        server.start()
        assert ordinary.leave() == "left"


@as_root
def test_an_ordinary_user_is_told_that_a_home_is_roots(home: Path, nobodys: Path) -> None:
    with OrdinaryProduct(home, ORDINARY) as product:
        fault = product.up()
        assert isinstance(fault, HomeNotOurs)
        assert str(home) in str(fault)
        assert '"root"' in str(fault)


@as_root
def test_a_closed_home_of_root_stays_closed_to_everybody_but_the_server(home: Path) -> None:
    home.parent.chmod(0o700)
    with EmbeddedPostgres(home):
        for folder in (home, home.parent):
            assert folder.stat().st_mode & 0o007 == 0
        assert not (home / "postgres.lock").stat().st_mode & 0o077


@as_root
def test_passing_is_granted_to_one_account_and_once(place: Path) -> None:
    user = ServerUser(ORDINARY, ORDINARY)
    let_pass(user, place)
    granted = os.getxattr(place, "system.posix_acl_access")
    let_pass(user, place)
    assert os.getxattr(place, "system.posix_acl_access") == granted
    assert place.stat().st_mode & 0o007 == 0


@as_root
def test_programs_installed_for_root_alone_are_opened_to_the_server(place: Path) -> None:
    binaries = place / "package" / "pginstall18" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "postgres").touch(mode=0o700)
    library = place / "package.libs" / "libpq.so"
    library.parent.mkdir(mode=0o700)
    library.touch(mode=0o600)
    let_read(ServerUser(ORDINARY, ORDINARY), binaries)
    assert (binaries / "postgres").stat().st_mode & 0o007 == 0o005
    assert library.stat().st_mode & 0o007 == 0o004
    assert library.parent.stat().st_mode & 0o007 == 0o005


@as_root
def test_the_system_account_is_nobody_who_can_sign_in(place: Path) -> None:
    account = pwd.getpwuid(server_user(place / "new").uid)
    assert account.pw_uid != 0
    assert account.pw_shell not in Path("/etc/shells").read_text().splitlines()


@as_root
def test_a_folder_one_may_not_write_to_is_named(nobodys: Path) -> None:
    nobodys.chmod(0o500)
    with OrdinaryProduct(nobodys / "home", ORDINARY) as product:
        fault = product.up()
        assert isinstance(fault, HomeNotOurs)
        assert str(nobodys) in str(fault)
