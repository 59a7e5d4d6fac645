"""The list of attendance codes as data: every code with its classes and its dates, from 2006/07 on.

Sources: SI 2006/1751 reg 6 with the department's letters of 2006 to 2024; SI 2024/208 reg 10 from
19 August 2024. The statistical class of a mark is that of the session's own date, and is never re-read
under a later list.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from attendance.rules.open_points import COVID_MARKS_END


class Class(Enum):
    """The statistical class of a mark."""

    P = "Present"
    E = "Approved educational activity"
    A = "Authorised absence"
    U = "Unauthorised absence"
    N = "Not a possible attendance"
    X = "Administrative, not collected"
    DATA_QUALITY = "No mark recorded"


ATTENDING = frozenset({Class.P, Class.E})
ABSENT = frozenset({Class.A, Class.U})


@dataclass(frozen=True)
class Code:
    """One code as it stood from ``from_`` to ``until`` (both days included; None is "still").

    ``symbol`` is the one character that a register line holds; it differs from ``code`` only where the code
    has two characters. ``possible`` to ``unauthorised`` follow from the class.
    """

    code: str
    symbol: str
    meaning: str
    class_: Class
    from_: date
    until: date | None = None

    @property
    def possible(self) -> bool:
        return self.attended or self.class_ in ABSENT

    @property
    def attended(self) -> bool:
        return self.class_ in ATTENDING

    @property
    def authorised(self) -> bool:
        return self.class_ is Class.A

    @property
    def unauthorised(self) -> bool:
        return self.class_ is Class.U

    @property
    def pn10(self) -> bool:
        """Counts towards ten sessions in ten school weeks: G, N, O and U."""
        return self.unauthorised

    @property
    def ret10(self) -> bool:
        """Counts towards ten continuous school days for the attendance return: G, N, O and U."""
        return self.unauthorised

    @property
    def del20(self) -> bool:
        """May stand in a run of 20 school days before deletion: G, N and O; U breaks the run."""
        return self.unauthorised and self.code != "U"

    @property
    def late(self) -> bool:
        """Arrived late, before (L) or after (U) the register closed: the department's late sessions."""
        return self.code in {"L", "U"}

    def in_use(self, on: date) -> bool:
        """Whether the code was in the list of that day."""
        return self.from_ <= on and (self.until is None or on <= self.until)


START = date(2006, 8, 1)
"""The first day of the list: the regulations began on 1 September 2006, the register's year on 1 August."""
TRAVEL_WIDENED = date(2010, 9, 1)
DUAL_NOT_POSSIBLE = date(2011, 9, 1)
LEAVE_ONLY_EXCEPTIONAL = date(2013, 9, 1)
COVID_STARTS = date(2020, 8, 1)
COVID_ENDED = COVID_MARKS_END.default + timedelta(days=1)
REGULATIONS_2024 = date(2024, 8, 19)

SYMBOLS = {
    **{f"Y{number}": str(number) for number in range(1, 8)},
    "C1": "c",
    "C2": "d",
    "J1": "j",
}
"""The private one-character symbols of the two-character codes."""


def _history(code: str, *stages: tuple[date, Class, str], until: date | None = None) -> tuple[Code, ...]:
    """The rows of one code: each stage ends the day before the next starts, the last one on ``until``."""
    ends = [start - timedelta(days=1) for start, _, _ in stages[1:]]
    return tuple(
        Code(code, SYMBOLS.get(code, code), meaning, class_, start, end)
        for (start, class_, meaning), end in zip(stages, [*ends, until], strict=True)
    )


_BEFORE_2024 = REGULATIONS_2024 - timedelta(days=1)
_BEFORE_2013 = LEAVE_ONLY_EXCEPTIONAL - timedelta(days=1)

