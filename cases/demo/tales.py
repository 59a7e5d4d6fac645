"""What was done for each child of `attendance.demo.stories`, by whom and for whom it was written down."""

from typing import Final

from attendance.models.involvement import Basis
from cases.demo.gatherings import meets, met
from cases.demo.script import (
    FIRST_OF_TEAM,
    Tale,
    corrected,
    held,
    joined,
    lifted,
    moved,
    named,
    note,
    opened,
    paper,
    told,
)
from cases.demo.support_steps import assessed, planned, reviewed, said, set_item, staged
from cases.demo.tales_of_families import FAMILIES
from cases.models import Audience, EntryKind
from cases.rules.meetings import MeetingKind

K, A = EntryKind, Audience
DENISE, GRAHAM, COLETTE, MARCUS = "denise.ormerod", "graham.lomax", "colette.wrigley", "marcus.pilkington"
SCHOOL, UNIT, JANET, RUKHSANA = "tracey.eckersley", "kevin.dootson", "janet.rothwell", "rukhsana.bell"
NURSE, YOUTH_JUSTICE, CONNEXIONS, BEST = (
    "christine.dawber",
    "gareth.aspinall",
    "neil.partington",
    "fiona.heap",
)
CARERS = "anita.walmsley"

_CARER = Tale(
    0,
    (
        opened(42, DENISE, "The school is worried: Maisie is often absent on Mondays, when her mother has treatment."),
        moved(41, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        told(39, DENISE, K.CONTACT, A.SCHOOL, "Telephoned Ms Horrocks. She has treatment at the hospital every Monday and is weak afterwards. Maisie stays with her because nobody else can."),
        said(36, DENISE, A.AGENCIES, "I like school. I just can’t leave Mum on her own on the bad days. If I could ring her I would go."),
        assessed(
            35, DENISE, "Help at home on Mondays, and a way to ring home, before anything else.",
            "Maisie likes school and has two close friends. She is careful and never forgets.",
            ("young-carer", "main", "She gives the medicines on Mondays because nobody else knows how."),
            ("health", "some", "Her mother’s treatment is every Monday until spring."),
        ),
        note(34, CARERS, A.AGENCIES, "Maisie came to the young carers’ group with a friend. She is the only one at home who knows how the medicines are given."),
        joined(33, DENISE, "school_nursing", "To look with the family at who gives the medicines"),
        note(31, NURSE, A.AGENCIES, "Visited with the district nurse. The district nurse will come on Mondays and Tuesdays and give the medicines; Maisie need not."),
        note(30, NURSE, A.AGENCY, "Ask at the next visit how Maisie sleeps."),
        moved(28, DENISE, "support"),
        planned(27, DENISE, "Maisie comes on Mondays too, and knows that her mother is not alone.", ("phone-access", "late-without-sanction")),
        told(28, SCHOOL, K.FEEDBACK, A.SCHOOL, "Maisie may keep a phone switched on and ring home at break and lunch. All her teachers know, and no lateness on Mondays has a sanction."),
        note(20, CARERS, A.AGENCIES, "A volunteer sits with Ms Horrocks on Monday mornings from now on. Maisie has been to the group three times."),
        paper(19, CARERS, A.SCHOOL, "What helps Maisie, in her own words", "I like to know that Mum is not alone.\nI can ring home at lunch.\nMy form tutor knows and does not ask in front of others.\n"),
        note(11, DENISE, A.SCHOOL, "Met Maisie and her form tutor. She has caught up in science; mathematics is next."),
        reviewed(5, DENISE, "continue", "Maisie rings home at lunch and stays. The district nurse comes on Mondays.", "What was agreed is being done, and it helps."),
        note(4, GRAHAM, A.LEGAL, "No enforcement is in question: a child cares for a parent, and what was agreed is being done."),
    ),
)  # fmt: skip
_TEN_DAYS = Tale(
    1,
    (
        opened(30, DENISE, "Callum is looked after and has missed ten days: his social worker and the virtual school were told."),
        moved(30, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        told(29, JANET, K.CARE, A.AGENCIES, "Callum’s social worker visited the placement. He was moved in August and has not seen his brothers since."),
        joined(28, DENISE, "school_nursing", "Health assessment of a looked-after child is due"),
        note(25, NURSE, A.AGENCIES, "Health assessment done with Callum and his carer. He sleeps little. Referred for support with his mood."),
        said(24, DENISE, A.AGENCIES, "I don’t know how long I’ll be at this school so what’s the point."),
        moved(22, DENISE, "support"),
        met(22, JANET, MeetingKind.CARE_REVIEW, "Callum has not seen his brothers since August, and mornings are hard.", "Contact with his brothers every second Saturday.", "Football on Wednesdays: the coach picks him up."),
        set_item(21, JANET, "lac", "Contact with his brothers comes first. The school tells his carer the same day when he is not there."),
        note(15, SCHOOL, A.SCHOOL, "Callum has joined the football team; the coach picks him up on Wednesdays."),
        note(9, JANET, A.AGENCY, "The placement is to be confirmed as long-term at the next panel. Callum is not to be told before."),
        note(6, DENISE, A.AGENCIES, "Rang Ms Fairclough, his carer. Mornings are calm now that he knows when he sees his brothers."),
    ),
)  # fmt: skip
_TWENTY_FIVE_DAYS = Tale(
    2,
    (
        opened(40, DENISE, "Jade is looked after and the school reports that she leaves before lessons begin."),
        moved(40, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        told(38, JANET, K.CARE, A.AGENCIES, "Social worker and carer met. Jade is out late with people her carer does not know."),
        held(38, RUKHSANA, "missing from home"),
        joined(37, DENISE, "youth_offending", "Prevention work: older people collect her by car", basis=Basis.SAFEGUARDING),
        moved(33, DENISE, "support"),
        note(30, YOUTH_JUSTICE, A.AGENCIES, "Met Jade twice. She likes hairdressing and would try a placement in a salon."),
        joined(28, DENISE, "connexions", "A placement that she would go to"),
        note(25, CONNEXIONS, A.SCHOOL, "A salon near the school takes Jade on Thursdays. She goes to school on the other days; her carer drives her at first."),
        told(20, JANET, K.MEETING, A.SCHOOL, "25 days are missed. The review of the care plan was brought forward and attendance was its first item. The virtual school pays for a tutor."),
        note(14, COLETTE, A.LEGAL, "Advice of the legal officer asked: the authority is itself the corporate parent. Work goes on through the care plan."),
        note(13, MARCUS, A.LEGAL, "Agreed. No notice and no prosecution while the authority shares parental responsibility."),
        moved(10, DENISE, "assess", "The first plan was about lessons; what keeps her out is outside school."),
        note(5, YOUTH_JUSTICE, A.AGENCY, "Jade has named one of the drivers. Passed on in the way agreed with the police."),
    ),
)  # fmt: skip
_UNIT = Tale(
    6,
    (
        opened(45, DENISE, "Kayden is registered at the school and at the referral unit, and misses Fridays at both."),
        moved(44, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        told(42, UNIT, K.FEEDBACK, A.SCHOOL, "Kayden comes on Tuesdays and Thursdays and works well in a small group. On Fridays each place thought he was at the other."),
        moved(39, DENISE, "support"),
        met(39, DENISE, MeetingKind.MULTI_AGENCY, "On Fridays each place thought that Kayden was at the other.", "One sheet says where Kayden is on each session, and both registers follow it."),
        joined(35, DENISE, "best", "Six sessions on anger, at the unit"),
        note(30, BEST, A.SCHOOL, "Second session. Kayden can say what sets him off and has a card to show when he needs five minutes outside."),
        note(21, BEST, A.AGENCY, "His stepfather shouted at me on the telephone. Call from the office, in pairs."),
        note(18, UNIT, A.SCHOOL, "Kayden built a bench in the workshop. It stands at our entrance."),
        note(7, DENISE, A.SCHOOL, "Rang both schools: the sheet is kept. Fridays will be looked at again with the family."),
        meets(DENISE, MeetingKind.REVIEW, 6),
    ),
)  # fmt: skip
_PART_TIME = Tale(
    12,
    (
        opened(24, DENISE, "Éabha comes back after a long illness, in the mornings only. The timetable was agreed with her family and the hospital."),
        moved(24, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        joined(23, DENISE, "school_nursing", "Return after a long illness"),
        note(22, NURSE, A.SCHOOL, "Saw Éabha and her mother with the letter of the hospital. Mornings are right for now; she should rest at eleven."),
        moved(20, DENISE, "support"),
        told(20, SCHOOL, K.PLAN, A.SCHOOL, "Éabha has a mentor from her class, work for the afternoons at home, and a day on which the timetable is looked at again."),
        said(15, DENISE, A.SCHOOL, "I missed being bored in assembly. I want afternoons back."),
        note(12, NURSE, A.AGENCY, "Blood results are better. The hospital will write before the review."),
        staged(
            6, DENISE, "Éabha is back for the whole week, without getting ill from it.",
            "Mornings with her class. She rests at eleven in the medical room. Her mentor meets her at the door.",
            "Every lesson. She may leave a lesson to rest, and says so with a card.",
        ),
        note(5, SCHOOL, A.SCHOOL, "She stayed for art on Thursday afternoon because she wanted to, and was well on Friday."),
    ),
)  # fmt: skip
_RESTRICTED = Tale(
    13,
    (
        opened(35, COLETTE, "Opened at the request of safeguarding. The record is open to named people only."),
        named(35, COLETTE, GRAHAM),
        moved(35, COLETTE, "allocate", "For people who are named for the child.", officer=GRAHAM),
        held(34, COLETTE, "child protection plan"),
        note(30, RUKHSANA, A.NAMED, "For Colette Wrigley alone: the address and the way to school are changed this week. Nothing of it is to be written elsewhere.", COLETTE),
        moved(25, COLETTE, "support"),
        note(14, RUKHSANA, A.AGENCIES, "Core group held. School is the safe place, and Noor says so herself."),
        note(3, COLETTE, A.AGENCIES, "Sickness is real and seen by the doctor. The hold stays until the next conference."),
    ),
)  # fmt: skip
_TWO_SERVICES = Tale(
    14,
    (
        opened(48, DENISE, "Kian leaves at lunch. The youth offending service is involved under an order."),
        moved(47, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        note(44, YOUTH_JUSTICE, A.AGENCIES, "The order asks Kian to attend. He will see me on Mondays after school, at the school."),
        moved(40, DENISE, "support"),
        note(36, NURSE, A.AGENCY, "Seen in confidence. What Kian told me stays with us."),
        told(33, DENISE, K.LETTER, A.SCHOOL, "Wrote to each parent separately: what was agreed, what happens if it is not kept, and whom to ring."),
        told(26, SCHOOL, K.FEEDBACK, A.SCHOOL, "Lunch in the pastoral base for two weeks, with a friend of his choice, was offered and used twice."),
        note(22, YOUTH_JUSTICE, A.AGENCIES, "Kian missed two appointments. His father says he works with an uncle in the afternoons."),
        moved(15, DENISE, "enforce", "The parents know that Kian works in school hours and say they will not stop it."),
        note(14, GRAHAM, A.LEGAL, "Both parents were seen and told in writing. Evidence of twelve weeks is complete but for the statement of the school."),
        note(12, MARCUS, A.LEGAL, "The file is in order. Work in school hours is passed on to the officer for child employment."),
        told(8, DENISE, K.VIEWS, A.AGENCIES, "Kian said: “I’d stay if they let me do the course with engines.”"),
        joined(7, DENISE, "connexions", "A course with engines"),
        note(2, CONNEXIONS, A.SCHOOL, "The college has a place on motor vehicles from January. Kian and his father will come to see it."),
    ),
)  # fmt: skip
_TWO_RECORDS = Tale(
    15,
    (
        opened(20, DENISE, "Zuzanna was absent for three days; the family had believed that she was registered at another school."),
        moved(20, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        note(18, DENISE, A.AGENCIES, "There seem to be two records of this child, under two spellings. Asked the manager to put them together."),
        joined(16, DENISE, "best", "Polish-speaking family worker"),
        note(14, BEST, A.SCHOOL, "Met the family with an interpreter. Zuzanna had started at two schools because two letters had come. She will stay at this one."),
        corrected(13, BEST, "Met the family with an interpreter", "Correction: her aunt interpreted, not an interpreter. A booked one will come to the next meeting."),
        moved(10, DENISE, "settle"),
        note(9, SCHOOL, A.SCHOOL, "Zuzanna has a place in the choir."),
    ),
)  # fmt: skip
_TEN_SESSIONS = Tale(
    17,
    (
        opened(3, DENISE, "The school asks for help: five days without a reason, and nobody answers the telephone."),
        note(2, SCHOOL, A.SCHOOL, "First-day calls made on each of the days, and a visit by the head of year. A neighbour says that the family is well."),
        joined(2, DENISE, "school_nursing", "The neighbour speaks of a stay in hospital"),
        note(1, NURSE, A.AGENCIES, "Nothing of a stay in hospital is known to us. Asked the family doctor."),
        note(1, GRAHAM, A.AGENCIES, "In the queue: for Denise as the school’s named officer, at the team meeting."),
    ),
)  # fmt: skip
_HALF = Tale(
    18,
    (
        opened(50, DENISE, "Chantelle has missed half of her sessions in her last year."),
        moved(49, GRAHAM, "allocate", "Knows the family.", officer=DENISE),
        joined(48, DENISE, "connexions", "What comes after year 11"),
        joined(48, DENISE, "best", "Confidence, small group"),
        moved(44, DENISE, "support"),
        note(40, CONNEXIONS, A.SCHOOL, "Chantelle wants to work with small children. A nursery takes her for one day a week."),
        note(33, BEST, A.AGENCIES, "She came to three of five sessions, and talked about her grandmother, who died in spring."),
        joined(30, DENISE, "school_nursing", "Bereavement"),
        note(26, NURSE, A.AGENCIES, "Bereavement counselling begins next week, in school hours and in a room of her choice."),
        moved(20, DENISE, "pause", "The family buries a second relative and travels; agreed with the head teacher.", ahead=21),
        note(6, DENISE, A.AGENCIES, "Rang the mother. They are back. To take the plan up again when the counsellor says so."),
    ),
)  # fmt: skip
_SUNDAYS = Tale(
    19,
    (
        opened(32, COLETTE, "Yusuf’s school meets on Sundays; he has missed six of them because his father works away."),
        moved(32, COLETTE, "allocate", "Has room for a new case this week.", officer=FIRST_OF_TEAM),
        told(30, "yvonne.makin", K.FEEDBACK, A.SCHOOL, "An older pupil from the same street now walks with Yusuf on Sundays."),
        joined(28, COLETTE, "school_nursing", "Asthma, as the mother says"),
        note(25, NURSE, A.SCHOOL, "Asthma plan written with the mother. An inhaler stays at the school."),
        held(24, COLETTE, "asked by the doctor"),
        moved(20, COLETTE, "support"),
        lifted(12, COLETTE, "asked by the doctor"),
        moved(6, COLETTE, "settle"),
        reviewed(1, COLETTE, "close", "Yusuf has come every Sunday for a month.", "The asthma plan works and he walks in with a neighbour."),
    ),
)  # fmt: skip

TALES: Final = (
    _CARER, _TEN_DAYS, _TWENTY_FIVE_DAYS, *FAMILIES, _UNIT, _PART_TIME, _RESTRICTED, _TWO_SERVICES, _TWO_RECORDS,
    _TEN_SESSIONS, _HALF, _SUNDAYS,
)  # fmt: skip
