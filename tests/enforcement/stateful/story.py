"""A family over years, and what may be done about it: each act through the program's own actions, on its own day.

An act is tried as people try it. Where it was refused nothing is written; where it was done, the plain law of `oracle`
says whether it might have been.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from agencies.acting import Acting
from attendance.actions.doors import NotAllowed
from attendance.models import Involvement, Register
from attendance.rules.register import EMPTY_LINE, LENGTH, NOT_ON_ROLL, day_at, overlay, position, year_of
from cases.actions.doors import Refused
from cases.actions.transfers import transfer_to_team
from cases.models import Case
from enforcement.actions.family import Person, answer_enquiry, check_person, confirm_address, enquire
from enforcement.actions.support import offer_support
from enforcement.models import Notice
from enforcement.rules.support import Outcome
from tests.factories import AddressFactory, ContactFactory, PupilFactory, RegisterFactory, enrol

OFFICER, LEGAL = "attendance_leader", "legal_officer"
SUPPORT = "Leave in term time: support does not suit."


@dataclass(frozen=True)
class Era:
    """When a story begins, and the Mondays of the weeks of which every session is missed."""

    first: date
    mondays: tuple[date, ...]

    @property
    def blocks(self):
        return [
            tuple((monday + timedelta(days=at), part) for at in range(5) for part in (0, 1))
            for monday in self.mondays
        ]


ERAS = {
    "2007": Era(date(2007, 1, 22), (date(2006, 11, 6), date(2007, 1, 8), date(2007, 3, 5), date(2007, 6, 4))),
    "2024": Era(
        date(2024, 7, 8),
        (date(2024, 6, 3), date(2024, 7, 1), date(2024, 9, 9), date(2024, 11, 11), date(2025, 2, 3)),
    ),
    "2026": Era(
        date(2026, 11, 25), (date(2026, 11, 2), date(2026, 11, 16), date(2027, 2, 1), date(2027, 6, 7))
    ),
}


class Story:
    """The rows of the family, the day, and who acts."""

    def __init__(self, world, era: Era) -> None:
        self.world, self.era, self.on = world, era, era.first
        self.pupil = PupilFactory(born_on=date(era.first.year - 13, 3, 4))
        self.school = world.school
        self.enrolment = enrol(self.school, self.pupil, began_on=date(era.first.year - 2, 9, 2))
        self.fill_registers(self.enrolment)
        officer = world.people["welfare_officer"].user
        opened = Case.objects.create(
            pupil=self.pupil, school=self.school, team=self.school.team, officer=officer, state="enforcing",
            opened_on=era.first - timedelta(days=60),
        )  # fmt: skip
        self.key = opened.pk
        self.parents = [self.add_parent("Mother"), self.add_parent("Father")]
        by = self.by(OFFICER)
        offer_support(
            case=self.case, what="Home visit", offered_on=self.on - timedelta(days=40), outcome=Outcome.REFUSED, by=by
        )  # fmt: skip

    def add_parent(self, relationship: str):
        """A parent who may be acted against: known, alive, grown up, with an address and no notices elsewhere."""
        contact = ContactFactory(pupil=self.pupil, relationship=relationship)
        address = AddressFactory(parent=contact.parent, began_on=date(2000, 1, 1))
        found = Person(identity_confirmed=True, how="Met.", is_natural=True, said_adult=True, took_part=True)
        by = self.by(OFFICER)
        check_person(case=self.case, parent=contact.parent, found=found, by=by)
        enquire(case=self.case, parent=contact.parent, authority=None, how_known="Always lived here.", by=by)
        return contact.parent, address

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return Case.objects.select_related("pupil", "school", "team").get(pk=self.key)

    def by(self, name: str) -> Acting:
        """Somebody of the world on the day of the story."""
        return Acting(self.world.acting(name).membership, self.on)

    def tried(self, act, *given) -> bool:
        """Whether an act was done; refused, it leaves nothing behind."""
        try:
            with transaction.atomic():
                act(*given)
        except (Refused, NotAllowed):
            return False
        return True

    # The registers.

    def fill_registers(self, enrolment) -> None:
        """A line for each year of the story: present, but for the weeks that are missed; nothing off the roll."""
        missed = {each for block in self.era.blocks for each in block}
        for year in sorted({year_of(day) for day, _ in missed} | {year_of(self.on)}):
            line = list(overlay(EMPTY_LINE, 0, ("/\\" * (LENGTH // 2))[: LENGTH - 2]))
            for day, part in missed:
                if year_of(day) == year:
                    line[position(day, part)] = "O"
            for place in range(LENGTH - 2):
                if day_at(year, place) < enrolment.began_on:
                    line[place] = NOT_ON_ROLL
            RegisterFactory(enrolment=enrolment, year=year, marks="".join(line))

    def week(self, number: int):
        """One of the weeks that were missed and are over, or the first."""
        over = [block for block in self.era.blocks if block[-1][0] < self.on] or self.era.blocks[:1]
        return over[number % len(over)]

    def code(self, session) -> str:
        """The mark of a session at the case's school, as the registers hold it now; "" where none is on the roll."""
        day, part = session
        for row in Register.objects.filter(
            pupil=self.pupil, school=self.case.school_id, year=year_of(day)
        ).order_by("-enrolment__began_on"):
            mark = row.marks[position(day, part)]
            if mark != NOT_ON_ROLL:
                return mark
        return ""

    def correct(self, block: int, at: int, mark: str) -> None:
        """A mark is put right, as the import of a corrected register does it."""
        day, part = self.era.blocks[block % len(self.era.blocks)][at]
        for row in Register.objects.filter(pupil=self.pupil, year=year_of(day)):
            if row.marks[position(day, part)] != NOT_ON_ROLL:
                row.marks = overlay(row.marks, position(day, part), mark)
                row.save()

    # Moves.

    def move_school(self) -> None:
        """The child goes to the other school, from tomorrow; from there back again."""
        new = self.world.other_school if self.school.pk == self.world.school.pk else self.world.school
        self.leave(self.on)
        self.on += timedelta(days=1)
        self.school = new
        self.enrolment = enrol(new, self.pupil, began_on=self.on)
        self.fill_registers(self.enrolment)
        self.tried(self.hand_over)

    def hand_over(self) -> None:
        """The case follows the child to the team of the new school."""
        case = self.case
        transfer_to_team(
            case=case, team=self.school.team, reason="Moved.", version=case.version, by=self.by(OFFICER)
        )

    def leave(self, on: date) -> None:
        """The enrolment ends with a day: nothing is marked behind it."""
        if self.enrolment is None:
            return
        self.enrolment.ended_on = max(on, self.enrolment.began_on)
        self.enrolment.save()
        agencies = (self.school.agency_id, self.school.team_id)
        open_ = Involvement.objects.filter(pupil=self.pupil, agency__in=agencies, ended_on=None)
        open_.filter(basis__in=("enrolled", "area")).update(ended_on=self.enrolment.ended_on)
        for row in Register.objects.filter(enrolment=self.enrolment):
            row.marks = "".join(
                NOT_ON_ROLL
                if place < LENGTH - 2 and day_at(row.year, place) > self.enrolment.ended_on
                else mark
                for place, mark in enumerate(row.marks)
            )
            row.save()

    def move_away(self) -> None:
        """The family goes to another authority: the child is on no roll here."""
        self.leave(self.on)
        self.enrolment = None
        self.on += timedelta(days=1)

    def come_back(self) -> None:
        """The family comes back to the school that it left."""
        if self.enrolment is None:
            self.enrolment = enrol(self.school, self.pupil, began_on=self.on)
            self.fill_registers(self.enrolment)

    def on_roll(self) -> bool:
        """Whether the child is on the roll of the case's school on the day."""
        enrolments = self.pupil.enrolments.filter(school=self.case.school_id, began_on__lte=self.on)
        return any(row.ended_on is None or row.ended_on >= self.on for row in enrolments)

    def hear_of_another(self, parent: int, ago: int) -> None:
        """Another authority answers that it gave this parent a notice."""
        whose, _ = self.parents[parent]
        other, by = self.world.agencies.stranger.authority, self.by(OFFICER)
        asked = enquire(case=self.case, parent=whose, authority=other, how_known="Lived there.", by=by)
        given = {f"E-{asked.pk}": self.on - timedelta(days=ago)}
        answer_enquiry(case=self.case, enquiry=asked, given=given, withdrawn=False, by=by)

    # What every step asks for first.

    def confirm(self, parent: int):
        """The parent and the address, confirmed today."""
        whose, address = self.parents[parent]
        confirm_address(case=self.case, parent=whose, address=address, how="Rang.", by=self.by(OFFICER))
        address.refresh_from_db()
        return whose, address

    def pick(self, model, at: int, *states: str):
        """One of the rows in some states, the oldest first; None where there is none."""
        rows = list(model.objects.filter(pupil=self.pupil, state__in=states).order_by("pk"))
        return rows[at % len(rows)] if rows else None

    def notices(self, *states: str) -> list[Notice]:
        return list(Notice.objects.filter(pupil=self.pupil, state__in=states).order_by("pk"))
