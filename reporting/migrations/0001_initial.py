"""The first tables of the reporting app."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PublishedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=80)),
                ("period", models.CharField(max_length=20)),
                ("level", models.CharField(max_length=20)),
                ("area_code", models.CharField(max_length=9)),
                ("area_name", models.CharField(max_length=80)),
                ("phase", models.CharField(max_length=40)),
                ("indicator", models.CharField(max_length=60)),
                ("value", models.DecimalField(decimal_places=9, max_digits=20, null=True)),
                ("withheld", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "period", "level", "area_code", "phase", "indicator"),
                        name="one_published_figure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value__isnull", False), ("withheld", "")),
                            models.Q(("value__isnull", True), models.Q(("withheld", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_figure_or_why_not",
                    ),
                ],
            },
        ),
    ]
