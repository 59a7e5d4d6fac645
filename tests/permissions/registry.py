"""What every model is, and what every field of it holds: the ground on which all tests of rights stand.

A new model or field fails `tests/architecture/test_models_classified.py` until it has its line here. To add one:

1. Choose the model's `Kind`. A row about a child is PERSONAL and `way` is the path to the child.
2. Put every field under one of: `names` (says who the child or a parent is), `private` (anything else that only
   those with a right to the child may read), `plain` (keys, choices, dates and numbers that say nothing without
   the row's own visibility). What a seal hides is told by the canaries' rule, in `tests/permissions/canaries.py`.
3. Texts under `names` and `private` get a canary each: plant it where the row is made in `canaries.py`.
"""

from django.apps import apps
from django.db import models

from tests.permissions import (
    registry_care,
    registry_cases,
    registry_court,
    registry_enforcement,
    registry_meetings,
    registry_plans,
)
from tests.permissions.kinds import Entry, Kind, Needs

OURS = ("agencies", "attendance", "cases", "enforcement", "reporting")


K = Kind
FLAG_LIFE = "id rule key year state began_on reached_on raised_on cleared_on times sessions school"
MOVE = "id on at state by agency flag"
COUNTS = "possible attended authorised unauthorised late no_reason missing"

MODELS: dict[str, Entry] = {
    # -- agencies
    "agencies.LocalAuthority": Entry(K.OPEN, plain="id code gss_code name"),
    "agencies.Agency": Entry(K.OPEN, plain="id authority kind name email telephone is_open"),
    "agencies.Ward": Entry(K.OPEN, plain="id authority code name from_year team"),
    "agencies.Postcode": Entry(K.OPEN, plain="id code ward"),
    "agencies.PractitionerRole": Entry(K.OPEN, plain="id kind name responsibilities outcomes"),
    "agencies.InterventionType": Entry(K.OPEN, plain="id kind name outcome from_year_group"),
    "agencies.User": Entry(
        K.PEOPLE,
        plain="id password last_login is_superuser email name is_active joined_at groups user_permissions",
    ),
    "agencies.User_groups": Entry(K.PEOPLE, plain="id user group"),
    "agencies.User_user_permissions": Entry(K.PEOPLE, plain="id user permission"),
    "agencies.Membership": Entry(
        K.PEOPLE, plain="id user agency role_name practitioner_role began_on ended_on"
    ),
    "agencies.AccessRecord": Entry(K.OWN, plain="id user agency act page pupil_id results at"),
    "agencies.Token": Entry(
        K.OWN,
        private="name",
        plain="id membership digest scope made_at expires_on last_used_at revoked_at",
    ),
    "agencies.IdempotencyKey": Entry(K.OWN, private="body", plain="id token key digest status at"),
    "agencies.Message": Entry(K.OWN, plain="id membership kind key path count told_at read_at mail"),
    "agencies.MessageChoice": Entry(K.OWN, plain="id membership rhythm"),
    "agencies.Mail": Entry(
        K.PEOPLE,
        plain="id membership address state attempts made_at next_try_at claimed_at ended_at error",
    ),
    # -- attendance: schools
    "attendance.School": Entry(
        K.OPEN,  # the national register is public; a school's attendance is not, and has rows of its own
        plain="id urn authority establishment_number agency team name phase type_code type_name low_age high_age "
        "opened_on closed_on street locality town postcode telephone head_title head_first_name head_last_name "
        "ward ukprn uprn school_week registers_due",
    ),
    "attendance.SchoolLink": Entry(
        K.SCHOOL, "school", plain="id school linked_urn linked_name kind established_on"
    ),
    "attendance.NamedOfficer": Entry(K.SCHOOL, "school", plain="id school officer began_on ended_on"),
    "attendance.SupportAgreement": Entry(
        K.SCHOOL, "school", private="reason", plain="id school year visits_a_term agreed_on agreed_by"
    ),
    "attendance.SupportVisit": Entry(
        K.SCHOOL, "school", private="purpose", plain="id school on officer recorded_at"
    ),
    "attendance.SchoolFlag": Entry(K.SCHOOL, "school", private="detail", plain=FLAG_LIFE),
    "attendance.SchoolFlagMove": Entry(K.SCHOOL, "flag__school", private="note", plain=MOVE),
    "attendance.SchoolStanding": Entry(
        K.SCHOOL,
        "school",
        plain=f"id school year year_group on pupils {COUNTS} at_risk persistent severe",
    ),
    "attendance.BankHoliday": Entry(K.OPEN, plain="id on title source"),
    "attendance.Term": Entry(
        K.OPEN,
        plain="id authority year name began_on ended_on half_term_began_on half_term_ended_on",
    ),
    "attendance.Calendar": Entry(K.OPEN, plain="id authority school year sessions changed_at"),
    "attendance.CalendarChange": Entry(
        K.SCHOOL, "school", plain="id authority school year said reason by at"
    ),
    "attendance.LocalSetting": Entry(
        K.OPEN, plain="id authority key value reason began_on ended_on decided_by"
    ),
    # -- attendance: children
    "attendance.Pupil": Entry(
        K.PERSONAL,
        "pk",
        names="ref upn surname forename middle_names known_as born_on",
        private="sex ethnicity first_language ward restricted merged_into",
        plain="id upn_state",
    ),
    "attendance.PupilName": Entry(
        K.PERSONAL, "pupil", names="surname forename key listed sound", plain="id pupil is_alias hidden"
    ),
    "attendance.FormerUpn": Entry(K.PERSONAL, "pupil", names="upn", plain="id pupil"),
    "attendance.PupilMerge": Entry(
        K.PERSONAL, "pupil", private="moved reason", plain="id pupil absorbed by at undone_by undone_at"
    ),
    "attendance.PupilsApart": Entry(
        K.PERSONAL, "pupil", private="reason", plain="id pupil other by at undone_by undone_at"
    ),
    "attendance.Enrolment": Entry(
        K.PERSONAL,
        "pupil",
        private="registration year_group form boarder left_because",
        plain="id pupil school began_on ended_on",
    ),
    "attendance.Timetable": Entry(
        K.PERSONAL,
        "enrolment__pupil",
        private="sessions reason",
        plain="id enrolment began_on ended_on review_on agreed_by",
    ),
    "attendance.Characteristic": Entry(
        K.PERSONAL, "pupil", private="kind source", plain="id pupil began_on ended_on"
    ),
    "attendance.Involvement": Entry(
        K.PERSONAL,
        "pupil",
        private="basis scope note",
        plain="id pupil agency began_on ended_on sealed granted_by",
    ),
    "attendance.Parent": Entry(
        K.PERSONAL,
        "contacts__pupil",
        Needs.CASEWORK,
        names="title surname forename telephone email",
        plain="id",
    ),
    "attendance.Contact": Entry(
        K.PERSONAL,
        "pupil",
        Needs.CASEWORK,
        private="relationship parental_responsibility day_to_day_care",
        plain="id pupil parent order began_on ended_on",
    ),
    "attendance.Address": Entry(
        K.PERSONAL,
        "parent__contacts__pupil",
        Needs.CASEWORK,
        names="lines town postcode country",
        private="ward",
        plain="id parent began_on ended_on confirmed_on sealed",
    ),
    "attendance.Register": Entry(
        K.PERSONAL, "pupil", private="marks", plain="id enrolment pupil school year"
    ),
    "attendance.MarkChange": Entry(
        K.PERSONAL, "pupil", private="old new reason", plain="id register pupil position by source at"
    ),
    "attendance.Standing": Entry(
        K.PERSONAL,
        "pupil",
        private=f"{COUNTS} recent_possible recent_absent before_possible before_absent pupil_possible "
        "pupil_absent tier",
        plain="id enrolment pupil school year on on_roll",
    ),
    "attendance.Flag": Entry(K.PERSONAL, "pupil", private="detail", plain=f"{FLAG_LIFE} pupil severity"),
    "attendance.FlagMove": Entry(K.PERSONAL, "flag__pupil", private="note", plain=MOVE),
    # -- attendance: imports
    "attendance.RegisterImport": Entry(
        K.IMPORT,
        "pk",
        private="problem remedy mapping counts",
        plain="id ref agency by received_at file second_file staged_file digest repeats size layout first_on "
        "last_on state applied_at",
    ),
    "attendance.ImportPart": Entry(
        K.IMPORT,
        "batch",
        private="problem counts",
        plain="id batch school first_on last_on rows state attempts applied_at",
    ),
    "attendance.RejectedRow": Entry(K.IMPORT, "batch", private="reason remedy field", plain="id batch line"),
    "attendance.UnmatchedRow": Entry(
        K.SCHOOL,
        "school",
        names="upn own_number surname forename born_on",
        private="year_group form marks",
        plain="id batch school line year first settled_as settled_pupil settled_by settled_at",
    ),
    "attendance.TermTotal": Entry(
        K.IMPORT,
        "batch",
        names="upn",
        private="possible authorised unauthorised reasons",
        plain="id batch school pupil line source_school upn_state term exceeds_possible",
    ),
    # -- attendance: people's own, and the machine's
    "attendance.SavedFilter": Entry(K.OWN, private="name choices", plain="id membership"),
    "attendance.SavedMapping": Entry(K.OWN, private="name headers mapping", plain="id agency by"),
    "attendance.JobRun": Entry(
        K.OPERATIONS, plain="id job on chunk state attempts began_at ended_at counts error"
    ),
    "attendance.NamedForPupil": Entry(K.NAMED, plain="id permission user content_object"),
    "attendance.NamedForAddress": Entry(K.NAMED, plain="id permission user content_object"),
    **registry_cases.MODELS,
    **registry_meetings.MODELS,
    **registry_plans.MODELS,
    **registry_care.MODELS,
    **registry_enforcement.MODELS,
    **registry_court.MODELS,
    # -- reporting
    "reporting.CountedSchool": Entry(K.SCHOOL, "school", plain="id school year on left_out counted_at"),
    "reporting.SchoolFigure": Entry(
        K.SCHOOL,
        "school",
        plain=f"id school year period kind value {COUNTS} illness pupils with_unauthorised persistent severe",
    ),
    "reporting.PeriodRoll": Entry(K.SCHOOL, "school", private="records", plain="id school year period"),
    "reporting.FrozenTerm": Entry(
        K.OPEN,  # sums alone; its document, which has them by school, is for those who set targets
        plain="id authority year period on rule_set imports document digest closed_by closed_at",
    ),
    "reporting.FrozenRoll": Entry(K.SCHOOL, "school", private="records", plain="id frozen school"),
    "reporting.SchoolAction": Entry(
        K.SCHOOL,
        "school",
        private="what lead became",
        plain="id school year period due_on state agreed_by agreed_on reviewed_by reviewed_on",
    ),
    "reporting.EarlierReview": Entry(
        K.SCHOOL, "action__school", private="became", plain="id action state reviewed_by reviewed_on"
    ),
    "reporting.SchoolTarget": Entry(K.SCHOOL, "school", plain="id school indicator year value set_by set_on"),
    "reporting.SchoolConcern": Entry(
        K.SCHOOL, "school", private="reason", plain="id school began_on ended_on raised_by"
    ),
    "reporting.Initiative": Entry(K.OPEN, plain="id authority name about began_on ended_on version set_by"),
    "reporting.InitiativeSchool": Entry(K.SCHOOL, "school", plain="id initiative school began_on ended_on"),
    "reporting.InitiativePupil": Entry(K.PERSONAL, "pupil", plain="id initiative pupil began_on ended_on"),
    "reporting.Target": Entry(
        K.OPEN, plain="id authority indicator phase year value source set_by set_on lead"
    ),
    "reporting.MissedReason": Entry(K.OPEN, plain="id authority target period reason by at"),
    "reporting.Comparison": Entry(K.OPEN, plain="id authority kind area_code area_name"),
    # What authors of reports write is for everybody who may see figures, and names no child; its files are made of it.
    "reporting.WrittenReport": Entry(K.OPEN, plain="id authority kind year part"),
    "reporting.ReportWords": Entry(K.OPEN, plain="id report section number text judgement next_steps by at"),
    "reporting.ClosedReport": Entry(
        K.OPEN,
        plain="id report on content digest pdf pdf_digest workbook workbook_digest closed_by closed_at",
    ),
    "reporting.InspectionGrade": Entry(
        K.SCHOOL, "school", plain="id school inspected_on area grade source entered_by entered_on"
    ),
    # Sums over many children, without the restricted; an answer for very few of them is only told to be for few.
    "reporting.ImpactStudy": Entry(
        K.OPEN,
        plain="id authority on definition state done total error asked_by asked_at touched_at ended_at",
    ),
    "reporting.ImpactAnswer": Entry(K.OPEN, plain="id study type contact agency found"),
    "reporting.PublishedFigure": Entry(
        K.OPEN, plain="id source period level area_code area_name phase indicator value withheld"
    ),
}
# The models of the libraries we stand on. Of these, a page of ours reads only a person's own session and factors.
LIBRARIES = {
    "account.EmailAddress", "account.EmailConfirmation", "auth.Group", "auth.Group_permissions", "auth.Permission",
    "axes.AccessAttempt", "axes.AccessAttemptExpiration", "axes.AccessFailureLog", "axes.AccessLog",
    "contenttypes.ContentType", "guardian.GroupObjectPermission", "guardian.UserObjectPermission",
    "mfa.Authenticator", "pghistory.Context", "pghistory.Events", "pghistory.MiddlewareEvents",
    "sessions.Session", "socialaccount.SocialAccount", "socialaccount.SocialApp", "socialaccount.SocialToken",
}  # fmt: skip
# Texts that cannot hold a canary: marks are marks, and the database writes the forms of a name to search by.
UNPLANTABLE = {
    "attendance.PupilName.key", "attendance.PupilName.listed", "attendance.PupilName.sound",
    "attendance.Register.marks",
    "attendance.Timetable.sessions", "attendance.UnmatchedRow.marks",
}  # fmt: skip
SHORTEST = 8  # characters a canary needs


