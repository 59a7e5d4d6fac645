"""Deciding what the law leaves open, from a day on; what a night has counted by stays as it was."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from agencies.acting import Acting
from agencies.models import LocalAuthority
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from attendance.models import JobRun, LocalSetting
from attendance.models.job import JobState
from attendance.queries.job_runs import REVIEW
from attendance.rules.answers import accepts
from attendance.rules.open_points import OPEN_POINTS

ONE_DAY = timedelta(days=1)


class CannotDecide(Exception):
    """A refusal, as a sentence for the person who decides."""


@transaction.atomic
def decide_open_point(
    *, key: str, value: bool | int, began_on: date, reason: str, by: Acting
) -> LocalSetting:
    """Answer an open point for the authority from a day on, until the next answer planned, if any.

    The answer that runs on that day ends the day before; one that begins on the same day is replaced. Raises
    PermissionDenied, and CannotDecide where the point takes no such answer, the day is past, or a night of
    that day or later has been counted by what applied until now.
    """
    authority = _locked(by)
    if not accepts(OPEN_POINTS[key], value):
        raise CannotDecide("The rules cannot take this answer.")
    _check_day(began_on, by.on)
    held = LocalSetting.objects.filter(authority=authority, key=key)
    held.filter(began_on=began_on).delete()
    following = held.filter(began_on__gt=began_on).order_by("began_on").first()
    running = held.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=began_on), began_on__lt=began_on)
    running.update(ended_on=began_on - ONE_DAY)
    return LocalSetting.objects.create(
        authority=authority,
        key=key,
        value=value,
        reason=reason,
        began_on=began_on,
        ended_on=following.began_on - ONE_DAY if following else None,
        decided_by=by.user,
    )


@transaction.atomic
def withdraw_answer(*, pk: int, by: Acting) -> None:
    """Take back an answer that no night has counted by; what was before it runs on. Again does nothing.

    Raises PermissionDenied, and CannotDecide where the answer has been in force.
    """
    authority = _locked(by)
    row = LocalSetting.objects.filter(authority=authority, pk=pk).first()
    if row is None:
        return
    _check_day(row.began_on, by.on)
    row.delete()
    before = LocalSetting.objects.filter(authority=authority, key=row.key, ended_on=row.began_on - ONE_DAY)
    before.update(ended_on=row.ended_on)


def _locked(by: Acting) -> LocalAuthority:
    """The authority, locked, if this person may decide for it."""
    if not by.may(Permission.DECIDE_SETTINGS):
        raise PermissionDenied
    return LocalAuthority.objects.select_for_update(no_key=True).get(pk=by.authority_id)


def _check_day(began_on: date, today: date) -> None:
    if began_on < today:
        raise CannotDecide(f"An answer cannot change the past: it begins on {in_words(today)} or later.")
    counted = JobRun.objects.filter(job=REVIEW, on__gte=began_on).exclude(state=JobState.OWED)
    last = counted.order_by("-on").values_list("on", flat=True).first()
    if last is not None:
        raise CannotDecide(
            f"The night of {in_words(last)} has already been counted by what applied until now. "
            f"Choose {in_words(last + ONE_DAY)} or later."
        )
