"""A child's record: the year, the flags, the changes of marks, and the family."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from agencies.doors import CaseworkRequest, needs, open_door, parts_of
from agencies.rules.roles import Permission
from agencies.templatetags.ui import Link
from attendance.forms.pupils import YearForm
from attendance.models import Pupil
from attendance.queries.access import Reason, reason_for
from attendance.queries.family import circumstances_of, family_of
from attendance.queries.pupil_flags import changes_of, flag_records, open_flags
from attendance.queries.pupils import Now, enrolments_of, now_of, pupil_year

# Label, address name (of whichever app answers it) and the permission without which it is not offered.
SECTIONS = (
    ("Attendance", "pupil", Permission.VIEW_PUPIL),
    ("Flags", "pupil-flags", Permission.VIEW_FLAGS),
    ("Casework", "pupil-cases", Permission.VIEW_PUPIL),
    ("Support", "pupil-work", Permission.VIEW_PUPIL),
    ("Changes", "pupil-changes", Permission.VIEW_PUPIL),
    ("Circumstances", "pupil-circumstances", Permission.VIEW_PUPIL),
    ("Family", "pupil-family", Permission.VIEW_PUPIL),
    ("Who can see this child", "pupil-access", Permission.VIEW_PUPIL),
)


@dataclass(frozen=True)
class Record:
    """What stands above every part of a child's record."""

    pupil: Pupil
    reason: Reason
    now: Now
    sections: list[Link]
    logs: bool = False
    refers: bool = False

    def context(self, **more: Any) -> dict[str, Any]:
        """The context of `attendance/pupil/record.html`, and more."""
        return {"record": self, "pupil": self.pupil, "record_sections": self.sections, **more}


def open_record(request: CaseworkRequest, ref: str) -> Record:
    """The record of a child through the door, or Http404; five queries."""
    pupil = open_door(request, Pupil.objects.all(), Permission.VIEW_PUPIL, ref=ref)
    sections = [Link(*part) for part in parts_of(request, SECTIONS, ref)]
    now = now_of(pupil, enrolments_of(pupil), request.acting.on)
    reason = reason_for(pupil, request.acting)
    logs = request.acting.may(Permission.LOG_WORK)
    refers = request.acting.may(Permission.REFER) and reason.opens_casework
    return Record(pupil, reason, now, sections, logs, refers)


@needs(Permission.VIEW_PUPIL)
def pupil(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The year at a glance, what stands beside it, its patterns and its open flags."""
    record = open_record(request, ref)
    form = YearForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    at = _end_of(asked.get("as_known_on"))
    enrolments = record.now.enrolments
    year = pupil_year(record.pupil, request.acting, enrolments=enrolments, year=asked.get("year"), at=at)
    form.offer(year.years, year.year)
    flags = open_flags(record.pupil, request.acting)
    may_act = request.acting.may(Permission.ACT_ON_FLAGS)
    context = record.context(year=year, form=form, at=at, flags=flags, may_act=may_act)
    return render(request, "attendance/pupil/year.html", context)


def _end_of(day: date | None) -> datetime | None:
    """The last instant of a day in London; a day ahead is no question."""
    if day is None or day >= timezone.localdate():
        return None
    return timezone.make_aware(datetime.combine(day, time.max))


@needs(Permission.VIEW_FLAGS)
def flags(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Every flag the child has had, with its life and the marks behind it."""
    record = open_record(request, ref)
    found = flag_records(record.pupil, request.acting)
    return render(
        request,
        "attendance/pupil/flags.html",
        record.context(flags=found, may_act=request.acting.may(Permission.ACT_ON_FLAGS)),
    )


@needs(Permission.VIEW_PUPIL)
def changes(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Every mark that replaced another in a year: old, new, who, when, why and from which file."""
    record = open_record(request, ref)
    form = YearForm(request.GET or None)
    found = changes_of(record.pupil, request.acting, form.cleaned_data["year"] if form.is_valid() else None)
    return render(request, "attendance/pupil/changes.html", record.context(found=found))


@needs(Permission.VIEW_PUPIL)
def circumstances(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Facts about the child, part-time timetables, other names and numbers."""
    record = open_record(request, ref)
    found = circumstances_of(record.pupil, request.acting, record.reason)
    return render(request, "attendance/pupil/circumstances.html", record.context(found=found))


@needs(Permission.VIEW_PUPIL)
def family(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Parents with their addresses, brothers and sisters."""
    record = open_record(request, ref)
    found = family_of(record.pupil, request.acting, record.reason)
    return render(request, "attendance/pupil/family.html", record.context(family=found))
