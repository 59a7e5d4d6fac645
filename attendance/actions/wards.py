"""Wards: the gazetteer's postcodes, and from them the wards of addresses and of children."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import connection, transaction

from agencies.models import LocalAuthority, Postcode, Ward
from attendance.formats.postcodes import Placed as Listed
from attendance.formats.refusals import Reject, Rejects

BATCH: Final = 5_000
_ADDRESSES: Final = """
update attendance_address a set ward_id = p.ward_id
from agencies_postcode p
where p.code = upper(regexp_replace(a.postcode, '[^0-9A-Za-z]', '', 'g')) and a.ward_id is distinct from p.ward_id
"""
# The address of a child is that of the first parent who has one now, those with day-to-day care first: the order
# of the family on the child's record (`parents_of`).
_PUPILS: Final = """
update attendance_pupil p set ward_id = home.ward_id
from (select distinct on (c.pupil_id) c.pupil_id, a.ward_id
      from attendance_contact c
      join attendance_address a on a.parent_id = c.parent_id
      where (c.began_on is null or c.began_on <= %(on)s) and (c.ended_on is null or c.ended_on >= %(on)s)
        and (a.began_on is null or a.began_on <= %(on)s) and (a.ended_on is null or a.ended_on >= %(on)s)
      order by c.pupil_id, c.day_to_day_care desc, c."order", c.id, a.began_on desc nulls last, a.id desc) home
where home.pupil_id = p.id and p.merged_into_id is null
  and home.ward_id is not null and home.ward_id is distinct from p.ward_id
"""


@dataclass
class Loaded:
    """What loading did: to postcodes, how many wards it made, and every row that was not taken.

    `divided`: postcodes that lie in more than one ward.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    wards: int = 0
    divided: int = 0
    problems: Rejects = field(default_factory=Rejects)


@dataclass(frozen=True)
class Placed:
    """How many addresses and children came into another ward than they were in."""

    addresses: int
    pupils: int


@transaction.atomic
def load_postcodes(
    rows: Iterable[Listed | Reject], *, authority: LocalAuthority | None, from_year: int
) -> Loaded:
    """Keep in which ward each postcode lies; one in several lies in that of most of its rows.

    A ward that is not held and has a name becomes one of the `authority`, from the year given; without an authority
    or a name its rows are rejected. Postcodes that the file lacks stay, and loading again changes nothing.
    """
    loaded = Loaded()
    wards = dict(Ward.objects.values_list("code", "pk"))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, str] = {}
    for row in rows:
        if isinstance(row, Reject):
            loaded.problems.add(row)
        elif row.ward_code in wards or row.ward_code in names:
            found[row.postcode][row.ward_code] += 1
        elif authority and row.ward_name:
            names[row.ward_code] = row.ward_name[:80]
            found[row.postcode][row.ward_code] += 1
        else:
            loaded.problems.add(_unknown(row))
    if authority:
        wards |= _made(names, authority, from_year)
    loaded.wards = len(names)
    loaded.divided = sum(len(each) > 1 for each in found.values())
    _keep({code: wards[_most(each)] for code, each in found.items()}, loaded)
    return loaded


def _unknown(row: Listed) -> Reject:
    remedy = (
        "Say with --authority whose ward it is."
        if row.ward_name
        else "Check the code, or give its name in a column ward_name and say with --authority whose ward it is."
    )
    return Reject(row.line, "ward_code", f"No ward is held with the code {row.ward_code}.", remedy)


def _made(names: dict[str, str], authority: LocalAuthority, from_year: int) -> dict[str, int]:
    made = Ward.objects.bulk_create(
        Ward(authority=authority, code=code, name=name, from_year=from_year) for code, name in names.items()
    )
    return {ward.code: ward.pk for ward in made}


def _most(wards: Counter[str]) -> str:
    """The ward of most rows; of two with as many, the first by its code, whatever the order of the file."""
    return min(wards, key=lambda code: (-wards[code], code))


def _keep(wanted: dict[str, int], loaded: Loaded) -> None:
    held = dict(Postcode.objects.select_for_update().values_list("code", "ward"))
    differing = [code for code, ward in wanted.items() if held.get(code) != ward]
    Postcode.objects.bulk_create(
        (Postcode(code=code, ward_id=wanted[code]) for code in differing),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["ward"],
    )
    loaded.changed = sum(code in held for code in differing)
    loaded.new = len(differing) - loaded.changed
    loaded.same = len(wanted) - len(differing)


@transaction.atomic
def place_wards(*, on: date) -> Placed:
    """Put addresses into the wards of their postcodes, and children into that of the address they have on a day.

    Only what differs is written. What has no ward in the gazetteer keeps what it has; without a gazetteer all does.
    A sealed address has its ward too: figures and lists by ward leave such children out themselves.
    """
    if not Postcode.objects.exists():
        return Placed(0, 0)
    with connection.cursor() as cursor:
        cursor.execute(_ADDRESSES)
        addresses = cursor.rowcount
        cursor.execute(_PUPILS, {"on": on})
        return Placed(addresses, cursor.rowcount)
