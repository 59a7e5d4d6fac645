"""What is written down about the many cases, by what lies behind the absence. No sentence claims a mark or a date.

A line is who writes it, what kind of entry it is, for whom, and its words; `{name}` is the child's first name.
"""

from dataclasses import dataclass
from typing import Final

from cases.models import Audience, EntryKind

K, A = EntryKind, Audience
OFFICER, PARTNER, SCHOOL = "officer", "partner", "school"
Line = tuple[str, EntryKind, Audience, str]


@dataclass(frozen=True)
class Theme:
    """What lies behind the absence: the reason a case was opened, the agency that helps, and what is written."""

    factor: str
    reason: str
    partner: str
    lines: tuple[Line, ...]
    outcome: str


THEMES: Final = (
    Theme(
        "young-carer",
        "The school noticed that {name} is often at home when a parent is unwell.",
        "voluntary",
        (
            (OFFICER, K.CONTACT, A.SCHOOL, "Telephoned the mother. She is recovering from an operation and said that {name} helps with the shopping and the younger children."),
            (SCHOOL, K.FEEDBACK, A.SCHOOL, "The form tutor has been told that {name} cares for somebody at home and may arrive late without a sanction."),
            (OFFICER, K.CONTACT, A.AGENCIES, "Home visit. The house was warm and tidy. {name} gets two younger children ready before leaving and is worried about going out."),
            (PARTNER, K.NOTE, A.AGENCIES, "Met {name} at the young carers’ group. Came with a friend, stayed the whole evening and wants to come again."),
            (OFFICER, K.VIEWS, A.AGENCIES, "{name} said: “I can’t concentrate when I don’t know if Mum is all right.”"),
            (PARTNER, K.NOTE, A.AGENCY, "Our worker will ring the family on Mondays for the next half term, as agreed with the mother."),
            (OFFICER, K.REVIEW, A.SCHOOL, "Reviewed with the school and the family. {name} keeps a phone switched on in school and rings home at lunch."),
        ),
        "Help at home is in place and the child rings home at lunch.",
    ),
    Theme(
        "health",
        "Illness is given as the reason for most absences and the school has asked for advice.",
        "school_nursing",
        (
            (SCHOOL, K.FEEDBACK, A.SCHOOL, "Sent the family the leaflet on minor illness and asked them to ring before nine on each day of absence."),
            (OFFICER, K.CONTACT, A.SCHOOL, "Telephoned the father, who said that {name} has stomach aches in the mornings and has not seen a doctor about them."),
            (PARTNER, K.NOTE, A.AGENCIES, "Saw {name} in the medical room. The aches come before lessons that {name} finds hard. Advised an appointment with the family doctor."),
            (OFFICER, K.VIEWS, A.SCHOOL, "The mother said that she did not know the school could keep tablets and give them out; she will sign the form."),
            (PARTNER, K.INTERVENTION, A.SCHOOL, "Agreed a short care plan with the school: where {name} can rest, who gives the tablets, when to ring home."),
            (PARTNER, K.NOTE, A.AGENCY, "Weight and height as expected. To be seen again after the half term."),
            (OFFICER, K.REVIEW, A.SCHOOL, "Reviewed the care plan with the family. Both parents say that mornings are easier."),
        ),
        "The care plan works and the family rings in each time.",
    ),
    Theme(
        "bullying",
        "{name} has stopped coming on certain days and will not say why.",
        "best",
        (
            (OFFICER, K.CONTACT, A.AGENCIES, "Home visit. {name} showed messages from a group chat. The mother had not seen them before."),
            (SCHOOL, K.FEEDBACK, A.SCHOOL, "The head of year has spoken to the pupils concerned. {name} has a member of staff to go to at any time."),
            (PARTNER, K.INTERVENTION, A.SCHOOL, "First of six sessions on confidence. {name} drew the places in school that feel safe and those that do not."),
            (OFFICER, K.VIEWS, A.AGENCIES, "{name} said: “Break is the worst. I would come if I could sit in the library.”"),
            (SCHOOL, K.FEEDBACK, A.SCHOOL, "The library is open to {name} and two friends at break and lunch."),
            (PARTNER, K.NOTE, A.AGENCIES, "{name} was cheerful today and talked about the school play. Three sessions left."),
            (OFFICER, K.REVIEW, A.SCHOOL, "Reviewed with the school. The messages have stopped and {name} walks in with a neighbour."),
        ),
        "The messages have stopped and the child has friends to walk in with.",
    ),
    Theme(
        "transport",
        "The family moved across the city and the way to school takes two buses.",
        "passenger_transport",
        (
            (OFFICER, K.CONTACT, A.SCHOOL, "Telephoned the mother. The second bus is often full, and {name} then walks back home."),
            (OFFICER, K.REQUEST, A.AGENCIES, "Asked passenger transport whether {name} can have a seat on the school’s own bus."),
            (OFFICER, K.CONTACT, A.SCHOOL, "Passenger transport has found a seat from the next week on. The stop is at the end of the road."),
            (SCHOOL, K.FEEDBACK, A.SCHOOL, "We meet the bus at the gate and {name} has breakfast with us on the days when it is late."),
            (OFFICER, K.VIEWS, A.SCHOOL, "{name} said that the new bus is “all right, but loud”, and sits at the front."),
            (OFFICER, K.REVIEW, A.SCHOOL, "Reviewed with the family. They have applied for a nearer school for the next year as well."),
        ),
        "A seat on the school’s bus was found.",
    ),
    Theme(
        "housing",
        "The family is in temporary housing and has moved twice since the summer.",
        "housing",
        (
            (OFFICER, K.CONTACT, A.AGENCIES, "Home visit at the hostel. Four children in two rooms; school clothes are still in storage."),
            (OFFICER, K.REQUEST, A.AGENCIES, "Asked housing when the family can expect a settled place and whether it can be near the school."),
            (SCHOOL, K.FEEDBACK, A.SCHOOL, "Uniform was found for {name} from the school’s own store. Homework club is open until half past four."),
            (OFFICER, K.NOTE, A.AGENCIES, "Housing says that a house two streets from the school is being repaired and will be offered first to this family."),
            (OFFICER, K.VIEWS, A.AGENCIES, "The mother said: “Once we have a door of our own I can get them all out on time.”"),
            (OFFICER, K.REVIEW, A.SCHOOL, "Reviewed with the school. The family has the keys and moves at the weekend."),
        ),
        "The family has moved into a settled home near the school.",
    ),
    Theme(
        "parenting",
        "{name} is often late or absent at the start of the week and mornings at home are hard.",
        "best",
        (
            (SCHOOL, K.FEEDBACK, A.SCHOOL, "We ring the home at half past seven on Mondays and Tuesdays, and again at nine where {name} has not arrived."),
            (OFFICER, K.CONTACT, A.SCHOOL, "Met both parents at school. They agree that games until midnight are the main trouble and will keep the console downstairs."),
            (PARTNER, K.INTERVENTION, A.SCHOOL, "First evening of the course for parents. The mother took part and will come again with her sister."),
            (OFFICER, K.VIEWS, A.AGENCIES, "{name} said: “If somebody makes me get up I get up.”"),
            (PARTNER, K.NOTE, A.AGENCIES, "The mother has set a time for bed and a time for getting up, and says the first mornings were a battle."),
            (OFFICER, K.LETTER, A.SCHOOL, "Wrote to each parent separately with what was agreed and the date of the next meeting."),
            (OFFICER, K.REVIEW, A.SCHOOL, "Reviewed with both parents. Mornings have a routine; the course ends in two weeks."),
        ),
        "Mornings have a routine that the parents keep.",
    ),
    Theme(
        "offending",
        "{name} was out with older young people during school hours.",
        "youth_offending",
        (
            (OFFICER, K.CONTACT, A.AGENCIES, "Home visit. The grandmother, who looks after {name}, does not know the friends and is afraid of losing touch."),
            (OFFICER, K.SWEEP, A.AGENCIES, "{name} was spoken to in the shopping centre by the officer on patrol and taken back to school."),
            (PARTNER, K.NOTE, A.AGENCIES, "First meeting under the order. {name} likes engines and would rather work than sit in class."),
            (OFFICER, K.NOTE, A.LEGAL, "Considered with the manager whether enforcement would help. Support comes first while the order runs."),
            (SCHOOL, K.FEEDBACK, A.SCHOOL, "{name} may spend two afternoons in the motor workshop if the mornings go well."),
            (PARTNER, K.INTERVENTION, A.AGENCIES, "Third session. {name} came on time and brought the list of what was agreed."),
            (OFFICER, K.REVIEW, A.AGENCIES, "Reviewed with the youth offending service: one plan, one person who rings the family."),
        ),
        "The order has ended and the workshop keeps the child in school.",
    ),
    Theme(
        "relevance",
        "{name} sees no point in lessons and the school has tried what it can.",
        "connexions",
        (
            (SCHOOL, K.FEEDBACK, A.SCHOOL, "We have gone through the timetable with {name} and replaced one subject."),
            (OFFICER, K.CONTACT, A.SCHOOL, "Met {name} at school. Wants to be an electrician, has an uncle who is one, and did not know what grades are asked for."),
            (PARTNER, K.INTERVENTION, A.SCHOOL, "Looked at apprenticeships together and wrote down the three subjects that count. A visit to the college is booked."),
            (OFFICER, K.VIEWS, A.SCHOOL, "The father said that he left school at fifteen himself and wants it to go better for {name}."),
            (PARTNER, K.NOTE, A.AGENCIES, "The college visit went well. {name} asked more questions than anybody else."),
            (OFFICER, K.REVIEW, A.SCHOOL, "Reviewed with school and family. One day a week at the college begins after the holiday."),
        ),
        "One day a week at college has given lessons a purpose.",
    ),
    Theme(
        "sen",
        "{name} finds reading hard and leaves before lessons that ask for it.",
        "school_nursing",
        (
            (OFFICER, K.CONTACT, A.SCHOOL, "Met the mother. She has thought for years that something is not right and would welcome a check."),
            (SCHOOL, K.FEEDBACK, A.SCHOOL, "The school’s own check of reading is done. {name} will have texts in larger print and more time."),
            (PARTNER, K.NOTE, A.AGENCIES, "Tested eyesight and hearing. Glasses are advised; the mother has the voucher."),
            (OFFICER, K.VIEWS, A.AGENCIES, "{name} said: “They think I’m messing about but I can’t see the board.”"),
            (PARTNER, K.NOTE, A.AGENCY, "Glasses collected. To look in once more before the end of term."),
            (OFFICER, K.REVIEW, A.SCHOOL, "Reviewed with the school. {name} reads with a helper three times a week."),
        ),
        "Glasses and help with reading have taken the fear out of lessons.",
    ),
)  # fmt: skip
STEPS: Final = {
    "enforce": "Support was offered and not taken up; both parents have been told what may follow.",
    "pause": "{name} is in hospital and the family asked for a rest from calls until the discharge.",
    "hand-back": "The officer is on leave.",
}
BETWEEN: Final = (
    (OFFICER, K.CONTACT, A.SCHOOL, "Telephoned the school for news of {name}. Nothing new since the last call."),
    (OFFICER, K.CONTACT, A.AGENCIES, "Called at the home; nobody answered. Left a card with the office number."),
    (OFFICER, K.CONTACT, A.SCHOOL, "The mother rang back and will come to the office with {name} this week."),
    (OFFICER, K.NOTE, A.AGENCY, "For the team: please ring this family after three, the parents work nights."),
    (OFFICER, K.NOTE, A.NAMED, "For my manager alone: I should like to talk this case over at our next meeting."),
    (SCHOOL, K.FEEDBACK, A.SCHOOL, "{name} was welcomed back by the form tutor and has a list of the work that was missed."),
    (OFFICER, K.MEETING, A.SCHOOL, "Meeting at school with the family. What was agreed stands in the plan; nobody was missing."),
    (OFFICER, K.NOTE, A.LEGAL, "Checked who has parental responsibility before any letter goes out: both parents have."),
)  # fmt: skip
