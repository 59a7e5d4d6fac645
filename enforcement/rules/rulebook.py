"""The rule book: every rule of enforcement in its own words, for a lawyer to review, as one Markdown page.

It is made from the tables and provisions that the program runs on, so that what is read is what is done.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date

from attendance.rules.answers import ANSWERABLE_KEYS
from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import ENFORCEMENT_POINTS
from attendance.rules.open_points import (
    ACT_2026_IN_FORCE,
    CROSS_BORDER_FOLLOWS_SCHOOL,
    READ_THROUGH_OTHERS,
)
from enforcement.rules import (
    allocation,
    attendance_orders,
    charges,
    clocks,
    deadlines,
    excluded,
    fast_track,
    gate_court,
    gate_family,
    issuing,
    limit,
    measures,
    offences,
    order_offences,
    parenting,
    parties,
    regimes,
    service,
    supervision,
    support,
    terms,
    threshold,
    uses,
    warning,
    withdrawal,
)
from enforcement.rules.facts import Step
from enforcement.rules.gate import CHECKS, LAWS
from enforcement.rules.gate_notice import NATIONAL_POINTS
from enforcement.rules.offences import PENALTIES, Offence
from enforcement.rules.provision import Provision, pounds
from enforcement.rules.terms import Terms

Provisions = Sequence[Provision]

INTRODUCTION = """# Rules of enforcement

This page is written by `manage.py write_rules` from the rules that the program runs on; it is not edited by hand, and
a test fails where it is not current. Every rule has its sentence, its dates, its source and what kind of rule it is.
"Law as generally known" means that the text of the provision was not read. A lawyer of the authority approves each
rule before it drives a decision; the open points at the end are settings that the authority decides."""

STEP_TITLES = {
    Step.CONTRACT: "Parenting contract, attendance contract",
    Step.WARNING: "Penalty warning letter, notice to improve",
    Step.NOTICE: "Penalty notice",
    Step.EXCLUDED_NOTICE: "Penalty notice about an excluded pupil",
    Step.FAST_TRACK: "Fast-track case management",
    Step.PROSECUTION: "Prosecution under s444(1)",
    Step.KNOWING_PROSECUTION: "Prosecution under s444(1A)",
    Step.SUPERVISION_ORDER: "Education supervision order",
    Step.DIRECTIONS_PROSECUTION: "Prosecution for directions not followed (Schedule 3 paragraph 18)",
    Step.PARENTING_ORDER: "Parenting order",
    Step.ATTENDANCE_ORDER: "School attendance order",
    Step.ORDER_PROSECUTION: "Prosecution for breach of a school attendance order (s443)",
}

SECTIONS: tuple[tuple[str, Provisions], ...] = (
    ("Which date selects the rule", regimes.WHICH_DATE),
    ("The laws of penalty notices", tuple(regime.provision for regime in regimes.REGIMES)),
    ("Who, to whom, what schools", (*issuing.PROVISIONS, *parties.PROVISIONS)),
    ("Amounts and payment days", terms.PROVISIONS),
    ("Service, deadlines and reminders", (*service.PROVISIONS, *deadlines.PROVISIONS)),
    ("Threshold, and sessions used", (*threshold.PROVISIONS, *uses.PROVISIONS)),
    ("How many notices", limit.PROVISIONS),
    ("Warning and support", (*support.PROVISIONS, *warning.PROVISIONS)),
    ("Money", allocation.PROVISIONS),
    ("Withdrawal and unpaid notices", withdrawal.PROVISIONS),
    ("Excluded pupils", excluded.PROVISIONS),
    ("Fast track", fast_track.PROVISIONS),
    ("Prosecution", (*offences.PROVISIONS, *clocks.PROVISIONS, *charges.PROVISIONS, *gate_court.PROVISIONS)),
    ("Education supervision orders", supervision.PROVISIONS),
    ("Parenting contracts and orders", parenting.PROVISIONS),
    ("School attendance orders", attendance_orders.PROVISIONS),
    ("Offences against orders", order_offences.PROVISIONS),
    ("The gate", gate_family.PROVISIONS),
    ("The yearly return", measures.PROVISIONS),
    ("Enacted, not in force", regimes.ACT_2026),
)


def text() -> str:
    """The whole rule book."""
    tables = {
        "Amounts and payment days": _terms(),
        "Who, to whom, what schools": _listed("A notice contains", issuing.CONTENTS_2004),
        "Warning and support": _listed("A notice to improve contains", warning.CONTENTS),
        "Withdrawal and unpaid notices": _listed(
            "The grounds", [f"{ground.value}" for ground in withdrawal.Ground]
        ),
        "Fast track": _plan(),
        "Prosecution": _offences(),
        "The gate": _gate(),
        "The yearly return": _listed("Columns", [field.name for field in fields(measures.Measures)]),
    }
    blocks = [INTRODUCTION]
    for title, provisions in SECTIONS:
        blocks.append(f"## {title}")
        blocks += [_provision(provision) for provision in provisions]
        blocks += tables.get(title, [])
    blocks += ["## Open points and the local code, as settings", *_points()]
    return "\n\n".join(blocks) + "\n"


def every_provision() -> tuple[Provision, ...]:
    """Every rule in the order of the page."""
    return tuple(provision for _, provisions in SECTIONS for provision in provisions)


def _provision(provision: Provision) -> str:
    """One rule: its title, sentence and where it comes from."""
    facts = f"{provision.dates[0].upper()}{provision.dates[1:]}. {provision.basis.value}: {provision.source}."
    return f"### {provision.title}\n\n{provision.sentence}\n\n*{facts}* `{provision.key}`"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join([_row(*head), _row(*("---" for _ in head)), *(_row(*row) for row in rows)])


def _listed(title: str, items: Iterable[str]) -> list[str]:
    return [f"{title}:\n\n" + "\n".join(f"- {item}" for item in items)]


def _terms() -> list[str]:
    """The three tables of prices."""
    head = ("Issued from", "Occasion", "Lower amount", "Full amount", "Day of receipt", "Source")
    named = (
        ("Notices before 19 August 2024, or about absence wholly before it", terms.OLD),
        ("Notices from 19 August 2024", terms.NEW),
        ("Notices about an excluded pupil in a public place", terms.EXCLUDED),
    )
    return [
        part for title, rows in named for part in (f"{title}:", _table(head, [_term(row) for row in rows]))
    ]


def _term(row: Terms) -> Sequence[str]:
    lower = f"{pounds(row.lower.amount)} within {row.lower.days} days" if row.lower is not None else "none"
    return (
        day_in_words(row.from_) if row.from_ else "not in force",
        row.occasion.value,
        lower,
        f"{pounds(row.full.amount)} within {row.full.days} days",
        "counts" if row.receipt_day_counts else "left out",
        row.source,
    )


def _plan() -> list[str]:
    """The twelve weeks."""
    rows = [(str(week), title) for _, title, week in fast_track.PLAN]
    return ["The timetable, each day of it editable:", _table(("Week", "What"), rows)]


def _offences() -> list[str]:
    """Each offence's elements and defences before and after the changes."""
    dates = (regimes.STARTED, offences.DEFENCES_PROVED_BY_PARENT, offences.TRAVEL_DUTY)
    found = []
    for offence in Offence:
        penalty = PENALTIES[offence]
        prison = f", and up to {penalty.months} months in prison" if penalty.months else ""
        found.append(
            f"{offences.IN_LAW[offence]}: fine at level {penalty.level}, {pounds(penalty.fine)}{prison}."
        )
        rows: list[tuple[str, str, str]] = []
        for on in dates:
            row = _proof(offence, on)
            if not rows or rows[-1][1:] != row:
                rows.append((day_in_words(on), *row))
        found.append(_table(("Offence from", "To be proved", "Answers the charge"), rows))
    return found


