"""Changing a school's calendar, or the authority's template; every change says what, why and by whom.

Marks are never touched: a mark on a session that has become closed stays, and shows as a fault of the
register until the school corrects it. Figures and flags follow in the next night.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.acting import Acting
from agencies.models import LocalAuthority
from agencies.rules.roles import Permission
from attendance.models import Calendar, CalendarChange, Register, School, Term
from attendance.queries.calendars import calendar_lines
from attendance.queries.school_calendar import (
    YEARS_AROUND,
    holidays_of,
    week_in_words,
    year_of_authority,
)
from attendance.rules import calendar, school_year
from attendance.rules.calendar import HOLIDAY, INSET, MONDAY_TO_FRIDAY, OPEN
from attendance.rules.dated import day_in_words
from attendance.rules.register import AFTERNOON, MORNING, year_in_words, year_of
from attendance.rules.school_week import change_week, weekdays_of

SESSION_WORDS = {None: "", MORNING: ", morning", AFTERNOON: ", afternoon"}
KIND_WORDS = {INSET: "INSET, staff only", OPEN: "Open to pupils", HOLIDAY: "Holiday"}


class CannotChange(Exception):
    """A refusal, as a sentence for the person who changes a calendar."""


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the rules refuse into a sentence for the person."""
    try:
        yield
    except ValueError as refused:
        raise CannotChange(str(refused)) from refused


def _held(school: School | None, year: int, by: Acting) -> School | None:
    """The school, or nothing for the template, locked with the right to change it checked again."""
    if abs(year - year_of(by.on)) > YEARS_AROUND:
        raise CannotChange("Only the calendars of last year, this year and next year can be changed.")
    if school is None:
        if not by.may(Permission.DECIDE_SETTINGS):
            raise PermissionDenied
        LocalAuthority.objects.select_for_update(no_key=True).get(pk=by.authority_id)
        return None
    # The lock comes first: whoever waited for it must see what the one before them wrote.
    School.objects.select_for_update(no_key=True).filter(pk=school.pk).values_list("pk").first()
    held: School | None = School.objects.permits(by, Permission.EDIT_CALENDAR).filter(pk=school.pk).first()
    if held is None:
        raise PermissionDenied
    return held


def _line(school: School | None, year: int, by: Acting) -> str:
    if school is None:
        return year_of_authority(by.authority_id, year).line
    return calendar_lines([school], [year])[school.pk, year]


def _write(school: School | None, year: int, line: str, said: str, reason: str, by: Acting) -> None:
    """Keep the line as the school's own (a copy of the template, where it had none) and say what was done."""
    authority = by.authority_id if school is None else school.authority_id
    Calendar.objects.update_or_create(
        authority_id=authority, school=school, year=year, defaults={"sessions": line}
    )
    _say(school, year, said, reason, by)


def _say(school: School | None, year: int, said: str, reason: str, by: Acting) -> None:
    authority = by.authority_id if school is None else school.authority_id
    CalendarChange.objects.create(
        authority_id=authority, school=school, year=year, said=said, reason=reason, by=by.user
    )


@transaction.atomic
def set_days(
    *,
    school: School | None,
    year: int,
    first: date,
    last: date,
    kind: str,
    reason: str,
    by: Acting,
    session: int | None = None,
) -> None:
    """Make days of a year INSET, open to pupils, or holiday; ``school`` None is the authority's template.

    Raises PermissionDenied, and CannotChange where a day is outside the year or nothing would change.
    """
    held = _held(school, year, by)
    with _refusals():
        line = school_year.set_days(_line(held, year, by), year, first, last, kind=kind, session=session)
    until = "" if last == first else f" to {day_in_words(last)}"
    said = f"{KIND_WORDS[kind]}: {day_in_words(first)}{until}{SESSION_WORDS[session]}"
    _write(held, year, line, said, reason, by)


