"""Reminders of unpaid notices: owed by the clock on the days that the rules name, printed and posted by people."""

from datetime import date, timedelta

from django.db import transaction

from attendance.queries.settings import answers_on
from attendance.rules.open_point import Answers
from enforcement.actions.letters import add_letter, is_over, last_letter
from enforcement.models import LetterKind, Notice
from enforcement.queries.family import family_of, money_of
from enforcement.queries.letter_words import days_held
from enforcement.rules.deadlines import reminders
from enforcement.workflow import State

# A clock that stood still makes up for so many days; later a reminder would come too late to be of use.
MADE_UP = timedelta(days=3)


def owe_reminders(on: date) -> int:
    """Owe a reminder for every notice whose day has come and that is not paid; how many. Again owes none twice.

    None is owed while money of the family waits for a decision: whoever may have paid is not told to pay.
    """
    rows = Notice.objects.filter(state=State.SERVED, full_until__gte=on).select_related("school")
    held: dict[tuple[int, date], Answers] = {}
    count = 0
    for notice in rows.order_by("pk").iterator(chunk_size=500):
        key = (notice.school.authority_id, notice.issued_on)
        if key not in held:
            held[key] = answers_on(*key)
        days = [
            day for day, _ in reminders(days_held(notice), answers=held[key]) if on - MADE_UP <= day <= on
        ]
        count += bool(days) and _owe(notice, max(days), on)
    return count


@transaction.atomic
def _owe(notice: Notice, due_on: date, on: date) -> bool:
    """Owe one reminder, with the notice locked; False where it is paid, sent or in question."""
    rows = Notice.objects.select_for_update(of=("self",)).select_related(
        "case", "pupil", "parent", "address", "school"
    )
    row: Notice | None = rows.filter(pk=notice.pk, state=State.SERVED, address__isnull=False).first()
    if row is None:
        return False
    last = last_letter(LetterKind.REMINDER, row)
    if last is not None and (last.on >= due_on or not is_over(last, on)):
        return False
    if not money_of(family_of(row.pupil), row.school.authority_id).is_clear:
        return False
    add_letter(LetterKind.REMINDER, row, on, None, after=last)
    return True
