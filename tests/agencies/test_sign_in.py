"""How people come in, and how they are kept out: password, second factor, lock-out, sessions, cookies, settings."""

import json
import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from agencies.rules.roles import ROLES
from config import settings as written
from config.runner.places import ROOT
from tests.browser.house import LOCAL_CACHE, code_now, give_second_factor
from tests.factories.agencies import PASSWORD, MembershipFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
SIGN_IN, CODE, SET_UP = "/accounts/login/", "/accounts/2fa/authenticate/", "/accounts/2fa/totp/activate/"
MORNING = "2026-03-05 09:00:05+00:00"


@pytest.fixture(autouse=True)
def own_counts(settings):
    """Limits on attempts are counted in the cache: each test begins with none."""
    settings.CACHES = LOCAL_CACHE
    settings.MFA_TOTP_INSECURE_BYPASS_CODE = None  # the demonstration's, which nothing else may know
    code_now()


@pytest.fixture
def lead(db):
    """A person whose role needs no second factor."""
    return MembershipFactory(role_name="school_lead").user


@pytest.fixture
def officer(db):
    """A person whose role needs one, and who has it."""
    membership = MembershipFactory(role_name="welfare_officer")
    give_second_factor(membership)
    return membership.user


def sign_in(client, user, password=PASSWORD):
    return client.post(SIGN_IN, {"login": user.email, "password": password})


@pytest.mark.parametrize("role", sorted(name for name, role in ROLES.items() if role.second_factor))
def test_a_role_that_sees_more_than_one_school_sets_up_its_second_factor_first(role):
    user = MembershipFactory(role_name=role).user
    client = Client()
    assert sign_in(client, user).status_code == 302
    for name in ("home", "help"):
        response = client.get(reverse(name))
        assert (response.status_code, response.url) == (302, SET_UP)
    assert client.get(SET_UP).status_code == 200


@pytest.mark.parametrize("role", sorted(name for name, role in ROLES.items() if not role.second_factor))
def test_a_role_of_one_school_comes_in_with_a_password(role):
    client = Client()
    assert sign_in(client, MembershipFactory(role_name=role).user).status_code == 302
    assert client.get(reverse("help")).status_code == 200


def test_only_roles_of_a_single_school_are_without_a_second_factor():
    assert {name for name, role in ROLES.items() if not role.second_factor} == {"school_lead", "head_teacher"}


def test_a_password_alone_opens_nothing_to_somebody_with_a_second_factor(officer):
    client = Client()
    assert sign_in(client, officer).url == CODE
    assert client.get(reverse("help")).url.startswith(SIGN_IN)
    assert client.post(CODE, {"code": "000000"}).status_code == 200
    assert client.get(reverse("help")).url.startswith(SIGN_IN)


def test_the_code_of_the_moment_opens_the_door_once(officer):
    with time_machine.travel(MORNING, tick=False):
        code, first, second = code_now(), Client(), Client()
        sign_in(first, officer)
        assert first.post(CODE, {"code": code}).status_code == 302
        assert first.get(reverse("help")).status_code == 200
        sign_in(second, officer)
        assert second.post(CODE, {"code": code}).status_code == 200
        assert second.get(reverse("help")).url.startswith(SIGN_IN)


def test_a_code_just_run_out_is_accepted_and_an_older_one_is_not(officer):
    with time_machine.travel(MORNING, tick=False) as clock:
        code, client = code_now(), Client()
        sign_in(client, officer)
        clock.shift(timedelta(seconds=70))
        assert client.post(CODE, {"code": code}).status_code == 200
        code = code_now()
        clock.shift(timedelta(seconds=30))
        assert client.post(CODE, {"code": code}).status_code == 302


def test_a_recovery_code_stands_for_a_lost_phone_once(officer):
    codes = RecoveryCodes(Authenticator.objects.get(user=officer, type="recovery_codes"))
    code = codes.get_unused_codes()[0]
    for status in (302, 200):
        client = Client()
        sign_in(client, officer)
        assert client.post(CODE, {"code": code}).status_code == status


def test_five_failures_shut_the_door_for_a_quarter_of_an_hour_in_plain_words(lead):
    with time_machine.travel(MORNING, tick=False) as clock:
        client = Client()
        statuses = [sign_in(client, lead, "wrong-horse-battery").status_code for _ in range(5)]
        assert statuses == [200, 200, 200, 200, 429]
        shut = sign_in(client, lead)
        assert shut.status_code == 429
        assert "Wait 15 minutes and try again" in shut.content.decode()
        assert shut.headers["Cache-Control"] == "private, no-store"
        assert client.get(reverse("help")).status_code == 302
        clock.shift(timedelta(minutes=16))
        assert sign_in(client, lead).status_code == 302


def test_the_lock_holds_for_one_person_at_one_address_so_that_nobody_can_lock_others_out(lead):
    other = MembershipFactory(role_name="school_lead").user
    for _ in range(5):
        sign_in(Client(), lead, "wrong-horse-battery")
    assert sign_in(Client(), other).status_code == 302
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert sign_in(elsewhere, lead).status_code == 302


def test_a_success_forgets_the_failures_before_it(lead):
    for _ in range(4):
        sign_in(Client(), lead, "wrong-horse-battery")
    assert sign_in(Client(), lead).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_an_unknown_address_and_a_wrong_password_are_told_the_same(lead):
    stranger = UserFactory.build(email="nobody@example.org")
    said = []
    for user in (lead, stranger):
        page = sign_in(Client(), user, "wrong-horse-battery").content.decode().replace(user.email, "")
        said.append(re.sub(r'value="[^"]{20,}"|"X-CSRFToken": "\w+"', "", page))
    assert said[0] == said[1]


