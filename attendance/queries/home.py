"""What is in front of each person when they come in: work that waits for them, never a menu."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, Value

from agencies.visibility import Viewer
from attendance.models import (
    Involvement,
    JobRun,
    NamedOfficer,
    RegisterImport,
    School,
    SchoolFlag,
    Standing,
    SupportAgreement,
    SupportVisit,
    UnmatchedRow,
)
from attendance.models.flag import FlagState
from attendance.models.imports import ImportState
from attendance.models.job import JobState
from attendance.queries.flags import FlagFilter, worst_flags
from attendance.queries.schools import SchoolRow, by_phase, latest_year, school_rows
from attendance.rules.register import year_of

SHOWN = 10
MOST_SCHOOLS = 120


@dataclass(frozen=True)
class Panel:
    """A part of the first page: a template, its heading, its rows and where the whole list is."""

    template: str
    title: str
    rows: Sequence[Any]
    more: str = ""
    detail: Any = None


def _flags(by: Viewer, title: str, chosen: FlagFilter, extra: Q | None = None) -> Panel:
    rows = worst_flags(by, chosen, SHOWN, extra)
    one_school = by.role.name in {"school_lead", "head_teacher"}
    return Panel("flags", title, rows, more=urlencode(chosen.choices()), detail=one_school)


def new_flags(by: Viewer) -> Panel:
    """Absence that nobody has looked at yet, worst first."""
    return _flags(by, "New: absence that needs somebody", FlagFilter(state=FlagState.RAISED))


def reasons_overdue(by: Viewer) -> Panel:
    """Sessions still without a reason after five school days (SI 2024/208 regulation 10)."""
    return _flags(by, "Reasons still to be found", FlagFilter(rule="unexplained"))


def looked_after(by: Viewer) -> Panel:
    """Looked-after children who missed ten or twenty-five days (strategy, child protection table)."""
    rules = Q(rule__in=("looked-after-10", "looked-after-25"))
    return _flags(by, "Looked-after children with 10 or 25 days missed", FlagFilter(), rules)


def at_the_threshold(by: Viewer) -> Panel:
    """Children with ten unauthorised sessions in ten school weeks: to be considered, not to be fined by rote."""
    title = "Ten unauthorised sessions in ten school weeks: to be considered"
    return _flags(by, title, FlagFilter(rule="penalty-threshold"))


def severe(by: Viewer) -> Panel:
    """Children who miss half or more of their sessions: the first priority of every partner."""
    return _flags(by, "Severely absent children", FlagFilter(rule="severe"))


def registers(by: Viewer) -> Panel:
    """Schools whose registers are late, incomplete or coded wrongly."""
    rows = (
        SchoolFlag.objects.visible_to(by)
        .open()
        .select_related("school")
        .order_by("-reached_on", "school__name")
    )
    return Panel("registers", "Registers that need attention", list(rows[:SHOWN]))


def schools(by: Viewer) -> Panel:
    """The schools in reach, the least attendance first."""
    year = latest_year(by)
    rows = school_rows(School.objects.visible_to(by).open().with_officer()[:MOST_SCHOOLS], year=year)
    ordered = sorted(rows, key=lambda row: (row.sums.attendance is None, row.sums.attendance or 0))
    return Panel("schools", "Schools by attendance, lowest first", ordered[:SHOWN], detail=year)


def own_schools(by: Viewer) -> Panel:
    """The schools that turn to this officer."""
    year = latest_year(by)
    named = NamedOfficer.objects.visible_to(by).filter(officer=by.user_id, ended_on__isnull=True)
    rows = School.objects.visible_to(by).filter(pk__in=named.values("school")).with_officer().order_by("name")
    return Panel("schools", "Your schools", school_rows(rows, year=year), detail=year)


def own_school(by: Viewer) -> Panel:
    """This school at a glance."""
    year = latest_year(by)
    rows = School.objects.visible_to(by).filter(agency=by.agency_id).with_officer()
    return Panel("schools", "Your school this year", school_rows(rows, year=year), detail=year)


def files(by: Viewer) -> Panel:
    """The newest register files, and the rows in them that fit no child."""
    rows = RegisterImport.objects.visible_to(by).select_related("agency").order_by("-received_at")[:5]
    return Panel("files", "Register files", list(rows), detail=_waiting(by))


def _waiting(by: Viewer) -> dict[str, int]:
    """Rows that fit no child, and files that wait for a decision: up to a hundred of each; one query."""
    unmatched = UnmatchedRow.objects.visible_to(by).filter(settled_as="")
    unfinished = RegisterImport.objects.visible_to(by).filter(state=ImportState.STAGED)
    first = unmatched.annotate(what=Value("unmatched")).values_list("what", flat=True)[:100]
    second = unfinished.annotate(what=Value("unfinished")).values_list("what", flat=True)[:100]
    return Counter(first.union(second, all=True))


def involved(by: Viewer) -> Panel:
    """The children this agency is involved with by name, newest first, with why and until when.

    A locality team is involved with every child of its schools, a school with its roll: those are no list of work.
    """
    live = Involvement.objects.visible_to(by).live(by.on).by_name().filter(agency=by.agency_id)
    newest = live.order_by("-began_on", "-id")
    keys = newest.values("pk")[: SHOWN * 2]
    rows = list(Involvement.objects.filter(pk__in=keys).select_related("pupil").order_by("-began_on", "-id"))
    year = year_of(by.on)
    found = Standing.objects.visible_to(by).filter(
        pupil__in=[row.pupil_id for row in rows], year=year, on_roll=True
    )
    standings = {standing.pupil_id: standing for standing in found.select_related("school")}
    pairs = [(row, standings.get(row.pupil_id)) for row in rows]
    return Panel("involved", "Children your agency is involved with", pairs)


def officers(by: Viewer) -> Panel:
    """Each officer's schools and the children at risk in them: how the work is spread."""
    year = latest_year(by)
    held: dict[str, list[SchoolRow]] = {}
    for row in school_rows(School.objects.visible_to(by).open().with_officer().order_by("name"), year=year):
        held.setdefault(row.officer, []).append(row)
    without = [row.school for row in held.pop("", [])[:SHOWN]]
    loads = [_load(name, rows) for name, rows in sorted(held.items())]
    return Panel("officers", "Named officers and their schools", loads, detail=without)


