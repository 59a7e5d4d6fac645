"""A family for whom every gate is open, to be changed one fact at a time."""

from dataclasses import replace
from datetime import date, timedelta

from attendance.rules.open_point import DEFAULTS
from enforcement.rules.charges import Missed, Pack
from enforcement.rules.facts import Absence, Child, Earlier, Facts, Money, People, Plan
from enforcement.rules.gate import gate
from enforcement.rules.gate_answer import Verdict
from enforcement.rules.issuing import School, SchoolKind
from enforcement.rules.parties import Address, Parent
from enforcement.rules.supervision import Consideration
from enforcement.rules.support import Offer, Outcome, Support
from enforcement.rules.threshold import Stand
from enforcement.rules.warning import Progress, Warned

NOW = date(2025, 11, 3)
THEN = date(2007, 1, 29)
COMPLETE = Pack(**dict.fromkeys(Pack.__dataclass_fields__, True) | {"no_interview_because": ""})
MONEY_CLEAR = Money(unmatched=0, disputed=0, said_paid=0)


def missed(first, number=10, code="O"):
    """So many unauthorised sessions, two a day from a day on, weekends left out."""
    found, day = [], first
    while len(found) < number:
        if day.weekday() < 5:
            found += [Missed((day, session), code, code in "GNOU") for session in (0, 1)]
        day += timedelta(days=1)
    return tuple(found[:number])


def stand_of(sessions, *, national=True, needed=10):
    days = tuple(each.session for each in sessions)
    waiting = tuple(each.session for each in sessions if each.code == "N")
    return Stand(needed, 10, days, waiting, is_national=national)


def facts(on=NOW, **changes):
    """A family on a day with nothing in the way of any step against absence."""
    sessions = missed(on - timedelta(days=28))
    held = {
        "on": on,
        "child": Child(
            born_on=date(on.year - 12, 3, 1), is_alive=True, is_on_roll=True, is_under_care_order=False
        ),
        "parent": Parent(is_natural=True, said_adult=True, took_part=True, identity_confirmed=True),
        "address": Address(is_on_record=True, confirmed_on=on - timedelta(days=7)),
        "school": School(SchoolKind.MAINTAINED),
        "absence": Absence(
            sessions, stand_of(sessions, national=on >= date(2024, 8, 19)), possible=60, unauthorised=10
        ),
        "support": Support((Offer(on - timedelta(days=60), "Family support", Outcome.REFUSED),)),
        "earlier": Earlier(
            warnings=(Warned(on - timedelta(days=50), on - timedelta(days=8), Progress.FAILED),),
            others_known=True,
            proceedings_contemplated=False,
            orders=(),
        ),
        "money": MONEY_CLEAR,
        "unread_letters": 0,
        "flags": (),
        "people": People(1, 2, equality_considered_on=on),
        "plan": Plan(
            issuer_is_authorised=True,
            knowledge=("letter of last month",),
            evidence_sufficient=True,
            in_public_interest=True,
            pack=COMPLETE,
            consideration=Consideration(on, "not now", "support has begun", "Officer A"),
            consulted_on=on,
            not_properly_educated=True,
        ),
    }
    return Facts(**(held | changes))


def changed(held, part, **changes):
    """The facts with one part of them changed."""
    return replace(held, **{part: replace(getattr(held, part), **changes)})


def answer(step, held, key, **choices):
    """One answer of the gate by its key."""
    return next(each for each in gate(step, held, **choices).answers if each.key == key)


def shut_keys(step, held, **choices):
    return [each.key for each in gate(step, held, **choices).shut]


def verdict(step, held, key, **choices):
    return answer(step, held, key, **choices).verdict


__all__ = [
    "COMPLETE",
    "DEFAULTS",
    "MONEY_CLEAR",
    "NOW",
    "THEN",
    "Verdict",
    "answer",
    "changed",
    "facts",
    "missed",
]
__all__ += ["shut_keys", "stand_of", "verdict"]
