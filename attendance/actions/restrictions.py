"""Restricting a child's record to named people, and opening it again."""

from collections.abc import Collection

from django.db import transaction

from agencies.acting import Acting
from agencies.models import User
from agencies.named import name_person, named_people, unname_person
from agencies.rules.roles import Permission
from attendance.actions.doors import locked
from attendance.actions.standings import recount
from attendance.models import Pupil, Standing
from attendance.queries.access import people_to_name


class RestrictionRefused(Exception):
    """The record cannot be restricted so; the message says why and what to do."""


@transaction.atomic
def restrict_record(*, pupil: Pupil, people: Collection[User], by: Acting) -> None:
    """Restrict a record to the people given and the person who does it; names leave the search with it.

    Restricted already, the people are added. Raises NotAllowed, and RestrictionRefused for somebody who could
    not see the child anyway.
    """
    child = locked(pupil, by, Permission.RESTRICT_RECORD)
    possible = set(people_to_name(child, by).values_list("pk", flat=True))
    if strangers := [person.name for person in people if person.pk not in possible]:
        raise RestrictionRefused(f"{', '.join(strangers)} could not see this child anyway. Choose others.")
    for person in {by.user, *people}:
        name_person(person, child)
    set_restricted(child, restricted=True)


@transaction.atomic
def unname(*, pupil: Pupil, person: User, by: Acting) -> None:
    """Take a person off a restricted record. Raises NotAllowed, and RestrictionRefused for the last one."""
    child = locked(pupil, by, Permission.RESTRICT_RECORD)
    others = [named for named in named_people(child) if named.pk != person.pk]
    if not others:
        raise RestrictionRefused("Somebody must stay named, or nobody could open it. Name another first.")
    unname_person(person, child)


@transaction.atomic
def open_record_again(*, pupil: Pupil, by: Acting) -> None:
    """Lift the restriction: everybody with a reason may see the record again. Raises NotAllowed."""
    child = locked(pupil, by, Permission.RESTRICT_RECORD)
    for person in named_people(child):
        unname_person(person, child)
    set_restricted(child, restricted=False)


def set_restricted(child: Pupil, *, restricted: bool) -> None:
    """Write it, and the schools' sums without or with the child; a trigger hides or shows the names."""
    if child.restricted is restricted:
        return
    child.restricted = restricted
    child.save(update_fields=["restricted"])
    for school, year in sorted(set(Standing.objects.filter(pupil=child).values_list("school", "year"))):
        recount(schools=[school], year=year)
