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
    "cases.Sweep": Entry(
        K.OWN, private="area police_authorised_by council_authorised_by",
        plain="id ref is_national on began_at ended_at authorised_on agency partner by at",
    ),
    "cases.Stop": Entry(
        K.OWN, names="forename surname", private="told place company reason_given outcome had_leave why_no_plan",
        plain="id sweep batch number stopped_at agency by at pupil matched_by matched_at case forgotten_on",
    ),
}  # fmt: skip
