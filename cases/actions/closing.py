"""What closing a case brings with it: its plans end, and days on which it is looked at again."""

from agencies.acting import Acting
from cases.models import Case, Plan, Recheck
from cases.rules.reviews import rechecks_after


def after_closing(case: Case, by: Acting) -> None:
    """End the plans of a case that was closed now, and bring it back to its officer after six and twelve weeks.

    A case that nobody worked on yet has nothing to hold, so it is not looked at again. The part-time timetables of a
    plan stay: they are the school's, with a review of their own. The caller has checked the right and holds the lock.
    """
    Plan.objects.filter(case=case, ended_on=None).update(ended_on=by.on)
    if case.officer_id is None or case.closed_on is None:
        return
    Recheck.objects.bulk_create(
        [
            Recheck(case=case, closed_on=case.closed_on, due_on=day, officer_id=case.officer_id)
            for day in rechecks_after(case.closed_on)
        ],
        ignore_conflicts=True,
    )
