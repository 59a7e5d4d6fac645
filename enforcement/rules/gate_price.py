"""The gate's checks of a notice's price and time: the limit, the terms, the service and the days left for court."""

from datetime import date

from attendance.rules.enforcement_points import (
    CHARGE_MARGIN_DAYS,
    LOCAL_NOTICES_A_YEAR,
    OLD_LAW_FOR_OLD_OFFENCES,
    OLD_NOTICES_COUNT,
)
from attendance.rules.open_point import Answers
from enforcement.rules import limit
from enforcement.rules.clocks import SIX_MONTHS, charge_window
from enforcement.rules.deadlines import payment_days
from enforcement.rules.facts import Facts
from enforcement.rules.gate_answer import LEGAL, GateAnswer, Points, opened, shut, to_sign
from enforcement.rules.limit import Limit, Room, local_limit, national_limit
from enforcement.rules.regimes import is_old_law
from enforcement.rules.service import FIRST_CLASS, CannotServe, serve
from enforcement.rules.terms import Occasion, Terms, excluded_terms, terms_of
from enforcement.rules.threshold import Session


def old_law(facts: Facts, answers: Answers) -> bool:
    """Whether the notice would follow the law before 19 August 2024."""
    ended = facts.absence.ended_on or facts.on
    return is_old_law(facts.on, offence_ended_on=ended, answers=answers)


def limit_of(facts: Facts, answers: Answers) -> Limit:
    """What the limit of the notice's law leaves."""
    if old_law(facts, answers):
        return local_limit(facts.on, facts.earlier.notices, answers=answers)
    return national_limit(
        facts.on, facts.earlier.notices, others_known=facts.earlier.others_known, answers=answers
    )


_TO_CHANGE = {
    Room.USED_UP: "Consider a contract, a supervision order or prosecution.",
    Room.UNKNOWN: "Ask the earlier authorities, and record what they answer.",
    Room.OUT_OF_ORDER: "Issue on a later day.",
}


def within_limit(facts: Facts, answers: Answers) -> GateAnswer:
    """The limit leaves room for the notice, and its price is known."""
    found = limit_of(facts, answers)
    old = old_law(facts, answers)
    points: Points = (LOCAL_NOTICES_A_YEAR,) if old else (OLD_NOTICES_COUNT,)
    if facts.absence.ended_on is not None and facts.on >= (limit.NATIONAL.from_ or date.max):
        points = (*points, OLD_LAW_FOR_OLD_OFFENCES)
    provision = limit.LOCAL if old else limit.NATIONAL
    if found.room is Room.FREE:
        return opened("limit", found.sentence, provision, points=points)
    if found.room is Room.UNKNOWN:
        provision = limit.OTHERS_KNOWN
    return shut(
        "limit",
        found.sentence,
        provision,
        change=_TO_CHANGE[found.room],
        until=found.free_on,
        points=points,
    )


def terms_for(facts: Facts, answers: Answers) -> Terms | None:
    """The terms that the notice would have; None where it cannot be priced.

    Raises LookupError before the law of such notices began.
    """
    if facts.plan.excluded is not None:
        return excluded_terms(facts.on)
    if old_law(facts, answers):
        ended = facts.absence.ended_on or facts.on
        return terms_of(facts.on, offence_ended_on=ended, occasion=Occasion.ANY, answers=answers)
    found = limit_of(facts, answers)
    if found.room is not Room.FREE:
        return None
    return terms_of(facts.on, offence_ended_on=facts.on, occasion=found.occasion, answers=answers)


def offence_sessions(facts: Facts) -> tuple[Session, ...]:
    """The sessions of the offence; for an excluded pupil the day on which the pupil was seen."""
    seen = facts.plan.excluded
    return facts.absence.days if seen is None else ((seen.seen_on, 0),)


SEE_OTHERS = "See the others."


def time_for_court(facts: Facts, answers: Answers) -> GateAnswer:
    """The way of service holds, and enough time for a charge is left if the notice is not paid; none shuts."""
    sent_on = facts.plan.sent_on or facts.on
    if sent_on < facts.on:
        return shut("time", "It cannot be sent before it is issued.", FIRST_CLASS, change="Correct the day.")
    try:
        served = serve(facts.plan.method, sent_on, answers=answers)
    except CannotServe as refusal:
        return shut("time", str(refusal), FIRST_CLASS, change="Send it by first class post, or hand it over.")
    terms = terms_for(facts, answers)
    offence = offence_sessions(facts)
    if terms is None or not offence:
        return shut(
            "time",
            "Without sessions and a price no time can be counted.",
            SIX_MONTHS,
            change=SEE_OTHERS,
        )
    days = payment_days(terms, served.received_on, answers=answers)
    window = charge_window(offence, days.full_until)
    said = f"{days.sentence} {window.sentence}"
    if not window.hard_days:
        change = "Leave out the earliest sessions, or take another step."
        return shut("time", said, SIX_MONTHS, change=change, points=(CHARGE_MARGIN_DAYS,))
    if window.safe_days >= max(1, answers.to(CHARGE_MARGIN_DAYS)):
        return opened("time", said, SIX_MONTHS, points=(CHARGE_MARGIN_DAYS,))
    change = "Leave out the earliest sessions, or sign for the short time."
    return to_sign("time", said, SIX_MONTHS, by=LEGAL, change=change, points=(CHARGE_MARGIN_DAYS,))
