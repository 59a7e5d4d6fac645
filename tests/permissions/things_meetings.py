"""What stands in the addresses of meetings: a part of `things`."""

from collections.abc import Callable
from typing import Any

from agencies.rules.roles import Permission
from tests.permissions.rights import Person, Rights
from tests.permissions.thing import CHILDREN, Seen, Thing, nobody
from tests.permissions.things_cases import NO_REF, meant, shared_rows
from tests.permissions.world import Aviary


def parts(kind: str, *, own: bool = False, within: bool = True) -> Callable[[Aviary], list[Thing]]:
    """Parts of meetings by the meeting's reference and their own key; `within`: the meeting must be for them too."""

    def found(aviary: Aviary) -> list[Thing]:
        rows = [(name, row) for name in CHILDREN for row in getattr(aviary.children[name].rows, kind, ())]
        every = [
            Thing(f"{name}, {row.audience}", {"ref": row.meeting.ref, "pk": row.pk}, _seen(row, own, within))
            for name, row in rows
        ]
        return [*every, Thing("none", {"ref": NO_REF, "pk": 10**8}, nobody)]

    return found


def _seen(row: Any, own: bool, within: bool) -> Seen:
    part, whole = meant(row, False), meant(row.meeting, own)

    def seen(rights: Rights, person: Person, permission: Permission) -> bool:
        return part(rights, person, permission) and (not within or whole(rights, person, permission))

    return seen


def with_argument(argument: str, good: str) -> Callable[[Aviary], list[Thing]]:
    """Meetings of one's agency together with a word that is one of a list, and one that is not."""

    def found(aviary: Aviary) -> list[Thing]:
        every = shared_rows("meetings", "ref", own=True)(aviary)
        return [Thing(each.name, each.arguments | {argument: good}, each.seen) for each in every] + [
            Thing("nonsense", every[0].arguments | {argument: "nonsense"}, nobody)
        ]

    return found


THINGS: dict[str, Callable[[Aviary], list[Thing]]] = {
    "meeting": shared_rows("meetings", "ref"),
    "own meeting": shared_rows("meetings", "ref", own=True),
    "own meeting and kind": with_argument("kind", "item"),
    "own meeting and move": with_argument("move", "rearrange"),
    "invitation": parts("invitations"),
    "own invitation": parts("invitations", own=True),
    "own meeting item": parts("meeting_items", own=True),
    "meeting paper": parts("meeting_papers", within=False),
}
