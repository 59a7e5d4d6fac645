"""The standings held, as records that can be compared with newly derived ones byte for byte."""

from collections.abc import Sequence

from attendance.queries.binary import BIGINT, BOOLEAN, DATE, SMALLINT, Records, read_rows

COUNTED = (
    "possible",
    "attended",
    "authorised",
    "unauthorised",
    "late",
    "no_reason",
    "missing",
    "recent_possible",
    "recent_absent",
    "before_possible",
    "before_absent",
    "pupil_possible",
    "pupil_absent",
    "tier",
)
STANDING = {
    "enrolment_id": BIGINT,
    "pupil_id": BIGINT,
    "school_id": BIGINT,
    "year": SMALLINT,
    "on": DATE,
    **dict.fromkeys(COUNTED, SMALLINT),
    "on_roll": BOOLEAN,
}
COLUMNS = ", ".join(f'"{name}"' for name in STANDING)


def standings_held(schools: Sequence[int], year: int) -> Records:
    """The standings of these schools (ids) in an academic year, in order of enrolment."""
    return read_rows(
        f"select {COLUMNS} from attendance_standing where school_id = any(%s) and year = %s "
        "order by enrolment_id",
        [list(schools), year],
        STANDING,
    )
