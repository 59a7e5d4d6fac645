"""What an agency may log, by the school year in which it starts."""

import pytest

from cases.rules.interventions import old_enough, shortened, told


@pytest.mark.parametrize(
    ("first", "groups", "right"),
    [
        (9, ["8"], False),
        (9, ["9"], True),
        (9, ["10"], True),
        (9, ["R"], False),
        (9, ["8", "9"], True),
        (9, [], False),
        (None, [], True),
        (9, ["²"], False),
    ],
)
def test_an_agency_works_with_children_from_its_first_school_year(first, groups, right) -> None:
    assert old_enough(first, groups) is right


def test_a_long_text_is_cut_between_words() -> None:
    assert shortened("word " * 20, 12) == "word word …"
    assert shortened("short", 12) == "short"


def test_the_timeline_tells_what_was_done_in_lines() -> None:
    said = told("Home visit", 30, "Mother", "She will ring.", "Visit again")
    assert said == "Home visit, 30 minutes. She will ring.\nThere: Mother.\nNext: Visit again"
    assert told("Letter", None, "", "Sent.", "") == "Letter. Sent."
