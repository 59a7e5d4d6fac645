"""The children, families, rolls, involvements and registers of an authority, copied into the database."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from agencies.models import AgencyKind
from agencies.rules.roles import Scope
from attendance.demo.copying import Value, copy, in_bulk, reserve
from attendance.demo.enrolling import Stay, stays
from attendance.demo.grounds import Grounds
from attendance.demo.identity import Adult, Child, adults, children
from attendance.demo.places import AuthorityPlan
from attendance.demo.population import EHC_PLAN, NOWHERE, SUPPORT, Population, populate
from attendance.demo.registers import registers
from attendance.demo.terms import terms_of
from attendance.models import (
    Address,
    Characteristic,
    Contact,
    Enrolment,
    Involvement,
    Parent,
    Pupil,
    PupilName,
    Register,
)
from attendance.models.involvement import Basis

Row = tuple[Value, ...]

LOOKED_AFTER_SHARE, IN_NEED_SHARE, PROTECTION_SHARE = 0.009, 0.02, 0.005
CARER_SHARE, SERVICE_SHARE = 0.012, 0.002
# Shares of children whom a partner has been asked to help, from the first year group it works with.
REQUESTS: Final = (
    (AgencyKind.SCHOOL_NURSING, 0.012, 0, Basis.REQUEST, Scope.CASEWORK),
    (AgencyKind.YOUTH_OFFENDING, 0.008, 8, Basis.COURT_ORDER, Scope.CASEWORK),
    (AgencyKind.BEST, 0.010, 0, Basis.REQUEST, Scope.CASEWORK),
    (AgencyKind.CONNEXIONS, 0.030, 9, Basis.CONSENT, Scope.CASEWORK),
    (AgencyKind.POLICE, 0.004, 7, Basis.SWEEP, Scope.MARKS),
    (AgencyKind.YOUTH_SERVICE, 0.008, 7, Basis.CONSENT, Scope.CASEWORK),
    (AgencyKind.HEALTH, 0.004, 0, Basis.REQUEST, Scope.CASEWORK),
    (AgencyKind.HOUSING, 0.003, 0, Basis.CONSENT, Scope.MARKS),
    (AgencyKind.PASSENGER_TRANSPORT, 0.004, 0, Basis.REQUEST, Scope.MARKS),
    (AgencyKind.COMMUNITY_SAFETY, 0.002, 8, Basis.REQUEST, Scope.MARKS),
    (AgencyKind.VOLUNTARY, 0.006, 0, Basis.CONSENT, Scope.CASEWORK),
)


@dataclass
class Filling:
    """Everything of one authority on its way to the tables. First keys are those of row 0."""

    plan: AuthorityPlan
    grounds: Grounds
    people: Population
    year: int
    seed: int
    until: date
    figures_of: str = ""
    past: bool = True

    def __post_init__(self) -> None:
        self.children = children(self.plan, self.people, self.year, self.seed)
        self.stays = stays(self.plan, self.people, self.year, self.seed, until=self.until, past=self.past)
        self.first_pupil = reserve(Pupil, len(self.children))
        self.first_enrolment = reserve(Enrolment, len(self.stays))
        self.chances = np.random.default_rng([self.seed, self.plan.number, 8]).random((len(self.people), 8))

    def pupil(self, row: int) -> int:
        """The key of a child."""
        return self.first_pupil + row


def fill(
    plan: AuthorityPlan, grounds: Grounds, *, year: int, seed: int, until: date, figures_of: str = ""
) -> Filling:
    """Copy everything; rows go one table at a time, so that memory does not grow with their number."""
    past = not figures_of
    people = populate(plan, year, seed, figures_of=figures_of, past=past)
    filling = Filling(plan, grounds, people, year, seed, until, figures_of, past)
    _pupils(filling)
    _enrolments(filling)
    _involvements(filling)
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
                filling.pupil(child.row), child.ref, child.upn, child.upn_state, child.surname, child.forename,
                child.middle_names, child.known_as, child.born_on, child.sex, child.ethnicity, child.language,
                ward, False,
            )  # fmt: skip

    copy(
        Pupil,
        (
            "id", "ref", "upn", "upn_state", "surname", "forename", "middle_names", "known_as", "born_on", "sex",
            "ethnicity", "first_language", "ward_id", "restricted",
        ),
        rows(),
    )  # fmt: skip
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
        "id", "pupil_id", "school_id", "registration", "year_group", "form", "boarder", "began_on", "ended_on",
        "left_because",
    )  # fmt: skip
    schools = [school.pk for school in filling.grounds.schools]

    def rows() -> Iterator[Row]:
        for number, stay in enumerate(filling.stays):
            group = str(stay.group) if stay.group else "R"
            form = f"{group}{'ABCDEF'[stay.row % _forms(filling, stay)]}"
            yield (
                filling.first_enrolment + number, filling.pupil(stay.row), schools[stay.school], "C", group, form,
                False, stay.began_on, stay.ended_on, stay.why_left,
            )  # fmt: skip

    copy(Enrolment, columns, rows())


def _forms(filling: Filling, stay: Stay) -> int:
    return max(1, min(6, filling.plan.schools[stay.school].pupils // 200))


def _involvements(filling: Filling) -> None:
    columns = ("pupil_id", "agency_id", "basis", "scope", "began_on", "ended_on", "sealed", "note")
    copy(Involvement, columns, _all_involvements(filling))


def _all_involvements(filling: Filling) -> Iterator[Row]:
    """The school's while on its roll, the team's while at a school of the team, partners' as asked."""
    agencies, plan = filling.grounds.agencies, filling.plan
    own = [school.agency_id for school in filling.grounds.schools]
    teams = [agencies[f"team {school.team}"].pk for school in plan.schools]
    of_child: dict[int, list[Stay]] = defaultdict(list)
    for stay in filling.stays:
        of_child[stay.row].append(stay)
    for row, theirs in of_child.items():
        for stay in theirs:
            yield (
                filling.pupil(row), own[stay.school], Basis.ENROLLED.value, int(Scope.CASEWORK), stay.began_on,
                stay.ended_on, False, "",
            )  # fmt: skip
        for team, began, ended in _team_spans(theirs, teams):
            yield filling.pupil(row), team, Basis.AREA.value, int(Scope.LEGAL), began, ended, False, ""
        if theirs[-1].ended_on is None:
            yield from _partners(filling, row, theirs[-1])


