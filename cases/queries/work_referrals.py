"""What referrals put on people's lists of work (`cases.queries.work`)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from agencies.acting import Acting
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from cases.models import Referral
from cases.queries.work import Whose, reads
from cases.rules.work import Line
from cases.workflow.referrals import ReferralState


def _at_hand(by: Acting, whose: Whose) -> Any:
    decide, answer = Q(pk__in=[]), Q(pk__in=[])
    if whose.team and by.may(Permission.TRIAGE):
        decide = Q(state=ReferralState.SUBMITTED, school__team__in=by.reach)
    if whose.team:
        answer = Q(state=ReferralState.QUERIED, agency__in=by.reach)
    drafts = Q(state=ReferralState.DRAFT, agency__in=by.reach, by=whose.officer)
    rows = Referral.objects.filter(decide | answer | drafts)
    return rows.select_related("pupil", "school").order_by("due_on", "pk")


@reads(_at_hand, may=Permission.REFER)
def referrals_at_hand(rows: Any, _by: Acting) -> Iterable[Line]:
    """Referrals to one's team that wait for a decision, questions about those of one's agency, and one's own drafts.

    While a question waits for its answer, the team's clock stands still and nothing is on its list.
    """
    for row in rows:
        if row.state == ReferralState.SUBMITTED:
            words = f"{row.school.name} referred the child on {in_words(row.submitted_on)}."
            yield _line(row, words, "Decide", row.due_on)
        elif row.state == ReferralState.QUERIED:
            words = f"The team has a question since {in_words(row.stopped_on)}, and waits until you answer."
            yield _line(row, words, "Answer", page="referral-act")
        else:
            yield _line(row, f"A referral begun on {in_words(row.at)} is not sent yet.", "Go on with it")


def _line(row: Referral, sentence: str, act: str, due: date | None = None, page: str = "referral") -> Line:
    more = ["answer"] if page == "referral-act" else []
    record = reverse("referral", args=[row.ref])
    return Line(
        "referral", str(row.pupil), sentence, reverse(page, args=[row.ref, *more]), act, due, record=record
    )
