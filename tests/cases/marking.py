"""Marks of a case's child, for tests of what the register says."""

from datetime import timedelta

from attendance.models import Register
from attendance.rules.register import NOT_ON_ROLL, SESSIONS_A_DAY, position, year_of


def mark(case, on, days, codes) -> Register:
    """Register marks for the days before a day, both sessions with the codes in turn, for the case's child."""
    enrolment = case.pupil.enrolments.get()
    register, _ = Register.objects.get_or_create(
        enrolment=enrolment, year=year_of(on), defaults={
            "pupil": case.pupil, "school": case.school, "marks": NOT_ON_ROLL * 732
        },
    )  # fmt: skip
    marks = list(register.marks)
    for number in range(days):
        day = on - timedelta(days=number)
        for session in range(SESSIONS_A_DAY):
            marks[position(day, session)] = codes[number % len(codes)]
    register.marks = "".join(marks)
    register.save()
    return register
