"""A filled authority: schools with registers, children whom the rules notice, files in every state.

Everything is told from Thursday 5 March 2026, so that pages and pictures of them are the same on any day.
"""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from agencies.models import AgencyKind, Mail, Membership, Message
from agencies.rules.roles import Scope
from agencies.rules.telling import Kind
from attendance.actions.imports.receive import receive_file
from attendance.actions.imports.stage import stage
from attendance.actions.restrictions import restrict_record
from attendance.actions.review_jobs import begin_date, run_chunk
from attendance.actions.support import agree_support, name_officer, record_visit
from attendance.models import JobRun, Pupil, RegisterImport, School, Timetable
from attendance.models.involvement import Basis
from attendance.rules.register import position
from tests.attendance.actions.imports import applied
from tests.attendance.children import YEAR, child, marks_of, school_line
from tests.attendance.files import a_file, row_of
from tests.browser.casework import add_casework
from tests.browser.court import add_court
from tests.browser.enforcement import add_enforcement
from tests.browser.house import give_second_factor
from tests.browser.money import add_money
from tests.factories import (
    AgencyFactory,
    CalendarFactory,
    InvolvementFactory,
    MembershipFactory,
    PupilFactory,
    RegisterFactory,
    SchoolFactory,
    TeamFactory,
    UserFactory,
    enrol,
)
from tests.personas import World, build_world

TODAY = datetime(2026, 3, 5, 10, tzinfo=ZoneInfo("Europe/London"))
NIGHT = date(2026, 3, 4)
FORENAMES = (
    "Aisha",
    "Ben",
    "Chloe",
    "Daniel",
    "Ewa",
    "Finn",
    "Grace",
    "Hamza",
    "Isla",
    "Jakub",
    "Kofi",
    "Lily",
)
SURNAMES = (
    "Ahmed",
    "Barlow",
    "Clegg",
    "Dlamini",
    "Entwistle",
    "Fletcher",
    "Greenhalgh",
    "Hughes",
    "Iqbal",
    "Jones",
)
LONG = {"forename": "Bartholomew-Alexander", "surname": "Featherstonehaugh-Cholmondeley"}
# How the children of a class miss school: the share of half days, and the code that explains it.
HABITS = (
    (0.02, "I"),
    (0.05, "I"),
    (0.0, "I"),
    (0.12, "I"),
    (0.16, "O"),
    (0.6, "O"),
    (0.08, "N"),
    (0.03, "M"),
)


@dataclass
class Authority:
    """What the tests ask for by name; `people` are memberships by persona."""

    world: World
    child: Pupil
    other_child: Pupil
    restricted: Pupil
    new_school: School
    twins: list[Pupil]
    files: dict[str, RegisterImport] = field(default_factory=dict)
    casework: SimpleNamespace = field(default_factory=SimpleNamespace)
    money: SimpleNamespace = field(default_factory=SimpleNamespace)

    @property
    def people(self) -> dict[str, Membership]:
        """Memberships by persona, those of people to whom nothing has come yet among them."""
        return self.world.people


def build_authority() -> Authority:
    """Make the authority and run a night over it."""
    world = build_world()
    new_school = _newcomers(world)
    noted = child(world, many=3, **LONG)
    pupils = [_class(world.school, 48), _class(world.other_school, 14)]
    built = Authority(world, noted, pupils[1][0], pupils[0][7], new_school, _twins(world))
    Timetable.objects.create(
        enrolment=noted.enrolments.get(),
        sessions="1010101010" + "0000",
        reason="A phased return after illness",
        began_on=date(2026, 2, 23),
        review_on=date(2026, 3, 20),
    )
    _involve(world, [noted, *pupils[0][:20]])
    for membership in world.people.values():
        if membership.role.second_factor and "elsewhere" not in membership.agency.name.lower():
            _once(membership)
    _support(world)
    _tell(world)
    _files(built)
    _nights()
    built.casework = add_casework(world, noted, pupils[0][:3])
    built.money = add_money(world)
    add_enforcement(world, built.casework, noted)
    add_court(world, built.casework)
    restrict_record(pupil=built.restricted, people=[], by=world.acting("team_manager"))
    return built


def _tell(world: World) -> None:
    """Messages of many kinds for two people, some read, and e-mails that did not arrive."""
    kinds = list(Kind)
    for at in range(60):
        told_at = TODAY - timedelta(hours=7 * at)
        for name in ("welfare_officer", "team_manager"):
            Message.objects.create(
                membership=world.people[name],
                kind=kinds[at % len(kinds)],
                key=f"thing:{at}",
                path="/flags/",
                count=1 + at % 3,
                told_at=told_at,
                read_at=told_at + timedelta(hours=1) if at > 4 else None,
            )
    for name, state in (
        ("welfare_officer", "bounced"),
        ("other_team_officer", "refused"),
        ("nurse", "doubtful"),
    ):
        held = world.people[name]
        Mail.objects.create(
            membership=held,
            address=held.user.email,
            state=state,
            made_at=TODAY,
            next_try_at=TODAY,
            error="5.1.1",
        )


