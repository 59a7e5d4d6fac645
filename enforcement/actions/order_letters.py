"""The papers of a school attendance order: written before they are served, and served as they were written."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import School
from attendance.queries.settings import answers_on
from attendance.rules.dated import day_in_words
from cases.actions.doors import Refused, require
from enforcement.actions.letters import add_letter, forget_letters, last_letter, owe_letter
from enforcement.actions.stepping import arrive, fill, locked, not_ahead, said
from enforcement.models import AttendanceOrder, Letter, LetterKind
from enforcement.queries.letter_words import misfit
from enforcement.rules.attendance_orders import NOTICE_DAYS
from enforcement.rules.service import CannotServe, Method, serve

POST = (Method.FIRST_CLASS, Method.SECOND_CLASS)
LEAST = f"The parent has not less than {NOTICE_DAYS} days."
OTHER = "The letter that was made says otherwise. Write the notice anew as it is to be, or record what the letter says."


@transaction.atomic
def write_first_notice(*, row: AttendanceOrder, days: int, by: Acting, own_words: str = "") -> Letter:
    """Have the notice to satisfy the authority written. Raises NotAllowed, and Refused under 15 days."""
    held: AttendanceOrder = locked(row, by, Permission.PREPARE_LEGAL)
    require(days >= NOTICE_DAYS, LEAST)
    return _write(held, LetterKind.SAO_NOTICE, {"notice_days": days}, own_words, by)


@transaction.atomic
def write_school_notice(
    *, row: AttendanceOrder, school: School, expedient_because: str, by: Acting, own_words: str = ""
) -> Letter:
    """Have the notice of the intended school written. Raises NotAllowed, and Refused before the first is served."""
    held: AttendanceOrder = locked(row, by, Permission.PREPARE_LEGAL)
    given = {"intended_school": school, "expedient_because": said(expedient_because)}
    return _write(held, LetterKind.SAO_SCHOOL, given, own_words, by)


@transaction.atomic
def write_order(*, row: AttendanceOrder, by: Acting, own_words: str = "") -> Letter:
    """Have an order written that has no letter. Raises NotAllowed, and Refused where none is in force."""
    held: AttendanceOrder = locked(row, by, Permission.PREPARE_LEGAL)
    return _write(held, LetterKind.SAO_ORDER, {}, own_words, by)


def _write(
    held: AttendanceOrder, kind: LetterKind, given: Mapping[str, Any], own_words: str, by: Acting
) -> Letter:
    """Keep what the letter is to say and owe it; one that was made and not sent is replaced where it says otherwise."""
    require(not (unfit := misfit(kind, held)), unfit)
    says_other = any(getattr(held, name) != value for name, value in given.items())
    last = last_letter(kind, held)
    if says_other:
        require(last is None or last.run_id is None, "The letter is in a print run, and goes out as it is.")
        fill(held, given, given)
        arrive(held)
    if last is not None and last.file and says_other:
        return add_letter(kind, held, by.on, by, after=last, own_words=own_words)
    return owe_letter(kind=kind, order=held, by=by, own_words=own_words)


def tell_named(held: AttendanceOrder, by: Acting) -> None:
    """The school that an order names from now on is to be told; a word that was not made yet goes to it."""
    last = last_letter(LetterKind.SAO_TOLD, held)
    if last is None or last.file:
        add_letter(LetterKind.SAO_TOLD, held, by.on, by, after=last, told=True)


def paper_served(
    held: AttendanceOrder, kind: LetterKind, given: Mapping[str, Any], sent_on: date, method: Method, how: str,
    by: Acting, *, since: date | None = None,
) -> tuple[date, str]:  # fmt: skip
    """The day on which a paper was served and how. Its letter is sent by that; one never made is owed no longer.

    `given` is what is recorded as served. Raises Refused where the letter that was made says otherwise, or the service
    cannot have been.
    """
    last = last_letter(kind, held)
    made = last if last is not None and last.file else None
    if made is not None:
        require(
            made.on <= sent_on, f"The letter bears {day_in_words(made.on)}: it was sent on that day or later."
        )
        require(all(getattr(held, name) == value for name, value in given.items()), OTHER)
    found = _served_by(method, sent_on, how, by, since)
    if made is not None and made.sent_on is None:
        Letter.objects.filter(pk=made.pk).update(sent_on=sent_on)
    forget_letters(held, kind)
    return found


def _served_by(method: Method, sent_on: date, how: str, by: Acting, since: date | None) -> tuple[date, str]:
    """The day of service and how it came about: by post the day on which it is taken to arrive. Raises Refused."""
    not_ahead(sent_on, by, since=since)
    try:
        found = serve(method, sent_on, answers=answers_on(by.authority_id, sent_on))
    except CannotServe as refused:
        raise Refused(str(refused)) from refused
    if method not in POST:
        require(
            bool(how.strip()), "Say to whom it was handed, or where it was left, and by whom: that proves it."
        )
        return found.received_on, how.strip()
    posted = f"By {method.value}, posted on {day_in_words(sent_on)}."
    return found.received_on, f"{posted} {how.strip()}".strip()
