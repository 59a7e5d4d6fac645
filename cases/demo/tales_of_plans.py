"""What the agencies agreed and did for the children of the stories, told after what `tales` tells."""

from typing import Final

from cases.demo.plans_of_families import FAMILY_PLANS
from cases.demo.script import Step
from cases.demo.steps import CHILD, SCHOOL, agreed, asked, done, logged, planned, views, weighed
from cases.models import Audience
from cases.rules.care import Circumstance, Effect

A = Audience
DENISE, COLETTE, LEAD = "denise.ormerod", "colette.wrigley", "tracey.eckersley"
NURSE, YOUTH_JUSTICE, CONNEXIONS, BEST, CARERS = (
    "christine.dawber", "gareth.aspinall", "neil.partington", "fiona.heap", "anita.walmsley",
)  # fmt: skip
JANET, POLICE = "janet.rothwell", "steven.holroyd"

PLANS: Final[dict[int, tuple[Step, ...]]] = {
    **FAMILY_PLANS,
    0: (
        planned(
            28,
            DENISE,
            "Maisie comes to school on Mondays without worrying about her mother.",
            "attendance",
            97,
            (
                SCHOOL,
                "Maisie may keep a phone switched on and ring home at break and lunch.",
                "phone-access",
                1,
            ),
            ("voluntary", "A volunteer sits with Ms Horrocks on Monday mornings.", "", 4),
            (DENISE, "Ring the family every second Monday.", "", 8),
            (CHILD, "Tell the form tutor when a Monday is going to be hard.", "", 12),
        ),
        agreed(27, DENISE),
        done(26, DENISE, "Maisie may keep a phone", "All her teachers know."),
        done(20, DENISE, "A volunteer sits", "Began today."),
        logged(
            18,
            CARERS,
            "Young carers group",
            90,
            "Maisie and eleven others",
            "She told the others how she plans the medicines.",
            A.AGENCIES,
        ),
        logged(
            10,
            DENISE,
            "visit",
            40,
            "Ms Horrocks and Maisie",
            "The list on the kitchen wall is kept. Ms Horrocks sleeps on Monday afternoons.",
            A.SCHOOL,
        ),
        weighed(
            28,
            DENISE,
            Circumstance.YOUNG_CARER,
            Effect.BLOCKS,
            "The absence comes from caring for her mother, and the plan is kept.",
        ),
        views(9, DENISE, "child", "21112", "Nobody shouts at me for my phone any more."),
        asked(
            8,
            DENISE,
            "youth_service",
            "Please find something that Maisie would like on Saturdays.",
            "wait",
            6,
        ),
    ),
    1: (
        planned(
            22,
            DENISE,
            "Callum knows when he sees his brothers, and comes every day between.",
            "attendance",
            96,
            (JANET, "Contact with his brothers on every second Saturday.", "", 2),
            (SCHOOL, "The designated teacher meets Callum on Monday mornings.", "welcome-back", 4),
        ),
        agreed(20, DENISE),
        done(16, JANET, "Contact with his brothers", "The first Saturday went well."),
        logged(
            25,
            NURSE,
            "Health review in care",
            45,
            "Callum and his carer",
            "He sleeps little. Told the carer what to try before the doctor.",
        ),
        logged(
            14,
            JANET,
            "Progress meeting",
            60,
            "Carer, school, social worker",
            "No day missed since he joined the football team.",
            A.SCHOOL,
        ),
        views(5, DENISE, "child", "32211", "I know I can stay now. I want to stay."),
    ),
    2: (
        asked(
            30, DENISE, "school_nursing", "Please see Jade; she is tired and has lost weight.", "accept", 28
        ),
        logged(
            26,
            NURSE,
            "Health review in care",
            50,
            "Jade",
            "Seen in confidence; what matters for school is written in the plan.",
        ),
        logged(
            24,
            YOUTH_JUSTICE,
            "Prevention work one to one",
            60,
            "Jade",
            "Talked about who drives and who pays. She came without being fetched.",
        ),
        logged(
            18,
            CONNEXIONS,
            "Careers guidance",
            40,
            "Jade",
            "Hairdressing at level 1 can be done two days a week.",
            A.SCHOOL,
        ),
        weighed(
            15,
            DENISE,
            Circumstance.LOOKED_AFTER,
            Effect.BLOCKS,
            "The authority is her corporate parent; work goes on through the care plan.",
        ),
        asked(
            9,
            DENISE,
            "youth_service",
            "Please keep a place on Thursday evenings for Jade.",
            "decline",
            7,
            "Our group is for children under fourteen.",
        ),
    ),
    3: (
        logged(
            4,
            DENISE,
            "visit",
            20,
            "",
            "Nobody at home; a neighbour said that they left with bags.",
            A.AGENCIES,
        ),
    ),
    4: (
        logged(
            19,
            DENISE,
            "visit",
            45,
            "Both parents, an interpreter",
            "They did not know that leave must be asked for first. They will ask before Easter.",
            A.SCHOOL,
        ),
        views(6, DENISE, "parent", "12221", "It was explained in our language, which helped."),
    ),
    5: (
        planned(
            34,
            DENISE,
            "Rayyan settles at his new school and has a way there in the morning.",
            "attendance",
            95,
            (SCHOOL, "A buddy from the same street for the first month.", "welcome-back", 2),
            ("housing", "Housing repairs the cooker.", "housing-visit", 6),
        ),
        agreed(33, DENISE, "agency"),
        logged(
            12,
            NURSE,
            "Health assessment",
            30,
            "Rayyan and his mother",
            "Hearing as expected. Registered with a doctor near the new home.",
            A.SCHOOL,
        ),
        logged(
            2,
            DENISE,
            "call",
            10,
            "Mother",
            "The cooker is broken. Rang the landlord while she listened.",
            A.AGENCIES,
        ),
    ),
    6: (
        planned(
            39,
            DENISE,
            "Kayden is at one place or the other on every session, and everybody knows at which.",
            "unauthorised",
            0,
            (SCHOOL, "One sheet for both registers, signed on Friday noon.", "", 2),
            (DENISE, "Find somebody who works with Kayden on anger, at the unit.", "", 8),
        ),
        agreed(38, DENISE, "parent"),
        logged(
            30,
            BEST,
            "Individual support in school",
            45,
            "Kayden",
            "Second session. He has a card for five minutes outside.",
            A.SCHOOL,
        ),
        logged(
            11,
            BEST,
            "Family support",
            60,
            "Mother",
            "She will not let his stepfather take the calls of the school.",
        ),
    ),
}
