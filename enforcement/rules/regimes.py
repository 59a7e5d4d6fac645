"""The laws of penalty notices by start date, and which date selects among them.

What is enacted without a start date is shown and never selected.
"""

from dataclasses import dataclass
from datetime import date

from attendance.rules.dated import in_force, not_in_force
from attendance.rules.enforcement_points import OLD_LAW_FOR_OLD_OFFENCES
from attendance.rules.open_point import DEFAULTS, Answers
from enforcement.rules.provision import AUGUST_2024, Basis, Provision

STARTED = date(2004, 2, 27)
REGULATIONS_2007 = date(2007, 9, 1)
SEPTEMBER_2012 = date(2012, 9, 1)
SEPTEMBER_2013 = date(2013, 9, 1)


@dataclass(frozen=True)
class Regime:
    """The law of penalty notices from a day on, and the words that its time uses."""

    from_: date | None
    key: str
    provision: Provision
    warning: str = "penalty warning letter"
    contract: str = "parenting contract"

    @property
    def is_national(self) -> bool:
        """Whether the national threshold and limit apply."""
        return self.from_ is not None and self.from_ >= AUGUST_2024


REGIMES = (
    Regime(
        STARTED,
        "2004",
        Provision(
            "regime-2004",
            "Penalty notices begin",
            STARTED,
            "A penalty notice may be given for a child's failure to attend regularly, under the authority's "
            "code of conduct.",
            "Education Act 1996 s444A; SI 2004/181",
            until=date(2007, 8, 31),
        ),
    ),
    Regime(
        REGULATIONS_2007,
        "2007",
        Provision(
            "regime-2007",
            "Regulations of 2007",
            REGULATIONS_2007,
            "The regulations of 2007 apply to a notice issued on or after 1 September 2007, whatever the day "
            "of the offence; a notice may also be given for an excluded pupil in a public place.",
            "SI 2007/1867; Education and Inspections Act 2006 ss103 to 105",
            until=date(2024, 8, 18),
        ),
    ),
    Regime(
        AUGUST_2024,
        "2024",
        Provision(
            "regime-2024",
            "National framework",
            AUGUST_2024,
            "A national threshold, a flat price for a second notice and no third within three years to one "
            "parent for one child.",
            "SI 2024/210; Working together to improve school attendance",
        ),
        warning="notice to improve",
        contract="attendance contract",
    ),
)

ENACTED_2026 = date(2026, 4, 29)
ACT_2026 = (
    Provision(
        "act-2026-s38",
        "Registers of children not in school",
        None,
        "The authority keeps a register of children not in school.",
        "Children's Wellbeing and Schools Act 2026 s38",
    ),
    Provision(
        "act-2026-s39",
        "School attendance orders, preliminary notice",
        None,
        "A preliminary notice comes before a school attendance order, and breach bears a heavier penalty.",
        "Children's Wellbeing and Schools Act 2026 s39",
    ),
    Provision(
        "act-2026-s434a",
        "Consent to withdraw some children from school",
        None,
        "Some children are withdrawn from school only with the authority's consent.",
        "Education Act 1996 s434A as proposed",
        Basis.UNVERIFIED,
    ),
)
"""Not commenced when last seen."""

WHICH_DATE = (
    Provision(
        "which-date-mark",
        "A register mark",
        STARTED,
        "The meaning of a mark is that of the session's own date.",
        "SI 2006/1751; SI 2024/208",
        Basis.CHOICE,
    ),
    Provision(
        "which-date-notice",
        "Amount and payment days of a notice",
        STARTED,
        "The day of issue selects the amounts and payment days. From 19 August 2024 an offence that ended "
        "before that day follows the old law, unless the authority decides otherwise.",
        "SI 2007/1867 (day of issue); for August 2024 the saving words of SI 2024/210 were not seen",
    ),
    Provision(
        "which-date-offence",
        "Time limit, defences and penalty",
        STARTED,
        "The day of the offence selects the time limit, the defences and the greatest penalty.",
        "Education Act 1996 s444",
        is_older=True,
    ),
    Provision(
        "which-date-duty",
        "Duties, steps and returns",
        STARTED,
        "The day of the event selects the rule for a duty, a step of the ladder or a return.",
        "By the words of each provision",
        Basis.CHOICE,
    ),
)
PROVISIONS = (*(regime.provision for regime in REGIMES), *WHICH_DATE, *ACT_2026)


def regime_on(on: date) -> Regime:
    """The law of a day. Raises LookupError before 27 February 2004."""
    return in_force(REGIMES, on)


def is_old_law(issued_on: date, *, offence_ended_on: date, answers: Answers = DEFAULTS) -> bool:
    """Whether a notice follows the law before 19 August 2024.

    It does if it is issued before that day, and (unless the authority decides otherwise) if the whole offence
    is earlier, however late it is issued.
    """
    if issued_on < AUGUST_2024:
        return True
    return answers.to(OLD_LAW_FOR_OLD_OFFENCES) and offence_ended_on < AUGUST_2024


def regime_of_notice(issued_on: date, *, offence_ended_on: date, answers: Answers = DEFAULTS) -> Regime:
    """The law that a notice follows. Raises LookupError before 27 February 2004."""
    if issued_on >= AUGUST_2024 and is_old_law(issued_on, offence_ended_on=offence_ended_on, answers=answers):
        return in_force(REGIMES, date(2024, 8, 18))
    return regime_on(issued_on)


def enacted_not_in_force(on: date) -> tuple[Provision, ...]:
    """What is enacted by a day and not in force, to be shown as such; nobody knew of it before."""
    return not_in_force(PROVISIONS) if on >= ENACTED_2026 else ()
