"""What the addresses of care, sweeps and views answer to whom: a part of `matrix`."""

from agencies.rules.roles import Permission as P
from tests.permissions.answers import Line, Page

LINES: dict[str, Line] = {
    "case-care": Page(P.VIEW_CASEWORK, "case"),
    "case-care-decide": Page(P.VIEW_CASEWORK, "case"),
    "sweeps": Page(P.RUN_SWEEPS),
    "sweep-new": Page(P.RUN_SWEEPS),
    "sweep-spots": Page(P.RUN_SWEEPS),
    "sweep": Page(P.RUN_SWEEPS, "sweep"),
    "sweep-stops": Page(P.RUN_SWEEPS, "sweep"),
    "sweep-stop": Page(P.RUN_SWEEPS, "stop"),
}
