"""The gate's checks of a warning and of a penalty notice."""

from datetime import date

from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import (
    LOCAL_THRESHOLD_SESSIONS,
    LOCAL_THRESHOLD_WEEKS,
    SUPERVISION_BLOCKS_CHARGES,
    WARNING_LASTS_MONTHS,
)
from attendance.rules.open_point import Answers
from attendance.rules.open_points import (
    CLOSED_WEEK_COUNTS,
    CROSS_BORDER_FOLLOWS_SCHOOL,
    SESSIONS_BEFORE_AUGUST_2024,
    THRESHOLD_ACROSS_SCHOOLS,
    THRESHOLD_COUNTS_N,
    WEEK_STARTS_ON,
)
from enforcement.rules import excluded, issuing, threshold, uses, warning
from enforcement.rules.charges import ONLY_UNAUTHORISED
from enforcement.rules.facts import Facts
from enforcement.rules.gate_answer import (
    LEGAL,
    MANAGER,
    GateAnswer,
    Points,
    by_refusals,
    opened,
    shut,
    to_sign,
)
from enforcement.rules.gate_price import old_law
from enforcement.rules.provision import Provision, counted
from enforcement.rules.supervision import BLOCKS, sessions_under

NATIONAL_POINTS: Points = (
    THRESHOLD_COUNTS_N,
    CLOSED_WEEK_COUNTS,
    WEEK_STARTS_ON,
    THRESHOLD_ACROSS_SCHOOLS,
    SESSIONS_BEFORE_AUGUST_2024,
)
LOCAL_POINTS: Points = (LOCAL_THRESHOLD_SESSIONS, LOCAL_THRESHOLD_WEEKS, CLOSED_WEEK_COUNTS, WEEK_STARTS_ON)


def school(facts: Facts, answers: Answers) -> GateAnswer:
    """The school is one for whose pupils notices may be given."""
    refusal = issuing.school_refusal(facts.school, facts.on)
    if refusal:
        return shut("school", refusal, issuing.WHERE, change="Consider prosecution, or take legal advice.")
    if facts.school.home_is_in_wales:
        return to_sign(
            "school",
            "The child lives in Wales; the law of the school's authority is taken to apply.",
            issuing.WHERE,
            by=LEGAL,
            change="Take legal advice.",
            points=(CROSS_BORDER_FOLLOWS_SCHOOL,),
        )
    return opened(
        "school", f"Notices may be given for pupils of this {facts.school.kind.value}.", issuing.WHERE
    )


def issuer(facts: Facts, answers: Answers) -> GateAnswer:
    """Whoever issues the notice may do so."""
    refusal = issuing.issuer_refusal(facts.plan.issuer, is_authorised=facts.plan.issuer_is_authorised)
    return by_refusals(
        "issuer",
        (refusal,),
        f"It is issued by: {facts.plan.issuer.value}.",
        issuing.WHO,
        change="Ask an authorised person, or record the authorisation.",
    )


def sessions(facts: Facts, answers: Answers) -> GateAnswer:
    """Every session relied on is unauthorised, settled, past, and not used before."""
    held = facts.absence.sessions
    unsettled = [missed for missed in held if not missed.is_settled]
    authorised = [missed for missed in held if missed.is_settled and not missed.is_unauthorised]
    ahead = [missed for missed in held if missed.session[0] > facts.on]
    told = {
        "No session is named.": not held,
        f"{counted(len(unsettled), 'session')} without a reason yet (N).": bool(unsettled),
        f"{counted(len(authorised), 'session')} not of unauthorised absence.": bool(authorised),
        "A session lies ahead.": bool(ahead),
        "A session is named twice.": len(set(facts.absence.days)) < len(facts.absence.days),
    }
    refusals = [sentence for sentence, holds in told.items() if holds]
    if refusals:
        return shut(
            "sessions",
            " ".join(refusals),
            threshold.NEVER_ON_N if unsettled else ONLY_UNAUTHORISED,
            change="Choose settled unauthorised sessions only.",
        )
    said = f"{counted(len(held), 'unauthorised session')} named."
    return opened("sessions", said, ONLY_UNAUTHORISED, rests_on=facts.absence.days)


