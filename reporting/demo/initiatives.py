"""Initiatives of Irwell 2006-07: the Behaviour Improvement Programme in a secondary school, Connexions in both."""

from datetime import date
from typing import Final

from django.conf import settings

from attendance.demo.build import NotADemonstration
from attendance.demo.places import IRWELL_THEN
from attendance.models import School
from attendance.models.school import Phase
from reporting.models import Initiative, InitiativePupil, InitiativeSchool

JOINED: Final = date(2007, 1, 8)
LEFT: Final = date(2007, 3, 30)
NAMED: Final = 40


def place_initiatives() -> int:
    """Put the schools and pupils in. Returns how many schools are new; again adds nothing."""
    if not settings.DEMONSTRATION:
        raise NotADemonstration("Set DEMONSTRATION to make a demonstration.")
    schools = list(School.objects.filter(authority__code=IRWELL_THEN, phase=Phase.SECONDARY).order_by("urn"))
    rows = {row.name: row for row in Initiative.objects.filter(authority__code=IRWELL_THEN)}
    if not schools or "Behaviour Improvement Programme" not in rows:
        return 0
    programme, connexions = rows["Behaviour Improvement Programme"], rows["Connexions"]
    places = [(programme, schools[0], JOINED, LEFT), *((connexions, each, JOINED, None) for each in schools)]
    new = 0
    for row, school, began_on, ended_on in places:
        Initiative.objects.filter(pk=row.pk, began_on=None).update(began_on=began_on, ended_on=ended_on)
        _, is_new = InitiativeSchool.objects.get_or_create(
            initiative=row, school=school, defaults={"began_on": began_on, "ended_on": ended_on}
        )
        new += is_new
    pupils = (
        schools[0].enrolments.filter(pupil__restricted=False).order_by("pk").values_list("pupil", flat=True)
    )
    InitiativePupil.objects.bulk_create(
        [
            InitiativePupil(initiative=programme, pupil_id=key, began_on=JOINED, ended_on=LEFT)
            for key in pupils[:NAMED]
        ],
        ignore_conflicts=True,
    )
    return new