def _proof(offence: Offence, on: date) -> tuple[str, str]:
    """What is proved, and what answers the charge, for an offence of a day."""
    answers = [
        each.sentence + (" *(parent proves)*" if each.parent_proves else "")
        for each in offences.defences(offence, on)
    ]
    return "<br>".join(each.sentence for each in offences.elements(offence, on)), "<br>".join(answers)


def _gate() -> list[str]:
    """What is checked before which steps, in the checks' own words."""
    checks = dict.fromkeys(check for step in Step for check in CHECKS[step])
    rows = [
        (
            " ".join((check.__doc__ or "").split()),
            "<br>".join(STEP_TITLES[step] for step in Step if check in CHECKS[step]),
        )
        for check in checks
    ]
    held = [(STEP_TITLES[step], day_in_words(LAWS[step][0])) for step in Step]
    return [
        "Before a step every one of its checks is open, or signed off where a check says so:",
        _table(("Check", "Before which steps"), rows),
        _table(("Step", "Its law is held here from"), held),
    ]


def _points() -> list[str]:
    """Every open point with its default, its owner and whether the authority answers it."""
    points = (
        *ENFORCEMENT_POINTS,
        *NATIONAL_POINTS,
        CROSS_BORDER_FOLLOWS_SCHOOL,
        ACT_2026_IN_FORCE,
        READ_THROUGH_OTHERS,
    )
    rows = [
        (
            point.question,
            _said(point.default),
            point.owner,
            "yes" if point.key in ANSWERABLE_KEYS else "the default applies",
            f"{point.source} `{point.key}`",
        )
        for point in points
    ]
    return [_table(("Question", "Default", "Prepared by", "May be answered", "Source"), rows)]


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
