"""Questions across people and agencies."""

from datetime import date

from django.db import models

from agencies.acting import Acting
from agencies.models import AccessRecord, Membership, Token, User


def memberships_of(user: User, on: date) -> dict[int, Membership]:
    """The memberships under which a person may act on a day, by key, in the order of the agencies' names."""
    held = Membership.objects.current(on).filter(user=user, agency__is_open=True)
    return {m.pk: m for m in held.select_related("user", "agency__authority").order_by("agency__name", "pk")}


def tokens_of(by: Acting) -> models.QuerySet[Token]:
    """The tokens of the membership somebody acts under, newest first."""
    return Token.objects.filter(membership=by.membership).order_by("-made_at", "-pk")


def access_of_people(by: Acting, *, act: str = "", name: str = "") -> models.QuerySet[AccessRecord]:
    """What people acting for the agencies within reach looked at, newest first; no child is named in it."""
    found = AccessRecord.objects.filter(agency__in=by.reach).select_related("user", "agency")
    if act:
        found = found.filter(act=act)
    if name:
        found = found.filter(user__name__icontains=name)
    return found.order_by("-at", "-pk")
