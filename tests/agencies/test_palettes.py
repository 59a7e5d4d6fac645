"""Every palette of charts and registers, measured as colour-blind readers and grey paper show it."""

import re
from itertools import combinations, pairwise

import pytest
from django.conf import settings

from tests.agencies.seeing import VISIONS, contrast, difference

CSS = (settings.BASE_DIR / "static/css/figures.css").read_text()
PATTERNS = (settings.BASE_DIR / "templates/components/charts/patterns.html").read_text()
MARK = (settings.BASE_DIR / "templates/components/charts/mark.html").read_text()
INK, PAPER = "#0b0c0c", "#fff"
# Of WCAG 2.2, 1.4.3 for text and 1.4.11 for what carries meaning; TOLD_APART is five times what can just be seen.
TEXT, GRAPHIC, TOLD_APART = 4.5, 3.0, 10.0
STRIPES_SEEN = 8.0
MARKS = ("present", "approved", "authorised", "unauthorised", "uncounted", "closed", "unmarked")

each_vision = pytest.mark.parametrize("vision", VISIONS)


def style(selector):
    """The declarations of one rule."""
    found = re.search(r"(?<![\w.-])" + re.escape(selector) + r" \{([^}]*)\}", CSS)
    assert found, f"{selector} has no rule"
    return dict(part.strip().split(": ", 1) for part in found[1].split(";") if part.strip())


def colours(prefix, name, numbers):
    return [style(f".{prefix}-{number}")[name] for number in numbers]


def ground(selector):
    return style(selector)["background-color"]


@pytest.mark.parametrize("vision", VISIONS)
def test_a_simulation_leaves_black_white_and_their_contrast_alone(vision):
    assert contrast("#000", "#fff", vision) == pytest.approx(21, abs=0.01)
    assert difference("#777777", "#777777", "full colour") == 0
    assert difference("#777777", "#777777", vision) == 0


def test_red_and_green_of_one_lightness_are_told_apart_by_full_colour_alone():
    red, green = "#b43c3c", "#5a6e1e"
    assert difference(red, green, "full colour") > 50
    assert difference(red, green, "deuteranopia") < difference(red, green, "full colour") / 2
    assert difference(red, green, "grey") < 10


@each_vision
def test_the_lines_of_a_chart_are_seen_on_paper_and_told_apart_by_colour_alone(vision):
    strokes = colours("stroke", "stroke", range(4))
    assert all(contrast(stroke, PAPER, vision) >= GRAPHIC for stroke in strokes)
    close = [pair for pair in combinations(strokes, 2) if difference(*pair, vision) < TOLD_APART]
    assert close == []


def test_the_lines_of_a_chart_differ_in_their_marks_too():
    shapes = re.findall(r"<(circle|rect)[^>]*class=\"stroke-\d (hollow|dot)", MARK)
    assert len(set(shapes)) == len(shapes) == 4


def test_a_line_has_the_colour_of_its_bar_and_its_dot():
    assert colours("stroke", "stroke", range(4)) == colours("ink", "fill", range(4))
    assert colours("dot", "fill", (0, 3)) == colours("stroke", "stroke", (0, 3))


@each_vision
def test_each_pattern_of_a_bar_is_seen_on_its_ground_and_beside_the_paper(vision):
    assert contrast(style(".ink-0")["fill"], PAPER, vision) >= GRAPHIC
    for ink, behind in zip(
        colours("ink", "fill", range(1, 5)), colours("ground", "fill", range(1, 5)), strict=True
    ):
        assert contrast(ink, behind, vision) >= GRAPHIC
    assert contrast(style(".part")["stroke"], PAPER, vision) >= GRAPHIC


def test_the_patterns_of_bars_differ_without_their_colours():
    found = re.findall(r"<pattern id=\"{{ key }}-\d\"(.*?)</pattern>", PATTERNS)
    drawn = [re.sub(r"(ink|ground)-\d", r"\1", each) for each in found]
    assert len(set(drawn)) == len(drawn) == 6


@each_vision
@pytest.mark.parametrize("level", range(5))
def test_the_figure_in_a_cell_of_a_heat_grid_is_read(level, vision):
    found = style(f".heat__cell--{level}")
    assert contrast(found.get("color", INK), found["background-color"], vision) >= TEXT


@each_vision
def test_the_levels_of_a_heat_grid_darken_in_steps_that_are_seen(vision):
    grounds = [ground(f".heat__cell--{level}") for level in range(5)]
    assert all(difference(*pair, vision) >= TOLD_APART for pair in pairwise(grounds))
    depths = [contrast(PAPER, each, vision) for each in grounds]
    assert depths == sorted(depths)


@each_vision
@pytest.mark.parametrize("kind", MARKS)
def test_the_letter_of_a_mark_is_read_on_its_ground_and_on_its_stripes(kind, vision):
    found = style(f".mark--{kind}")
    grounds = [found["background-color"], *re.findall(r"#[0-9a-f]{6}", found.get("background-image", ""))]
    if kind != "uncounted":
        assert all(contrast(found["color"], each, vision) >= TEXT for each in grounds)
    assert contrast(found["color"], grounds[0], vision) >= TEXT


@each_vision
def test_kinds_of_mark_differ_by_colour_or_by_a_pattern_that_is_seen(vision):
    def looks(kind):
        found = style(f".mark--{kind}")
        stripes = found.get("background-image", "")
        for stripe in re.findall(r"#[0-9a-f]{6}", stripes):
            assert difference(stripe, found["background-color"], vision) >= STRIPES_SEEN
        return re.sub(r"#[0-9a-f]{6}", "", stripes), found.get("border-style", "solid")

    for one, other in combinations(MARKS, 2):
        apart = difference(ground(f".mark--{one}"), ground(f".mark--{other}"), vision) >= TOLD_APART
        assert apart or looks(one) != looks(other), (one, other)


@each_vision
def test_words_and_lines_around_a_chart_are_read(vision):
    for selector in (".chart text", ".chart .chart__tick"):
        assert contrast(style(selector)["fill"], PAPER, vision) >= TEXT
    assert contrast(style(".chart__summary")["color"], PAPER, vision) >= TEXT
    assert contrast(style(".chart__target")["stroke"], PAPER, vision) >= GRAPHIC
    assert contrast(style(".spark__line")["stroke"], PAPER, vision) >= GRAPHIC
