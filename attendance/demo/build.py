"""Making the whole demonstration, and telling what was made."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from agencies.models import LocalAuthority, User
from attendance.demo.filling import Filling, fill
from attendance.demo.grounds import Grounds, agree_support, lay_out
from attendance.demo.people import make_officers, make_people
from attendance.demo.personas import (
    IRWELL_DOMAIN,
    PERSONAS,
    PERSONAS_THEN,
    THEN_DOMAIN,
    TWO_AGENCIES,
)
from attendance.demo.places import (
    IRWELL,
    IRWELL_THEN,
    PUPILS,
    TEAMS,
    AuthorityPlan,
    authority_plans,
    then_plan,
)
from attendance.demo.telling import tell_stories
from attendance.demo.terms import template
from attendance.rules.calendar import meets
from attendance.rules.register import year_of

SEED: Final = 2007
THEN_YEAR: Final = 2006
THEN_UNTIL: Final = date(2007, 7, 20)
THEN_BEGAN_ON: Final = date(2005, 9, 1)

Say = Callable[[str], None]


class NotADemonstration(Exception):
    """Demonstration data, with known passwords, is refused where real children's data may be."""


class AlreadyThere(Exception):
    """The demonstration authority exists already."""


def is_there() -> bool:
    """Whether the whole demonstration has been made in this database; its small authority comes last."""
    return _has(IRWELL_THEN)


def _has(code: str) -> bool:
    return LocalAuthority.objects.filter(code=code).exists()


def last_school_day(before: date) -> date:
    """The last day before ``before`` on which the authority's schools met."""
    day = before - timedelta(days=1)
    while not meets({year_of(day): template(year_of(day))}, day):
        day -= timedelta(days=1)
    return day


def build(*, pupils: int = PUPILS, until: date, seed: int = SEED, say: Say) -> None:
    """Make Irwell, as many further authorities as ``pupils`` asks for, and Irwell 2006-07.

    Each authority is one transaction; what was interrupted goes on with the next one that is missing.
    Raises NotADemonstration where the settings do not allow it, and AlreadyThere.
    """
    if not settings.DEMONSTRATION:
        raise NotADemonstration("Set DEMONSTRATION=1 to make invented people whose passwords are known.")
    if is_there():
        raise AlreadyThere("The demonstration is here already; use an empty database to make it anew.")
    year = year_of(until)
    for plan in authority_plans(pupils, seed):
        if _has(plan.code):
            continue
        with transaction.atomic():
            _authority(plan, year, until, seed, say)
    with transaction.atomic():
        _then(seed, say)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _authority(plan: AuthorityPlan, year: int, until: date, seed: int, say: Say) -> None:
    grounds = lay_out(plan, (year - 1, year))
    people, officers = _staff(plan, grounds)
    agree_support(plan, grounds, officers, people["colette.wrigley"], until)
    filling = fill(plan, grounds, year=year, seed=seed, until=until)
    if plan.code == IRWELL:
        tell_stories(grounds, people, year=year, until=until)
    say(_told(plan, filling))


def _staff(plan: AuthorityPlan, grounds: Grounds) -> tuple[dict[str, User], dict[int, list[User]]]:
    """Personas and officers; only Irwell's own have the plain addresses."""
    domain = IRWELL_DOMAIN if plan.code == IRWELL else f"{plan.code}.{IRWELL_DOMAIN}"
    personas = (*PERSONAS, *TWO_AGENCIES) if plan.code == IRWELL else PERSONAS[:4]
    people = make_people(personas, grounds.agencies, domain)
    officers = make_officers(grounds.agencies, len(TEAMS), domain)
    for team, mailbox in ((0, "denise.ormerod"), (1, "nasreen.chadwick")):
        officers[team].insert(0, people[mailbox])
    return people, officers


def _then(seed: int, say: Say) -> None:
    plan = then_plan()
    grounds = lay_out(plan, (THEN_YEAR,))
    people = make_people(PERSONAS_THEN, grounds.agencies, THEN_DOMAIN, began_on=THEN_BEGAN_ON)
    officers = make_officers(grounds.agencies, len(TEAMS), THEN_DOMAIN, began_on=THEN_BEGAN_ON)
    officers[0].insert(0, people["derek.isherwood"])
    agree_support(plan, grounds, officers, people["lesley.bostock"], THEN_UNTIL)
    say(_told(plan, fill(plan, grounds, year=THEN_YEAR, seed=seed, until=THEN_UNTIL, figures_of=" 2006")))


def _told(plan: AuthorityPlan, filling: Filling) -> str:
    return f"{plan.name}: {len(plan.schools)} schools, {len(filling.children):,} children."
