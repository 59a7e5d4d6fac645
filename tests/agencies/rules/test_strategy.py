"""The strategy's tables of roles and responsibilities as reference data."""

import pytest

from agencies.models import AgencyKind, InterventionType, PractitionerRole
from agencies.rules.strategy import HAVING_A_TABLE, INTERVENTIONS, JOBS


@pytest.mark.parametrize("kind", sorted(AgencyKind.values))
def test_every_kind_of_agency_has_roles_with_outcomes_and_interventions(kind):
    jobs = [job for job in JOBS if job.kind == kind]
    assert jobs
    assert all(job.responsibilities and job.outcomes for job in jobs)
    assert [each for each in INTERVENTIONS if each.kind == kind and each.outcome]


def test_the_strategy_tables_are_kinds_of_agency():
    assert set(AgencyKind.values) >= HAVING_A_TABLE
    assert {row.kind for row in (*JOBS, *INTERVENTIONS)} == set(AgencyKind.values)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            "youth_offending",
            {
                "Case manager",
                "Together On prevention team",
                "Speech and language therapist",
                "Substance misuse and alcohol worker",
                "Parent support co-ordinator",
                "PAYP key worker",
                "Victim support co-ordinator",
                "Mentor co-ordinator",
                "Young offender institution link learning mentor",
                "Health worker",
            },
        ),
        ("connexions", {"Personal adviser"}),
    ],
)
def test_the_roles_that_the_strategy_names_are_there(kind, names):
    assert {job.name for job in JOBS if job.kind == kind} >= names


def test_connexions_starts_in_year_nine_and_nobody_else_has_a_first_year():
    starts = {each.kind: each.from_year_group for each in INTERVENTIONS if each.from_year_group}
    assert starts == {"connexions": 9}
    assert all(each.from_year_group == 9 for each in INTERVENTIONS if each.kind == "connexions")


@pytest.mark.django_db
def test_the_migration_loads_every_row():
    assert PractitionerRole.objects.count() == len(JOBS)
    assert InterventionType.objects.count() == len(INTERVENTIONS)
    nursing = InterventionType.objects.filter(kind=AgencyKind.SCHOOL_NURSING).values_list("name", flat=True)
    assert {"Health assessment", "Home visit", "Drop-in session", "Training for school staff"} <= set(nursing)
