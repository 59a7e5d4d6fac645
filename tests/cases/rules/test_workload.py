"""What cases weigh, with the defaults and with an authority's own answers."""

import pytest

from attendance.rules.open_point import Answers
from cases.rules.workload import WEIGHTS, Held, average, explained, weight_of
from cases.workflow import LIVE, State


@pytest.mark.parametrize(
    ("cases", "holds", "wanted"),
    [
        ({}, 0, 0.0),
        ({State.SUPPORTED: 1}, 0, 1.0),
        ({State.ASSESSING: 2}, 0, 3.0),
        ({State.ENFORCING: 1}, 0, 2.0),
        ({State.ENFORCING: 1}, 1, 2.5),
        ({State.CLOSING: 5}, 0, 2.0),
        ({State.PAUSED: 5}, 0, 1.0),
        ({State.REFERRED: 3, State.CLOSED: 40}, 0, 0.0),
    ],
)
def test_a_case_weighs_by_where_it_stands(cases, holds, wanted) -> None:
    assert weight_of(Held(cases, holds)) == wanted


def test_the_authority_weighs_as_it_decided() -> None:
    held = Held({State.SUPPORTED: 2, State.PAUSED: 1}, 1)
    answers = Answers({"workload_supported": 12, "workload_held": 30})
    assert weight_of(held, answers) == 2.4 + 0.2 + 3.0
    assert dict(explained(answers))["supported"] == 1.2


def test_every_state_that_has_an_officer_has_a_weight() -> None:
    assert set(WEIGHTS) == set(LIVE) - {State.REFERRED}
    assert Held({State.REFERRED: 2, State.PAUSED: 3}).number == 3


def test_the_average_of_nobody_is_nothing() -> None:
    assert average([]) == 0
    assert average([1, 2]) == 1.5