def test_somebody_who_left_cannot_come_in(lead):
    lead.is_active = False
    lead.save()
    client = Client()
    sign_in(client, lead)
    assert client.get(reverse("help")).status_code == 302


def test_nobody_signs_themselves_up():
    client = Client()
    form = {"email": "new@example.org", "password1": "three-random-words", "password2": "three-random-words"}
    for page in (client.get("/accounts/signup/"), client.post("/accounts/signup/", form)):
        assert page.status_code == 200
        assert "<input" not in page.content.decode().split("<main")[1]
    assert not get_user_model().objects.exists()


def test_a_session_ends_after_half_an_hour_without_use(lead):
    with time_machine.travel(MORNING, tick=False) as clock:
        client = Client()
        sign_in(client, lead)
        for minutes, status in ((29, 200), (29, 200), (31, 302)):
            clock.shift(timedelta(minutes=minutes))
            assert client.get(reverse("help")).status_code == status


def test_signing_out_is_asked_for_and_then_ends_the_session(lead):
    client = Client()
    sign_in(client, lead)
    before = client.cookies["sessionid"].value
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get(reverse("help")).status_code == 200
    assert client.post("/accounts/logout/").url == SIGN_IN
    client.cookies["sessionid"] = before
    assert client.get(reverse("help")).status_code == 302


def test_signing_in_changes_the_session_that_somebody_else_may_have_planted(lead):
    client = Client()
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client, lead)
    assert client.cookies["sessionid"].value != planted


def test_an_address_to_go_on_to_is_never_another_site(lead):
    client = Client()
    response = client.post(
        f"{SIGN_IN}?next=https://evil.example/", {"login": lead.email, "password": PASSWORD}
    )
    assert response.url == "/work/"


def test_cookies_are_closed_to_scripts_and_to_other_sites_and_end_with_the_browser(lead):
    client = Client()
    client.get(SIGN_IN)
    sign_in(client, lead)
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
    assert not client.cookies["sessionid"]["max-age"]
    assert not client.cookies["sessionid"]["expires"]


def test_a_form_from_another_site_is_refused(lead):
    client = Client(enforce_csrf_checks=True)
    response = sign_in(client, lead)
    assert response.status_code == 403
    assert "The form was open too long" in response.content.decode()


def test_two_agencies_means_a_choice_and_each_act_is_for_the_chosen_one(world):
    person = world.people["two_agencies"].user
    client = signed_in(world.people["two_agencies"])
    session = client.session
    del session["acting_for"]
    session.save()
    assert client.get(reverse("home")).url == reverse("choose-agency")
    page = client.get(reverse("choose-agency")).content.decode()
    assert "School nursing" in page
    assert "North team" in page
    wanted = world.people["two_agencies_elsewhere"]
    assert client.post(reverse("choose-agency"), {"membership": wanted.pk}).url == reverse("work")
    assert "North team" in client.get(reverse("help")).content.decode()
    strange = world.people["legal_officer"]
    refused = client.post(reverse("choose-agency"), {"membership": strange.pk})
    assert refused.status_code == 200
    assert client.session["acting_for"] == wanted.pk
    assert person.memberships.count() == 2


def test_somebody_of_no_agency_is_told_so_and_whom_to_ask():
    client = Client()
    sign_in(client, UserFactory())
    for name in ("home", "schools", "choose-agency"):
        response = client.get(reverse(name))
        assert response.status_code == 403
        assert "no agency has you on its books today" in response.content.decode()
    assert client.get("/accounts/logout/").status_code == 200


def test_passwords_are_kept_by_argon2():
    assert written.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    assert all("MD5" not in name and "SHA1" not in name for name in written.PASSWORD_HASHERS)


@pytest.mark.parametrize("password", ["short-words", "password1234", "anna.baker@example.org"])
def test_a_password_that_would_be_guessed_is_refused(password):
    user = UserFactory.build(email="anna.baker@example.org", name="Anna Baker")
    with pytest.raises(ValidationError):
        validate_password(password, user)


@pytest.mark.parametrize("password", ["correct horse battery", "a" * 3 + " long " * 20, "ärger mit häusern"])
def test_three_words_make_a_password_without_capitals_digits_or_signs(password):
    validate_password(password, UserFactory.build())


def production(**changed):
    """Settings as the application has them outside development."""
    names = [
        "DEBUG", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", "WHITENOISE_USE_FINDERS",
        "DEMONSTRATION",
    ]  # fmt: skip
    code = (
        "import json; from config import settings as s;"
        "bypass = hasattr(s, 'MFA_TOTP_INSECURE_BYPASS_CODE');"
        f"print(json.dumps({{n: getattr(s, n) for n in {names}}} | {{'bypass': bypass}}))"
    )
    kept = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "REDIS_URL")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "SECRET_KEY": "a-secret-of-production", **changed},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr


def test_outside_development_everything_is_locked_without_being_asked_for():
    held = production()
    assert held == {
        "DEBUG": False,
        "DEMONSTRATION": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
        "WHITENOISE_USE_FINDERS": False,
        "bypass": False,
    }


def test_the_printed_code_of_the_demonstration_never_works_outside_development():
    assert production(DEMONSTRATION="1")["bypass"] is False


def test_without_a_secret_nothing_starts():
    kept = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "REDIS_URL")}
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        env=kept,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "SECRET_KEY is not set" in done.stderr
