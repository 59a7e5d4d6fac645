"""What worked: a known effect is found, no effect is not invented, and few numbers give no answer."""

from dataclasses import replace

import numpy as np
import pytest

from reporting.rules.comparing import Definition, Pupils, Registers, Starts
from reporting.rules.matching import match
from reporting.rules.what_worked import Answer, Refusal, Why, answers, what_worked
from tests.reporting.rules.imagined import Imagined

SEEDS = range(100)
ENOUGH = 93


def covered(imagined: Imagined) -> tuple[bool, bool]:
    """Whether the intervals for during and after hold the truth; a refusal holds nothing."""
    world = imagined.make()
    matches = match(world.registers, world.pupils, world.starts, Definition())
    (answer,) = answers(matches, world.pupils, world.starts, Definition())
    if isinstance(answer, Refusal):
        return False, False
    during, after = world.truth(matches)
    return answer.during.low <= during <= answer.during.high, answer.after.low <= after <= answer.after.high


@pytest.mark.parametrize("effect", [0.2, 0.0])
@pytest.mark.parametrize(
    "chosen",
    [
        {"by_absence": 0.0},
        {"by_absence": 1.0},
        {
            "by_absence": 1.5,
            "school_noise": 0.03,
            "start_weeks": 1,
            "schools": 45,
            "treated": 300,
            "pupils": 9_000,
        },
    ],
    ids=["at random", "most absent", "most absent in unsteady schools"],
)
def test_the_truth_lies_within_the_interval_in_93_of_100_seeds(effect, chosen):
    found = np.array([covered(Imagined(seed, effect=effect, **chosen)) for seed in SEEDS])
    assert found.sum(axis=0).min() >= ENOUGH


def test_the_most_absent_return_towards_the_usual_and_it_is_not_taken_for_an_effect():
    found = [
        what_worked(world.registers, world.pupils, world.starts)[0]
        for world in (Imagined(seed, by_absence=1.5).make() for seed in range(10))
    ]
    seen = [answer.ours[2].attendance - answer.ours[0].attendance for answer in found]
    assert min(seen) > 3
    assert np.mean([answer.by_itself[1] for answer in found]) > 3
    assert abs(np.mean([answer.after.value for answer in found])) < 0.6
    assert sum(answer.after.is_clear for answer in found) <= 1


def test_a_large_effect_is_clear_and_harm_is_as_clear_as_good():
    good, harm = (
        what_worked(world.registers, world.pupils, world.starts)[0]
        for world in (Imagined(3, effect=effect, treated=300, pupils=8_000).make() for effect in (0.5, -0.5))
    )
    assert good.during.low > 0
    assert good.during.is_clear
    assert harm.during.high < 0
    assert harm.during.is_clear


def test_groups_are_alike_after_matching_where_they_were_not_before():
    world = Imagined(1, by_absence=1.0).make()
    (answer,) = what_worked(world.registers, world.pupils, world.starts)
    before = answer.balance[0]
    assert before.name == "Absence before"
    assert before.gap_unmatched > 0.5
    assert abs(before.gap) < 0.15
    assert abs(answer.most_unlike.gap) <= Definition().most_difference
    assert [each.name for each in answer.balance[3:]] == ["FSM", "SEN", "LAC"]


def test_figures_are_sums_over_sums():
    world = Imagined(1).make()
    matches = match(world.registers, world.pupils, world.starts, Definition())
    (answer,) = answers(matches, world.pupils, world.starts, Definition())
    rows = np.flatnonzero(matches.is_matched)
    absent = possible = 0
    for row in rows:
        pupil = matches.pupil[row]
        week = int(world.starts.week[np.flatnonzero(world.starts.pupil == pupil)[0]])
        absent += int(world.registers.absent[pupil, week : week + 6].sum())
        possible += int(world.registers.possible[pupil, week : week + 6].sum())
    assert (answer.ours[1].absent, answer.ours[1].possible) == (absent, possible)
    assert answer.theirs[1].possible == pytest.approx(possible)


def test_nobody_is_compared_with_somebody_who_had_it_or_of_another_year_group():
    world = Imagined(2).make()
    matches = match(world.registers, world.pupils, world.starts, Definition())
    controls = matches.controls[matches.is_matched]
    assert not set(controls[controls >= 0]) & set(world.starts.pupil)
    for pupil, row in zip(matches.pupil[matches.is_matched], controls, strict=True):
        others = row[row >= 0]
        assert set(world.pupils.year_group[others]) == {world.pupils.year_group[pupil]}
        assert set(world.pupils.phase[others]) == {world.pupils.phase[pupil]}