def not_used(facts: Facts, answers: Answers) -> GateAnswer:
    """No notice or charge against the parent already rests on the sessions, and none is contemplated."""
    held = uses.duplicates(facts.absence.days, facts.earlier.uses)
    if facts.earlier.proceedings_contemplated:
        return shut(
            "not-used",
            "Prosecution for this absence is contemplated.",
            uses.NO_DUPLICATE,
            change="Decide against the prosecution, or go on with it.",
        )
    if held:
        names = ", ".join(use.reference for use in held)
        return shut(
            "not-used",
            f"Sessions are already used ({names}).",
            uses.NO_DUPLICATE,
            change="Leave out the sessions used before.",
        )
    return opened("not-used", "No session was used before.", uses.USED_ONCE)


def no_supervision(facts: Facts, answers: Answers) -> GateAnswer:
    """No education supervision order was in force on a session, nor is one today."""
    days = [day for day, _ in facts.absence.days]
    under = sessions_under(facts.earlier.orders, (*days, facts.on))
    if under and answers.to(SUPERVISION_BLOCKS_CHARGES):
        return shut(
            "supervision",
            f"An education supervision order was in force on {day_in_words(under[0])}. Where its directions "
            "are persistently not followed, that is an offence under Children Act 1989 Schedule 3.",
            BLOCKS,
            change="Use the order: directions, review, or its own offence.",
            points=(SUPERVISION_BLOCKS_CHARGES,),
        )
    return opened("supervision", "No supervision order is in the way.", BLOCKS)


def reached(facts: Facts, answers: Answers) -> GateAnswer:
    """The sessions named meet the threshold without an N; below it a manager approves a written reason."""
    stand = facts.absence.stand
    if stand is None:
        return shut(
            "threshold",
            "The threshold has not been counted.",
            threshold.NATIONAL,
            change="Count the register.",
        )
    points = NATIONAL_POINTS if stand.is_national else LOCAL_POINTS
    named = set(facts.absence.days) & set(stand.settled)
    because = facts.absence.below_because.strip()
    if len(named) >= stand.needed:
        return opened("threshold", stand.sentence, stand.provision, points=points, rests_on=stand.settled)
    if stand.met and not stand.met_without_n:
        change = "Settle the marks without a reason, and count again."
        return shut("threshold", stand.sentence, threshold.NEVER_ON_N, change=change, points=points)
    said = f"{stand.sentence} Of the sessions that count {len(named)} are named."
    if because:
        return to_sign(
            "threshold",
            f"{said} A notice below it, because: {because}",
            stand.provision,
            by=MANAGER,
            change="A manager approves, or the threshold is met.",
            points=points,
            rests_on=stand.settled,
        )
    change = "Name the sessions that meet it, or write why fewer are enough, for a manager to approve."
    return shut("threshold", said, stand.provision, change=change, points=points)


def warned(facts: Facts, answers: Answers) -> GateAnswer:
    """A warning came first and its period failed, or somebody says why it is left out."""
    because = facts.earlier.warning_skipped_because or facts.support.not_suitable_because
    refusal, until = warning.warning_refusal(
        facts.on, facts.earlier.warnings, skipped_because=because, answers=answers
    )
    provision = warning.TO_IMPROVE if not old_law(facts, answers) else warning.LETTER
    if refusal:
        return shut(
            "warned",
            refusal,
            provision,
            change="Send a warning and wait for its end, or say why it would be left out.",
            until=until,
            points=(WARNING_LASTS_MONTHS,),
        )
    said = (
        f"The warning is left out: {because.strip()}"
        if because.strip()
        else "The warning's period has failed."
    )
    return opened("warned", said, provision, points=(WARNING_LASTS_MONTHS,))


def period(facts: Facts, answers: Answers) -> GateAnswer:
    """The improvement period is three to six weeks, unless a reason is written."""
    if facts.on < (warning.TO_IMPROVE.from_ or date.max):
        return opened("period", "The local code sets the warning's school days.", warning.LETTER)
    weeks = warning.weeks_or_default(facts.plan.weeks, answers)
    refusal = warning.period_refusal(weeks, override_reason=facts.plan.weeks_override_because)
    fine = f"An improvement period of {counted(weeks, 'week')}."
    return by_refusals("period", (refusal,), fine, warning.TO_IMPROVE, change="Choose three to six weeks.")


def seen_in_public(facts: Facts, answers: Answers) -> GateAnswer:
    """An excluded pupil was seen in a public place within the days that the section 104 notice states."""
    provision: Provision = excluded.PUBLIC_PLACE
    seen = facts.plan.excluded
    refusals = excluded.seen_refusals(seen) if seen is not None else ("Nobody has recorded when and where.",)
    fine = "The pupil was seen in a public place on a day of the duty."
    return by_refusals("excluded", refusals, fine, provision, change="Correct the record of the exclusion.")
