"""Running the server as somebody harmless: PostgreSQL refuses to run as root, and rightly so.

Only root needs any of this. An ordinary user runs the server as itself.
"""

import errno
import os
import pwd
import shutil
import stat
import struct
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from infra.database.faults import ServerUserMissing

SYSTEM_USER = "liuhen"
"""The account made for the server when root starts it."""

_MAKERS = (
    ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/bin/false"],
    ["adduser", "-S", "-D", "-H", "-s", "/bin/false"],  # BusyBox
)


class Account(TypedDict, total=False):
    """Arguments of `subprocess` that say as whom a program runs."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class ServerUser:
    """The account that the server runs as: `uid` and `gid`."""

    uid: int
    gid: int

    @property
    def popen(self) -> Account:
        """Arguments for `subprocess` that run a program as this account; none when it is ours."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def given(self, path: Path) -> None:
        """Hand `path` over to this account. Only root can, and only root has to."""
        if self.uid != os.geteuid():
            os.chown(path, self.uid, self.gid)


def server_user(home: Path) -> ServerUser:
    """Who runs the server of `home`: we ourselves; or, when we are root, whoever the data or the
    home belongs to, or else a system account of its own, made when there is none.

    Raises `ServerUserMissing`.
    """
    if os.geteuid() != 0:
        return ServerUser(os.geteuid(), os.getegid())
    for owned in (home / "postgres" / "data", home):
        if owned.exists() and (owner := owned.stat()).st_uid != 0:
            return ServerUser(owner.st_uid, owner.st_gid)
    return _system_account()


def _system_account() -> ServerUser:
    complaint = None
    # Two processes may be adding it at once; the one that found the file locked looks again.
    for _ in range(20):
        try:
            entry = pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            if complaint := _make_account():
                time.sleep(0.1)
        else:
            return ServerUser(entry.pw_uid, entry.pw_gid)
    raise ServerUserMissing(
        f'PostgreSQL refuses to run as root, and the account "{SYSTEM_USER}" it would run as could '
        f"not be made ({complaint}). Start as an ordinary user, add the account, or set "
        "LIUHEN_DATABASE_URL to a PostgreSQL server of your own"
    )


def _make_account() -> str | None:
    """Try to add the account; what went wrong, or None."""
    for maker in _MAKERS:
        if program := shutil.which(maker[0], path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"):
            command = [program, *maker[1:], SYSTEM_USER]
            done = subprocess.run(  # noqa: S603 - fixed arguments
                command, capture_output=True, text=True, check=False
            )
            return None if done.returncode == 0 else done.stderr.strip()
    return "there is no program to add users with"


def let_pass(user: ServerUser, folder: Path) -> None:
    """Let `user` pass through every folder on the way to `folder`: pass, not list or read.

    Somebody's private home stays closed to everybody else: the right is an entry for this account
    in the folder's access list. Only where the file system has none does everybody get to pass.
    """
    if user.uid == os.geteuid():
        return
    folder = folder.resolve()
    for step in (folder, *folder.parents):
        status = step.stat()
        passes = stat.S_IXUSR if status.st_uid == user.uid else stat.S_IXOTH
        if not status.st_mode & passes:
            _grant_passage(step, user.uid, status.st_mode)


def let_read(user: ServerUser, binaries: Path) -> None:
    """Let `user` run the programs in `binaries`, also where they were installed for root alone."""
    let_pass(user, binaries)
    if user.uid == os.geteuid() or (binaries / "postgres").stat().st_mode & stat.S_IXOTH:
        return
    package = binaries.parent.parent
    # Wheels keep the libraries they bring along in a folder beside the package.
    for tree in (package, package.with_name(f"{package.name}.libs")):
        for place in (tree, *tree.rglob("*")):
            mode = place.stat().st_mode
            everybody = stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
            place.chmod(stat.S_IMODE(mode) | everybody)


_ACL = "system.posix_acl_access"
_ACL_VERSION = 2
_USER_OBJ, _USER, _GROUP_OBJ, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
_NOBODY = 0xFFFFFFFF
_PASS = 1


def _grant_passage(folder: Path, uid: int, mode: int) -> None:
    """Add `uid` to the folder's POSIX access list (the binary form of `man 5 acl`, version 2)."""
    try:
        entries = _read_acl(folder)
    except OSError as error:
        if error.errno != errno.ENODATA:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
            return
        entries = {
            (_USER_OBJ, _NOBODY): mode >> 6 & 7,
            (_GROUP_OBJ, _NOBODY): mode >> 3 & 7,
            (_OTHER, _NOBODY): mode & 7,
        }
    if entries.get((_USER, uid), 0) & _PASS:
        return
    entries[_USER, uid] = entries.get((_USER, uid), 0) | _PASS
    entries[_MASK, _NOBODY] = entries.get((_MASK, _NOBODY), mode >> 3 & 7) | _PASS
    packed = [struct.pack("<HHI", tag, right, who) for (tag, who), right in sorted(entries.items())]
    os.setxattr(folder, _ACL, struct.pack("<I", _ACL_VERSION) + b"".join(packed))


def _read_acl(folder: Path) -> dict[tuple[int, int], int]:
    if not hasattr(os, "getxattr"):
        raise OSError(errno.ENOTSUP, "no access lists on this system")
    raw = os.getxattr(folder, _ACL)
    return {(tag, who): right for tag, right, who in struct.iter_unpack("<HHI", raw[4:])}
