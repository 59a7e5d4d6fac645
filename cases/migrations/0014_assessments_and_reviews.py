import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_messages"),
        ("cases", "0013_meetings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="reason",
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name="SetItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("lac", "Looked-after review"), ("cp", "Child protection review")],
                        max_length=3,
                    ),
                ),
                ("on", models.DateField()),
                ("began_on", models.DateField()),
                ("possible", models.PositiveIntegerField()),
                ("attended", models.PositiveIntegerField()),
                ("said", models.TextField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="set_items", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "-on", "-id"], name="set_items_of_case")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="setitem",
            trigger=pgtrigger.compiler.Trigger(
                name="set_item_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="aee6374db4243192a35b40e6c2ec99a7b8c9264a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_set_item_stays_57f46",
                    table="cases_setitem",
                    when="BEFORE",
                ),
            ),
        ),
    ]
