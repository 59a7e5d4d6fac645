"""Register files for the tests, written in memory."""

from io import BytesIO

from attendance.rules.register import overlay, position

HEADINGS = "URN,UPN,Surname,Forename,DOB,Start date,Marks"
WEEK = "/\\/\\/\\/\\/\\####"


def a_file(*rows: str, headings: str = HEADINGS) -> BytesIO:
    """A CSV file of these rows."""
    return BytesIO("\r\n".join([headings, *rows, ""]).encode())


def row_of(enrolment, marks=WEEK, start="2025-09-01", upn=None) -> str:
    """A row of marks for an enrolment, as a school's system writes it."""
    pupil = enrolment.pupil
    number = pupil.upn if upn is None else upn
    names = f"{pupil.surname},{pupil.forename},{pupil.born_on.isoformat()}"
    return f'{enrolment.school.urn},{number},{names},{start},"{marks}"'


def line_with(base: str, day, marks: str) -> str:
    """A register line with marks from the morning of a day."""
    return overlay(base, position(day, 0), marks)
