"""Charts: their figures in words, in rows and in place, without inline styles."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest
from django.template import Context, Template

from agencies import plots
from agencies.charts import Chart, HeatGrid, Series, figure

SCHOOLS = Chart(
    "Absence by school",
    ("Oakfield", "Weirside"),
    (Series("Absence", (6.25, 12.5)),),
    unit="%",
    of="School",
    target=7.5,
)
WEEKS = Chart(
    "Attendance by week",
    ("1 Sep", "8 Sep", "15 Sep", "22 Sep"),
    (
        Series("This pupil", (95.0, None, 90.0, 80.0)),
        Series("School", (94.0, 94.0, 94.0, 94.0), is_comparison=True),
    ),
    unit="%",
    of="Week",
    target=90,
    low=70,
)
SHARES = Chart(
    "Sessions", ("Oakfield",), (Series("Attended", (90,)), Series("Authorised", (8,)), Series("Not", (2,)))
)
HEAT = HeatGrid("Absence by day", ("AM", "PM"), (("Monday", (14.0, None)), ("Friday", (4.0, 9.0))), unit="%")


def rendered(tag, **context):
    return Template("{% load charts %}{% " + tag + " %}").render(Context(context))


def test_figures_are_rounded_half_up_with_their_unit():
    assert figure(6.25, "%", 1) == "6.3%"
    assert figure(1234.5, " days", 0) == "1,235 days"
    assert figure(None, "%", 1) == "no figure"
    assert figure(-0.04, "%", 1) == "0.0%"
    assert figure(-0.05, "%", 1) == "-0.1%"


def test_a_chart_says_its_ends_and_its_target():
    assert SCHOOLS.summary == "Absence: highest 12.5% (Weirside), lowest 6.3% (Oakfield). Target 7.5%."


def test_a_comparison_is_left_out_of_the_summary_and_a_flat_line_is_said_once():
    assert WEEKS.summary == "This pupil: highest 95.0% (1 Sep), lowest 80.0% (22 Sep). Target 90.0%."
    flat = Chart("Flat", ("a", "b"), (Series("Days", (2, 2)), Series("None", (None, None))), places=0)
    assert flat.summary == "Days: 2 throughout. None: no figures."


def test_every_series_has_a_value_for_every_label():
    with pytest.raises(ValueError, match="Absence has 1 values for 2 labels"):
        Chart("Short", ("a", "b"), (Series("Absence", (1.0,)),))


def test_bars_share_one_scale():
    short, long = (bar.parts[0] for bar in plots.bars(SCHOOLS))
    assert (short.width, long.width) == ("39", "78")
    assert plots.target_across(SCHOOLS) == "46.8"


def test_the_parts_of_a_stacked_bar_meet_and_fill_it():
    (bar,) = plots.stacked(SHARES)
    assert [(part.x, part.width) for part in bar.parts] == [("0", "90"), ("90", "8"), ("98", "2")]
    assert [part.has_text for part in bar.parts] == [True, False, False]
    assert [part.pattern for part in bar.parts] == [0, 1, 2]


def test_a_gap_parts_a_line():
    pupil, school = plots.lines(WEEKS).lines
    assert len(pupil.points) == 3
    assert len(pupil.segments) == 1
    assert len(school.segments) == 3
    assert school.is_comparison


def test_higher_is_further_up():
    plot = plots.lines(WEEKS)
    heights = [float(y) for _, y in plot.lines[0].points]
    assert heights == sorted(heights)
    assert float(plot.scale[0].at) == plots.PLOT_BOTTOM


@pytest.mark.parametrize(
    ("low", "high", "steps"),
    [
        (70, 95, [70, 75, 80, 85, 90, 95]),
        (0, 100, [0, 20, 40, 60, 80, 100]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0, 11.6, [0, 2.5, 5, 7.5, 10, 12.5]),
    ],
)
def test_a_scale_has_round_steps_that_hold_both_ends(low, high, steps):
    found = plots.scale(low, high)
    assert found[0] <= low
    assert found[-1] >= high
    assert len(found) <= 7
    if high:
        assert found == steps


def test_labels_thin_out_on_a_long_line():
    many = Chart("Year", tuple(str(at) for at in range(39)), (Series("A", tuple(range(39))),))
    ticks = plots.lines(many).labels
    assert len(ticks) <= plots.WIDE_LABELS + 1
    assert sum(not tick.is_wide for tick in ticks) <= plots.NARROW_LABELS + 1


def test_the_last_label_ends_within_the_drawing():
    few = Chart("Absence", ("First", "Second", "Third"), (Series("Now", (1.0, 2.0, 3.0)),))
    assert [tick.anchor for tick in plots.lines(few).labels] == ["middle", "middle", "end"]
    one = Chart("Absence", ("First",), (Series("Now", (1.0,)),))
    assert [tick.anchor for tick in plots.lines(one).labels] == ["middle"]


def test_a_sparkline_lifts_the_pen_at_a_gap():
    assert plots.spark([1.0, 2.0, None, 1.0]).count("M") == 2
    assert plots.spark([None]) == ""
    assert plots.spark([3.0, 3.0]) == "M0 12 L100 12"


def test_heat_levels_reach_from_lowest_to_highest():
    (_, monday), (_, friday) = plots.heat(HEAT)
    assert [cell.level for cell in (*monday, *friday)] == [4, None, 0, 2]
    assert monday[1].text == "no figure"
    assert HEAT.summary == "Highest 14.0% (Monday, AM), lowest 4.0% (Friday, AM)."


@pytest.fixture(
    params=[("bar_chart", SCHOOLS), ("stacked_chart", SHARES), ("line_chart", WEEKS)],
    ids=lambda param: param[0],
)
def drawn(request):
    tag, chart = request.param
    return chart, rendered(f"{tag} chart", chart=chart)


def test_a_chart_is_an_image_with_title_and_description(drawn):
    chart, html = drawn
    image = re.search(r'<svg class="chart__image".*?</svg>', html, re.DOTALL).group()
    tree = ElementTree.fromstring(image)
    assert tree.get("role") == "img"
    ids = {element.get("id"): element.text for element in tree.iter() if element.get("id")}
    named = [ids[id_] for id_ in tree.get("aria-labelledby").split()]
    assert named == [chart.title, chart.summary]


def test_a_chart_carries_its_figures_as_a_table(drawn):
    chart, html = drawn
    assert f"Figures for: {chart.title}</span></summary>" in html
    for label, values in chart.rows:
        row = re.search(rf'<tr[^>]*><th scope="row"[^>]*>{label}</th>(.*?)</tr>', html).group(1)
        assert re.findall(r">([^<]+)</td>", row) == values


def test_a_chart_has_no_inline_style_script_or_colour(drawn):
    _, html = drawn
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", html)
    assert not re.search(r"#[0-9a-f]{6}", html)


def test_every_pattern_that_is_used_is_defined_once(drawn):
    _, html = drawn
    used = set(re.findall(r"url\(#([\w-]+)\)", html))
    defined = re.findall(r'<pattern id="([\w-]+)"', html)
    assert used <= set(defined)
    assert len(defined) == len(set(defined))


def test_a_chart_escapes_what_people_typed():
    chart = Chart("Schools", ("<b>Oak</b>",), (Series("Absence", (1.0,)),))
    html = rendered("bar_chart chart", chart=chart)
    assert "<b>" not in html


def test_a_sparkline_and_a_heat_grid_speak():
    html = rendered('sparkline values "Attendance"', values=(95.0, 80.0))
    assert 'role="img" aria-label="Attendance: from 95.0% to 80.0%"' in html
    table = rendered("heat_grid grid", grid=HEAT)
    assert '<th scope="row">Monday</th><td class="heat__cell heat__cell--4">14.0%</td>' in table
    assert "<caption" in table


def test_a_figure_below_the_scale_s_low_end_stays_within_the_drawing():
    chart = Chart("Attendance", ("1 Sep", "8 Sep"), (Series("School", (95.0, 61.5)),), unit="%", low=80)
    plot = plots.lines(chart)
    assert all(plots.PLOT_TOP <= float(y) <= plots.PLOT_BOTTOM for _, y in plot.lines[0].points)
    assert plot.scale[0].text == "60%"
    assert plots.lines(replace(chart, series=(Series("School", (95.0, 91.5)),))).scale[0].text == "80%"
