"""How letters name the law that a notice follows, by the day that selects it.

Sources: SI 2004/181; SI 2007/1867 with its amendments of 2012 and 2013, and SI 2024/210; Education Act 1996 ss444
and 444A; Education and Inspections Act 2006 ss103 to 105. What a notice has to hold: regulations of 2004, and the
like list of 2007.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from attendance.rules.dated import in_force
from enforcement.rules.provision import AUGUST_2024
from enforcement.rules.regimes import REGULATIONS_2007, SEPTEMBER_2012, SEPTEMBER_2013, STARTED

_FAILURE = "section 444A of the Education Act 1996"
_2004 = "the Education (Penalty Notices) (England) Regulations 2004"
_2007 = "the Education (Penalty Notices) (England) Regulations 2007"


@dataclass(frozen=True)
class Cited:
    """The law of a notice as its letter names it, from a day on."""

    from_: date | None
    key: str
    sentence: str


CITED = (
    Cited(STARTED, "2004", f"{_FAILURE} and {_2004}"),
    Cited(REGULATIONS_2007, "2007", f"{_FAILURE} and {_2007}"),
    Cited(SEPTEMBER_2012, "2012", f"{_FAILURE} and {_2007}, as amended in 2012"),
    Cited(SEPTEMBER_2013, "2013", f"{_FAILURE} and {_2007}, as amended in 2013"),
    Cited(AUGUST_2024, "2024", f"{_FAILURE} and {_2007}, as amended in 2024"),
)
EXCLUDED = Cited(
    REGULATIONS_2007, "excluded", f"section 105 of the Education and Inspections Act 2006 and {_2007}"
)


def cited(issued_on: date, *, is_old_law: bool, is_excluded: bool = False) -> Cited:
    """The law that the letter of a notice names. Raises LookupError before 27 February 2004."""
    if is_excluded:
        return EXCLUDED
    return in_force(CITED, min(issued_on, AUGUST_2024 - timedelta(days=1)) if is_old_law else issued_on)


COURT = (
    "In court you could be fined up to £1,000. If you knew that your child was missing school and did not do what "
    "you reasonably could, you could be fined up to £2,500 or sent to prison for up to 3 months."
)
COURT_EXCLUDED = "In court you could be fined up to £1,000."
GROUNDS = (
    "it should not have been given, or was given outside our code of conduct",
    "it was given to the wrong person",
    "it has an important mistake in it",
)
"""The grounds of withdrawal as a parent reads them (SI 2007/1867 reg 8)."""