def _team_spans(theirs: list[Stay], teams: list[int]) -> list[tuple[int, date, date | None]]:
    """Team, first and last day: stays at schools of one team run together."""
    spans: list[tuple[int, date, date | None]] = []
    for stay in theirs:
        team = teams[stay.school]
        if spans and spans[-1][0] == team:
            spans[-1] = (team, spans[-1][1], stay.ended_on)
        else:
            spans.append((team, stay.began_on, stay.ended_on))
    return spans


def _partners(filling: Filling, row: int, stay: Stay) -> Iterator[Row]:
    agencies, chance = filling.grounds.agencies, filling.chances[row]
    began = terms_of(filling.year)[0].began_on + timedelta(days=int(chance[6] * 20))
    unknown = filling.people.unknown[row]
    pupil = filling.pupil(row)
    if chance[1] < LOOKED_AFTER_SHARE and not unknown:
        agency = agencies[AgencyKind.CHILD_PROTECTION.value].pk
        yield pupil, agency, Basis.LOOKED_AFTER.value, int(Scope.CASEWORK), began, None, False, ""
    if chance[3] < PROTECTION_SHARE and not unknown:
        agency = agencies[AgencyKind.SAFEGUARDING.value].pk
        yield pupil, agency, Basis.CHILD_PROTECTION.value, int(Scope.CASEWORK), began, None, False, ""
    draw = chance[7]
    for kind, share, first_group, basis, scope in REQUESTS:
        if draw < share and stay.group >= first_group:
            ends = began + timedelta(days=300) if int(draw * 1e6) % 3 else None
            sealed = kind is AgencyKind.HEALTH
            yield pupil, agencies[kind.value].pk, basis.value, int(scope), began, ends, sealed, ""
        draw = (draw + 0.37) % 1.0


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
            "pupil_id", "parent_id", "relationship", "parental_responsibility", "day_to_day_care", "order",
        ),
        (
            (filling.pupil(row), parent, adult.kind, adult.responsible, adult.caring, order)
            for row, family in enumerate(filling.people.family)
            for order, (parent, adult) in enumerate(of_family[int(family)], 1)
        ),
    )  # fmt: skip
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
