"""The register of initiatives: which there are, from when to when, in which schools and for which pupils."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.acting import Acting
from agencies.models import LocalAuthority
from agencies.rules.roles import Permission
from attendance.models import Pupil, School
from cases.actions.doors import ChangedMeanwhile, Refused
from reporting.models import Initiative, InitiativePupil, InitiativeSchool
from reporting.rules.initiatives import STRATEGY


def load_initiatives(authority: LocalAuthority) -> int:
    """Keep the initiatives that the strategy of January 2007 names; those held stay. Returns how many are new."""
    held = set(Initiative.objects.filter(authority=authority).values_list("name", flat=True))
    rows = [
        Initiative(authority=authority, name=name, about=about)
        for name, about in STRATEGY.items()
        if name not in held
    ]
    return len(Initiative.objects.bulk_create(rows, ignore_conflicts=True))


@transaction.atomic
def add_initiative(
    *, name: str, about: str, began_on: date | None, ended_on: date | None, by: Acting
) -> Initiative:
    """Put an initiative on the register; one of the same name is it. Raises PermissionDenied."""
    authority = _authority(by)
    row, _ = Initiative.objects.get_or_create(
        authority=authority,
        name=name,
        defaults={"about": about, "began_on": began_on, "ended_on": ended_on, "set_by": by.user},
    )
    return row


@transaction.atomic
def change_initiative(
    *, pk: int, version: int, name: str, about: str, began_on: date | None, ended_on: date | None, by: Acting
) -> Initiative:
    """Change an initiative. Raises PermissionDenied, ChangedMeanwhile, and Refused for a name that is taken."""
    row = _held(pk, by)
    if row.version != version:
        raise ChangedMeanwhile("Somebody else changed this initiative while you had it open.")
    if Initiative.objects.filter(authority=row.authority_id, name=name).exclude(pk=pk).exists():
        raise Refused("Another initiative has this name.")
    row.name, row.about, row.began_on, row.ended_on = name, about, began_on, ended_on
    row.version, row.set_by = version + 1, by.user
    row.save(update_fields=["name", "about", "began_on", "ended_on", "version", "set_by"])
    return row


@transaction.atomic
def place_school(
    *, pk: int, school: School, began_on: date, ended_on: date | None, by: Acting
) -> InitiativeSchool:
    """Put a school into an initiative, or change from when to when it is in. Raises PermissionDenied."""
    row = _held(pk, by)
    if not School.objects.permits(by, Permission.VIEW_SCHOOL).filter(pk=school.pk).exists():
        raise PermissionDenied
    place, _ = InitiativeSchool.objects.update_or_create(
        initiative=row, school=school, defaults={"began_on": began_on, "ended_on": ended_on}
    )
    return place


@transaction.atomic
def take_school_out(*, pk: int, place: int, by: Acting) -> None:
    """Take a school out that was put in by mistake; twice is once. Raises PermissionDenied."""
    row = _held(pk, by)
    InitiativeSchool.objects.filter(initiative=row, pk=place).delete()


@transaction.atomic
def place_pupils(
    *, pk: int, numbers: Collection[str], began_on: date, ended_on: date | None, by: Acting
) -> tuple[int, int]:
    """Put pupils into an initiative by their UPN; those not theirs to see are as if there were none.

    Returns how many are in it now by this list, and how many numbers fit no pupil. Raises PermissionDenied.
    """
    row, wanted = _held(pk, by), set(numbers)
    rows = Pupil.objects.permits(by, Permission.VIEW_PUPIL).filter(upn__in=wanted, merged_into__isnull=True)
    found = {pupil.upn: pupil for pupil in rows.filter(restricted=False)}
    for pupil in found.values():
        InitiativePupil.objects.update_or_create(
            initiative=row, pupil=pupil, defaults={"began_on": began_on, "ended_on": ended_on}
        )
    return len(found), len(wanted - set(found))


def _held(pk: int, by: Acting) -> Initiative:
    """The initiative of their authority, locked. Raises PermissionDenied."""
    authority = _authority(by)
    row: Initiative | None = (
        Initiative.objects.select_for_update(of=("self",)).filter(authority=authority, pk=pk).first()
    )
    if row is None:
        raise PermissionDenied
    return row


def _authority(by: Acting) -> LocalAuthority:
    if not by.may(Permission.SET_TARGETS):
        raise PermissionDenied
    return LocalAuthority.objects.get(pk=by.authority_id)
