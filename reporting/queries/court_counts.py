"""Notices, prosecutions and orders of a stretch of time, as numbers. Records open only to named people are in none."""

from collections import Counter
from datetime import date

from enforcement.models import Notice, Prosecution
from enforcement.models.prosecution import Sentence
from enforcement.queries.measures import measures_of
from enforcement.workflow import State
from enforcement.workflow.court import CHARGE_LABELS, LAID, ChargeState
from reporting.rules.held_counts import Group

NOT_YET = "not sentenced yet"


def year_groups(authority: int, year: int, on: date) -> tuple[list[Group], dict[str, int]]:
    """The notices and prosecutions of an academic year with what became of them, and the orders and contracts."""
    row = measures_of(authority, year, on)
    notices = Group(
        "Penalty notices issued",
        row.pn_issued,
        {
            "paid": row.pn_paid,
            "withdrawn": row.pn_withdrawn,
            "prosecuted after non-payment": row.pn_prosecuted_non_payment,
            "not resolved yet": row.pn_unresolved,
        },
    )
    alone = {
        "Fast-track cases": row.case_management,
        "Parenting contracts offered": row.parenting_contracts_offered,
        "Parenting orders made": row.parenting_orders_granted,
        "Education supervision orders made": row.supervision_orders_total,
    }
    return [notices, *_prosecutions(authority, year)], alone


def _prosecutions(authority: int, year: int) -> list[Group]:
    """The prosecutions laid in a year by how they ended, and the convictions among them by sentence."""
    rows = Prosecution.objects.filter(
        school__authority=authority, pupil__restricted=False, state__in=LAID,
        charged_on__range=(date(year, 8, 1), date(year + 1, 7, 31)),
    )  # fmt: skip
    ended: Counter[str] = Counter()
    sentences: Counter[str] = Counter()
    for state, sentence in rows.values_list("state", "sentence"):
        ended[state] += 1
        if state == ChargeState.CONVICTED:
            sentences[sentence] += 1
    labels = {state: CHARGE_LABELS[state][0].lower() + CHARGE_LABELS[state][1:] for state in LAID}
    whole = "Prosecutions brought"
    by_sentence = {
        (choice.label.lower() if choice.value else NOT_YET): sentences[choice.value] for choice in Sentence
    }
    convicted = labels[ChargeState.CONVICTED]
    return [
        Group(whole, sum(ended.values()), {labels[state]: ended[state] for state in LAID}),
        Group(convicted, ended[ChargeState.CONVICTED], by_sentence, inside=whole),
    ]


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
