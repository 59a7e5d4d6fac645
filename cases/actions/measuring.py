"""The night's measuring of targets: what the register says of each week, written where it is not so already."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from cases.models import Target, TargetWeek
from cases.queries.measuring import marks_of

AT_ONCE = 500


@transaction.atomic
def measure_targets(*, on: date, schools: Sequence[int]) -> int:
    """Measure the open targets of cases at these schools up to a date; how many weeks were written.

    Derived from the registers: the same night twice writes nothing, and a mark put right changes its week. A date
    before one already measured is passed over, week by week. Acts for nobody, so no right is asked for.
    """
    open_targets = Target.objects.filter(ended_on=None, plan__ended_on=None, plan__case__school__in=schools)
    targets = list(open_targets.filter(baseline_on__lt=on).select_related("plan__case").order_by("pk"))
    return sum(_measure(targets[at : at + AT_ONCE], on) for at in range(0, len(targets), AT_ONCE))


def _measure(targets: Sequence[Target], on: date) -> int:
    """Measure some targets; three statements, however many."""
    first = min(target.baseline_on for target in targets)
    marks = marks_of({target.plan.case.pupil_id for target in targets}, first, on)
    held: dict[int, dict[date, TargetWeek]] = defaultdict(dict)
    for row in TargetWeek.objects.filter(target__in=targets):
        held[row.target_id][row.monday] = row
    changed = [
        TargetWeek(target=target, monday=monday, possible=it.possible, counted=it.counted, counted_on=on)
        for target in targets
        for monday, it in marks[target.plan.case.pupil_id].weeks(target.measure, _after(target), on)
        if _differs(held[target.pk].get(monday), (it.possible, it.counted), on)
    ]
    TargetWeek.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["target", "monday"],
        update_fields=["possible", "counted", "counted_on"],
    )  # fmt: skip
    return len(changed)


def _after(target: Target) -> date:
    return date.fromordinal(target.baseline_on.toordinal() + 1)


def _differs(row: TargetWeek | None, figures: tuple[int, int], on: date) -> bool:
    if row is None:
        return True
    return row.counted_on <= on and (row.possible, row.counted) != figures
