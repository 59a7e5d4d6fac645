"""What is kept of an answer gives it back whole, through JSON."""

import json

import pytest

from reporting.rules.comparing import Definition
from reporting.rules.what_worked import Answer, Refusal, what_worked
from reporting.rules.what_worked_kept import kept, restored
from tests.reporting.rules.imagined import Imagined


@pytest.mark.parametrize(("least", "kind"), [(30, Answer), (100_000, Refusal)])
def test_an_answer_and_a_refusal_come_back(least, kind):
    world = Imagined(seed=3, effect=0.2).make()
    (found,) = what_worked(world.registers, world.pupils, world.starts, Definition(least_pupils=least))
    assert isinstance(found, kind)
    assert restored(json.loads(json.dumps(kept(found)))) == found
