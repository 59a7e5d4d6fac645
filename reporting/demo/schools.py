"""The demonstration's plans of schools: actions of last term with what became of them, of this term, and a target."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from agencies.acting import Acting
from attendance.models import School
from attendance.rules.register import year_of
from reporting.actions.schools import agree_action, review_action, set_school_target
from reporting.models import ActionState
from reporting.queries.school_views import authority_periods
from reporting.rules.periods import term_at

# What, who, and for those of last term what became of it; one is still to be reviewed.
LAST_TERM: Final = (
    ("Ring every home by ten on the first day of absence", "Attendance lead", ActionState.DONE,
     "Done every day since half term; fewer sessions without a reason."),
    ("Meet the families of pupils who missed a week in September", "Head of year", ActionState.PARTLY,
     "Nine of fourteen families came. The others are visited with the named officer."),
    ("Breakfast club for pupils who are late", "Deputy head", None, ""),
)  # fmt: skip
THIS_TERM: Final = (
    ("Read the list of severely absent pupils with the named officer each month", "Attendance lead"),
)
TARGET: Final = Decimal("94.50")
_BEFORE: Final = timedelta(days=30)
_DUE: Final = timedelta(weeks=8)


def build_plans(by: Acting) -> int:
    """Agree actions with every school of the authority that has none; the number of schools."""
    schools = School.objects.filter(authority=by.authority_id, actions__isnull=True).open().order_by("name")
    then = Acting(by.membership, _last_term(by))
    built = 0
    for school in schools:
        for what, lead, state, became in LAST_TERM:
            action = agree_action(school=school, what=what, lead=lead, due_on=then.on + _DUE, by=then)
            if state is not None:
                review_action(school=school, pk=action.pk, state=state, became=became, by=by)
        for what, lead in THIS_TERM:
            agree_action(school=school, what=what, lead=lead, due_on=by.on + _DUE, by=by)
        set_school_target(school=school, indicator="attendance", year=year_of(by.on), value=TARGET, by=by)
        built += 1
    return built


def _last_term(by: Acting) -> date:
    """A day of the term before the present one."""
    return term_at(by.on, authority_periods(by.authority_id, year_of(by.on))).first - _BEFORE
