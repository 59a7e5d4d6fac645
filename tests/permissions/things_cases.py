"""What stands in the addresses of casework: a part of `things`."""

from collections.abc import Callable

from tests.permissions.canary import Rule
from tests.permissions.thing import CHILDREN, Seen, Thing, nobody, of_child
from tests.permissions.world import Aviary

NO_REF = "ZYXQZZZZ99"


def cases(aviary: Aviary) -> list[Thing]:
    """The case of each kind of child, and a reference that is none's."""
    return [
        Thing(name, {"ref": found.ref}, of_child(found.pupil_id)) for name, found in held(aviary, "case")
    ] + [Thing("no case", {"ref": NO_REF}, nobody)]


def documents(aviary: Aviary) -> list[Thing]:
    """For each kind of child, a document meant for whoever follows the case, and one for named people."""
    return [
        Thing(f"{name}, {audience}", {"ref": child.rows.case.ref, "pk": row.pk}, of_rule(rule))
        for name in CHILDREN
        if hasattr((child := aviary.children[name]).rows, "documents")
        for audience, (row, rule) in child.rows.documents.items()
    ]


def of_rule(rule: Rule) -> Seen:
    """Those who follow the case, and for whom the row is meant."""
    return lambda rights, person, permission: rule(rights, person)


def held(aviary: Aviary, kind: str) -> list[tuple[str, object]]:
    """The rows of a kind that `world_cases` made for children, by the child's name."""
    return [
        (name, row)
        for name in CHILDREN
        if (row := getattr(aviary.children[name].rows, kind, None)) is not None
    ]


def with_word(argument: str, good: str, bad: str = "nonsense") -> Callable[[Aviary], list[Thing]]:
    """Cases together with a word that is one of a list, and one that is not."""

    def found(aviary: Aviary) -> list[Thing]:
        every = cases(aviary)
        return [Thing(each.name, each.arguments | {argument: good}, each.seen) for each in every] + [
            Thing(bad, every[0].arguments | {argument: bad}, nobody)
        ]

    return found


THINGS: dict[str, Callable[[Aviary], list[Thing]]] = {
    "case": cases,
    "document": documents,
    "case move": with_word("move", "pause"),
}
