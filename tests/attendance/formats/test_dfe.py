"""The department's statistics: columns that change by year, and figures that are withheld, never nought."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.formats.dfe import Figure, StatisticsRow, Withheld, read_figure, read_statistics
from attendance.formats.dfe_bands import HEADINGS, bands_table, read_bands
from attendance.formats.reading import FileRefused, Upload
from attendance.formats.refusals import Reject
from attendance.formats.tables import Table
from tests.attendance.formats.files import published, table, upload

YEARS = ["202223_final", "202324_final", "202425_final"]


def rows_of(name):
    with Upload(published(name)) as opened:
        return list(read_statistics(Table(opened)))


@pytest.mark.parametrize(
    ("symbol", "why"),
    [
        ("c", Withheld.SUPPRESSED),
        ("x", Withheld.SUPPRESSED),
        (".", Withheld.NOT_APPLICABLE),
        ("z", Withheld.NOT_APPLICABLE),
        (":", Withheld.NOT_AVAILABLE),
        ("", Withheld.BLANK),
        (" C ", Withheld.SUPPRESSED),
    ],
)
def test_symbols_are_reasons_and_never_nought(symbol, why):
    assert read_figure(symbol) == Figure(None, why)


def test_numbers_whole_broken_and_tiny():
    assert read_figure("1404325264") == Figure(1404325264)
    assert read_figure("6.1823639721503e-05") == Figure(6.1823639721503e-05)
    assert read_figure("0") == Figure(0)
    for text in ("1,404", "n/a", "5%", "=1+1", "nan", "inf"):
        assert read_figure(text) is None


def test_a_figure_is_one_thing_or_the_other():
    for number, withheld in ((None, None), (1, Withheld.BLANK)):
        with pytest.raises(ValueError, match="either"):
            Figure(number, withheld)


@pytest.mark.parametrize(("name", "rows"), list(zip(YEARS, [493, 494, 494], strict=True)))
def test_a_year_file_and_its_identities(name, rows):
    found = rows_of(f"dfe-attendance/EES_ytd_data_{name}.csv")
    assert len(found) == rows
    assert all(isinstance(row, StatisticsRow) for row in found)
    salford = [row for row in found if row.la_code == "355"]
    assert {row.phase for row in salford} >= {"Primary", "Secondary", "Special"}
    assert {row.academic_year for row in salford} == {int(name[:4])}
    for row in salford:
        marks = {code: figure.number for code, figure in row.marks().items()}
        assert row.figure("unauthorised_absence").number == sum(marks[code] for code in "GUON")
        assert row.figure("present_sessions").number == marks["/"] + marks["\\"] + marks["L"]


def test_columns_that_a_year_lacks():
    old = next(row for row in rows_of("dfe-attendance/EES_ytd_data_202223_final.csv") if row.la_code == "355")
    new = next(row for row in rows_of("dfe-attendance/EES_ytd_data_202425_final.csv") if row.la_code == "355")
    assert old.figure("reason_k_aea_education_arranged_by_la").withheld is Withheld.NO_COLUMN
    assert {"D", "X"} <= old.marks().keys()
    assert {"C1", "C2", "J1", "K"} <= new.marks().keys()


def test_suppressed_rows_are_withheld():
    found = rows_of("dfe-attendance/EES_weekly_data_2025_wk37-45.csv")
    assert len(found) == 5_146
    withheld = [row for row in found if row.figure("possible_sessions").withheld]
    assert withheld
    assert all(row.figure("possible_sessions") == Figure(None, Withheld.SUPPRESSED) for row in withheld)
    assert found[0].phase == "Primary"


def test_the_absence_file_by_term():
    found = rows_of("dfe-absence/absence_by_term.csv")
    assert len(found) == 9_680
    assert found[0].dimensions["term"] == "Total"
    assert found[0].figure("sess_auth_ext_holiday") == Figure(None, Withheld.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("phase", "pupils", "persistent", "severe"),
    [
        ("Primary", 19_936, 18.87, 0.84),
        ("Secondary", 13_582, 30.37, 4.54),
        ("Special", 798, 42.48, 8.15),
    ],
)
def test_persistent_absence_from_the_bands(phase, pupils, persistent, severe):
    with Upload(published("dfe-absence/absence_bands_distributions_salford_leeds_england.csv")) as opened:
        found = [
            group
            for group in read_bands(bands_table(opened))
            if group.row.la_code == "355"
            and group.row.academic_year == 2022
            and phase.lower() in group.row.phase.lower()
        ]
    total = sum(group.enrolments.number for group in found)
    assert total == pupils
    assert round(100 * sum(group.persistent.number for group in found) / total, 2) == persistent
    assert round(100 * sum(group.severe.number for group in found) / total, 2) == severe


def test_bands_without_headings_and_with_a_withheld_band():
    cells = ["Academic year", "202223", *["x"] * 8, "Special", "", "", "", "7", *["1"] * 10, "c"]
    (group,) = read_bands(bands_table(upload(",".join(cells) + "\n")))
    assert len(cells) == len(HEADINGS)
    assert group.enrolments == group.severe == Figure(None, Withheld.SUPPRESSED)


def test_other_files_and_damaged_cells():
    with pytest.raises(FileRefused, match="department's statistics"):
        list(read_statistics(table("a,b\n1,2\n")))
    with pytest.raises(FileRefused, match="absence bands"):
        list(read_bands(table("time_period,geographic_level\n1,2\n")))
    (row,) = read_statistics(table("time_period,geographic_level,enrolments\n202425,National,lots\n"))
    assert isinstance(row, Reject)
    assert row.field == "enrolments"


@given(st.text(max_size=20))
def test_any_cell_is_a_figure_or_not(text):
    figure = read_figure(text)
    assert figure is None or (figure.number is None) != (figure.withheld is None)
