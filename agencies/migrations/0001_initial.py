"""The first tables of the agencies app."""

import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import agencies.migrating


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="LocalAuthority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=3, unique=True)),
                ("gss_code", models.CharField(blank=True, max_length=9, verbose_name="ONS code")),
                ("name", models.CharField(max_length=100)),
            ],
            options={
                "verbose_name_plural": "local authorities",
            },
        ),
        migrations.CreateModel(
            name="Agency",
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
                            ("local_authority", "Local authority"),
                            ("locality_team", "Locality team"),
                            ("school", "School"),
                            ("youth_offending", "Youth Offending Service"),
                            ("best", "Behaviour Improvement Programme and BEST"),
                            ("school_nursing", "School nursing service"),
                            ("passenger_transport", "Passenger transport unit"),
                            ("school_improvement", "School improvement service"),
                            ("child_protection", "Child protection and looked-after children"),
                            ("safeguarding", "Safeguarding unit"),
                            ("youth_service", "Youth service"),
                            ("connexions", "Connexions service"),
                            ("police", "Police"),
                            ("health", "Health"),
                            ("housing", "Housing"),
                            ("community_safety", "Community safety unit"),
                            ("voluntary", "Voluntary sector"),
                        ],
                        max_length=24,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("telephone", models.CharField(blank=True, max_length=30)),
                ("is_open", models.BooleanField(default=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="agencies.localauthority",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "agencies",
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "kind", "name"), name="one_agency_per_name"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "local_authority")),
                        fields=("authority",),
                        name="one_authority_agency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "local_authority",
                                    "locality_team",
                                    "school",
                                    "youth_offending",
                                    "best",
                                    "school_nursing",
                                    "passenger_transport",
                                    "school_improvement",
                                    "child_protection",
                                    "safeguarding",
                                    "youth_service",
                                    "connexions",
                                    "police",
                                    "health",
                                    "housing",
                                    "community_safety",
                                    "voluntary",
                                ],
                            )
                        ),
                        name="agency_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="email address")),
                ("name", models.CharField(max_length=120)),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="email_in_lower_case",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("view", "Looked at"),
                            ("search", "Searched"),
                            ("export", "Downloaded"),
                            ("refused", "Was refused"),
                        ],
                        max_length=8,
                    ),
                ),
                ("page", models.CharField(max_length=80)),
                ("pupil_id", models.BigIntegerField(null=True)),
                ("results", models.PositiveIntegerField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["pupil_id", "-at"], name="access_by_pupil")],
            },
        ),
        migrations.CreateModel(
            name="InterventionType",
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
                            ("local_authority", "Local authority"),
                            ("locality_team", "Locality team"),
                            ("school", "School"),
                            ("youth_offending", "Youth Offending Service"),
                            ("best", "Behaviour Improvement Programme and BEST"),
                            ("school_nursing", "School nursing service"),
                            ("passenger_transport", "Passenger transport unit"),
                            ("school_improvement", "School improvement service"),
                            ("child_protection", "Child protection and looked-after children"),
                            ("safeguarding", "Safeguarding unit"),
                            ("youth_service", "Youth service"),
                            ("connexions", "Connexions service"),
                            ("police", "Police"),
                            ("health", "Health"),
                            ("housing", "Housing"),
                            ("community_safety", "Community safety unit"),
                            ("voluntary", "Voluntary sector"),
                        ],
                        max_length=24,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("outcome", models.TextField(blank=True)),
                ("from_year_group", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "name"), name="one_intervention_type")
                ],
            },
        ),
        migrations.CreateModel(
            name="PractitionerRole",
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
                            ("local_authority", "Local authority"),
                            ("locality_team", "Locality team"),
                            ("school", "School"),
                            ("youth_offending", "Youth Offending Service"),
                            ("best", "Behaviour Improvement Programme and BEST"),
                            ("school_nursing", "School nursing service"),
                            ("passenger_transport", "Passenger transport unit"),
                            ("school_improvement", "School improvement service"),
                            ("child_protection", "Child protection and looked-after children"),
                            ("safeguarding", "Safeguarding unit"),
                            ("youth_service", "Youth service"),
                            ("connexions", "Connexions service"),
                            ("police", "Police"),
                            ("health", "Health"),
                            ("housing", "Housing"),
                            ("community_safety", "Community safety unit"),
                            ("voluntary", "Voluntary sector"),
                        ],
                        max_length=24,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("responsibilities", models.TextField(blank=True)),
                ("outcomes", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "name"), name="one_practitioner_role")
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role_name",
                    models.CharField(
                        choices=[
                            ("welfare_officer", "Education welfare officer"),
                            ("team_manager", "Locality team manager"),
                            ("attendance_leader", "Attendance leader"),
                            ("legal_officer", "Legal and court officer"),
                            ("assistant_director", "Assistant Director Inclusion"),
                            ("improvement_officer", "School improvement officer"),
                            ("looked_after_manager", "Looked-after children team manager"),
                            ("safeguarding_officer", "Safeguarding officer"),
                            ("school_lead", "School attendance lead"),
                            ("head_teacher", "Head teacher"),
                            ("partner", "Partner practitioner"),
                            ("police_officer", "School-based police officer"),
                            ("elected_member", "Elected member"),
                            ("operator", "System operator"),
                        ],
                        max_length=24,
                        verbose_name="role",
                    ),
                ),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="agencies.agency",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "practitioner_role",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agencies.practitionerrole",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("user", "agency"),
                        name="one_role_per_agency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("began_on")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role_name__in",
                                [
                                    "welfare_officer",
                                    "team_manager",
                                    "attendance_leader",
                                    "legal_officer",
                                    "assistant_director",
                                    "improvement_officer",
                                    "looked_after_manager",
                                    "safeguarding_officer",
                                    "school_lead",
                                    "head_teacher",
                                    "partner",
                                    "police_officer",
                                    "elected_member",
                                    "operator",
                                ],
                            )
                        ),
                        name="membership_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "role_name",
                    models.CharField(
                        choices=[
                            ("welfare_officer", "Education welfare officer"),
                            ("team_manager", "Locality team manager"),
                            ("attendance_leader", "Attendance leader"),
                            ("legal_officer", "Legal and court officer"),
                            ("assistant_director", "Assistant Director Inclusion"),
                            ("improvement_officer", "School improvement officer"),
                            ("looked_after_manager", "Looked-after children team manager"),
                            ("safeguarding_officer", "Safeguarding officer"),
                            ("school_lead", "School attendance lead"),
                            ("head_teacher", "Head teacher"),
                            ("partner", "Partner practitioner"),
                            ("police_officer", "School-based police officer"),
                            ("elected_member", "Elected member"),
                            ("operator", "System operator"),
                        ],
                        max_length=24,
                        verbose_name="role",
                    ),
                ),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "practitioner_role",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.practitionerrole",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("read", "Read schools, pupils, marks and flags"),
                            ("registers", "Send registers"),
                        ],
                        max_length=12,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("expires_on", models.DateField()),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to="agencies.membership",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UserEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="email address")),
                ("name", models.CharField(max_length=120)),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Ward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=9, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("from_year", models.PositiveSmallIntegerField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wards",
                        to="agencies.localauthority",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wards",
                        to="agencies.agency",
                    ),
                ),
            ],
        ),
        agencies.migrating.AddTriggers(
            triggers=[
                (
                    "user",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_userevent" ("email", "id", "is_active", "is_superuser", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."email", new_values."id", new_values."is_active", new_values."is_superuser", new_values."joined_at", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="d47414623d7d12d0d67fc8fcc8d6c0951b33920b",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2175f",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="agencies_user",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "user",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_userevent" ("email", "id", "is_active", "is_superuser", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."email", new_values."id", new_values."is_active", new_values."is_superuser", new_values."joined_at", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."is_superuser" IS DISTINCT FROM (new_values."is_superuser") OR old_values."joined_at" IS DISTINCT FROM (new_values."joined_at") OR old_values."name" IS DISTINCT FROM (new_values."name")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="0d1f1fd3b0c9832a3349635483dfa70ddab8ea3b",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a123f",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="agencies_user",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "user",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_userevent" ("email", "id", "is_active", "is_superuser", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."email", old_values."id", old_values."is_active", old_values."is_superuser", old_values."joined_at", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="de5a9751ca776282ff9799f121db3fa6376d3ba0",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_081d4",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="agencies_user",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "accessrecord",
                    pgtrigger.compiler.Trigger(
                        name="access_record_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e006e8ca54eba367f1ed207fd39891dfae9c59ec",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_access_record_stands_245f6",
                            table="agencies_accessrecord",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "membershipevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="df835924b50d95a6db71abe79246756a9a4766b8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6e26b",
                            table="agencies_membershipevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "membership",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_membershipevent" ("agency_id", "began_on", "ended_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_role_id", "role_name", "user_id") SELECT new_values."agency_id", new_values."began_on", new_values."ended_on", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."practitioner_role_id", new_values."role_name", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="8ce6af8ee7bdb0a89cd6b3bf3bd67893f01bcc2c",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_da12b",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="agencies_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "membership",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_membershipevent" ("agency_id", "began_on", "ended_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_role_id", "role_name", "user_id") SELECT new_values."agency_id", new_values."began_on", new_values."ended_on", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."practitioner_role_id", new_values."role_name", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="98f67d250a23738f938e26d3c9c3792d3f59f151",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bda2e",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="agencies_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "membership",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_membershipevent" ("agency_id", "began_on", "ended_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_role_id", "role_name", "user_id") SELECT old_values."agency_id", old_values."began_on", old_values."ended_on", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."practitioner_role_id", old_values."role_name", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="f47b3e024e578c02c2f411c080cf4b94bddf653b",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c36fb",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="agencies_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "userevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="714b7253e5f975ca8259b15e3b2ccadc02458099",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b5ce1",
                            table="agencies_userevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
