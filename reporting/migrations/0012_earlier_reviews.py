"""What reviews of a school's action found before the last one."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0011_target_lead"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlierReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "In hand"),
                            ("done", "Done"),
                            ("partly", "Partly done"),
                            ("dropped", "Dropped"),
                        ],
                        max_length=7,
                    ),
                ),
                ("became", models.CharField(max_length=500)),
                ("reviewed_on", models.DateField()),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier_reviews",
                        to="reporting.schoolaction",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-reviewed_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("action", "reviewed_on"), name="one_earlier_review_a_day")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="earlierreview",
            trigger=pgtrigger.compiler.Trigger(
                name="earlier_review_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1bac5f578559a947479af13789ffc4c399f6c29d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_earlier_review_stays_35ad2",
                    table="reporting_earlierreview",
                    when="BEFORE",
                ),
            ),
        ),
    ]
