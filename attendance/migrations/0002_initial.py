"""The first tables of the attendance app."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import agencies.migrating
import attendance.models.enrolment
import attendance.models.pupil


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("agencies", "__first__"),
        ("attendance", "0001_search_functions"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="BankHoliday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(unique=True)),
                ("title", models.CharField(max_length=80)),
                ("source", models.CharField(max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="Parent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=20)),
                ("surname", models.CharField(max_length=100)),
                ("forename", models.CharField(max_length=100)),
                ("telephone", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(blank=True, max_length=254)),
            ],
        ),
        migrations.CreateModel(
            name="ParentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(blank=True, max_length=20)),
                ("surname", models.CharField(max_length=100)),
                ("forename", models.CharField(max_length=100)),
                ("telephone", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="attendance.parent",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Pupil",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=attendance.models.pupil.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("upn", models.CharField(blank=True, max_length=13, verbose_name="UPN")),
                (
                    "upn_state",
                    models.CharField(
                        choices=[
                            ("permanent", "Permanent"),
                            ("temporary", "Temporary"),
                            ("invalid", "Not valid"),
                            ("none", "None held"),
                        ],
                        default="none",
                        max_length=9,
                    ),
                ),
                ("surname", models.CharField(max_length=100)),
                ("forename", models.CharField(max_length=100)),
                ("middle_names", models.CharField(blank=True, max_length=150)),
                ("known_as", models.CharField(blank=True, max_length=100)),
                ("born_on", models.DateField(verbose_name="date of birth")),
                ("sex", models.CharField(blank=True, choices=[("F", "Female"), ("M", "Male")], max_length=1)),
                ("ethnicity", models.CharField(blank=True, max_length=4)),
                ("first_language", models.CharField(blank=True, max_length=3)),
                ("restricted", models.BooleanField(default=False)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="attendance.pupil",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="agencies.ward"
                    ),
                ),
            ],
            options={
                "permissions": [("open_restricted_pupil", "Can open a restricted child's record")],
                "indexes": [
                    models.Index(fields=["born_on", "surname"], name="pupil_by_birth"),
                    models.Index(fields=["surname", "forename", "id"], name="pupil_by_name"),
                    models.Index(
                        condition=models.Q(("restricted", True)), fields=["id"], name="pupil_restricted"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True), ("upn_state__in", ["permanent", "temporary"])
                        ),
                        fields=("upn",),
                        name="one_pupil_per_upn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                        name="pupil_not_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("upn_state__in", ["permanent", "temporary", "invalid", "none"])),
                        name="upn_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Characteristic",
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
                        choices=[
                            ("fsm", "Eligible for free school meals"),
                            ("sen", "Special educational needs support"),
                            ("ehcp", "Education, health and care plan"),
                            ("lac", "Looked after by the authority"),
                            ("cin", "Child in need"),
                            ("cp", "Child protection plan"),
                            ("carer", "Young carer"),
                            ("eal", "English as an additional language"),
                            ("traveller", "Family travels for work"),
                            ("service", "Service child"),
                        ],
                        max_length=9,
                    ),
                ),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=80)),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="characteristics",
                        to="attendance.pupil",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "pupil"], name="characteristic_by_kind")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("pupil", "kind"),
                        name="one_open_characteristic",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("relationship", models.CharField(max_length=40)),
                ("parental_responsibility", models.BooleanField(null=True)),
                ("day_to_day_care", models.BooleanField(default=False)),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("began_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="attendance.parent",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="attendance.pupil",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("pupil", "parent"),
                        name="one_contact_per_parent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerUpn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("upn", models.CharField(max_length=13, verbose_name="UPN")),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_upns",
                        to="attendance.pupil",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["upn"], name="former_upn")],
                "constraints": [models.UniqueConstraint(fields=("pupil", "upn"), name="one_former_upn_once")],
            },
        ),
        migrations.CreateModel(
            name="PupilEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "ref",
                    models.CharField(default=attendance.models.pupil.new_ref, editable=False, max_length=10),
                ),
                ("upn", models.CharField(blank=True, max_length=13, verbose_name="UPN")),
                (
                    "upn_state",
                    models.CharField(
                        choices=[
                            ("permanent", "Permanent"),
                            ("temporary", "Temporary"),
                            ("invalid", "Not valid"),
                            ("none", "None held"),
                        ],
                        default="none",
                        max_length=9,
                    ),
                ),
                ("surname", models.CharField(max_length=100)),
                ("forename", models.CharField(max_length=100)),
                ("middle_names", models.CharField(blank=True, max_length=150)),
                ("known_as", models.CharField(blank=True, max_length=100)),
                ("born_on", models.DateField(verbose_name="date of birth")),
                ("sex", models.CharField(blank=True, choices=[("F", "Female"), ("M", "Male")], max_length=1)),
                ("ethnicity", models.CharField(blank=True, max_length=4)),
                ("first_language", models.CharField(blank=True, max_length=3)),
                ("restricted", models.BooleanField(default=False)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="attendance.pupil",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="attendance.pupil",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.ward",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PupilMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("moved", models.JSONField()),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "absorbed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absorbed_in",
                        to="attendance.pupil",
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
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="attendance.pupil",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PupilName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("surname", models.CharField(max_length=100)),
                ("forename", models.CharField(max_length=100)),
                ("is_alias", models.BooleanField(default=False)),
                ("hidden", models.BooleanField(default=False)),
                (
                    "key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=attendance.models.pupil.NameKey(models.F("forename"), models.F("surname")),
                        output_field=models.CharField(max_length=260),
                    ),
                ),
                (
                    "sound",
                    models.GeneratedField(
                        db_persist=True,
                        expression=attendance.models.pupil.Sound(models.F("forename"), models.F("surname")),
                        output_field=models.CharField(max_length=60),
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="attendance.pupil",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("key"), "gin_trgm_ops"),
                        condition=models.Q(("hidden", False)),
                        name="open_names_by_letters",
                    ),
                    models.Index(
                        condition=models.Q(("hidden", False)), fields=["sound"], name="open_names_by_sound"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("pupil", "surname", "forename"), name="one_name_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(editable=False, max_length=10, unique=True)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "file",
                    models.CharField(
                        help_text="Its unguessable name under the private directory", max_length=80
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("layout", models.CharField(blank=True, max_length=16)),
                ("mapping", models.JSONField(default=dict)),
                ("first_on", models.DateField(null=True)),
                ("last_on", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("staging", "Being read"),
                            ("staged", "Ready to check"),
                            ("applying", "Being applied"),
                            ("applied", "Applied"),
                            ("refused", "Refused"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="received",
                        max_length=9,
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=300)),
                ("remedy", models.CharField(blank=True, max_length=300)),
                ("counts", models.JSONField(default=dict)),
                ("applied_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="agencies.agency",
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["agency", "-received_at"], name="import_by_agency"),
                    models.Index(fields=["digest"], name="import_by_digest"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RejectedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("field", models.CharField(blank=True, max_length=40)),
                ("reason", models.CharField(max_length=300)),
                ("remedy", models.CharField(max_length=300)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rejects",
                        to="attendance.registerimport",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "line", "field", "reason"), name="one_reject_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("headers", models.JSONField()),
                ("mapping", models.JSONField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_mappings",
                        to="agencies.agency",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "name"), name="one_mapping_per_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="School",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urn", models.PositiveIntegerField(unique=True, verbose_name="URN")),
                ("establishment_number", models.CharField(blank=True, max_length=4)),
                ("name", models.CharField(max_length=120)),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("primary", "Primary"),
                            ("secondary", "Secondary"),
                            ("special", "Special"),
                            ("referral_unit", "Pupil referral unit"),
                        ],
                        max_length=16,
                    ),
                ),
                ("type_code", models.CharField(blank=True, max_length=2)),
                ("type_name", models.CharField(blank=True, max_length=80)),
                ("low_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("high_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("opened_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("street", models.CharField(blank=True, max_length=120)),
                ("locality", models.CharField(blank=True, max_length=120)),
                ("town", models.CharField(blank=True, max_length=80)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("telephone", models.CharField(blank=True, max_length=30)),
                ("head_title", models.CharField(blank=True, max_length=40)),
                ("head_first_name", models.CharField(blank=True, max_length=80)),
                ("head_last_name", models.CharField(blank=True, max_length=80)),
                ("ukprn", models.CharField(blank=True, max_length=8, verbose_name="UKPRN")),
                ("uprn", models.CharField(blank=True, max_length=12, verbose_name="UPRN")),
                ("school_week", models.CharField(default="01234", max_length=7)),
                ("registers_due", models.PositiveSmallIntegerField(default=1)),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="school",
                        to="agencies.agency",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schools",
                        to="agencies.localauthority",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schools",
                        to="agencies.agency",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="agencies.ward"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["authority", "establishment_number"], name="school_by_dfe_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "registration",
                    models.CharField(
                        choices=[
                            ("C", "Current, at this school alone"),
                            ("M", "Current main, registered at another school too"),
                            ("S", "Current subsidiary"),
                            ("G", "Guest"),
                        ],
                        default="C",
                        max_length=1,
                    ),
                ),
                ("year_group", models.CharField(blank=True, max_length=2)),
                ("form", models.CharField(blank=True, max_length=20, verbose_name="registration form")),
                ("boarder", models.BooleanField(default=False)),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("left_because", models.CharField(blank=True, max_length=120)),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enrolments",
                        to="attendance.pupil",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["school", "year_group", "pupil"], name="enrolment_by_school")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("began_on")),
                            _connector="OR",
                        ),
                        name="enrolment_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("pupil", "="),
                            ("school", "="),
                            (
                                attendance.models.enrolment.DateRange(
                                    models.F("began_on"),
                                    models.F("ended_on"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="one_enrolment_at_a_school_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=24)),
                ("key", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "New"),
                            ("seen", "Seen"),
                            ("acted", "Acted on"),
                            ("cleared", "Cleared"),
                        ],
                        default="raised",
                        max_length=7,
                    ),
                ),
                ("began_on", models.DateField(help_text="The first session the flag rests on")),
                ("reached_on", models.DateField(help_text="The session at which the rule was met")),
                ("raised_on", models.DateField(help_text="The date of the night that raised it")),
                ("cleared_on", models.DateField(blank=True, null=True)),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="How often it was raised: more than once, it came back"
                    ),
                ),
                ("sessions", models.PositiveSmallIntegerField()),
                ("detail", models.JSONField(default=dict)),
                ("severity", models.PositiveSmallIntegerField(default=1)),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="attendance.pupil",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pupil_flags",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "cleared"), _negated=True),
                        fields=["school", "-severity", "-reached_on"],
                        name="open_flags_by_school",
                    ),
                    models.Index(
                        condition=models.Q(("state", "cleared"), _negated=True),
                        fields=["-severity", "-reached_on", "id"],
                        name="open_flags_by_severity",
                    ),
                    models.Index(fields=["pupil", "rule"], name="flag_by_pupil"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pupil", "school", "rule", "key"), name="one_flag_for_the_same_sessions"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "cleared"), ("cleared_on__isnull", True), _connector="OR"
                        ),
                        name="only_cleared_flags_have_the_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("rows", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("staging", "Being read"),
                            ("staged", "Ready to check"),
                            ("applying", "Being applied"),
                            ("applied", "Applied"),
                            ("refused", "Refused"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="staged",
                        max_length=9,
                    ),
                ),
                ("counts", models.JSONField(default=dict)),
                ("problem", models.CharField(blank=True, max_length=300)),
                ("applied_at", models.DateTimeField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="attendance.registerimport",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_parts",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["school", "-applied_at"], name="part_by_school")],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "school"), name="one_part_per_school")
                ],
            },
        ),
        migrations.CreateModel(
            name="Register",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("marks", models.CharField(max_length=732)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registers",
                        to="attendance.enrolment",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registers",
                        to="attendance.pupil",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registers",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["school", "year"], name="register_by_school"),
                    models.Index(fields=["pupil", "year"], name="register_by_pupil"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "year"), name="one_register_per_year"),
                    models.CheckConstraint(
                        condition=models.Q(("marks__length", 732)), name="register_is_a_full_line"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchoolEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("urn", models.PositiveIntegerField(verbose_name="URN")),
                ("establishment_number", models.CharField(blank=True, max_length=4)),
                ("name", models.CharField(max_length=120)),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("primary", "Primary"),
                            ("secondary", "Secondary"),
                            ("special", "Special"),
                            ("referral_unit", "Pupil referral unit"),
                        ],
                        max_length=16,
                    ),
                ),
                ("type_code", models.CharField(blank=True, max_length=2)),
                ("type_name", models.CharField(blank=True, max_length=80)),
                ("low_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("high_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("opened_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("street", models.CharField(blank=True, max_length=120)),
                ("locality", models.CharField(blank=True, max_length=120)),
                ("town", models.CharField(blank=True, max_length=80)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("telephone", models.CharField(blank=True, max_length=30)),
                ("head_title", models.CharField(blank=True, max_length=40)),
                ("head_first_name", models.CharField(blank=True, max_length=80)),
                ("head_last_name", models.CharField(blank=True, max_length=80)),
                ("ukprn", models.CharField(blank=True, max_length=8, verbose_name="UKPRN")),
                ("uprn", models.CharField(blank=True, max_length=12, verbose_name="UPRN")),
                ("school_week", models.CharField(default="01234", max_length=7)),
                ("registers_due", models.PositiveSmallIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.localauthority",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="attendance.school",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.ward",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SchoolFlag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=24)),
                ("key", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "New"),
                            ("seen", "Seen"),
                            ("acted", "Acted on"),
                            ("cleared", "Cleared"),
                        ],
                        default="raised",
                        max_length=7,
                    ),
                ),
                ("began_on", models.DateField(help_text="The first session the flag rests on")),
                ("reached_on", models.DateField(help_text="The session at which the rule was met")),
                ("raised_on", models.DateField(help_text="The date of the night that raised it")),
                ("cleared_on", models.DateField(blank=True, null=True)),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="How often it was raised: more than once, it came back"
                    ),
                ),
                ("sessions", models.PositiveSmallIntegerField()),
                ("detail", models.JSONField(default=dict)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "rule", "key"), name="one_school_flag_for_the_same_sessions"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SchoolFlagMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "New"),
                            ("seen", "Seen"),
                            ("acted", "Acted on"),
                            ("cleared", "Cleared"),
                        ],
                        max_length=7,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "flag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="attendance.schoolflag",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SchoolLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("linked_urn", models.PositiveIntegerField(verbose_name="linked URN")),
                ("linked_name", models.CharField(blank=True, max_length=120)),
                ("kind", models.CharField(max_length=60)),
                ("established_on", models.DateField(blank=True, null=True)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "linked_urn", "kind"), name="one_school_link")
                ],
            },
        ),
        migrations.CreateModel(
            name="StagedLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("enrolment_id", models.BigIntegerField()),
                ("line", models.PositiveIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                ("first", models.PositiveSmallIntegerField()),
                ("marks", models.TextField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="attendance.registerimport",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="attendance.school"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["batch", "school"], name="staged_by_school")],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("possible", models.PositiveSmallIntegerField()),
                ("attended", models.PositiveSmallIntegerField()),
                ("authorised", models.PositiveSmallIntegerField()),
                ("unauthorised", models.PositiveSmallIntegerField()),
                ("late", models.PositiveSmallIntegerField()),
                ("no_reason", models.PositiveSmallIntegerField()),
                ("missing", models.PositiveSmallIntegerField()),
                ("recent_possible", models.PositiveSmallIntegerField()),
                ("recent_absent", models.PositiveSmallIntegerField()),
                ("before_possible", models.PositiveSmallIntegerField()),
                ("before_absent", models.PositiveSmallIntegerField()),
                ("pupil_possible", models.PositiveSmallIntegerField()),
                ("pupil_absent", models.PositiveSmallIntegerField()),
                (
                    "tier",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "No concern"),
                            (1, "At risk"),
                            (2, "Persistently absent"),
                            (3, "Severely absent"),
                        ]
                    ),
                ),
                ("on_roll", models.BooleanField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="attendance.enrolment",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="attendance.pupil",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("on_roll", True)),
                        fields=["school", "year", "tier"],
                        name="standing_by_school",
                    ),
                    models.Index(fields=["pupil", "year"], name="standing_by_pupil"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "year"), name="one_standing_per_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "possible",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("attended"), "+", models.F("authorised")
                                    ),
                                    "+",
                                    models.F("unauthorised"),
                                ),
                            )
                        ),
                        name="standing_adds_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportAgreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("visits_a_term", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(max_length=300)),
                ("agreed_on", models.DateField()),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="support_agreements",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "year"), name="one_agreement_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportAgreementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                ("visits_a_term", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(max_length=300)),
                ("agreed_on", models.DateField()),
                (
                    "agreed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="attendance.supportagreement",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupportVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("purpose", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="support_visits",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "on", "officer"), name="one_visit_a_day_and_officer"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=20)),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField()),
                ("half_term_began_on", models.DateField()),
                ("half_term_ended_on", models.DateField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="agencies.localauthority",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "year", "name"), name="one_term_per_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("began_on__lt", models.F("half_term_began_on")),
                            ("half_term_began_on__lte", models.F("half_term_ended_on")),
                            ("half_term_ended_on__lt", models.F("ended_on")),
                        ),
                        name="half_term_within_term",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("source_school", models.CharField(max_length=20)),
                ("upn", models.CharField(blank=True, max_length=20, verbose_name="UPN")),
                ("upn_state", models.CharField(max_length=9)),
                ("term", models.CharField(max_length=20)),
                ("possible", models.PositiveSmallIntegerField(null=True)),
                ("authorised", models.PositiveSmallIntegerField(null=True)),
                ("unauthorised", models.PositiveSmallIntegerField(null=True)),
                ("reasons", models.JSONField(default=dict)),
                ("exceeds_possible", models.BooleanField(default=False)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="term_totals",
                        to="attendance.registerimport",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="term_totals",
                        to="attendance.pupil",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "line"), name="one_term_total_per_line")
                ],
            },
        ),
        migrations.CreateModel(
            name="Timetable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sessions", models.CharField(max_length=14)),
                ("reason", models.CharField(max_length=300)),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("review_on", models.DateField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="timetables",
                        to="attendance.enrolment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sessions__regex", "^[01]{14}$")),
                        name="timetable_is_fourteen_sessions",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TimetableEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("sessions", models.CharField(max_length=14)),
                ("reason", models.CharField(max_length=300)),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("review_on", models.DateField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="attendance.enrolment",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="attendance.timetable",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnmatchedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("upn", models.CharField(blank=True, max_length=20, verbose_name="UPN")),
                ("surname", models.CharField(blank=True, max_length=100)),
                ("forename", models.CharField(blank=True, max_length=100)),
                ("born_on", models.DateField(null=True)),
                ("year_group", models.CharField(blank=True, max_length=2)),
                ("form", models.CharField(blank=True, max_length=20)),
                ("year", models.PositiveSmallIntegerField()),
                ("first", models.PositiveSmallIntegerField()),
                ("marks", models.TextField()),
                (
                    "settled_as",
                    models.CharField(
                        blank=True,
                        choices=[("matched", "Matched"), ("created", "New child"), ("refused", "Refused")],
                        max_length=8,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unmatched",
                        to="attendance.registerimport",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unmatched_rows",
                        to="attendance.school",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_pupil",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attendance.pupil",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_as", "")), fields=["school"], name="unmatched_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "line", "year"), name="one_unmatched_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lines", models.TextField()),
                ("town", models.CharField(blank=True, max_length=80)),
                ("postcode", models.CharField(blank=True, max_length=10)),
                ("country", models.CharField(blank=True, max_length=60)),
                ("began_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("confirmed_on", models.DateField(blank=True, null=True)),
                ("sealed", models.BooleanField(default=False)),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="agencies.ward"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="attendance.parent",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "addresses",
                "permissions": [("open_restricted_address", "Can open a sealed address")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("began_on__isnull", True),
                            ("ended_on__gte", models.F("began_on")),
                            _connector="OR",
                        ),
                        name="address_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Calendar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("sessions", models.CharField(max_length=732)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendars",
                        to="agencies.localauthority",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendars",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "year"), name="one_calendar_per_school_year"),
                    models.UniqueConstraint(
                        condition=models.Q(("school__isnull", True)),
                        fields=("authority", "year"),
                        name="one_template_per_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sessions__length", 732)), name="calendar_is_a_full_line"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CharacteristicEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fsm", "Eligible for free school meals"),
                            ("sen", "Special educational needs support"),
                            ("ehcp", "Education, health and care plan"),
                            ("lac", "Looked after by the authority"),
                            ("cin", "Child in need"),
                            ("cp", "Child protection plan"),
                            ("carer", "Young carer"),
                            ("eal", "English as an additional language"),
                            ("traveller", "Family travels for work"),
                            ("service", "Service child"),
                        ],
                        max_length=9,
                    ),
                ),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=80)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="attendance.characteristic",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="attendance.pupil",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EnrolmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "registration",
                    models.CharField(
                        choices=[
                            ("C", "Current, at this school alone"),
                            ("M", "Current main, registered at another school too"),
                            ("S", "Current subsidiary"),
                            ("G", "Guest"),
                        ],
                        default="C",
                        max_length=1,
                    ),
                ),
                ("year_group", models.CharField(blank=True, max_length=2)),
                ("form", models.CharField(blank=True, max_length=20, verbose_name="registration form")),
                ("boarder", models.BooleanField(default=False)),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("left_because", models.CharField(blank=True, max_length=120)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="attendance.enrolment",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="attendance.pupil",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FlagMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "New"),
                            ("seen", "Seen"),
                            ("acted", "Acted on"),
                            ("cleared", "Cleared"),
                        ],
                        max_length=7,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "flag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="attendance.flag",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Involvement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("enrolled", "the child is on the school's roll"),
                            ("area", "the team works with the child's school"),
                            ("looked_after", "the child is looked after by the authority"),
                            ("child_protection", "the child has a child protection plan"),
                            ("request", "the agency was asked to help"),
                            ("court_order", "a court order names the agency"),
                            ("consent", "the family agreed"),
                            ("safeguarding", "it is needed to keep the child safe"),
                            ("sweep", "the child was stopped in a truancy sweep"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "scope",
                    models.PositiveSmallIntegerField(choices=[(1, "marks"), (2, "casework"), (3, "legal")]),
                ),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("sealed", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="involvements",
                        to="agencies.agency",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="involvements",
                        to="attendance.pupil",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["agency", "pupil"],
                        include=("scope", "began_on", "ended_on"),
                        name="involvement_by_agency",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("pupil", "agency", "basis"),
                        name="one_open_involvement_per_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("began_on")),
                            _connector="OR",
                        ),
                        name="involvement_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", [1, 2, 3])), name="involvement_scope_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvolvementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("enrolled", "the child is on the school's roll"),
                            ("area", "the team works with the child's school"),
                            ("looked_after", "the child is looked after by the authority"),
                            ("child_protection", "the child has a child protection plan"),
                            ("request", "the agency was asked to help"),
                            ("court_order", "a court order names the agency"),
                            ("consent", "the family agreed"),
                            ("safeguarding", "it is needed to keep the child safe"),
                            ("sweep", "the child was stopped in a truancy sweep"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "scope",
                    models.PositiveSmallIntegerField(choices=[(1, "marks"), (2, "casework"), (3, "legal")]),
                ),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("sealed", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="attendance.involvement",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="attendance.pupil",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="JobRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("job", models.CharField(max_length=24)),
                ("on", models.DateField()),
                ("chunk", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("owed", "Owed"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="owed",
                        max_length=7,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("began_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("counts", models.JSONField(default=dict)),
                ("error", models.TextField(blank=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "done"), _negated=True),
                        fields=["job", "on"],
                        name="job_not_done",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("job", "on", "chunk"), name="one_run_per_chunk")
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalSetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("value", models.JSONField()),
                ("reason", models.CharField(max_length=300)),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="settings",
                        to="agencies.localauthority",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("authority", "="),
                            ("key", "="),
                            (
                                attendance.models.enrolment.DateRange(
                                    models.F("began_on"),
                                    models.F("ended_on"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="one_answer_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalSettingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("key", models.CharField(max_length=40)),
                ("value", models.JSONField()),
                ("reason", models.CharField(max_length=300)),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.localauthority",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="attendance.localsetting",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MarkChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("old", models.CharField(max_length=1)),
                ("new", models.CharField(max_length=1)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mark_changes",
                        to="attendance.pupil",
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="attendance.register",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="attendance.registerimport",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["pupil", "-at"], name="mark_change_by_pupil")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("position__lt", 732)), name="mark_change_within_the_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("old", models.F("new")), _negated=True),
                        name="mark_change_changes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NamedForAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="attendance.address"),
                ),
                (
                    "permission",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "unique_together": {("user", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="NamedForPupil",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="attendance.pupil"),
                ),
            ],
            options={
                "abstract": False,
                "unique_together": {("user", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="NamedOfficer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_for",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="named_officers",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("school",),
                        name="one_named_officer_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("began_on")),
                            _connector="OR",
                        ),
                        name="named_officer_ends_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NamedOfficerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="attendance.namedofficer",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="attendance.school",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("relationship", models.CharField(max_length=40)),
                ("parental_responsibility", models.BooleanField(null=True)),
                ("day_to_day_care", models.BooleanField(default=False)),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("began_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="attendance.contact",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="attendance.parent",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="attendance.pupil",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AddressEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("lines", models.TextField()),
                ("town", models.CharField(blank=True, max_length=80)),
                ("postcode", models.CharField(blank=True, max_length=10)),
                ("country", models.CharField(blank=True, max_length=60)),
                ("began_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("confirmed_on", models.DateField(blank=True, null=True)),
                ("sealed", models.BooleanField(default=False)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="attendance.address",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.ward",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="attendance.parent",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        agencies.migrating.AddTriggers(
            triggers=[
                (
                    "parent",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_parentevent" ("email", "forename", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surname", "telephone", "title") SELECT new_values."email", new_values."forename", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."surname", new_values."telephone", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="5040e1086379b1368e021de68b5d1f1801043197",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e90b7",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="attendance_parent",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "parent",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_parentevent" ("email", "forename", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surname", "telephone", "title") SELECT new_values."email", new_values."forename", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."surname", new_values."telephone", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="1d2b3fe086306ac1272b5012fa035c98532bdae7",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f7461",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="attendance_parent",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "parent",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_parentevent" ("email", "forename", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surname", "telephone", "title") SELECT old_values."email", old_values."forename", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."surname", old_values."telephone", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="9843a5e82b6d277c51214c31eb11e65d4dc67697",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d3adf",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="attendance_parent",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "flagmove",
                    pgtrigger.compiler.Trigger(
                        name="flag_move_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3187f33e07b07542835630bddfff29cbaa71aec5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_flag_move_stands_a5fff",
                            table="attendance_flagmove",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "localsetting",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_localsettingevent" ("authority_id", "began_on", "decided_by_id", "ended_on", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "value") SELECT new_values."authority_id", new_values."began_on", new_values."decided_by_id", new_values."ended_on", new_values."id", new_values."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reason", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="1239e8246672aff3b7a7d84f210c67930998ef59",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_86776",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="attendance_localsetting",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "localsetting",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_localsettingevent" ("authority_id", "began_on", "decided_by_id", "ended_on", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "value") SELECT new_values."authority_id", new_values."began_on", new_values."decided_by_id", new_values."ended_on", new_values."id", new_values."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."reason", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="d93f895b84efc3dd2470ad97efda6c6e3d07f705",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_07a0f",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="attendance_localsetting",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "localsetting",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_localsettingevent" ("authority_id", "began_on", "decided_by_id", "ended_on", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "value") SELECT old_values."authority_id", old_values."began_on", old_values."decided_by_id", old_values."ended_on", old_values."id", old_values."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."reason", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="4b39a205a51ffd9c8f435816a39500b603ab07f2",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a9bf3",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="attendance_localsetting",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "localsettingevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="460955112f04923efec9ca60c22a7685f337f9b5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4b82c",
                            table="attendance_localsettingevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "addressevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6009f5c3dfa8ec5018091ebf2ce16e1fd6076a29",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ea7eb",
                            table="attendance_addressevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "address",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_addressevent" ("began_on", "confirmed_on", "country", "ended_on", "id", "lines", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "sealed", "town", "ward_id") SELECT new_values."began_on", new_values."confirmed_on", new_values."country", new_values."ended_on", new_values."id", new_values."lines", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."postcode", new_values."sealed", new_values."town", new_values."ward_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="73a625fcc4d4183596292c52e3b26e27289a392d",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fc90a",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="attendance_address",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "address",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_addressevent" ("began_on", "confirmed_on", "country", "ended_on", "id", "lines", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "sealed", "town", "ward_id") SELECT new_values."began_on", new_values."confirmed_on", new_values."country", new_values."ended_on", new_values."id", new_values."lines", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."postcode", new_values."sealed", new_values."town", new_values."ward_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="3c33e494bec9e45b5309d87a336a2f6de532c496",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a4f98",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="attendance_address",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "address",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_addressevent" ("began_on", "confirmed_on", "country", "ended_on", "id", "lines", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "sealed", "town", "ward_id") SELECT old_values."began_on", old_values."confirmed_on", old_values."country", old_values."ended_on", old_values."id", old_values."lines", old_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."postcode", old_values."sealed", old_values."town", old_values."ward_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="3b9e20566ecfdb4d7cc6b90de1475b9f37a366b9",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_acd94",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="attendance_address",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "parentevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e18adea32f4c04f1d100057a9b3bf872322b2543",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_215f7",
                            table="attendance_parentevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "pupil",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_pupilevent" ("born_on", "ethnicity", "first_language", "forename", "id", "known_as", "merged_into_id", "middle_names", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "restricted", "sex", "surname", "upn", "upn_state", "ward_id") SELECT new_values."born_on", new_values."ethnicity", new_values."first_language", new_values."forename", new_values."id", new_values."known_as", new_values."merged_into_id", new_values."middle_names", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."ref", new_values."restricted", new_values."sex", new_values."surname", new_values."upn", new_values."upn_state", new_values."ward_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="cca4fd42728d4cf8f1d69c0d88253233503a3acf",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b080e",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="attendance_pupil",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "pupil",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_pupilevent" ("born_on", "ethnicity", "first_language", "forename", "id", "known_as", "merged_into_id", "middle_names", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "restricted", "sex", "surname", "upn", "upn_state", "ward_id") SELECT new_values."born_on", new_values."ethnicity", new_values."first_language", new_values."forename", new_values."id", new_values."known_as", new_values."merged_into_id", new_values."middle_names", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."ref", new_values."restricted", new_values."sex", new_values."surname", new_values."upn", new_values."upn_state", new_values."ward_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="9b4424226fd0ff8a72f28b96f2ef6b0cc750f8e7",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_23eba",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="attendance_pupil",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "pupil",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_pupilevent" ("born_on", "ethnicity", "first_language", "forename", "id", "known_as", "merged_into_id", "middle_names", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "restricted", "sex", "surname", "upn", "upn_state", "ward_id") SELECT old_values."born_on", old_values."ethnicity", old_values."first_language", old_values."forename", old_values."id", old_values."known_as", old_values."merged_into_id", old_values."middle_names", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."ref", old_values."restricted", old_values."sex", old_values."surname", old_values."upn", old_values."upn_state", old_values."ward_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="1cc28ac47ebdb9e0c7ee774b6ba8dcd00d8d1e99",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c15f7",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="attendance_pupil",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "involvementevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d65328d70fdb116e53b4b0d1aff1f710fc49c7a6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8e564",
                            table="attendance_involvementevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "involvement",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_involvementevent" ("agency_id", "basis", "began_on", "ended_on", "granted_by_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "scope", "sealed") SELECT new_values."agency_id", new_values."basis", new_values."began_on", new_values."ended_on", new_values."granted_by_id", new_values."id", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."pupil_id", new_values."scope", new_values."sealed" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="1e2880986febd78ac9b2471b8f32ca017caf64e0",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_586f2",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="attendance_involvement",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "involvement",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_involvementevent" ("agency_id", "basis", "began_on", "ended_on", "granted_by_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "scope", "sealed") SELECT new_values."agency_id", new_values."basis", new_values."began_on", new_values."ended_on", new_values."granted_by_id", new_values."id", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."pupil_id", new_values."scope", new_values."sealed" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="2665c41bdc7657fc83480823a5627309c2f35bf7",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_07ee8",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="attendance_involvement",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "involvement",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_involvementevent" ("agency_id", "basis", "began_on", "ended_on", "granted_by_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "scope", "sealed") SELECT old_values."agency_id", old_values."basis", old_values."began_on", old_values."ended_on", old_values."granted_by_id", old_values."id", old_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."pupil_id", old_values."scope", old_values."sealed" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="65adcc782c4ec3abf4198fc342a97340eb2bd1de",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0be73",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="attendance_involvement",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "contactevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d8927361d06bc939bcade381e27bb84b76aaa4f2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ed8f1",
                            table="attendance_contactevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "contact",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_contactevent" ("began_on", "day_to_day_care", "ended_on", "id", "order", "parent_id", "parental_responsibility", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "relationship") SELECT new_values."began_on", new_values."day_to_day_care", new_values."ended_on", new_values."id", new_values."order", new_values."parent_id", new_values."parental_responsibility", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."pupil_id", new_values."relationship" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="ffdd69af247de0112a56e7baa137c5a192d4b592",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_87fd5",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="attendance_contact",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "contact",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_contactevent" ("began_on", "day_to_day_care", "ended_on", "id", "order", "parent_id", "parental_responsibility", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "relationship") SELECT new_values."began_on", new_values."day_to_day_care", new_values."ended_on", new_values."id", new_values."order", new_values."parent_id", new_values."parental_responsibility", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."pupil_id", new_values."relationship" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="871623ebc1c45732a6e9c880180215030907b453",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_22825",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="attendance_contact",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "contact",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_contactevent" ("began_on", "day_to_day_care", "ended_on", "id", "order", "parent_id", "parental_responsibility", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "relationship") SELECT old_values."began_on", old_values."day_to_day_care", old_values."ended_on", old_values."id", old_values."order", old_values."parent_id", old_values."parental_responsibility", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."pupil_id", old_values."relationship" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="2d100be5f1541b68c464ab71c442da0af798f92c",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_40e88",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="attendance_contact",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "characteristicevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7471c917c48d4cc295d02439e0169ed495c74911",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c18c0",
                            table="attendance_characteristicevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "characteristic",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_characteristicevent" ("began_on", "ended_on", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "source") SELECT new_values."began_on", new_values."ended_on", new_values."id", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."pupil_id", new_values."source" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="71150b64901e72b4f56c9fc07db9c23129a59b9b",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_54046",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="attendance_characteristic",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "characteristic",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_characteristicevent" ("began_on", "ended_on", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "source") SELECT new_values."began_on", new_values."ended_on", new_values."id", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."pupil_id", new_values."source" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="cbb78f246d97b91fefade8204016514cd0df770b",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d8f03",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="attendance_characteristic",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "characteristic",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_characteristicevent" ("began_on", "ended_on", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "source") SELECT old_values."began_on", old_values."ended_on", old_values."id", old_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."pupil_id", old_values."source" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="92a66a3241e0134b08892717214e3bc00a382b85",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c6893",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="attendance_characteristic",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "pupilevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f5cd5f0ef5bf6ef75a74c3e8aa95c6139bd81316",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2ad07",
                            table="attendance_pupilevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "markchange",
                    pgtrigger.compiler.Trigger(
                        name="mark_change_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fc014d04479c89b7017c74eb6822a9c3887d17d7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_mark_change_stands_085da",
                            table="attendance_markchange",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "school",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_schoolevent" ("agency_id", "authority_id", "closed_on", "establishment_number", "head_first_name", "head_last_name", "head_title", "high_age", "id", "locality", "low_age", "name", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "postcode", "registers_due", "school_week", "street", "team_id", "telephone", "town", "type_code", "type_name", "ukprn", "uprn", "urn", "ward_id") SELECT new_values."agency_id", new_values."authority_id", new_values."closed_on", new_values."establishment_number", new_values."head_first_name", new_values."head_last_name", new_values."head_title", new_values."high_age", new_values."id", new_values."locality", new_values."low_age", new_values."name", new_values."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phase", new_values."postcode", new_values."registers_due", new_values."school_week", new_values."street", new_values."team_id", new_values."telephone", new_values."town", new_values."type_code", new_values."type_name", new_values."ukprn", new_values."uprn", new_values."urn", new_values."ward_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="208e9cd795bc483a2295bac112c1c6c88048f320",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2974b",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="attendance_school",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "school",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_schoolevent" ("agency_id", "authority_id", "closed_on", "establishment_number", "head_first_name", "head_last_name", "head_title", "high_age", "id", "locality", "low_age", "name", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "postcode", "registers_due", "school_week", "street", "team_id", "telephone", "town", "type_code", "type_name", "ukprn", "uprn", "urn", "ward_id") SELECT new_values."agency_id", new_values."authority_id", new_values."closed_on", new_values."establishment_number", new_values."head_first_name", new_values."head_last_name", new_values."head_title", new_values."high_age", new_values."id", new_values."locality", new_values."low_age", new_values."name", new_values."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."phase", new_values."postcode", new_values."registers_due", new_values."school_week", new_values."street", new_values."team_id", new_values."telephone", new_values."town", new_values."type_code", new_values."type_name", new_values."ukprn", new_values."uprn", new_values."urn", new_values."ward_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="5be85ea22a038163640525b5eb718a589d58d6fe",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0eaa8",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="attendance_school",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "school",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_schoolevent" ("agency_id", "authority_id", "closed_on", "establishment_number", "head_first_name", "head_last_name", "head_title", "high_age", "id", "locality", "low_age", "name", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "postcode", "registers_due", "school_week", "street", "team_id", "telephone", "town", "type_code", "type_name", "ukprn", "uprn", "urn", "ward_id") SELECT old_values."agency_id", old_values."authority_id", old_values."closed_on", old_values."establishment_number", old_values."head_first_name", old_values."head_last_name", old_values."head_title", old_values."high_age", old_values."id", old_values."locality", old_values."low_age", old_values."name", old_values."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."phase", old_values."postcode", old_values."registers_due", old_values."school_week", old_values."street", old_values."team_id", old_values."telephone", old_values."town", old_values."type_code", old_values."type_name", old_values."ukprn", old_values."uprn", old_values."urn", old_values."ward_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="96ab272a29f245761e0f5c89d734d737ed39dce5",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b42d2",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="attendance_school",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "namedofficerevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bc54e6a0330ad0d84bb92572017cf34554033f56",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2e23d",
                            table="attendance_namedofficerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "namedofficer",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_namedofficerevent" ("began_on", "ended_on", "id", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") SELECT new_values."began_on", new_values."ended_on", new_values."id", new_values."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."school_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="6cf03d83c8ce393cadad0b90891e8e3ae0419b87",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_16fc6",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="attendance_namedofficer",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "namedofficer",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_namedofficerevent" ("began_on", "ended_on", "id", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") SELECT new_values."began_on", new_values."ended_on", new_values."id", new_values."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."school_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="d1d8fac1a8786ae8006a054d9ce9959723b5250d",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fa160",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="attendance_namedofficer",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "namedofficer",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_namedofficerevent" ("began_on", "ended_on", "id", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") SELECT old_values."began_on", old_values."ended_on", old_values."id", old_values."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."school_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="8a49e3e3a7b55d3172f2851d036606daf46d3af4",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2a9c6",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="attendance_namedofficer",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "enrolmentevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="62799d6bca7595071320114717e27a63a844e798",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c098e",
                            table="attendance_enrolmentevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "enrolment",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_enrolmentevent" ("began_on", "boarder", "ended_on", "form", "id", "left_because", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "registration", "school_id", "year_group") SELECT new_values."began_on", new_values."boarder", new_values."ended_on", new_values."form", new_values."id", new_values."left_because", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."pupil_id", new_values."registration", new_values."school_id", new_values."year_group" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="14d8e085e4e5c1b4d0d30b8676d2e5bf5a2b1d25",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f67ac",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="attendance_enrolment",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "enrolment",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_enrolmentevent" ("began_on", "boarder", "ended_on", "form", "id", "left_because", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "registration", "school_id", "year_group") SELECT new_values."began_on", new_values."boarder", new_values."ended_on", new_values."form", new_values."id", new_values."left_because", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."pupil_id", new_values."registration", new_values."school_id", new_values."year_group" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="a813c3304242646f6f7ffcaa515c021775575330",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fdda3",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="attendance_enrolment",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "enrolment",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_enrolmentevent" ("began_on", "boarder", "ended_on", "form", "id", "left_because", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "registration", "school_id", "year_group") SELECT old_values."began_on", old_values."boarder", old_values."ended_on", old_values."form", old_values."id", old_values."left_because", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."pupil_id", old_values."registration", old_values."school_id", old_values."year_group" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="0fb49170af4779fbeaf009bf8f839fd762313b2a",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fb897",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="attendance_enrolment",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "schoolevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3da498912eef8624cb75161d4ca29bada4097316",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6b7e5",
                            table="attendance_schoolevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "schoolflagmove",
                    pgtrigger.compiler.Trigger(
                        name="school_flag_move_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0081c11b5a3fc62537774b6ece3bc2f83e42745a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_school_flag_move_stands_19149",
                            table="attendance_schoolflagmove",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "supportagreement",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_supportagreementevent" ("agreed_by_id", "agreed_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "school_id", "visits_a_term", "year") SELECT new_values."agreed_by_id", new_values."agreed_on", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reason", new_values."school_id", new_values."visits_a_term", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="b88ac8ef1dceca046bf71662374c865d966bf4d2",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_879fc",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="attendance_supportagreement",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "supportagreement",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_supportagreementevent" ("agreed_by_id", "agreed_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "school_id", "visits_a_term", "year") SELECT new_values."agreed_by_id", new_values."agreed_on", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."reason", new_values."school_id", new_values."visits_a_term", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="ed646adf485c840e491ce1e823f98d87d0251e05",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5d21a",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="attendance_supportagreement",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "supportagreement",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_supportagreementevent" ("agreed_by_id", "agreed_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "school_id", "visits_a_term", "year") SELECT old_values."agreed_by_id", old_values."agreed_on", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."reason", old_values."school_id", old_values."visits_a_term", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="f9c89c776be312781366f5b541826cc3b5cb68f2",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_62dcd",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="attendance_supportagreement",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "supportagreementevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7344754d66ee8ad19dae1e67b97a91f3c7b3eb20",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_27158",
                            table="attendance_supportagreementevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "timetable",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_timetableevent" ("began_on", "ended_on", "enrolment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_on", "sessions") SELECT new_values."began_on", new_values."ended_on", new_values."enrolment_id", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reason", new_values."review_on", new_values."sessions" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="05a27cac578b4ece5e4b44a58163b51a1674ed34",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_73d83",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="attendance_timetable",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "timetable",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_timetableevent" ("began_on", "ended_on", "enrolment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_on", "sessions") SELECT new_values."began_on", new_values."ended_on", new_values."enrolment_id", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."reason", new_values."review_on", new_values."sessions" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="89736581d6e5370604007c481e7937ce55e6889f",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fe115",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="attendance_timetable",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "timetable",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "attendance_timetableevent" ("began_on", "ended_on", "enrolment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_on", "sessions") SELECT old_values."began_on", old_values."ended_on", old_values."enrolment_id", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."reason", old_values."review_on", old_values."sessions" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="1442338c52d514725ac050d83472263b4590af53",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0c355",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="attendance_timetable",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "timetableevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="cc28c29c81a7f243abc1a890cfed856dd794653c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b207e",
                            table="attendance_timetableevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
