"""Named officers, the support a school can expect, and the visits made under it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet

from agencies.acting import Acting
from agencies.models import AgencyKind, Membership, User
from agencies.rules.roles import Permission
from attendance.models import NamedOfficer, School, SupportAgreement, SupportVisit


class CannotPlan(Exception):
    """A refusal, as a sentence for the person who asked."""


def _held(school: School, by: Acting) -> School:
    rows = School.objects.permits(by, Permission.PLAN_SUPPORT).select_for_update(of=("self",))
    held: School | None = rows.filter(pk=school.pk).first()
    if held is None:
        raise PermissionDenied
    return held


def officers_for(school: School, on: date) -> "QuerySet[User]":
    """The people who can be a school's named officer: officers and managers of its locality team."""
    current = Membership.objects.current(on).filter(
        Q(role_name="welfare_officer") | Q(role_name="team_manager"),
        agency=school.team_id,
        agency__kind=AgencyKind.LOCALITY_TEAM,
    )
    return User.objects.filter(memberships__in=current, is_active=True).distinct().order_by("name")


@transaction.atomic
def name_officer(*, school: School, officer: User, by: Acting) -> NamedOfficer:
    """Name the officer whom a school turns to, from today; naming the same again changes nothing.

    Raises PermissionDenied where the person may not plan for this school, and CannotPlan where the officer is
    not of the school's team.
    """
    held = _held(school, by)
    if officer not in officers_for(held, by.on):
        raise CannotPlan(f"{officer} does not work in {held.team}, so cannot be its named officer.")
    current: NamedOfficer | None = held.named_officers.filter(ended_on__isnull=True).first()
    if current is not None and current.officer_id == officer.pk:
        return current
    if current is not None:
        current.ended_on = max(by.on, current.began_on)
        current.save(update_fields=["ended_on"])
    return NamedOfficer.objects.create(school=held, officer=officer, began_on=by.on)


@transaction.atomic
def agree_support(
    *, school: School, year: int, visits_a_term: int, reason: str, by: Acting
) -> SupportAgreement:
    """Agree how many visits a term a school can expect in an academic year; agreeing anew replaces it.

    Raises PermissionDenied where the person may not plan for this school.
    """
    held = _held(school, by)
    agreed, _ = SupportAgreement.objects.update_or_create(
        school=held,
        year=year,
        defaults={"visits_a_term": visits_a_term, "reason": reason, "agreed_on": by.on, "agreed_by": by.user},
    )
    return agreed


@transaction.atomic
def record_visit(*, school: School, on: date, purpose: str, by: Acting) -> SupportVisit:
    """Record a visit made under the agreement; the same officer and day twice is one visit.

    Raises PermissionDenied where the person may not plan for this school, and CannotPlan for a day to come.
    """
    held = _held(school, by)
    if on > by.on:
        raise CannotPlan("A visit is recorded on its day or later: this one is still to come.")
    visit, _ = SupportVisit.objects.get_or_create(
        school=held, on=on, officer=by.user, defaults={"purpose": purpose}
    )
    return visit
