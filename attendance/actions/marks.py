"""Correcting a mark by hand: the register shows the new mark, the change keeps the old one."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.actions.review_again import owe_reviews
from attendance.models import MarkChange, Register
from attendance.rules.codes import code_at, symbol_for
from attendance.rules.dated import day_in_words
from attendance.rules.register import NOT_ON_ROLL, overlay, position, year_of


class MarkRefused(Exception):
    """The mark cannot be changed so; the message says why."""


@transaction.atomic
def correct_mark(
    *, register: Register, on: date, session: int, expected: str, code: str, reason: str, by: Acting
) -> MarkChange | None:
    """Put another code in the place of a mark, with the reason; None where it stands there already.

    ``expected`` is the code that the person saw ("-" for none): two people never undo each other unseen.
    Old mark, new mark, reason, time and person are kept (SI 2024/208 reg 6).
    Raises MarkRefused with the reason, UnknownCode for a code that is not in the list of the session's date,
    and PermissionDenied where the person may not enter this child's marks, checked under the row's lock.
    """
    rows = Register.objects.permits(by, Permission.IMPORT_REGISTERS).select_for_update(of=("self",))
    held = rows.filter(pk=register.pk).first()
    if held is None:
        raise PermissionDenied
    where, new = _place(held, on, session), symbol_for(code, on)
    old = held.marks[where]
    if old == new:
        return None
    if code_at(old, on).code != expected:
        raise MarkRefused("Somebody has changed this mark since you looked. Look again before you change it.")
    held.marks = overlay(held.marks, where, new)
    held.save(update_fields=["marks"])
    change = MarkChange.objects.create(
        register=held,
        pupil_id=held.pupil_id,
        position=where,
        old=old,
        new=new,
        reason=reason,
        by=by.user,
        at=timezone.now(),
    )
    owe_reviews([(held.school_id, on)])
    return change


def _place(register: Register, on: date, session: int) -> int:
    """The position of a session that may have a mark. Raises MarkRefused for others."""
    if year_of(on) != register.year:
        raise MarkRefused(f"{day_in_words(on)} is in another academic year.")
    where = position(on, session)
    if register.marks[where] == NOT_ON_ROLL:
        raise MarkRefused(f"The child was not on this school's roll on {day_in_words(on)}.")
    return where
