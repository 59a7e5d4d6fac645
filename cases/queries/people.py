"""Who can be given a case, who may be named for a note, and for whom one may write."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from agencies.acting import Acting
from agencies.models import Membership, User
from agencies.rules.roles import ROLES, Permission
from attendance.models import Involvement
from cases.models import Audience, Case


def officers_of(case: Case, by: Acting) -> QuerySet[User]:
    """The people of the case's team whose role works on cases, by name."""
    return _officers([case.team_id], by)


def officers_within(by: Acting) -> QuerySet[User]:
    """The people of the teams within reach whose role works on cases, by name."""
    return _officers(by.reach, by)


def _officers(agencies: Sequence[int], by: Acting) -> QuerySet[User]:
    roles = [name for name, role in ROLES.items() if role.may(Permission.WORK_CASES)]
    held = Membership.objects.filter(agency__in=agencies, role_name__in=roles, began_on__lte=by.on)
    held = held.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=by.on))
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name")


def people_on(case: Case, by: Acting) -> QuerySet[User]:
    """The people of every agency that is involved with the child and sees casework, by name."""
    live = Involvement.objects.live(by.on).filter(pupil=case.pupil_id, scope__gte=2)
    held = Membership.objects.filter(agency__in=live.values("agency"), began_on__lte=by.on)
    held = held.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=by.on))
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name")


def audiences_for(by: Acting) -> list[tuple[str, str]]:
    """The audiences this person may write for: legal records only where they may see them."""
    return [
        (value, label)
        for value, label in Audience.choices
        if value != Audience.LEGAL or by.may(Permission.VIEW_LEGAL)
    ]
