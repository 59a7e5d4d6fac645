"""The stories at the primary school and of families: siblings, parents apart, a move, travel, holidays."""

from typing import Final

from cases.demo.script import Step, Tale, joined, moved, note, opened, told
from cases.models import Audience, EntryKind

K, A = EntryKind, Audience
DENISE, GRAHAM, RUKHSANA = "denise.ormerod", "graham.lomax", "rukhsana.bell"
NURSE, BEST, YOUTH = "christine.dawber", "fiona.heap", "michelle.sagar"

_UNEXPLAINED = Tale(
    3,
    (
        opened(4, DENISE, "The school still has no reason for most of Toby’s absences, and letters come back."),
        moved(3, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        told(2, DENISE, K.CONTACT, A.AGENCIES, "Called at the home. A man at the door said that the family is staying with relatives after a leak, and gave a number."),
        joined(2, DENISE, "housing", "A leak in the family’s home"),
        told(1, DENISE, K.CONTACT, A.SCHOOL, "Rang Ms Sharples. Toby is well. She will tell the school the reasons, and the new address until the repair."),
    ),
)  # fmt: skip
_HOLIDAY = Tale(
    4,
    (
        opened(22, DENISE, "Five days of holiday without leave; the school asks what may follow."),
        moved(21, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        told(19, DENISE, K.CONTACT, A.SCHOOL, "Met both parents with an interpreter. Flights were cheaper by half; they did not know that leave must be asked for first."),
        joined(18, DENISE, "best", "Polish-speaking family worker"),
        note(15, BEST, A.SCHOOL, "Explained the rules of leave in Polish, and how to ask. Wiktoria’s grandmother is ill, and the next visit will be at Easter."),
        note(14, GRAHAM, A.LEGAL, "One absence of ten sessions meets the national threshold. Whether a notice follows is decided in the notices queue."),
        told(12, DENISE, K.LETTER, A.SCHOOL, "Wrote to each parent separately about what was said and what a further holiday would lead to."),
        moved(5, DENISE, "settle"),
    ),
)  # fmt: skip
_MOVER = Tale(
    5,
    (
        opened(40, DENISE, "Rayyan’s family has to leave their home, and he misses days."),
        moved(39, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        joined(38, DENISE, "housing", "Notice to leave the home"),
        joined(38, DENISE, "school_nursing", "No family doctor since the move"),
        moved(34, DENISE, "support"),
        note(30, DENISE, A.SCHOOL, "The family moves across the city. The first school and the next were brought together on the telephone."),
        note(13, DENISE, A.SCHOOL, "First week at the new school. Rayyan has a buddy, and the first school sent his books."),
        note(9, NURSE, A.SCHOOL, "The family is registered with a doctor near the new home. Hearing tested: as expected."),
        note(2, DENISE, A.AGENCIES, "Three days were missed again. The cooker is broken and the children eat at an aunt’s, two buses away. Rang the landlord."),
    ),
)  # fmt: skip


def _sibling(own: tuple[Step, ...]) -> tuple[Step, ...]:
    """What was done with all three children, each in their own record, and what is this child’s alone."""
    return (
        opened(33, DENISE, "One of three children of a family; all are absent on Fridays. Each has a case, and one officer works with all."),
        moved(32, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        told(30, DENISE, K.CONTACT, A.SCHOOL, "Home visit. On Fridays the mother works early and the father late, and nobody is there to take the youngest to school."),
        joined(28, DENISE, "best", "One family worker for all three children"),
        moved(26, DENISE, "support"),
        told(26, DENISE, K.PLAN, A.SCHOOL, "Breakfast club on Fridays, free of charge, from half past seven for the family’s children."),
        *own,
        note(10, BEST, A.AGENCIES, "The family’s Fridays have a list on the fridge. The father has asked for a later start on one day."),
    )  # fmt: skip


_AYOMIDE = Tale(
    7,
    _sibling((
        told(20, DENISE, K.VIEWS, A.AGENCIES, "Ayomide said: “I’m not their mum. But if I don’t take Simi, nobody does.”"),
        joined(18, DENISE, "youth_service", "Something that is hers alone"),
        note(15, YOUTH, A.AGENCIES, "Ayomide has come to the drama group twice. She is very good."),
    )),
)  # fmt: skip
_TUNDE = Tale(
    8,
    _sibling((
        joined(20, DENISE, "school_nursing", "Sickness on two days"),
        note(17, NURSE, A.SCHOOL, "Tunde had an ear infection, which is treated. He hears well."),
    )),
)  # fmt: skip
_SIMISOLA = Tale(
    9,
    _sibling((
        told(20, DENISE, K.VIEWS, A.SCHOOL, "Simisola drew breakfast club: a big table, her brother, and toast."),
        moved(4, DENISE, "settle"),
    )),
)  # fmt: skip
_APART = Tale(
    10,
    (
        opened(36, DENISE, "Freya misses every second Monday, after weekends with her father."),
        moved(35, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        note(34, DENISE, A.AGENCIES, "The parents live apart, and the mother’s address is sealed. Letters go to each separately, hers through the school. Never read out an address."),
        told(31, DENISE, K.CONTACT, A.AGENCIES, "Saw the mother at school. She is afraid that letters tell the father where she lives. Showed her that they do not."),
        told(30, DENISE, K.CONTACT, A.AGENCIES, "Saw the father at the office. He has a long way to drive on Monday mornings and did not know that lateness counts."),
        joined(28, DENISE, "safeguarding", "Advice on handing over at school"),
        note(27, RUKHSANA, A.AGENCIES, "Come to me before anybody writes to either parent."),
        note(26, GRAHAM, A.LEGAL, "Court papers seen. Contact is at weekends; handing over is to be at school or at the contact centre."),
        moved(24, DENISE, "support"),
        told(24, DENISE, K.PLAN, A.AGENCIES, "Freya comes back on Sunday evening through the contact centre, and breakfast club begins her Monday."),
        joined(20, DENISE, "best", "Somebody for Freya to talk to"),
        note(12, BEST, A.AGENCY, "Freya worries about what she may tell to whom. To be kept among us."),
        note(3, DENISE, A.AGENCIES, "Two Mondays went well. Asked each parent separately: both want to go on."),
    ),
)  # fmt: skip
_TRAVELLING = Tale(
    11,
    (
        opened(44, DENISE, "Miley’s family travels for work in autumn, as the school knows."),
        moved(44, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        told(43, DENISE, K.CONTACT, A.SCHOOL, "Met Mr Maughan at the site before they left. He gave the dates and the school’s name in the next town."),
        joined(42, DENISE, "school_nursing", "Vaccinations before the journey"),
        note(41, NURSE, A.SCHOOL, "Vaccinations are up to date; the record went with the family."),
        moved(40, DENISE, "support"),
        told(40, DENISE, K.PLAN, A.SCHOOL, "A pack of work and reading on a tablet goes along. Miley sends a photograph of his work each Friday."),
        note(25, DENISE, A.SCHOOL, "The family is back on the day they said. The absence was for travel and is authorised as such."),
        moved(18, DENISE, "settle"),
        moved(5, DENISE, "close", "Back on the day that was agreed, with his work done. The family knows whom to ring before the next journey."),
    ),
)  # fmt: skip

FAMILIES: Final = (
    _UNEXPLAINED, _HOLIDAY, _MOVER, _AYOMIDE, _TUNDE, _SIMISOLA, _APART, _TRAVELLING,
)  # fmt: skip
