"""Print runs: letters made together by workers, each once, and recorded as posted together.

What a run owes are its letters without a file: whoever takes it up after a worker died goes on where that one stopped.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from agencies.acting import Acting
from agencies.actions.handing_over import hand_over
from agencies.models import Membership
from agencies.rules.roles import Permission
from cases.actions.doors import NotAllowed, Refused, require
from enforcement.actions.attendance_orders import serve_first_notice, serve_order, serve_school_notice
from enforcement.actions.letters import last_letter, make_letters
from enforcement.actions.notices import serve_notice
from enforcement.actions.warnings import serve_warning
from enforcement.models import AttendanceOrder, Letter, LetterKind, PrintRun
from enforcement.queries.print_runs import owed_letters
from enforcement.rules.service import Method

P = Permission
CHUNK = 25
MOST = 2_000
AHEAD = timedelta(days=14)


@transaction.atomic
def start_run(*, kinds: Iterable[str], posted_on: date, by: Acting) -> PrintRun:
    """Put the letters that are owed into a print run, dated the day of posting, and have workers make them.

    A letter is in one run at most: two people who press at once share the letters between them. Raises NotAllowed,
    and Refused where nothing is owed or the day is past or far ahead.
    """
    if not by.may(P.PREPARE_LEGAL):
        raise NotAllowed(f"You may not {P.PREPARE_LEGAL.value}.")
    require(by.on <= posted_on <= by.on + AHEAD, "The day of posting is today or one of the next 14 days.")
    wanted = owed_letters(by).filter(kind__in=list(kinds)).order_by("pk")
    locked = wanted.select_for_update(of=("self",), skip_locked=True)
    keys = list(locked.values_list("pk", flat=True)[:MOST])
    require(bool(keys), "No letter of these kinds is waiting. Somebody else may have begun a run with them.")
    run = PrintRun.objects.create(agency=by.agency, by=by.user, posted_on=posted_on)
    Letter.objects.filter(pk__in=keys).update(run=run, on=posted_on, cannot_because="")
    hand_over("enforcement.tasks.make_run", run.pk)
    return run


def chunks_owed(run: int) -> list[list[int]]:
    """The keys of a run's letters that are to be made still, in chunks; those that cannot be made wait for a person."""
    owed = Letter.objects.filter(run=run, file="", cannot_because="").order_by("pk")
    return _chunks(list(owed.values_list("pk", flat=True)))


def _chunks(keys: Sequence[int]) -> list[list[int]]:
    return [list(keys[start : start + CHUNK]) for start in range(0, len(keys), CHUNK)]


def make_chunk(keys: Sequence[int]) -> int:
    """Make the letters of one chunk that are still owed, in one transaction; how many were made."""
    return make_letters(keys)


def locked_run(run: PrintRun, by: Acting) -> PrintRun:
    """The run's row, locked, if it is of an agency within reach of somebody who may prepare. Raises NotAllowed."""
    rows = PrintRun.objects.visible_to(by).select_for_update(of=("self",))
    row: PrintRun | None = rows.filter(pk=run.pk).first() if by.may(P.PREPARE_LEGAL) else None
    if row is None:
        raise NotAllowed(f"You may not {P.PREPARE_LEGAL.value}, or no longer.")
    return row


@transaction.atomic
def try_again(*, run: PrintRun, by: Acting) -> PrintRun:
    """Try the letters again that could not be made, after what was wrong was put right. Raises NotAllowed."""
    row = locked_run(run, by)
    Letter.objects.filter(run=row, file="").update(cannot_because="")
    hand_over("enforcement.tasks.make_run", row.pk)
    return row


@transaction.atomic
def leave_out(*, run: PrintRun, by: Acting) -> int:
    """Take the letters out that could not be made, so that the run can be posted; they are owed as before."""
    row = locked_run(run, by)
    return Letter.objects.filter(run=row, file="").exclude(cannot_because="").update(run=None)


