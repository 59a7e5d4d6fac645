"""What every act on a child's record checks first: the right, again, with the record locked."""

from django.core.exceptions import PermissionDenied

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Pupil


class NotAllowed(PermissionDenied):
    """The person holds the right no longer, or never did; the message says so. A page answers 403."""


def locked(pupil: Pupil, by: Acting, permission: Permission) -> Pupil:
    """The child's row, locked for the rest of the transaction, if this person holds the permission now.

    Raises NotAllowed.
    """
    # The lock comes first: whoever waited for it must see what the one before them wrote.
    Pupil.objects.select_for_update().filter(pk=pupil.pk).order_by().values_list("pk").first()
    row: Pupil | None = Pupil.objects.permits(by, permission).filter(pk=pupil.pk).first()
    if row is None:
        raise NotAllowed(f"You may not {permission.value}, or no longer.")
    return row
