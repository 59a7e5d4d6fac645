"""School-census tables as COLLECT exports them: termly totals per pupil, and what is wrong with them.

One table has a row for each pupil, the other a row for each pupil and reason for absence, joined by the
pupil's row number within a school. Attendance is collected one term in arrears. Nothing blank is ever read
as nought.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from attendance.formats.dates import BadDate, DateOrder, read_date
from attendance.formats.refusals import FileRefused, Reject, Rejects
from attendance.formats.tables import Row, Table
from attendance.rules.codes import KNOWN, codes_on
from attendance.rules.upn import State, read_upn

SCHOOL: Final = "NativeId"
PUPIL_KEYS: Final = ("pupilonrolltableid", "pupilnolongeronrolltableid")
REASON: Final = "attendancereason"
SESSIONS: Final = "sessions"
POSSIBLE: Final = "termlysessionspossible"
AUTHORISED: Final = "termlysessionsauthorised"
UNAUTHORISED: Final = "termlysessionsunauthorised"
MONTH_NAME: Final = re.compile("[A-Za-z]{3}")
WHOLE: Final = re.compile(r"([0-9]{1,4})(\.0*)?", re.ASCII)

Key = tuple[str, str]


class BadCount(ValueError):
    """The text is not a whole number of sessions."""


@dataclass(slots=True)
class TermTotals:
    """One pupil's term as the census says it: sessions, None where the cell is blank or there is no column.

    `upn` is cleaned where `upn_state` says it is valid, else as sent; `reasons` is sessions by code.
    """

    line: int
    school: str
    row_id: str
    upn: str
    upn_state: State
    born_on: date | None
    year_group: str
    possible: int | None
    authorised: int | None
    unauthorised: int | None
    reasons: dict[str, int | None] = field(default_factory=dict)

    @property
    def upn_valid(self) -> bool:
        """Whether the UPN may be used to find the pupil."""
        return self.upn_state in (State.PERMANENT, State.TEMPORARY)

    @property
    def sessions_in_rows(self) -> int:
        """All counts of the pupil's rows added up, as a system that believes the file would do."""
        return sum(count for count in self.reasons.values() if count is not None)

    def absences(self, absence_codes: frozenset[str]) -> int:
        """The counts of the rows whose reason is an absence."""
        return sum(
            count for code, count in self.reasons.items() if count is not None and code in absence_codes
        )


@dataclass(frozen=True, slots=True)
class CensusReport:
    """What the two tables hold and what is wrong with them. Counts of pupils or of rows, as named.

    `obsolete` are reasons once in the list and not on the census's day; `not_absences` are in it but are no
    absence; `unknown` never were reasons. `over_possible` are pupils, by school and row, whose rows add up to
    more than their possible sessions; `absences_over_possible` those of them where the absences alone do.
    """

    pupils: int
    session_rows: int
    orphan_rows: int
    repeated_rows: int
    most_rows_per_pupil: int
    invalid_upns: int
    repeated_upns: int
    without_possible: int
    blank_counts: int
    blank_authorised: int | None
    blank_unauthorised: int | None
    reasons: Mapping[str, int]
    obsolete: Mapping[str, int]
    not_absences: Mapping[str, int]
    unknown: Mapping[str, int]
    over_possible: tuple[Key, ...]
    absences_over_possible: int
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, slots=True)
class Census:
    """Totals by school and row, and the report on them."""

    totals: Mapping[Key, TermTotals]
    report: CensusReport


@dataclass(slots=True)
class _Found:
    """Running counts of the table of reasons."""

    rows: int = 0
    orphans: int = 0
    repeats: int = 0
    blanks: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    rejects: Rejects = field(default_factory=Rejects)


def read_count(text: str) -> int | None:
    """A number of sessions: "134.0" and "134" are 134, blank is None. Raises BadCount."""
    bare = text.strip()
    if not bare:
        return None
    match = WHOLE.fullmatch(bare)
    if not match:
        raise BadCount("The cell is not a whole number of sessions.")
    return int(match[1])


def read_census(pupils: Table, sessions: Table, *, on: date) -> Census:
    """Read both tables whole (memory grows with the pupils). Raises FileRefused.

    `on` is a day of the collection's term: its code list says which reasons are obsolete. A pupil whose UPN
    is not valid is kept, with that state: a system that
    discards them loses whole schools.
    """
    totals: dict[Key, TermTotals] = {}
    found = _Found()
    _read_pupils(pupils, totals, found.rejects)
    _read_reasons(sessions, totals, found)
    return Census(totals, _report(pupils, totals, found, on))


def _key_heading(table: Table) -> str:
    heading = next((name for name in PUPIL_KEYS if name in table.headings), None)
    if heading is None:
        raise FileRefused(
            "This is not a census table: it has no column for the pupil's row.",
            "Export the pupils' table and the table of termly session details from COLLECT.",
        )
    return heading


def _read_pupils(table: Table, totals: dict[Key, TermTotals], rejects: Rejects) -> None:
    row_id = table.place(_key_heading(table))
    for heading in (SCHOOL, "upn", POSSIBLE):
        table.place(heading)
    for row in table:
        read = row if isinstance(row, Reject) else _pupil(table, row, row_id)
        if isinstance(read, Reject):
            rejects.add(read)
            continue
        key = (read.school, read.row_id)
        if not all(key) or key in totals:
            rejects.add(_repeated_pupil(read.line))
            continue
        totals[key] = read


