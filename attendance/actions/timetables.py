"""Agreeing a part-time timetable for a child, changing it and ending it."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from agencies.acting import Acting
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from attendance.actions.doors import NotAllowed, locked
from attendance.models import Enrolment, Pupil, Timetable
from attendance.queries.timetables import enrolments_to_agree
from attendance.rules.timetables import REQUIRED, SESSIONS_A_WEEK, check_dates, is_long

ONE_DAY = timedelta(days=1)


class TimetableRefused(Exception):
    """The timetable cannot be agreed so; the message says why and what to do."""


@transaction.atomic
def agree_timetable(
    *,
    enrolment: Enrolment,
    sessions: str,
    reason: str,
    began_on: date,
    ended_on: date | None,
    review_on: date,
    long_agreed: bool,
    by: Acting,
) -> Timetable:
    """Agree that a child comes only for some sessions of the week, from a day until a day.

    Raises NotAllowed, and TimetableRefused for impossible dates, a full or an empty week, one longer than six
    weeks that was not confirmed, and one that overlaps another.
    """
    held = _held(enrolment, by)
    _check(held, sessions, began_on, ended_on, review_on, long_agreed, by)
    _check_alone(held, began_on, ended_on)
    return Timetable.objects.create(
        enrolment=held,
        sessions=sessions,
        reason=reason,
        began_on=began_on,
        ended_on=ended_on,
        review_on=review_on,
        agreed_by=by.user,
    )


@transaction.atomic
def change_timetable(
    *,
    timetable: Timetable,
    sessions: str,
    reason: str,
    began_on: date,
    ended_on: date | None,
    review_on: date,
    long_agreed: bool,
    by: Acting,
) -> Timetable:
    """Change a timetable from a day on: the old one ends the day before, so that the past stays as agreed.

    One that would start anew on or before its own first day is replaced. Raises as ``agree_timetable`` does,
    and TimetableRefused where it has ended.
    """
    held = _held(timetable.enrolment, by)
    row = Timetable.objects.select_for_update().get(pk=timetable.pk, enrolment=held)
    _check_running(row, by.on)
    _end(row, began_on - ONE_DAY)
    return agree_timetable(
        enrolment=held,
        sessions=sessions,
        reason=reason,
        began_on=began_on,
        ended_on=ended_on,
        review_on=review_on,
        long_agreed=long_agreed,
        by=by,
    )


@transaction.atomic
def end_timetable(*, timetable: Timetable, ended_on: date, by: Acting) -> None:
    """End a timetable after a day; a day before its first takes it back (the history keeps it).

    Raises NotAllowed, and TimetableRefused where it has ended, or the day would make it longer.
    """
    held = _held(timetable.enrolment, by)
    row = Timetable.objects.select_for_update().get(pk=timetable.pk, enrolment=held)
    _check_running(row, by.on)
    if row.ended_on is not None and ended_on > row.ended_on:
        raise TimetableRefused(f"It ends on {in_words(row.ended_on)}. Change it to make it longer.")
    _end(row, ended_on)


def _held(enrolment: Enrolment, by: Acting) -> Enrolment:
    """The enrolment, with the child's row locked and the right checked again."""
    child: Pupil = locked(enrolment.pupil, by, Permission.AGREE_TIMETABLE)
    held = enrolments_to_agree(child, by).filter(pk=enrolment.pk).first()
    if held is None:
        raise NotAllowed("Only the school itself, or an officer, agrees a timetable there.")
    return held


def _check(
    enrolment: Enrolment,
    sessions: str,
    began_on: date,
    ended_on: date | None,
    review_on: date,
    long_agreed: bool,
    by: Acting,
) -> None:
    try:
        check_dates(began_on=began_on, ended_on=ended_on, review_on=review_on, today=by.on)
    except ValueError as refused:
        raise TimetableRefused(str(refused)) from refused
    if began_on < enrolment.began_on:
        raise TimetableRefused(f"The pupil joined the school on {in_words(enrolment.began_on)}.")
    required = sessions.count(REQUIRED)
    week = SESSIONS_A_WEEK - 2 * (7 - len(enrolment.school.school_week))
    if not 0 < required < week:
        raise TimetableRefused("Choose at least one session to come for and leave at least one out.")
    if is_long(began_on, ended_on) and not long_agreed:
        raise TimetableRefused(
            "This has no end or is longer than six weeks. A part-time timetable is short: give an earlier "
            "last day, or tick that it is to be longer."
        )


def _check_alone(enrolment: Enrolment, began_on: date, ended_on: date | None) -> None:
    others = Timetable.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=began_on), enrolment=enrolment
    )
    if ended_on is not None:
        others = others.filter(began_on__lte=ended_on)
    other = others.order_by("began_on").first()
    if other is not None:
        raise TimetableRefused(
            f"Another timetable, from {in_words(other.began_on)}, runs on some of these days. "
            "Change or end it."
        )


def _check_running(row: Timetable, today: date) -> None:
    if row.ended_on is not None and row.ended_on < today:
        raise TimetableRefused(f"This timetable ended on {in_words(row.ended_on)}. Agree a new one.")


def _end(row: Timetable, ended_on: date) -> None:
    if ended_on < row.began_on:
        row.delete()
        return
    row.ended_on = ended_on if row.ended_on is None else min(ended_on, row.ended_on)
    row.review_on = min(row.review_on, row.ended_on)
    row.save(update_fields=["ended_on", "review_on"])
