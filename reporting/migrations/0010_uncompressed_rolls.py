"""Rolls are kept as they are: packing them took longer than writing them, and a year of an authority is 30 MB."""

from django.db import migrations

_KEEP = "alter table reporting_periodroll alter column records set storage {}"


class Migration(migrations.Migration):
    dependencies = [("reporting", "0009_strategy_initiatives")]

    operations = [migrations.RunSQL(_KEEP.format("external"), _KEEP.format("extended"))]
