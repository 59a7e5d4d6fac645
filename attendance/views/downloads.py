"""Pupils of a tier and flags, to take away."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404

from agencies.doors import CaseworkRequest, needs
from agencies.downloads import download
from agencies.rules.roles import Permission
from agencies.tables import Column, Table, Value
from attendance.models import School, Standing
from attendance.queries.flags import FlagFilter, flag_list
from attendance.queries.schools import pupils_of_tier
from attendance.rules.dated import in_force
from attendance.rules.flags import RULE_BY_KEY
from attendance.rules.persistence import REGIMES
from attendance.views.schools import tier_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from attendance.models.flag import FlagQuerySet

AT_ONCE = 2_000
PUPIL_COLUMNS = (
    Column("Child", 30),
    Column("Year"),
    Column("Form"),
    Column("Attendance in all schools (%)", places=1),
    Column("Sessions missed", places=0),
    Column("Possible", places=0),
    Column("Of these unauthorised here", places=0),
)
FLAG_COLUMNS = (
    Column("Child", 30),
    Column("Why", 30),
    Column("Year"),
    Column("School", 40),
    Column("Sessions", places=0),
    Column("Reached"),
    Column("State"),
)


@needs(Permission.EXPORT)
def school_pupils(request: CaseworkRequest, urn: int) -> HttpResponseBase:
    """A school's pupils of one tier as a file: those of whom the person may take a list away."""
    by = request.acting
    found = get_object_or_404(School.objects.permits(by, Permission.VIEW_SCHOOL), urn=urn)
    tier = tier_of(request.GET.get("tier", ""))
    open_to_them = Standing.objects.visible_to(by).permits(by, Permission.EXPORT)
    rows = pupils_of_tier(open_to_them, found, tier, by)
    table = Table(
        name=f"pupils-{urn}-{tier.name.lower()}",
        title=f"{tier.label}: {found.name}",
        columns=PUPIL_COLUMNS,
        rows=_pupil_rows(rows),
        count=rows.count(),
        definition="Pupils on the school's roll this year in this tier, with their sessions in all their schools.",
        on=by.on,
        rule_set=_rules(by.on),
    )
    return download(request, table, request.GET.get("as", ""))


@needs(Permission.EXPORT)
def flags(request: CaseworkRequest) -> HttpResponseBase:
    """The list of flags, as it is narrowed, as a file: of the children of whom the person may take a list away."""
    by = request.acting
    rows = flag_list(by, FlagFilter.read(request.GET)).permits(by, Permission.EXPORT)
    table = Table(
        name="flags",
        title="Flags",
        columns=FLAG_COLUMNS,
        rows=_flag_rows(rows),
        count=rows.count(),
        definition="Flags of the nightly review, the worst and newest first.",
        on=by.on,
        rule_set=_rules(by.on),
    )
    return download(request, table, request.GET.get("as", ""))


def _pupil_rows(rows: "QuerySet[Standing]") -> Iterator[tuple[Value, ...]]:
    for row in rows.iterator(chunk_size=AT_ONCE):
        rate = round((row.pupil_possible - row.pupil_absent) / row.pupil_possible * 100, 4)
        year, form = row.enrolment.year_group, row.enrolment.form
        yield str(row.pupil), year, form, rate, row.pupil_absent, row.pupil_possible, row.unauthorised


def _flag_rows(rows: "FlagQuerySet") -> Iterator[tuple[Value, ...]]:
    for row in rows.iterator(chunk_size=AT_ONCE):
        why, state = RULE_BY_KEY[row.rule].title, row.get_state_display()
        yield str(row.pupil), why, row.year_group, row.school.name, row.sessions, row.reached_on, state


def _rules(on: date) -> str:
    """The rules by which the sessions of a year are counted."""
    persistent = in_force(REGIMES, on).about.lower()
    return f"Marks by the code list of each session's own date. Persistent absence: {persistent}."
