"""From the rows of a file to register lines of enrolments: matched, merged and cut to the days on roll."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from attendance.formats.marks_file import PupilMarks
from attendance.formats.marks_string import Segment
from attendance.formats.people import Person
from attendance.formats.refusals import FileRefused, Reject
from attendance.formats.staged import RECORD, StagedLines
from attendance.queries.matching import Matcher, Schools, Seat, Seats, overlapping
from attendance.rules.register import LENGTH, NOT_ON_ROLL, Bools, Ints, Lines, position, year_of, year_span
from attendance.rules.replacing import BLANK, replace

MOST_REJECTS = 10_000
# Characters that say nothing of a child who is not on the roll, and those that say that the child came.
SAYS_NOTHING = np.frombuffer(b" -#Z", dtype=np.uint8)
PRESENT = np.frombuffer(b"/\\L", dtype=np.uint8)
OTHER_SCHOOL = (
    "This is not a school that you may send registers for.",
    "Send it as somebody of that school or its team.",
)
NO_SCHOOL = (
    "It is not known which school the row is from.",
    "Give the school's URN or DfE number, or choose the school.",
)


@dataclass(frozen=True)
class Nobody:
    """Marks of one academic year of a child whom the row did not lead to."""

    school: int
    line: int
    person: Person
    segment: Segment


@dataclass
class _Rounds:
    """Marks by how often their line had been named before: within a round every line is named at most once."""

    seen: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    groups: list[dict[tuple[int, int], tuple[list[int], list[str]]]] = field(default_factory=list)

    def add(self, slot: int, place: int, symbols: str) -> None:
        turn = self.seen[slot]
        self.seen[slot] = turn + 1
        if turn == len(self.groups):
            self.groups.append({})
        slots, texts = self.groups[turn].setdefault((place, len(symbols)), ([], []))
        slots.append(slot)
        texts.append(symbols)

    def lines(self, number: int) -> tuple[Lines, int]:
        """The lines, later rows written over earlier ones, and how many marks were overruled in that way."""
        lines = np.full((number, LENGTH), BLANK, dtype=np.uint8)
        overruled = 0
        for turn, groups in enumerate(self.groups):
            for (place, width), (slots, texts) in groups.items():
                said = np.frombuffer("".join(texts).encode("ascii"), dtype=np.uint8).reshape(-1, width)
                part = np.s_[slots, place : place + width]
                if turn == 0:
                    lines[part] = said
                    continue
                merged = replace(lines[part], said, np.zeros_like(said, dtype=np.bool_))
                overruled += merged.counts()["replaced"]
                lines[part] = merged.after
        return lines, overruled


class Collector:
    """Takes what a reader gives, row by row, and gives back register lines sorted by school."""

    def __init__(self, schools: Schools, own_school: int | None, today: date) -> None:
        self._schools = schools
        self._own = own_school
        self._today = today
        self._matcher = Matcher(set(schools.by_urn.values()))
        self._slots: dict[tuple[int, int], int] = {}
        self._meta: list[tuple[int, int, int, int, int, int]] = []
        self._rounds = _Rounds()
        self.rows = 0
        self.overruled = 0
        self.rejects: list[Reject] = []
        self.nobody: list[Nobody] = []
        self.pupils: set[int] = set()

    def take_all(self, rows: Iterable[PupilMarks | Reject]) -> None:
        """Take every row. Raises FileRefused where too many of them cannot be used."""
        for row in rows:
            self.rows += 1
            if isinstance(row, Reject):
                self.reject(row)
            else:
                self._take(row)

    def reject(self, reject: Reject) -> None:
        """Keep the reason why a row was not used. Raises FileRefused at the 10,001st."""
        if len(self.rejects) == MOST_REJECTS:
            raise FileRefused(
                f"More than {MOST_REJECTS:,} rows cannot be used. The first: {self.rejects[0].reason}"[:300],
                "Check that it is the right file and that the right columns were chosen.",
            )
        self.rejects.append(reject)

    def _take(self, row: PupilMarks) -> None:
        person = row.person
        named = person.school_urn or person.school_number
        school = self._schools.find(person.school_urn, person.school_number) if named else self._own
        if school is None:
            reason, remedy = OTHER_SCHOOL if named else NO_SCHOOL
            return self.reject(Reject(row.line, "school_urn", reason, remedy))
        seats = self._matcher.seats(school, person)
        for segment in row.segments:
            first = year_span(segment.year)[0].toordinal() + segment.position // 2
            last = first + (segment.position % 2 + len(segment.symbols) - 1) // 2
            there = overlapping(seats, first, last)
            if not there:
                self.nobody.append(Nobody(school, row.line, person, segment))
            elif len(there) == 1:
                self._place(school, row.line, there[0], segment.year, segment.position, segment.symbols)
            else:
                self._share(school, row.line, there, segment)
        return None

    def _share(self, school: int, line: int, seats: Seats, segment: Segment) -> None:
        """A child who left and came back: each enrolment gets its days, the first what lies outside all."""
        start = year_span(segment.year)[0].toordinal()
        rest = segment.line()
        for seat in seats[1:]:
            own = slice(max(2 * (seat.began - start), 0), max(2 * (seat.ended - start) + 2, 0))
            text = rest[own]
            self._place(school, line, seat, segment.year, own.start, text)
            rest = rest[: own.start] + NOT_ON_ROLL * len(text) + rest[own.start + len(text) :]
        self._place(school, line, seats[0], segment.year, 0, rest)

    def _place(self, school: int, line: int, seat: Seat, year: int, place: int, symbols: str) -> None:
        key = (seat.enrolment, year)
        slot = self._slots.get(key)
        if slot is None:
            slot = self._slots[key] = len(self._meta)
            self._meta.append((school, seat.enrolment, line, year, seat.began, seat.ended))
            self.pupils.add(seat.pupil)
        self._rounds.add(slot, place, symbols)

    def lines(self) -> StagedLines:
        """The lines, sorted by school; marks outside the days on roll, and presence to come, are left out."""
        marks, self.overruled = self._rounds.lines(len(self._meta))
        meta = np.array(self._meta, dtype=np.int64).reshape(-1, 6)
        began, after = self._days_on_roll(meta)
        if began.any() or (after < LENGTH).any():
            self._cut(marks, meta, began, after)
        if year_of(self._today) <= int(meta[:, 3].max(initial=0)):
            self._cut_to_come(marks, meta)
        order: Ints | slice = np.argsort(meta[:, 0], kind="stable")
        if (np.diff(meta[:, 0]) >= 0).all():
            order = slice(None)
        staged = np.empty(len(meta), dtype=RECORD)
        for column, name in enumerate(("school", "enrolment", "line", "year")):
            staged[name] = meta[order, column]
        staged["marks"] = marks[order]
        return staged

    @staticmethod
    def _days_on_roll(meta: Ints) -> tuple[Ints, Ints]:
        """The first position on roll of each line, and the one after the last."""
        firsts = {year: year_span(year)[0].toordinal() for year in np.unique(meta[:, 3]).tolist()}
        starts = np.array([firsts[year] for year in meta[:, 3].tolist()], dtype=np.int64)
        began = (2 * (meta[:, 4] - starts)).clip(0, LENGTH)
        return began, (2 * (meta[:, 5] - starts) + 2).clip(0, LENGTH)

    def _cut(self, marks: Lines, meta: Ints, began: Ints, after: Ints) -> None:
        some = np.flatnonzero((began > 0) | (after < LENGTH))
        places = np.arange(LENGTH)
        outside = (places < began[some, None]) | (places >= after[some, None])
        lost = outside & ~np.isin(marks[some], SAYS_NOTHING)
        self._tell(meta[some], lost, "outside the days on which the child is on the school's roll",
                   "Check the dates of joining and leaving with the authority, or correct the marks.")  # fmt: skip
        marks[some] = np.where(outside, BLANK, marks[some])

    def _cut_to_come(self, marks: Lines, meta: Ints) -> None:
        """Nobody has been present on a day that has not come."""
        year = year_of(self._today)
        first = (
            position(self._today + timedelta(days=1), 0)
            if year_of(self._today + timedelta(days=1)) == year
            else LENGTH
        )
        some = np.flatnonzero(meta[:, 3] >= year)
        to_come = (np.arange(LENGTH) >= np.where(meta[some, 3] == year, first, 0)[:, None]) & np.isin(
            marks[some], PRESENT
        )
        self._tell(meta[some], to_come, "of presence on days that have not come",
                   "Check the date of the first mark.")  # fmt: skip
        marks[some] = np.where(to_come, BLANK, marks[some])

    def _tell(self, meta: Ints, lost: Bools, what: str, remedy: str) -> None:
        """A reject for every line that lost marks."""
        for row in np.flatnonzero(lost.any(axis=1)).tolist():
            number = int(lost[row].sum())
            marks = "1 mark" if number == 1 else f"{number} marks"
            self.reject(
                Reject(int(meta[row, 2]), "marks", f"{marks} {what}: left out, the rest was used.", remedy)
            )


def said_days(lines: StagedLines) -> tuple[date, date] | None:
    """The first and last days of which some lines say anything."""
    spans = [
        _span(year, (lines["marks"][lines["year"] == year] != BLANK).any(axis=0))
        for year in np.unique(lines["year"]).tolist()
    ]
    found = [span for span in spans if span]
    return (min(first for first, _ in found), max(last for _, last in found)) if found else None


def _span(year: int, said: Bools) -> tuple[date, date] | None:
    places = np.flatnonzero(said)
    if not len(places):
        return None
    start = year_span(year)[0]
    return start + timedelta(days=int(places[0]) // 2), start + timedelta(days=int(places[-1]) // 2)


def days_of(segment: Segment) -> tuple[date, date] | None:
    """The first and last days of which a segment says anything."""
    line = np.frombuffer(segment.line().encode("ascii"), dtype=np.uint8)
    return _span(segment.year, line != BLANK)
