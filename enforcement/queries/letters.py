"""What a letter says, assembled from the record: a handful of queries however many letters are made together.

No letter says where another household lives. Nothing of another parent is ever read into one, and what somebody
typed is held against every sealed address before the letter is made.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from agencies.documents import Letter as Document
from attendance.models import Address, Contact, Parent, Pupil, Register, School
from attendance.queries.calendars import calendar_lines
from attendance.queries.settings import answers_on
from attendance.rules.open_point import Answers
from attendance.rules.register import year_of
from enforcement.models import (
    OF_ORDER,
    AttendanceOrder,
    Letter,
    Letterhead,
    LetterKind,
    Notice,
    SupportOffer,
    WarningLetter,
)
from enforcement.queries.absence import Marks, joined
from enforcement.queries.letter_words import (
    Around,
    CannotWrite,
    after_words,
    notice_words,
    warning_words,
)
from enforcement.queries.order_letters import order_words
from enforcement.rules.letters.parts import ChildTold, Frame, Reader
from enforcement.rules.letters.parts import Letterhead as Head

MOST_LINES = 7
SHORTEST = 8
PARTS = re.compile(r"[\n,;]")
WORD = re.compile(r"[^\W_]+")
TO_LETTERS = (
    "notice__school__authority",
    "notice__checked_by",
    "notice__decision__agency",
    "warning__school__authority",
    "warning__checked_by",
    "warning__agency",
    "notice__agency",
    "notice__drafted_by",
    "pupil",
    "parent",
    "address",
    "notice__address",
    "warning__address",
    "attendance_order__school__authority",
    "attendance_order__checked_by",
    "attendance_order__drafted_by",
    "attendance_order__agency",
    "attendance_order__address",
    "attendance_order__intended_school",
    "attendance_order__named_school",
    "case",
)


def plain(text: str) -> str:
    """A text as bare words between blanks, so that case, commas and line ends hide nothing."""
    return f" {' '.join(WORD.findall(text.casefold()))} "


@dataclass(frozen=True)
class Seal:
    """A sealed address as what no other household's letter may hold."""

    parent: int
    lines: tuple[str, ...]
    postcode: str

    def is_in(self, text: str, own: str) -> bool:
        """Whether a plain text holds it; what the reader's own address holds as well is no secret to them."""
        lines = (line for line in self.lines if line not in own)
        if any(line in text for line in lines):
            return True
        code = self.postcode
        return bool(code) and code not in own.replace(" ", "") and code in text.replace(" ", "")


def seals() -> tuple[Seal, ...]:
    """Every sealed address; one query. There are few, and a slip may name any."""
    found = []
    for parent, lines, postcode in Address.objects.filter(sealed=True).values_list(
        "parent", "lines", "postcode"
    ):
        each = tuple(said for line in PARTS.split(lines) if len((said := plain(line)).strip()) >= SHORTEST)
        found.append(Seal(parent, each, plain(postcode).replace(" ", "")))
    return tuple(found)


