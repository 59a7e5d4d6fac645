"""Exports with one row for each mark, such as Arbor's: gathered into register lines, the best mark winning.

Rows may come in any order, so what is held grows with the pupils (one register line each), not with the rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from attendance.formats.columns import LABELS, Mapping
from attendance.formats.marks_file import PupilMarks
from attendance.formats.marks_string import SESSION_WORDS, Segment
from attendance.formats.people import Person, Picker
from attendance.formats.refusals import FileRefused, Reject, Rejects
from attendance.formats.tables import Row, Table
from attendance.rules.codes import Class, UnknownCode, code_at, symbol_for
from attendance.rules.dated import day_in_words
from attendance.rules.register import AFTERNOON, EMPTY_LINE, LENGTH, MORNING, NOT_ON_ROLL, position, year_of

SESSIONS: Final = {
    **dict.fromkeys(("am", "a", "1", "morning", "amregistration", "morningregistration"), MORNING),
    **dict.fromkeys(("pm", "p", "2", "afternoon", "pmregistration", "afternoonregistration"), AFTERNOON),
}
# The order in which marks of one session beat each other: what Arbor does, and the fairest to the child.
BEST_FIRST: Final = (Class.P, Class.E, Class.A, Class.U, Class.N, Class.X, Class.DATA_QUALITY)
OWN_STROKE: Final = ("/", "\\")
MOST_TOLD: Final = 10_000
MOST_PUPILS: Final = 60_000
OF_THE_MARK: Final = ("date", "session", "mark", "minutes_late", "comment")


@dataclass(frozen=True, slots=True)
class Overruled:
    """Two different marks for one session of a pupil; `line` is the later row, `kept` and `dropped` codes."""

    line: int
    on: date
    session: int
    kept: str
    dropped: str

    def in_words(self) -> str:
        """The sentence for the import's report."""
        return (
            f"Line {self.line}: two marks for the {SESSION_WORDS[self.session]} of {day_in_words(self.on)}; "
            f"{self.kept} was kept and {self.dropped} was not."
        )


@dataclass(slots=True)
class _Gathered:
    """One pupil of the file: the first row that named them and a line of symbols for each academic year."""

    first_line: int
    person: Person
    years: dict[int, bytearray] = field(default_factory=dict)

    def marks(self) -> PupilMarks:
        segments = []
        for year, symbols in sorted(self.years.items()):
            text = symbols.decode("ascii")
            start = LENGTH - len(text.lstrip(NOT_ON_ROLL))
            segments.append(Segment(year, start, text.strip(NOT_ON_ROLL)))
        return PupilMarks(self.first_line, self.person, tuple(segments))


@dataclass(slots=True)
class Gathering:
    """All of a file. `rows` = marks written + `repeated` + `overruled_rows` + `blank` + rejected rows.

    `turned` counts `/` in an afternoon and `\\` in a morning, which were read as the session's own stroke.
    `overruled` holds the first 10,000 only.
    """

    rows: int = 0
    blank: int = 0
    repeated: int = 0
    turned: int = 0
    overruled_rows: int = 0
    overruled: list[Overruled] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    by_pupil: dict[tuple[str, ...], _Gathered] = field(default_factory=dict)

    def pupils(self) -> Iterator[PupilMarks]:
        """The marks of each pupil in the order in which the file first names them."""
        return (gathered.marks() for gathered in self.by_pupil.values() if gathered.years)


