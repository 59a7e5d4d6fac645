"""What worked for a whole authority: 36,000 pupils, forty kinds of intervention and twelve agencies."""

import time

import numpy as np

from reporting.rules.comparing import Definition, Pupils, Registers, Starts
from reporting.rules.what_worked import Answer, what_worked
from tests.bench.results import Context, Result, at_least, at_most

WEEKS, KINDS, AGENCIES, STARTS, SCHOOLS = 78, 40, 12, 16_000, 90
LIMIT_SECONDS = 30


def authority(count: int) -> tuple[Registers, Pupils]:
    """Pupils of two years' registers with habits of absence, in ninety schools and thirteen year groups."""
    random = np.random.default_rng(5)
    habit = random.gamma(1.2, 0.05, count)
    absent = random.binomial(10, np.clip(habit, 0, 0.9)[:, None], (count, WEEKS)).astype(np.int64)
    school = random.integers(0, SCHOOLS, count)
    year_group = random.integers(0, 13, count)
    traits = (random.random((count, 8)) < 0.15).astype(np.int64)
    names = tuple(f"characteristic {number}" for number in range(8))
    return Registers(np.full_like(absent, 10), absent), Pupils(
        school, year_group // 7, year_group, traits, names
    )


def begun(registers: Registers, kinds: int) -> Starts:
    """Interventions given to those absent more than others, over a year and a half."""
    random = np.random.default_rng(6)
    weight = registers.absent.sum(axis=1) + 5.0
    pupil = random.choice(len(weight), STARTS, p=weight / weight.sum())
    return Starts(pupil, random.integers(18, WEEKS - 12, STARTS), random.integers(0, kinds, STARTS))


def run(context: Context) -> list[Result]:
    """The seconds for every kind and every agency, and how many were answered."""
    registers, pupils = authority(context.small)
    began, found = time.perf_counter(), []
    for kinds in (KINDS, AGENCIES):
        found += what_worked(registers, pupils, begun(registers, kinds), Definition())
    seconds = time.perf_counter() - began
    answered = sum(isinstance(each, Answer) for each in found)
    return [
        at_most(
            f"what worked, {context.small:,} pupils, {len(found)} kinds and agencies",
            seconds,
            LIMIT_SECONDS,
            "s",
        ),
        at_least("what worked, answered rather than refused", answered, 40, "of 52"),
    ]
