"""The demonstration's casework: the same twice, every state, every story told, nothing added by a second start."""

import hashlib
from datetime import date, timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.test import override_settings

from agencies.acting import Acting
from agencies.models import Membership, Message, PractitionerRole
from attendance.demo.build import build
from attendance.demo.stories import STORIES
from attendance.models import Involvement
from cases.demo.build import build_casework
from cases.demo.tales import TALES
from cases.models import (
    AgencyRequest,
    Answer,
    Audience,
    CareDecision,
    CareReport,
    Case,
    Document,
    Entry,
    Hold,
    Intervention,
    Plan,
    PlanAction,
    PlanParty,
    PlanVersion,
    Questionnaire,
    Referral,
    ReferralQuestion,
    Stop,
    Sweep,
    Target,
)
from cases.workflow import LIVE, State
from cases.workflow.referrals import ReferralState
from cases.workflow.requests import RequestState

UNTIL = date(2026, 11, 20)
ALLOWED = {"DEMONSTRATION": True, "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
MADE = (
    Case, Entry, Hold, Involvement, Document, AgencyRequest, Questionnaire, Answer, CareDecision, CareReport,
    Intervention, Plan, PlanAction, PlanParty, PlanVersion, Referral, ReferralQuestion, Stop, Sweep, Target,
)  # fmt: skip
# References of the stories' cases are drawn by the product itself, so that they differ.
DIGEST = """
    select p.ref, c.state, c.opened_on, c.closed_on, c.outcome, c.version, u.email, e.kind, e.on, e.text, e.audience,
        a.email
    from cases_case c join attendance_pupil p on p.id = c.pupil_id left join agencies_user u on u.id = c.officer_id
    join cases_entry e on e.case_id = c.id left join agencies_user a on a.id = e.by_id
    order by p.ref, e.on, e.id
"""


def digest():
    with connection.cursor() as cursor:
        cursor.execute(DIGEST)
        return hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()


def casework():
    said = []
    with override_settings(**ALLOWED):
        build_casework(until=UNTIL, say=said.append)
    return said


def _interrupted():
    def stop(*args):
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("cases.demo.build._team", stop)
        with pytest.raises(KeyboardInterrupt):
            casework()
    assert Case.objects.count() == len(TALES)


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for the tests of this module: children, one night, and the casework; undone behind them."""
    media = str(tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=media):
        assert connection.settings_dict["NAME"].startswith("test"), (
            "run the whole module: it needs a test database"
        )
        if not PractitionerRole.objects.exists():
            import_module("agencies.migrations.0002_strategy_reference_data").load(apps, None)
        with override_settings(**ALLOWED):
            build(pupils=1_500, until=UNTIL, say=lambda text: None)
        call_command("review_attendance", on=UNTIL, stdout=StringIO())
        before = transaction.savepoint()
        _interrupted()
        casework()
        first = digest()
        transaction.savepoint_rollback(before)
        casework()
        yield first
        transaction.set_rollback(True)


def case_of(number):
    return Case.objects.get(pupil__ref=STORIES[number].ref)


@pytest.mark.django_db
def test_it_is_refused_where_real_children_may_be(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="DEMONSTRATION=1"):
        call_command("create_demo_cases", until=UNTIL)
    settings.DEMONSTRATION = True
    with pytest.raises(CommandError, match="run create_demo"):
        call_command("create_demo_cases", until=UNTIL)
    assert not Case.objects.exists()


def test_it_is_the_same_every_time_even_when_interrupted(demonstration):
    """Compared with what a start left that ended before the teams, and the one after it."""
    assert Case.objects.count() > 60
    assert digest() == demonstration


def test_a_second_start_adds_nothing_and_says_nothing(demonstration):
    counts = [model.objects.count() for model in MADE]
    assert casework() == []
    assert [model.objects.count() for model in MADE] == counts


def test_every_team_has_cases_in_every_state(demonstration):
    held = set(Case.objects.values_list("team__name", "state"))
    teams = {team for team, _ in held}
    assert len(teams) == 4
    assert held == {(team, state.value) for team in teams for state in State}
    assert not Case.objects.filter(state=State.REFERRED, officer__isnull=False).exists()


def test_officers_have_caseloads_of_different_sizes(demonstration):
    sizes = {}
    for officer in Case.objects.filter(state__in=LIVE, officer__isnull=False).values_list(
        "officer", flat=True
    ):
        sizes[officer] = sizes.get(officer, 0) + 1
    assert len(sizes) >= 20
    assert max(sizes.values()) >= 8 * min(sizes.values())


def test_timelines_are_written_for_every_audience_by_several_agencies(demonstration):
    many = Entry.objects.filter(case__ref__startswith="DEMCASE")
    assert set(many.values_list("audience", flat=True)) == set(Audience.values)
    assert {"voluntary", "school_nursing", "best", "school"} <= set(
        many.values_list("agency__kind", flat=True)
    )
    assert not many.filter(audience=Audience.NAMED, readers__isnull=True).exists()
    assert not many.filter(text__contains="{").exists()
    assert Hold.objects.filter(lifted_on__isnull=True).exists()


def test_nothing_is_dated_outside_the_life_of_its_case(demonstration):
    of_cases = Entry.objects.filter(case__isnull=False)
    for opened, closed, on in of_cases.values_list("case__opened_on", "case__closed_on", "on"):
        assert opened <= on <= (closed or UNTIL)
    assert {entry.at.date() == entry.on for entry in Entry.objects.all()} == {True}


def test_every_story_is_worked_through_by_several_agencies(demonstration):
    told = {tale.number for tale in TALES}
    assert told == {story.number for story in STORIES if story.twin_of is None}
    for number in told:
        authors = set(Entry.objects.filter(case=case_of(number)).values_list("agency", flat=True))
        helping = Involvement.objects.filter(pupil=case_of(number).pupil).values_list("agency", flat=True)
        assert len(authors | set(helping)) >= 3, STORIES[number].look


@pytest.mark.parametrize(
    ("number", "state", "words"),
    [
        (0, "supported", "may keep a phone switched on"),
        (1, "supported", "joined the football team"),
        (2, "assessing", "25 days are missed"),
        (3, "assessing", "a leak"),
        (4, "closing", "Flights were cheaper"),
        (5, "supported", "First week at the new school"),
        (6, "supported", "Rang both schools"),
        (7, "supported", "drama group"),
        (9, "closing", "drew breakfast club"),
        (10, "supported", "address is sealed"),
        (11, "closed", "travels for work"),
        (12, "supported", "want afternoons back"),
        (14, "enforcing", "Kian works in school hours"),
        (17, "referred", "In the queue"),
        (18, "paused", "buries a second relative"),
        (19, "closed", "asthma plan works"),
    ],
)
def test_the_stories_are_told(demonstration, number, state, words):
    assert case_of(number).state == state
    assert Entry.objects.filter(case=case_of(number), text__contains=words).exists()


def test_siblings_have_each_their_own_record(demonstration):
    assert Entry.objects.filter(case=case_of(7), text__contains="drama group").exists()
    assert not Entry.objects.filter(case=case_of(8), text__contains="drama group").exists()
    assert {case_of(number).officer_id for number in (7, 8, 9)} == {case_of(7).officer_id}


def test_the_restricted_child_stays_with_those_named(demonstration):
    who = {"denise.ormerod": False, "rukhsana.bell": True, "colette.wrigley": True}
    for mailbox, sees in who.items():
        held = Membership.objects.select_related("user", "agency__authority").get(
            user__email=f"{mailbox}@irwell.example"
        )
        by = Acting(held, UNTIL)
        assert Case.objects.visible_to(by).filter(pk=case_of(13).pk).exists() is sees


def test_nothing_that_can_be_done_is_missing(demonstration):
    assert [model.__name__ for model in MADE if not model.objects.exists()] == []


def test_referrals_and_requests_are_there_in_every_state_of_every_team(demonstration):
    held = set(Referral.objects.values_list("school__team__name", "state"))
    teams = {team for team, _ in held}
    assert len(teams) == 4
    assert held == {(team, state.value) for team in teams for state in ReferralState}
    assert set(AgencyRequest.objects.values_list("state", flat=True)) == {
        state.value for state in RequestState
    }
    assert ReferralQuestion.objects.filter(answered_on__isnull=True).exists()
    assert ReferralQuestion.objects.exclude(answer="").exists()
    assert Referral.objects.filter(state="submitted", due_on__lt=UNTIL).exists()


def test_every_case_under_a_plan_has_one_with_actions_done_and_open(demonstration):
    planned = Case.objects.filter(state__in=("supported", "enforcing", "closing"), ref__startswith="DEMCASE")
    assert not planned.filter(plans__isnull=True).exists()
    assert not Plan.objects.filter(case__state="closed", ended_on__isnull=True).exists()
    assert PlanAction.objects.filter(done_on__isnull=False, dropped=False).exists()
    assert PlanAction.objects.filter(dropped=True).exists()
    assert PlanAction.objects.filter(done_on__isnull=True, due_on__lt=UNTIL).exists()
    assert {"child", "parent", "agency"} == set(
        PlanParty.objects.filter(agreed_version__gt=0).values_list("kind", flat=True)
    )


def test_sweeps_stop_children_at_several_places_and_hours_with_every_end(demonstration):
    assert Sweep.objects.filter(is_national=True).exists()
    assert len(set(Stop.objects.values_list("place", flat=True))) >= 4
    assert len({at.hour for at in Stop.objects.values_list("stopped_at", flat=True)}) >= 4
    assert Stop.objects.unmatched().exists()
    assert Stop.objects.plan_awaited().exists()
    assert Stop.objects.filter(case__isnull=False).exists()
    assert Stop.objects.filter(had_leave=True).exists()
    assert Stop.objects.exclude(why_no_plan="").exists()


def test_looked_after_children_have_audits_and_reports(demonstration):
    assert CareReport.objects.filter(kind="quarterly").exists()
    assert CareReport.objects.filter(kind="yearly").exists()


def test_what_one_agency_alone_wrote_is_for_it_alone(demonstration):
    assert len(set(Intervention.objects.values_list("agency__kind", flat=True))) >= 6
    assert CareDecision.objects.filter(effect="blocks").exists()


def test_what_was_told_long_ago_has_been_read(demonstration):
    assert not Message.objects.filter(
        read_at__isnull=True, told_at__date__lt=UNTIL - timedelta(days=8)
    ).exists()


def test_what_was_done_is_recorded_on_the_day_or_some_days_later(demonstration):
    delays = [(row.at.date() - row.on).days for row in Intervention.objects.all()]
    assert len(delays) > 20
    assert 0 <= min(delays) <= max(delays) <= 12
    assert len(delays) / 2 <= delays.count(0) < len(delays)
