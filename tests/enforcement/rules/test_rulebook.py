"""The rule book is current, complete and made of the rules' own words; every open point moves something."""

import ast
from datetime import date, timedelta
from importlib import import_module

import pytest

from attendance.rules.dated import in_force
from attendance.rules.enforcement_points import ENFORCEMENT_POINTS
from attendance.rules.open_points import ANSWERABLE, OPEN_POINTS
from enforcement.rules.facts import Step
from enforcement.rules.gate import CHECKS, gate
from enforcement.rules.provision import Provision
from enforcement.rules.rulebook import STEP_TITLES, every_provision, text
from tests.architecture.sources import ROOT, modules
from tests.enforcement.rules.worked import NOW, THEN, facts

PAGE = ROOT / "docs" / "rules.md"
MODULES = sorted((ROOT / "enforcement" / "rules").glob("*.py"))


def test_the_committed_page_is_current():
    """Mend with: manage.py write_rules."""
    assert PAGE.read_text() == text()


def provisions_of(path):
    """Every provision that a module of the rules defines."""
    module = import_module(f"enforcement.rules.{path.stem}")
    found = {}
    for value in vars(module).values():
        held = value if isinstance(value, tuple) else (value,)
        for each in held:
            rule = getattr(each, "provision", each)
            if isinstance(rule, Provision):
                found[rule.key] = rule
    return found


def test_every_provision_in_the_code_is_on_the_page():
    listed = {rule.key for rule in every_provision()}
    defined = {key for path in MODULES for key in provisions_of(path)}
    assert defined == listed


def test_keys_are_unique_and_every_rule_has_its_sentence_and_source():
    rules = every_provision()
    assert len({rule.key for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.sentence.endswith(".")
        assert rule.source
        assert not rule.source.endswith(".")
        assert rule.until is None or (rule.from_ is not None and rule.from_ <= rule.until)


def test_every_rule_that_the_gate_names_is_on_the_page():
    listed = {rule.key for rule in every_provision()}
    for on in (THEN, NOW):
        for step in Step:
            assert {each.provision.key for each in gate(step, facts(on)).answers} <= listed


def test_every_check_says_what_it_asks_and_every_step_has_a_title():
    assert set(STEP_TITLES) == set(Step)
    for checks in CHECKS.values():
        for check in checks:
            assert (check.__doc__ or "").strip().endswith(".")


def test_the_page_shows_what_is_enacted_and_not_in_force():
    assert text().count("Enacted, not in force.") == 3


def test_the_page_reads_no_clock_and_names_every_open_point():
    page = text()
    assert page == text()
    assert all(f"`{point.key}`" in page for point in ENFORCEMENT_POINTS)


def names_used(module):
    return {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)} | {
        node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)
    }


@pytest.mark.parametrize("point", ENFORCEMENT_POINTS, ids=lambda point: point.key)
def test_every_point_is_answerable_owned_and_asked_for_by_a_rule(point):
    assert point in ANSWERABLE
    assert OPEN_POINTS[point.key] is point
    assert point.owner
    assert len(point.key) <= 40
    constant = next(
        name
        for name, value in vars(import_module("attendance.rules.enforcement_points")).items()
        if value is point
    )
    asked = [
        module.path
        for module in modules("enforcement")
        if "/rules/" in module.path and f"answers.to({constant})" in module.text
    ]
    assert asked


def test_one_rule_of_each_time_is_in_force_on_every_day():
    rules = {rule.key: rule for rule in every_provision()}
    local, national = rules["threshold-local"], rules["threshold-national"]
    for days in (-1, 0, 1):
        on = date(2024, 8, 19) + timedelta(days=days)
        chosen = in_force((local, national), on)
        assert chosen.key.endswith("national") is (days >= 0)
        assert (local.until < on) is (days >= 0)
