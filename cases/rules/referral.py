"""The authority's published criteria for a referral, each answering with a sentence and, where it can, a day.

The numbers are the authority's dated answers (`attendance.rules.referral_points`). A criterion that time alone, or
something already arranged, will meet says on which day; one that asks for something to be done says what.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from attendance.rules import referral_points as points
from attendance.rules.calendar import add_working_days, is_working_day
from attendance.rules.dated import day_in_words
from attendance.rules.open_point import DEFAULTS, Answers


class Tried(StrEnum):
    """What a school tries before it refers, by the authority's criteria."""

    FIRST_DAY = "first-day"
    MEETING = "meeting"
    PLAN = "plan"
    PASTORAL = "pastoral"


TRIED_WORDS: Mapping[Tried, str] = {
    Tried.FIRST_DAY: "Contact with home on the first day of absence",
    Tried.MEETING: "A meeting with the parents",
    Tried.PLAN: "An attendance plan or contract of the school’s own",
    Tried.PASTORAL: "The school’s own pastoral support",
}


@dataclass(frozen=True)
class SchoolWeek:
    """A week in which the school meets: its last school day, and whether the pupil has a mark in it."""

    ended_on: date
    marked: bool


@dataclass(frozen=True)
class LetterTo:
    """A parent, and the day of the newest warning letter to them alone; None where there is none."""

    parent: str
    sent_on: date | None


@dataclass(frozen=True)
class Held:
    """What is held, and what the school says, on the day the criteria are looked at.

    `weeks` are the school's weeks in order, with some that are still to come; `unexplained` the days marked N in the
    period; `attempts` the first day of each thing tried. `evidence_on` is the newest day of anything it shows.
    """

    on: date
    weeks: Sequence[SchoolWeek]
    unexplained: Sequence[date] = ()
    letters: Sequence[LetterTo] = ()
    attempts: Mapping[Tried, date] = field(default_factory=dict)
    evidence_on: date | None = None
    safeguarding: str = ""
    child_views: str = ""
    parent_views: str = ""


@dataclass(frozen=True)
class Criterion:
    """One criterion: whether it is met, the user's sentence, and the day on which it will be met by itself."""

    key: str
    title: str
    met: bool
    sentence: str
    met_on: date | None = None


def criteria(held: Held, answers: Answers = DEFAULTS) -> tuple[Criterion, ...]:
    """Every criterion in the order in which a school works through them."""
    return (
        enough_marks(held, answers.to(points.REFERRAL_MARKS_WEEKS)),
        no_reason_missing(held, answers.to(points.REFERRAL_NO_N)),
        *(
            letter_sent(each, held.on, answers.to(points.REFERRAL_LETTER_WEEKS))
            for each in held.letters or (LetterTo("the parents", None),)
        ),
        *(tried(kind, held) for kind in Tried),
        fresh_evidence(held, answers.to(points.REFERRAL_EVIDENCE_WEEKS)),
        _said("safeguarding", "Safeguarding considered", held.safeguarding,
              "Say what the school considered about the child’s safety, even if there is no concern."),
        _said("child-views", "The child’s views", held.child_views,
              "Write down what the child says, or why they could not be asked."),
        _said("parent-views", "The parents’ views", held.parent_views,
              "Write down what the parents say, or why they could not be asked."),
    )  # fmt: skip


def is_ready(found: Sequence[Criterion]) -> bool:
    """Whether every criterion is met: such a referral is never returned."""
    return all(each.met for each in found)


def ready_on(found: Sequence[Criterion]) -> date | None:
    """The day on which everything will be met without anybody doing more; None where something has to be done."""
    open_ones = [each for each in found if not each.met]
    days = [each.met_on for each in open_ones if each.met_on is not None]
    return max(days) if days and len(days) == len(open_ones) else None


def period(held: Held, answers: Answers = DEFAULTS) -> date | None:
    """The last day of the week before the period that the criteria look at; None where it begins with the marks."""
    marked = _past_marked(held)
    wanted = answers.to(points.REFERRAL_MARKS_WEEKS)
    return marked[-wanted - 1].ended_on if len(marked) > wanted else None


def enough_marks(held: Held, wanted: int) -> Criterion:
    """At least so many school weeks of marks; a week counts once its last school day has passed."""
    have = len(_past_marked(held))
    title = f"{wanted} weeks of marks"
    if have >= wanted:
        return Criterion("marks", title, True, f"The register holds {_weeks(have)} of marks.")
    coming = [week.ended_on for week in held.weeks if week.ended_on >= held.on]
    short = wanted - have
    day = coming[short - 1] + timedelta(days=1) if len(coming) >= short else None
    when = f" That will be so on {day_in_words(day)}, if the registers are sent." if day else ""
    said = f"The register holds {_weeks(have)} of marks; {wanted} are asked for.{when}"
    return Criterion("marks", title, False, said, day)


