"""The schedule of a prosecution: which sessions of a period may be charged on a day, and why others may not."""

from datetime import date

from agencies.acting import Acting
from attendance.rules.age import compulsory_age
from enforcement.models import Prosecution
from enforcement.queries.absence import Marks, marks_of
from enforcement.queries.ground import answers_for
from enforcement.queries.orders import orders_of
from enforcement.queries.towards import uses_of
from enforcement.rules.charges import Missed, Schedule, schedule
from enforcement.rules.clocks import Clocks, clocks
from enforcement.rules.threshold import Session


def chargeable_between(
    row: Prosecution, first: date, last: date, by: Acting
) -> tuple[Schedule, dict[Session, str]]:
    """The unauthorised sessions of a period, taken apart by the clocks, and their codes."""
    marks = marks_of(row.pupil, row.school, by.on)
    missed = marks.between(first, last)
    return _taken_apart(row, missed, by), {each.session: each.code for each in missed}


def charged_today(
    row: Prosecution, marks: Marks, by: Acting
) -> tuple[Schedule, tuple[Missed, ...], Clocks | None]:
    """The sessions of a prosecution with their codes as held now, taken apart by the clocks of the day."""
    sessions = tuple(row.sessions.order_by("on", "session").values_list("on", "session"))
    missed = marks.missed(sessions)
    return _taken_apart(row, missed, by), missed, clocks(sessions) if sessions else None


def _taken_apart(row: Prosecution, missed: tuple[Missed, ...], by: Acting) -> Schedule:
    return schedule(
        missed,
        by.on,
        compulsory=compulsory_age(row.pupil.born_on),
        uses=uses_of(row.pupil, row.parent),
        orders=orders_of(row.pupil),
        answers=answers_for(by),
    )
