"""Reports in addresses: those that are closed, and drafts, of which each authority has its own; what worked."""

from collections.abc import Callable

from tests.permissions.thing import Seen, Thing, everybody, nobody
from tests.permissions.world import Aviary

Things = Callable[[Aviary], list[Thing]]


def of_authority(authority: int) -> Seen:
    """People of the authority."""
    return lambda rights, person, permission: person.authority == authority


def _report(name: str, *arguments: str) -> Things:
    """A report by its year and quarter, and one of a time of which nothing is known."""

    def things(aviary: Aviary) -> list[Thing]:
        year, part = aviary.things[name]
        held = {"year": year, "quarter": part}
        missing = {"year": 2001, "quarter": 1}
        return [
            Thing(each, {argument: values[argument] for argument in arguments}, who)
            for each, values, who in ((name, held, everybody), ("nothing known", missing, nobody))
        ]

    return things


def _parts(aviary: Aviary) -> list[Thing]:
    """A part of the evaluation that is a draft, and one of the evaluation that is closed."""
    (draft, _), (closed, _) = aviary.things["draft evaluation"], aviary.things["closed evaluation"]
    return [
        Thing(name, {"year": year, "section": "summary"}, who)
        for name, year, who in (
            ("draft", draft, everybody),
            ("closed", closed, nobody),
            ("none", 2001, nobody),
        )
    ]


def _answers(aviary: Aviary) -> list[Thing]:
    row = aviary.things["impact answer"]
    seen = of_authority(row.study.authority_id)
    return [Thing("answer", {"pk": row.pk}, seen), Thing("none", {"pk": 10**8}, nobody)]


THINGS: dict[str, Things] = {
    "evaluation": _report("closed evaluation", "year"),
    "evaluation part": _parts,
    "members' report": _report("closed members", "year", "quarter"),
    "members' draft": _report("draft members", "year", "quarter"),
    "impact answer": _answers,
    "impact study": lambda aviary: [Thing("study", {}, of_authority(aviary.world.authority.pk))],
}