@transaction.atomic
def record_posted(*, run: PrintRun, sent_on: date, by: Acting) -> PrintRun:
    """Record that the letters of a run were posted: notices are served by it, in chunks. Again does nothing.

    Raises NotAllowed, and Refused while a letter is unmade, before the day the letters bear, or for a day ahead.
    """
    row = locked_run(run, by)
    if row.sent_on is not None:
        return row
    require(not row.letters.filter(file="").exists(), "Not every letter of the run is made.")
    require(
        row.posted_on <= sent_on <= by.on,
        "It was posted on the day that the letters bear or later, not ahead.",
    )
    row.sent_on, row.sent_by = sent_on, by.user
    row.save(update_fields=["sent_on", "sent_by"])
    hand_over("enforcement.tasks.post_run", row.pk)
    return row


def chunks_unsent(run: int) -> list[list[int]]:
    """The keys of a posted run's letters that are not recorded as sent, in chunks."""
    rows = Letter.objects.filter(run=run, run__sent_on__isnull=False, sent_on=None, cannot_because="")
    return _chunks(list(rows.order_by("pk").values_list("pk", flat=True)))


def post_chunk(keys: Sequence[int]) -> int:
    """Record the letters of one chunk as sent, each in a transaction of its own; how many were."""
    return sum(_post(key) for key in keys)


@transaction.atomic
def _post(key: int) -> bool:
    rows = Letter.objects.select_for_update(of=("self",), skip_locked=True).select_related(
        "run", "notice__case", "warning__case", "attendance_order__case", "attendance_order__intended_school"
    )
    letter = rows.filter(pk=key, sent_on=None, run__sent_on__isnull=False).exclude(file="").first()
    if letter is None or letter.run is None or letter.run.sent_on is None:
        return False
    try:
        send_letter(letter=letter, sent_on=letter.run.sent_on, by=_sender(letter.run, letter.run.sent_on))
    except (Refused, NotAllowed) as refused:
        Letter.objects.filter(pk=key).update(cannot_because=f"Not recorded as sent: {refused}"[:300])
        return False
    return True


def _sender(run: PrintRun, on: date) -> Acting:
    """Who said that the run was posted, as they act for its agency. Raises Refused where they do so no longer."""
    held = Membership.objects.current(on).filter(user=run.sent_by, agency=run.agency).order_by("pk")
    membership = held.select_related("user", "agency__authority").first()
    if membership is None:
        raise Refused("Whoever recorded the posting acts for this agency no longer.")
    return Acting.today(membership)


@transaction.atomic
def send_letter(*, letter: Letter, sent_on: date, by: Acting) -> None:
    """Record that one letter was sent; a notice, a warning or an order is served by it. Raises NotAllowed, Refused."""
    require(bool(letter.file), "The letter is not made.")
    require(letter.on <= sent_on <= by.on, "It was sent on the day that it bears or later, not ahead.")
    if letter.kind == LetterKind.NOTICE and letter.notice is not None:
        with transaction.atomic():
            serve_notice(notice=letter.notice, sent_on=sent_on, by=by)
    if letter.kind == LetterKind.WARNING and letter.warning is not None:
        with transaction.atomic():
            serve_warning(warning=letter.warning, method=Method.FIRST_CLASS, sent_on=sent_on, by=by)
    if letter.attendance_order is not None:
        with transaction.atomic():
            _serve_paper(letter, letter.attendance_order, sent_on, by)
    Letter.objects.filter(pk=letter.pk, sent_on=None).update(sent_on=sent_on)


def _serve_paper(letter: Letter, order: AttendanceOrder, sent_on: date, by: Acting) -> None:
    """A paper of a school attendance order is served by the post. Raises Refused for one that was replaced since."""
    last = last_letter(LetterKind(letter.kind), order)
    require(last is not None and last.pk == letter.pk, "It was written anew since, and the later one counts.")
    sent: Mapping[str, Any] = {"row": order, "sent_on": sent_on, "method": Method.FIRST_CLASS, "by": by}
    match LetterKind(letter.kind):
        case LetterKind.SAO_NOTICE:
            serve_first_notice(days=order.notice_days, **sent)
        case LetterKind.SAO_SCHOOL:
            school, because = order.intended_school, order.expedient_because
            serve_school_notice(school=school, expedient_because=because, **sent)
        case LetterKind.SAO_ORDER:
            serve_order(**sent)
