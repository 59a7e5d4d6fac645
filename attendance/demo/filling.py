"""The children, families, rolls, involvements and registers of an authority, copied into the database."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import numpy as np

from attendance.demo.copying import copy, in_bulk, reserve
from attendance.demo.enrolling import Stay
from attendance.demo.grounds import Grounds
from attendance.demo.identity import Adult, Child, adults
from attendance.demo.involving import copy_involvements
from attendance.demo.places import AuthorityPlan
from attendance.demo.population import EHC_PLAN, NOWHERE, SUPPORT, populate
from attendance.demo.registers import registers
from attendance.demo.terms import terms_of
from attendance.demo.whole import (
    CARER_SHARE,
    IN_NEED_SHARE,
    LOOKED_AFTER_SHARE,
    PROTECTION_SHARE,
    SERVICE_SHARE,
    Filling,
    Row,
)
from attendance.models import (
    Address,
    Characteristic,
    Contact,
    Enrolment,
    Parent,
    Pupil,
    PupilName,
    Register,
)


def fill(
    plan: AuthorityPlan, grounds: Grounds, *, year: int, seed: int, until: date, figures_of: str = ""
) -> Filling:
    """Copy everything; rows go one table at a time, so that memory does not grow with their number."""
    past = not figures_of
    people = populate(plan, year, seed, figures_of=figures_of, past=past)
    filling = Filling(plan, grounds, people, year, seed, until, figures_of, past)
    _pupils(filling)
    _enrolments(filling)
    copy_involvements(filling)
    _families(filling)
    _registers(filling)
    return filling


def _pupils(filling: Filling) -> None:
    home = np.where(filling.people.now == NOWHERE, filling.people.before, filling.people.now)
    wards = [filling.grounds.wards[school.ward].pk for school in filling.plan.schools]

    def rows() -> Iterator[Row]:
        for child in filling.children:
            ward = None if filling.people.unknown[child.row] else wards[home[child.row]]
            yield (
                filling.pupil(child.row),
                child.ref,
                child.upn,
                child.upn_state,
                child.surname,
                child.forename,
                child.middle_names,
                child.known_as,
                child.born_on,
                child.sex,
                child.ethnicity,
                child.language,
                ward,
                False,
            )

    copy(
        Pupil,
        (
            "id",
            "ref",
            "upn",
            "upn_state",
            "surname",
            "forename",
            "middle_names",
            "known_as",
            "born_on",
            "sex",
            "ethnicity",
            "first_language",
            "ward_id",
            "restricted",
        ),
        rows(),
    )
    columns = ("pupil_id", "surname", "forename", "is_alias", "hidden")
    with in_bulk(PupilName, "open_names_by_letters"):
        copy(PupilName, columns, (row for child in filling.children for row in _names(filling, child)))
    kinds = ("pupil_id", "kind", "began_on", "ended_on", "source")
    copy(Characteristic, kinds, (row for child in filling.children for row in _facts(filling, child)))


def _names(filling: Filling, child: Child) -> Iterator[Row]:
    yield filling.pupil(child.row), child.surname, child.forename, False, False
    if child.known_as and child.known_as != child.forename:
        yield filling.pupil(child.row), child.surname, child.known_as, True, False


def _facts(filling: Filling, child: Child) -> Iterator[Row]:
    """The child's characteristics; nothing where all is unknown."""
    people, row = filling.people, child.row
    if people.unknown[row]:
        return
    began = terms_of(filling.year - 1)[0].began_on
    chance = filling.chances[row]
    found = {
        "fsm": people.free_meals[row],
        "sen": people.needs[row] == SUPPORT,
        "ehcp": people.needs[row] == EHC_PLAN,
        "eal": child.language != "ENG",
        "traveller": child.ethnicity == "WIRT" and chance[0] < 0.5,
        "lac": chance[1] < LOOKED_AFTER_SHARE,
        "cin": chance[2] < IN_NEED_SHARE,
        "cp": chance[3] < PROTECTION_SHARE,
        "carer": chance[4] < CARER_SHARE,
        "service": chance[5] < SERVICE_SHARE,
    }
    for kind, holds in found.items():
        if holds:
            yield filling.pupil(row), kind, began, None, "School census"


def _enrolments(filling: Filling) -> None:
    columns = (
        "id",
        "pupil_id",
        "school_id",
        "registration",
        "year_group",
        "form",
        "boarder",
        "began_on",
        "ended_on",
        "left_because",
    )
    schools = [school.pk for school in filling.grounds.schools]

    def rows() -> Iterator[Row]:
        for number, stay in enumerate(filling.stays):
            group = str(stay.group) if stay.group else "R"
            form = f"{group}{'ABCDEF'[stay.row % _forms(filling, stay)]}"
            yield (
                filling.first_enrolment + number,
                filling.pupil(stay.row),
                schools[stay.school],
                "C",
                group,
                form,
                False,
                stay.began_on,
                stay.ended_on,
                stay.why_left,
            )

    copy(Enrolment, columns, rows())


def _forms(filling: Filling, stay: Stay) -> int:
    return max(1, min(6, filling.plan.schools[stay.school].pupils // 200))


def _families(filling: Filling) -> None:
    found = adults(filling.plan, filling.people, filling.seed)
    first = reserve(Parent, len(found))
    columns = ("id", "title", "surname", "forename", "telephone", "email")
    copy(
        Parent,
        columns,
        ((first + n, a.title, a.surname, a.forename, a.telephone, "") for n, a in enumerate(found)),
    )
    of_family: dict[int, list[tuple[int, Adult]]] = defaultdict(list)
    for number, adult in enumerate(found):
        of_family[adult.family].append((first + number, adult))
    copy(
        Contact,
        (
            "pupil_id",
            "parent_id",
            "relationship",
            "parental_responsibility",
            "day_to_day_care",
            "order",
        ),
        (
            (filling.pupil(row), parent, adult.kind, adult.responsible, adult.caring, order)
            for row, family in enumerate(filling.people.family)
            for order, (parent, adult) in enumerate(of_family[int(family)], 1)
        ),
    )
    _addresses(filling, found, first)


def _addresses(filling: Filling, found: list[Adult], first: int) -> None:
    began = terms_of(filling.year - 3)[0].began_on
    town = filling.grounds.authority.name.split()[0]
    copy(
        Address,
        ("parent_id", "lines", "town", "postcode", "country", "began_on", "sealed"),
        (
            (first + number, adult.address, town, adult.postcode, "", began, adult.sealed)
            for number, adult in enumerate(found)
        ),
    )


def _registers(filling: Filling) -> None:
    schools = [school.pk for school in filling.grounds.schools]
    made = registers(
        filling.plan,
        filling.people,
        filling.stays,
        filling.year,
        filling.seed,
        until=filling.until,
        figures_of=filling.figures_of,
    )
    copy(
        Register,
        ("enrolment_id", "pupil_id", "school_id", "year", "marks"),
        (
            (
                filling.first_enrolment + line.stay,
                filling.pupil(filling.stays[line.stay].row),
                schools[line.school],
                line.year,
                line.marks,
            )
            for line in made
        ),
    )
