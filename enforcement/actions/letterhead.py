"""What the authority's letters say of it: a new one from a day on; what letters bore before stays."""

from datetime import date

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from cases.actions.doors import NotAllowed
from enforcement.models import Letterhead


@transaction.atomic
def set_letterhead(*, began_on: date, sender: str, how_to_pay: str, by: Acting) -> Letterhead:
    """Say what letters dated from a day on bear. The same again is the one there is. Raises NotAllowed."""
    if not by.may(Permission.DECIDE_SETTINGS):
        raise NotAllowed(f"You may not {Permission.DECIDE_SETTINGS.value}.")
    said = {"began_on": began_on, "sender": sender.strip(), "how_to_pay": how_to_pay.strip()}
    rows = Letterhead.objects.visible_to(by).filter(**said)
    held: Letterhead | None = rows.first()
    if held is None:
        held = Letterhead.objects.create(authority_id=by.authority_id, by=by.user, **said)
    return held