class _Reader:
    """Reads rows into a gathering, remembering what each different cell was found to mean."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self.picker = Picker(table, mapping)
        self.found = Gathering()
        self._rejects = Rejects(rows=self.found.rejects)
        self._who = [place for name, place in self.picker.places.items() if name not in OF_THE_MARK]
        self._people: dict[tuple[str, ...], _Gathered | Reject] = {}
        self._days: dict[str, date | Reject | None] = {}
        self._symbols: dict[tuple[str, date, int], str | Reject] = {}

    def take(self, row: Row) -> None:
        found = self.found
        gathered = self._pupil(row)
        if isinstance(gathered, Reject):
            return self.reject(gathered, row.line)
        place = self._session(row)
        if isinstance(place, Reject):
            return self.reject(place, row.line)
        on, session = place
        mark = self.picker.text(row, "mark")
        if not mark:
            found.blank += 1
            return None
        symbol = self._symbol(mark, on, session)
        if isinstance(symbol, Reject):
            return self.reject(symbol, row.line)
        return self._write(gathered, row.line, on, session, symbol)

    def reject(self, reject: Reject, line: int) -> None:
        self._rejects.add(Reject(line, reject.field, reject.reason, reject.remedy))

    def _pupil(self, row: Row) -> _Gathered | Reject:
        cells = tuple([row.cells[place] for place in self._who])
        known = self._people.get(cells)
        if known is None:
            person = self.picker.person(row)
            if isinstance(person, Reject):
                return person
            if len(self._people) == MOST_PUPILS:
                raise FileRefused(
                    f"The file names more than {MOST_PUPILS:,} pupils.",
                    "Send it in parts, one school at a time.",
                )
            key = (person.school_urn, person.school_number, *_identity(person))
            known = self.found.by_pupil.setdefault(key, _Gathered(row.line, person))
            self._people[cells] = known
        return known

    def _session(self, row: Row) -> tuple[date, int] | Reject:
        text = self.picker.text(row, "date")
        if text not in self._days:
            self._days[text] = self.picker.day(row, "date")
        on = self._days[text]
        if isinstance(on, Reject):
            return on
        if on is None:
            return Reject(row.line, "date", f"{LABELS['date']} is blank.", "Give the date of the mark.")
        word = self.picker.text(row, "session").casefold().replace(" ", "")
        session = SESSIONS.get(word)
        if session is None:
            return Reject(
                row.line, "session", "The session is neither morning nor afternoon.",
                "Export registration sessions only, named AM and PM, morning and afternoon, or 1 and 2.",
            )  # fmt: skip
        return on, session

    def _symbol(self, mark: str, on: date, session: int) -> str | Reject:
        key = (mark, on, session)
        found = self._symbols.get(key)
        if found is None:
            try:
                found = symbol_for(mark[:20], on)
            except UnknownCode as fault:
                return Reject(
                    0, "mark", str(fault), "Correct the mark in the school's system and export again."
                )
            self._symbols[key] = found
        if found == OWN_STROKE[1 - session]:
            self.found.turned += 1
            return OWN_STROKE[session]
        return found

    def _write(self, gathered: _Gathered, line: int, on: date, session: int, symbol: str) -> None:
        year = year_of(on)
        symbols = gathered.years.get(year)
        if symbols is None:
            symbols = gathered.years[year] = bytearray(EMPTY_LINE, "ascii")
        place = position(on, session)
        before = chr(symbols[place])
        if before == symbol:
            self.found.repeated += 1
            return
        if before != NOT_ON_ROLL:
            symbol = self._best(before, symbol, line, on, session)
        symbols[place] = ord(symbol)

    def _best(self, before: str, after: str, line: int, on: date, session: int) -> str:
        """The mark that stays where two differ; the earlier one where they are of one class."""
        old, new = code_at(before, on), code_at(after, on)
        keeps_old = BEST_FIRST.index(old.class_) <= BEST_FIRST.index(new.class_)
        kept, dropped = (old, new) if keeps_old else (new, old)
        self.found.overruled_rows += 1
        if len(self.found.overruled) < MOST_TOLD:
            self.found.overruled.append(Overruled(line, on, session, kept.code, dropped.code))
        return kept.symbol


def _identity(person: Person) -> tuple[str, ...]:
    """What tells a school's pupils apart: the UPN, else the system's number, else names and date of birth."""
    if person.upn:
        return ("upn", person.upn.upper())
    if person.pupil_id:
        return ("id", person.pupil_id)
    return ("name", person.surname.casefold(), person.forename.casefold(), str(person.born_on))


def gather_marks(table: Table, mapping: Mapping) -> Gathering:
    """Read the whole file. Raises FileRefused; rows that cannot be read are in `rejects`."""
    reader = _Reader(table, mapping)
    for row in reader.picker.rows():
        reader.found.rows += 1
        if isinstance(row, Reject):
            reader.reject(row, row.line)
        else:
            reader.take(row)
    return reader.found
