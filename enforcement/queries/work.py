"""What enforcement puts on people's lists of work (`cases.queries.work`): its clocks, what waits to be checked."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from agencies.acting import Acting
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from cases.queries.work import Whose, reads
from cases.rules.work import SOON, Line
from enforcement.models import Correspondence, Notice, NoticeRequest, WarningLetter
from enforcement.workflow import State, WarningState

P = Permission
RELATED = ("pupil", "parent", "case")


def _of(whose: Whose) -> Q:
    """What is an officer's: prepared by them, or of their cases."""
    return Q(drafted_by=whose.officer) | Q(case__officer=whose.officer)


def _line(row: Notice | WarningLetter, page: str, sentence: str, act: str, due: date | None = None) -> Line:
    url = reverse(page, args=[row.ref])
    return Line("legal", str(row.pupil), sentence, url, act, due=due, officer=row.case.officer_id)


def _to_check(rows: Any, by: Acting, whose: Whose) -> Any:
    """Drafts of one's team that somebody else prepared."""
    if not whose.team:
        return None
    found = rows.filter(state="draft", case__team__in=by.reach)
    return found.exclude(drafted_by=by.user_id).select_related(*RELATED).order_by("drafted_at")


@reads(lambda by, whose: _to_check(Notice.objects, by, whose), permits=P.APPROVE_LEGAL)
def notices_to_check(rows: Any, _by: Acting) -> Iterable[Line]:
    """Notices that somebody else prepared and that this person may issue."""
    for row in rows:
        yield _line(row, "notice", f"Notice {row.reference} waits for a second person.", "Check it")


@reads(lambda by, whose: _to_check(WarningLetter.objects, by, whose), permits=P.APPROVE_LEGAL)
def warnings_to_check(rows: Any, _by: Acting) -> Iterable[Line]:
    """Warnings that somebody else prepared and that this person may issue."""
    for row in rows:
        yield _line(row, "warning", f"A warning to {row.parent} waits for a second person.", "Check it")


def _with(rows: Any, *conditions: Q, order: str, **fields: Any) -> Any:
    return rows.filter(*conditions, **fields).select_related(*RELATED).order_by(order)


@reads(
    lambda by, whose: _with(Notice.objects, _of(whose), state=State.ISSUED, order="issued_on"),
    permits=P.PREPARE_LEGAL,
)
def notices_to_serve(rows: Any, _by: Acting) -> Iterable[Line]:
    """Notices that are issued and that nobody has recorded as sent."""
    for row in rows:
        said = f"Notice {row.reference} is to be served."
        yield _line(row, "notice", said, "Record how it was sent", row.issued_on)


@reads(
    lambda by, whose: _with(WarningLetter.objects, _of(whose), state=WarningState.ISSUED, order="issued_on"),
    permits=P.PREPARE_LEGAL,
)
def warnings_to_serve(rows: Any, _by: Acting) -> Iterable[Line]:
    """Warnings that are approved and that nobody has recorded as sent."""
    for row in rows:
        said = f"The warning to {row.parent} is to be served."
        yield _line(row, "warning", said, "Record how it was sent", row.issued_on)


@reads(
    lambda by, whose: _with(
        Notice.objects, _of(whose), state=State.SERVED, full_until__lt=by.on + SOON, order="full_until"
    ),
    permits=P.PREPARE_LEGAL,
)
def payment_days_ended(rows: Any, by: Acting) -> Iterable[Line]:
    """Unpaid notices whose last payment day has passed, or comes within a week: prosecute or withdraw."""
    for row in rows:
        last, over = in_words(row.full_until), row.full_until < by.on
        said = (
            f"Notice {row.reference} is unpaid since its last day, {last}: prosecute or withdraw."
            if over
            else f"The payment days of notice {row.reference} end."
        )
        yield _line(row, "notice", said, "See the notice", row.full_until)


@reads(
    lambda by, whose: _with(
        WarningLetter.objects,
        Q(ends_on__lt=by.on) | Q(proposed="failed"),
        _of(whose),
        state=WarningState.SERVED,
        order="ends_on",
    ),
    permits=P.PREPARE_LEGAL,
)
def warnings_ended(rows: Any, _by: Acting) -> Iterable[Line]:
    """Warnings whose period is over or has failed: a person decides."""
    for row in rows:
        said = f"The warning to {row.parent}: the register proposes “{row.get_proposed_display().lower()}”."
        yield _line(row, "warning", said, "Decide how it ended", row.ends_on)


def _in_doubt(by: Acting, whose: Whose) -> Any:
    mine = Q(case__team__in=by.reach) if whose.team and by.may(P.APPROVE_LEGAL) else _of(whose)
    rows = Notice.objects.filter(mine, doubted_at__isnull=False, doubt_answer="")
    return rows.select_related(*RELATED).order_by("doubted_at")


@reads(_in_doubt, permits=P.VIEW_LEGAL)
def notices_in_doubt(rows: Any, _by: Acting) -> Iterable[Line]:
    """Notices of which a mark was corrected, until somebody has decided."""
    for row in rows:
        said = f"Notice {row.reference} is in doubt: a mark it relied on was corrected."
        yield _line(row, "notice", said, "See the recount")


def _asked_for(by: Acting, whose: Whose) -> Any:
    if not whose.team:
        return None
    rows = NoticeRequest.objects.filter(state="open", school__team__in=by.reach)
    return rows.select_related("pupil", "agency").order_by("at")


@reads(_asked_for, permits=P.PREPARE_LEGAL)
def requests_for_notices(rows: Any, _by: Acting) -> Iterable[Line]:
    """Notices that somebody asked one's team for."""
    for row in rows:
        url = reverse("notice-request", args=[row.ref])
        yield Line("legal", str(row.pupil), f"{row.agency} asks for a penalty notice.", url, "Answer")


def _unread(by: Acting, whose: Whose) -> Any:
    rows = Correspondence.objects.filter(case__officer=whose.officer, read_on__isnull=True)
    return rows.select_related("pupil", "case").order_by("received_on")


@reads(_unread, permits=P.PREPARE_LEGAL)
def letters_unread(rows: Any, _by: Acting) -> Iterable[Line]:
    """Letters and messages of families of one's own cases that nobody has read: they hold every step."""
    for row in rows:
        url, said = (
            reverse("letter-in", args=[row.case.ref, row.pk]),
            "A letter or message of the family is unread.",
        )
        yield Line(
            "legal", str(row.pupil), said, url, "Read it", due=row.received_on, officer=row.case.officer_id
        )
