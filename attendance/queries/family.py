"""A child's family and circumstances, as far as somebody may see them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import (
    Address,
    Characteristic,
    CharacteristicKind,
    Contact,
    FormerUpn,
    Pupil,
    PupilName,
    Timetable,
)
from attendance.queries.access import Reason, addresses_of

Kind = CharacteristicKind
# Facts that belong to casework; the others are on a school's own books.
OF_CASEWORK = (Kind.LOOKED_AFTER, Kind.CHILD_IN_NEED, Kind.PROTECTION_PLAN, Kind.YOUNG_CARER, Kind.TRAVELLER)


@dataclass(frozen=True)
class ParentLine:
    """A parent's part in a child's life with the addresses that the viewer may see, newest first."""

    contact: Contact
    addresses: tuple[Address, ...]


@dataclass(frozen=True)
class Circumstances:
    """What stands beside the marks: facts about the child, part-time timetables, other names and numbers."""

    characteristics: tuple[Characteristic, ...]
    casework_hidden: bool
    timetables: tuple[Timetable, ...]
    names: tuple[PupilName, ...]
    former_upns: tuple[str, ...]


def circumstances_of(pupil: Pupil, by: Acting, reason: Reason) -> Circumstances:
    """The circumstances of a child for whom the door is open; four queries."""
    timetables = Timetable.objects.filter(enrolment__pupil=pupil).select_related("enrolment__school")
    former = FormerUpn.objects.filter(pupil=pupil).order_by("upn")
    return Circumstances(
        characteristics=tuple(characteristics_of(pupil, by, reason)),
        casework_hidden=not (reason.opens_casework and by.may(Permission.VIEW_CASEWORK)),
        timetables=tuple(timetables.order_by("-began_on", "pk")),
        names=tuple(PupilName.objects.filter(pupil=pupil, is_alias=True).order_by("surname", "forename")),
        former_upns=tuple(former.values_list("upn", flat=True)),
    )


@dataclass(frozen=True)
class Family:
    """Parents with the addresses the viewer may see, and brothers and sisters whom the viewer may see."""

    parents: tuple[ParentLine, ...]
    siblings: tuple[Pupil, ...]


def family_of(pupil: Pupil, by: Acting, reason: Reason) -> Family:
    """The family of a child, in four queries; nobody where the involvement opens marks alone."""
    if not (reason.opens_casework and by.may(Permission.VIEW_FAMILY)):
        return Family((), ())
    return Family(parents_of(pupil, by), siblings_of(pupil, by))


def characteristics_of(pupil: Pupil, by: Acting, reason: Reason) -> list[Characteristic]:
    """The facts of today and before; those of casework only where role and involvement both open it."""
    rows = Characteristic.objects.filter(pupil=pupil).order_by("ended_on", "kind", "-began_on")
    if not (reason.opens_casework and by.may(Permission.VIEW_CASEWORK)):
        rows = rows.exclude(kind__in=OF_CASEWORK)
    return sorted(rows, key=lambda row: row.ended_on or date.max, reverse=True)


def parents_of(pupil: Pupil, by: Acting) -> tuple[ParentLine, ...]:
    """The parents, those with day-to-day care first; a sealed address only for people named for it."""
    addresses: dict[int, list[Address]] = defaultdict(list)
    for address in addresses_of(pupil, by):
        addresses[address.parent_id].append(address)
    rows = Contact.objects.visible_to(by).filter(pupil=pupil).select_related("parent")
    return tuple(
        ParentLine(contact, tuple(addresses[contact.parent_id]))
        for contact in rows.order_by("ended_on", "-day_to_day_care", "order", "pk")
    )


def siblings_of(pupil: Pupil, by: Acting) -> tuple[Pupil, ...]:
    """Children of the same parents whom the viewer may see too; others are not even counted."""
    parents = Contact.objects.visible_to(by).filter(pupil=pupil).values("parent")
    shared = Contact.objects.filter(parent__in=parents).values("pupil")
    found = Pupil.objects.visible_to(by).filter(pk__in=shared).exclude(pk=pupil.pk)
    return tuple(found.order_by("born_on", "pk"))
