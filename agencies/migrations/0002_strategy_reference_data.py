"""Practitioner roles and intervention types, from the code that holds the strategy's tables."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from agencies.rules.strategy import INTERVENTIONS, JOBS


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add what is missing; wording follows the code."""
    roles = apps.get_model("agencies", "PractitionerRole")
    types = apps.get_model("agencies", "InterventionType")
    for job in JOBS:
        roles.objects.update_or_create(
            kind=job.kind,
            name=job.name,
            defaults={"responsibilities": job.responsibilities, "outcomes": job.outcomes},
        )
    for each in INTERVENTIONS:
        types.objects.update_or_create(
            kind=each.kind,
            name=each.name,
            defaults={"outcome": each.outcome, "from_year_group": each.from_year_group},
        )


def unload(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the rows away again, but keep a role that somebody holds."""
    apps.get_model("agencies", "InterventionType").objects.all().delete()
    apps.get_model("agencies", "PractitionerRole").objects.filter(membership__isnull=True).delete()


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("agencies", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
