"""Rules of who may meet a canary, as functions of the rights and a person."""

from typing import Any

from agencies.rules.roles import Permission as P
from attendance.models import Involvement
from cases.models import Invitation
from tests.permissions.canary import Rule
from tests.permissions.rights import CASEWORK, Person, Rights


def of_child(pupil: int, permission: P = P.VIEW_PUPIL, *, scope: int | None = None) -> Rule:
    """Those who hold a permission for a child."""
    return lambda rights, person: rights.sees(person, pupil, permission, scope=scope)


def of_any(pupils: list[int], *, scope: int) -> Rule:
    """Those who see any of a parent's children so widely."""
    return lambda rights, person: any(rights.sees(person, key, scope=scope) for key in pupils)


def sealed_address(address: int, pupils: list[int]) -> Rule:
    """Those named for an address, if they see a child of the parent."""
    seen = of_any(pupils, scope=CASEWORK)
    return lambda rights, person: (person.user, address) in rights.named_for_address and seen(rights, person)


def note_of(involvement: Involvement) -> Rule:
    """Why an agency is involved: itself; others who see casework, unless it is sealed."""
    pupil, agency, sealed = involvement.pupil_id, involvement.agency_id, involvement.sealed
    return lambda rights, person: (
        rights.sees(person, pupil)
        if agency in rights.reach(person)
        else not sealed and rights.sees(person, pupil, scope=CASEWORK)
    )


def of_school(school: int, permission: P = P.VIEW_SCHOOL) -> Rule:
    """Those who hold a permission for a school."""
    return lambda rights, person: rights.sees_school(person, school, permission)


def of_import(agency: int) -> Rule:
    """Those who may see what an agency sent."""
    return lambda rights, person: rights.sees_import(person, agency)


def addressed(row: Any) -> tuple[int, ...]:
    """The agencies that a row is addressed to: its own, and those invited where all in the room may read it."""
    own = (row.to_id,) if getattr(row, "to_id", None) else ()
    name = row._meta.model_name
    if name == "meeting":
        meeting = row
    elif name in ("invitation", "meetingitem") and row.audience == "school":
        meeting = row.meeting
    else:
        return own
    invited = Invitation.objects.filter(meeting=meeting, withdrawn_on=None, to__isnull=False)
    return tuple(sorted({*own, *invited.values_list("to", flat=True)}))


def own_of(membership: int) -> Rule:
    """The one person, acting under the one membership."""
    return lambda rights, person: person.membership == membership


def of_agency(agency: int) -> Rule:
    """Those within whose reach the agency is."""
    return lambda rights, person: agency in rights.reach(person)


def all_of(*rules: Rule) -> Rule:
    """Those to whom every one of the rules opens."""
    return lambda rights, person: all(rule(rights, person) for rule in rules)


def meant_for(
    pupil: int,
    agency: int | None,
    audience: str,
    by: int | None,
    readers: tuple[int, ...] = (),
    to: tuple[int, ...] = (),
) -> Rule:
    """Those who see the child and for whom an author meant a row, said without the application's own words for it.

    `to` are the agencies that a row is addressed to: their people read it whatever its audience.
    """

    def rule(rights: Rights, person: Person) -> bool:
        if not rights.sees(person, pupil):
            return False
        own = agency in rights.reach(person)
        if set(to) & set(rights.reach(person)):
            return True
        if audience == "named":
            return person.user in readers or (own and person.user == by)
        wide = {"school": P.VIEW_CASE, "agencies": P.VIEW_CASEWORK, "legal": P.VIEW_LEGAL}.get(audience)
        return (own and audience != "legal") or (wide is not None and rights.sees(person, pupil, wide))

    return rule
