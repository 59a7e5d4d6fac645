"""What the many cases ask for, aim at and do, by what lies behind the absence; `{name}` is the child's first name."""

from typing import Final

ASKED: Final = {
    "young-carer": "Please meet {name}, who helps to care for somebody at home, and say what would help them.",
    "health": "Please see {name} about the stomach aches and tell school and family what helps in the morning.",
    "bullying": "Please work with {name} on confidence, and on what to do when messages come.",
    "transport": "Please see whether {name} can have a seat on the school’s bus.",
    "housing": "Please say when the family can expect a settled home, and whether it can be near the school.",
    "parenting": "Please offer both parents a place on the course, and someone to ring on the first mornings.",
    "offending": "Please tell us what {name}’s days look like under the order, so that school can fit in.",
    "relevance": "Please talk with {name} about work and courses that would give lessons a point.",
    "sen": "Please test {name}’s eyesight and hearing, and tell school and family the result.",
    "more": "Please say whether you can offer {name} something for the afternoons.",
}
AIMS: Final = {
    "young-carer": "{name} comes to school every day without worrying about home.",
    "health": "{name} comes to school unless a doctor says otherwise, and rests there when it hurts.",
    "bullying": "{name} feels safe in school and on the way there, and comes every day.",
    "transport": "{name} gets to school on time by one bus.",
    "housing": "{name} comes to school every day while the family waits for a settled home.",
    "parenting": "{name} is up at half past seven and in school by ten to nine, Monday to Friday.",
    "offending": "{name} is in school on every day that the order leaves free.",
    "relevance": "{name} comes to school for lessons that lead somewhere.",
    "sen": "{name} can follow the lessons and no longer leaves before them.",
}
CARRIED_OUT: Final = {
    "young-carer": "Ring the family every Monday until the half term.",
    "health": "Ask the family doctor, with the parents’ consent, what the school should know.",
    "bullying": "Meet the child every second week and ask how break and lunch are.",
    "transport": "Ring passenger transport and the school when a bus does not come.",
    "housing": "Go with the mother to the housing office.",
    "parenting": "Visit on two mornings and see what would help.",
    "offending": "Agree with the youth offending service who rings the family when.",
    "relevance": "Go with the child to the college’s open day.",
    "sen": "Sit with the child and the teacher when the help is agreed.",
}
SCHOOL_DOES: Final = (
    "Meet the child at the door on the first morning of the week.",
    "Ring home before half past nine on every day of absence.",
    "Give missed work in small parts and somebody to help with it.",
    "Name one member of staff whom the child may go to at any time.",
)
SAID: Final = (
    "It helped that somebody came to us and did not only write.",
    "I wish somebody had asked a year ago.",
    "School listens more than it did.",
    "The mornings are still hard, but they are ours to sort out now.",
    "Please keep ringing for a while.",
)
