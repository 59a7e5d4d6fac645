"""The demonstration's enforcement from beginning to end, in one transaction; what is there already is left as it is."""

from collections.abc import Callable
from datetime import date
from functools import partial

from django.conf import settings
from django.db import transaction

from attendance.demo.build import is_there
from cases.demo.cast import cast_until
from cases.demo.deeds import date_entries, last_entry
from cases.models import Case
from enforcement.actions.letterhead import set_letterhead
from enforcement.demo import court, noticed, of_2007, orders
from enforcement.demo.families import Parts, families
from enforcement.demo.telling import Plot, tell_each
from enforcement.models import Letterhead

Say = Callable[[str], None]
SENDER = "Attendance Service\nCivic Centre, Weir Road\nIrwell IR1 1AA\nTelephone 0161 496 0100"
PAY = "Pay at www.irwell.example/penalty-notice or ring 0161 496 0110 and have a bank card ready."
# Those that ask the most of a family come first, so that it is found; two of what a list is to be looked at with.
NOTICED: tuple[Plot, ...] = (
    court.after_a_notice,
    partial(noticed.warning_ended, improved=True),
    partial(noticed.warning_ended, improved=False),
    noticed.unpaid,
    noticed.withdrawn,
    noticed.paid,
    noticed.paid,
    noticed.came_back,
    noticed.paid_short,
    partial(noticed.warning_served, days=14),
    partial(noticed.served, days=12),
    partial(noticed.served, days=5),
    noticed.in_doubt,
    noticed.dropped,
    partial(noticed.warning_issued, days=2),
    noticed.warning_dropped,
    partial(noticed.warning, days=1),
    partial(noticed.issued, days=2),
    partial(noticed.issued, days=1),
    partial(noticed.notice, days=2),
    partial(noticed.notice, days=1),
)
COURT: tuple[Plot, ...] = (
    orders.parenting_order,
    court.convicted,
    court.listed,
    court.acquitted,
    court.discontinued,
    partial(court.prosecution, days=9),
    court.track_running,
    court.track_ended,
    partial(court.track, days=3),
    noticed.asked_for,
    orders.supervision_in_force,
    orders.supervision_applied,
    partial(orders.contract, days=30),
    orders.contract_kept,
    orders.contract_drawn_up,
    orders.order_made,
    orders.order_noticed,
)
PLOTS = (*NOTICED, *COURT)


class NotADemonstration(Exception):
    """Invented enforcement is refused where real children's data may be."""


@transaction.atomic
def build_enforcement(*, until: date, say: Say) -> None:
    """Enter the letterheads, and tell each plot of a family that bears it, now and in 2006-07.

    Raises NotADemonstration where the settings do not allow it, or there are no invented cases to make it for.
    """
    if not settings.DEMONSTRATION:
        raise NotADemonstration("Set DEMONSTRATION=1 to make invented enforcement.")
    if not is_there() or not Case.objects.filter(ref__startswith="DEMCASE").exists():
        raise NotADemonstration("There are no cases of a demonstration here yet: run create_demo_cases.")
    entry = last_entry()
    said = (
        (_now(until), len(PLOTS), "Enforcement"),
        (of_2007.build_then(), len(of_2007.PLOTS), "Enforcement of 2006-07"),
    )
    date_entries(entry)
    for told, plots, what in said:
        if told is not None:
            say(f"{what}: {told} of {plots} families, from the first letter to court.")


def _now(until: date) -> int | None:
    """The present authority's; how many plots were told, None where it is there already."""
    cast = cast_until(until)
    if Letterhead.objects.filter(authority=cast.authority).exists():
        return None
    by = cast.acting(Parts().leader, cast.days[0])
    set_letterhead(began_on=date(2004, 2, 27), sender=SENDER, how_to_pay=PAY, by=by)
    return sum(
        tell_each(plots, families(cast, at_threshold=reached), lambda family: family)
        for plots, reached in ((NOTICED, True), (COURT, False))
    )
