"""Something that stands in an address, and who may see it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from agencies.rules.roles import Permission
from tests.permissions.rights import Person, Rights

Seen = Callable[[Rights, Person, Permission], bool]
# The crawl asks for every child; here one of each kind is enough.
CHILDREN = ("own", "other", "restricted", "restricted elsewhere", "stranger", "merged")


@dataclass(frozen=True)
class Thing:
    """Something addressed: the arguments of its address, and who may see it under a permission."""

    name: str
    arguments: dict[str, Any]
    seen: Seen


def everybody(rights: Rights, person: Person, permission: Permission) -> bool:
    """No row stands behind the address."""
    return True


def nobody(rights: Rights, person: Person, permission: Permission) -> bool:
    """There is no such thing."""
    return False


def of_child(pupil: int) -> Seen:
    """Those who hold the permission for a child."""
    return lambda rights, person, permission: rights.sees(person, pupil, permission)
