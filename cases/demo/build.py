"""The demonstration's casework from beginning to end: what is there already is left as it is."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.db import connection, transaction

from agencies.models import Agency, Membership
from attendance.demo.build import is_there
from attendance.demo.places import TEAMS
from attendance.demo.stories import STORIES
from attendance.models import Pupil, School
from cases.actions.measuring import measure_targets
from cases.demo.caring import care
from cases.demo.cast import Cast, cast_until
from cases.demo.crowd import Pool, case_ref, plan_team
from cases.demo.deeds import date_entries, do_all, last_entry
from cases.demo.helping import deeds_of
from cases.demo.referring import referrals_of
from cases.demo.script import Scene, perform
from cases.demo.sweeping import hold_sweeps
from cases.demo.tales import TALES
from cases.demo.tales_of_plans import PLANS
from cases.demo.writing import close_cases, write_cases
from cases.models import Case

Say = Callable[[str], None]
FIRST = 1000
"""Cases of team n have the numbers from (n + 1) thousand."""


class NotADemonstration(Exception):
    """Invented casework is refused where real children's data may be."""


def build_casework(*, until: date, say: Say) -> None:
    """Tell the stories and write the many cases, each team in one transaction; go on where a start was interrupted.

    Raises NotADemonstration where the settings do not allow it, or there are no invented children to make it for.
    """
    if not settings.DEMONSTRATION:
        raise NotADemonstration("Set DEMONSTRATION=1 to make invented casework.")
    if not is_there():
        raise NotADemonstration("There is no demonstration here yet: run create_demo.")
    cast = cast_until(until)
    stories = _tell(cast)
    cases = sum(_team(cast, number, name) for number, name in enumerate(TEAMS))
    stops, audits = _around(cast)
    if cases:
        with connection.cursor() as cursor:
            cursor.execute("analyze cases_case, cases_entry, attendance_involvement")
    if stories or cases:
        say(f"Casework: {stories} stories told, {cases:,} cases more, {stops} stops, {audits} audits.")


def _tell(cast: Cast) -> int:
    """The stories that are not told yet; how many there were."""
    refs = {STORIES[tale.number].ref: (*tale.steps, *PLANS.get(tale.number, ())) for tale in TALES}
    rows = Pupil.objects.filter(ref__in=refs, cases__isnull=True).order_by("ref")
    for pupil in rows:
        perform(Scene(cast, pupil), refs[pupil.ref])
    return len(rows)


@transaction.atomic
def _around(cast: Cast) -> tuple[int, int]:
    """Sweeps and the care of looked-after children, unless there are any; how many stops and audits."""
    entry = last_entry()
    held = hold_sweeps(cast), care(cast)
    schools = list(School.objects.filter(authority=cast.authority).values_list("pk", flat=True))
    measure_targets(on=cast.until, schools=schools)
    date_entries(entry)
    return held


@transaction.atomic
def _team(cast: Cast, number: int, name: str) -> int:
    """The cases of a team, unless it has them; how many were written."""
    number += 1
    if Case.objects.filter(ref=case_ref(number * FIRST)).exists():
        return 0
    team = Agency.objects.get(authority=cast.authority, name=name)
    pool, manager = Pool(cast, team), _manager(cast, team)
    cases = plan_team(cast, team, number, pool)
    write_cases(cast, cases, manager)
    do_all((deed for planned in cases for deed in deeds_of(cast, planned)), cast.until)
    do_all(referrals_of(cast, team, pool, manager), cast.until)
    close_cases(cases)
    return len(cases)


def _manager(cast: Cast, team: Agency) -> Membership:
    """The team's own manager, or the leader of all teams."""
    own = Membership.objects.filter(agency=team, role_name="team_manager", ended_on__isnull=True)
    return own.select_related("user").order_by("pk").first() or cast.memberships["colette.wrigley"]
