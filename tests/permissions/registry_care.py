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
}  # fmt: skip
