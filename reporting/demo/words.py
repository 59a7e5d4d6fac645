"""What the authors of the demonstration's reports wrote. The authorities and all in it are invented."""

from collections.abc import Mapping
from typing import Final

from reporting.actions.reports import Words

EVALUATION_2006: Final[Mapping[str, Words]] = {
    "summary": Words(
        "This was the first year of the attendance strategy. Absence in primary schools came close to its target; in "
        "secondary schools it is still too high, above all in years 10 and 11.\n\n"
        "The strategy's promise was support first. Agencies now share one plan for a child, and schools say that they "
        "hear what became of their referrals. What we have not managed is to reach families before absence has become "
        "a habit."
    ),
    "outcome": Words(
        "The two best value indicators are read with care: one poor term at one secondary school moves the figure of a "
        "small authority. Unexplained marks fell after registers were checked every week. Holidays in term time remain "
        "the largest single cause of authorised absence in primary schools."
    ),
    "views": Words(
        "Young people told their key workers, and said in the forum of the youth service, that they had not seen what "
        "school was for. Young carers asked for a telephone they may use at break. Parents want one person to ring. "
        "Short questionnaires begin next year, so that these views can be counted."
    ),
    "self": Words(
        "The attendance leader, the locality team managers and the school improvement service judged together, each "
        "with the evidence of their own records. Where they differed, the lower judgement stands."
    ),
    "criterion-attend": Words(
        "Attendance improved in most primary schools. Rewards and first-day calls are in place nearly everywhere.",
        "2",
        "First-day calls in every secondary school by half term.",
    ),
    "criterion-parents": Words(
        "Parent support co-ordinators took on the families whom schools referred; parenting contracts are still few.",
        "2",
        "Offer a contract before every formal warning.",
    ),
    "criterion-without-school": Words(
        "Everybody out of school for fifteen days is known, and most are taught within the month.",
        "3",
        "Shorten the wait after a permanent exclusion.",
    ),
    "criterion-looked-after": Words(
        "Ten and twenty-five missed days are reported for every looked-after child, and reviews ask about attendance.",
        "3",
        "Termly notes to residential homes and key workers.",
    ),
    "criterion-needs": Words(
        "Attendance of pupils with special needs is tracked by school, but not yet looked at across the authority.",
        "2",
        "Add it to the termly dashboard.",
    ),
    "criterion-management": Words(
        "Agencies meet each term over the same figures. Reasons for missed targets are recorded by lead officers.",
        "3",
        "Close each term's figures, so that what was told can be held against what is known later.",
    ),
    "grades": Words(
        "Inspectors of our schools found attendance satisfactory or better where the school knew its own figures well."
    ),
    "court": Words(
        "Formal steps were few, and none was taken before support had been offered. The fast track gave families "
        "twelve weeks with a date for each step."
    ),
    "worked": Words(
        "Home visits with a school nurse and places on the behaviour improvement programme are what officers would do "
        "more of. There are too few cases yet to compare them with similar pupils."
    ),
    "next": Words(
        "The attendance leader will agree a plan with each of the schools of concern by October. The youth service "
        "will ask young people each term what would bring them in. Locality teams will see every new referral within "
        "ten school days."
    ),
}
MEMBERS: Final = Words(
    "Next quarter every school has its meeting about attendance with the school improvement service, and schools of "
    "concern agree a plan with dates. Locality teams see each new referral within ten school days. Young carers and "
    "looked-after children come first, because a missed week costs them most. Fines stay the last step: families are "
    "offered support before each one."
)
# Why a target of 2006/07 was missed, by its indicator.
REASONS_2006: Final[Mapping[str, str]] = {
    "bvpi-45": "Two year groups of one secondary school lost a term to unsettled staffing; a plan with it is agreed.",
    "bvpi-46": "Holidays in term time. Head teachers now refuse leave for a second holiday in one year.",
}
# Targets of the present year: indicator and value.
TARGETS: Final = (("attendance", "94"), ("unauthorised", "3"), ("persistent", "18"))
# School by its place in the list of names, area, grade: invented.
GRADES_2006: Final = (
    (0, "attendance", "2"),
    (0, "behaviour", "2"),
    (1, "attendance", "3"),
    (1, "behaviour", "3"),
)
