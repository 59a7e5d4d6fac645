"""Who can sign in to the demonstration: one person for every role, and what to try first as each."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Persona:
    """Somebody to sign in as. ``agency`` is a key of `Agencies`; ``job`` the practitioner role, if any."""

    name: str
    mailbox: str
    role: str
    agency: str
    first: str
    job: str = ""

    def email(self, domain: str) -> str:
        return f"{self.mailbox}@{domain}"


IRWELL_DOMAIN, THEN_DOMAIN = "irwell.example", "irwell2006.example"

PERSONAS: Final = (
    Persona(
        "Denise Ormerod",
        "denise.ormerod",
        "welfare_officer",
        "team 0",
        "open My work, and log a home visit for the first child",
        "Education welfare officer",
    ),
    Persona(
        "Nasreen Chadwick",
        "nasreen.chadwick",
        "welfare_officer",
        "team 1",
        "search for a child of the north team: you will not find one",
        "Education welfare officer",
    ),
    Persona(
        "Graham Lomax",
        "graham.lomax",
        "team_manager",
        "team 0",
        "open the queue, and give a case to an officer",
        "Team manager",
    ),
    Persona(
        "Colette Wrigley",
        "colette.wrigley",
        "attendance_leader",
        "council",
        "read what the year’s figures say of each school, then the nightly run",
        "Attendance leader",
    ),
    Persona(
        "Marcus Pilkington",
        "marcus.pilkington",
        "legal_officer",
        "council",
        "open the notices and the hearings, then the ladder of a case",
        "Legal and court officer",
    ),
    Persona(
        "Alison Hardcastle",
        "alison.hardcastle",
        "assistant_director",
        "council",
        "read the term’s figures against their targets, then what worked",
        "Assistant Director Inclusion",
    ),
    Persona(
        "Simon Entwistle",
        "simon.entwistle",
        "improvement_officer",
        "school_improvement",
        "open a school: figures without names",
        "School improvement officer",
    ),
    Persona(
        "Janet Rothwell",
        "janet.rothwell",
        "looked_after_manager",
        "child_protection",
        "see who reached 10 and 25 days",
        "Looked-after children team manager",
    ),
    Persona(
        "Rukhsana Bell",
        "rukhsana.bell",
        "safeguarding_officer",
        "safeguarding",
        "open a restricted child for whom you are named",
        "Safeguarding officer",
    ),
    Persona(
        "Tracey Eckersley",
        "tracey.eckersley",
        "school_lead",
        "secondary 0",
        "import a register file, then refer a child",
        "Attendance lead",
    ),
    Persona(
        "Ian Seddon",
        "ian.seddon",
        "school_lead",
        "secondary 2",
        "see that your registers are late",
        "Attendance lead",
    ),
    Persona(
        "Wendy Fitton",
        "wendy.fitton",
        "school_lead",
        "primary 2",
        "see that no reason is ever marked as not yet known",
        "Attendance lead",
    ),
    Persona(
        "Yvonne Makin",
        "yvonne.makin",
        "school_lead",
        "primary 3",
        "see a school that meets on Sundays",
        "Attendance lead",
    ),
    Persona(
        "Paula Twist",
        "paula.twist",
        "school_lead",
        "special 0",
        "see a special school's year",
        "Attendance lead",
    ),
    Persona(
        "Kevin Dootson",
        "kevin.dootson",
        "school_lead",
        "referral_unit 0",
        "see a child registered at two places",
        "Attendance lead",
    ),
    Persona(
        "Gillian Tonge",
        "gillian.tonge",
        "head_teacher",
        "secondary 0",
        "see your school's tiers",
        "Head teacher",
    ),
    Persona(
        "Christine Dawber",
        "christine.dawber",
        "partner",
        "school_nursing",
        "answer a request, then log a session",
        "School nurse",
    ),
    Persona(
        "Gareth Aspinall",
        "gareth.aspinall",
        "partner",
        "youth_offending",
        "see a child with another agency involved",
        "Case manager",
    ),
    Persona(
        "Fiona Heap",
        "fiona.heap",
        "partner",
        "best",
        "see the children of the programme schools",
        "Behaviour and Education Support Team worker",
    ),
    Persona(
        "Neil Partington",
        "neil.partington",
        "partner",
        "connexions",
        "see young people from year 9 on",
        "Personal adviser",
    ),
    Persona(
        "Steven Holroyd",
        "steven.holroyd",
        "police_officer",
        "police",
        "see attendance without casework",
        "School-based police officer",
    ),
    Persona(
        "Michelle Sagar", "michelle.sagar", "partner", "youth_service", "see who takes part", "Youth worker"
    ),
    Persona(
        "Councillor Maureen Gaskell",
        "maureen.gaskell",
        "elected_member",
        "council",
        "read the quarterly report to members: figures without any name",
    ),
    Persona("Philip Stott", "philip.stott", "operator", "council", "see the history of the nightly run"),
)
TWO_AGENCIES: Final = (
    Persona(
        "Anita Walmsley",
        "anita.walmsley",
        "partner",
        "voluntary",
        "choose which of your two agencies you act for",
        "Young carers worker",
    ),
    Persona(
        "Anita Walmsley",
        "anita.walmsley",
        "welfare_officer",
        "team 2",
        "choose which of your two agencies you act for",
        "Education welfare officer",
    ),
)
PERSONAS_THEN: Final = (
    Persona(
        "Lesley Bostock",
        "lesley.bostock",
        "attendance_leader",
        "council",
        "see a register with the codes of 2006: H, F, J and Y",
        "Attendance leader",
    ),
    Persona(
        "Derek Isherwood",
        "derek.isherwood",
        "welfare_officer",
        "team 0",
        "see the flags of July 2007",
        "Education welfare officer",
    ),
    Persona(
        "Sheila Nuttall",
        "sheila.nuttall",
        "team_manager",
        "team 0",
        "open Notices: £50 within 28 days, £100 within 42",
        "Team manager",
    ),
    Persona(
        "Bernard Thorpe",
        "bernard.thorpe",
        "legal_officer",
        "council",
        "open the hearings, then the ladder of a case under the law of July 2007",
        "Legal and court officer",
    ),
    Persona(
        "Roy Haslam",
        "roy.haslam",
        "assistant_director",
        "council",
        "open Parental responsibility measures: the year’s notices, orders and prosecutions",
        "Assistant Director Inclusion",
    ),
    Persona(
        "Norma Hindle",
        "norma.hindle",
        "school_lead",
        "secondary 0",
        "see a year of 2006/07",
        "Attendance lead",
    ),
    Persona(
        "Brenda Platt",
        "brenda.platt",
        "looked_after_manager",
        "child_protection",
        "see who had missed 10 and 25 days",
        "Looked-after children team manager",
    ),
)