CODES: tuple[Code, ...] = (
    *_history("/", (START, Class.P, "Present at morning registration")),
    *_history("\\", (START, Class.P, "Present at afternoon registration")),
    *_history("L", (START, Class.P, "Late, before the register closed")),
    *_history("K", (REGULATIONS_2024, Class.E, "Education arranged by the local authority")),
    *_history("V", (START, Class.E, "Educational visit or trip")),
    *_history("P", (START, Class.E, "Approved sporting activity")),
    *_history("W", (START, Class.E, "Work experience")),
    *_history(
        "B",
        (START, Class.E, "Educated off site, not dual registration"),
        (REGULATIONS_2024, Class.E, "Other approved educational activity off site"),
    ),
    *_history(
        "D",
        (START, Class.E, "Dual registered: at the other school or unit"),
        (DUAL_NOT_POSSIBLE, Class.N, "Attending another school where also registered"),
    ),
    *_history("C1", (REGULATIONS_2024, Class.A, "Leave for a regulated performance or licensed work abroad")),
    *_history("C2", (REGULATIONS_2024, Class.A, "Leave under a part-time timetable")),
    *_history(
        "C",
        (START, Class.A, "Other authorised circumstances"),
        (REGULATIONS_2024, Class.A, "Leave in exceptional circumstances"),
    ),
    *_history("M", (START, Class.A, "Medical or dental appointment")),
    *_history("J", (START, Class.E, "Interview"), until=_BEFORE_2024),
    *_history("J1", (REGULATIONS_2024, Class.A, "Interview for a job or another institution")),
    *_history("S", (START, Class.A, "Study leave for a public examination")),
    *_history(
        "T",
        (START, Class.A, "Traveller absence"),
        (REGULATIONS_2024, Class.A, "Parent travelling for work"),
    ),
    *_history("R", (START, Class.A, "Religious observance")),
    *_history("I", (START, Class.A, "Illness")),
    *_history(
        "E",
        (START, Class.A, "Excluded, no alternative provision made"),
        (REGULATIONS_2024, Class.A, "Suspended or permanently excluded, no other provision"),
    ),
    *_history("F", (START, Class.A, "Agreed extended family holiday"), until=_BEFORE_2013),
    *_history("H", (START, Class.A, "Agreed family holiday"), until=_BEFORE_2024),
    *_history(
        "G",
        (START, Class.U, "Family holiday not agreed, or beyond what was agreed"),
        (REGULATIONS_2024, Class.U, "Holiday without leave"),
    ),
    *_history("N", (START, Class.U, "Reason not yet established")),
    *_history("O", (START, Class.U, "Other unauthorised absence")),
    *_history("U", (START, Class.U, "Late, after the register closed")),
    *_history(
        "X",
        (START, Class.N, "Not of compulsory school age and not timetabled"),
        (COVID_STARTS, Class.N, "Not attending because of Covid, or not timetabled"),
        (COVID_ENDED, Class.N, "Not of compulsory school age and not required to attend"),
    ),
    *_history(
        "Y",
        (START, Class.N, "Unable to attend: exceptional circumstances"),
        (TRAVEL_WIDENED, Class.N, "Unable to attend: exceptional circumstances or travel disruption"),
        (LEAVE_ONLY_EXCEPTIONAL, Class.N, "Unable to attend: circumstances, travel disruption or custody"),
        until=_BEFORE_2024,
    ),
    *_history(
        "Q", (REGULATIONS_2024, Class.N, "Local authority has not made the travel arrangements it owes")
    ),
    *_history("Y1", (REGULATIONS_2024, Class.N, "Usual transport not available")),
    *_history("Y2", (REGULATIONS_2024, Class.N, "Widespread travel disruption")),
    *_history("Y3", (REGULATIONS_2024, Class.N, "Part of the premises out of use")),
    *_history("Y4", (REGULATIONS_2024, Class.N, "Whole school unexpectedly closed")),
    *_history("Y5", (REGULATIONS_2024, Class.N, "Detained by the criminal justice system")),
    *_history("Y6", (REGULATIONS_2024, Class.N, "Public health guidance or law prevents attendance")),
    *_history("Y7", (REGULATIONS_2024, Class.N, "Other unavoidable cause affecting the pupil")),
    *_history("Z", (START, Class.X, "Pupil not yet on the admission register")),
    *_history("#", (START, Class.X, "School closed to all pupils, as planned")),
    *_history("-", (START, Class.DATA_QUALITY, "No mark recorded")),
)

KNOWN = frozenset(row.code for row in CODES)
