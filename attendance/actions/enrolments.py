"""Joining and leaving a school's roll, with the involvements that open and close with it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Least

from agencies.acting import Acting
from agencies.models import Agency
from agencies.rules.roles import Permission, Scope
from attendance.models import Enrolment, Involvement, Pupil, School
from attendance.models.enrolment import Registration
from attendance.models.involvement import Basis


class AlreadyEnrolled(Exception):
    """The child is on this school's roll in those days already."""


@transaction.atomic
def enrol_pupil(
    *,
    by: Acting | None,
    pupil: Pupil,
    school: School,
    began_on: date,
    ended_on: date | None = None,
    year_group: str = "",
    form: str = "",
    registration: str = Registration.SINGLE,
) -> Enrolment:
    """Put a pupil on a school's roll; the school and its team are involved from the same day.

    Raises PermissionDenied where the school is not theirs to answer for, AlreadyEnrolled where the days overlap
    an enrolment there.
    """
    _check(by, school)
    Pupil.objects.select_for_update(no_key=True).get(pk=pupil.pk)
    overlapping = pupil.enrolments.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=began_on), school=school)
    if ended_on is not None:
        overlapping = overlapping.filter(began_on__lte=ended_on)
    if overlapping.exists():
        raise AlreadyEnrolled
    enrolment = Enrolment.objects.create(
        pupil=pupil,
        school=school,
        began_on=began_on,
        ended_on=ended_on,
        year_group=year_group,
        form=form,
        registration=registration,
    )
    for agency, basis, scope in _involved(school):
        _involve(pupil, agency, basis, scope, began_on, ended_on)
    return enrolment


@transaction.atomic
def leave_school(*, by: Acting | None, enrolment: Enrolment, ended_on: date, because: str = "") -> None:
    """Take a pupil off a roll after a day; an involvement ends with the last enrolment that it rests on.

    Raises PermissionDenied where the school is not theirs, ValueError where the day lies before the first.
    """
    _check(by, enrolment.school)
    locked = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if ended_on < locked.began_on:
        raise ValueError("A pupil cannot leave before joining.")
    locked.ended_on, locked.left_because = ended_on, because
    locked.save(update_fields=["ended_on", "left_because"])
    school = enrolment.school
    still = Enrolment.objects.filter(pupil=locked.pupil_id).on_roll(ended_on).exclude(pk=locked.pk)
    for agency, basis, _ in _involved(school):
        rests_on = Q(school__agency=agency) if basis == Basis.ENROLLED else Q(school__team=agency)
        if not still.filter(rests_on, ended_on__isnull=True).exists():
            open_ones = Involvement.objects.filter(pupil=locked.pupil_id, agency=agency, basis=basis)
            open_ones.filter(ended_on__isnull=True).update(ended_on=ended_on)


def _check(by: Acting | None, school: School) -> None:
    """`by` is None for an operator's command and for nobody else."""
    if (
        by is not None
        and not School.objects.permits(by, Permission.MATCH_PUPILS).filter(pk=school.pk).exists()
    ):
        raise PermissionDenied


def _involved(school: School) -> list[tuple[Agency, Basis, Scope]]:
    """Who is involved with a school's pupils because they are its pupils."""
    found = [(school.agency, Basis.ENROLLED, Scope.CASEWORK)]
    if school.team is not None:
        found.append((school.team, Basis.AREA, Scope.LEGAL))
    return found


def _involve(
    pupil: Pupil, agency: Agency, basis: Basis, scope: Scope, began_on: date, ended_on: date | None
) -> None:
    """An involvement for the days of an enrolment; one that is open already is only moved back to the first day."""
    held = Involvement.objects.filter(pupil=pupil, agency=agency, basis=basis, ended_on__isnull=True)
    if not held.update(began_on=Least(F("began_on"), began_on)):
        Involvement.objects.create(
            pupil=pupil, agency=agency, basis=basis, scope=scope, began_on=began_on, ended_on=ended_on
        )
