"""What every model of care, sweeps and views is, and what every field of it holds: a part of `registry`."""

from agencies.rules.roles import Permission
from tests.permissions.kinds import Entry, Kind

K = Kind
CASEWORK = Permission.VIEW_CASEWORK

MODELS: dict[str, Entry] = {
    "cases.CareDecision": Entry(
        K.PERSONAL, "pupil", private="kind effect reason", plain="id pupil began_on until agency by at",
        sight=CASEWORK,
    ),
    "cases.CareAudit": Entry(
        K.PERSONAL, "pupil", private="findings", plain="id pupil year on agency by at", sight=CASEWORK
    ),
    "cases.CareAction": Entry(
        K.PERSONAL, "audit__pupil", private="text owner", plain="id audit due_on done_on done_by", sight=CASEWORK
    ),
    "cases.CareReport": Entry(
        K.OWN, private="lines", plain="id ref agency kind key began_on ended_on made_at file digest"
    ),
    "cases.Questionnaire": Entry(
        K.PERSONAL, "case__pupil", private="words", sight=CASEWORK,
        plain="id case respondent digest expires_on agency by at answered_on on_paper",
    ),
    "cases.Answer": Entry(
        K.PERSONAL, "questionnaire__case__pupil", private="value", plain="id questionnaire theme", sight=CASEWORK
    ),
    "cases.Sweep": Entry(
        K.OWN, private="area police_authorised_by council_authorised_by",
        plain="id ref is_national on began_at ended_at authorised_on agency partner by at",
    ),
    "cases.Stop": Entry(
        K.OWN, names="forename surname", private="told place company reason_given outcome had_leave why_no_plan",
        plain="id sweep batch number stopped_at agency by at pupil matched_by matched_at case forgotten_on",
    ),
}  # fmt: skip
