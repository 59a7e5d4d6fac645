"""What stands in the addresses of enforcement: a part of `things`."""

from collections.abc import Callable

from tests.permissions.thing import Thing, nobody, of_child
from tests.permissions.things_cases import NO_REF, held, shared_rows, with_key
from tests.permissions.world import Aviary


def steps(aviary: Aviary) -> list[Thing]:
    """A step towards a parent of each child, and a word that is no step."""
    every = with_key("contact")(aviary)
    return [Thing(each.name, each.arguments | {"step": "notice"}, each.seen) for each in every] + [
        Thing("no step", every[0].arguments | {"step": "nonsense"}, nobody)
    ]


def by_ref(kind: str, *, move: str = "") -> Callable[[Aviary], list[Thing]]:
    """Legal records of each child by their own reference, and one that is none's."""

    def found(aviary: Aviary) -> list[Thing]:
        more = {"move": move} if move else {}
        rows = [(name, {"ref": row.ref} | more, of_child(row.pupil_id)) for name, row in held(aviary, kind)]
        return [*(Thing(*row) for row in rows), Thing("none", {"ref": NO_REF} | more, nobody)]

    return found


THINGS: dict[str, Callable[[Aviary], list[Thing]]] = {
    "step": steps,
    "notice request": shared_rows("notice_requests", "ref"),
    "notice": by_ref("notice"),
    "notice move": by_ref("notice", move="return"),
    "drafted notice": by_ref("draft"),
    "warning": by_ref("warning"),
    "warning move": by_ref("warning", move="drop"),
    "contact": with_key("contact"),
    "support offer": with_key("offer"),
    "enquiry": with_key("enquiry"),
    "letter in": with_key("correspondence"),
}
