"""Schools in lists and alone: their attendance against themselves, their phase and their authority."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import itemgetter
from typing import Any

from django.db.models import F, Max, Q, QuerySet, Sum

from agencies.rules.roles import Permission, Reach
from agencies.rules.small_numbers import WITHHELD, is_small
from agencies.visibility import Viewer
from agencies.words import number, percent
from attendance.models import ImportPart, School, SchoolFlag, SchoolStanding, Standing
from attendance.models.register import Tier
from attendance.models.school import Phase

SUMS = (
    "pupils",
    "possible",
    "attended",
    "authorised",
    "unauthorised",
    "late",
    "no_reason",
    "missing",
    "at_risk",
    "persistent",
    "severe",
)


@dataclass(frozen=True)
class Sums:
    """Sessions and pupils added up over a group; every rate is sum over sum, and None where nothing was possible."""

    pupils: int = 0
    possible: int = 0
    attended: int = 0
    authorised: int = 0
    unauthorised: int = 0
    late: int = 0
    no_reason: int = 0
    missing: int = 0
    at_risk: int = 0
    persistent: int = 0
    severe: int = 0

    @property
    def attendance(self) -> Fraction | None:
        """Attended of possible sessions."""
        return self._of_possible(self.attended)

    @property
    def authorised_rate(self) -> Fraction | None:
        """Authorised absence of possible sessions."""
        return self._of_possible(self.authorised)

    @property
    def unauthorised_rate(self) -> Fraction | None:
        """Unauthorised absence of possible sessions."""
        return self._of_possible(self.unauthorised)

    @property
    def all_persistent(self) -> int:
        """Persistently absent pupils; the severely absent are among them."""
        return self.persistent + self.severe

    @property
    def no_concern(self) -> int:
        """Pupils in no tier."""
        return self.pupils - self.all_persistent - self.at_risk

    @property
    def persistent_rate(self) -> Fraction | None:
        """Persistently absent pupils, the severely absent among them, of pupils."""
        return Fraction(self.all_persistent, self.pupils) if self.pupils else None

    @property
    def severe_rate(self) -> Fraction | None:
        """Severely absent pupils of pupils."""
        return Fraction(self.severe, self.pupils) if self.pupils else None

    def _of_possible(self, sessions: int) -> Fraction | None:
        return Fraction(sessions, self.possible) if self.possible else None


@dataclass(frozen=True)
class Told:
    """Sums of several schools in the words of a page: what would tell of few children is withheld."""

    pupils: str
    attendance: str
    authorised: str
    unauthorised: str
    persistent: str
    severe: str


def told(sums: Sums, *, exact: bool) -> Told:
    """Sums in words; `exact` for who sees each of the schools by right.

    From everybody else a number of pupils from 1 to 4 is withheld, persistently or severely absent or not.
    """
    few = not exact and is_small(sums.pupils)
    whole, absent, severe = sums.pupils, sums.all_persistent, sums.severe
    hides_absent = not exact and (few or is_small(absent) or is_small(whole - absent))
    gives_away = not hides_absent and is_small(absent - severe)
    hides_severe = not exact and (few or is_small(severe) or is_small(whole - severe) or gives_away)

    def rate(value: Fraction | None, *, withheld: bool) -> str:
        return WITHHELD if withheld else percent(value)

    return Told(
        pupils=WITHHELD if few else number(sums.pupils),
        attendance=rate(sums.attendance, withheld=few),
        authorised=rate(sums.authorised_rate, withheld=few),
        unauthorised=rate(sums.unauthorised_rate, withheld=few),
        persistent=rate(sums.persistent_rate, withheld=hides_absent),
        severe=rate(sums.severe_rate, withheld=hides_severe),
    )


def sees_every_school(by: Viewer) -> bool:
    """Whether they see the attendance of each school of the authority by right."""
    return by.role.reach is Reach.AUTHORITY and by.may(Permission.VIEW_SCHOOL)


def sums_of(rows: "QuerySet[SchoolStanding]") -> Sums:
    """The sums over rows of school standings."""
    return Sums(**{name: value or 0 for name, value in rows.aggregate(**{n: Sum(n) for n in SUMS}).items()})


def sums_by(rows: "QuerySet[SchoolStanding]", *fields: str) -> dict[Any, Sums]:
    """The sums over rows of school standings for each value of a field, or each tuple of several; one query."""
    key = itemgetter(*fields)
    grouped = rows.order_by().values(*fields).annotate(**{f"sum_{name}": Sum(name) for name in SUMS})
    return {key(row): Sums(**{name: row[f"sum_{name}"] for name in SUMS}) for row in grouped}


def latest_year(by: Viewer) -> int | None:
    """The academic year of the newest figures of the viewer's authority."""
    found = SchoolStanding.objects.filter(school__authority=by.authority_id).aggregate(year=Max("year"))
    return found["year"]


