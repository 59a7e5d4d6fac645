"""The timeline as one person may read it."""

from dataclasses import dataclass
from typing import Any

from agencies.acting import Acting
from agencies.paging import Page, page_of
from cases.models import Case, Entry, EntryKind


@dataclass(frozen=True)
class EntryFilter:
    """What a timeline is narrowed to."""

    kind: str = ""

    @classmethod
    def read(cls, given: Any) -> "EntryFilter":
        """The filter in a query; nonsense narrows nothing."""
        kind = given.get("kind", "")
        return cls(kind=kind if kind in EntryKind.values else "")


def entry_page(case: Case, by: Acting, chosen: EntryFilter, number: object) -> Page:
    """A page of a case's entries that are meant for this person, newest first."""
    rows = Entry.objects.visible_to(by).filter(case=case)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    return page_of(rows.select_related("by", "agency", "corrects").order_by("-on", "-pk"), number)
