"""What the many cases' timelines tell of visits, calls and support, as the logs that the product makes of them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from agencies.models import Agency, InterventionType
from attendance.demo.copying import Value, reserve
from cases.demo.cast import Cast
from cases.models import Contact, EntryKind, Intervention
from cases.rules.interventions import told

# Where in a row of the timeline each thing stands.
CASE, PUPIL, KIND, ON, AT, TEXT, LINK, AUDIENCE, AGENCY, BY = range(10)
LOGGED: Final = {EntryKind.CONTACT.value, EntryKind.INTERVENTION.value}
BY_TELEPHONE: Final = ("telephoned", "rang back", "passenger transport has")
MINUTES: Final = {Contact.CALL: 10, Contact.VISIT: 40}
SUPPORT_MINUTES: Final = 45
Row = tuple[Value, ...]


def log(cast: Cast, rows: Sequence[Row], first: int) -> tuple[list[Row], list[Intervention]]:
    """The rows of timelines, whose entries have the keys from `first` on, and the logs that some of them tell of."""
    types, kinds = _types(), dict(Agency.objects.filter(authority=cast.authority).values_list("pk", "kind"))
    places = [place for place, row in enumerate(rows) if row[KIND] in LOGGED]
    if not places:
        return list(rows), []
    keys = dict(zip(places, range(reserve(Intervention, len(places)), 10**12), strict=False))
    written: list[Row] = []
    logs: list[Intervention] = []
    for place, row in enumerate(rows):
        if place not in keys:
            written.append(row)
            continue
        made = _log(keys[place], place, row, first + place, types[kinds[int(str(row[AGENCY]))]])
        what = str(made.type or Contact(made.contact).label)
        text = told(what, made.minutes, "", str(row[TEXT]), "")
        written.append((*row[:TEXT], text, f"/interventions/{made.pk}/", *row[AUDIENCE:]))
        logs.append(made)
    return written, logs


def _types() -> dict[str, list[InterventionType]]:
    found: dict[str, list[InterventionType]] = defaultdict(list)
    for each in InterventionType.objects.filter(from_year_group__isnull=True).order_by("name"):
        found[each.kind].append(each)
    return found


def _log(key: int, place: int, row: Row, entry: int, types: list[InterventionType]) -> Intervention:
    """A contact by telephone or at the door; support is one of the list of the agency that gave it."""
    given: Any = row
    said = str(given[TEXT])
    is_support = given[KIND] == EntryKind.INTERVENTION.value and bool(types)
    contact = Contact.CALL if any(word in said.lower() for word in BY_TELEPHONE) else Contact.VISIT
    return Intervention(
        pk=key, case_id=given[CASE], pupil_id=given[PUPIL], on=given[ON], audience=given[AUDIENCE],
        agency_id=given[AGENCY], by_id=given[BY], entry_id=entry, outcome=said,
        contact="" if is_support else contact, type=types[place % len(types)] if is_support else None,
        minutes=SUPPORT_MINUTES if is_support else MINUTES[contact],
    )  # fmt: skip
