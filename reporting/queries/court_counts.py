"""Notices, prosecutions and orders of a stretch of time, as numbers. Records open only to named people are in none."""

from collections.abc import Iterator
from datetime import date

from agencies.rules.small_numbers import is_small
from enforcement.models import Notice, Prosecution
from enforcement.queries.measures import measures_of
from enforcement.workflow import State
from enforcement.workflow.court import LAID, ChargeState
from reporting.queries.enforced import steps_of
from reporting.queries.enforced_report import held_of
from reporting.queries.school_views import authority_periods
from reporting.rules.counted import ALL, cell
from reporting.rules.enforced import PARTS
from reporting.rules.periods import WHOLE_YEAR
from reporting.rules.suppression import MARK

NAMES = {
    "notices": "Penalty notices issued",
    "prosecutions": "Prosecutions brought",
    "orders": "Orders made",
}


def year_rows(authority: int, year: int, on: date) -> tuple[tuple[str, str], ...]:
    """The notices, prosecutions and orders of an academic year by what became of them, as everybody may read them.

    Small numbers are held back as on the page of enforcement, by the same decision, so that neither tells what the
    other hides. Endings that did not happen are left out.
    """
    row = measures_of(authority, year, on)
    alone = {
        "Fast-track cases": row.case_management,
        "Parenting contracts offered": row.parenting_contracts_offered,
    }
    counts = [(name, MARK if is_small(count) else f"{count:,}") for name, count in alone.items()]
    return (*_steps(authority, year, on), *counts)


def _steps(authority: int, year: int, on: date) -> Iterator[tuple[str, str]]:
    periods = authority_periods(authority, year)
    days = (periods[WHOLE_YEAR].first, periods[WHOLE_YEAR].last)
    for key, name in NAMES.items():
        part = PARTS[key]
        found = steps_of(key, authority, days, on)
        held = held_of(part, found, periods)
        yield name, held.text(ALL) if found else "0"
        happened = {step.ending for step in found}
        for ending, words in part.endings.items():
            if ending in happened:
                yield f"{name}: {words[0].lower()}{words[1:]}", held.text(cell(ending=ending))


def between(authority: int, first: date, last: date) -> dict[str, int]:
    """What happened within some days: notices issued, paid and withdrawn, prosecutions brought and decided."""
    span = {"school__authority": authority, "pupil__restricted": False}
    notices = Notice.objects.filter(about="absence", **span)
    charges = Prosecution.objects.filter(state__in=LAID, **span)
    days = (first, last)
    return {
        "Penalty notices issued": notices.filter(issued_on__range=days).count(),
        "Penalty notices paid": notices.filter(state=State.PAID, paid_on__range=days).count(),
        "Prosecutions brought": charges.filter(charged_on__range=days).count(),
        "Parents convicted": charges.filter(state=ChargeState.CONVICTED, decided_on__range=days).count(),
    }
