"""Agreeing a school's plan and targets, reviewing its actions, and saying that a school is of concern."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import School
from attendance.rules.register import year_of
from reporting.models import ActionState, EarlierReview, SchoolAction, SchoolConcern, SchoolTarget
from reporting.queries.school_views import authority_periods
from reporting.rules.periods import term_at


def _held(school: School, by: Acting) -> School:
    """The school, locked, if this person may improve it. Raises PermissionDenied."""
    rows = School.objects.permits(by, Permission.IMPROVE_SCHOOL).select_for_update(of=("self",))
    held: School | None = rows.filter(pk=school.pk).first()
    if held is None:
        raise PermissionDenied
    return held


@transaction.atomic
def agree_action(*, school: School, what: str, lead: str, due_on: date, by: Acting) -> SchoolAction:
    """Agree an action of the present term's plan; the same words in the same term are one action.

    Raises PermissionDenied.
    """
    held, year = _held(school, by), year_of(by.on)
    term = term_at(by.on, authority_periods(held.authority_id, year))
    action, _ = SchoolAction.objects.get_or_create(
        school=held,
        year=year,
        period=term.key,
        what=what,
        defaults={"lead": lead, "due_on": due_on, "agreed_by": by.user, "agreed_on": by.on},
    )
    return action


@transaction.atomic
def review_action(*, school: School, pk: int, state: str, became: str, by: Acting) -> SchoolAction | None:
    """Say what became of an action; None where the school has no such action. Raises PermissionDenied.

    What a review of another day found is kept; one of the same day is put right.
    """
    held = _held(school, by)
    action: SchoolAction | None = SchoolAction.objects.filter(school=held, pk=pk).first()
    if action is None:
        return None
    if action.reviewed_by and action.reviewed_on and action.reviewed_on != by.on:
        EarlierReview.objects.get_or_create(
            action=action,
            reviewed_on=action.reviewed_on,
            defaults={"state": action.state, "became": action.became, "reviewed_by": action.reviewed_by},
        )
    action.state, action.became = ActionState(state), became
    action.reviewed_by, action.reviewed_on = by.user, by.on
    action.save(update_fields=["state", "became", "reviewed_by", "reviewed_on"])
    return action


@transaction.atomic
def set_school_target(
    *, school: School, indicator: str, year: int, value: Decimal, by: Acting
) -> SchoolTarget:
    """Set what an indicator should reach at a school in a year; anew replaces it. Raises PermissionDenied."""
    target, _ = SchoolTarget.objects.update_or_create(
        school=_held(school, by),
        indicator=indicator,
        year=year,
        defaults={"value": value, "set_by": by.user, "set_on": by.on},
    )
    return target


@transaction.atomic
def raise_concern(*, school: School, reason: str, by: Acting) -> SchoolConcern:
    """Put a school on the list of concern from today; there already, the reason is replaced.

    Raises PermissionDenied.
    """
    concern, _ = SchoolConcern.objects.update_or_create(
        school=_held(school, by),
        ended_on=None,
        defaults={"reason": reason},
        create_defaults={"reason": reason, "began_on": by.on, "raised_by": by.user},
    )
    return concern


@transaction.atomic
def end_concern(*, school: School, by: Acting) -> None:
    """Take a school off the list from today; again does nothing. Raises PermissionDenied."""
    SchoolConcern.objects.filter(school=_held(school, by), ended_on__isnull=True).update(ended_on=by.on)
