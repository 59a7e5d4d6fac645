"""The department's figures kept as published, with what is withheld as withheld."""

import io
from decimal import Decimal

import pytest

from attendance.formats.dfe import read_statistics
from attendance.formats.dfe_bands import BANDS, bands_table, read_bands
from attendance.formats.reading import Upload
from attendance.formats.tables import Table
from reporting.actions.published import load_bands, load_statistics
from reporting.management.commands.load_dfe_statistics import Command
from reporting.models.published import PublishedFigure
from tests.attendance.formats.files import published

pytestmark = pytest.mark.django_db

HEADINGS = (
    "time_period,geographic_level,country_code,country_name,region_code,region_name,new_la_code,la_name,"
    "old_la_code,school_type,possible_sessions,attendance_perc"
)
SALFORD = (
    "202425,Local authority,E92000001,England,E12000002,North West,E08000006,Salford,355,Primary,100,94.5"
)
LEEDS = "202425,Local authority,E92000001,England,E12000003,Yorkshire,E08000035,Leeds,383,Primary,c,c"
ENGLAND = "202425,National,E92000001,England,,,,,,Primary,5000,94.7"


def load(*rows, headings=HEADINGS, **options):
    with Upload(io.BytesIO("\n".join((headings, *rows)).encode())) as upload:
        return load_statistics(read_statistics(Table(upload)), source="test", **options)


def test_figures_are_kept_by_place_period_and_phase():
    loaded = load(SALFORD, ENGLAND)
    assert (loaded.figures, loaded.new, loaded.withheld) == (4, 4, 0)
    figure = PublishedFigure.objects.get(area_code="E08000006", indicator="attendance_perc")
    assert (figure.value, figure.period, figure.phase) == (Decimal("94.5"), "2024/25", "Primary")


def test_a_withheld_figure_is_never_nought():
    assert load(LEEDS).withheld == 2
    figure = PublishedFigure.objects.get(area_code="E08000035", indicator="possible_sessions")
    assert (figure.value, figure.withheld) == (None, "suppressed")


def test_loading_again_adds_nothing_and_takes_a_corrected_figure():
    load(SALFORD)
    assert load(SALFORD.replace("94.5", "94.6")).new == 0
    assert PublishedFigure.objects.get(indicator="attendance_perc").value == Decimal("94.6")


def test_other_authorities_may_be_left_out_while_england_stays():
    assert load(SALFORD, LEEDS, ENGLAND, authorities=["355"]).left_out == 1
    assert set(PublishedFigure.objects.values_list("area_name", flat=True)) == {"Salford", "England"}


def test_the_same_row_twice_is_reported():
    assert [problem.line for problem in load(SALFORD, SALFORD).problems] == [3]


def test_a_row_for_part_of_the_pupils_is_left_out():
    loaded = load(f"{SALFORD},Girls", f"{SALFORD},Total", headings=f"{HEADINGS},sex")
    assert (loaded.left_out, loaded.figures) == (1, 2)


@pytest.mark.parametrize(
    ("name", "attendance", "persistent"),
    [
        ("EES_ytd_data_202425_final", "94.404406168", "16.150431443"),
        ("EES_ytd_data_202324_final", None, None),
    ],
)
def test_the_published_years(name, attendance, persistent):
    with Upload(published(f"dfe-attendance/{name}.csv")) as upload:
        loaded = load_statistics(read_statistics(Table(upload)), source=name, authorities=["355"])
    assert not loaded.problems
    assert not PublishedFigure.objects.filter(value__isnull=True, withheld="").exists()
    if attendance:
        salford = PublishedFigure.objects.filter(area_code="E08000006", phase="Primary")
        assert salford.get(indicator="attendance_perc").value == Decimal(attendance)
        assert salford.get(indicator="pa_perc").value == Decimal(persistent)


def test_persistent_and_severe_absence_from_the_published_bands():
    with Upload(published("dfe-absence/absence_bands_distributions_salford_leeds_england.csv")) as upload:
        load_bands(read_bands(bands_table(upload)), source="bands", authorities=["355"])
    rows = PublishedFigure.objects.filter(period="2022/23", area_name="Salford")
    found = {(row.phase, row.indicator): row.value for row in rows}
    shares = {
        phase: tuple(
            round(100 * found[phase, name] / found[phase, "enrolments"], 2)
            for name in ("persistent", "severe")
        )
        for phase in ("State-funded primary", "State-funded secondary", "Special")
    }
    assert shares == {
        "State-funded primary": (Decimal("18.87"), Decimal("0.84")),
        "State-funded secondary": (Decimal("30.37"), Decimal("4.54")),
        "Special": (Decimal("42.48"), Decimal("8.15")),
    }
    assert len(BANDS) == 11


def test_the_command_tells_each_file(tmp_path, capsys):
    file = tmp_path / "figures.csv"
    file.write_text("\n".join((HEADINGS, SALFORD, LEEDS)))
    Command().handle(files=[file], authority=[])
    assert "figures.csv: 4 figures, 4 new, 2 withheld, 0 rows left out." in capsys.readouterr().out
