"""Sealing an address to named people, and opening it again."""

from collections.abc import Collection

from django.db import transaction

from agencies.acting import Acting
from agencies.models import User
from agencies.named import name_person, named_people, unname_person
from agencies.rules.roles import Permission
from attendance.actions.doors import NotAllowed, locked
from attendance.models import Address, Pupil
from attendance.queries.access import addresses_of


@transaction.atomic
def seal_address(*, pupil: Pupil, address: Address, people: Collection[User], by: Acting) -> None:
    """Seal an address of one of a child's parents to the people given and the person who does it.

    Sealed already, the people are added. Raises NotAllowed.
    """
    row = _locked(pupil, address, by)
    for person in {by.user, *people}:
        name_person(person, row)
    if not row.sealed:
        row.sealed = True
        row.save(update_fields=["sealed"])


@transaction.atomic
def unseal_address(*, pupil: Pupil, address: Address, by: Acting) -> None:
    """Open a sealed address to everybody who may see the child; again does nothing. Raises NotAllowed."""
    row = _locked(pupil, address, by)
    if not row.sealed:
        return
    row.sealed = False
    row.save(update_fields=["sealed"])
    for person in named_people(row):
        unname_person(person, row)


def _locked(pupil: Pupil, address: Address, by: Acting) -> Address:
    child = locked(pupil, by, Permission.RESTRICT_RECORD)
    if address.pk not in {row.pk for row in addresses_of(child, by)}:
        raise NotAllowed("You may not seal this address, or no longer.")
    return Address.objects.select_for_update().get(pk=address.pk)
