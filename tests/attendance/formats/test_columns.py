"""Columns: the three systems' headings, what is missing, saved choices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.formats.columns import PRESETS, Shape, guess_mapping, mapping_from
from attendance.formats.dates import DateOrder
from attendance.formats.refusals import FileRefused

PEOPLE = {"forename", "surname", "upn", "year_group", "form"}


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("SIMS", "Forename,Surname,UPN,Year,Reg"),
        ("Arbor", "First name,Last name,UPN,Year group,Registration form"),
        ("Bromcom", "FirstName,LastName,UPN,YearGroup,Form"),
    ],
)
def test_the_headings_of_three_systems(name, headings):
    mapping = guess_mapping(headings.split(","))
    assert mapping.preset == name
    assert set(mapping.columns) == PEOPLE
    assert mapping.shape is Shape.PUPIL_LIST
    assert mapping.missing == ()
    assert mapping.unused == ()


def test_a_system_with_a_marks_column():
    mapping = guess_mapping(["Forename", "Surname", "UPN", "Year", "Reg", "Marks"])
    assert (mapping.preset, mapping.shape) == ("SIMS", Shape.MARKS_STRING)
    assert mapping.missing == ()
    assert mapping.once_for_file == (
        "School URN or School DfE number (LA and establishment)",
        "Date of the first mark",
    )


def test_arbors_row_per_mark():
    headings = [
        "STUDENT_ID", "APPLICATION_ID", "RAW_MARK", "MARK_CODE", "MINUTES_LATE", "PERIOD", "DATE",
        "IS_PRESENT",        "IS_AUTHORIZED_ABSENT", "IS_UNAUTHORIZED_ABSENT", "IS_POSSIBLE_ATTENDANCE",
    ]  # fmt: skip
    mapping = guess_mapping(headings)
    assert mapping.preset == "Arbor BI Connector"
    assert mapping.shape is Shape.ROW_PER_MARK
    assert mapping.columns["mark"] == "RAW_MARK"
    assert mapping.missing == ()
    assert "MARK_CODE" in mapping.unused


def test_what_is_missing_is_named():
    mapping = guess_mapping(["Date", "Mark", "Surname"])
    assert mapping.missing == (
        "UPN or Pupil's number in the school's system",
        "Session (morning or afternoon)",
    )


def test_headings_in_other_clothes():
    columns = guess_mapping(["unique pupil number", "ATTENDANCE_MARKS", "Dfe Number", "start-date"]).columns
    assert set(columns) == {"upn", "marks", "school_number", "start_date"}


def test_a_saved_choice_comes_back():
    headings = ["Pupil", "Marks", "From"]
    saved = {
        "shape": "marks string",
        "columns": {"upn": "Pupil", "marks": "Marks"},
        "date_order": "day first",
    }
    mapping = mapping_from(saved, headings)
    assert mapping.date_order is DateOrder.DAY_FIRST
    assert mapping.unused == ("From",)
    assert mapping.as_saved() == saved


@pytest.mark.parametrize(
    "saved",
    [
        {},
        {"shape": "marks string"},
        {"shape": "other", "columns": {}},
        {"shape": "marks string", "columns": {"upn": "Gone"}},
        {"shape": "marks string", "columns": {"upn": 3}},
        {"shape": "marks string", "columns": {"colour": "UPN"}},
        {"shape": "marks string", "columns": {"upn": "UPN", "marks": "UPN"}},
        {"shape": "marks string", "columns": {"upn": "UPN"}, "date_order": "month first"},
    ],
)
def test_a_saved_choice_that_does_not_fit_is_refused(saved):
    with pytest.raises(FileRefused, match="saved choice"):
        mapping_from(saved, ["UPN"])


def test_presets_name_known_fields_once():
    for preset in PRESETS:
        assert len(set(preset.fields.values())) == len(preset.fields)


@given(st.lists(st.text(max_size=12), max_size=8, unique=True))
def test_any_headings_give_a_mapping_that_can_be_saved(headings):
    mapping = guess_mapping(headings)
    assert mapping_from(mapping.as_saved(), headings).columns == mapping.columns
