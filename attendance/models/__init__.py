"""Schools, pupils, enrolments, involvements, calendars, registers, imports, flags and the nightly run."""

from attendance.models.calendar import BankHoliday, Calendar, CalendarChange, Term
from attendance.models.enrolment import Characteristic, CharacteristicKind, Enrolment, Timetable
from attendance.models.family import Address, Contact, NamedForAddress, Parent
from attendance.models.flag import Flag, FlagMove, SavedFilter, SchoolFlag, SchoolFlagMove
from attendance.models.imports import (
    ImportPart,
    RegisterImport,
    RejectedRow,
    SavedMapping,
    TermTotal,
    UnmatchedRow,
)
from attendance.models.involvement import Involvement
from attendance.models.job import JobRun
from attendance.models.pupil import FormerUpn, NamedForPupil, Pupil, PupilMerge, PupilName, PupilsApart
from attendance.models.register import MarkChange, Register, SchoolStanding, Standing
from attendance.models.school import NamedOfficer, School, SchoolLink, SupportAgreement, SupportVisit
from attendance.models.setting import LocalSetting

__all__ = [
    "Address",
    "BankHoliday",
    "Calendar",
    "CalendarChange",
    "Characteristic",
    "CharacteristicKind",
    "Contact",
    "Enrolment",
    "Flag",
    "FlagMove",
    "FormerUpn",
    "ImportPart",
    "Involvement",
    "JobRun",
    "LocalSetting",
    "MarkChange",
    "NamedForAddress",
    "NamedForPupil",
    "NamedOfficer",
    "Parent",
    "Pupil",
    "PupilMerge",
    "PupilName",
    "PupilsApart",
    "Register",
    "RegisterImport",
    "RejectedRow",
    "SavedFilter",
    "SavedMapping",
    "School",
    "SchoolFlag",
    "SchoolFlagMove",
    "SchoolLink",
    "SchoolStanding",
    "Standing",
    "SupportAgreement",
    "SupportVisit",
    "Term",
    "TermTotal",
    "Timetable",
    "UnmatchedRow",
]
