"""Open points of enforcement: what the law leaves open, and the local code of conduct, each with its default.

They stand here, and not in enforcement, so that one page and one dated table hold every answer of an
authority. Enforcement takes them as ``Answers``; every answer of its gate names those it turned on.
"""

from attendance.rules.open_point import LEGAL_OFFICER, OpenPoint

OLD_LAW_FOR_OLD_OFFENCES = OpenPoint(
    "old_law_for_old_offences",
    "Does a notice issued on or after 19 August 2024 follow the old law if its whole offence is earlier?",
    True,
    "Authorities' statements differ; the saving words of SI 2024/210 were not seen.",
    LEGAL_OFFICER,
)
OLD_RECEIPT_DAY_LEFT_OUT = OpenPoint(
    "old_receipt_day_left_out",
    "In a notice under the regulations before August 2024, is the day of receipt left out of the payment days?",
    True,
    "The words were 'within 21 days of receipt'; leaving the day out favours the payer.",
    LEGAL_OFFICER,
)
TWENTY_EIGHT_FROM_RECEIPT_DAY = OpenPoint(
    "twenty_eight_from_receipt_day",
    "From 19 August 2024, do the 28 days begin with the day of receipt, as the 21 days do?",
    True,
    "The words were read for the 21 days only.",
    LEGAL_OFFICER,
)
SECOND_CLASS_DAYS = OpenPoint(
    "second_class_working_days",
    "On which working day after posting is second class post presumed to arrive? 0: it is not used.",
    0,
    "No source was found for it in these notices.",
    LEGAL_OFFICER,
    greatest=10,
)
ELECTRONIC_SERVICE = OpenPoint(
    "electronic_service",
    "May a notice be served electronically?",
    False,
    "No source was found that allows it.",
    LEGAL_OFFICER,
)
OLD_NOTICES_COUNT = OpenPoint(
    "old_notices_count",
    "Do notices issued before 19 August 2024 count towards two in three years?",
    False,
    "Councils say that the clock starts with the first notice after August 2024; no saving words were seen.",
    LEGAL_OFFICER,
)
SUPERVISION_THREE_YEARS_IN_ALL = OpenPoint(
    "supervision_three_years_in_all",
    "Is an education supervision order limited to three years in all, rather than three years an extension?",
    False,
    "The Act limits each extension; summaries say 'up to three years'.",
    LEGAL_OFFICER,
)
SUPERVISION_BLOCKS_CHARGES = OpenPoint(
    "supervision_blocks_charges",
    "Does an education supervision order block notices and section 444 charges for its period?",
    True,
    "Schedule 3 paragraph 13; R (G) v Islington [2003] EWHC 2817 (Admin) was not read.",
    LEGAL_OFFICER,
)
PERSISTENT_FAILURES = OpenPoint(
    "persistent_failures",
    "How many recorded failures to follow a direction make the failure persistent, for a charge under the "
    "supervision order?",
    3,
    "Children Act 1989 Schedule 3 paragraph 18 says 'persistently' and gives no number; three is our choice.",
    LEGAL_OFFICER,
    least=2,
    greatest=20,
)
PAST_SAFE_CLOCK = OpenPoint(
    "past_safe_clock_with_sign_off",
    "May a legal officer sign off a charge over a period whose first session is more than six months old?",
    True,
    "Which day of a period starts the six months is argued over, and authorities differ.",
    LEGAL_OFFICER,
)
IMPROVEMENT_IN_SCHOOL_WEEKS = OpenPoint(
    "improvement_in_school_weeks",
    "Are the weeks of a notice to improve counted as school weeks of five school days?",
    True,
    "The guidance says weeks; two local codes say school weeks or school days.",
)
LOCAL_THRESHOLD_SESSIONS = OpenPoint(
    "local_threshold_sessions",
    "Before 19 August 2024: after how many unauthorised sessions may a penalty notice be considered?",
    10,
    "Each authority's own code; the figure of the 2007 strategy's authority was not found.",
    least=1,
    greatest=100,
)
LOCAL_THRESHOLD_WEEKS = OpenPoint(
    "local_threshold_weeks",
    "Before 19 August 2024: within how many school weeks?",
    10,
    "Local codes had eight or ten school weeks, or three months.",
    least=1,
    greatest=40,
)
LOCAL_NOTICES_A_YEAR = OpenPoint(
    "local_notices_a_year",
    "Before 19 August 2024: how many notices for one child may one parent get in 12 months? 0: no maximum.",
    2,
    "Old codes set a maximum; one English code had two for each child.",
    greatest=10,
)
WARNING_LETTER_DAYS = OpenPoint(
    "warning_letter_days",
    "Before 19 August 2024: for how many school days does a penalty warning letter ask for no "
    "unauthorised absence?",
    15,
    "One local code; others differ.",
    least=5,
    greatest=60,
)
WARNING_LASTS_MONTHS = OpenPoint(
    "warning_lasts_months",
    "For how many months after a warning has ended may a notice be sent without a further one?",
    12,
    "Local codes skip the warning for a repeat inside 12 months.",
    least=1,
    greatest=36,
)
IMPROVEMENT_WEEKS = OpenPoint(
    "improvement_weeks",
    "For how many weeks does a notice to improve run where nobody says otherwise?",
    6,
    "The national framework allows three to six.",
    least=3,
    greatest=6,
)
IMPROVEMENT_TOLERATED = OpenPoint(
    "improvement_tolerated",
    "How many unauthorised sessions does sufficient improvement tolerate where nobody says otherwise?",
    0,
    "The guidance leaves it to the case.",
    greatest=20,
)
ADDRESS_CONFIRMED_DAYS = OpenPoint(
    "address_confirmed_days",
    "Within how many days before a letter must the parent's address have been confirmed?",
    28,
    "Our choice.",
    least=1,
    greatest=365,
)
REMINDER_DAYS = OpenPoint(
    "reminder_days",
    "How many days before each payment deadline is a reminder sent? 0: none.",
    5,
    "Our choice.",
    greatest=14,
)
CHARGE_MARGIN_DAYS = OpenPoint(
    "charge_margin_days",
    "How many days must be left for a charge, after the payment days, for a notice to be issued without a "
    "warning about time?",
    14,
    "Our choice; a notice does not stop the six months.",
    greatest=120,
)
FAST_TRACK_PERCENT = OpenPoint(
    "fast_track_percent",
    "What share of sessions, in percent, missed without authority opens fast-track case management?",
    15,
    "One authority's rule: 15 percent, which is 9 of 60 sessions.",
    least=1,
    greatest=100,
)
FAST_TRACK_ENTRY_WEEKS = OpenPoint(
    "fast_track_entry_weeks",
    "Over how many school weeks is that share taken?",
    6,
    "The same authority's rule.",
    least=1,
    greatest=40,
)
CONTRACT_MONTHS = OpenPoint(
    "contract_months",
    "For how many months at most does a parenting or attendance contract run?",
    12,
    "There is no maximum in law; 3 to 12 months are common.",
    least=1,
    greatest=36,
)

