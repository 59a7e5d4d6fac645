"""`docs/coverage.md` tells the truth: every requirement it lists is proved by tests that exist.

A row is `| A1 | the page or command | tests/path.py::test_name |`, with more tests after commas or breaks.
"""

import ast
import re
from dataclasses import dataclass

import pytest

from tests.architecture.sources import ROOT

PAGE = ROOT / "docs" / "coverage.md"
COUNTS = {"A": 7, "B": 7, "C": 17, "D": 13, "E": 13, "F": 5}
KNOWN = [f"{letter}{number}" for letter, count in COUNTS.items() for number in range(1, count + 1)]
ROW = re.compile(r"^\|\s*([A-F]\d+)\s*\|(.*)\|(.*)\|\s*$")
TEST = re.compile(r"tests/[\w/]+\.py(?:::\w+)+")


@dataclass(frozen=True)
class Row:
    """A requirement, what does it, and the tests that prove it."""

    id: str
    doer: str
    tests: tuple[str, ...]


def rows(text: str) -> list[Row]:
    matches = (ROW.match(line) for line in text.splitlines())
    return [Row(m[1], m[2].strip(), tuple(TEST.findall(m[3]))) for m in matches if m]


def exists(reference: str) -> bool:
    """Whether `tests/x.py::name` or `tests/x.py::Class::name` is defined in that file."""
    path, *wanted = reference.split("::")
    if not (ROOT / path).is_file():
        return False
    body = ast.parse((ROOT / path).read_text()).body
    for name in wanted:
        found = [
            node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name
        ]
        if not found:
            return False
        body = found[0].body
    return True


def faults(text: str) -> list[str]:
    """What is wrong with a coverage page, in words; empty where nothing is."""
    found = rows(text)
    ids = [row.id for row in found]
    return [
        *(f"{id_}: no such requirement" for id_ in ids if id_ not in KNOWN),
        *(f"{id_}: listed twice" for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1})),
        *(f"{row.id}: says no page or command" for row in found if not row.doer),
        *(f"{row.id}: names no test" for row in found if not row.tests),
        *(f"{row.id}: {test} does not exist" for row in found for test in row.tests if not exists(test)),
    ]


def test_the_page_tells_the_truth() -> None:
    assert faults(PAGE.read_text()) == []


def test_every_row_of_the_table_is_read() -> None:
    written = [line for line in PAGE.read_text().splitlines() if re.match(r"^\|\s*[A-Z]\d", line)]
    assert len(written) == len(rows(PAGE.read_text()))


HERE = "tests/architecture/test_coverage_page.py"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("| Z9 | x | y |", None),
        ("| A8 | a page | {here}::test_the_page_tells_the_truth |", "A8: no such requirement"),
        (
            "| A1 | a page | {here}::test_that_is_not_there |",
            "A1: {here}::test_that_is_not_there does not exist",
        ),
        ("| A1 | a page | tests/nowhere.py::test_x |", "A1: tests/nowhere.py::test_x does not exist"),
        ("| A1 | a page | tested by hand |", "A1: names no test"),
        ("| A1 |  | {here}::exists |", "A1: says no page or command"),
        ("| A1 | a page | {here}::Row::id_ |", "A1: {here}::Row::id_ does not exist"),
    ],
)
def test_a_planted_fault_is_named(row: str, fault: str | None) -> None:
    assert faults(row.format(here=HERE)) == ([fault.format(here=HERE)] if fault else [])


def test_a_requirement_listed_twice_is_named() -> None:
    row = f"| A1 | a page | {HERE}::exists |\n"
    assert faults(row * 2) == ["A1: listed twice"]