def is_history(model: type[models.Model]) -> bool:
    """Whether django-pghistory keeps another model's rows in this one."""
    return hasattr(model, "pgh_tracked_model")


def entry_of(model: type[models.Model]) -> Entry | None:
    """The model's line; a history model has its own by what it is."""
    if is_history(model):
        return Entry(Kind.HISTORY)
    return MODELS.get(model._meta.label)


def all_models() -> list[type[models.Model]]:
    """Every model of every app, tables between models included."""
    return list(apps.get_models(include_auto_created=True))


def models_of(*kinds: Kind) -> list[type[models.Model]]:
    """The models of some kinds."""
    return [apps.get_model(label) for label, entry in MODELS.items() if entry.kind in kinds]


def unclassified_models(found: list[type[models.Model]]) -> list[str]:
    """What to do about each model that has no line."""
    return [
        f"{model._meta.label} is new: say in tests/permissions/registry.py what decides who may see its rows, and "
        "what each field holds"
        for model in found
        if model._meta.label not in LIBRARIES and entry_of(model) is None
    ]


def unclassified_fields(found: list[type[models.Model]]) -> list[str]:
    """What to do about each field that has no word, each word that has no field, and each word said twice."""
    faults = []
    for model in found:
        entry = entry_of(model)
        if entry is None or entry.kind is Kind.HISTORY:
            continue
        label, said = model._meta.label, entry.fields
        held = [field.name for field in model._meta.get_fields() if field.concrete]
        faults += [
            f"{label}.{name} is new: put it under names, private or plain in tests/permissions/registry.py, and plant "
            "a canary in tests/permissions/canaries.py if it is a text under names or private"
            for name in held
            if name not in said
        ]
        faults += [
            f"{label}.{name} is in the registry and not in the model" for name in said if name not in held
        ]
        faults += [f"{label}.{name} is classified twice" for name in {n for n in said if said.count(n) > 1}]
    return faults


def plantable(model: type[models.Model]) -> list[models.Field]:
    """The fields that hold a text about a person: each must have a canary."""
    entry = MODELS[model._meta.label]
    fields = (model._meta.get_field(name) for name in entry.secret)
    return [
        field
        for field in fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and (field.max_length or SHORTEST) >= SHORTEST
        and f"{model._meta.label}.{field.name}" not in UNPLANTABLE
    ]
