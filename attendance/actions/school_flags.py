"""Acts on flags about a school's registers."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import SchoolFlag, SchoolFlagMove
from attendance.models.flag import FlagState


@transaction.atomic
def advise_school(*, flag: SchoolFlag, by: Acting, advice: str) -> SchoolFlag:
    """Advise a school on what a flag on its registers shows; the same advice twice is sent once.

    Raises PermissionDenied where the person may not advise this school, checked again under the row's lock.
    """
    rows = SchoolFlag.objects.permits(by, Permission.ADVISE_SCHOOL)
    held: SchoolFlag | None = rows.select_for_update(of=("self",)).filter(pk=flag.pk).first()
    if held is None:
        raise PermissionDenied
    if held.moves.filter(state=FlagState.ACTED, by=by.user, note=advice).exists():
        return held
    if held.state != FlagState.CLEARED:
        held.state = FlagState.ACTED
        held.save(update_fields=["state"])
    SchoolFlagMove.objects.create(
        flag=held, on=by.on, state=FlagState.ACTED, by=by.user, agency=by.agency, note=advice
    )
    return held
