"""School calendars, and the authority's template: looking at a year, and changing it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.actions import school_calendars as actions
from attendance.forms.calendars import ClosureForm, DaysForm, TermsForm, WeekForm
from attendance.models import School
from attendance.queries.school_calendar import (
    YEARS_AROUND,
    held_terms,
    week_in_words,
    year_of_authority,
    year_of_school,
)
from attendance.rules.register import year_in_words, year_of
from attendance.rules.school_week import weekdays_of
from attendance.rules.school_year import STYLES_IN_WORDS

EARLIEST = 2000
CHANGED = "Saved. Figures and flags follow in the next night."


@needs(Permission.VIEW_SCHOOL)
def school_calendar(request: CaseworkRequest, urn: int) -> HttpResponse:
    """A school's year month by month."""
    by = request.acting
    school = get_object_or_404(School.objects.visible_to(by).select_related("authority"), urn=urn)
    shown = year_of_school(school, _year_asked(request))
    context = {
        "school": school,
        "shown": shown,
        "week": week_in_words(school.school_week),
        "around": _around(shown.year),
        "styles": STYLES_IN_WORDS,
        "may_edit": by.may(Permission.EDIT_CALENDAR) and _is_open(request, shown.year),
    }
    return render(request, "attendance/calendar/school.html", context)


@needs(Permission.VIEW_STATISTICS)
def term_dates(request: CaseworkRequest) -> HttpResponse:
    """The authority's template year, which schools without a calendar of their own follow."""
    by = request.acting
    shown = year_of_authority(by.authority_id, _year_asked(request))
    context = {
        "shown": shown,
        "terms": held_terms(by.authority_id, shown.year),
        "around": _around(shown.year),
        "styles": STYLES_IN_WORDS,
        "may_edit": by.may(Permission.DECIDE_SETTINGS) and _is_open(request, shown.year),
    }
    return render(request, "attendance/calendar/authority.html", context)


def _year_asked(request: CaseworkRequest) -> int:
    """The academic year in the address, else the present one."""
    asked = request.GET.get("year", "")
    is_year = len(asked) == len("2025") and asked.isdecimal() and int(asked) >= EARLIEST
    return int(asked) if is_year else year_of(request.acting.on)


def _around(year: int) -> list[tuple[int, str]]:
    return [(other, year_in_words(other)) for other in (year - 1, year + 1)]


def _is_open(request: CaseworkRequest, year: int) -> bool:
    return abs(year - year_of(request.acting.on)) <= YEARS_AROUND


def _to_change(request: CaseworkRequest, urn: int, year: int) -> School:
    """The school, where this person may change its calendar of that year; else Http404."""
    if not _is_open(request, year):
        raise Http404
    return get_object_or_404(School.objects.permits(request.acting, Permission.EDIT_CALENDAR), urn=urn)


def _change(
    request: CaseworkRequest, form: forms.Form, act: Callable[[], None], to: str, context: dict[str, Any]
) -> HttpResponse:
    """The form; once valid, the act; a refusal comes back as the form's error."""
    if form.is_valid():
        try:
            act()
        except actions.CannotChange as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, CHANGED)
            return redirect(to)
    return render(request, "attendance/calendar/change.html", {"form": form, "back_to": to, **context})


def _back(school: School, year: int) -> str:
    return f"{reverse('school-calendar', args=[school.urn])}?year={year}"


@needs(Permission.EDIT_CALENDAR)
def days(request: CaseworkRequest, urn: int, year: int) -> HttpResponse:
    """Make days of a school INSET, open or holiday."""
    school, form = _to_change(request, urn, year), DaysForm(request.POST or None)
    return _change(
        request,
        form,
        lambda: actions.set_days(school=school, year=year, by=request.acting, **form.cleaned_data),
        _back(school, year),
        {"whose": school.name, "title": "Change days", "years": year_in_words(year)},
    )


@needs(Permission.EDIT_CALENDAR)
def close(request: CaseworkRequest, urn: int, year: int) -> HttpResponse:
    """Record that a school had to close."""
    school, form = _to_change(request, urn, year), ClosureForm(request.POST or None)
    return _change(
        request,
        form,
        lambda: actions.close_sessions(school=school, year=year, by=request.acting, **form.cleaned_data),
        _back(school, year),
        {"whose": school.name, "title": "Record a closure", "years": year_in_words(year), "closing": True},
    )


@needs(Permission.EDIT_CALENDAR)
def terms(request: CaseworkRequest, urn: int, year: int) -> HttpResponse:
    """Set a school's own term dates; they start from the authority's."""
    school = _to_change(request, urn, year)
    form = TermsForm(request.POST or None, held=held_terms(school.authority_id, year))
    return _change(
        request,
        form,
        lambda: actions.set_terms(
            school=school,
            year=year,
            terms=form.terms(),
            reason=form.cleaned_data["reason"],
            by=request.acting,
        ),
        _back(school, year),
        {"whose": school.name, "title": "Set term dates", "years": year_in_words(year)},
    )


@needs(Permission.EDIT_CALENDAR)
def week(request: CaseworkRequest, urn: int) -> HttpResponse:
    """Set the weekdays on which a school meets."""
    year = year_of(request.acting.on)
    school = _to_change(request, urn, year)
    form = WeekForm(request.POST or None, initial={"weekdays": sorted(weekdays_of(school.school_week))})
    return _change(
        request,
        form,
        lambda: actions.set_school_week(school=school, by=request.acting, **form.cleaned_data),
        _back(school, year),
        {"whose": school.name, "title": "Set the school week", "years": f"{year_in_words(year)} and later"},
    )


@require_POST
@needs(Permission.EDIT_CALENDAR)
def follow_template(request: CaseworkRequest, urn: int, year: int) -> HttpResponse:
    """Let a school follow the authority's calendar again."""
    school = _to_change(request, urn, year)
    try:
        actions.use_template(school=school, year=year, reason="", by=request.acting)
    except actions.CannotChange as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, CHANGED)
    return redirect(_back(school, year))


@needs(Permission.DECIDE_SETTINGS)
def template_days(request: CaseworkRequest, year: int) -> HttpResponse:
    """Make days of the authority's year INSET, open or holiday."""
    if not _is_open(request, year):
        raise Http404
    form = DaysForm(request.POST or None)
    return _change(
        request,
        form,
        lambda: actions.set_days(school=None, year=year, by=request.acting, **form.cleaned_data),
        f"{reverse('term-dates')}?year={year}",
        {"whose": "All schools that follow it", "title": "Change days", "years": year_in_words(year)},
    )


@needs(Permission.DECIDE_SETTINGS)
def template_terms(request: CaseworkRequest, year: int) -> HttpResponse:
    """Set the authority's terms and half terms of a year."""
    if not _is_open(request, year):
        raise Http404
    by = request.acting
    form = TermsForm(request.POST or None, held=held_terms(by.authority_id, year))
    return _change(
        request,
        form,
        lambda: actions.set_terms(
            school=None, year=year, terms=form.terms(), reason=form.cleaned_data["reason"], by=by
        ),
        f"{reverse('term-dates')}?year={year}",
        {"whose": "All schools that follow it", "title": "Set term dates", "years": year_in_words(year)},
    )