def _newcomers(world: World) -> School:
    """A team, a school and a partner to whom nothing has happened yet."""
    team = TeamFactory(authority=world.authority, name="West team")
    school = SchoolFactory(
        authority=world.authority, team=team, name="Weirside Primary School", phase="primary"
    )
    housing = AgencyFactory(authority=world.authority, kind=AgencyKind.HOUSING, name="Irwell Homes")
    for name, agency, role in (
        ("new_officer", team, "welfare_officer"),
        ("new_manager", team, "team_manager"),
        ("new_school_lead", school.agency, "school_lead"),
        ("new_partner", housing, "partner"),
        ("unprotected", world.agencies.north, "welfare_officer"),
    ):
        user = UserFactory(name=name.replace("_", " ").title(), email=f"{name}@example.org")
        world.people[name] = MembershipFactory(user=user, agency=agency, role_name=role)
    UserFactory(name="No Agency", email="no_agency@example.org")
    return school


def _twins(world: World) -> list[Pupil]:
    """Two records that somebody should look at: the same birthday and names that sound alike."""
    born = date(2012, 5, 6)
    return [
        enrol(world.school, PupilFactory(forename=forename, surname="Robertshaw", born_on=born)).pupil
        for forename in ("Catherine", "Katherine")
    ]


def _class(school: School, size: int) -> list[Pupil]:
    """So many children with a year of marks, absent by habit and always at the same place of the sequence."""
    line = school_line()
    if not school.calendars.exists():
        CalendarFactory(school=school, authority=school.authority, year=YEAR, sessions=line)
    chance = random.Random(school.name)
    return [_schoolchild(school, line, at, chance) for at in range(size)]


def _schoolchild(school: School, line: str, at: int, chance: random.Random) -> Pupil:
    forename, surname = FORENAMES[at % len(FORENAMES)], SURNAMES[at // 2 % len(SURNAMES)]
    pupil = PupilFactory(
        forename=forename,
        surname=surname,
        sex="FM"[at % 2],
        born_on=date(2009 + at % 5, 1 + at % 12, 1 + at % 28),
    )
    group = str(11 - at % 5)
    enrolment = enrol(
        school, pupil, year_group=group, form=f"{group}{'ABC'[at % 3]}", began_on=date(2023, 9, 1)
    )
    share, code = HABITS[at % len(HABITS)]
    until = position(NIGHT, 1)
    marks = [
        code if mark in "/\\" and chance.random() < share else mark for mark in marks_of(line)[: until + 1]
    ]
    rest = marks_of(line)[until + 1 :].replace("/", "-").replace("\\", "-")
    RegisterFactory(enrolment=enrolment, year=YEAR, marks="".join(marks) + rest)
    return pupil


def _involve(world: World, pupils: list[Pupil]) -> None:
    """Partners with a reason to see some of the children."""
    agencies = world.agencies
    for at, pupil in enumerate(pupils):
        for agency, scope in (
            (agencies.nursing, Scope.CASEWORK),
            (agencies.youth_offending, Scope.CASEWORK),
            (agencies.police, Scope.MARKS),
            (agencies.looked_after, Scope.CASEWORK),
            (agencies.safeguarding, Scope.CASEWORK),
        )[: 5 if at < 6 else 2]:
            InvolvementFactory(pupil=pupil, agency=agency, scope=scope, basis=Basis.REQUEST)


def _once(membership: Membership) -> None:
    """A second factor for each person who needs one and is not there to be asked to set it up."""
    names = ("Unprotected",)
    if membership.user.name not in names and not membership.user.authenticator_set.exists():
        give_second_factor(membership)


def _support(world: World) -> None:
    manager = world.acting("team_manager")
    name_officer(school=world.school, officer=world.people["welfare_officer"].user, by=manager)
    agree_support(
        school=world.school, year=YEAR, visits_a_term=3, reason="Absence above the authority's", by=manager
    )
    record_visit(school=world.school, on=date(2026, 2, 3), purpose="Registers and referrals", by=manager)


def _files(built: Authority) -> None:
    """A file in each state in which somebody may meet it."""
    world, lead = built.world, built.world.acting("school_lead")
    known = enrol(
        world.school,
        PupilFactory(forename="Una", surname="Known", upn="X355200023001", upn_state="permanent"),
    )
    strangers = "900001,Y383200023001,Unknown,Una,2012-03-04,2026-03-02,/\\/\\".replace(
        "900001", str(world.school.urn)
    )
    wrong = row_of(known, "/\\Q?", start="2026-03-02")
    built.files["applied"] = applied(
        lead, a_file(row_of(known, "/\\/\\", start="2026-03-02"), strangers, wrong)
    )
    built.files["staged"] = _staged(lead, a_file(row_of(known, "I\\/\\", start="2026-03-02")))
    built.files["asking"] = _staged(lead, a_file("1,2,3", headings="A,B,C"))
    built.files["refused"] = _staged(lead, a_file(row_of(known, "/Y1/", start="2026-03-02")))


def _staged(lead, file) -> RegisterImport:
    batch = receive_file(by=lead, file=file, name="registers.csv")
    stage(batch.pk)
    batch.refresh_from_db()
    return batch


def _nights() -> None:
    """Two nights that went well, and one chunk that did not."""
    for on in (NIGHT - timedelta(days=1), NIGHT):
        for chunk in begin_date(on):
            run_chunk(on=on, chunk=chunk)
    JobRun.objects.create(
        job="review",
        on=NIGHT,
        chunk="999990-999999",
        state="failed",
        attempts=2,
        error="OperationalError in review",
    )