@dataclass(frozen=True)
class Load:
    """What one named officer's schools hold."""

    name: str
    schools: int
    pupils: int
    persistent: int
    severe: int
    registers: int


def _load(name: str, rows: Sequence[SchoolRow]) -> Load:
    return Load(
        name=name,
        schools=len(rows),
        pupils=sum(row.sums.pupils for row in rows),
        persistent=sum(row.sums.persistent for row in rows),
        severe=sum(row.sums.severe for row in rows),
        registers=sum(row.open_flags for row in rows),
    )


def headline(by: Viewer) -> Panel:
    """The authority this year, by phase, without a name; the year before beside it."""
    year = latest_year(by)
    if year is None:
        return Panel("headline", "Attendance this year", [])
    return Panel("headline", "Attendance this year", by_phase(by, year=year), detail={"year": year})


def support(by: Viewer) -> Panel:
    """Support agreed with schools this year and how much of it was delivered."""
    year = year_of(by.on)
    agreed = (
        SupportAgreement.objects.visible_to(by)
        .filter(year=year)
        .select_related("school")
        .order_by("school__name")
    )
    visits = SupportVisit.objects.visible_to(by).filter(on__gte=f"{year}-08-01", on__lte=by.on)
    delivered: dict[int, int] = {}
    for key in visits.values_list("school", flat=True):
        delivered[key] = delivered.get(key, 0) + 1
    rows = [(row, delivered.get(row.school_id, 0)) for row in agreed[:MOST_SCHOOLS]]
    behind = sorted(rows, key=lambda pair: pair[1] - pair[0].visits_a_term)
    return Panel("support", "Support agreed with schools", behind[:SHOWN])


def nights(by: Viewer) -> Panel:
    """How the last nights went."""
    done = JobRun.objects.filter(state=JobState.DONE).order_by("-on", "-pk")[:1]
    owed = JobRun.objects.exclude(state=JobState.DONE).order_by("-on", "chunk")[:SHOWN]
    either = Q(pk__in=done.values("pk")) | Q(pk__in=owed.values("pk"))
    rows = list(JobRun.objects.filter(either).order_by("-on", "chunk"))
    latest = next((row for row in rows if row.state == JobState.DONE), None)
    return Panel("nights", "Nightly run", [row for row in rows if row is not latest], detail=latest)


Show = Callable[[Viewer], Panel]
PANELS: Mapping[str, tuple[Show, ...]] = {
    "welfare_officer": (new_flags, own_schools, registers),
    "team_manager": (new_flags, officers, registers, files),
    "attendance_leader": (headline, new_flags, registers, officers, nights),
    "legal_officer": (at_the_threshold, severe),
    "assistant_director": (headline, schools, severe, registers),
    "improvement_officer": (headline, schools, registers, support),
    "looked_after_manager": (looked_after, involved),
    "safeguarding_officer": (severe, involved),
    "school_lead": (files, reasons_overdue, new_flags, registers, own_school),
    "head_teacher": (own_school, new_flags, registers, files),
    "partner": (involved, new_flags),
    "police_officer": (involved,),
    "elected_member": (headline,),
    "operator": (nights,),
}


def panels(by: Viewer) -> list[Panel]:
    """The parts of this person's first page, in order."""
    return [show(by) for show in PANELS[by.role.name]]
