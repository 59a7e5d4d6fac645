"""Working on the cases of brothers and sisters together, without mixing their records."""

from uuid import uuid4

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from cases.actions.doors import locked_case, require
from cases.actions.timeline import record
from cases.models import Case, EntryKind, JointWork
from cases.queries.joint import cases_to_join


@transaction.atomic
def join_cases(*, case: Case, other: Case, by: Acting) -> None:
    """Work on two cases together; again does nothing. Each record says it of its own child alone.

    Raises NotAllowed where this person does not work on both, and Refused unless both are open, of brothers or
    sisters, and the other is not worked on together with more.
    """
    one, two = (
        locked_case(row, by, Permission.WORK_CASES) for row in sorted((case, other), key=lambda row: row.pk)
    )
    row, second = (one, two) if one.pk == case.pk else (two, one)
    held = {
        each.case_id: each for each in JointWork.objects.filter(case__in=(one, two), ended_on__isnull=True)
    }
    if len(held) == 2 and held[one.pk].key == held[two.pk].key:
        return
    require(row.is_live and second.is_live, "Only open cases are worked on together.")
    fits = cases_to_join(row, by).filter(pk=second.pk).exists()
    require(fits, "Choose the case of a brother or sister that is not worked on together with others yet.")
    key = held[row.pk].key if row.pk in held else uuid4()
    for each in (row, second):
        if each.pk not in held:
            JointWork.objects.create(case=each, key=key, began_on=by.on, by=by.user)
            _say(each, "This case is worked on together with that of a brother or sister.", by)


@transaction.atomic
def leave_joint(*, case: Case, by: Acting) -> None:
    """Work on a case by itself again; a single one that remains is by itself too. Again does nothing.

    Raises NotAllowed.
    """
    row = locked_case(case, by, Permission.WORK_CASES)
    held = JointWork.objects.filter(case=row, ended_on__isnull=True).first()
    if held is None:
        return
    together = (
        JointWork.objects.select_for_update().filter(key=held.key, ended_on__isnull=True).order_by("pk")
    )
    rows = list(together)
    ending = rows if len(rows) <= 2 else [each for each in rows if each.case_id == row.pk]
    JointWork.objects.filter(pk__in=[each.pk for each in ending]).update(ended_on=by.on, ended_by=by.user)
    for each in Case.objects.filter(pk__in=[each.case_id for each in ending]).select_related("pupil"):
        _say(each, "This case is no longer worked on together with another.", by)


def _say(case: Case, text: str, by: Acting) -> None:
    record(case=case, kind=EntryKind.CASE, text=text, by=by, link=f"/cases/{case.ref}/")
