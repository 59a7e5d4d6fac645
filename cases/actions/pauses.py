"""Pauses end by themselves: the case goes on where it stood, and its officer is told."""

from datetime import date

from django.db import transaction
from django.db.models import F

from agencies.actions.messages import tell
from agencies.rules.telling import Kind
from cases.actions.cases import case_link, members_of
from cases.actions.timeline import record
from cases.models import Audience, Case, EntryKind
from cases.workflow import LABELS, State


def end_pauses(*, on: date) -> int:
    """Let every case go on whose pause is over on a day; how many. Again on the same day does nothing."""
    due = Case.objects.filter(state=State.PAUSED, paused_until__lte=on).order_by("pk")
    return sum(_end(pk, on) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _end(pk: int, on: date) -> bool:
    """Each case by itself, so that one which somebody holds open keeps no other from going on."""
    rows = Case.objects.select_for_update(skip_locked=True, of=("self",)).select_related("pupil", "officer")
    row: Case | None = rows.filter(pk=pk, state=State.PAUSED, paused_until__lte=on).first()
    if row is None:
        return False
    state = State(row.paused_from or State.ASSESSING)
    Case.objects.filter(pk=pk).update(
        state=state, paused_from="", paused_until=None, version=F("version") + 1
    )
    record(
        case=row, kind=EntryKind.CASE, text=f"The pause is over: the case is now “{LABELS[state]}”.", by=None, on=on,
        audience=Audience.AGENCIES, link=case_link(row),
    )  # fmt: skip
    to = members_of(row.officer, row.team_id, on)
    tell(to=to, kind=Kind.PAUSE_OVER, key=f"case:{pk}:{row.version}:goes-on", path=case_link(row), by=None)
    return True
