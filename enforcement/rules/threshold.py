"""How a child stands against the threshold for a penalty notice: the national one, or the authority's own.

From 19 August 2024 ten unauthorised sessions in ten rolling school weeks (``attendance.rules.weeks``); before,
the local code of conduct. N counts so that somebody looks, and no notice rests on an N.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from attendance.rules.age import CompulsoryAge
from attendance.rules.calendar import Calendars
from attendance.rules.enforcement_points import LOCAL_THRESHOLD_SESSIONS, LOCAL_THRESHOLD_WEEKS
from attendance.rules.open_point import DEFAULTS, Answers
from attendance.rules.open_points import (
    CLOSED_WEEK_COUNTS,
    SESSIONS_BEFORE_AUGUST_2024,
    THRESHOLD_COUNTS_N,
    WEEK_STARTS_ON,
)
from attendance.rules.weeks import SchoolWeeks, Threshold, ThresholdRule, threshold
from enforcement.rules.provision import AUGUST_2024, Basis, Provision, counted
from enforcement.rules.regimes import STARTED

Session = tuple[date, int]
"""A day and 0 (morning) or 1 (afternoon)."""

NATIONAL = Provision(
    "threshold-national",
    "National threshold",
    AUGUST_2024,
    "Ten sessions of unauthorised absence (codes G, N, O and U) within ten rolling school weeks, in which the "
    "school must consider a notice. A school week is any week with at least one school session. Nobody is "
    "bound to give a notice, and below the threshold one may still be given where an offence was committed.",
    "Working together to improve school attendance; template codes of conduct",
    Basis.GUIDANCE,
)
LOCAL = Provision(
    "threshold-local",
    "Threshold of the local code",
    STARTED,
    "Before 19 August 2024 the authority's own code of conduct says after how many unauthorised sessions, "
    "within how many school weeks, a notice may be considered.",
    "Local code of conduct, as a dated setting",
    Basis.LOCAL,
    until=date(2024, 8, 18),
)
NEVER_ON_N = Provision(
    "never-on-n",
    "No notice rests on an N",
    AUGUST_2024,
    "A session marked N counts so that somebody looks; a notice waits until the reason is settled.",
    "Codes of conduct differ on N",
    Basis.CHOICE,
)
PER_SCHOOL = Provision(
    "threshold-per-school",
    "Counted at each school",
    STARTED,
    "Sessions are counted at one school, since the offence is failing to attend regularly at the school; a "
    "combined count of a mover is shown as an alert.",
    "Education Act 1996 s444; the guidance does not say",
    Basis.CHOICE,
)
PROVISIONS = (NATIONAL, LOCAL, NEVER_ON_N, PER_SCHOOL)


@dataclass(frozen=True)
class Stand:
    """How one child at one school stands on a day.

    ``sessions`` are those that count, in order; ``without_reason`` are the N among them.
    """

    needed: int
    in_weeks: int
    sessions: tuple[Session, ...]
    without_reason: tuple[Session, ...] = ()
    weeks: SchoolWeeks | None = None
    is_national: bool = True

    @property
    def provision(self) -> Provision:
        return NATIONAL if self.is_national else LOCAL

    @property
    def count(self) -> int:
        return len(self.sessions)

    @property
    def met(self) -> bool:
        """Whether somebody must look."""
        return self.count >= self.needed

    @property
    def settled(self) -> tuple[Session, ...]:
        """The sessions on which a notice may rest: those that count without an N."""
        return tuple(session for session in self.sessions if session not in self.without_reason)

    @property
    def met_without_n(self) -> bool:
        """Whether a notice may rest on it."""
        return len(self.settled) >= self.needed

    @property
    def reached_at(self) -> Session | None:
        """The session with which the number was reached; when it became known is another matter."""
        return self.sessions[self.needed - 1] if self.met else None

    @property
    def sentence(self) -> str:
        """How the child stands, in words."""
        found = counted(self.count, "unauthorised session")
        waiting = f", of which {len(self.without_reason)} without a reason yet" if self.without_reason else ""
        return f"{found} in {self.in_weeks} school weeks{waiting}; the threshold is {self.needed}."


def stand_on(
    lines: Calendars,
    calendars: Calendars,
    on: date,
    *,
    compulsory: CompulsoryAge,
    session: int = 1,
    used: Collection[Session] = (),
    answers: Answers = DEFAULTS,
) -> Stand:
    """How a child stands at the end of a session of ``on``, from the register lines of one school by year.

    ``used`` are sessions that a notice or a charge already rests on. Raises LookupError where the calendars
    are missing.
    """
    local = None
    if on < AUGUST_2024:
        local = ThresholdRule(None, answers.to(LOCAL_THRESHOLD_SESSIONS), answers.to(LOCAL_THRESHOLD_WEEKS))
    return _stand(lines, calendars, on, compulsory, session, used, answers, local)


def local_stand(
    lines: Calendars,
    calendars: Calendars,
    on: date,
    *,
    compulsory: CompulsoryAge,
    session: int = 1,
    used: Collection[Session] = (),
    answers: Answers = DEFAULTS,
) -> Stand:
    """How a child stands by the old local code, to be shown beside the national threshold in autumn 2024."""
    rule = ThresholdRule(None, answers.to(LOCAL_THRESHOLD_SESSIONS), answers.to(LOCAL_THRESHOLD_WEEKS))
    return _stand(lines, calendars, on, compulsory, session, used, answers, rule)


def _stand(
    lines: Calendars,
    calendars: Calendars,
    on: date,
    compulsory: CompulsoryAge,
    session: int,
    used: Collection[Session],
    answers: Answers,
    rule: ThresholdRule | None,
) -> Stand:
    def count(*, with_n: bool) -> Threshold:
        return threshold(
            lines,
            calendars,
            on,
            compulsory=compulsory,
            session=session,
            used=used,
            closed_weeks_count=answers.to(CLOSED_WEEK_COUNTS),
            counts_n=with_n,
            before_2024_counts=rule is not None or answers.to(SESSIONS_BEFORE_AUGUST_2024),
            week_starts_on=answers.to(WEEK_STARTS_ON),
            rule=rule,
        )

    found = count(with_n=answers.to(THRESHOLD_COUNTS_N))
    settled = set(count(with_n=False).sessions) if found.provisional else set(found.sessions)
    return Stand(
        found.rule.sessions,
        found.rule.weeks,
        found.sessions,
        tuple(each for each in found.sessions if each not in settled),
        found.weeks,
        is_national=rule is None,
    )


def across_schools(stands: Iterable[Stand]) -> int:
    """The combined count of a child who moved, as an alert and never as a threshold met."""
    return len({session for stand in stands for session in stand.sessions})
