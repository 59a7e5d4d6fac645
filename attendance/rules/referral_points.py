"""The authority's published criteria for a referral, and how long it may take to answer one, each with its default.

They stand here, and not in casework, so that one page and one dated table hold every answer of an authority.
"""

from attendance.rules.open_point import OpenPoint

OWN_CRITERIA = "The authority's published criteria for referral."

REFERRAL_MARKS_WEEKS = OpenPoint(
    "referral_marks_weeks",
    "How many school weeks of marks must a school hold before it refers a pupil?",
    12,
    OWN_CRITERIA,
    least=1,
    greatest=39,
)
REFERRAL_NO_N = OpenPoint(
    "referral_no_n",
    "Must every session of those weeks have its reason, so that no N is left, before a referral?",
    True,
    OWN_CRITERIA,
)
REFERRAL_LETTER_WEEKS = OpenPoint(
    "referral_letter_weeks",
    "How many weeks old may the school's warning letter to each parent be when it refers?",
    18,
    OWN_CRITERIA,
    least=1,
    greatest=52,
)
REFERRAL_EVIDENCE_WEEKS = OpenPoint(
    "referral_evidence_weeks",
    "How many weeks old may the school's newest evidence be when it refers?",
    4,
    OWN_CRITERIA,
    least=1,
    greatest=52,
)
REFERRAL_ANSWER_DAYS = OpenPoint(
    "referral_answer_days",
    "Within how many working days is a referral answered? Days with a question at the school do not count.",
    10,
    "Our choice; the strategy asks for a prompt answer and names no number.",
    least=1,
    greatest=40,
)

REFERRAL_POINTS: tuple[OpenPoint[bool] | OpenPoint[int], ...] = (
    REFERRAL_MARKS_WEEKS,
    REFERRAL_NO_N,
    REFERRAL_LETTER_WEEKS,
    REFERRAL_EVIDENCE_WEEKS,
    REFERRAL_ANSWER_DAYS,
)
