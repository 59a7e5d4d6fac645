"""Things on somebody's list of work that are done several at once."""

from collections.abc import Iterable

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.actions.flags import mark_seen
from attendance.models import Flag
from attendance.models.flag import FlagState
from cases.actions.plan_actions import finish_action
from cases.models import PlanAction

MOST = 200


@transaction.atomic
def tick_off(*, ticks: Iterable[str], by: Acting) -> int:
    """Mark new flags of children as seen, and actions of plans as done; how many lines went. All or none.

    A tick is what the line carries: "flags-REF-NEWEST", so that a flag raised since is not taken for seen, or
    "action-KEY". What is done already, or not this person's, is passed over. Raises NotAllowed.
    """
    done = 0
    for tick in list(dict.fromkeys(ticks))[:MOST]:
        kind, _, rest = tick.partition("-")
        done += _flags(rest, by) if kind == "flags" else _action(rest, by) if kind == "action" else 0
    return done


def _flags(rest: str, by: Acting) -> int:
    ref, _, newest = rest.rpartition("-")
    if not (newest.isascii() and newest.isdigit()):
        return 0
    rows = Flag.objects.permits(by, Permission.ACT_ON_FLAGS).filter(
        pupil__ref=ref, pk__lte=int(newest), state=FlagState.RAISED
    )
    fresh = list(rows.order_by("pk"))
    for row in fresh:
        mark_seen(flag=row, by=by)
    return int(bool(fresh))


def _action(key: str, by: Acting) -> int:
    if not (key.isascii() and key.isdigit()):
        return 0
    rows = PlanAction.objects.permits(by, Permission.VIEW_CASE).filter(pk=int(key), done_on__isnull=True)
    row = rows.select_related("case").first()
    if row is None:
        return 0
    finish_action(action=row, outcome="", by=by)
    return 1
