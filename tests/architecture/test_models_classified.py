"""Every model and every field is classified; a newcomer fails with what to do."""

import ast
import re

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from agencies.acting import Acting
from tests.architecture.sources import APPS, modules
from tests.permissions.registry import (
    LIBRARIES,
    MODELS,
    OURS,
    Entry,
    Kind,
    all_models,
    is_history,
    models_of,
    unclassified_fields,
    unclassified_models,
)


def test_every_model_is_classified() -> None:
    assert unclassified_models(all_models()) == []


def test_every_field_is_classified_once() -> None:
    assert unclassified_fields(all_models()) == []


def test_every_line_is_of_a_model_that_exists() -> None:
    known = {model._meta.label for model in all_models()}
    assert {*MODELS, *LIBRARIES} - known == set()
    assert {label.split(".")[0] for label in LIBRARIES} & set(OURS) == set()


def test_our_apps_are_all_looked_at() -> None:
    assert set(OURS) == set(APPS)


def test_rows_about_a_child_or_a_school_know_who_may_see_them() -> None:
    closed = (Kind.PERSONAL, Kind.SHARED, Kind.SCHOOL, Kind.IMPORT)
    for model in models_of(*closed):
        assert hasattr(model.objects, "visible_to"), f"{model._meta.label} has no visible_to"
        assert hasattr(model.objects, "permits"), f"{model._meta.label} has no permits"


def test_rows_open_to_all_and_the_operators_hold_nothing_of_a_child() -> None:
    """By their lines, and by their keys: none leads to a child or a parent."""
    for model in models_of(Kind.OPEN, Kind.OPERATIONS, Kind.PEOPLE):
        assert not MODELS[model._meta.label].secret, model._meta.label
        related = {
            f.related_model._meta.label for f in model._meta.get_fields() if f.concrete and f.related_model
        }
        assert related & {"attendance.Pupil", "attendance.Parent", "attendance.Enrolment"} == set()


def test_a_row_with_a_key_to_a_child_is_personal_or_says_why_not() -> None:
    """An unmatched row and a termly total may have found their child: both then ask for the right to the child.

    A stop of a truancy sweep is read by those of the sweep, who were told its words; its child only with the right.
    """
    with_key = {
        model._meta.label
        for model in all_models()
        if not is_history(model)
        and any(
            f.concrete and f.related_model is apps.get_model("attendance.Pupil")
            for f in model._meta.get_fields()
        )
    }
    personal = {model._meta.label for model in models_of(Kind.PERSONAL, Kind.SHARED)}
    assert with_key - personal == {
        "attendance.TermTotal",
        "attendance.UnmatchedRow",
        "cases.Stop",
        "attendance.NamedForPupil",
    }


def history_readers(found) -> list[str]:
    """Places that read the history tables: `….history` or a model of theirs."""
    tables = re.compile(r"^\w+Event$")
    return [
        f"{module.path}:{node.lineno}"
        for module in found
        for node in ast.walk(module.tree)
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "history"
            and module.path != "agencies/history.py"
        )
        or (
            isinstance(node, ast.Name)
            and tables.match(node.id)
            and node.id[:-5] in {m.__name__ for m in all_models()}
        )
    ]


def test_no_page_reads_the_history() -> None:
    assert history_readers(modules(*APPS)) == []


def test_acting_is_what_visibility_needs() -> None:
    assert {"reach", "named", "may", "agency_id", "authority_id"} <= set(dir(Acting))


@isolate_apps("attendance")
def test_a_planted_model_is_named() -> None:
    class Diary(models.Model):
        """Not in the registry."""

        text = models.TextField()

        class Meta:
            app_label = "attendance"

    [fault] = unclassified_models([Diary])
    assert fault.startswith("attendance.Diary is new: say in tests/permissions/registry.py")


@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        (Entry(Kind.PERSONAL, "pupil", private="text", plain="id"), 0),
        (Entry(Kind.PERSONAL, "pupil", plain="id"), 1),
        (Entry(Kind.PERSONAL, "pupil", private="text gone", plain="id"), 1),
        (Entry(Kind.PERSONAL, "pupil", private="text", plain="id text"), 1),
    ],
)
@isolate_apps("attendance")
def test_a_planted_field_is_named(monkeypatch, entry, faults) -> None:
    class Diary(models.Model):
        """With one field."""

        text = models.TextField()

        class Meta:
            app_label = "attendance"

    monkeypatch.setitem(MODELS, "attendance.Diary", entry)
    assert len(unclassified_fields([Diary])) == faults
