"""What stands in the addresses of casework: a part of `things`."""

from collections.abc import Callable
from typing import Any

from agencies.rules.roles import Permission
from cases.models import Handover
from tests.permissions.canary import Rule
from tests.permissions.rights import Person, Rights
from tests.permissions.rules import addressed, meant_for
from tests.permissions.thing import CHILDREN, Seen, Thing, everybody, nobody, of_child
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


def shared_rows(kind: str, argument: str = "pk", *, own: bool = False) -> Callable[[Aviary], list[Thing]]:
    """Rows with an author and an audience: the child and the row must be for them; `own`: their agency's alone."""

    def found(aviary: Aviary) -> list[Thing]:
        rows = [(name, row) for name in CHILDREN for row in getattr(aviary.children[name].rows, kind, ())]
        return [
            Thing(f"{name}, {row.audience}", {argument: getattr(row, argument)}, meant(row, own))
            for name, row in rows
        ] + [Thing("none", {argument: 10**8 if argument == "pk" else NO_REF}, nobody)]

    return found


def with_key(kind: str) -> Callable[[Aviary], list[Thing]]:
    """Rows of cases by the case's reference and their own key, and a key that is none's."""

    def found(aviary: Aviary) -> list[Thing]:
        every = [
            Thing(
                name,
                {"ref": aviary.children[name].rows.case.ref, "pk": row.pk},
                of_child(aviary.children[name].pupil.pk),
            )
            for name, row in held(aviary, kind)
        ]
        return [*every, Thing("no row", every[0].arguments | {"pk": 0}, nobody)]

    return found


def meant(row: Any, own: bool) -> Seen:
    """Those whom a row with an audience is meant for; `own`: of the agency that wrote it alone."""
    readers = tuple(row.readers.values_list("pk", flat=True))
    rule = meant_for(row.pupil_id, row.agency_id, row.audience, row.by_id, readers, addressed(row))

    def seen(rights: Rights, person: Person, permission: Permission) -> bool:
        mine = not own or row.agency_id in rights.reach(person)
        return mine and rights.sees(person, row.pupil_id, permission) and rule(rights, person)

    return seen


def referrals(aviary: Aviary) -> list[Thing]:
    """The referral of each kind of child, and a reference that is none's."""
    sent = [Thing(name, {"ref": row.ref}, of_child(row.pupil_id)) for name, row in held(aviary, "referral")]
    return [*sent, Thing("no referral", {"ref": NO_REF}, nobody)]


def referral_acts(aviary: Aviary) -> list[Thing]:
    """Referrals with an act of the list, and one with a word that is none."""
    every = referrals(aviary)
    return [Thing(each.name, each.arguments | {"act": "ask"}, each.seen) for each in every] + [
        Thing("no act", every[0].arguments | {"act": "nonsense"}, nobody)
    ]


def handovers(aviary: Aviary) -> list[Thing]:
    """A move of a caseload in each team, and a key that is none's."""
    of_team: Callable[[int], Seen] = lambda team: (  # noqa: E731 - a rule beside its thing reads best
        lambda rights, person, permission: team in rights.reach(person)
    )
    rows = Handover.objects.order_by("pk")
    return [
        *(Thing(str(row.team), {"pk": row.pk}, of_team(row.team_id)) for row in rows),
        Thing("no move", {"pk": 0}, nobody),
    ]


THINGS: dict[str, Callable[[Aviary], list[Thing]]] = {
    "case": cases,
    "handover": handovers,
    "document": documents,
    "referral": referrals,
    "referral act": referral_acts,
    "plan action": with_key("action"),
    "plan party": with_key("party"),
    "stage": with_key("stage"),
    "recheck": with_key("recheck"),
    "case move": with_word("move", "pause"),
    "form": lambda aviary: [Thing("a form", {"form": "note-one"}, everybody)],
    "intervention": shared_rows("interventions"),
    "own intervention": shared_rows("interventions", own=True),
    "request": shared_rows("requests", "ref"),
    "request move": lambda aviary: [
        Thing(each.name, each.arguments | {"move": "decline"}, each.seen)
        for each in shared_rows("requests", "ref")(aviary)
    ],
}
