"""Marks strings: both styles, code lists by date, 1 August, faults told by place and date."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.formats.marks_string import BadMarks, Segment, Style, style_of, translate, translate_many
from attendance.rules.codes import UnknownCode, symbol_for
from attendance.rules.register import LENGTH, position

MONDAY = date(2025, 9, 1)


def symbols(marks, began_on=MONDAY):
    found = translate(marks, began_on)
    assert not isinstance(found, BadMarks), found
    return "".join(segment.symbols for segment in found)


def fault(marks, began_on=MONDAY):
    found = translate(marks, began_on)
    assert isinstance(found, BadMarks)
    return found


def test_the_same_week_in_both_styles_is_the_same():
    old = "/\\/\\IILU#-"
    new = ",".join(old)
    assert symbols(old) == symbols(new) == old
    assert (style_of(old), style_of(new)) == (Style.OLD, Style.NEW)


def test_two_character_codes_take_their_own_symbols():
    assert symbols("/,\\,Y1,Y7,C1,C2,J1,J1") == "/\\17cdjj"


def test_spaces_and_small_letters():
    assert symbols("/ , \\, y2,i") == "/\\2I"
    assert symbols("/\\ii") == "/\\II"


def test_a_blank_says_nothing():
    assert symbols("/,\\,,,I") == "/\\  I"
    assert symbols("/\\  I") == "/\\  I"


@pytest.mark.parametrize("pair", ["Y1", "Y7", "C1", "C2", "J1"])
def test_a_two_character_code_without_commas_is_refused_plainly(pair):
    found = fault(f"/\\{pair}/\\")
    assert f"{pair} is a code of two characters, but these marks have nothing between them." in found.reason
    assert "commas" in found.remedy


@pytest.mark.parametrize("mark", [*"123456789=[]?£€’;", "\U0001f600"])
def test_a_mark_that_is_no_code_is_told_by_place_and_date(mark):
    found = fault(f"/\\{mark}\\")
    assert found.reason.startswith("Mark 3 (morning of 2 September 2025): ")


def test_private_symbols_are_no_marks():
    assert "Mark 1" in fault("1,\\").reason
    assert symbols("c,d") == "CD"


def test_a_code_is_judged_by_its_own_session():
    assert symbols("HH", date(2024, 7, 1)) == "HH"
    assert symbols("H,Y", date(2024, 8, 18)) == "HY"
    assert "H is not a code on 19 August 2024" in fault("HHHH", date(2024, 8, 18)).reason
    assert "Y1 is not a code on 18 August 2024" in fault("Y1,Y1,Y1,Y1", date(2024, 8, 18)).reason
    assert symbols("Y1,Y1", date(2024, 8, 19)) == "11"


def test_a_string_out_of_step_is_seen():
    assert "\\ is the afternoon's mark of presence" in fault("\\/\\/\\").reason
    assert "Mark 4 (afternoon of 2 September 2025): / is the morning's" in fault("/\\//\\").reason


def test_marks_are_cut_at_the_first_of_august():
    found = translate("/\\II##", date(2026, 7, 30))
    assert found == (Segment(2025, position(date(2026, 7, 30), 0), "/\\II"), Segment(2026, 0, "##"))


def test_a_whole_year_is_a_whole_line():
    (leap,) = translate("#" * LENGTH, date(2027, 8, 1))
    assert (leap.year, leap.line()) == (2027, "#" * LENGTH)
    plain, spill = translate("#" * LENGTH, date(2025, 8, 1))
    assert plain.line() == "#" * 730 + "  "
    assert (spill.year, spill.symbols) == (2026, "##")


def test_a_long_list_of_faults_stays_short():
    found = fault("HZ" * 300)
    assert "more." in found.reason
    assert len(found.reason) <= 300
    assert len(fault("H,H,H,H,H").reason) <= 300


@pytest.mark.parametrize("marks", ["", "   ", ",,,"])
def test_no_marks(marks):
    assert fault(marks).reason == "There are no marks."


def test_more_than_three_years_and_the_end_of_time():
    assert "more than three years" in fault("#" * 3_000).reason
    assert isinstance(translate("#" * 20, date(9999, 12, 31)), BadMarks)
    assert "No code list" in fault("##", date(2001, 9, 3)).reason


def test_many_strings_of_all_kinds_keep_their_order():
    strings = ["/\\", "/,\\", "", "/,Y1", "/\\II", "?", "C1,C2", "H,/", "//"]
    found = translate_many(strings, MONDAY)
    assert [isinstance(each, BadMarks) for each in found] == [
        False, False, True, False, False, True, False, True, True,
    ]  # fmt: skip
    assert found == [translate(marks, MONDAY) for marks in strings]


MARKS = st.sampled_from(
    [
        "/",
        "\\",
        "I",
        "i",
        "#",
        "-",
        " ",
        "",
        "Y1",
        "C2",
        "J1",
        "H",
        "Y",
        "9",
        "=",
        "[",
        "XX",
        "Y12",
        "é",
        "’",
        "\x00",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.lists(MARKS, min_size=1, max_size=9), min_size=1, max_size=6), st.dates(date(2023, 7, 1)))
def test_the_fast_way_agrees_with_mark_by_mark(rows, began_on):
    strings = [",".join(row) for row in rows] + ["".join(row) for row in rows]
    for marks, found in zip(strings, translate_many(strings, began_on), strict=True):
        slow = slowly(marks, began_on)
        if slow is None or began_on.year > 9990:
            assert isinstance(found, BadMarks)
            assert len(found.reason) <= 300
            assert found.remedy
        else:
            assert "".join(segment.symbols for segment in found) == slow


def slowly(marks, began_on):
    if "\0" in marks:
        return None
    tokens = [token.replace(" ", "") for token in marks.split(",")] if "," in marks else list(marks)
    if not marks.strip(" ,") or began_on.year > 9990:
        return None
    out = []
    for at, token in enumerate(tokens):
        if token == ("\\", "/")[at % 2]:
            return None
        try:
            day = began_on + timedelta(days=at // 2)
            out.append(" " if not token.strip(" ") else symbol_for(token, day))
        except UnknownCode:
            return None
    return "".join(out)
