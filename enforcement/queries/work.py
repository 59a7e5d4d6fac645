"""What enforcement puts on people's lists of work (`cases.queries.work`): its clocks, what waits to be checked."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from agencies.acting import Acting
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from cases.queries.work import MOST, Whose
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


def notices_to_check(by: Acting, whose: Whose) -> Iterable[Line]:
    """Notices and warnings that somebody else prepared and that this person may issue."""
    if not whose.team or not by.may(P.APPROVE_LEGAL):
        return
    for row in _drafts(Notice.objects.permits(by, P.APPROVE_LEGAL), by):
        yield _line(row, "notice", f"Notice {row.reference} waits for a second person.", "Check it")
    for row in _drafts(WarningLetter.objects.permits(by, P.APPROVE_LEGAL), by):
        yield _line(row, "warning", f"A warning to {row.parent} waits for a second person.", "Check it")


def _drafts(rows: Any, by: Acting) -> Any:
    found = rows.filter(state="draft", case__team__in=by.reach).exclude(drafted_by=by.user_id)
    return found.select_related(*RELATED).order_by("drafted_at")[:MOST]


def notices_to_serve(by: Acting, whose: Whose) -> Iterable[Line]:
    """What is issued or approved and nobody has recorded as sent."""
    if not by.may(P.PREPARE_LEGAL):
        return
    notices = Notice.objects.permits(by, P.PREPARE_LEGAL).filter(_of(whose), state=State.ISSUED)
    for row in notices.select_related(*RELATED).order_by("issued_on")[:MOST]:
        yield _line(
            row, "notice", f"Notice {row.reference} is to be served.", "Record how it was sent", row.issued_on
        )
    warnings = WarningLetter.objects.permits(by, P.PREPARE_LEGAL).filter(
        _of(whose), state=WarningState.ISSUED
    )
    for row in warnings.select_related(*RELATED).order_by("issued_on")[:MOST]:
        said = f"The warning to {row.parent} is to be served."
        yield _line(row, "warning", said, "Record how it was sent", row.issued_on)


def payment_days_ended(by: Acting, whose: Whose) -> Iterable[Line]:
    """Unpaid notices whose last payment day has passed, or comes within a week: prosecute or withdraw."""
    if not by.may(P.PREPARE_LEGAL):
        return
    rows = Notice.objects.permits(by, P.PREPARE_LEGAL).filter(
        _of(whose), state=State.SERVED, full_until__lt=by.on + SOON
    )
    for row in rows.select_related(*RELATED).order_by("full_until")[:MOST]:
        last = in_words(row.full_until)
        over = row.full_until < by.on
        said = f"Notice {row.reference} is unpaid since its last day, {last}: prosecute or withdraw."
        yield _line(
            row, "notice", said if over else f"The payment days of notice {row.reference} end.", "See the notice",
            row.full_until,
        )  # fmt: skip


def warnings_ended(by: Acting, whose: Whose) -> Iterable[Line]:
    """Warnings whose period is over or has failed: a person decides."""
    if not by.may(P.PREPARE_LEGAL):
        return
    rows = WarningLetter.objects.permits(by, P.PREPARE_LEGAL).filter(
        Q(ends_on__lt=by.on) | Q(proposed="failed"), _of(whose), state=WarningState.SERVED
    )
    for row in rows.select_related(*RELATED).order_by("ends_on")[:MOST]:
        said = f"The warning to {row.parent}: the register proposes “{row.get_proposed_display().lower()}”."
        yield _line(row, "warning", said, "Decide how it ended", row.ends_on)


def notices_in_doubt(by: Acting, whose: Whose) -> Iterable[Line]:
    """Notices of which a mark was corrected, until somebody has decided."""
    if not by.may(P.VIEW_LEGAL):
        return
    mine = Q(case__team__in=by.reach) if whose.team and by.may(P.APPROVE_LEGAL) else _of(whose)
    rows = Notice.objects.permits(by, P.VIEW_LEGAL).filter(mine, doubted_at__isnull=False, doubt_answer="")
    for row in rows.select_related(*RELATED).order_by("doubted_at")[:MOST]:
        said = f"Notice {row.reference} is in doubt: a mark it relied on was corrected."
        yield _line(row, "notice", said, "See the recount")


def requests_for_notices(by: Acting, whose: Whose) -> Iterable[Line]:
    """Notices that somebody asked one's team for."""
    if not whose.team or not by.may(P.PREPARE_LEGAL):
        return
    rows = NoticeRequest.objects.permits(by, P.PREPARE_LEGAL).filter(state="open", school__team__in=by.reach)
    for row in rows.select_related("pupil", "agency").order_by("at")[:MOST]:
        url = reverse("notice-request", args=[row.ref])
        yield Line("legal", str(row.pupil), f"{row.agency} asks for a penalty notice.", url, "Answer")


def letters_unread(by: Acting, whose: Whose) -> Iterable[Line]:
    """Letters and messages of families of one's own cases that nobody has read: they hold every step."""
    if not by.may(P.PREPARE_LEGAL):
        return
    rows = Correspondence.objects.permits(by, P.PREPARE_LEGAL).filter(
        case__officer=whose.officer, read_on__isnull=True
    )
    for row in rows.select_related("pupil", "case").order_by("received_on")[:MOST]:
        url = reverse("letter-in", args=[row.case.ref, row.pk])
        said = "A letter or message of the family is unread."
        yield Line(
            "legal", str(row.pupil), said, url, "Read it", due=row.received_on, officer=row.case.officer_id
        )
