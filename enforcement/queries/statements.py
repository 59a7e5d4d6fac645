"""A bank's file beside those that came before: money that may have come already, a statement that may be missing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from attendance.rules.dated import day_in_words
from enforcement.formats.bank import BankLine
from enforcement.formats.layouts import Layout
from enforcement.formats.statements import Statement
from enforcement.models import BankFile, Payment
from enforcement.rules.provision import pounds

# How many earlier files are looked through for the end of an account's last statement.
LOOKED_THROUGH = 50
# Where an account stood: its name, its currency, the day, and the amount in pence.
End = list[str | int]


def came_by_another_kind(file: BankFile, lines: Iterable[BankLine]) -> int:
    """How many of a file's payments are, by day and amount, such as a file of another kind brought.

    Their texts differ from kind to kind, so that nobody but a person can tell whether it is the same money.
    """
    mine = Counter((line.received_on, line.amount) for line in lines if line.amount > 0)
    if not mine:
        return 0
    days = [day for day, _ in mine]
    others = Payment.objects.filter(
        authority=file.authority_id, file__isnull=False, received_on__range=(min(days), max(days))
    ).exclude(file__layout=file.layout)
    return (mine & Counter(others.values_list("received_on", "amount"))).total()


def ends_of(statements: Iterable[Statement]) -> list[End]:
    """Where each account of a file stood at last."""
    ends: dict[tuple[str, str], End] = {}
    for each in statements:
        if each.closing is not None:
            named = (each.account, each.currency)
            ends[named] = [*named, each.closing.on.isoformat(), each.closing.amount]
    return list(ends.values())


def gaps(file: BankFile, statements: Sequence[Statement]) -> list[str]:
    """Accounts whose first statement here does not go on from the last one that was taken in, as sentences.

    One that begins before that overlaps it, and lacks nothing.
    """
    rows = BankFile.objects.filter(authority=file.authority_id, layout=Layout.MT940).exclude(mapping={})
    held = rows.exclude(pk=file.pk).order_by("-pk").values_list("mapping", flat=True)[:LOOKED_THROUGH]
    last: dict[tuple[str, str], tuple[date, int]] = {}
    for account, currency, day, amount in (end for mapping in held for end in mapping.get("ends", ())):
        stood = (date.fromisoformat(day), amount)
        last[account, currency] = max(last.get((account, currency), stood), stood)
    firsts = {(each.account, each.currency): each for each in reversed(statements)}
    found = []
    for named, first in firsts.items():
        day, amount = last.get(named, (date.max, 0))
        if first.opening is not None and first.opening.on >= day and first.opening.amount != amount:
            found.append(
                f"The account {first.account} begins with {pounds(first.opening.amount)}. The last file that was taken "
                f"in ended on {day_in_words(day)} with {pounds(amount)}: a statement between them may be missing."
            )
    return found
