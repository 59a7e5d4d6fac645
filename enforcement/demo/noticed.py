"""Warnings and notices of the demonstration, each brought to one state, with money that came and money that waits."""

from collections.abc import Mapping

from agencies.acting import Acting
from attendance.actions.marks import correct_mark
from attendance.models import Register, School
from attendance.rules.register import year_of
from enforcement.actions.doubts import doubt_notices
from enforcement.actions.letters import make_now
from enforcement.actions.money import Incoming, take_payment
from enforcement.actions.notices import (
    drop_notice,
    issue_notice,
    prepare_notice,
    return_notice,
    serve_notice,
    withdraw_notice,
)
from enforcement.actions.requests import request_notice, take_up_request
from enforcement.actions.warnings import (
    drop_warning,
    end_warning,
    issue_warning,
    prepare_warning,
    serve_warning,
)
from enforcement.demo.families import EQUALITY, Family, PassedOver, Unfit
from enforcement.models import LetterKind, Notice, WarningLetter
from enforcement.rules.provision import AUGUST_2024
from enforcement.rules.service import Method
from enforcement.rules.withdrawal import Ground

SKIPPED = {
    "warning_skipped_because": "A holiday in term time: a warning would not have changed it.",
    "support_unsuitable_because": "Leave in term time.",
    "equality_note": EQUALITY,
}
WARNED = {
    "equality_note": EQUALITY,
    "target": "At school on every day on which it is open.",
    "further_support": "The officer rings every Monday; breakfast club is free from 8.",
}


def warning(family: Family, days: int) -> WarningLetter:
    """A warning that is prepared."""
    sessions = family.sessions(days)
    family.get_known(days + 1)
    by = family.officer(days)
    return prepare_warning(
        case=family.case, parent=family.parent, address=family.address, sessions=sessions, because=WARNED,
        weeks=3 if by.on >= AUGUST_2024 else None, by=by,
    )  # fmt: skip


def warning_issued(family: Family, days: int) -> WarningLetter:
    """A warning that was checked and waits to be posted; its letter is made."""
    row = warning(family, days)
    row = issue_warning(warning=row, by=family.legal(days), version=row.version)
    make_now(letter=row.letters.get(), by=family.officer(days))
    return row


def warning_served(family: Family, days: int) -> WarningLetter:
    """A warning whose period runs, or has run out."""
    row = warning_issued(family, days)
    return serve_warning(
        warning=row, method=Method.FIRST_CLASS, sent_on=family.ago(days), by=family.officer(days)
    )


def warning_dropped(family: Family) -> None:
    """Decided not to send."""
    drop_warning(
        warning=warning(family, 9),
        reason="The father has moved in and brings the child.",
        by=family.officer(8),
    )


def warning_ended(family: Family, *, improved: bool) -> None:
    """A warning whose period is over, as a person decided."""
    row = warning_served(family, 35)
    reason = "No session missed since." if improved else "Away on six days since."
    end_warning(warning=row, improved=improved, reason=reason, by=family.officer(1))


def notice(family: Family, days: int, because: Mapping[str, str] = SKIPPED) -> Notice:
    """A notice that is prepared."""
    sessions = family.sessions(days)
    family.get_known(days + 1)
    by = family.officer(days)
    return prepare_notice(
        case=family.case, parent=family.parent, address=family.address, sessions=sessions, by=by, because=because,
        equality_considered_on=by.on, issuer_is_authorised=True,
    )  # fmt: skip


def issued(family: Family, days: int, because: Mapping[str, str] = SKIPPED) -> Notice:
    """A notice that a second person issued; its letter is owed."""
    row = notice(family, days, because)
    return issue_notice(notice=row, by=family.legal(days), version=row.version)


def served(family: Family, days: int, because: Mapping[str, str] = SKIPPED) -> Notice:
    """A notice that was made, posted and is presumed to have arrived."""
    row = issued(family, days, because)
    make_now(letter=row.letters.get(kind=LetterKind.NOTICE), by=family.officer(days))
    return serve_notice(notice=row, sent_on=family.ago(days), by=family.officer(days))


def _of_school(family: Family, days: int) -> Acting:
    """Somebody of the child's school, so many days ago. Raises PassedOver: few schools have people here."""
    found = family.cast.someone(family.case.school.agency_id, family.ago(days))
    if found is None:
        raise PassedOver
    return found


def dropped(family: Family) -> None:
    """The school asked, and it was decided not to issue: school and family are told."""
    school: School = family.case.school
    lead = _of_school(family, 12)
    first, last = family.ago(60), family.ago(13)
    request_notice(
        pupil=family.case.pupil, school=school, first_on=first, last_on=last, by=lead,
        reason="Away again after half term.", tried="Letters and a meeting with the mother.",
    )  # fmt: skip
    row = notice(family, 10)
    take_up_request(notice=row, by=family.officer(10))
    row.refresh_from_db()
    drop_notice(
        notice=row,
        reason="The mother now works with the family worker: support has begun.",
        by=family.officer(7),
    )


def asked_for(family: Family) -> None:
    """The school asks for a notice, and nobody has answered."""
    lead = _of_school(family, 3)
    request_notice(
        pupil=family.case.pupil, school=family.case.school, first_on=family.ago(50), last_on=family.ago(4), by=lead,
        reason="Ten sessions missed, and no answer to our letters.", tried="Three letters, two calls.",
    )  # fmt: skip


def came_back(family: Family) -> None:
    """A notice that came back: it is to be served anew."""
    row = served(family, 20)
    return_notice(
        notice=row, came_back_on=family.ago(9), reason="“Gone away” on the envelope.", by=family.officer(8)
    )


def pay(family: Family, row: Notice, days: int, *, amount: int) -> None:
    """Money that came so many days ago."""
    incoming = Incoming(
        key=f"demo-{row.reference}-{days}", received_on=family.ago(days), amount=amount,
        text=f"{row.reference} thank you",
    )  # fmt: skip
    take_payment(incoming=incoming, by=family.leader(days))


def paid(family: Family) -> None:
    """Paid in the first band."""
    row = served(family, 25)
    pay(family, row, 10, amount=row.lower_amount or row.full_amount)


def paid_short(family: Family) -> None:
    """Less than is due: it waits for a person, and every step towards court waits with it."""
    pay(family, served(family, 15), 4, amount=4_000)


def withdrawn(family: Family) -> None:
    """Paid, then withdrawn for an error: the money is to be sent back, and a fresh notice may follow."""
    row = served(family, 30)
    pay(family, row, 16, amount=row.lower_amount or row.full_amount)
    row.refresh_from_db()
    withdraw_notice(
        notice=row, ground=Ground.MATERIAL_ERROR, reason="The dates in the letter were those of a sister.",
        by=family.legal(6),
    )  # fmt: skip


def in_doubt(family: Family) -> None:
    """A notice in doubt: the school found a doctor's letter for a day on which it relies, and a person decides."""
    lead = _of_school(family, 1)
    row = served(family, 8)
    held = row.sessions.order_by("on", "session").first()
    if held is None:
        raise Unfit
    register = Register.objects.get(pupil=row.pupil, school=row.school, year=year_of(held.on))
    correct_mark(
        register=register, on=held.on, session=held.session, expected=held.code, code="I",
        reason="A letter of the surgery came in late.", by=lead,
    )  # fmt: skip
    doubt_notices(on=family.ago(0), schools=[row.school_id])


def unpaid(family: Family) -> Notice:
    """Payment days are over and nothing has come: it is prosecuted or withdrawn."""
    return served(family, 40)
