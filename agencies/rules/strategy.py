"""Who does what about attendance: practitioner roles and kinds of intervention, for every kind of agency.

Source: the attendance strategy of January 2007, section 8, whose tables give for each service its roles,
their responsibilities and the outcomes expected. Kinds that the strategy names as partners in section 4
without a table (health, housing, community safety, voluntary sector) have the plain work of such a service.
`from_year_group` is the first school year a service works with: Connexions starts in year 9.
"""

from dataclasses import dataclass
from typing import Final

from agencies.rules.strategy_roles import JOBS, Job

__all__ = ["HAVING_A_TABLE", "INTERVENTIONS", "JOBS", "Intervention", "Job"]

CONNEXIONS_STARTS: Final = 9

HAVING_A_TABLE: Final = frozenset(
    {
        "locality_team", "youth_offending", "best", "school_nursing", "passenger_transport",
        "school_improvement", "child_protection", "safeguarding", "youth_service", "connexions", "police",
    }
)  # fmt: skip
"""The kinds of agency for which the strategy itself lists roles, responsibilities and outcomes."""


@dataclass(frozen=True)
class Intervention:
    """A thing that a kind of agency does for a child, and what is expected of it."""

    kind: str
    name: str
    outcome: str
    from_year_group: int | None = None


_ATTEND = "The child attends regularly, and the school and the family have agreed how."
_ENGAGED = "Young people are encouraged and motivated to attend and to achieve in education."

INTERVENTIONS: Final = (
    Intervention("local_authority", "Attendance advice to the school", "Registers are accurate and kept up."),
    Intervention("local_authority", "Home education enquiry", "The family is advised, the child not lost."),
    Intervention("locality_team", "Home visit", "A dialogue between home and school; the reasons are known."),
    Intervention("locality_team", "Assessment of circumstances", "The factors behind the absence are known."),
    Intervention("locality_team", "Personal Attendance Plan", _ATTEND),
    Intervention("locality_team", "Meeting with the parents at school", _ATTEND),
    Intervention("locality_team", "Individual work with the child", "The child's own words are heard."),
    Intervention("locality_team", "Reintegration after prolonged absence", "A return in stages that holds."),
    Intervention("locality_team", "Truancy sweep follow-up", "A plan for every pupil absent without leave."),
    Intervention("school", "First-day call", "The reason for an absence is known on its first day."),
    Intervention("school", "Meeting with the parents", _ATTEND),
    Intervention("school", "Learning mentor sessions", _ENGAGED),
    Intervention("school", "Breakfast club", "The day starts well, and in time."),
    Intervention("youth_offending", "Assessment of risk factors", "Action on attendance is in the plan."),
    Intervention("youth_offending", "Planning meeting for a return from custody", "Rapid re-integration."),
    Intervention("youth_offending", "Prevention work one to one", "Attendance improves; exclusions fall."),
    Intervention("youth_offending", "Prevention group work", "Awareness of antisocial behaviour grows."),
    Intervention("youth_offending", "Speech and language assessment", "Schools are told the level of need."),
    Intervention("youth_offending", "Substance misuse support", "Misuse is reduced."),
    Intervention("youth_offending", "Parenting assessment and support", "Parents address education."),
    Intervention("youth_offending", "Search for an alternative placement", "A suitable course is found."),
    Intervention("youth_offending", "Restorative meeting", "Conflict in school is resolved."),
    Intervention("youth_offending", "Volunteer mentoring", _ENGAGED),
    Intervention("youth_offending", "Health screening", "Advice, treatment or referral; fewer absences."),
    Intervention("best", "Individual support in school", "Improved attendance; fewer serious incidents."),
    Intervention("best", "Family support", "Positive attitudes to education at home."),
    Intervention("best", "Social and emotional skills group", "Social and behavioural skills grow."),
    Intervention("best", "Support to the school", "Clear policies, systems and strategies."),
    Intervention("school_nursing", "Child-in-need or protection meeting", "Vulnerable children found early."),
    Intervention("school_nursing", "Health assessment", "Health needs are addressed with other agencies."),
    Intervention("school_nursing", "Health review in care", "Needs reviewed, referrals made."),
    Intervention("school_nursing", "Home visit", "Sensitive issues tackled in a non-challenging place."),
    Intervention("school_nursing", "Drop-in session", "Concerns discussed in private; referrals as needed."),
    Intervention("school_nursing", "Classroom session", "Health issues are addressed in class."),
    Intervention("school_nursing", "Training for school staff", "Medical conditions are better understood."),
    Intervention("passenger_transport", "Transport assessment", "It is known whether the criteria are met."),
    Intervention("passenger_transport", "Transport arranged", "Safe transport to and from school."),
    Intervention("passenger_transport", "Advice on the transport policy", "The family knows the policy."),
    Intervention("school_improvement", "Termly monitoring visit", "Issues are in the record of visit."),
    Intervention("school_improvement", "Support and guidance to the school", "Targets are met."),
    Intervention("school_improvement", "Practice shared between schools", "Targets are met."),
    Intervention("child_protection", "10-day report on a looked-after child", "Issues identified early."),
    Intervention("child_protection", "25-day audit and action plan", "A clear action plan is agreed."),
    Intervention("child_protection", "Progress meeting", "Attendance is managed as a whole."),
    Intervention("child_protection", "Note to the home and key worker", "Issues in homes are addressed."),
    Intervention("child_protection", "Carer training on attendance", "The importance of education is known."),
    Intervention("safeguarding", "Attendance in a statutory review", "Attendance remains high profile."),
    Intervention("safeguarding", "Advice on information sharing", "What is shared is what is needed."),
    Intervention("youth_service", "Positive activities", "Confidence and new skills."),
    Intervention("youth_service", "Holiday programme", "Young people engaged in diversionary activities."),
    Intervention("youth_service", "Issue-based group work", "Young people voice their views constructively."),
    Intervention("connexions", "Careers guidance", "A route after 16 is known.", CONNEXIONS_STARTS),
    Intervention("connexions", "Home visit", "Barriers to progression are known.", CONNEXIONS_STARTS),
    Intervention("connexions", "Alternative provision sought", "A suitable alternative.", CONNEXIONS_STARTS),
    Intervention("connexions", "Referral to another agency", "Multiple needs are met.", CONNEXIONS_STARTS),
    Intervention("police", "Truancy sweep", "Children absent without leave are found and taken back."),
    Intervention("police", "School-based work", "A safe school community."),
    Intervention("police", "Home visit with the authority", "The family knows the law and what helps."),
    Intervention("health", "Assessment", "It is known whether health keeps the child from school."),
    Intervention("health", "Treatment planned around school", "Less time missed in school."),
    Intervention("housing", "Housing advice", "Housing no longer keeps the child from school."),
    Intervention("housing", "Move or repair arranged", "The home is settled and the journey possible."),
    Intervention("community_safety", "Acceptable behaviour contract", "Less antisocial behaviour."),
    Intervention("community_safety", "Sweep co-ordination", "Sweeps take place where they are needed."),
    Intervention("voluntary", "Mentoring", _ENGAGED),
    Intervention("voluntary", "Family support", _ATTEND),
    Intervention("voluntary", "Young carers group", "Young carers have support and time of their own."),
)  # fmt: skip