ENFORCEMENT_POINTS: tuple[OpenPoint[bool] | OpenPoint[int], ...] = (
    OLD_LAW_FOR_OLD_OFFENCES,
    OLD_RECEIPT_DAY_LEFT_OUT,
    TWENTY_EIGHT_FROM_RECEIPT_DAY,
    SECOND_CLASS_DAYS,
    ELECTRONIC_SERVICE,
    OLD_NOTICES_COUNT,
    SUPERVISION_THREE_YEARS_IN_ALL,
    SUPERVISION_BLOCKS_CHARGES,
    PERSISTENT_FAILURES,
    PAST_SAFE_CLOCK,
    IMPROVEMENT_IN_SCHOOL_WEEKS,
    LOCAL_THRESHOLD_SESSIONS,
    LOCAL_THRESHOLD_WEEKS,
    LOCAL_NOTICES_A_YEAR,
    WARNING_LETTER_DAYS,
    WARNING_LASTS_MONTHS,
    IMPROVEMENT_WEEKS,
    IMPROVEMENT_TOLERATED,
    ADDRESS_CONFIRMED_DAYS,
    REMINDER_DAYS,
    CHARGE_MARGIN_DAYS,
    FAST_TRACK_PERCENT,
    FAST_TRACK_ENTRY_WEEKS,
    CONTRACT_MONTHS,
)
