"""What every act on a case checks first: the right, and that nobody changed the case meanwhile."""

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.actions.doors import NotAllowed
from cases.models import Case

__all__ = ["ChangedMeanwhile", "NotAllowed", "Refused", "locked_case", "require", "same_version"]


class Refused(Exception):
    """What was asked cannot be done as things stand; the message says why and what to do."""


class ChangedMeanwhile(Refused):
    """Somebody else changed the row after this person opened it; nothing was written."""


def locked_case(
    case: Case, by: Acting, permission: Permission = Permission.WORK_CASES, *, version: int | None = None
) -> Case:
    """The case's row, locked for the rest of the transaction, if this person holds the permission now.

    `version` is the one that the person saw. Raises NotAllowed (a page answers 403) and ChangedMeanwhile.
    """
    Case.objects.select_for_update().filter(pk=case.pk).order_by().values_list("pk").first()
    row: Case | None = Case.objects.permits(by, permission).filter(pk=case.pk).first()
    if row is None:
        raise NotAllowed(f"You may not {permission.value}, or no longer.")
    if version is not None:
        same_version(row.version, version)
    return row


def same_version(held: int, seen: int) -> None:
    """Raise ChangedMeanwhile where a row is no longer the one that a person saw."""
    if held != seen:
        raise ChangedMeanwhile(
            "Somebody else changed this while you had it open. Nothing of yours is saved yet: "
            "see what they changed, then save again."
        )


def require(condition: bool, sentence: str) -> None:
    """Raise Refused with a sentence unless a condition holds."""
    if not condition:
        raise Refused(sentence)
