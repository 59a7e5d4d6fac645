"""The pupils behind a school's figures of a period, as an array of records."""

from collections.abc import Iterable

import numpy as np

from attendance.queries.binary import Records
from attendance.rules.register import Ints
from reporting.queries.school_views import ReadSchool
from reporting.rules.groups import Kind
from reporting.rules.sums import SESSIONS, PeriodCounts

# Fixed sizes and byte order: the same pupils always give the same bytes.
RECORD = np.dtype(
    [
        ("enrolment", ">i8"),
        ("pupil", ">i8"),
        *((kind.name, ">i4") for kind in Kind if kind is not Kind.ALL),
        *((name, ">u2") for name in SESSIONS),
        ("persistent", "u1"),
        ("severe", "u1"),
    ]
)


def pack(read: ReadSchool, counts: PeriodCounts) -> bytes:
    """The counted pupils of a period as bytes, in order of enrolment."""
    records = np.zeros(len(counts.rows), RECORD)
    records["enrolment"], records["pupil"] = read.enrolment[counts.rows], read.pupil[counts.rows]
    for kind in Kind:
        if kind is not Kind.ALL:
            records[kind.name] = counts.groups[kind]
    for at, name in enumerate(SESSIONS):
        records[name] = counts.sessions[:, at]
    records["persistent"], records["severe"] = counts.persistent, counts.severe
    return records.tobytes()


def unpack(held: Iterable[bytes | memoryview]) -> Records:
    """The records of several rolls as one array, shape (n,)."""
    return np.frombuffer(b"".join(bytes(each) for each in held), RECORD)


def within(records: Records, kind: Kind, value: int) -> Records:
    """The records of one group."""
    return records if kind is Kind.ALL else records[records[kind.name] == value]


def measured(records: Records, name: str) -> Records:
    """The records of the pupils that a figure counts: those persistently absent, with any unauthorised absence…"""
    if name == "with_unauthorised":
        return records[records["unauthorised"] > 0]
    if name in ("persistent", "severe"):
        return records[records[name] == 1]
    return records


def absences(records: Records) -> Ints:
    """Sessions missed by each, shape (n,)."""
    found: Ints = records["authorised"].astype(np.int64) + records["unauthorised"]
    return found
