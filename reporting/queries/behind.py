"""The pupils behind a number: from the rolls kept with the figures, narrowed to records that the viewer may open."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from agencies.models import Ward
from agencies.rules.roles import Permission
from attendance.models import Pupil, School
from attendance.queries.binary import Records
from attendance.rules.register import Ints
from reporting.models import PeriodRoll
from reporting.queries.asked import Asked
from reporting.queries.period_rolls import absences, measured, unpack, within
from reporting.rules.groups import Kind, group_label
from reporting.rules.indicators import reached_in_words

# That a child is looked after or a young carer is told to those alone who may see casework about them, and where a
# child lives and of which origin the family is to those who may see the family and its addresses.
_OPENS = {
    Kind.LOOKED_AFTER: Permission.VIEW_CASEWORK,
    Kind.CARER: Permission.VIEW_CASEWORK,
    Kind.WARD: Permission.VIEW_FAMILY,
    Kind.ETHNICITY: Permission.VIEW_FAMILY,
}
MOST_NAMED = 10_000
"""Above so many it is quicker to read all who are open to somebody than to name those asked about."""
WORDS = {
    "pupils": "Pupils counted",
    "with_unauthorised": "Pupils with any unauthorised absence",
    "persistent": "Persistently absent pupils",
    "severe": "Severely absent pupils",
}


@dataclass(frozen=True)
class Absentee:
    """A line of the list."""

    pupil: Pupil
    school: str
    absent: int
    unauthorised: int
    possible: int

    @property
    def rate(self) -> Fraction:
        """Sessions missed of possible ones."""
        return Fraction(self.absent, self.possible)


@dataclass(frozen=True, eq=False)
class Behind:
    """The list behind a number: the number itself, the places of the rows that the viewer may open, and a note."""

    title: str
    group: str
    number: int
    rows: Sequence[int]
    records: Records
    schools: Ints
    note: str = ""

    @property
    def not_theirs(self) -> int:
        """How many of the number are not the viewer's to see."""
        return self.number - len(self.rows)

    def lines(self, rows: Sequence[int]) -> list[Absentee]:
        """Some of the rows with their pupils and schools; two queries."""
        records, schools = self.records[list(rows)], self.schools[list(rows)]
        pupils = {row.pk: row for row in Pupil.objects.filter(pk__in=records["pupil"].tolist())}
        names = dict(School.objects.filter(pk__in=schools.tolist()).values_list("pk", "name"))
        missed = absences(records)
        return [
            Absentee(
                pupils[int(record["pupil"])],
                names[int(school)],
                int(absent),
                int(record["unauthorised"]),
                int(record["possible"]),
            )
            for record, school, absent in zip(records, schools, missed, strict=True)
        ]


def behind(
    asked: Asked, measure: str, kind: Kind, value: int, to: Permission = Permission.VIEW_PUPIL
) -> Behind:
    """The pupils whom a figure counts. The number is the figure's own; the rows are those open to the viewer.

    `to` is what the viewer does with the list: EXPORT leaves those of whom they may take a list away.

    Records open only to named people are in no figure, and so in no list, not even for those named.
    """
    rolls = PeriodRoll.objects.filter(
        school__in=asked.scope.schools(), year=asked.period.year, period=asked.period.key
    )
    kept = list(rolls.order_by("school").values_list("school", "records"))
    parts = [(school, measured(within(unpack([held]), kind, value), measure)) for school, held in kept]
    records = np.concatenate([unpack([]), *(part for _, part in parts)])
    schools = np.concatenate(
        [np.zeros(0, dtype=np.int64), *(np.full(len(part), school) for school, part in parts)]
    )
    order = np.lexsort((records["enrolment"], -absences(records) / records["possible"].clip(min=1)))
    records, schools = records[order], schools[order]
    rows = np.flatnonzero(np.isin(records["pupil"], _open_to(asked, records, kind, to))).tolist()
    wards = dict(Ward.objects.values_list("pk", "name")) if kind is Kind.WARD else {}
    # The number itself is told to those who see it on a page: of the authority, or of all pupils of a school of theirs.
    knows = asked.sees_all or (asked.scope.school is not None and kind is Kind.ALL)
    return Behind(
        title=WORDS[measure],
        group="" if kind is Kind.ALL else group_label(kind, value, wards),
        number=len(records) if knows else len(rows),
        rows=rows,
        records=records,
        schools=schools,
        note=reached_in_words(asked.period) if measure == "persistent" else "",
    )


def _open_to(asked: Asked, records: Records, kind: Kind, to: Permission) -> Ints:
    """The pupils of the records, and perhaps others, with whom the viewer may do `to` and whose group they may know."""
    open_to_them = Pupil.objects.permits(asked.by, _OPENS.get(kind, Permission.VIEW_PUPIL))
    open_to_them = open_to_them.permits(asked.by, to).filter(restricted=False)
    pupils = np.unique(records["pupil"]).tolist()
    if len(pupils) <= MOST_NAMED:
        open_to_them = open_to_them.filter(pk__in=pupils)
    if kind is Kind.WARD:
        # Sealed since the figures were counted: from then on such a child is of no ward (`school_views`).
        open_to_them = open_to_them.exclude(contacts__parent__addresses__sealed=True)
    found: Ints = np.array(list(open_to_them.values_list("pk", flat=True)), dtype=np.int64)
    return found
