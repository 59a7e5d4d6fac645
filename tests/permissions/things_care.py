"""What stands in the addresses of care, sweeps and views: a part of `things`."""

from collections.abc import Callable

from tests.permissions.thing import Seen, Thing
from tests.permissions.world import Aviary


def of_agencies(*agencies: int) -> Seen:
    """Those within whose reach one of the agencies is."""
    return lambda rights, person, permission: bool({*agencies} & {*rights.reach(person)})


def sweeps(aviary: Aviary) -> list[Thing]:
    """A sweep of the north team with the police, and one of another authority."""
    rows = {name: aviary.things[name] for name in ("sweep", "sweep elsewhere")}
    return [
        Thing(name, {"ref": row.ref}, of_agencies(row.agency_id, row.partner_id))
        for name, row in rows.items()
    ]


def stops(aviary: Aviary) -> list[Thing]:
    """A stop that nobody matched and one of the restricted child, of a sweep of the north team with the police."""
    return [
        Thing(
            f"stop {row.number}",
            {"ref": row.sweep.ref, "pk": row.pk},
            of_agencies(row.sweep.agency_id, row.sweep.partner_id),
        )
        for row in aviary.things["stops"]
    ]


THINGS: dict[str, Callable[[Aviary], list[Thing]]] = {"sweep": sweeps, "stop": stops}
