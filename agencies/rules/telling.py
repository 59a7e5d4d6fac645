"""What people are told by message and e-mail, and when an e-mail is due.

A message says what kind of work waits and how much of it, never about whom: its text is made here from the kind and
a count alone. A new kind of message is a line in `SENTENCES`.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MORNING = time(7)


class Kind(StrEnum):
    """What somebody is told of."""

    REFERRAL_RECEIVED = "referral-received"
    REFERRAL_QUERY = "referral-query"
    REFERRAL_ANSWERED = "referral-answered"
    REFERRAL_DECIDED = "referral-decided"
    CASE_GIVEN = "case-given"
    CASE_TAKEN = "case-taken"
    CASE_CLOSED = "case-closed"
    PAUSE_OVER = "pause-over"
    OFFICER_CHANGED = "officer-changed"
    CASE_TRANSFERRED = "case-transferred"
    NOTE_FOR_YOU = "note-for-you"
    PLAN_TO_AGREE = "plan-to-agree"
    REVIEW_DUE = "review-due"
    ACTION_DUE = "action-due"
    MEETING = "meeting"
    MINUTES = "minutes"
    REQUEST_RECEIVED = "request-received"
    REQUEST_ANSWERED = "request-answered"
    FEEDBACK = "feedback"
    APPROVAL_WANTED = "approval-wanted"
    APPROVAL_ANSWERED = "approval-answered"
    NOTICE_TO_CHECK = "notice-to-check"
    PAYMENT_TO_MATCH = "payment-to-match"
    LIMIT_NEAR = "limit-near"
    HEARING = "hearing"
    REGISTER_FILE = "register-file"
    REPORT_READY = "report-ready"


# One of a kind, and several: {count} is the only thing that is filled in.
SENTENCES: Mapping[Kind, tuple[str, str]] = {
    Kind.REFERRAL_RECEIVED: (
        "A referral is waiting for your decision.",
        "{count} referrals are waiting for your decision.",
    ),
    Kind.REFERRAL_QUERY: (
        "A referral you sent has a question to answer.",
        "{count} referrals you sent have questions to answer.",
    ),
    Kind.REFERRAL_ANSWERED: (
        "Your question about a referral has been answered.",
        "{count} of your questions about referrals have been answered.",
    ),
    Kind.REFERRAL_DECIDED: (
        "A referral you sent has been decided.",
        "{count} referrals you sent have been decided.",
    ),
    Kind.CASE_GIVEN: ("A case has been given to you.", "{count} cases have been given to you."),
    Kind.CASE_TAKEN: (
        "A case of yours has been given to somebody else.",
        "{count} cases of yours have been given to somebody else.",
    ),
    Kind.CASE_CLOSED: (
        "A case that you work on has been closed.",
        "{count} cases that you work on have been closed.",
    ),
    Kind.PAUSE_OVER: (
        "The pause of a case of yours is over.",
        "The pauses of {count} cases of yours are over.",
    ),
    Kind.OFFICER_CHANGED: (
        "A child of your school has another officer.",
        "{count} children of your school have another officer.",
    ),
    Kind.CASE_TRANSFERRED: (
        "A case has been transferred to your team.",
        "{count} cases have been transferred to your team.",
    ),
    Kind.NOTE_FOR_YOU: (
        "A colleague has written something for you to read.",
        "Colleagues have written {count} things for you to read.",
    ),
    Kind.PLAN_TO_AGREE: (
        "An attendance plan is waiting for your agreement.",
        "{count} attendance plans are waiting for your agreement.",
    ),
    Kind.REVIEW_DUE: ("A review is due.", "{count} reviews are due."),
    Kind.ACTION_DUE: ("An action that you own is due.", "{count} actions that you own are due."),
    Kind.MEETING: (
        "You are invited to a meeting, or a meeting has changed.",
        "You are invited to {count} meetings, or they have changed.",
    ),
    Kind.MINUTES: (
        "The minutes of a meeting are ready.",
        "The minutes of {count} meetings are ready.",
    ),
    Kind.REQUEST_RECEIVED: (
        "A request to your agency is waiting for an answer.",
        "{count} requests to your agency are waiting for an answer.",
    ),
    Kind.REQUEST_ANSWERED: (
        "A request that you sent has been answered.",
        "{count} requests that you sent have been answered.",
    ),
    Kind.FEEDBACK: (
        "There is feedback for your school.",
        "There are {count} pieces of feedback for your school.",
    ),
    Kind.APPROVAL_WANTED: (
        "Something is waiting for your approval.",
        "{count} things are waiting for your approval.",
    ),
    Kind.APPROVAL_ANSWERED: (
        "Something that you sent for approval has been decided.",
        "{count} things that you sent for approval have been decided.",
    ),
    Kind.NOTICE_TO_CHECK: (
        "A notice needs checking, because a mark it relied on has changed.",
        "{count} notices need checking, because marks they relied on have changed.",
    ),
    Kind.PAYMENT_TO_MATCH: (
        "A payment fits no notice and needs a decision.",
        "{count} payments fit no notice and need a decision.",
    ),
    Kind.LIMIT_NEAR: ("A legal time limit is near.", "{count} legal time limits are near."),
    Kind.HEARING: (
        "A court hearing is listed or has changed.",
        "{count} court hearings are listed or have changed.",
    ),
    Kind.REGISTER_FILE: (
        "A register file needs your attention.",
        "{count} register files need your attention.",
    ),
    Kind.REPORT_READY: ("A report is ready.", "{count} reports are ready."),
}


class Rhythm(StrEnum):
    """How often somebody hears by e-mail."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


# Quiet unless somebody asks for more.
USUAL = Rhythm.DAILY


def sentence(kind: str, count: int) -> str:
    """What a message of a kind says. A kind that is no longer in use is still said, in general words."""
    general = ("Something is waiting for you.", "{count} things are waiting for you.")
    one, many = SENTENCES[Kind(kind)] if kind in set(Kind) else general
    return one if count == 1 else many.format(count=f"{count:,}")


def summed(told: Iterable[tuple[str, int]]) -> list[str]:
    """The sentences of several messages, those of one kind added up, in the order of the kinds."""
    counts: dict[str, int] = {}
    for kind, count in told:
        counts[kind] = counts.get(kind, 0) + count
    order = [str(kind) for kind in Kind]
    known = sorted(counts, key=lambda kind: order.index(kind) if kind in order else len(order))
    return [sentence(kind, counts[kind]) for kind in known]


def told_before(rhythm: Rhythm, at: datetime) -> datetime | None:
    """The instant before which a message must have been told for its e-mail to be due at `at`; None is never.

    At once: now. Daily: the last seven o'clock in London of a working day. Weekly: that of the last Monday.
    """
    if rhythm is Rhythm.NEVER:
        return None
    if rhythm is Rhythm.AT_ONCE:
        return at
    here = at.astimezone(LONDON)
    day = here.date() if here.time() >= MORNING else here.date() - timedelta(days=1)
    last = 4 if rhythm is Rhythm.DAILY else 0
    back = max(day.weekday() - last, 0)
    return datetime.combine(day - timedelta(days=back), MORNING, LONDON)


# How long to wait before each further try; after the last an e-mail is given up.
WAITS = (
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When an e-mail that could not be sent for the time being is tried again; None once it is given up."""
    return at + WAITS[attempts - 1] if attempts <= len(WAITS) else None