def _repeated_pupil(line: int) -> Reject:
    return Reject(
        line,
        "row",
        "The pupil's row number is blank or was used before in this file.",
        "Export the table again.",
    )


def _cell(table: Table, row: Row, heading: str) -> str:
    place = table.optional_place(heading)
    return "" if place is None else row.cells[place].strip()


def _pupil(table: Table, row: Row, row_id: int) -> TermTotals | Reject:
    counts: dict[str, int | None] = {}
    for heading in (POSSIBLE, AUTHORISED, UNAUTHORISED):
        try:
            counts[heading] = read_count(_cell(table, row, heading))
        except BadCount as fault:
            return Reject(row.line, heading, str(fault), "Correct the number in the census return.")
    born = _cell(table, row, "dob")
    order = DateOrder.NAMED if MONTH_NAME.search(born) else DateOrder.ISO
    try:
        born_on = read_date(born, order) if born else None
    except BadDate as fault:
        return Reject(row.line, "born_on", str(fault), "Write dates as the census does, or as 2012-01-21.")
    upn = read_upn(_cell(table, row, "upn"))
    return TermTotals(
        line=row.line, school=_cell(table, row, SCHOOL), row_id=row.cells[row_id].strip(), upn=upn.value,
        upn_state=upn.state, born_on=born_on,
        year_group=_cell(table, row, "ncyearactual") or _cell(table, row, "ncyearleaving"),
        possible=counts[POSSIBLE], authorised=counts[AUTHORISED], unauthorised=counts[UNAUTHORISED],
    )  # fmt: skip


def _read_reasons(table: Table, totals: dict[Key, TermTotals], found: _Found) -> None:
    school, row_id = table.place(SCHOOL), table.place(_key_heading(table))
    reason, sessions = table.place(REASON), table.place(SESSIONS)
    for row in table:
        found.rows += 1
        if isinstance(row, Reject):
            found.rejects.add(row)
            continue
        pupil = totals.get((row.cells[school].strip(), row.cells[row_id].strip()))
        _take_reason(row.line, pupil, row.cells[reason].strip().upper(), row.cells[sessions], found)


def _take_reason(line: int, pupil: TermTotals | None, code: str, count: str, found: _Found) -> None:
    if pupil is None:
        found.orphans += 1
        found.rejects.add(
            Reject(line, "row", "No pupil has this row number.", "Export both tables together.")
        )
        return
    if not code or len(code) > 2:
        found.rejects.add(
            Reject(line, REASON, "There is no reason of this name.", "Correct the census return.")
        )
        return
    if code in pupil.reasons:
        found.repeats += 1
        found.rejects.add(
            Reject(line, REASON, "This pupil has the same reason twice.", "Correct the census return.")
        )
        return
    try:
        number = read_count(count)
    except BadCount as fault:
        found.rejects.add(Reject(line, SESSIONS, str(fault), "Correct the number in the census return."))
        return
    found.blanks += number is None
    found.reasons[code] += 1
    pupil.reasons[code] = number


def _report(table: Table, totals: Mapping[Key, TermTotals], found: _Found, on: date) -> CensusReport:
    current = {code.code: code for code in codes_on(on)}
    absences = frozenset(name for name, code in current.items() if code.authorised or code.unauthorised)
    everyone = totals.values()
    upns = Counter(pupil.upn for pupil in everyone if pupil.upn)
    over = [key for key, pupil in totals.items() if _exceeds(pupil.sessions_in_rows, pupil)]
    return CensusReport(
        pupils=len(totals),
        session_rows=found.rows,
        orphan_rows=found.orphans,
        repeated_rows=found.repeats,
        most_rows_per_pupil=max((len(pupil.reasons) for pupil in everyone), default=0),
        invalid_upns=sum(pupil.upn_state is State.INVALID for pupil in everyone),
        repeated_upns=sum(times > 1 for times in upns.values()),
        without_possible=sum(not pupil.possible for pupil in everyone),
        blank_counts=found.blanks,
        blank_authorised=_blanks(table, AUTHORISED, [pupil.authorised for pupil in everyone]),
        blank_unauthorised=_blanks(table, UNAUTHORISED, [pupil.unauthorised for pupil in everyone]),
        reasons=dict(found.reasons),
        obsolete={name: n for name, n in found.reasons.items() if name in KNOWN and name not in current},
        not_absences={
            name: n for name, n in found.reasons.items() if name in current and name not in absences
        },
        unknown={name: n for name, n in found.reasons.items() if name not in KNOWN},
        over_possible=tuple(over),
        absences_over_possible=sum(_exceeds(pupil.absences(absences), pupil) for pupil in everyone),
        rejects=tuple(found.rejects.rows),
    )


def _blanks(table: Table, heading: str, values: list[int | None]) -> int | None:
    """How many pupils have no total; None where the table no longer has the column (from 2025)."""
    return values.count(None) if table.optional_place(heading) is not None else None


def _exceeds(count: int, pupil: TermTotals) -> bool:
    """More sessions than were possible; a pupil without possible sessions is counted elsewhere."""
    return bool(pupil.possible) and count > (pupil.possible or 0)
