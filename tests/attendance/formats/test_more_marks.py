"""Marks strings and rows per mark round every change of the list, in both styles, whole and broken."""

from datetime import date, timedelta

import pytest

from attendance.formats.columns import guess_mapping
from attendance.formats.marks_file import PupilMarks, read_marks
from attendance.formats.marks_string import BadMarks, translate
from attendance.formats.refusals import Reject
from attendance.formats.row_per_mark import gather_marks
from attendance.rules.register import LENGTH, position
from tests.attendance.formats.files import table

MONDAY = date(2025, 9, 1)
BOUNDARIES = [date(2010, 9, 1), date(2011, 9, 1), date(2013, 9, 1), date(2024, 8, 19)]


def symbols(marks, began_on=MONDAY):
    found = translate(marks, began_on)
    assert not isinstance(found, BadMarks), found
    return "".join(segment.symbols for segment in found)


def fault(marks, began_on=MONDAY):
    found = translate(marks, began_on)
    assert isinstance(found, BadMarks)
    assert found.remedy
    return found.reason


@pytest.mark.parametrize(
    ("mark", "last"),
    [("F", date(2013, 8, 31)), ("H", date(2024, 8, 18)), ("J", date(2024, 8, 18)), ("Y", date(2024, 8, 18))],
)
def test_a_withdrawn_code_on_its_last_day_and_the_day_after(mark, last):
    assert symbols(mark * 2, last) == symbols(f"{mark},{mark}", last) == mark * 2
    assert "Mark 3 (morning of" in fault(mark * 3, last)
    assert "Mark 1" in fault(mark, last + timedelta(days=1))


@pytest.mark.parametrize(
    ("mark", "symbol"),
    [("C1", "c"), ("C2", "d"), ("J1", "j"), ("Y1", "1"), ("Y7", "7"), ("K", "K"), ("Q", "Q")],
)
def test_a_new_code_on_its_first_day_and_the_day_before(mark, symbol):
    first = date(2024, 8, 19)
    assert symbols(f"{mark},{mark.lower()}", first) == symbol * 2
    assert "Mark 2 (afternoon of 18 August 2024)" in fault(f"/,{mark}", first - timedelta(days=1))


@pytest.mark.parametrize("day", BOUNDARIES)
@pytest.mark.parametrize("mark", list("LBDPVWCEIMRSTGNOUXZ#-"))
def test_lasting_codes_cross_every_boundary_in_both_styles(mark, day):
    start = day - timedelta(days=1)
    assert symbols(mark * 6, start) == symbols(",".join(mark * 6), start) == mark * 6


@pytest.mark.parametrize("length", range(1, 9))
def test_a_string_of_any_length_even_or_odd_is_the_same_in_both_styles(length):
    marks = ("/\\" * 4)[:length]
    assert symbols(marks) == marks
    if length > 1:
        assert symbols(",".join(marks)) == marks


def test_a_string_from_a_leap_day_over_two_turns_of_the_year():
    days = (date(2025, 8, 2) - date(2024, 2, 29)).days
    found = translate("#" * 2 * days, date(2024, 2, 29))
    assert [(segment.year, segment.position, len(segment.symbols)) for segment in found] == [
        (2023, position(date(2024, 2, 29), 0), LENGTH - position(date(2024, 2, 29), 0)),
        (2024, 0, LENGTH - 2),
        (2025, 0, 2),
    ]


def test_a_start_that_is_a_day_out_is_seen_only_by_its_strokes_and_half_a_day_out_always():
    week = "/\\" * 5 + "####"
    assert symbols(week, date(2025, 9, 2)) == week
    assert "afternoon's mark of presence" in fault(week[1:])
    assert "No code list is held" in fault(week, date(2005, 9, 5))


@pytest.mark.parametrize(
    ("marks", "read"),
    [("/,\\,", "/\\ "), (",\\,/", " \\/"), ("/,,/,\\", "/ /\\"), (" / , \\ , # ,#", "/\\##"), ("-,-", "--")],
)
def test_blanks_and_spaces_between_commas(marks, read):
    assert symbols(marks) == read


@pytest.mark.parametrize("marks", ["/\\Y1", "/\\c2/", "J1", "/\\/\\Y7#"])
def test_two_characters_without_commas_name_the_code_and_the_cure(marks):
    assert "is a code of two characters, but these marks have nothing between them" in fault(marks)


@pytest.mark.parametrize(
    "marks", ["Y8,/", "C3,/", "Y0,/", "XX,/", "J2,/", "Y12,/", "//,/", "/\\,/", "7,/", "I01,/"]
)
def test_what_is_no_code_between_commas(marks):
    assert fault(marks).startswith("Mark 1 (morning of 1 September 2025)")


STRINGS = "URN,UPN,Start date,Marks\n"


def test_each_row_may_begin_on_a_day_of_its_own_and_a_bad_one_goes_alone():
    rows = (
        "105884,X355200023001,2025-09-01,/\\/\\\n"
        "105884,X355200023001,2024-08-18,HHC1\n"
        '105884,X355200023001,2024-08-18,"H,H,C1,C1"\n'
        "105884,X355200023001,2025-02-29,/\\\n"
        "105884,X355200023001,,/\\\n"
    )
    opened = table(STRINGS + rows)
    found = list(read_marks(opened, guess_mapping(opened.headings)))
    assert [type(each) for each in found] == [PupilMarks, Reject, PupilMarks, Reject, Reject]
    assert [each.field for each in found if isinstance(each, Reject)] == ["marks", "start_date", "start_date"]
    assert found[2].segments[0].symbols == "HHcc"


ROWS = "URN,UPN,Date,Session,Mark\n"


def gathered(*rows):
    opened = table(ROWS + "".join(f"105884,X355200023001,{row}\n" for row in rows))
    return gather_marks(opened, guess_mapping(opened.headings))


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("O", "/", "/"), ("/", "O", "/"), ("N", "I", "I"), ("U", "L", "L"), ("I", "B", "B"), ("G", "Y1", "G"),
        ("#", "O", "O"), ("-", "N", "N"), ("O", "N", "O"), ("C2", "X", "d"),
    ],
)  # fmt: skip
def test_the_best_of_two_marks_stays_in_either_order(first, second, kept):
    found = gathered(f"2025-09-01,AM,{first}", f"2025-09-01,AM,{second}")
    (pupil,) = found.pupils()
    assert pupil.segments[0].symbols == kept
    assert (found.overruled_rows, found.rejects) == (1, [])


def test_rows_of_two_years_and_of_both_lists():
    found = gathered(
        "2024-07-31,PM,H", "2024-08-01,AM,H", "2024-08-18,PM,J", "2024-08-19,AM,J1", "2024-08-19,PM,J",
        "2024-08-20,AM,",
    )  # fmt: skip
    (pupil,) = found.pupils()
    assert [(segment.year, segment.symbols[0], segment.symbols[-1]) for segment in pupil.segments] == [
        (2023, "H", "H"),
        (2024, "H", "j"),
    ]
    assert (found.blank, len(found.rejects)) == (1, 1)
    assert "Use J1" in found.rejects[0].reason
