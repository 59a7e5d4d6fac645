"""The stories' children in the database, with families, addresses, rolls, registers and involvements."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from agencies.models import User
from agencies.named import name_person
from agencies.rules.roles import Scope
from attendance.demo.drafts import Draft
from attendance.demo.grounds import Grounds
from attendance.demo.stories import STORIES, Story
from attendance.demo.terms import terms_of
from attendance.models import (
    Address,
    Characteristic,
    Contact,
    Enrolment,
    Involvement,
    Parent,
    Pupil,
    PupilName,
    Register,
    School,
    Timetable,
)
from attendance.models.enrolment import Registration
from attendance.models.involvement import Basis
from attendance.queries.calendars import calendar_lines
from attendance.rules.upn import check_letter

NAMED: Final = ("rukhsana.bell", "colette.wrigley")
MORNINGS: Final = "10" * 5 + "0000"
BORN_IN: Final = (3, 14)
AT_THE_OTHER_SCHOOL: Final = "DD"


@dataclass(frozen=True)
class Stage:
    """What stories need: the grounds, the people by mailbox, the year and its last day with marks."""

    grounds: Grounds
    people: dict[str, User]
    year: int
    until: date

    def school(self, key: str) -> School:
        """The school of a key such as "secondary 0"."""
        return next(
            school for school in self.grounds.schools if school.agency_id == self.grounds.agencies[key].pk
        )

    @property
    def began_on(self) -> date:
        return terms_of(self.year - 1)[0].began_on


def tell_stories(grounds: Grounds, people: dict[str, User], *, year: int, until: date) -> None:
    """Make the child of every story."""
    stage = Stage(grounds, people, year, until)
    families: dict[str, list[Parent]] = {}
    for story in STORIES:
        pupil = _pupil(stage, story)
        _rolls(stage, story, pupil)
        _others(stage, story, pupil)
        _family(stage, story, pupil, families)


def _pupil(stage: Stage, story: Story) -> Pupil:
    original = story.number if story.twin_of is None else story.twin_of
    born = date(stage.year - story.group - 4, *BORN_IN) + timedelta(days=original)
    rest = f"{stage.grounds.authority.code}9000{(stage.year - story.group) % 100:02}{story.number:03}"
    temporary = story.twin_of is not None
    if temporary:
        rest = rest[:-1] + "A"
    pupil = Pupil.objects.create(
        ref=story.ref,
        upn=check_letter(rest) + rest,
        upn_state="temporary" if temporary else "permanent",
        surname=story.surname,
        forename=story.forename,
        born_on=born,
        sex=story.sex,
        ethnicity="",
        first_language="",
        ward=stage.school(story.school).ward,
        restricted=story.restricted,
    )
    PupilName.objects.create(
        pupil=pupil, surname=story.surname, forename=story.forename, hidden=story.restricted
    )
    Characteristic.objects.bulk_create(
        Characteristic(pupil=pupil, kind=kind, began_on=stage.began_on, source="School census")
        for kind in story.facts
    )
    if story.restricted:
        for mailbox in NAMED:
            name_person(stage.people[mailbox], pupil)
    return pupil


def _rolls(stage: Stage, story: Story, pupil: Pupil) -> None:
    """One roll, or two: one after the other, or both at once."""
    first = stage.school(story.school)
    if not story.second:
        _roll(stage, story, pupil, first)
        return
    second = stage.school(story.second)
    if story.dual:
        _roll(stage, story, pupil, first, registration=Registration.MAIN)
        began = terms_of(stage.year)[0].began_on
        _roll(stage, story, pupil, second, began=began, registration=Registration.SUBSIDIARY)
        return
    days = [day for day in _draft(stage, story, first).this_year() if day < stage.until]
    last = days[max(len(days) - 15, 0)]
    _roll(stage, story, pupil, first, ended=last)
    _roll(stage, story, pupil, second, began=last + timedelta(days=1))


def _draft(stage: Stage, story: Story, school: School) -> Draft:
    years = (stage.year - 1, stage.year)
    lines = calendar_lines([school], years)
    draft = Draft({year: lines[school.pk, year] for year in years}, stage.until)
    story.tell(draft)
    return draft


def _roll(
    stage: Stage,
    story: Story,
    pupil: Pupil,
    school: School,
    *,
    began: date | None = None,
    ended: date | None = None,
    registration: str = Registration.SINGLE,
) -> None:
    draft = _draft(stage, story, school)
    if registration == Registration.SUBSIDIARY:
        draft.put(draft.this_year(), AT_THE_OTHER_SCHOOL)
        draft.put([day for day in draft.this_year() if day.weekday() in (1, 3)], "/\\")
    enrolment = Enrolment.objects.create(
        pupil=pupil,
        school=school,
        registration=registration,
        year_group=str(story.group),
        form=f"{story.group}A",
        began_on=began or stage.began_on,
        ended_on=ended,
        left_because="Moved to another school" if ended else "",
    )
    Register.objects.bulk_create(
        Register(enrolment=enrolment, pupil=pupil, school=school, year=year, marks=marks)
        for year, marks in draft.only(began, ended).items()
    )
    for agency, basis, scope in (
        (school.agency, Basis.ENROLLED, Scope.CASEWORK),
        (school.team, Basis.AREA, Scope.LEGAL),
    ):
        Involvement.objects.get_or_create(
            pupil=pupil,
            agency=agency,
            basis=basis,
            ended_on=ended,
            defaults={"scope": scope, "began_on": began or stage.began_on},
        )
    if any("d" in marks for marks in draft.only(began, ended).values()):
        start = draft.last(20)[0]
        Timetable.objects.create(
            enrolment=enrolment,
            sessions=MORNINGS,
            reason="Return after a long illness, agreed with the family and the hospital.",
            began_on=start,
            review_on=start + timedelta(days=42),
        )


def _others(stage: Stage, story: Story, pupil: Pupil) -> None:
    Involvement.objects.bulk_create(
        Involvement(
            pupil=pupil,
            agency=stage.grounds.agencies[key],
            basis=basis,
            scope=scope,
            began_on=terms_of(stage.year)[0].began_on,
            sealed=sealed,
        )
        for key, basis, scope, sealed in story.agencies
    )


def _family(stage: Stage, story: Story, pupil: Pupil, families: dict[str, list[Parent]]) -> None:
    """Siblings share parents; the looked-after live with a carer; some parents live apart."""
    key = story.family or story.ref
    if key not in families:
        families[key] = _parents(stage, story)
    looked_after = "lac" in story.facts
    apart = story.family == "apart"
    for order, parent in enumerate(families[key], 1):
        Contact.objects.create(
            pupil=pupil,
            parent=parent,
            relationship="Foster carer" if looked_after and order == 1 else ("Mother", "Father")[order - 1],
            parental_responsibility=not (looked_after and order == 1),
            day_to_day_care=order == 1 or not (apart or looked_after),
            order=order,
            began_on=stage.began_on,
        )


def _parents(stage: Stage, story: Story) -> list[Parent]:
    """A mother (or carer) and a father with their addresses; where they live apart, hers is sealed."""
    apart, looked_after = story.family == "apart", "lac" in story.facts
    names = [("Ms", "Sandra" if looked_after else "Rachel"), ("Mr", "Simon")]
    surnames = ["Fairclough" if looked_after else story.surname, story.surname]
    found = [
        Parent.objects.create(title=title, forename=forename, surname=surname, telephone="07700 900123")
        for (title, forename), surname in zip(names, surnames, strict=True)
    ]
    for number, parent in enumerate(found):
        elsewhere = number and (apart or looked_after)
        address = Address.objects.create(
            parent=parent,
            lines=f"{story.number + 11} {'Aqueduct Close' if elsewhere else 'Lapwing Lane'}",
            town="Irwell",
            postcode="ZI2 4CD" if elsewhere else "ZI1 2AB",
            began_on=stage.began_on,
            confirmed_on=stage.began_on,
            sealed=apart and number == 0,
        )
        if address.sealed:
            for mailbox in NAMED:
                name_person(stage.people[mailbox], address)
    return found
