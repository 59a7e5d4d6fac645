"""Re-checks: made when a case closes, and what is found when the day has come."""

from django.db import transaction

from agencies.acting import Acting
from agencies.words import date as in_words
from cases.actions.cases import move_case
from cases.actions.doors import Refused, locked_case, require
from cases.actions.timeline import record
from cases.models import Case, EntryKind, Recheck
from cases.queries.reviews import since_closing
from cases.rules.reviews import look_again
from cases.rules.targets import figure_in_words


@transaction.atomic
def finish_recheck(*, recheck: Recheck, result: str, note: str, by: Acting) -> Recheck:
    """Say what a re-check found: the return holds, look again in six weeks, or the case is opened again.

    The same again changes nothing. Raises NotAllowed, and Refused where the case is no longer closed by that closing,
    somebody else has looked already, or opening again has no reason.
    """
    case = locked_case(recheck.case, by)
    row: Recheck = Recheck.objects.select_for_update(of=("self",)).get(pk=recheck.pk)
    if row.done_on is not None:
        if (row.done_by_id, row.result) == (by.user_id, result):
            return row
        raise Refused(
            f"Somebody has looked already: {row.get_result_display().lower()}, on {in_words(row.done_on)}."
        )
    require(
        case.closed_on == row.closed_on, "The case was opened again since, so there is nothing to re-check."
    )
    require(result != "reopened" or bool(note.strip()), "Say why the case is opened again.")
    found = since_closing(row, by.on).after
    row.done_on, row.done_by, row.result, row.note = by.on, by.user, result, note.strip()
    row.possible, row.attended = found.possible, found.counted
    row.save()
    record(
        case=case, kind=EntryKind.REVIEW, by=by, link=f"/cases/{case.ref}/reviews/",
        text=f"Looked again after closing: {row.get_result_display().lower()}. "
        f"Attendance since: {figure_in_words('attendance', found)}. {row.note}".strip(),
    )  # fmt: skip
    _go_on(case, row, by)
    return row


def _go_on(case: Case, row: Recheck, by: Acting) -> None:
    if row.result == "reopened":
        move_case(case=case, move="reopen", reason=row.note, by=by)
    if row.result == "watch":
        Recheck.objects.get_or_create(
            case=case,
            closed_on=row.closed_on,
            due_on=look_again(by.on),
            defaults={"officer": row.officer or by.user},
        )
