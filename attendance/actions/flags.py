"""What people do about flags on children."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Flag, FlagMove
from attendance.models.flag import FlagState


def _held(flag: Flag, by: Acting) -> Flag:
    """The flag under lock, if this person may still act on it; raises PermissionDenied otherwise."""
    rows = Flag.objects.permits(by, Permission.ACT_ON_FLAGS)
    held = rows.select_for_update(of=("self",)).filter(pk=flag.pk).first()
    if held is None:
        raise PermissionDenied
    return held


def _moved(flag: Flag, state: FlagState, by: Acting, note: str = "") -> FlagMove:
    return FlagMove.objects.create(flag=flag, on=by.on, state=state, by=by.user, agency=by.agency, note=note)


@transaction.atomic
def mark_seen(*, flag: Flag, by: Acting) -> Flag:
    """Say that somebody has looked at a new flag; one that is already seen, acted on or cleared stays as it is.

    Raises PermissionDenied where the person may not act on it.
    """
    held = _held(flag, by)
    if held.state == FlagState.RAISED:
        held.state = FlagState.SEEN
        held.save(update_fields=["state"])
        _moved(held, FlagState.SEEN, by)
    return held


@transaction.atomic
def mark_acted(*, flag: Flag, by: Acting, note: str) -> Flag:
    """Record what was done about a flag; the same note by the same person on the same day is recorded once.

    A flag that has cleared keeps its state, and the note is kept in its life. Raises PermissionDenied where the
    person may not act on it.
    """
    held = _held(flag, by)
    if held.moves.filter(by=by.user, on=by.on, state=FlagState.ACTED, note=note).exists():
        return held
    if held.state != FlagState.CLEARED:
        held.state = FlagState.ACTED
        held.save(update_fields=["state"])
    _moved(held, FlagState.ACTED, by, note)
    return held
