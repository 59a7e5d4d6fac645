"""`visible_to` and `permits` of every model, as every persona, against the slow way of working it out."""

import pytest
from django.apps import apps

from agencies.acting import Acting
from agencies.rules.roles import Permission as P
from cases.models import Audience, Entry
from tests.permissions.kinds import Kind, Needs
from tests.permissions.registry import MODELS, models_of
from tests.permissions.rights import Person
from tests.permissions.rules import addressed, meant_for
from tests.permissions.world import Aviary
from tests.personas import PERSONAS

NAMES = [*PERSONAS, "two_agencies", "two_agencies_elsewhere"]


def acting(aviary: Aviary, name: str) -> Acting:
    """The persona afresh: nothing of an earlier test is remembered."""
    return Acting(aviary.world.acting(name).membership, aviary.on)


def expected(aviary: Aviary, model, permission: P, person: Person) -> set[int]:
    """The keys of a personal model's rows about children for whom they hold the permission, seals kept."""
    entry = MODELS[model._meta.label]
    rows = model.objects.values_list("pk", entry.way)
    family = P.VIEW_FAMILY if entry.needs is Needs.CASEWORK else permission
    named = {key for user, key in aviary.rights.named_for_address if user == person.user}
    sealed = (
        set(model.objects.filter(sealed=True).values_list("pk", flat=True))
        if "Address" in str(model)
        else set()
    )
    casework = told_by_flags(model)
    return {
        pk
        for pk, child in rows
        if child
        and aviary.rights.sees(person, child, permission)
        and aviary.rights.sees(person, child, family)
        and (pk not in sealed or pk in named)
        and (pk not in casework or aviary.rights.sees(person, child, P.VIEW_CASEWORK))
    }


def told_by_flags(model) -> set[int]:
    """The keys of flags, and of steps of flags, that are raised for looked-after children alone."""
    if model.__name__ not in ("Flag", "FlagMove"):
        return set()
    of_rule = {f"{'' if model.__name__ == 'Flag' else 'flag__'}rule__startswith": "looked-after"}
    return set(model.objects.filter(**of_rule).values_list("pk", flat=True))


@pytest.mark.parametrize("model", models_of(Kind.PERSONAL), ids=lambda model: model.__name__)
def test_rows_about_a_child_are_seen_by_those_who_see_the_child(aviary, model) -> None:
    for name in NAMES:
        by, person = acting(aviary, name), aviary.person(name)
        for permission in (P.VIEW_PUPIL, P.VIEW_CASEWORK, P.EXPORT, P.RESTRICT_RECORD, P.RUN_JOBS):
            wanted = expected(aviary, model, permission, person) if permission is not P.RUN_JOBS else set()
            found = set(model.objects.permits(by, permission).values_list("pk", flat=True))
            assert found == wanted, f"{name}, {permission.name}"
        seen = set(model.objects.visible_to(by).values_list("pk", flat=True))
        assert seen == expected(aviary, model, MODELS[model._meta.label].sight, person), name


@pytest.mark.parametrize("model", models_of(Kind.SHARED), ids=lambda model: model.__name__)
def test_rows_with_an_audience_are_seen_by_those_they_are_meant_for(aviary, model) -> None:
    rows = list(model.objects.prefetch_related("readers"))
    assert {row.audience for row in rows} == set(Audience.values), (
        "world_cases.py makes one for each audience"
    )
    rules = {
        row.pk: meant_for(
            row.pupil_id,
            row.agency_id,
            row.audience,
            row.by_id,
            tuple(u.pk for u in row.readers.all()),
            addressed(row),
        )
        for row in rows
    }
    for name in NAMES:
        by, person = acting(aviary, name), aviary.person(name)
        wanted = {pk for pk, rule in rules.items() if rule(aviary.rights, person)}
        assert set(model.objects.visible_to(by).values_list("pk", flat=True)) == wanted, name


def test_entries_of_one_child_are_those_seen_among_all(aviary) -> None:
    children = sorted(set(Entry.objects.values_list("pupil", flat=True)))
    assert len(children) > 1
    for name in NAMES:
        by = acting(aviary, name)
        among_all = Entry.objects.visible_to(by)
        for child in children:
            wanted = set(among_all.filter(pupil=child).values_list("pk", flat=True))
            assert set(Entry.objects.of_child(child, by).values_list("pk", flat=True)) == wanted, name


@pytest.mark.parametrize(
    "model",
    [m for m in models_of(Kind.SCHOOL) if m.__name__ != "UnmatchedRow"],
    ids=lambda model: model.__name__,
)
def test_rows_about_a_school_are_seen_by_those_who_see_the_school(aviary, model) -> None:
    way = MODELS[model._meta.label].way
    for name in NAMES:
        by, person = acting(aviary, name), aviary.person(name)
        wanted = {
            pk for pk, key in model.objects.values_list("pk", way) if aviary.rights.sees_school(person, key)
        }
        assert set(model.objects.visible_to(by).values_list("pk", flat=True)) == wanted, name


@pytest.mark.parametrize("model", models_of(Kind.IMPORT), ids=lambda model: model.__name__)
def test_rows_of_an_import_are_seen_by_those_who_answer_for_it(aviary, model) -> None:
    agency = "agency" if model.__name__ == "RegisterImport" else "batch__agency"
    for name in NAMES:
        by, person = acting(aviary, name), aviary.person(name)
        child = (
            {"pupil": None}
            if model.__name__ != "TermTotal"
            else dict(model.objects.values_list("pk", "pupil"))
        )
        wanted = {
            pk
            for pk, sender in model.objects.values_list("pk", agency)
            if aviary.rights.sees_import(person, sender)
            and (child.get(pk) is None or aviary.rights.sees(person, child[pk], P.IMPORT_REGISTERS))
        }
        assert set(model.objects.visible_to(by).values_list("pk", flat=True)) == wanted, name


def test_unmatched_rows_are_seen_by_those_who_answer_for_the_school(aviary) -> None:
    model = apps.get_model("attendance.UnmatchedRow")
    for name in NAMES:
        by, person = acting(aviary, name), aviary.person(name)
        wanted = {
            pk
            for pk, school, settled in model.objects.values_list("pk", "school", "settled_pupil")
            if aviary.rights.sees_school(person, school, P.IMPORT_REGISTERS)
            and (settled is None or aviary.rights.sees(person, settled, P.IMPORT_REGISTERS))
        }
        assert set(model.objects.visible_to(by).values_list("pk", flat=True)) == wanted, name


def test_schools_are_seen_by_those_who_see_the_school(aviary) -> None:
    model = apps.get_model("attendance.School")
    for name in NAMES:
        by, person = acting(aviary, name), aviary.person(name)
        wanted = {pk for pk in aviary.rights.schools if aviary.rights.sees_school(person, pk)}
        assert set(model.objects.visible_to(by).values_list("pk", flat=True)) == wanted, name
