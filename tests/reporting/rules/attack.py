"""A reader who solves the equations: what each hidden number can be, from all that is shown and the rule itself.

Written apart from what it attacks, and without its code: the smallest and largest whole number a cell can be,
and a search through every table for small ones.
"""

from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


def limits(counted, hidden):
    """The least and the most that each hidden cell can be, given that hidden cells are whole numbers from one up."""
    cells = sorted(hidden, key=sorted)
    place = {cell: at for at, cell in enumerate(cells)}
    rows, right = [], []
    for each in counted.sums:
        row, known = np.zeros(len(cells)), 0
        for sign, cell in ((1, each.whole), *((-1, part) for part in each.parts)):
            if cell in place:
                row[place[cell]] += sign
            else:
                known -= sign * counted.values[cell]
        if row.any():
            rows.append(row)
            right.append(known)
        else:
            assert known == 0
    return {
        cell: (_end(rows, right, at, len(cells), 1), _end(rows, right, at, len(cells), -1))
        for cell, at in place.items()
    }


def _end(rows, right, at, count, sign):
    goal = np.zeros(count)
    goal[at] = sign
    found = milp(
        goal,
        integrality=np.ones(count),
        bounds=Bounds(1, np.inf),
        constraints=[LinearConstraint(np.array(rows), right, right)] if rows else (),
    )
    if found.status in (3, 4):  # unbounded, which HiGHS sometimes tells only as "unbounded or infeasible"
        return float("inf")
    assert found.status == 0, found.message
    return round(found.x[at])


def determined(counted, hidden):
    """The hidden cells that follow by linear algebra alone, whatever numbers are allowed."""
    cells = sorted(hidden, key=sorted)
    place = {cell: at for at, cell in enumerate(cells)}
    matrix = np.zeros((len(counted.sums) or 1, len(cells)))
    for row, each in enumerate(counted.sums):
        for sign, cell in ((1, each.whole), *((-1, part) for part in each.parts)):
            if cell in place:
                matrix[row, place[cell]] += sign
    _, sizes, right = np.linalg.svd(matrix)
    free = right[int((sizes > 1e-9).sum()) :]
    return {cell for cell, at in place.items() if not (np.abs(free[:, at]) > 1e-9).any()}


def every_table(counted, hidden, most):
    """Every assignment of 1 … most to the hidden cells that agrees with what is shown, as lists of values."""
    cells = sorted(hidden, key=sorted)
    found = []
    for values in product(range(1, most + 1), repeat=len(cells)):
        table = dict(counted.values) | dict(zip(cells, values, strict=True))
        if all(table[each.whole] == sum(table[part] for part in each.parts) for each in counted.sums):
            found.append(values)
    return cells, found
