"""The words of the papers of a school attendance order, from its row as it stands."""

from datetime import date

from agencies.documents import Letter as Document
from attendance.models import School
from enforcement.models import AttendanceOrder, Letter, LetterKind
from enforcement.queries.letter_words import Around, CannotWrite, misfit
from enforcement.rules.letters.school_order import (
    FirstTold,
    OrderTold,
    SchoolNoticeTold,
    SchoolTold,
    first_notice,
    order,
    school_notice,
    school_told,
)
from enforcement.rules.service import Method, serve


def order_words(letter: Letter, around: Around) -> Document:
    """A notice before an order, the order, or the word to the school. Raises CannotWrite where it does not fit."""
    row: AttendanceOrder | None = letter.attendance_order
    if row is None:
        raise CannotWrite("The letter belongs to no order.")
    kind = LetterKind(letter.kind)
    if said := misfit(kind, row):
        raise CannotWrite(said)
    frame, received_on = around.frame, arrives_on(letter.on, around)
    match kind:
        case LetterKind.SAO_NOTICE:
            return first_notice(frame, FirstTold(received_on, row.notice_days, row.unsuitable_because))
        case LetterKind.SAO_SCHOOL:
            school = _school(row.intended_school)
            told = SchoolNoticeTold(received_on, row.notice_served_on, school, row.expedient_because)
            return school_notice(frame, told)
        case LetterKind.SAO_TOLD:
            return school_told(frame, row.made_on, str(row.parent))
    days = (row.notice_served_on, row.intended_served_on, row.made_on)
    chosen = row.chosen_school_id is not None and row.chosen_school_id == row.named_school_id
    return order(frame, OrderTold(*days, _school(row.named_school), chosen=chosen))


def arrives_on(sent_on: date, around: Around) -> date:
    """The day on which a letter posted first class is taken to arrive."""
    return serve(Method.FIRST_CLASS, sent_on, answers=around.answers).received_on


def _school(row: School | None) -> SchoolTold:
    if row is None:
        raise CannotWrite("Nobody has said yet which school is to be named.")
    place = (row.street, row.locality, row.town, row.postcode)
    return SchoolTold(row.name, ", ".join(filter(None, place)) or "Ask us where it is")
