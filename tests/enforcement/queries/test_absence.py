"""A child who left a school and came back in the same year: what was missed before still counts."""

from datetime import date

from attendance.models import Enrolment
from attendance.rules.register import EMPTY_LINE, overlay, position
from enforcement.queries.absence import joined, marks_of
from tests.enforcement.households import MISSED, ON, mark_line
from tests.factories import RegisterFactory, enrol

AGAIN = ((date(2026, 11, 17), 0), (date(2026, 11, 17), 1))


def test_both_stays_are_on_one_line(family) -> None:
    Enrolment.objects.filter(pupil=family.pupil).update(ended_on=date(2026, 11, 10))
    family.pupil.involvements.update(ended_on=date(2026, 11, 10))
    back = enrol(family.world.school, family.pupil, began_on=date(2026, 11, 16))
    line = mark_line(AGAIN)
    begins = position(date(2026, 11, 16), 0)
    RegisterFactory(enrolment=back, year=2026, marks=EMPTY_LINE[:begins] + line[begins:])
    marks = marks_of(family.pupil, family.world.school, ON)
    missed = tuple(each.session for each in marks.between(date(2026, 9, 1), ON))
    assert missed == (*MISSED, *AGAIN)


def test_the_later_stay_is_right_where_it_has_a_mark() -> None:
    first, second = overlay(EMPTY_LINE, 0, "OO/-"), overlay(EMPTY_LINE, 0, "/-  ")
    assert joined([(2026, first), (2026, second), (2025, first)]) == {
        2026: overlay(EMPTY_LINE, 0, "/O/-"),
        2025: first,
    }
