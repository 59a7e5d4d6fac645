"""Schools and their links as the national register has them: made, brought up to date, never taken away."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction

from agencies.models import Agency, AgencyKind, LocalAuthority, Ward
from attendance.formats.gias import FROM_THE_SOURCE, Link
from attendance.formats.gias import School as Listed
from attendance.formats.refusals import Reject, Warned
from attendance.models import School, SchoolLink
from attendance.rules.phases import phase_of

FIELDS: Final = (
    "authority_id", "establishment_number", "name", "phase", "type_code", "type_name", "low_age", "high_age",
    "opened_on", "closed_on", "street", "locality", "town", "postcode", "telephone", "head_title",
    "head_first_name", "head_last_name", "ward_id", "ukprn", "uprn",
)  # fmt: skip

NO_PHASE: Final = "Nothing tells the phase of this school."


@dataclass
class Loaded:
    """What loading did, and every fault it met, by line of the file."""

    new: int = 0
    changed: int = 0
    same: int = 0
    elsewhere: int = 0
    problems: list[Reject | Warned] = field(default_factory=list)


@transaction.atomic
def load_schools(rows: Iterable[Listed | Reject], *, authorities: Collection[str] = ()) -> Loaded:
    """Make or update every listed school of the ``authorities`` (codes; none: all), each with its agency.

    Schools are known by their URN. Team, school week and calendars are the authority's own and stay.
    Loading the same file again changes nothing.
    """
    loaded = Loaded()
    listed = list(_wanted(rows, authorities, loaded))
    known = {
        code: _authority(code, name) for code, name in {each.la_code: each.la_name for each in listed}.items()
    }
    held = {
        school.urn: school for school in School.objects.filter(urn__in=[int(each.urn) for each in listed])
    }
    wards = dict(Ward.objects.values_list("code", "pk"))
    names = _Names(list(known.values()))
    for each in sorted(listed, key=lambda school: (not school.status.is_open, school.urn)):
        values = _values(each, known[each.la_code], wards)
        if values["phase"] is None:
            loaded.problems.append(
                Reject(
                    each.line,
                    "PhaseOfEducation (name)",
                    "Nothing tells the phase of this school.",
                    FROM_THE_SOURCE,
                )
            )
        elif int(each.urn) in held:
            _update(held[int(each.urn)], values, loaded)
        else:
            _create(int(each.urn), values, names, loaded)
    return loaded


def _wanted(
    rows: Iterable[Listed | Reject], authorities: Collection[str], loaded: Loaded
) -> Iterator[Listed]:
    for row in rows:
        if isinstance(row, Reject):
            loaded.problems.append(row)
        elif authorities and row.la_code not in authorities:
            loaded.elsewhere += 1
        else:
            loaded.problems += row.warnings
            yield row


def _authority(code: str, name: str) -> LocalAuthority:
    found, _ = LocalAuthority.objects.get_or_create(code=code, defaults={"name": name or code})
    return found


def _values(each: Listed, authority: LocalAuthority, wards: dict[str, int]) -> dict[str, Any]:
    """The columns of a school. One that the register calls closed without a day closed when it opened."""
    middle = [line for line in each.address if line not in (each.street, each.town)]
    closed = None if each.status.is_open else each.closed_on or each.changed_on or each.opened_on
    return {
        "authority_id": authority.pk,
        "establishment_number": each.laestab[3:],
        "name": each.name[:120],
        "phase": phase_of(each.type_code, each.phase, each.high_age),
        "type_code": each.type_code[:2],
        "type_name": each.type_name[:80],
        "low_age": each.low_age,
        "high_age": each.high_age,
        "opened_on": each.opened_on,
        "closed_on": closed,
        "street": each.street[:120],
        "locality": ", ".join(middle)[:120],
        "town": each.town[:80],
        "postcode": each.postcode[:8],
        "telephone": each.telephone[:30],
        "head_title": each.head_title[:40],
        "head_first_name": each.head_first_name[:80],
        "head_last_name": each.head_last_name[:80],
        "ward_id": wards.get(each.ward_code),
        "ukprn": each.ukprn,
        "uprn": each.uprn,
    }


class _Names:
    """Names for agencies, one for each school: where two schools share a name, the URN tells them apart."""

    def __init__(self, authorities: list[LocalAuthority]) -> None:
        schools = Agency.objects.filter(authority__in=authorities, kind=AgencyKind.SCHOOL)
        self._taken = set(schools.values_list("authority_id", "name"))

    def give(self, authority: int, name: str, urn: int) -> str:
        """The school's name, or with its URN where another school has it."""
        chosen = f"{name[:108]} ({urn})" if (authority, name) in self._taken else name
        self._taken.add((authority, chosen))
        return chosen


def _create(urn: int, values: dict[str, Any], names: _Names, loaded: Loaded) -> None:
    authority, name = values["authority_id"], values["name"]
    agency = Agency.objects.create(
        authority_id=authority, kind=AgencyKind.SCHOOL, name=names.give(authority, name, urn)
    )
    School.objects.create(urn=urn, agency=agency, **values)
    loaded.new += 1


def _update(school: School, values: dict[str, Any], loaded: Loaded) -> None:
    """Write what differs. A school that moves to another authority takes its agency along."""
    different = [name for name in FIELDS if getattr(school, name) != values[name]]
    if not different:
        loaded.same += 1
        return
    for name in different:
        setattr(school, name, values[name])
    school.save(update_fields=different)
    if "authority_id" in different:
        Agency.objects.filter(pk=school.agency_id).update(authority_id=values["authority_id"])
    loaded.changed += 1


@transaction.atomic
def load_links(rows: Iterable[Link | Reject]) -> Loaded:
    """Keep the links of schools that are held; a link between schools held nowhere here is left out."""
    loaded = Loaded()
    schools = dict(School.objects.values_list("urn", "pk"))
    held = {(link.school_id, link.linked_urn, link.kind): link for link in SchoolLink.objects.all()}
    new: list[SchoolLink] = []
    for row in rows:
        if isinstance(row, Reject):
            loaded.problems.append(row)
        elif int(row.urn) not in schools:
            loaded.elsewhere += 1
        else:
            _link(schools[int(row.urn)], row, held, new, loaded)
    SchoolLink.objects.bulk_create(new)
    return loaded


def _link(
    school: int,
    row: Link,
    held: dict[tuple[int, int, str], SchoolLink],
    new: list[SchoolLink],
    loaded: Loaded,
) -> None:
    key = (school, int(row.link_urn), row.link_type[:60])
    link = held.get(key)
    if link is None:
        made = SchoolLink(
            school_id=school,
            linked_urn=key[1],
            kind=key[2],
            linked_name=row.link_name[:120],
            established_on=row.on,
        )
        held[key] = made
        new.append(made)
        loaded.new += 1
    elif link.pk is None or (link.linked_name, link.established_on) == (row.link_name[:120], row.on):
        loaded.same += 1
    else:
        link.linked_name, link.established_on = row.link_name[:120], row.on
        link.save(update_fields=["linked_name", "established_on"])
        loaded.changed += 1
