"""The searches: where particulars of a child can be typed, and what whoever has them would type."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tests.permissions.world import Aviary, Child

Given = dict[str, Any]


@dataclass(frozen=True)
class Search:
    """A route that is asked by POST, and the forms filled in for one child."""

    route: str
    forms: Callable[[Child], list[Given]]
    json: bool = False

    def questions(self, aviary: Aviary) -> Iterator[tuple[str, Given]]:
        """Every question about every child."""
        for child in aviary.children.values():
            for given in self.forms(child):
                yield reverse(self.route), given


def by_hand(child: Child) -> list[Given]:
    """The search page: a name, an alias, a number, a day of birth; alone and with the school."""
    pupil, born = child.pupil, child.pupil.born_on
    day = {"born_on_day": born.day, "born_on_month": born.month, "born_on_year": born.year}
    alias = pupil.names.get(is_alias=True)
    return [
        {"name": f"{pupil.forename} {pupil.surname}"},
        {"name": alias.surname},
        {"upn": pupil.upn},
        {"upn": pupil.former_upns.get().upn},
        day,
        {"name": pupil.surname, "school": child.school.pk, "year_group": "8", **day},
    ]


def by_program(child: Child) -> list[Given]:
    """The interface for programs finds a child by number."""
    return [{"upn": child.pupil.upn}]


SEARCHES = (Search("search", by_hand),)
PROGRAM_SEARCHES = (Search("api-pupil-find", by_program, json=True),)
