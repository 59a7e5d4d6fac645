"""Asking for views, and taking answers by a link that works once or from paper."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from agencies.acting import Acting
from agencies.rules.roles import Permission
from cases.actions.doors import Refused, locked_case, require
from cases.actions.timeline import record
from cases.models import Answer, Case, EntryKind, Questionnaire
from cases.rules.questions import open_until

USED = "This link has been used, or is no longer open. Ask whoever gave it to you for another."


def digest_of(token: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_by_link(token: str, on: date, rows: QuerySet[Questionnaire] | None = None) -> Questionnaire | None:
    """The questionnaire that a link's secret opens on a day; None once it was answered or its last day has passed."""
    held = Questionnaire.objects.all() if rows is None else rows
    row = held.filter(digest=digest_of(token)).first()
    return row if row is not None and row.open_on(on) else None


@transaction.atomic
def ask_views(*, case: Case, respondent: str, by: Acting) -> tuple[Questionnaire, str]:
    """A questionnaire for somebody, and the secret of its link, which is shown now and never again.

    While one is open for the same kind of person, its link is renewed and the former one ends. Raises NotAllowed.
    """
    row = locked_case(case, by, Permission.WORK_CASES)
    token = secrets.token_urlsafe(24)
    asked, _ = Questionnaire.objects.update_or_create(
        case=row, respondent=respondent, answered_on=None,
        defaults={
            "digest": digest_of(token), "expires_on": open_until(by.on), "agency": by.agency, "by": by.user,
        },
    )  # fmt: skip
    return asked, token


@transaction.atomic
def answer_by_link(*, token: str, answers: Mapping[str, int], words: str, on: date) -> None:
    """Take what somebody answered by a link, once. Raises Refused where it was used or its last day has passed."""
    row = open_by_link(token, on, Questionnaire.objects.select_for_update(of=("self",)))
    if row is None:
        raise Refused(USED)
    _keep(row, answers, words, on, None)


@transaction.atomic
def enter_paper(*, asked: Questionnaire, answers: Mapping[str, int], words: str, by: Acting) -> None:
    """Enter what came back on paper; the link ends. Raises NotAllowed, and Refused where answers are held already."""
    locked_case(asked.case, by, Permission.WORK_CASES)
    row = Questionnaire.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    require(row.answered_on is None, "Answers to this questionnaire are held already.")
    row.on_paper = True
    _keep(row, answers, words, by.on, by)


def _keep(row: Questionnaire, answers: Mapping[str, int], words: str, on: date, by: Acting | None) -> None:
    row.answered_on, row.words = on, words
    row.save(update_fields=["answered_on", "words", "on_paper"])
    given = sorted(answers.items())
    Answer.objects.bulk_create(
        [Answer(questionnaire=row, theme=theme, value=value) for theme, value in given]
    )
    record(
        case=row.case, kind=EntryKind.VIEWS, by=by, on=on, link=f"/cases/{row.case.ref}/views/",
        text=f"Questionnaire answered: {row.get_respondent_display().lower()}.",
    )  # fmt: skip
