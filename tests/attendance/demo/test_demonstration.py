"""A small demonstration in the database: the same every time, with its stories, people and refusals."""

import hashlib
from datetime import date
from importlib import import_module
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.test import override_settings

from agencies.acting import Acting
from agencies.models import LocalAuthority, Membership, PractitionerRole, User
from agencies.rules.roles import ROLES
from attendance.demo.build import build, is_there, last_school_day
from attendance.demo.people import PASSWORD
from attendance.demo.stories import STORIES
from attendance.models import Flag, NamedOfficer, Pupil, Register, School, SchoolFlag
from attendance.rules.codes import Flag as Counted
from attendance.rules.counting import classify, count
from attendance.rules.register import as_array
from attendance.rules.upn import State, read_upn

UNTIL = date(2026, 11, 20)
DIGEST = """
    select p.ref, p.upn, p.surname, p.forename, p.born_on, s.urn, r.year, r.marks
    from attendance_register r join attendance_pupil p on p.id = r.pupil_id
    join attendance_school s on s.id = r.school_id order by p.ref, s.urn, r.year
"""
ALLOWED = {"DEMONSTRATION": True, "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}


def make():
    if not PractitionerRole.objects.exists():
        # Tests of whole transactions empty every table behind them, reference data too.
        import_module("agencies.migrations.0002_strategy_reference_data").load(apps, None)
    with override_settings(**ALLOWED):
        build(pupils=1_500, until=UNTIL, say=lambda text: None)


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """Made once for the tests of this module, which only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert connection.settings_dict["NAME"].startswith("test"), (
            "run the whole module: it needs a test database"
        )
        make()
        yield
        transaction.set_rollback(True)


def digest():
    with connection.cursor() as cursor:
        cursor.execute(DIGEST)
        return hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()


def child(number):
    return Pupil.objects.get(ref=STORIES[number].ref)


def counted(number, year=2026):
    lines = [row.marks for row in Register.objects.filter(pupil=child(number), year=year)]
    return count(classify(as_array(lines), year)).total()


@pytest.mark.django_db
def test_it_is_the_same_every_time():
    with transaction.atomic():
        make()
        first = digest()
        transaction.set_rollback(True)
    assert not is_there()
    make()
    assert digest() == first


@pytest.mark.django_db
def test_it_is_refused_where_real_children_may_be(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="DEMONSTRATION=1"):
        call_command("create_demo", pupils=1_500)
    with pytest.raises(CommandError, match="not the demonstration"):
        call_command("demo_sign_ins")
    assert not User.objects.exists()


def test_a_second_time_it_says_so_or_does_nothing(demonstration):
    with pytest.raises(CommandError, match="already"):
        call_command("create_demo")
    said = StringIO()
    call_command("create_demo", if_empty=True, stdout=said)
    assert "already" in said.getvalue()


def test_there_is_a_sign_in_for_every_role(demonstration):
    held = set(Membership.objects.exclude(user__password__startswith="!").values_list("role_name", flat=True))
    assert held == set(ROLES)
    said = StringIO()
    call_command("demo_sign_ins", stdout=said)
    assert PASSWORD in said.getvalue()
    assert all(story.surname in said.getvalue() for story in STORIES)
    officer = User.objects.get(email="denise.ormerod@irwell.example")
    assert officer.check_password(PASSWORD)


def test_roles_with_a_second_factor_have_one(demonstration):
    with_one = set(Authenticator.objects.values_list("user", flat=True))
    for membership in Membership.objects.exclude(user__password__startswith="!"):
        others = ROLES[membership.role_name].second_factor
        assert not others or membership.user_id in with_one


def test_one_person_is_in_two_agencies(demonstration):
    assert Membership.objects.filter(user__email="anita.walmsley@irwell.example").count() == 2


def test_every_school_has_a_named_officer_of_its_team(demonstration):
    for named in NamedOfficer.objects.select_related("school"):
        assert named.officer.memberships.filter(agency=named.school.team).exists()
    assert NamedOfficer.objects.count() == School.objects.count()


def test_numbers_are_as_their_state_says(demonstration):
    states = {
        "permanent": State.PERMANENT,
        "temporary": State.TEMPORARY,
        "invalid": State.INVALID,
        "none": State.ABSENT,
    }
    for pupil in Pupil.objects.all():
        assert read_upn(pupil.upn).state is states[pupil.upn_state]


def test_registers_hold_nothing_that_is_not_in_the_list_of_their_day(demonstration):
    for year in (2006, 2025, 2026):
        lines = list(Register.objects.filter(year=year).values_list("marks", flat=True))
        assert not (classify(as_array(lines), year) & Counted.UNKNOWN).any()


def test_the_old_authority_has_the_codes_of_its_day(demonstration):
    old = LocalAuthority.objects.get(name="Irwell 2006-07")
    marks = "".join(Register.objects.filter(school__authority=old).values_list("marks", flat=True))
    assert set("HFJYBDL") <= set(marks)
    assert not set("cdj1234567K") & set(marks)


@pytest.mark.parametrize(
    ("number", "absent"), [(1, 20), (2, 50), (4, 10), (17, 10)], ids=["10 days", "25 days", "holiday", "ten"]
)
def test_stories_miss_exactly_what_they_say(demonstration, number, absent):
    found = counted(number)
    assert found.authorised + found.unauthorised == absent


def test_half_is_exactly_half(demonstration):
    found = counted(18)
    assert 2 * (found.authorised + found.unauthorised) == found.possible


def test_the_other_stories_hold_their_marks(demonstration):
    assert counted(3).no_reason == 12
    assert counted(12).part_time == 20
    assert {"T"} <= set("".join(child(11).registers.values_list("marks", flat=True)))
    assert child(6).enrolments.count() == 2
    assert sorted(child(6).enrolments.values_list("registration", flat=True)) == ["M", "S"]
    assert child(5).enrolments.filter(ended_on__isnull=False).count() == 1
    assert child(16).born_on == child(15).born_on
    parents = [set(child(number).contacts.values_list("parent", flat=True)) for number in (7, 8, 9)]
    assert parents[0] == parents[1] == parents[2]
    assert child(10).contacts.filter(parent__addresses__sealed=True).count() == 1
    assert child(14).involvements.filter(sealed=True).count() == 1
    assert child(19).enrolments.get().school.school_week == "60123"


def test_the_restricted_child_is_open_to_two_named_people(demonstration):
    seen = [
        membership.user.name
        for membership in Membership.objects.select_related("user", "agency")
        if Pupil.objects.visible_to(Acting(membership, UNTIL)).filter(ref=STORIES[13].ref).exists()
    ]
    assert sorted(seen) == ["Colette Wrigley", "Rukhsana Bell"]


def test_the_last_school_day_passes_over_weekends_and_holidays():
    assert last_school_day(date(2026, 11, 22)) == date(2026, 11, 20)
    assert last_school_day(date(2026, 8, 20)) == date(2026, 7, 20)


@pytest.mark.django_db
def test_an_interrupted_start_goes_on_where_it_stopped(monkeypatch):
    def stop(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("attendance.demo.build._then", stop)
        with pytest.raises(KeyboardInterrupt):
            make()
    assert not is_there()
    make()
    assert is_there()
    assert LocalAuthority.objects.count() == 2


@pytest.mark.django_db
def test_preparing_twice_runs_each_night_once():
    said = StringIO()
    with override_settings(**ALLOWED):
        make()
        call_command("prepare_demo", stdout=said)
        assert said.getvalue().count("The night of") == 3
        again = StringIO()
        call_command("prepare_demo", stdout=again)
    assert "The night of" not in again.getvalue()
    assert Flag.objects.filter(pupil__ref=STORIES[17].ref, rule="penalty-threshold").exists()
    assert SchoolFlag.objects.filter(rule="never-n").exists()
