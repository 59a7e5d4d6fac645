"""What people do about flags on children: note that one was seen, and what was done."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Flag, FlagMove
from attendance.models.flag import FlagState


class FlagIsCleared(Exception):
    """The reason no longer held when somebody came to act: the message is for them."""


@transaction.atomic
def mark_seen(*, flag: Flag, by: Acting) -> Flag:
    """Note that somebody has seen a new flag; one already seen, acted on or cleared stays as it is.

    Raises PermissionDenied where the person may not act on this child's flags, checked under the row's lock.
    """
    held = _held(flag, by)
    if held.state == FlagState.RAISED:
        _move(held, FlagState.SEEN, by, "")
    return held


@transaction.atomic
def mark_acted(*, flag: Flag, by: Acting, note: str) -> Flag:
    """Note what was done about a flag. The same note by one person since it was raised counts once.

    Raises PermissionDenied as ``mark_seen`` does, FlagIsCleared where the night cleared the flag meanwhile.
    """
    held = _held(flag, by)
    if held.state == FlagState.CLEARED:
        raise FlagIsCleared("The reason for this flag no longer holds, so it was cleared.")
    raised = held.moves.filter(state=FlagState.RAISED).order_by("-pk").values_list("pk", flat=True).first()
    same = held.moves.filter(state=FlagState.ACTED, by=by.user, note=note, pk__gt=raised or 0)
    if not same.exists():
        _move(held, FlagState.ACTED, by, note)
    return held


def _held(flag: Flag, by: Acting) -> Flag:
    rows = Flag.objects.permits(by, Permission.ACT_ON_FLAGS).select_for_update(of=("self",))
    held: Flag | None = rows.filter(pk=flag.pk).first()
    if held is None:
        raise PermissionDenied
    return held


def _move(flag: Flag, state: FlagState, by: Acting, note: str) -> None:
    flag.state = state
    flag.save(update_fields=["state"])
    FlagMove.objects.create(flag=flag, on=by.on, state=state, by=by.user, agency=by.agency, note=note)