@dataclass
class Batch:
    """What the letters of a batch need besides their own rows, read once for all of them."""

    letters: Sequence[Letter]
    seals: tuple[Seal, ...] = field(default_factory=seals)
    _answers: dict[tuple[int, date], Answers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pupils = {letter.pupil_id for letter in self.letters}
        contacts = Contact.objects.filter(pupil__in=pupils, day_to_day_care=True, ended_on__isnull=True)
        self.at_home = set(contacts.values_list("pupil", "parent"))
        self.heads: dict[int, list[Letterhead]] = defaultdict(list)
        for head in Letterhead.objects.select_related("authority").order_by("-began_on", "-pk"):
            self.heads[head.authority_id].append(head)
        self.support = self._support({letter.case_id for letter in self.letters if letter.warning_id})
        self.marks = self._marks([letter for letter in self.letters if letter.warning_id])

    def _support(self, cases: set[int]) -> dict[int, list[SupportOffer]]:
        found: dict[int, list[SupportOffer]] = defaultdict(list)
        for offer in (
            SupportOffer.objects.filter(case__in=cases).order_by("offered_on", "pk") if cases else ()
        ):
            found[offer.case_id].append(offer)
        return found

    def _marks(self, letters: Sequence[Letter]) -> dict[int, Marks]:
        """The lines of the children who are warned, and their schools' calendars."""
        if not letters:
            return {}
        years = {year_of(letter.on) + step for letter in letters for step in (-1, 0, 1)}
        schools = {letter.warning.school_id: letter.warning.school for letter in letters if letter.warning}
        rows = Register.objects.filter(pupil__in=[each.pupil_id for each in letters], year__in=years)
        lines: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
        for pupil, school, year, marks in rows.order_by("enrolment__began_on", "pk").values_list(
            "pupil", "school", "year", "marks"
        ):
            lines[pupil, school].append((year, marks))
        calendars: dict[int, dict[int, str]] = defaultdict(dict)
        for (school, year), line in calendar_lines(list(schools.values()), sorted(years)).items():
            calendars[school][year] = line
        return {
            each.pk: Marks(each.pupil, school, joined(lines[each.pupil_id, school.pk]), calendars[school.pk])
            for each in letters
            if each.warning and (school := each.warning.school)
        }

    def answers(self, authority: int, on: date) -> Answers:
        """What an authority decided, on a day; one query for each day that comes up."""
        if (authority, on) not in self._answers:
            self._answers[authority, on] = answers_on(authority, on)
        return self._answers[authority, on]


def letters_to_make(keys: Sequence[int]) -> list[Letter]:
    """Letters with all that belongs to them, in the order of their keys."""
    rows = Letter.objects.filter(pk__in=keys).select_related(*TO_LETTERS)
    return list(rows.prefetch_related("notice__sessions", "notice__letters").order_by("pk"))


def document_of(letter: Letter, batch: Batch) -> Document:
    """What a letter says. Raises CannotWrite, in words, where it must not be made."""
    around = _around(letter, batch)
    match LetterKind(letter.kind):
        case LetterKind.NOTICE:
            made = notice_words(letter, around)
        case LetterKind.WARNING:
            made = warning_words(letter, around, batch.marks.get(letter.pk), batch.support[letter.case_id])
        case kind if kind in OF_ORDER:
            made = order_words(letter, around)
        case _:
            made = after_words(letter, around)
    _respect_seals(letter, made, batch)
    return made


def prepared_of(letter: Letter) -> Notice | WarningLetter | AttendanceOrder:
    """What a letter belongs to. Raises CannotWrite where it is nothing."""
    found: Notice | WarningLetter | AttendanceOrder | None = (
        letter.notice or letter.warning or letter.attendance_order
    )
    if found is None:
        raise CannotWrite("The letter belongs to no notice, no warning and no order.")
    return found


def _around(letter: Letter, batch: Batch) -> Around:
    """The frame of a letter: head, reader, child, reference and signature."""
    prepared = prepared_of(letter)
    # The law of an order is that of its letter's day; a notice keeps the law of the day on which it was issued.
    law_of = None if isinstance(prepared, AttendanceOrder) else prepared.issued_on
    school: School = prepared.school
    head = next((each for each in batch.heads[school.authority_id] if each.began_on <= letter.on), None)
    if head is None:
        raise CannotWrite(
            "Nobody has said yet what the authority’s letters say of itself and how it is paid."
        )
    named = prepared.named_school if isinstance(prepared, AttendanceOrder) else None
    reader = (
        _school(named or school) if letter.address is None else _parent(letter, prepared.address_opened_by_id)
    )
    at_home = letter.address is not None and (letter.pupil_id, letter.parent_id) in batch.at_home
    signer = prepared.checked_by or prepared.drafted_by
    agency = prepared.decision.agency if letter.notice and prepared.decision else prepared.agency
    frame = Frame(
        head=Head(head.authority.name, tuple(head.sender.splitlines()), head.how_to_pay),
        reader=reader,
        child=ChildTold(_name(letter.pupil), school.name, ", ".join(reader.lines[1:]) if at_home else ""),
        reference=letter.notice.reference if letter.notice else prepared.ref,
        on=letter.on,
        signed=(signer.name, "Authorised officer", agency.name),
        own_words=letter.own_words,
    )
    return Around(frame, batch.answers(school.authority_id, law_of or letter.on))


def _name(person: Pupil | Parent) -> str:
    return f"{person.forename} {person.surname}"


def _parent(letter: Letter, opened_by: int | None) -> Reader:
    """A parent at the address of the letter, which has to be theirs, and opened where it is sealed."""
    address, parent = letter.address, letter.parent
    if address is None or address.parent_id != parent.pk:
        raise CannotWrite("The address is not one of this parent’s.")
    if address.sealed and opened_by is None:
        raise CannotWrite(
            "The address is sealed, and nobody who is named for it has opened it for this step."
        )
    lines = [each.strip() for each in address.lines.splitlines() if each.strip()]
    tail = [each for each in (address.town, address.postcode, address.country) if each]
    room = MOST_LINES - 1 - len(tail)
    held = [*lines[: room - 1], ", ".join(lines[room - 1 :])] if len(lines) > room else lines
    title = f"{parent.title} " if parent.title else ""
    greeting = f"{parent.title} {parent.surname}" if parent.title else _name(parent)
    return Reader(greeting, (f"{title}{_name(parent)}", *held, *tail))


def _school(school: School) -> Reader:
    head = " ".join(
        each for each in (school.head_title, school.head_first_name, school.head_last_name) if each
    )
    place = (school.street, school.locality, school.town, school.postcode)
    return Reader(head or "Head Teacher", (head or "The Head Teacher", school.name, *filter(None, place)))


def _respect_seals(letter: Letter, made: Document, batch: Batch) -> None:
    """Raise CannotWrite where the letter holds a sealed address of somebody else; which is not said."""
    own = plain("\n".join(made.recipient)) if letter.address is not None else " "
    text = plain("\n".join(_texts(made)))
    if any(seal.parent != letter.parent_id and seal.is_in(text, own) for seal in batch.seals):
        raise CannotWrite(
            "The letter would hold an address that is sealed. Look at what was typed: own words, support, target."
        )


def _texts(value: object) -> list[str]:
    """Every text in a document, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple | list):
        return [text for each in value for text in _texts(each)]
    return [text for each in getattr(value, "__dict__", {}).values() for text in _texts(each)]
