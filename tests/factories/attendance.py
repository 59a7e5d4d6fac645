"""Schools, children, their families, enrolments, registers, involvements and flags."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from agencies.models import AgencyKind
from agencies.rules.roles import Scope
from attendance.models import (
    Address,
    Calendar,
    Characteristic,
    Contact,
    Enrolment,
    Flag,
    Involvement,
    Parent,
    Pupil,
    PupilName,
    Register,
    School,
)
from attendance.models.involvement import Basis
from attendance.rules.register import LENGTH
from tests.factories.agencies import AgencyFactory, AuthorityFactory, TeamFactory


class SchoolFactory(DjangoModelFactory):
    """A school with its agency and its locality team in one authority."""

    class Meta:
        model = School

    urn = factory.Sequence(lambda n: 900_000 + n)
    authority = factory.SubFactory(AuthorityFactory)
    establishment_number = factory.Sequence(lambda n: f"{4000 + n % 999}")
    name = factory.Sequence(lambda n: f"School {n}")
    phase = "secondary"
    type_code = "01"
    agency = factory.SubFactory(
        AgencyFactory,
        kind=AgencyKind.SCHOOL,
        name=factory.SelfAttribute("..name"),
        authority=factory.SelfAttribute("..authority"),
    )
    team = factory.SubFactory(TeamFactory, authority=factory.SelfAttribute("..authority"))
    postcode = "M99 1AA"


class CalendarFactory(DjangoModelFactory):
    """A school's calendar: every weekday open unless said otherwise is not assumed; give `sessions`."""

    class Meta:
        model = Calendar

    authority = factory.SelfAttribute("school.authority")
    school = factory.SubFactory(SchoolFactory)
    year = 2025
    sessions = "w" * LENGTH


class PupilFactory(DjangoModelFactory):
    """A child, with the name to search by."""

    class Meta:
        model = Pupil
        skip_postgeneration_save = True

    forename = factory.Sequence(lambda n: f"Forename{n}")
    surname = factory.Sequence(lambda n: f"Surname{n}")
    born_on = date(2012, 3, 4)
    sex = "F"

    @factory.post_generation
    def names(self, create, extracted, **kwargs):
        PupilName.objects.create(
            pupil=self, surname=self.surname, forename=self.forename, hidden=self.restricted
        )


class EnrolmentFactory(DjangoModelFactory):
    """A pupil on a roll; `enrol` also makes the involvements that go with it."""

    class Meta:
        model = Enrolment

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SubFactory(SchoolFactory)
    year_group = "8"
    form = "8A"
    began_on = date(2024, 9, 2)


class InvolvementFactory(DjangoModelFactory):
    """An agency's reason to see a child."""

    class Meta:
        model = Involvement

    pupil = factory.SubFactory(PupilFactory)
    agency = factory.SubFactory(AgencyFactory)
    basis = Basis.REQUEST
    scope = Scope.CASEWORK
    began_on = date(2024, 9, 2)


class RegisterFactory(DjangoModelFactory):
    """A year's line of marks; `marks` is padded to the year's length with "no mark"."""

    class Meta:
        model = Register

    enrolment = factory.SubFactory(EnrolmentFactory)
    pupil = factory.SelfAttribute("enrolment.pupil")
    school = factory.SelfAttribute("enrolment.school")
    year = 2025
    marks = "-" * LENGTH


class ParentFactory(DjangoModelFactory):
    """A parent."""

    class Meta:
        model = Parent

    forename = factory.Sequence(lambda n: f"Parent{n}")
    surname = factory.Sequence(lambda n: f"Family{n}")
    telephone = "0161 496 0001"
    email = factory.Sequence(lambda n: f"parent{n}@example.org")


class ContactFactory(DjangoModelFactory):
    """A parent's part in a child's life."""

    class Meta:
        model = Contact

    pupil = factory.SubFactory(PupilFactory)
    parent = factory.SubFactory(ParentFactory)
    relationship = "Mother"
    parental_responsibility = True
    day_to_day_care = True


class AddressFactory(DjangoModelFactory):
    """Where a parent lives."""

    class Meta:
        model = Address

    parent = factory.SubFactory(ParentFactory)
    lines = factory.Sequence(lambda n: f"{n} Invented Street")
    town = "Irwell"
    postcode = "M99 2BB"
    began_on = date(2020, 1, 1)


class CharacteristicFactory(DjangoModelFactory):
    """A dated fact about a child."""

    class Meta:
        model = Characteristic

    pupil = factory.SubFactory(PupilFactory)
    kind = "fsm"
    began_on = date(2024, 9, 2)


class FlagFactory(DjangoModelFactory):
    """An open flag."""

    class Meta:
        model = Flag

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SubFactory(SchoolFactory)
    rule = "persistent"
    key = factory.Sequence(lambda n: f"2025:{n}")
    year = 2025
    began_on = date(2025, 9, 8)
    reached_on = date(2025, 10, 8)
    raised_on = date(2025, 10, 9)
    sessions = 20


def enrol(school: School, pupil: Pupil | None = None, **fields) -> Enrolment:
    """Put a pupil on a school's roll with the involvements of the school and its team, as the action does."""
    enrolment = EnrolmentFactory(school=school, pupil=pupil or PupilFactory(), **fields)
    dates = {"began_on": enrolment.began_on, "ended_on": enrolment.ended_on}
    InvolvementFactory(
        pupil=enrolment.pupil, agency=school.agency, basis=Basis.ENROLLED, scope=Scope.CASEWORK, **dates
    )
    if school.team is not None:
        InvolvementFactory(
            pupil=enrolment.pupil, agency=school.team, basis=Basis.AREA, scope=Scope.LEGAL, **dates
        )
    return enrolment
