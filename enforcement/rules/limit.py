"""How many notices one parent may get for one child: two in three years from 19 August 2024; before, by code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import LOCAL_NOTICES_A_YEAR, OLD_NOTICES_COUNT
from attendance.rules.open_point import DEFAULTS, Answers
from enforcement.rules.periods import first_day_of_years_ending, leaves_period_on
from enforcement.rules.provision import AUGUST_2024, Basis, Provision, counted
from enforcement.rules.regimes import STARTED
from enforcement.rules.terms import Occasion

NATIONAL_MAXIMUM, NATIONAL_YEARS = 2, 3


@dataclass(frozen=True)
class HeldNotice:
    """An earlier notice to the same parent for the same child, by any authority, by its day of issue.

    ``is_old_law`` says that it followed the law before 19 August 2024. Whether it was paid, prosecuted or led
    to a conviction does not matter to the limit; whether it was withdrawn does.
    """

    reference: str
    issued_on: date
    is_withdrawn: bool = False
    is_old_law: bool = False


class Room(Enum):
    """What the limit leaves for a notice."""

    FREE = "a notice may be given"
    USED_UP = "the limit is used up"
    UNKNOWN = "earlier notices of other authorities are not known"
    OUT_OF_ORDER = "a later notice exists"


@dataclass(frozen=True)
class Limit:
    """What the limit leaves on a day: the occasion, the notices counted, and from when there is room again."""

    room: Room
    occasion: Occasion
    counted: tuple[HeldNotice, ...]
    free_on: date | None
    sentence: str


NATIONAL = Provision(
    "limit-national",
    "Two in three years",
    AUGUST_2024,
    "One parent gets at most two notices for one child within three years ending with the day of issue, by "
    "whichever authority. Paid and unpaid notices count, and those followed by prosecution or conviction; "
    "withdrawn ones do not. The second costs its full amount, and there is no third.",
    "SI 2024/210; codes of conduct under the national framework",
)
LOCAL = Provision(
    "limit-local",
    "Maximum of the local code",
    STARTED,
    "Before 19 August 2024 the local code of conduct sets how many notices one parent may get for one child "
    "in 12 months.",
    "Local code of conduct, as a dated setting",
    Basis.LOCAL,
    until=date(2024, 8, 18),
)
OTHERS_KNOWN = Provision(
    "limit-other-authorities",
    "Notices of other authorities",
    AUGUST_2024,
    "Until earlier authorities have answered whether they gave notices, nobody knows which notice this would "
    "be, and it has no price.",
    "National framework: the authorities' mailboxes for cross-border notices",
    Basis.GUIDANCE,
)
PROVISIONS = (NATIONAL, LOCAL, OTHERS_KNOWN)


def national_limit(
    issue_on: date,
    notices: Iterable[HeldNotice],
    *,
    others_known: bool,
    answers: Answers = DEFAULTS,
) -> Limit:
    """What two notices in three years leave for a notice to be issued on a day.

    ``others_known`` says that other authorities' notices are known, or that there are none. A notice issued
    after that day shuts it, since the order of notices sets their prices.
    """
    live = _live(notices, answers)
    later = [notice for notice in live if notice.issued_on > issue_on]
    began_on = first_day_of_years_ending(issue_on, NATIONAL_YEARS)
    inside = tuple(notice for notice in live if began_on <= notice.issued_on <= issue_on)
    if later:
        on = day_in_words(later[0].issued_on)
        return _no(
            Room.OUT_OF_ORDER, inside, f"Notice {later[0].reference} was issued on {on}, which is later."
        )
    if len(inside) >= NATIONAL_MAXIMUM:
        free_on = leaves_period_on(inside[-NATIONAL_MAXIMUM].issued_on, NATIONAL_YEARS)
        return _no(
            Room.USED_UP,
            inside,
            f"This parent has had {counted(len(inside), 'notice')} for this child since "
            f"{day_in_words(began_on)}; none may be given before {day_in_words(free_on)}.",
            free_on,
        )
    if not others_known:
        return _no(
            Room.UNKNOWN, inside, "Earlier notices of other authorities are not known: it has no price."
        )
    occasion = Occasion.SECOND if inside else Occasion.FIRST
    return Limit(Room.FREE, occasion, inside, None, f"It would be the {occasion.value}.")


def local_limit(issue_on: date, notices: Iterable[HeldNotice], *, answers: Answers = DEFAULTS) -> Limit:
    """What the local code leaves for a notice under the law before 19 August 2024: so many in 12 months."""
    most = answers.to(LOCAL_NOTICES_A_YEAR)
    began_on = first_day_of_years_ending(issue_on, 1)
    live = sorted((notice for notice in notices if not notice.is_withdrawn), key=lambda each: each.issued_on)
    inside = tuple(notice for notice in live if began_on <= notice.issued_on <= issue_on)
    if most and len(inside) >= most:
        free_on = leaves_period_on(inside[-most].issued_on, 1)
        said = f"{counted(len(inside), 'notice')} in 12 months; the local code allows {most}."
        return _no(Room.USED_UP, inside, said, free_on)
    return Limit(Room.FREE, Occasion.ANY, inside, None, f"{counted(len(inside), 'notice')} in 12 months.")


def _live(notices: Iterable[HeldNotice], answers: Answers) -> list[HeldNotice]:
    old_too = answers.to(OLD_NOTICES_COUNT)
    live = [each for each in notices if not each.is_withdrawn and (old_too or not each.is_old_law)]
    return sorted(live, key=lambda notice: notice.issued_on)


def _no(room: Room, inside: Sequence[HeldNotice], sentence: str, free_on: date | None = None) -> Limit:
    return Limit(room, Occasion.ANY, tuple(inside), free_on, sentence)
