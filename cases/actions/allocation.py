"""Giving several cases of the queue to their officers in one act."""

from collections.abc import Iterable

from django.db import transaction

from agencies.acting import Acting
from agencies.models import User
from agencies.rules.roles import Permission
from cases.actions.cases import move_case
from cases.actions.doors import NotAllowed, Refused
from cases.models import Case
from cases.queries.queue import staff_of, suggested_officers, with_named_officer


@transaction.atomic
def allocate_cases(*, cases: Iterable[Case], officer: User | None, reason: str, by: Acting) -> int:
    """Give cases to one officer, or each to the named officer of its school; all or none. How many were given.

    One that this officer has already is passed over, so that a second click gives nothing twice. Raises NotAllowed,
    and Refused where a case has left the queue, nobody is suggested for it, the officer cannot have it, or another
    than the named officer takes it and nobody says why.
    """
    keys = [case.pk for case in cases]
    mine = Case.objects.permits(by, Permission.TRIAGE).filter(pk__in=keys).select_related("school", "pupil")
    rows = list(with_named_officer(mine).order_by("pk"))
    if len(rows) < len(keys):
        raise NotAllowed("You may not allocate one of these cases, or no longer.")
    suggested = suggested_officers(rows, staff_of({case.team_id for case in rows}, by.on))
    given = 0
    for case in rows:
        named = suggested.get(case.pk)
        taker = officer or named
        if taker is None:
            raise Refused(
                f"{case.school.name} has no named officer who could take {case.pupil}: choose an officer."
            )
        if case.officer_id == taker.pk:
            continue
        move_case(case=case, move="allocate", officer=taker, reason=reason if taker != named else "", by=by)
        given += 1
    return given
