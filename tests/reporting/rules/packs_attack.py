"""A reader of every meeting pack and of the dashboard, who solves the equations exactly."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

NUMBERS = {"pupils": (0, 1, 2), "persistent": (1, 2), "severe": (2,), "neither": (0,), "less": (1,)}


class Reader:
    """The pupils are unknown, by school, group and class of absence; what is shown are sums of them."""

    def __init__(self, table):
        self.table = table  # (schools, groups, classes); only what `knows` was told is leant on
        self.rows, self.right = [], []
        for school in range(table.shape[0]):
            for kind in range(table.shape[2]):  # a school's totals are known by right
                self.knows(np.s_[school, :, kind])

    def knows(self, where):
        """A sum is shown as it is."""
        row = np.zeros(self.table.shape)
        row[where] = 1
        self.rows.append(row.ravel())
        self.right.append(self.table[where].sum())

    def reads(self, schools, group, number):
        """A number of a group is shown: of one school, or of them all."""
        self.knows(np.s_[schools, group, list(NUMBERS[number])])

    def limits(self, where):
        """The least and the most that a number can be."""
        goal = np.zeros(self.table.shape)
        goal[where] = 1
        ends = []
        for sign in (1, -1):
            done = milp(
                sign * goal.ravel(), integrality=np.ones(goal.size), bounds=Bounds(0, np.inf),
                constraints=[LinearConstraint(np.array(self.rows), self.right, self.right)],
            )  # fmt: skip
            assert done.status == 0, done.message
            ends.append(round(sign * done.fun))
        return tuple(ends)

    def secrets(self):
        """The small numbers of which too much is known: school (None for all), number, group, value, least, most.

        A number might be no larger than the total of its school; where a school has one group alone, it is that total.
        """
        found = []
        for place in [*range(len(self.table)), None]:
            where = np.s_[:] if place is None else np.s_[place : place + 1]
            own = self.table[where].sum(axis=0)
            if (own.sum(axis=1) > 0).sum() < 2:
                continue
            for name, classes in NUMBERS.items():
                numbers = own[:, list(classes)].sum(axis=1)
                for group in np.flatnonzero((numbers > 0) & (numbers < 5)).tolist():
                    low, high = self.limits(np.s_[where, group, list(classes)])
                    if low > 1 or high < min(5, numbers.sum()):
                        found.append((place, name, group, int(numbers[group]), low, high))
        return found
