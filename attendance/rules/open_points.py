"""Points on which the sources are silent or disagree, each with the default taken until somebody decides.

Pages show this table, so that nobody takes a default for the law. Where the authority may choose otherwise,
the function takes the choice as an argument with the default of this table.
"""

from datetime import date
from types import MappingProxyType

from attendance.rules.enforcement_points import ENFORCEMENT_POINTS
from attendance.rules.open_point import Answers as Answers
from attendance.rules.open_point import OpenPoint as OpenPoint
from attendance.rules.referral_points import REFERRAL_POINTS
from attendance.rules.workload_points import WORKLOAD_POINTS

THRESHOLD_COUNTS_N = OpenPoint(
    "threshold_counts_n",
    "Does code N count towards ten sessions in ten school weeks? It is counted so that somebody looks; a "
    "penalty notice never rests on an N.",
    True,
    "Template codes of conduct list G, N, O and U; Norfolk lists G, O and U.",
)
CLOSED_WEEK_COUNTS = OpenPoint(
    "closed_week_counts",
    "Is a week whose every session was cancelled a school week?",
    False,
    "A school week is any week with at least one school session; the guidance does not speak of closure.",
)
WEEK_STARTS_ON = OpenPoint(
    "week_starts_on",
    "On which day does a school week start (0 is Monday, 6 Sunday)? It matters only for weekend sessions.",
    0,
    "The guidance as seen does not say.",
)
THRESHOLD_ACROSS_SCHOOLS = OpenPoint(
    "threshold_across_schools",
    "Are sessions at a pupil's earlier school added to the ten?",
    False,
    "Section 444 speaks of regular attendance at the school.",
)
SESSIONS_BEFORE_AUGUST_2024 = OpenPoint(
    "sessions_before_august_2024",
    "Do sessions before 19 August 2024 count towards the national threshold?",
    False,
    "Authorities' statements differ; the saving words of SI 2024/210 were not seen.",
)
N_DEADLINE_IN_WORKING_DAYS = OpenPoint(
    "n_deadline_in_working_days",
    "Are the five days for replacing code N working days rather than school days?",
    False,
    "Regulation 10 of SI 2024/208 says school days; one page of the July 2026 guidance says working days.",
)
SICKNESS_IN_SESSIONS = OpenPoint(
    "sickness_in_sessions",
    "Are the 15 days of the sickness return counted in sessions (30 sessions) rather than calendar dates?",
    True,
    "The source says days and does not speak of half days.",
)
COVID_MARKS_END = OpenPoint(
    "covid_marks_end",
    "What is the last day on which X may mean absence because of Covid? It is never a possible session.",
    date(2022, 4, 30),
    "The methodology says the marks ended in April 2022, without a day.",
)
LOOKED_AFTER_PERIOD_IS_YEAR = OpenPoint(
    "looked_after_period_is_year",
    "Are the 10 and 25 missed days of a looked-after child counted over the academic year?",
    True,
    "The strategy of January 2007 asks for a quarterly report on any child reaching 10 missed days.",
)
SPRING_ALONE = OpenPoint(
    "spring_alone",
    "How many sessions made a pupil persistently absent in a spring term alone, 2005/06 to 2009/10?",
    24,
    "The department's table prints 52 for spring and again for autumn with spring; 28 and 24 make 52.",
)
FLAG_MINIMUM_SESSIONS = OpenPoint(
    "flag_minimum_sessions",
    "How many possible sessions must a pupil have before a rate raises a flag? The measures have no minimum.",
    20,
    "Our choice: two weeks, so that two days of illness in September raise nothing.",
)
SHARP_FALL_POINTS = OpenPoint(
    "sharp_fall_points",
    "By how many percentage points must attendance fall from one four-week block to the next?",
    15,
    "Our choice; the guidance asks schools to act on any falling trend.",
)
LATES_IN_BLOCK = OpenPoint(
    "lates_in_block",
    "How many late marks in a block of four school weeks raise a flag?",
    6,
    "Our choice.",
)
CROSS_BORDER_FOLLOWS_SCHOOL = OpenPoint(
    "cross_border_follows_school",
    "Where home and school lie in two countries, does the law of the school's authority apply?",
    True,
    "No source was found; legal advice is to be taken for each child.",
)
ACT_2026_IN_FORCE = OpenPoint(
    "act_2026_in_force",
    "Are sections 38 and 39 of the Children's Wellbeing and Schools Act 2026 (children not in school, school "
    "attendance orders) in force?",
    False,
    "Enacted on 29 April 2026; not commenced when last seen, between June and September 2026.",
)
READ_THROUGH_OTHERS = OpenPoint(
    "read_through_others",
    "Do the July 2026 edition of the guidance, regulations 6, 11 and 14 of SI 2024/208 and the words on the "
    "attendance return say what others quote from them?",
    True,
    "They were read through councils' pages and two public projects, and not themselves.",
)
LPSA_SERIES = OpenPoint(
    "lpsa_series",
    "What is the unlabelled LPSA series 10.80, 9.80, 9.00, 8.51 of the strategy?",
    "LPSA series, unlabelled",
    "Its first value equals secondary absence in 2004/05, so it is probably a stretched secondary target.",
)

_TABLE: tuple[OpenPoint[bool] | OpenPoint[int] | OpenPoint[str] | OpenPoint[date], ...] = (
    THRESHOLD_COUNTS_N,
    CLOSED_WEEK_COUNTS,
    WEEK_STARTS_ON,
    THRESHOLD_ACROSS_SCHOOLS,
    SESSIONS_BEFORE_AUGUST_2024,
    N_DEADLINE_IN_WORKING_DAYS,
    SICKNESS_IN_SESSIONS,
    COVID_MARKS_END,
    LOOKED_AFTER_PERIOD_IS_YEAR,
    SPRING_ALONE,
    FLAG_MINIMUM_SESSIONS,
    SHARP_FALL_POINTS,
    LATES_IN_BLOCK,
    CROSS_BORDER_FOLLOWS_SCHOOL,
    ACT_2026_IN_FORCE,
    READ_THROUGH_OTHERS,
    LPSA_SERIES,
    *REFERRAL_POINTS,
    *WORKLOAD_POINTS,
    *ENFORCEMENT_POINTS,
)

OPEN_POINTS = MappingProxyType({point.key: point for point in _TABLE})

# The points that the nightly rules, referrals and enforcement take from the authority's dated settings. The others are
# shown with their default: nothing that is decided here turns on them yet, or they are facts of past years.
ANSWERABLE: tuple[OpenPoint[bool] | OpenPoint[int], ...] = (
    THRESHOLD_COUNTS_N,
    CLOSED_WEEK_COUNTS,
    WEEK_STARTS_ON,
    SICKNESS_IN_SESSIONS,
    FLAG_MINIMUM_SESSIONS,
    SHARP_FALL_POINTS,
    LATES_IN_BLOCK,
    *REFERRAL_POINTS,
    *WORKLOAD_POINTS,
    *ENFORCEMENT_POINTS,
)
