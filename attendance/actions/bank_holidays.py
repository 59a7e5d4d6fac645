"""Changes to what calendars rest on: the bank holidays of England."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from attendance.formats.bank_holidays import BankHoliday as Published
from attendance.models import BankHoliday
from attendance.rules.bank_holidays import bank_holidays

COMPUTED, NATIONAL_FILE = "computed", "GOV.UK bank holidays"
FIRST_YEAR: Final = 2006
COMPUTED_TITLE: Final = "Bank holiday"


@dataclass(frozen=True)
class Loaded:
    """How many bank holidays were new, changed, taken away or as they were."""

    new: int
    changed: int
    removed: int
    same: int


@transaction.atomic
def load_bank_holidays(*, published: Iterable[Published], years: Iterable[int]) -> Loaded:
    """Make the table hold the published days, and computed days of those ``years`` that the file lacks.

    A computed day gives way to the published list of its calendar year. Loading again changes nothing.
    """
    wanted = {each.on: (each.title, NATIONAL_FILE) for each in published}
    covered = {on.year for on in wanted}
    computed = set(years) - covered
    for year in computed:
        wanted |= dict.fromkeys(bank_holidays(year), (COMPUTED_TITLE, COMPUTED))
    held = {row.on: row for row in BankHoliday.objects.select_for_update()}
    wrong = [row.pk for on, row in held.items() if on.year in covered and on not in wanted]
    new = [on for on in wanted if on not in held]
    kept = [on for on in held if on in wanted and not (on.year in computed and held[on].source != COMPUTED)]
    changed = [on for on in kept if (held[on].title, held[on].source) != wanted[on]]
    BankHoliday.objects.filter(pk__in=wrong).delete()
    BankHoliday.objects.bulk_create(
        BankHoliday(on=on, title=wanted[on][0], source=wanted[on][1]) for on in new
    )
    for on in changed:
        held[on].title, held[on].source = wanted[on]
    BankHoliday.objects.bulk_update([held[on] for on in changed], ["title", "source"])
    return Loaded(len(new), len(changed), len(wrong), len(wanted) - len(new) - len(changed))
