"""What stands in the addresses of letters, print runs and money: a part of `things`."""

from collections.abc import Callable

from tests.permissions.thing import Seen, Thing, nobody, of_child
from tests.permissions.things_cases import NO_REF, held
from tests.permissions.world import Aviary

TAKERS = ("legal_officer", "stranger_officer")


def _of_authority(authority: int) -> Seen:
    return lambda rights, person, permission: person.authority == authority


def of_authority(kind: str) -> Callable[[Aviary], list[Thing]]:
    """A thing of each authority, and a reference that is none's."""

    def found(aviary: Aviary) -> list[Thing]:
        people = {name: aviary.world.people[name] for name in TAKERS}
        return [
            Thing(
                name,
                {"ref": aviary.things[f"{kind} of {name}"].ref},
                _of_authority(held.agency.authority_id),
            )
            for name, held in people.items()
        ] + [Thing(f"no {kind}", {"ref": NO_REF}, nobody)]

    return found


def payment_acts(aviary: Aviary) -> list[Thing]:
    """Payments with an act of the list, and one with a word that is none."""
    every = of_authority("payment")(aviary)
    return [Thing(each.name, each.arguments | {"act": "match"}, each.seen) for each in every] + [
        Thing("no act", every[0].arguments | {"act": "nonsense"}, nobody)
    ]


def letters(aviary: Aviary) -> list[Thing]:
    """The letter about each kind of child, and a reference that is none's."""
    rows = [Thing(name, {"ref": row.ref}, of_child(row.pupil_id)) for name, row in held(aviary, "letter")]
    return [*rows, Thing("no letter", {"ref": NO_REF}, nobody)]


def notices(aviary: Aviary) -> list[Thing]:
    """The notice about each kind of child by its reference, and a reference that is none's."""
    rows = [
        Thing(name, {"reference": row.reference}, of_child(row.pupil_id))
        for name, row in held(aviary, "notice")
    ]
    return [*rows, Thing("no notice", {"reference": "PN-0000000-00"}, nobody)]


def print_runs(aviary: Aviary) -> list[Thing]:
    """The print run of a team, and a reference that is none's."""
    run = aviary.things["print run"]
    return [
        Thing(
            "the north's", {"ref": run.ref}, lambda rights, person, permission: run.agency_id in rights.reach(person)
        ),
        Thing("no run", {"ref": NO_REF}, nobody),
    ]  # fmt: skip


THINGS: dict[str, Callable[[Aviary], list[Thing]]] = {
    "payment": of_authority("payment"),
    "payment act": payment_acts,
    "bank file": of_authority("bank file"),
    "letter": letters,
    "notice by reference": notices,
    "print run": print_runs,
}
