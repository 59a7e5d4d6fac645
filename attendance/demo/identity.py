"""Names, dates of birth and numbers of a population's children, and their families."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from attendance.demo.names import BACKGROUNDS, STREET_KINDS, STREETS, Background
from attendance.demo.places import AuthorityPlan
from attendance.demo.population import NOWHERE, Population
from attendance.rules.register import Ints
from attendance.rules.upn import LETTERS, check_letter

REF_LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_ALL: Final = tuple(BACKGROUNDS.values())
_TEMPORARY, _NONE, _INVALID = 0.015, 0.004, 0.002


@dataclass(frozen=True, slots=True)
class Child:
    """Who one child is. ``row`` is their place in the population."""

    row: int
    ref: str
    upn: str
    upn_state: str
    surname: str
    forename: str
    middle_names: str
    known_as: str
    born_on: date
    sex: str
    ethnicity: str
    language: str


def children(plan: AuthorityPlan, people: Population, year: int, seed: int) -> list[Child]:
    """Everybody in the order of the population. Names, numbers and references are the same for a seed."""
    rng = np.random.default_rng([seed, plan.number, 4])
    picks = rng.integers(0, 1_000_000, (len(people), 4))
    chances = rng.random((len(people), 4))
    refs = rng.integers(0, len(REF_LETTERS), (len(people), 10))
    surnames = _family_surnames(np.random.default_rng([seed, plan.number, 6]), people)
    numbers = _Numbers(plan)
    home = np.where(people.now == NOWHERE, people.before, people.now)
    found = []
    for row in range(len(people)):
        background = _ALL[people.background[row]]
        female = bool(people.female[row])
        forenames = background.girls if female else background.boys
        family = int(people.family[row])
        unknown = bool(people.unknown[row])
        upn, state = numbers.give(int(home[row]), year - int(people.group[row]), chances[row, 0])
        found.append(
            Child(
                row,
                "".join(REF_LETTERS[letter] for letter in refs[row]),
                upn,
                state,
                surname(background, surnames[family], female),
                forenames[picks[row, 0] % len(forenames)],
                forenames[picks[row, 1] % len(forenames)] if chances[row, 1] < 0.3 else "",
                forenames[picks[row, 2] % len(forenames)][:4] if chances[row, 2] < 0.02 else "",
                date.fromordinal(int(people.born[row])),
                "F" if female else "M",
                "" if unknown else background.ethnicity,
                "" if unknown else background.language,
            )
        )
    return found


def _family_surnames(rng: np.random.Generator, people: Population) -> Ints:
    """A number by which every family chooses its surname."""
    return rng.integers(0, 1_000_000, int(people.family.max()) + 1)


def surname(background: Background, number: int, female: bool) -> str:
    """The ``number``-th surname; Polish girls have the feminine form, some British families two names."""
    names = background.surnames_of_girls if female and background.surnames_of_girls else background.surnames
    first = names[number % len(names)]
    if background.ethnicity == "WBRI" and number % 29 == 0:
        return f"{first}-{names[number // 29 % len(names)]}"
    return first


class _Numbers:
    """Gives unique pupil numbers in the order of asking: most permanent, some not."""

    def __init__(self, plan: AuthorityPlan) -> None:
        self._plan = plan
        self._given: dict[tuple[int, int], int] = defaultdict(int)

    def give(self, school: int, entered: int, chance: float) -> tuple[str, str]:
        """A number and its state for a child who entered a school in a year; ``chance`` is 0 to 1."""
        start = f"{self._plan.code}{self._plan.schools[school].establishment_number}{entered % 100:02}"
        self._given[school, entered] += 1
        serial = self._given[school, entered]
        if chance < _NONE:
            return "", "none"
        if chance < _NONE + _TEMPORARY:
            rest = f"{start}{serial % 100:02}{LETTERS[serial // 100 % len(LETTERS)]}"
            return check_letter(rest) + rest, "temporary"
        rest = f"{start}{serial % 1000:03}"
        letter = check_letter(rest)
        if chance < _NONE + _TEMPORARY + _INVALID:
            return LETTERS[(LETTERS.index(letter) + 1) % len(LETTERS)] + rest, "invalid"
        return letter + rest, "permanent"


@dataclass(frozen=True, slots=True)
class Adult:
    """One parent of a family: ``kind`` is what they are to the children."""

    family: int
    kind: str
    title: str
    surname: str
    forename: str
    telephone: str
    responsible: bool | None
    caring: bool
    address: str
    postcode: str
    sealed: bool


def adults(plan: AuthorityPlan, people: Population, seed: int) -> list[Adult]:
    """The parents of every family: alone, together, apart, or a grandparent caring."""
    rng = np.random.default_rng([seed, plan.number, 5])
    families = int(people.family.max()) + 1
    _, first = np.unique(people.family, return_index=True)
    backgrounds = people.background[first]
    surnames = _family_surnames(np.random.default_rng([seed, plan.number, 6]), people)
    picks = rng.integers(0, 1_000_000, (families, 8))
    chances = rng.random((families, 2))
    found: list[Adult] = []
    for family in range(families):
        background = _ALL[backgrounds[family]]
        found += _parents(family, background, int(surnames[family]), picks[family].tolist(), *chances[family])
    return found


def _parents(
    family: int, background: Background, name: int, picks: list[int], shape: float, seal: float
) -> list[Adult]:
    home, elsewhere = _address(picks[0], picks[1]), _address(picks[2], picks[3])
    mother = _adult(family, "Mother", "Ms", background, True, name, picks[4], home)
    father = _adult(family, "Father", "Mr", background, False, name, picks[5], home)
    if shape < 0.25:
        return [mother]
    if shape < 0.77:
        return [mother, father]
    if shape < 0.98:
        apart = _adult(family, "Father", "Mr", background, False, name, picks[5], elsewhere, caring=False)
        return [_sealed(mother) if seal < 0.02 else mother, apart]
    return [_adult(family, "Grandparent", "Mrs", background, True, name, picks[6], home, responsible=None)]


def _adult(
    family: int,
    kind: str,
    title: str,
    background: Background,
    female: bool,
    name: int,
    pick: int,
    address: tuple[str, str],
    *,
    responsible: bool | None = True,
    caring: bool = True,
) -> Adult:
    forenames = background.girls if female else background.boys
    return Adult(
        family,
        kind,
        title,
        surname(background, name, female),
        forenames[pick % len(forenames)],
        f"07700 900{pick % 1000:03}",
        responsible,
        caring,
        *address,
        sealed=False,
    )


def _sealed(adult: Adult) -> Adult:
    values = {name: getattr(adult, name) for name in Adult.__slots__}
    return Adult(**{**values, "sealed": True})


def _address(one: int, other: int) -> tuple[str, str]:
    """A street that is nowhere, and a postcode in an area that does not exist."""
    street = f"{one % 180 + 1} {STREETS[one // 7 % len(STREETS)]} {STREET_KINDS[other % len(STREET_KINDS)]}"
    return street, f"ZI{other % 30 + 1} {one % 9 + 1}{LETTERS[other // 31 % 20]}{LETTERS[one // 11 % 20]}"