@transaction.atomic
def close_sessions(
    *, school: School, year: int, on: date, reason: str, by: Acting, session: int | None = None
) -> None:
    """Record that the whole school had to close on a day, or for one session of it.

    Raises PermissionDenied, and CannotChange where the school was not to meet then.
    """
    held = _held(school, year, by)
    with _refusals():
        line = school_year.close(_line(held, year, by), year, on, session)
    _write(held, year, line, f"Closed: {day_in_words(on)}{SESSION_WORDS[session]}", reason, by)


@transaction.atomic
def set_terms(
    *, school: School | None, year: int, terms: Mapping[str, calendar.Term], reason: str, by: Acting
) -> None:
    """Set the terms of a year by name, with their half terms; INSET days and closures in term stay.

    Raises PermissionDenied, and CannotChange for terms outside the year, overlapping, or, in the authority's
    template, without a half term.
    """
    held = _held(school, year, by)
    weekdays: Collection[int] = MONDAY_TO_FRIDAY if held is None else weekdays_of(held.school_week)
    with _refusals():
        line = school_year.set_terms(_line(held, year, by), year, terms.values(), weekdays, holidays_of(year))
    if held is None:
        _keep_terms(year, terms, by)
    _write(held, year, line, f"Term dates of {year_in_words(year)} set", reason, by)


def _keep_terms(year: int, terms: Mapping[str, calendar.Term], by: Acting) -> None:
    Term.objects.filter(authority=by.authority_id, year=year).delete()
    for name, term in terms.items():
        if term.half_term is None:
            raise CannotChange("Every term of the authority's year has a half term.")
        Term.objects.create(
            authority_id=by.authority_id,
            year=year,
            name=name,
            began_on=term.began_on,
            ended_on=term.ended_on,
            half_term_began_on=term.half_term[0],
            half_term_ended_on=term.half_term[1],
        )


@transaction.atomic
def use_template(*, school: School, year: int, reason: str, by: Acting) -> None:
    """Let a school follow the authority's calendar again; its own, with its closures, is dropped.

    Raises PermissionDenied, and CannotChange where it has none of its own.
    """
    held = _held(school, year, by)
    dropped, _ = Calendar.objects.filter(school=held, year=year).delete()
    if not dropped:
        raise CannotChange("The school follows the council’s calendar already.")
    _say(held, year, "Follows the council’s calendar again", reason, by)


@transaction.atomic
def set_school_week(*, school: School, weekdays: Collection[int], reason: str, by: Acting) -> None:
    """Set the weekdays on which a school meets, for this academic year and later ones.

    Earlier years with registers are kept as they were read until now. Raises PermissionDenied, and
    CannotChange where no weekday is chosen or the week is the same.
    """
    year = year_of(by.on)
    held = _held(school, year, by)
    week = "".join(str(day) for day in sorted(weekdays, key=lambda day: (day + 1) % 7))
    if held is None or not week or set(week) == set(held.school_week):
        raise CannotChange("Choose other days: the school meets on these already.")
    _keep_earlier_years(held, year)
    for own in Calendar.objects.filter(school=held, year__gte=year):
        own.sessions = change_week(own.sessions, own.year, weekdays, holidays_of(own.year))
        own.save(update_fields=["sessions", "changed_at"])
    held.school_week = week
    held.save(update_fields=["school_week"])
    _say(held, year, f"School week: {week_in_words(week)}", reason, by)


def _keep_earlier_years(school: School, year: int) -> None:
    """Write down the calendars that earlier years had, so that another week does not change them."""
    earlier = Register.objects.filter(school=school, year__lt=year).values_list("year", flat=True).distinct()
    own = set(Calendar.objects.filter(school=school).values_list("year", flat=True))
    missing = sorted(set(earlier) - own)
    lines = calendar_lines([school], missing)
    Calendar.objects.bulk_create(
        Calendar(authority_id=school.authority_id, school=school, year=each, sessions=lines[school.pk, each])
        for each in missing
    )
