"""Deletion from a register, and the signs of off-rolling."""

from datetime import date

import pytest

from attendance.rules.deletions import (
    Absence,
    Ground,
    HomeEducationNotice,
    Removal,
    deletion_refusals,
    home_education_refusals,
    off_rolling_warnings,
)

ON = date(2025, 10, 6)

FULL = Absence("O" * 40, ON, school_inquired=True, authority_inquired=True)


def test_a_full_run_with_joint_inquiries_makes_out_the_ground():
    assert deletion_refusals(FULL) == ()


def test_T148_a_u_breaks_the_run():
    (why,) = deletion_refusals(Absence("O" * 38 + "UO", ON, school_inquired=True, authority_inquired=True))
    assert why == "Only G, N and O may stand in the run; it has U."


def test_T149_anxiety_is_a_belief_in_sickness():
    told = Absence("O" * 40, ON, sickness_believed=True, school_inquired=True, authority_inquired=True)
    (why,) = deletion_refusals(told)
    assert "anxiety" in why


def test_a_short_run_without_inquiries_is_refused_for_each_reason():
    assert len(deletion_refusals(Absence("OI", ON, whereabouts_known=True))) == 5


@pytest.mark.parametrize(
    ("notice", "refused"),
    [
        (HomeEducationNotice(True, date(2025, 10, 5)), False),
        (HomeEducationNotice(True, date(2025, 10, 6)), True),
        (HomeEducationNotice(True, None), True),
        (HomeEducationNotice(False, date(2025, 10, 1)), True),
    ],
)
def test_home_education_needs_writing_and_a_date_that_has_passed(notice, refused):
    assert bool(home_education_refusals(notice, ON)) is refused


def test_T151_a_school_attendance_order_keeps_the_name_on_the_register():
    (why,) = home_education_refusals(HomeEducationNotice(True, date(2025, 10, 1), True), ON)
    assert "do not delete" in why


def test_off_rolling_warnings(cal_a):
    warned = date(2025, 9, 8)
    soon = Removal(date(2025, 10, 3), Ground.HOME_EDUCATION, last_warned_on=warned)
    assert len(off_rolling_warnings(soon, cal_a)) == 1
    later = Removal(date(2025, 10, 7), Ground.HOME_EDUCATION, last_warned_on=warned)
    assert off_rolling_warnings(later, cal_a) == ()
    bare = Removal(ON, case_open=True, receiving_school=False)
    assert off_rolling_warnings(bare, cal_a) == (
        "A case is open.",
        "No listed ground is given.",
        "No receiving school is named.",
    )
    broken = Removal(ON, Ground.CONTINUOUS_ABSENCE, absence=Absence("O" * 39 + "I", ON, False, True, True))
    assert off_rolling_warnings(broken, cal_a) == ("Only G, N and O may stand in the run; it has I.",)
