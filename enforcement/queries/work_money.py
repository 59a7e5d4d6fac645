"""What money and letters put on people's lists of work (`cases.queries.work`)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse

from agencies.acting import Acting
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from agencies.words import plural
from cases.queries.work import Whose
from cases.rules.work import Line
from enforcement.models import Payment
from enforcement.queries.print_runs import owed_letters

# Money that waits holds families' cases: it is decided within a week.
DECIDED_WITHIN = timedelta(days=7)


def money_to_decide(by: Acting, whose: Whose) -> Iterable[Line]:
    """Money that waits for a decision, and money to be sent back: a line each, however much of it there is."""
    if not whose.team or not by.may(Permission.TAKE_PAYMENTS):
        return
    rows: Any = Payment.objects.visible_to(by)
    for kind, found, said, act in (
        ("money", rows.undecided(), "waits for a decision", "Decide"),
        ("refund", rows.to_refund(), "to be sent back", "See what to send back"),
    ):
        held = found.aggregate(number=Count("pk"), first=Min("received_on"))
        if not held["number"]:
            continue
        shown = "waiting" if kind == "money" else "refunds"
        sentence = f"{plural(held['number'], 'payment')} {said}, the oldest of {in_words(held['first'])}."
        url = f"{reverse('payments')}?show={shown}"
        yield Line(kind, "Payments", sentence, url, act, due=held["first"] + DECIDED_WITHIN)


def letters_to_print(by: Acting, whose: Whose) -> Iterable[Line]:
    """Letters that are owed and in no print run, one line for all of them."""
    if not whose.team or not by.may(Permission.PREPARE_LEGAL):
        return
    held = owed_letters(by).aggregate(number=Count("pk"), first=Min("on"))
    if held["number"]:
        sentence = f"{plural(held['number'], 'letter')} to be made and posted, the oldest of {in_words(held['first'])}."
        yield Line("letters", "Letters", sentence, reverse("letters"), "Print and post", due=held["first"])
