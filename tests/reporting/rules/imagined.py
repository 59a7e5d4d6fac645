"""Imagined authorities whose truth is known: absence with lasting habits, noise, schools and seasons."""

from dataclasses import dataclass

import numpy as np

from reporting.rules.comparing import Pupils, Registers, Starts
from reporting.rules.matching import Matches

WEEKS, SESSIONS, WINDOW, AT = 36, 10, 6, 20


@dataclass(frozen=True)
class World:
    """Registers, pupils and starts, and what nobody knows: the gain of every pupil in every week, in points."""

    registers: Registers
    pupils: Pupils
    starts: Starts
    gain: np.ndarray

    def truth(self, matches: Matches) -> tuple[float, float]:
        """The mean gain during and after, of the pupils who were matched."""
        pupils = matches.pupil[matches.is_matched]
        week = dict(zip(self.starts.pupil, self.starts.week, strict=True))
        means = [
            np.mean(
                [self.gain[pupil, week[pupil] + on : week[pupil] + on + WINDOW].mean() for pupil in pupils]
            )
            for on in (0, WINDOW)
        ]
        return float(means[0]), float(means[1])


@dataclass(frozen=True)
class Imagined:
    """An authority of `pupils` in `schools`; one kind of intervention begins at week 20 or close after it.

    `effect` is the share of a pupil's chance of absence that it takes away from its start on. `by_absence` says how
    strongly those are chosen who were absent most in the weeks before; nought chooses at random.
    """

    seed: int
    effect: float = 0.0
    by_absence: float = 1.0
    pupils: int = 6_000
    schools: int = 30
    treated: int = 220
    school_noise: float = 0.015
    start_weeks: int = 3

    def make(self) -> "World":
        random = np.random.default_rng(self.seed)
        people = self._people(random)
        chance = self._absence(random, people)
        spell = np.repeat(random.normal(0, 0.05, (self.pupils, WEEKS // 3)), 3, axis=1)
        chance = np.clip(chance + spell, 0.005, 0.95)
        rolls = random.random((self.pupils, WEEKS, SESSIONS), dtype=np.float32)
        plain = (rolls < chance.astype(np.float32)[:, :, None]).sum(axis=2)
        starts = self._choose(random, plain)
        helped = chance.copy()
        for pupil, week in zip(starts.pupil, starts.week, strict=True):
            helped[pupil, week:] *= 1 - self.effect
        absent = (rolls < helped.astype(np.float32)[:, :, None]).sum(axis=2)
        return World(
            Registers(np.full_like(absent, SESSIONS), absent), people, starts, 100 * (chance - helped)
        )

    def _people(self, random) -> Pupils:
        school = random.integers(0, self.schools, self.pupils)
        year_group = np.where(school < self.schools // 2, 3, 9) + random.integers(0, 3, self.pupils)
        traits = (random.random((self.pupils, 3)) < (0.3, 0.15, 0.02)).astype(np.int64)
        return Pupils(school, (school < self.schools // 2) * 1, year_group, traits, ("FSM", "SEN", "LAC"))

    def _absence(self, random, people: Pupils) -> np.ndarray:
        """The chance of absence by pupil and week: habit, poverty, season, and the school's ups and downs."""
        habit = random.gamma(1.2, 0.05, self.pupils) + 0.02 * people.traits[:, 0]
        school = random.normal(0, 0.01, self.schools)[people.school]
        drift = random.normal(0, self.school_noise, (self.schools, WEEKS // WINDOW))
        weekly = np.repeat(drift[people.school], WINDOW, axis=1)
        season = 0.015 * np.sin(np.arange(WEEKS) / 5)
        return (habit + school)[:, None] + weekly + season

    def _choose(self, random, absent: np.ndarray) -> Starts:
        """Those most absent in the six weeks before are the likeliest to be chosen, at one of a few weeks."""
        week = AT + random.integers(0, self.start_weeks, self.pupils)
        columns = week[:, None] - np.arange(1, WINDOW + 1)
        before = np.take_along_axis(absent, columns, axis=1).sum(axis=1)
        score = self.by_absence * (before - before.mean()) / before.std() + random.gumbel(size=self.pupils)
        chosen = np.sort(np.argsort(-score)[: self.treated])
        return Starts(chosen, week[chosen], np.zeros(len(chosen), dtype=np.int64))
