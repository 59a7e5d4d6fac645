"""Which cases are worked on together, as far as a reader may follow them."""

from django.db.models import QuerySet

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Pupil
from attendance.queries.family import siblings_of
from cases.models import Case, JointWork
from cases.models.case import CaseQuerySet


def joint_cases(case: Case, by: Acting) -> CaseQuerySet:
    """The live cases worked on together with one, but for those that this person may not follow; one query."""
    own = JointWork.objects.filter(case=case, ended_on__isnull=True)
    rows = JointWork.objects.filter(key__in=own.values("key"), ended_on__isnull=True)
    found: CaseQuerySet = Case.objects.visible_to(by).live().filter(pk__in=rows.values("case"))
    return (
        found.exclude(pk=case.pk)
        .select_related("pupil", "school", "officer")
        .order_by("pupil__born_on", "pk")
    )


def cases_to_join(case: Case, by: Acting) -> CaseQuerySet:
    """Live cases of brothers and sisters that this person may follow and that are not yet worked on together."""
    siblings = [pupil.pk for pupil in siblings_of(case.pupil, by)]
    taken = JointWork.objects.filter(ended_on__isnull=True).values("case")
    found: CaseQuerySet = Case.objects.visible_to(by).live().filter(pupil__in=siblings).exclude(pk__in=taken)
    return found.select_related("pupil", "school").order_by("pupil__born_on", "pk")


def children_of(case: Case, by: Acting) -> QuerySet[Pupil]:
    """The child of a case and those worked on together with it, for whom this person may log work, by age."""
    keys = [case.pupil_id, *joint_cases(case, by).values_list("pupil", flat=True)]
    return Pupil.objects.permits(by, Permission.LOG_WORK).filter(pk__in=keys).order_by("born_on", "pk")
