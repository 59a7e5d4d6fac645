"""PostgreSQL refuses to run as root: three ways to start it as somebody who is not.

A user with a name needs nothing. Root, and a user of whom the machine knows only a number, enter a user
namespace in which they are nobody (files keep their rights, nothing is added to the machine). Where the
kernel forbids namespaces, as in many containers, root's programs run as the user nobody, who needs copies it
can reach and directories of its own.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.runner.places import private_directory, short_name

NOBODY = 65534
NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")


@dataclass(frozen=True)
class Account:
    """Who runs the server: a prefix for its commands, and a user to become (none: stay who we are)."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None

    def home(self, wished: Path) -> Path:
        """Where this account can keep a server's data: the wished place, or one it can reach."""
        if self.uid is None:
            return wished
        return private_directory(Path("/var/tmp") / short_name(str(wished)), self.uid)

    def programs(self, directory: Path) -> Path:
        """The directory of programs, copied with what surrounds it where this account cannot reach it."""
        if self.uid is None or directory.is_relative_to("/usr"):
            return directory
        package = directory.parent.parent
        made = (directory / "postgres").stat().st_mtime_ns
        copies = private_directory(Path("/var/tmp") / short_name(f"{directory} of {made}"), self.uid)
        for tree in (package, package.with_name(f"{package.name}.libs")):
            if tree.is_dir() and not (copies / tree.name).exists():
                half = shutil.copytree(tree, copies / f"{tree.name}.part", dirs_exist_ok=True)
                Path(half).rename(copies / tree.name)
        return copies / directory.relative_to(package.parent)


def account() -> Account:
    """The way that works for whoever we are."""
    root = os.geteuid() == 0
    if not root and _has_a_name(os.geteuid()):
        return Account()
    if namespaces_work():
        return Account(prefix=NAMESPACE)
    return Account(uid=NOBODY) if root else Account()


def _has_a_name(uid: int) -> bool:
    """Whether the machine knows this user; a container may be started as a number that it does not."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def namespaces_work() -> bool:
    """Whether the kernel lets us enter a user namespace."""
    try:
        return subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
