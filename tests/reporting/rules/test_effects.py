"""Effects and their intervals against a plain computation, school by school."""

import numpy as np
import pytest
from scipy import stats

from reporting.rules.effects import Estimate, Sample, estimate


def sample(seed=0, schools=12, count=400, covariates=3):
    random = np.random.default_rng(seed)
    treated = random.random(count) < 0.3
    return random, Sample(
        treated,
        np.where(treated, 1, random.choice([1 / 3, 1 / 2, 1], count)),
        random.integers(0, schools, count),
        random.normal(size=(count, covariates)),
    )


def plainly(change, given, keep):
    """Foretell by least squares from those without, and take the mean of the rest of those with."""
    with_it, without = given.treated & keep, ~given.treated & keep
    design = np.column_stack([np.ones(len(change)), given.covariates])
    root = np.sqrt(given.weight[without])
    slopes = np.linalg.lstsq(design[without] * root[:, None], change[without] * root, rcond=None)[0]
    return float((change[with_it] - design[with_it] @ slopes).mean())


@pytest.mark.parametrize("seed", range(5))
def test_value_error_and_interval_equal_the_plain_computation(seed):
    random, given = sample(seed)
    change = random.normal(size=400) + random.normal(size=12)[given.school] + given.covariates[:, 0]
    found = estimate(change, given, confidence=0.95)
    everybody = np.ones(400, dtype=bool)
    value = plainly(change, given, everybody)
    left = [plainly(change, given, given.school != school) for school in range(12)]
    error = (11 / 12 * sum((each - value) ** 2 for each in left)) ** 0.5
    sizes = np.bincount(given.school[given.treated], minlength=12)
    freedom = sizes.sum() ** 2 / (sizes**2).sum() - 1
    assert found.value == pytest.approx(value)
    assert found.error == pytest.approx(error)
    assert found.freedom == pytest.approx(freedom)
    reach = stats.t.ppf(0.975, freedom) * error
    assert (found.low, found.high) == pytest.approx((value - reach, value + reach))


def test_without_covariates_it_is_the_difference_of_means():
    random, given = sample(covariates=0)
    change = random.normal(size=400)
    found = estimate(change, given, confidence=0.95)
    theirs = np.average(change[~given.treated], weights=given.weight[~given.treated])
    assert found.value == pytest.approx(change[given.treated].mean() - theirs)


def test_a_covariate_said_twice_or_the_same_for_all_changes_nothing():
    random, given = sample()
    change = random.normal(size=400)
    columns = given.covariates
    more = Sample(
        given.treated, given.weight, given.school, np.column_stack([columns, columns[:, 0], np.ones(400)])
    )
    one, other = (estimate(change, each, confidence=0.95) for each in (given, more))
    assert one.value == pytest.approx(other.value)
    assert one.error == pytest.approx(other.error)


def test_what_schools_share_makes_the_interval_wider():
    random, given = sample(count=400)
    own = random.normal(size=400)
    clustered = Sample(given.treated & (given.school < 6), given.weight, given.school, given.covariates)
    shared = own + 2 * random.normal(size=12)[given.school]
    assert (
        estimate(shared, clustered, confidence=0.95).error
        > 2 * estimate(own, clustered, confidence=0.95).error
    )


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.98])
def test_intervals_hold_the_truth_as_often_as_they_say(confidence):
    held = 0
    for seed in range(400):
        random, given = sample(seed, schools=20, covariates=2)
        change = random.normal(size=400) * 3 + random.normal(size=20)[given.school]
        found = estimate(change, given, confidence=confidence)
        held += found.low <= 0 <= found.high
    assert held / 400 >= confidence - 0.03


def test_one_school_alone_gives_no_effect():
    random, given = sample()
    alone = Sample(given.treated & (given.school == 1), given.weight, given.school, given.covariates)
    with pytest.raises(ValueError, match="two schools"):
        estimate(random.normal(size=400), alone, confidence=0.95)


def test_schools_in_effect():
    treated = np.ones(10, dtype=bool)
    even = Sample(treated, np.ones(10), np.arange(10) // 2, np.zeros((10, 0)))
    uneven = Sample(treated, np.ones(10), np.array([0] * 9 + [1]), np.zeros((10, 0)))
    assert even.schools_in_effect == 5
    assert uneven.schools_in_effect == pytest.approx(100 / 82)


@pytest.mark.parametrize(
    ("low", "high", "clear"), [(0.1, 1, True), (-1, -0.1, True), (0, 1, False), (-1, 0, False)]
)
def test_an_effect_is_clear_where_its_interval_leaves_nought_out(low, high, clear):
    assert Estimate(0.5, low, high, 0.1, 9).is_clear is clear
