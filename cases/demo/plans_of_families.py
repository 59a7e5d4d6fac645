"""What the agencies agreed and did for the later children of the stories: a part of `tales_of_plans`."""

from typing import Final

from cases.demo.script import Step
from cases.demo.steps import SCHOOL, agreed, done, logged, planned, views, weighed
from cases.models import Audience
from cases.rules.care import Circumstance, Effect

A = Audience
DENISE, COLETTE, LEAD = "denise.ormerod", "colette.wrigley", "tracey.eckersley"
NURSE, YOUTH_JUSTICE, CONNEXIONS, BEST, CARERS = (
    "christine.dawber", "gareth.aspinall", "neil.partington", "fiona.heap", "anita.walmsley",
)  # fmt: skip
JANET, POLICE = "janet.rothwell", "steven.holroyd"

FAMILY_PLANS: Final[dict[int, tuple[Step, ...]]] = {
    7: (
        planned(
            26,
            DENISE,
            "The family’s Fridays work without Ayomide being the one who makes them.",
            "attendance",
            97,
            (SCHOOL, "Breakfast club on Fridays, free of charge.", "", 1),
            (BEST, "A family worker visits before two Fridays.", "", 3),
        ),
        agreed(25, DENISE),
        logged(
            15,
            "michelle.sagar",
            "Positive activities",
            90,
            "Ayomide and the group",
            "She has a part in the play.",
            A.SCHOOL,
        ),
    ),
    8: (
        logged(17, NURSE, "Drop-in session", 15, "Tunde", "Ear infection treated; he hears well.", A.SCHOOL),
    ),
    9: (views(6, DENISE, "school", "11211", "She runs to breakfast club."),),
    10: (
        planned(
            24,
            DENISE,
            "Freya is at school on every Monday, whichever home she comes from.",
            "attendance",
            96,
            (SCHOOL, "Breakfast club on Mondays.", "", 2),
            (DENISE, "Write to each parent separately; the mother’s letter goes through the school.", "", 3),
        ),
        agreed(23, DENISE),
        done(20, DENISE, "Write to each parent", "Both letters are out; each parent rang about their own."),
        logged(
            13,
            BEST,
            "Individual support in school",
            40,
            "Freya",
            "She made a calendar of her own for both homes.",
            A.AGENCIES,
        ),
        views(5, DENISE, "parent", "12112", "Nobody has told him where we live. Thank you."),
    ),
    12: (
        planned(
            20,
            DENISE,
            "Éabha is back for whole days when she and the hospital say so.",
            "attendance",
            98,
            (SCHOOL, "Work for the afternoons, given out on Mondays.", "catch-up", 3),
            (NURSE, "Ask the hospital for a letter before the timetable is looked at again.", "", 6),
        ),
        agreed(19, DENISE),
        logged(
            12,
            NURSE,
            "Health review in care",
            30,
            "Éabha and her mother",
            "Better. She asked for art on Thursday afternoons.",
        ),
        weighed(
            19,
            DENISE,
            Circumstance.HEALTH,
            Effect.INFORMS,
            "Every absence since summer is medical, with letters.",
        ),
    ),
    14: (
        planned(
            40,
            DENISE,
            "Kian stays through the afternoon on four days of five.",
            "unauthorised",
            5,
            (YOUTH_JUSTICE, "Meet Kian at the school on Mondays.", "", 4),
            (SCHOOL, "Lunch in the pastoral base with a friend.", "safe-place", 2),
            (DENISE, "Find a course with engines.", "work-related", 10),
        ),
        agreed(39, DENISE, "parent"),
        logged(
            34,
            YOUTH_JUSTICE,
            "Assessment of risk factors",
            60,
            "Kian and his father",
            "Work with an uncle in the afternoons. No risk at home.",
        ),
        logged(
            7,
            CONNEXIONS,
            "Careers guidance",
            40,
            "Kian",
            "Motor vehicles at the college from January.",
            A.SCHOOL,
        ),
    ),
    17: (logged(2, LEAD, "First-day call", 5, "", "No answer on five mornings.", A.SCHOOL),),
}
