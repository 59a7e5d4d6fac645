"""Which enrolment a row of a file is about: by number within the school, then by former number, then by name.

Nothing is guessed: a row that fits no child of the school on its dates, or more than one, is nobody's, and a
person decides. Every child of the school counts, restricted ones too: the school keeps their registers.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.formats.people import Person
from attendance.models import Enrolment, FormerUpn, Pupil, School

STILL = date.max.toordinal()


class Seat(NamedTuple):
    """An enrolment: its key, its pupil's, and its first and last days as ordinals."""

    enrolment: int
    pupil: int
    began: int
    ended: int


Seats = list[Seat]


@dataclass(frozen=True)
class Schools:
    """The schools that somebody may send registers for, by URN and by DfE number."""

    by_urn: Mapping[str, int]
    by_number: Mapping[str, int]

    def find(self, urn: str, number: str) -> int | None:
        """The key of the school that a row names, or None where it is not one of these."""
        return self.by_urn.get(urn) if urn else self.by_number.get(number)


def schools_of(by: Acting) -> Schools:
    """The schools for whose registers this person may answer."""
    rows = School.objects.permits(by, Permission.IMPORT_REGISTERS).values_list(
        "pk", "urn", "authority__code", "establishment_number"
    )
    held = list(rows)
    return Schools(
        by_urn={str(urn): pk for pk, urn, _, _ in held},
        by_number={f"{code}{number}": pk for pk, _, code, number in held if number},
    )


class _Roll:
    """A school's enrolments of all times, by what a file may call the child; rarer keys only once asked for."""

    def __init__(self) -> None:
        self.by_upn: dict[str, Seats] = defaultdict(list)
        self._seats: dict[int, Seats] = defaultdict(list)

    def add(self, seat: Seat, upn: str) -> None:
        """Put an enrolment on the roll."""
        self._seats[seat.pupil].append(seat)
        if upn:
            self.by_upn[upn].append(seat)

    @cached_property
    def by_former(self) -> dict[str, Seats]:
        """By a number the child had before."""
        found: dict[str, Seats] = defaultdict(list)
        former = FormerUpn.objects.filter(pupil__in=list(self._seats))
        for pupil, upn in former.values_list("pupil", "upn"):
            found[upn] += self._seats[pupil]
        return found

    @cached_property
    def by_name(self) -> dict[tuple[str, str, date], Seats]:
        """By surname, forename and date of birth."""
        found: dict[tuple[str, str, date], Seats] = defaultdict(list)
        people = Pupil.objects.filter(pk__in=list(self._seats))
        for pupil, surname, forename, born in people.values_list("pk", "surname", "forename", "born_on"):
            found[(surname.casefold(), forename.casefold(), born)] += self._seats[pupil]
        return found

    def seats(self, person: Person) -> Seats:
        """The enrolments of the one child that a row fits; none where it fits nobody or more than one."""
        found = self.by_upn.get(person.upn) if person.upn else None
        if not found and person.upn:
            found = self.by_former.get(person.upn)
        if not found and person.born_on and person.surname and person.forename:
            found = self.by_name.get((person.surname.casefold(), person.forename.casefold(), person.born_on))
        if not found or any(seat.pupil != found[0].pupil for seat in found):
            return []
        return found


class Matcher:
    """Rolls of schools: the first one named is fetched alone, and with the second all that may be named."""

    def __init__(self, schools: Collection[int]) -> None:
        self._schools = schools
        self._rolls: dict[int, _Roll] = {}

    def seats(self, school: int, person: Person) -> Seats:
        """The enrolments at the school of the child that the row is about, of whatever dates."""
        roll = self._rolls.get(school)
        if roll is None:
            self._fetch(
                [school] if not self._rolls else [each for each in self._schools if each not in self._rolls]
            )
            roll = self._rolls[school]
        return roll.seats(person)

    def _fetch(self, schools: list[int]) -> None:
        self._rolls |= {school: _Roll() for school in schools}
        rows = Enrolment.objects.filter(school__in=schools, pupil__merged_into__isnull=True)
        for school, enrolment, pupil, began, ended, upn in rows.values_list(
            "school", "pk", "pupil", "began_on", "ended_on", "pupil__upn"
        ):
            seat = Seat(enrolment, pupil, began.toordinal(), ended.toordinal() if ended else STILL)
            self._rolls[school].add(seat, upn)


def overlapping(seats: Iterable[Seat], first: int, last: int) -> Seats:
    """The enrolments that touch the days from one ordinal to another, in order."""
    return sorted((seat for seat in seats if seat.began <= last and seat.ended >= first), key=_began)


def _began(seat: Seat) -> int:
    return seat.began
