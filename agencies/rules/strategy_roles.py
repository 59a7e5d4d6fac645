"""Practitioner roles of every kind of agency, from the strategy's tables (`agencies.rules.strategy`)."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Job:
    """A practitioner role of one kind of agency."""

    kind: str
    name: str
    responsibilities: str
    outcomes: str


_ENGAGED = "Young people are encouraged and motivated to attend and to achieve in education."

JOBS: Final = (
    Job(
        "local_authority", "Attendance leader",
        "Works with schools to define their part in attendance; agrees arrangements for referral, review, "
        "monitoring and evaluation; meets the school improvement service termly about schools of concern.",
        "Policies and operational procedures are shared between the authority and its schools.",
    ),
    Job(
        "local_authority", "Legal and court officer",
        "Checks that only unauthorised absence is relied on; prepares prosecutions and orders in time.",
        "The authority's statutory duties are fulfilled by timely action, where support has not succeeded.",
    ),
    Job(
        "local_authority", "Assistant Director Inclusion",
        "Monitors the whole strategy each term and answers for the yearly evaluation.",
        "Each objective is measured against its indicators, with the reasons for targets missed.",
    ),
    Job(
        "locality_team", "Education welfare officer",
        "Named officer of a school: assesses the circumstances of irregular attendance, agrees a Personal "
        "Attendance Plan, keeps the dialogue between home and school, takes part in truancy sweeps.",
        "Problems between home and school are resolved; absence is found early; plans are reviewed.",
    ),
    Job(
        "locality_team", "Team manager",
        "Allocates referrals to a key worker, supervises the work, and agrees with schools the support that "
        "they can expect, by clear and straightforward criteria.",
        "Support is focused on early identification and is felt as one seamless approach.",
    ),
    Job(
        "school", "Attendance lead",
        "Keeps the registers up to date and accurate; makes the first response to absence; refers a child.",
        "Patterns of interrupted attendance are found early, and the school has tried what it can.",
    ),
    Job(
        "school", "Head teacher",
        "Decides whether leave is granted, and answers for the admission and attendance registers.",
        "A whole-school approach to attendance, set out in the school's policy.",
    ),
    Job(
        "school", "Learning mentor",
        "Works with pupils at risk of poor attendance and with the agencies that support them.",
        "Barriers to learning are named, and the pupil has somebody to turn to.",
    ),
    Job(
        "youth_offending", "Case manager",
        "Identifies the risk factors that contribute to antisocial behaviour, offending, poor attendance and "
        "disaffection; attends multi-disciplinary and detention-and-training-order planning meetings; "
        "encourages attendance by school staff.",
        "Action on attendance stands in the young person's plan, for instance in a contract under an order; "
        "parenting support; younger siblings screened for risk; seamless transition from custody and rapid "
        "re-integration into education.",
    ),
    Job(
        "youth_offending", "Together On prevention team",
        "Works one to one and in groups with young people in primary schools.",
        "Greater awareness of antisocial behaviour and bullying, personal safety and the effect on victims; "
        "attendance improves and exclusions fall.",
    ),
    Job(
        "youth_offending", "Speech and language therapist",
        "Undertakes speech and language assessments.",
        "Referrals to specialist services; schools are told the level of need; fewer exclusions.",
    ),
    Job(
        "youth_offending", "Substance misuse and alcohol worker",
        "Assesses, supports, and refers to more specialist services.",
        "Less misuse; better access to education, training and employment.",
    ),
    Job(
        "youth_offending", "Parent support co-ordinator",
        "Undertakes parenting assessments and gives one-to-one and group support.",
        "Parents are better motivated to address education and other parental tasks.",
    ),
    Job(
        "youth_offending", "PAYP key worker",
        "Supports young people in exploring an alternative to their school or referral unit.",
        "Young people reach alternative courses as appropriate.",
    ),
    Job(
        "youth_offending", "Victim support co-ordinator",
        "With trained volunteers, brings restorative justice to conflicts in school.",
        "Fewer exclusions; young people own their school's approach to bullying.",
    ),
    Job(
        "youth_offending", "Mentor co-ordinator",
        "Recruits, trains and matches volunteer mentors who support young people with education.",
        _ENGAGED,
    ),
    Job(
        "youth_offending", "Young offender institution link learning mentor",
        "Attends planning meetings before release from a detention and training order.",
        "Plans are in place to make the return to the community and to school as smooth as possible.",
    ),
    Job(
        "youth_offending", "Health worker",
        "Screens general and mental health, in touch with school health advisers.",
        "Young people are advised, treated and referred; fewer absences from education.",
    ),
    Job(
        "youth_offending", "Operational manager, education and prevention",
        "Sees that policies and procedures are made and followed, in touch with schools and referral units.",
        "A co-ordinated multi-disciplinary approach to education, training and employment.",
    ),
    Job(
        "best", "Behaviour and Education Support Team worker",
        "Supports vulnerable pupils in programme schools, and schools, children and families together.",
        "Improved attendance, less unauthorised absence, fewer serious incidents; vulnerable pupils are "
        "identified and supported.",
    ),
    Job(
        "best", "Lead behaviour professional",
        "Takes the lead on behaviour and attendance in a programme school.",
        "Clear policies, systems and strategies; enjoying and achieving.",
    ),
    Job(
        "best", "Programme school staff",
        "Identify pupils at risk of poor attendance and teach social and emotional skills (SEAL).",
        "Positive attitudes to education; staying safe; making a positive contribution.",
    ),
    Job(
        "school_nursing", "School nurse",
        "Attends child-in-need and child-protection meetings; visits homes, often with the locality team or "
        "a social worker; holds confidential drop-in sessions; reviews the health of looked-after children.",
        "The best possible health for children of school age, so that they gain full benefit from education.",
    ),
    Job(
        "school_nursing", "School health assistant",
        "Gives classroom sessions on smoking, sexual health, bullying and nutrition.",
        "Health issues are addressed before they keep children from school.",
    ),
    Job(
        "passenger_transport", "Transport officer",
        "Ensures that pupils who meet the criteria have safe and efficient transport to school and back.",
        "Pupils and parents in every community know of the transport policy.",
    ),
    Job(
        "school_improvement", "School improvement officer",
        "Monitors attendance rates at least yearly, each term where issues are found; reports in the record "
        "of visit to senior staff and governors.",
        "All schools meet their attendance targets.",
    ),
    Job(
        "school_improvement", "Secondary behaviour and attendance consultant",
        "Supports and guides schools where attendance is an issue, and shares best practice across schools.",
        "All schools meet their attendance targets.",
    ),
    Job(
        "school_improvement", "Principal school improvement officer",
        "Meets the attendance leader termly to identify schools of concern; links schools to one another.",
        "Better liaison between locality teams and the school improvement service.",
    ),
    Job(
        "child_protection", "Looked-after children team manager",
        "Audits all looked-after children who miss 25 days and agrees an action plan; a quarterly report on "
        "any child at 10 missed days; termly notes to homes and key workers; progress meetings.",
        "Days missed are reduced before the 25th; issues are identified early, patterns included.",
    ),
    Job(
        "child_protection", "Head of service, court and child protection",
        "Includes attendance in core assessments; sees that meetings, assessments and contacts are not in "
        "school time, and that foster carers do not take holidays in term.",
        "Educational issues are neither missed nor minimised in meeting a child's needs.",
    ),
    Job(
        "child_protection", "Social worker",
        "Tells the relevant professionals before a child is placed, with plans for school attendance.",
        "Less time missed in school.",
    ),
    Job(
        "safeguarding", "Independent reviewing officer",
        "Keeps attendance as a set item of every looked-after and child-protection review; quarterly reports "
        "to elected members.",
        "Attendance at school remains high profile; members can act as corporate parents.",
    ),
    Job(
        "safeguarding", "Safeguarding officer",
        "Advises on children at risk, and on who may know what.",
        "Children are safe, and what is shared is what is needed.",
    ),
    Job(
        "youth_service", "Youth worker",
        "Works with young people disaffected from, or in danger of exclusion from, school: engaging "
        "activities during and after school and in the holidays; menus of activity with extended services.",
        "Young people gain confidence and new skills, take part in diversionary activities, and feel valued "
        "and motivated to attend; partners plan and evaluate together.",
    ),
    Job(
        "connexions", "Personal adviser",
        "Linked to every school; from year 9 onwards works with school staff and other agencies to identify "
        "young people with barriers to achievement and progression.",
        "Help to re-engage in mainstream education or a suitable alternative; advice on routes after 16.",
    ),
    Job(
        "police", "School-based police officer",
        "Works in a school of the Behaviour Improvement Programme for a safe school community.",
        "Areas of concern are found, and partnership activity supported.",
    ),
    Job(
        "police", "Community police officer",
        "Takes part in truancy sweeps with the authority; maps hot spots; shares low-level information.",
        "Links between absence and crime or antisocial behaviour are understood and acted on.",
    ),
    Job(
        "health", "Community paediatrician",
        "Advises on medical conditions that keep children from school.",
        "Care and schooling are planned together.",
    ),
    Job(
        "health", "Child and adolescent mental health practitioner",
        "Assesses and treats children whose mental health keeps them from school.",
        "A planned return, with help in place.",
    ),
    Job(
        "housing", "Housing officer",
        "Helps families whose housing keeps children from school.",
        "Moves and repairs are planned around schooling.",
    ),
    Job(
        "community_safety", "Community safety officer",
        "Co-ordinates work to reduce crime and antisocial behaviour, truancy sweeps included.",
        "The authority's duty under section 17 of the Crime and Disorder Act 1998 is met.",
    ),
    Job(
        "voluntary", "Project worker",
        "Works with children and families in a local project as an equal partner.",
        "Community initiatives are equal partners in promoting regular attendance.",
    ),
    Job(
        "voluntary", "Young carers worker",
        "Supports children who care for somebody at home, with practical help and time of their own.",
        "Young carers attend, and their school knows how to help.",
    ),
)  # fmt: skip
