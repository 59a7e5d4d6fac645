"""Who can be given a case, who may be named for a note, and for whom one may write."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from agencies.acting import Acting
from agencies.models import Membership, User
from agencies.named import named_people
from agencies.rules.roles import ROLES, Permission
from attendance.models import Involvement, NamedOfficer, Pupil, School
from cases.models import Audience, Case

NAMES_SHOWN = 8


def officers_of(case: Case, by: Acting) -> QuerySet[User]:
    """The people of the case's team whose role works on cases, by name."""
    return officers_in([case.team_id], by.on)


def officers_within(by: Acting) -> QuerySet[User]:
    """The people of the teams within reach whose role works on cases, by name."""
    return officers_in(by.reach, by.on)


def officers_in(agencies: Iterable[int | None], on: date) -> QuerySet[User]:
    """The people of some teams whose role works on cases on a day, by name."""
    roles = [name for name, role in ROLES.items() if role.may(Permission.WORK_CASES)]
    teams = [key for key in agencies if key is not None]
    held = Membership.objects.current(on).filter(agency__in=teams, role_name__in=roles)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name")


def people_on(case: Case, by: Acting) -> QuerySet[User]:
    """The people of every agency that is involved with the child and sees casework, by name."""
    return people_around(case.pupil, by)


def people_around(pupil: Pupil, by: Acting) -> QuerySet[User]:
    """The people of every agency that is involved with a child and sees casework, by name."""
    live = Involvement.objects.live(by.on).filter(pupil=pupil, scope__gte=2)
    held = Membership.objects.current(by.on).filter(agency__in=live.values("agency"))
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name")


def audiences_for(by: Acting) -> list[tuple[str, str]]:
    """The audiences this person may write for: legal records only where they may see them."""
    return [
        (value, label)
        for value, label in Audience.choices
        if value != Audience.LEGAL or by.may(Permission.VIEW_LEGAL)
    ]


def audiences_around(pupil: Pupil, by: Acting) -> list[tuple[str, str]]:
    """The audiences this person may write for about a child, with the agencies by name; one query."""
    live = Involvement.objects.live(by.on).filter(pupil=pupil, scope__gte=2)
    rows = live.values_list("agency__name", "agency__kind").distinct().order_by("agency__name")
    names: dict[bool, list[str]] = {kind == "school": [] for kind in ("school", "")}
    for name, kind in rows:
        names[kind == "school"].append(name)
    read = {
        Audience.SCHOOL.value: _listed([*names[True], *names[False]]),
        Audience.AGENCIES.value: _listed(names[False]),
        Audience.AGENCY.value: by.agency.name,
    }
    return [
        (value, f"{label}: {read[value]}" if read.get(value) else label) for value, label in audiences_for(by)
    ]


def _listed(names: list[str]) -> str:
    more = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")


def members_with(
    permission: Permission, agencies: Iterable[int], on: date, pupil: Pupil | None = None
) -> list[Membership]:
    """The people of some agencies whose role holds a permission; of a restricted child only those named for it."""
    roles = [name for name, role in ROLES.items() if role.may(permission)]
    held = Membership.objects.current(on).filter(
        agency__in=list(agencies), role_name__in=roles, user__is_active=True
    )
    if pupil is not None and pupil.restricted:
        held = held.filter(user__in=named_people(pupil))
    return list(held.select_related("user", "agency").order_by("agency__name", "user__name"))


def suggested_officer(school: School, team_id: int | None, on: date) -> User | None:
    """The school's named officer, if they still work on cases in the team."""
    named = NamedOfficer.objects.filter(school=school, ended_on__isnull=True).values("officer")
    return officers_in([team_id], on).filter(pk__in=named).first()
