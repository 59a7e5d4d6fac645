"""The outside sample of the school census, and the report that was measured on it by hand."""

from tests.attendance.formats.files import published

TABLES = ("pupilonroll", "termlysessiondetailsonroll")
REASONS = {
    "M": 3_840, "I": 3_820, "C": 3_820, "N": 3_791, "H": 3_775, "G": 3_755, "E": 3_675, "O": 2_211, "R": 2_131,
    "S": 2_095, "T": 1_442, "Y": 1_421, "U": 1_379, "X": 1_355, "Z": 942, "#": 501,
}  # fmt: skip
# Counts by term of the census; spring and summer have fewer columns and were measured less fully.
REPORTS = {
    "autumn 2024": {
        "pupils": 9_088, "session_rows": 39_953, "orphan_rows": 0, "repeated_rows": 0, "most_rows_per_pupil": 10,
        "invalid_upns": 9_088, "repeated_upns": 0, "without_possible": 104, "blank_counts": 365,
        "blank_authorised": 1_341, "blank_unauthorised": 6_857, "over_possible": 8_424, "reasons": REASONS,
        "obsolete": {"H": 3_775, "Y": 1_421}, "not_absences": {"X": 1_355, "Z": 942, "#": 501}, "unknown": {},
        "rejected": 0,
    },
    "spring 2025": {
        "pupils": 9_498, "session_rows": 41_251, "orphan_rows": 0, "repeated_rows": 0, "invalid_upns": 9_498,
        "without_possible": 100, "blank_counts": 404, "over_possible": 8_836,
    },
    "summer 2025": {
        "pupils": 9_912, "session_rows": 43_355, "orphan_rows": 0, "repeated_rows": 0, "invalid_upns": 9_912,
        "without_possible": 109, "blank_counts": 422, "over_possible": 9_235,
    },
}  # fmt: skip


def tables_of(term):
    """Where the two tables of a term lie; skips, naming the file, where one is not at hand."""
    name, year = term.split()
    return [published(f"school-census/{year}_{name}_{kind}.csv") for kind in TABLES]


def differences(counts, term):
    """What of the measured report an import says otherwise."""
    return {key: counts[key] for key, value in REPORTS[term].items() if counts[key] != value}
