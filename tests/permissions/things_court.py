"""What stands in the addresses of court, contracts and orders: a part of `things`."""

from collections.abc import Callable
from typing import Any

from tests.permissions.thing import Thing, nobody, of_child
from tests.permissions.things_cases import NO_REF, held, with_word
from tests.permissions.world import Aviary

Things = Callable[[Aviary], list[Thing]]


def by_ref(kind: str, /, **more: Any) -> Things:
    """The row of a kind of each child by its reference, and a reference that is none's."""

    def found(aviary: Aviary) -> list[Thing]:
        rows = held(aviary, kind)
        things = [Thing(name, {"ref": row.ref, **more}, of_child(row.pupil_id)) for name, row in rows]
        return [*things, Thing("none", {"ref": NO_REF, **more}, nobody)]

    return found


def with_part(kind: str, part: str) -> Things:
    """A row of each child by its reference with the key of a part of it, and a key that is none's."""

    def found(aviary: Aviary) -> list[Thing]:
        parts = dict(held(aviary, part))
        things = [
            Thing(name, {"ref": row.ref, "pk": parts[name].pk}, of_child(row.pupil_id))
            for name, row in held(aviary, kind)
        ]
        return [*things, Thing("no part", things[0].arguments | {"pk": 0}, nobody)]

    return found


def with_act(kind: str, act: str) -> Things:
    """The row of each child with an act of its table, and with a word that is none."""

    def found(aviary: Aviary) -> list[Thing]:
        things = by_ref(kind, act=act)(aviary)
        return [*things, Thing("no act", things[0].arguments | {"act": "nonsense"}, nobody)]

    return found


def hearings(aviary: Aviary) -> list[Thing]:
    """The hearing of each child with an act, and a key that is none's."""
    things = [
        Thing(name, {"pk": row.pk, "act": "vacate"}, of_child(row.pupil_id))
        for name, row in held(aviary, "hearing")
    ]
    return [*things, Thing("no hearing", {"pk": 0, "act": "vacate"}, nobody)]


THINGS: dict[str, Things] = {
    "court step": with_word("what", "consider"),
    "order step": with_word("what", "contract"),
    "fast track": by_ref("track"),
    "track step": with_part("track", "track_step"),
    "track act": with_act("track", "drop"),
    "prosecution": by_ref("charge"),
    "charge act": with_act("charge", "drop"),
    "court paper": with_part("charge", "paper"),
    "paper kind": by_ref("charge", kind="unused"),
    "pack item": with_part("charge", "item"),
    "hearing act": hearings,
    "supervision": by_ref("supervision"),
    "supervision act": with_act("supervision", "drop"),
    "contract": by_ref("contract"),
    "contract act": with_act("contract", "decline"),
    "parenting order": by_ref("parenting_order"),
    "parenting act": with_act("parenting_order", "drop"),
    "attendance order": by_ref("school_order"),
    "attendance act": with_act("school_order", "drop"),
}
