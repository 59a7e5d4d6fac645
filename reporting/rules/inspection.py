"""What inspectors judge about attendance, with the grades of each framework and the criteria for judging oneself.

Each row is of its time: a grade is always read by the framework under which it was given, and the grades of one are
never turned into those of another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from attendance.rules.dated import in_force

_FOUR_FIRST: Final = {"1": "Outstanding", "2": "Good", "3": "Satisfactory", "4": "Inadequate"}
_FOUR_LATER: Final = {"1": "Outstanding", "2": "Good", "3": "Requires improvement", "4": "Inadequate"}
_FIVE: Final = {
    "5": "Exceptional", "4": "Strong standard", "3": "Expected standard", "2": "Needs attention",
    "1": "Urgent improvement",
}  # fmt: skip


@dataclass(frozen=True)
class Framework:
    """A framework for inspecting schools: from when, what of it is about attendance, and its grades, best first."""

    from_: date
    name: str
    areas: Mapping[str, str]
    grades: Mapping[str, str]


FRAMEWORKS: Final = (
    Framework(
        date(2005, 9, 1),
        "Ofsted, Every child matters: framework for the inspection of schools in England, 2005",
        {
            "attendance": "Attendance of learners",
            "behaviour": "Behaviour of learners",
            "overall": "Overall effectiveness",
        },
        _FOUR_FIRST,
    ),
    Framework(
        date(2009, 9, 1),
        "Ofsted, framework for the inspection of maintained schools in England, 2009",
        {
            "attendance": "Pupils’ attendance",
            "behaviour": "Pupils’ behaviour",
            "overall": "Overall effectiveness",
        },
        _FOUR_FIRST,
    ),
    Framework(
        date(2012, 1, 1),
        "Ofsted, framework for school inspection, 2012",
        {"behaviour": "Behaviour and safety of pupils", "overall": "Overall effectiveness"},
        _FOUR_FIRST,
    ),
    Framework(
        date(2012, 9, 1),
        "Ofsted, framework for school inspection, September 2012",
        {"behaviour": "Behaviour and safety of pupils", "overall": "Overall effectiveness"},
        _FOUR_LATER,
    ),
    Framework(
        date(2015, 9, 1),
        "Ofsted, common inspection framework, 2015",
        {"behaviour": "Personal development, behaviour and welfare", "overall": "Overall effectiveness"},
        _FOUR_LATER,
    ),
    Framework(
        date(2019, 9, 1),
        "Ofsted, education inspection framework, 2019",
        {"behaviour": "Behaviour and attitudes", "overall": "Overall effectiveness"},
        _FOUR_LATER,
    ),
    Framework(
        date(2024, 9, 1),
        "Ofsted, education inspection framework, without overall grades, 2024",
        {"behaviour": "Behaviour and attitudes"},
        _FOUR_LATER,
    ),
    Framework(
        date(2025, 11, 10),
        "Ofsted, education inspection framework with report cards, November 2025",
        {"attendance": "Attendance and behaviour", "inclusion": "Inclusion"},
        _FIVE,
    ),
)  # fmt: skip
AREAS: Final = ("attendance", "behaviour", "inclusion", "overall")


def framework_on(inspected_on: date) -> Framework:
    """The framework under which a school was inspected on a day. Raises LookupError before September 2005."""
    return in_force(FRAMEWORKS, inspected_on)


@dataclass(frozen=True)
class Criteria:
    """What a year's work is judged against by those who did it: from which academic year, source, judgements, items."""

    from_year: int
    until_year: int
    name: str
    source: str
    judgements: Mapping[str, str]
    items: Mapping[str, str]


_CRITERIA: Final = (
    Criteria(
        2005,
        2008,
        "Inspection of children's services: enjoying and achieving",
        "Ofsted, Every child matters: framework for the inspection of children's services (July 2005) and grade "
        "descriptors (April 2007), in our words",
        MappingProxyType({"4": "Outstanding", "3": "Good", "2": "Adequate", "1": "Inadequate"}),
        MappingProxyType(
            {
                "attend": "Children and young people are enabled and encouraged to attend and enjoy school",
                "parents": "Parents and carers are supported in helping their children to attend and achieve",
                "without-school": "Those who do not attend school have education provided for them",
                "looked-after": "Looked-after children are helped to attend and achieve",
                "needs": "Children with learning difficulties or disabilities are helped to attend and achieve",
                "management": "Services are planned together, know how they perform, and act on it",
            }
        ),
    ),
    Criteria(
        2022,
        9999,
        "What is expected of local authorities",
        "Department for Education, Working together to improve school attendance (August 2024), chapter on local "
        "authorities, in our words",
        MappingProxyType({"4": "Met in full", "3": "Mostly met", "2": "Partly met", "1": "Not met"}),
        MappingProxyType(
            {
                "data": "Attendance data of all schools are tracked to find pupils, cohorts and schools to work with",
                "advice": "Every school has a named contact, advice, and a network to share what works",
                "meetings": "A targeting support meeting is held with every school each term",
                "families": "Families have access to support from all agencies, early and together",
                "legal": "Where support is not enough or not engaged with, legal steps are used fairly and in time",
                "social-worker": "Attendance of children with a social worker is watched and improved",
                "priority": "Attendance is a priority of every service that meets families",
            }
        ),
    ),
)


def criteria_of(year: int) -> Criteria | None:
    """The criteria of an academic year; None for years for which no list is held."""
    return next((each for each in _CRITERIA if each.from_year <= year <= each.until_year), None)
