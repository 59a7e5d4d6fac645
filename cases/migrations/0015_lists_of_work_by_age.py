from django.db import migrations, models

LIVE = ("referred", "assessing", "supported", "enforcing", "paused", "closing")


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_assessments_and_reviews")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="live_cases_by_officer"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", LIVE)),
                fields=["officer", "opened_on", "id"],
                include=("pupil", "team", "state"),
                name="live_cases_by_officer",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("state__in", ("draft", "submitted", "queried"))),
                fields=["due_on", "id"],
                name="referrals_at_hand",
            ),
        ),
    ]