@dataclass(frozen=True)
class SchoolRow:
    """A line of the list of schools."""

    school: School
    sums: Sums
    officer: str
    open_flags: int


def school_rows(schools: Iterable[Any], *, year: int | None) -> list[SchoolRow]:
    """Schools read `with_officer` and their sums and open flags on their registers; three queries for any number."""
    listed = list(schools)
    keys = [school.pk for school in listed]
    sums = sums_by(SchoolStanding.objects.filter(school__in=keys, year=year), "school") if year else {}
    flags = SchoolFlag.objects.open().filter(school__in=keys).values_list("school", flat=True)
    counts: dict[int, int] = {}
    for key in flags:
        counts[key] = counts.get(key, 0) + 1
    return [
        SchoolRow(school, sums.get(school.pk, Sums()), school.officer_name or "", counts.get(school.pk, 0))
        for school in listed
    ]


@dataclass(frozen=True)
class Comparison:
    """A school beside its phase and its authority, each of the same year, and itself the year before."""

    own: Sums
    before: Sums
    phase: Sums
    authority: Sums
    by_year_group: list[tuple[str, Sums]]
    on: date | None


def comparison(school: School, *, year: int) -> Comparison:
    """What a school's figures stand beside; two queries."""
    rows = SchoolStanding.objects.filter(school__authority=school.authority_id, year__in=(year - 1, year))
    beside = {
        "before": Q(year=year - 1, school=school),
        "phase": Q(year=year, school__phase=school.phase),
        "authority": Q(year=year),
    }
    wanted = {f"{who}_{name}": Sum(name, filter=which) for who, which in beside.items() for name in SUMS}
    found = rows.aggregate(on=Max("on", filter=Q(year=year, school=school)), **wanted)
    groups = sums_by(SchoolStanding.objects.filter(year=year, school=school), "year_group")
    return Comparison(
        own=_total(groups.values()),
        **{who: Sums(**{name: found[f"{who}_{name}"] or 0 for name in SUMS}) for who in beside},
        by_year_group=sorted(((str(key), sums) for key, sums in groups.items()), key=_school_order),
        on=found["on"],
    )


def _total(groups: Iterable[Sums]) -> Sums:
    listed = list(groups)
    return Sums(**{name: sum(getattr(group, name) for group in listed) for name in SUMS})


def _school_order(pair: tuple[str, Sums]) -> tuple[int, int, str]:
    group = pair[0]
    return (1, int(group), "") if group.isdigit() else (0, 0, group)


def by_phase(by: Viewer, *, year: int) -> list[tuple[str, Told, Told | None]]:
    """The authority's figures of a year and of the one before for each phase, primary first; one query.

    A phase may be one small school: what would tell of few children is withheld from who does not see each school.
    """
    rows = SchoolStanding.objects.filter(year__in=(year - 1, year), school__authority=by.authority_id)
    found = sums_by(rows, "year", "school__phase")
    in_words = {key: told(sums, exact=sees_every_school(by)) for key, sums in found.items()}
    now = ((value, label) for value, label in Phase.choices if (year, value) in found)
    return [(label, in_words[year, value], in_words.get((year - 1, value))) for value, label in now]


def last_received(school: School) -> ImportPart | None:
    """The newest file whose marks were applied to a school."""
    applied = ImportPart.objects.filter(Q(school=school), applied_at__isnull=False)
    return applied.select_related("batch").order_by("-applied_at").first()


def pupils_of_tier(
    rows: "QuerySet[Standing]", school: School, tier: Tier, by: Viewer
) -> "QuerySet[Standing]":
    """Those of the rows on the school's roll this year who are in a tier, the most absent first."""
    rows = rows.filter(
        school=school, year=latest_year(by) or 0, on_roll=True, tier=tier, pupil_possible__gt=0
    ).select_related("pupil", "enrolment")
    return rows.order_by((F("pupil_absent") * 1000 / F("pupil_possible")).desc(nulls_last=True), "pupil")