def flat(pupils: int = 400, weeks: int = 36, schools: int = 10) -> tuple[Registers, Pupils]:
    """Pupils of one year group whose absence is the same in every week."""
    absent = np.repeat((np.arange(pupils) // 4 % 5)[:, None], weeks, axis=1)
    zero = np.zeros(pupils, dtype=np.int64)
    people = Pupils(np.arange(pupils) % schools, zero, zero, np.zeros((pupils, 0), dtype=np.int64), ())
    return Registers(np.full_like(absent, 10), absent), people


def starting(pupils, week=20, kind=0) -> Starts:
    rows = np.array(pupils)
    return Starts(rows, np.full(len(rows), week), np.full(len(rows), kind))


def test_without_noise_the_effect_is_exact():
    registers, people = flat()
    starts = starting(range(0, 400, 8))
    absent = registers.absent.copy()
    helped = starts.pupil[absent[starts.pupil, 0] > 0]
    absent[helped, 20:] -= 1
    (answer,) = what_worked(Registers(registers.possible, absent), people, starts)
    assert answer.numbers.matched == 50
    assert answer.during.value == pytest.approx(10 * len(helped) / 50)
    assert answer.ours[0].attendance == pytest.approx(answer.theirs[0].attendance)
    assert answer.by_itself == (0.0, 0.0)


@pytest.mark.parametrize(("treated", "refused"), [(29, Why.FEW_PUPILS), (30, None), (31, None)])
def test_thirty_pupils_are_needed(treated, refused):
    registers, people = flat()
    (found,) = what_worked(registers, people, starting(range(treated)))
    assert found.why is refused if isinstance(found, Refusal) else refused is None


@pytest.mark.parametrize(("schools", "refused"), [(4, Why.FEW_SCHOOLS), (5, None), (6, None)])
def test_five_schools_are_needed(schools, refused):
    registers, people = flat(schools=schools)
    (found,) = what_worked(registers, people, starting(range(0, 400, 7)))
    assert found.why is refused if isinstance(found, Refusal) else refused is None


def test_pupils_like_nobody_are_told_as_unmatched():
    registers, people = flat()
    absent = registers.absent.copy()
    absent[:40] = 9
    (found,) = what_worked(Registers(registers.possible, absent), people, starting(range(40)))
    assert isinstance(found, Refusal)
    assert found.why is Why.FEW_PUPILS
    assert (found.numbers.complete, found.numbers.matched) == (40, 0)
    absent = registers.absent.copy()
    absent[:20] = 9
    (found,) = what_worked(Registers(registers.possible, absent), people, starting(range(50)))
    assert (found.numbers.complete, found.numbers.matched) == (50, 30)
    assert found.why is Why.FEW_MATCHED


def test_groups_that_stay_unlike_are_refused():
    registers, people = flat()
    traits = (np.arange(400) % 2 == 0).astype(np.int64)[:, None]
    people = replace(people, traits=traits, trait_names=("FSM",))
    (found,) = what_worked(registers, people, starting(range(0, 400, 2)))
    assert isinstance(found, Refusal)
    assert found.why is Why.UNLIKE
    assert found.balance[-1].name == "FSM"


@pytest.mark.parametrize(("week", "within"), [(17, 0), (18, 1), (24, 1), (25, 0)])
def test_windows_must_lie_within_the_registers(week, within):
    registers, people = flat()
    (found,) = what_worked(registers, people, starting([5], week=week))
    assert found.numbers.began == 1
    assert found.numbers.within == within


@pytest.mark.parametrize(("sessions", "complete"), [(19, 0), (20, 1), (21, 1)])
def test_a_pupil_counts_with_twenty_sessions_in_every_window(sessions, complete):
    registers, people = flat()
    possible = registers.possible.copy()
    possible[5, 20:26] = 0
    possible[5, 20:22] = (10, sessions - 10)
    (found,) = what_worked(Registers(possible, np.minimum(registers.absent, possible)), people, starting([5]))
    assert found.numbers.complete == complete


def test_a_second_start_of_a_kind_is_part_of_the_first():
    starts = Starts(np.array([7, 7, 7, 3]), np.array([22, 20, 21, 20]), np.array([0, 0, 1, 0]))
    first = starts.first_of_each()
    assert list(zip(first.kind, first.pupil, first.week, strict=True)) == [(0, 3, 20), (0, 7, 20), (1, 7, 21)]


def test_an_earlier_start_within_the_windows_makes_nobody_a_comparison():
    registers, people = flat(pupils=8, schools=2)
    starts = Starts(np.array([0, 1]), np.array([20, 2]), np.array([0, 0]))
    matches = match(registers, people, starts, Definition(least_possible=1))
    assert 1 not in matches.controls[matches.pupil == 0]
    before = Starts(np.array([0, 1]), np.array([20, 1]), np.array([0, 0]))
    matches = match(registers, people, before, Definition(least_possible=1))
    assert 1 in matches.controls[matches.pupil == 0]


def test_kinds_are_answered_apart_and_in_order():
    world = Imagined(4, treated=300, by_absence=0.5).make()
    kinds = replace(world.starts, kind=np.arange(len(world.starts.pupil)) % 2 + 5)
    found = what_worked(world.registers, world.pupils, kinds)
    assert [each.kind for each in found] == [5, 6]
    assert all(isinstance(each, Answer) for each in found)
    assert sum(each.numbers.began for each in found) == 300


@pytest.mark.parametrize("absent", [11, -1])
def test_impossible_registers_are_refused(absent):
    with pytest.raises(ValueError, match="more absence than possible"):
        Registers(np.array([[10]]), np.array([[absent]]))


def test_rows_must_agree():
    with pytest.raises(ValueError, match="one shape"):
        Registers(np.zeros((2, 3)), np.zeros((3, 2)))
    with pytest.raises(ValueError, match="row for every pupil"):
        Pupils(np.zeros(2), np.zeros(2), np.zeros(3), np.zeros((2, 0)), ())
    with pytest.raises(ValueError, match="a pupil, a week and a kind"):
        Starts(np.zeros(2), np.zeros(2), np.zeros(1))