def _past_marked(held: Held) -> list[SchoolWeek]:
    return [week for week in held.weeks if week.marked and week.ended_on < held.on]


def no_reason_missing(held: Held, asked: bool) -> Criterion:
    """No session of the period still has code N, which only says that nobody knows why yet."""
    days = sorted(set(held.unexplained))
    if not asked or not days:
        said = "Every absence has its reason." if not days else "The authority does not ask for every reason."
        return Criterion("reasons", "No reason missing", True, said)
    shown = ", ".join(day_in_words(day) for day in days[:5])
    more = f" and {len(days) - 5} more" if len(days) > 5 else ""
    said = f"No reason is given for {shown}{more}. Put the reason into the register."
    return Criterion("reasons", "No reason missing", False, said)


def letter_sent(letter: LetterTo, on: date, weeks: int) -> Criterion:
    """A warning letter to each parent separately, not older than so many weeks on the day."""
    title = f"Warning letter to {letter.parent}"
    if letter.sent_on is None:
        return Criterion("letter", title, False, f"No warning letter to {letter.parent} is recorded yet.")
    day = day_in_words(letter.sent_on)
    if letter.sent_on > on:
        said = f"The letter to {letter.parent} goes out on {day}."
        return Criterion("letter", title, False, said, letter.sent_on)
    last = letter.sent_on + timedelta(weeks=weeks)
    if on > last:
        said = f"The letter to {letter.parent} of {day} is older than {weeks} weeks. Send a new one."
        return Criterion("letter", title, False, said)
    return Criterion(
        "letter", title, True, f"Sent to {letter.parent} on {day}; it counts until {day_in_words(last)}."
    )


def tried(kind: Tried, held: Held) -> Criterion:
    """The school has tried each thing that the criteria name; one that is arranged says when."""
    title, began = TRIED_WORDS[kind], held.attempts.get(kind)
    if began is None:
        return Criterion(f"tried-{kind}", title, False, "Not recorded yet. Say what was done, and when.")
    if began > held.on:
        said = f"Arranged for {day_in_words(began)}."
        return Criterion(f"tried-{kind}", title, False, said, began)
    return Criterion(f"tried-{kind}", title, True, f"Done on {day_in_words(began)}.")


def fresh_evidence(held: Held, weeks: int) -> Criterion:
    """The newest evidence, a mark or something the school did, is not older than so many weeks on the day."""
    title = f"Evidence not older than {weeks} weeks"
    if held.evidence_on is None:
        return Criterion("evidence", title, False, "Nothing is recorded yet.")
    day, last = day_in_words(held.evidence_on), held.evidence_on + timedelta(weeks=weeks)
    if held.on > last:
        said = f"The newest evidence is of {day}, which is more than {weeks} weeks ago. Send the registers."
        return Criterion("evidence", title, False, said)
    return Criterion("evidence", title, True, f"The newest evidence is of {day}.")


def _said(key: str, title: str, words: str, missing: str) -> Criterion:
    return (
        Criterion(key, title, True, "Recorded.") if words.strip() else Criterion(key, title, False, missing)
    )


def _weeks(number: int) -> str:
    return f"{number} week{'' if number == 1 else 's'}"


def answer_due(submitted_on: date, days: int, holidays: Collection[date]) -> date:
    """The last day for answering a referral: so many working days after the day it came."""
    return add_working_days(submitted_on, days, holidays)


def due_after_question(due_on: date, asked_on: date, answered_on: date, holidays: Collection[date]) -> date:
    """The last day for answering once the school has replied: the working days that it had the question are added.

    The days after the day of the question, up to and with the day of the reply.
    """
    days = (asked_on + timedelta(days=number) for number in range(1, (answered_on - asked_on).days + 1))
    return add_working_days(due_on, sum(is_working_day(day, holidays) for day in days), holidays)


def working_days_left(on: date, due_on: date, holidays: Collection[date]) -> int:
    """Working days from the day after `on` up to and with the last day; negative where it has passed."""
    first, last, sign = (on, due_on, 1) if on <= due_on else (due_on, on, -1)
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sign * sum(is_working_day(day, holidays) for day in days)
