"""What is the same for every parent and step about one child on a day: the child, the school, absence, money, mail."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from agencies.acting import Acting
from attendance.models import Characteristic, CharacteristicKind, Enrolment, Pupil, School
from attendance.queries.settings import answers_on
from attendance.rules.open_point import Answers
from cases.models import Case
from enforcement.models import SupportOffer
from enforcement.queries.absence import Marks, is_on_roll, marks_of
from enforcement.queries.broken import OrdersOnRecord, orders_on_record
from enforcement.queries.family import family_of, flags_of, money_of, unread_of
from enforcement.queries.orders import orders_of
from enforcement.rules.facts import Child, Flag, Money
from enforcement.rules.issuing import School as HeldSchool
from enforcement.rules.issuing import SchoolKind
from enforcement.rules.supervision import Supervision
from enforcement.rules.support import Offer, Outcome

# Types of the national register of schools. What is in none of these is not known to be within the law of notices.
_MAINTAINED = ("01", "02", "03", "05", "07", "12", "15")
_INDEPENDENT = ("10", "11")
_ALTERNATIVE = ("38", "42", "43")
_ACADEMIES = ("28", "33", "34", "35", "36", "40", "41", "44")


@dataclass(frozen=True)
class Ground:
    """What is the same for every parent and step about one child on a day, read once."""

    case: Case
    on: date
    answers: Answers
    marks: Marks
    child: Child
    school: HeldSchool
    offers: tuple[Offer, ...]
    money: Money
    unread: int
    flags: tuple[Flag, ...]
    orders: tuple[Supervision, ...]

    @cached_property
    def on_record(self) -> OrdersOnRecord:
        """The orders about the child with their failures: read only where a step rests on one, once for all parents."""
        return orders_on_record(self.case.pupil)


def answers_for(by: Acting) -> Answers:
    """What the authority of whoever acts has decided, on the day they act."""
    return answers_on(by.authority_id, by.on)


def ground_of(case: Case, on: date, *, answers: Answers) -> Ground:
    """What the record says of a child on a day, whoever the parent."""
    pupil, school = case.pupil, case.school
    family = family_of(pupil)
    offers = SupportOffer.objects.filter(case=case).order_by("offered_on", "pk")
    return Ground(
        case=case,
        on=on,
        answers=answers,
        marks=marks_of(pupil, school, on),
        child=_child(pupil, school, on),
        school=HeldSchool(
            kind_of(school),
            is_in_wales=school.authority.gss_code.startswith("W"),
            home_is_in_wales=False,
        ),
        offers=tuple(Offer(row.offered_on, row.what, Outcome[row.outcome.upper()]) for row in offers),
        money=money_of(family, school.authority_id),
        unread=unread_of(family),
        flags=flags_of(pupil, on),
        orders=orders_of(pupil),
    )


def _child(pupil: Pupil, school: School, on: date) -> Child:
    looked_after = Characteristic.objects.current(on).filter(
        pupil=pupil, kind=CharacteristicKind.LOOKED_AFTER
    )
    left = Enrolment.objects.filter(pupil=pupil).values_list("left_because", flat=True)
    died = any(word in because.lower() for because in left for word in ("died", "death", "deceased"))
    return Child(
        born_on=pupil.born_on,
        is_alive=not died,
        is_on_roll=is_on_roll(pupil, school, on),
        is_under_care_order=looked_after.exists(),
    )


def kind_of(school: School) -> SchoolKind:
    """The kind of a school, from its type in the national register."""
    code = school.type_code
    if code in _INDEPENDENT or "ndependent" in school.type_name:
        return SchoolKind.INDEPENDENT
    if code in _ALTERNATIVE:
        return SchoolKind.ALTERNATIVE_ACADEMY
    if code in _ACADEMIES:
        return SchoolKind.ACADEMY
    if code == "14" or school.phase == "referral_unit":
        return SchoolKind.PUPIL_REFERRAL_UNIT
    return SchoolKind.MAINTAINED if code in _MAINTAINED else SchoolKind.UNKNOWN
