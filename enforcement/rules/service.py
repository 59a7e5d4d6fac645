"""When a notice counts as received, by the way it was sent.

Sources: codes of conduct (first class post: second working day after posting); the regulation behind them
was not found, and is an open point, as are second class post and electronic service.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from attendance.rules.calendar import add_working_days
from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import ELECTRONIC_SERVICE, SECOND_CLASS_DAYS
from attendance.rules.open_point import DEFAULTS, Answers
from enforcement.rules.provision import Basis, Provision
from enforcement.rules.regimes import STARTED

FIRST_CLASS_DAYS = 2


class Method(Enum):
    """A way in which a notice reaches a parent."""

    FIRST_CLASS = "first class post"
    SECOND_CLASS = "second class post"
    BY_HAND = "handed over"
    ELECTRONIC = "sent electronically"


class CannotServe(ValueError):
    """A way or a day of service that does not hold; the message says why."""


@dataclass(frozen=True)
class Service:
    """A notice sent and received; ``presumed`` until somebody shows the day on which it really arrived."""

    method: Method
    sent_on: date
    received_on: date
    presumed: bool


FIRST_CLASS = Provision(
    "service-first-class",
    "Service by first class post",
    STARTED,
    "A notice sent by first class post is presumed received on the second working day after posting, unless "
    "the contrary is shown. Saturdays, Sundays and bank holidays, with Christmas Day and Good Friday, are not "
    "working days.",
    "A council's code of conduct; the regulation was not found",
    Basis.UNVERIFIED,
)
BY_HAND = Provision(
    "service-by-hand",
    "Service by hand",
    STARTED,
    "A notice handed over is received that day, whatever the day of the week.",
    "By the words of the regulations: the day on which it is received",
)
LAST_ADDRESS = Provision(
    "service-last-address",
    "Last known address",
    STARTED,
    "A notice posted to the last known address stands when the parent has moved, unless it is shown not to "
    "have been received; then it is served anew, and the days begin anew.",
    "General law of service by post",
    Basis.UNVERIFIED,
)
PROVISIONS = (FIRST_CLASS, BY_HAND, LAST_ADDRESS)


def presumed_days(method: Method, answers: Answers = DEFAULTS) -> int:
    """After how many working days a way of service is presumed complete.

    Raises CannotServe for a way that the authority has not decided to use.
    """
    if method is Method.SECOND_CLASS:
        if days := answers.to(SECOND_CLASS_DAYS):
            return days
        raise CannotServe("Second class post is not used: no source says when it is presumed to arrive.")
    if method is Method.ELECTRONIC and not answers.to(ELECTRONIC_SERVICE):
        raise CannotServe("A notice is not served electronically: no source allows it.")
    return FIRST_CLASS_DAYS if method is Method.FIRST_CLASS else 0


def serve(
    method: Method,
    sent_on: date,
    *,
    holidays: Collection[date] | None = None,
    answers: Answers = DEFAULTS,
    shown_on: date | None = None,
) -> Service:
    """When a notice sent on a day is received.

    ``holidays`` are the bank holidays; where None they are computed. ``shown_on`` is the day on which it is
    shown to have arrived, which displaces the presumption. Raises CannotServe for a way not in use, and for
    an arrival before the sending.
    """
    days = presumed_days(method, answers)
    if shown_on is not None:
        if shown_on < sent_on:
            raise CannotServe(f"It was sent on {day_in_words(sent_on)} and cannot have arrived before.")
        return Service(method, sent_on, shown_on, presumed=False)
    return Service(method, sent_on, add_working_days(sent_on, days, holidays), presumed=days > 0)
