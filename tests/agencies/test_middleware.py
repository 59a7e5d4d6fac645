"""Whom a request is made for, and what every answer carries."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.middleware import ACTING_FOR
from tests.factories.agencies import MembershipFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
POLICY = "Content-Security-Policy"


def acting_for(client, membership):
    session = client.session
    session[ACTING_FOR] = membership.pk
    session.save()


def test_one_membership_needs_no_choice(world, client_for):
    client = client_for("school_lead")
    session = client.session
    del session[ACTING_FOR]
    session.save()
    response = client.get(reverse("help"))
    assert response.status_code == 200
    assert response.wsgi_request.acting.membership == world.people["school_lead"]


def test_a_membership_of_somebody_else_is_never_acted_under(world, client_for):
    client = client_for("two_agencies")
    acting_for(client, world.people["legal_officer"])
    assert client.get(reverse("home")).url == reverse("choose-agency")


def test_a_membership_that_ended_meanwhile_ends_what_one_may_see_at_once(world, client_for):
    client = client_for("school_lead")
    assert client.get(reverse("help")).status_code == 200
    membership = world.people["school_lead"]
    membership.ended_on = date(2024, 1, 1)
    membership.save()
    response = client.get(reverse("help"))
    assert response.status_code == 403
    assert "no agency has you on its books today" in response.content.decode()


def test_the_last_day_of_a_membership_still_counts(world, client_for):
    membership = world.people["school_lead"]
    membership.ended_on = timezone.localdate()
    membership.save()
    assert client_for("school_lead").get(reverse("help")).status_code == 200


def test_an_agency_that_closed_is_nobodys(world, client_for):
    client = client_for("school_lead")
    world.school.agency.is_open = False
    world.school.agency.save()
    assert client.get(reverse("help")).status_code == 403


def test_choosing_another_agency_gives_the_session_a_new_key(world, client_for):
    client = client_for("two_agencies")
    before = client.cookies["sessionid"].value
    client.post(reverse("choose-agency"), {"membership": world.people["two_agencies_elsewhere"].pk})
    assert client.cookies["sessionid"].value != before


def test_a_second_factor_is_asked_of_the_role_acted_in(world):
    membership = world.people["two_agencies"]
    client = Client()
    client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    acting_for(client, membership)
    assert client.get(reverse("help")).url == reverse("mfa_activate_totp")
    lead = MembershipFactory(user=membership.user, agency=world.school.agency, role_name="school_lead")
    acting_for(client, lead)
    assert client.get(reverse("help")).status_code == 200


def answers(world):
    """One answer of every sort, by what it is."""
    client = signed_in(world.people["school_lead"])
    nobody = Client(raise_request_exception=False)
    strict = Client(enforce_csrf_checks=True)
    return {
        "page": client.get(reverse("help")),
        "form": nobody.get("/accounts/login/"),
        "sent to sign in": nobody.get(reverse("schools")),
        "not found": client.get("/pupils/nobody0000/"),
        "no such address": client.get("/nowhere/"),
        "slash missing": client.get("/help"),
        "not allowed": client.get(reverse("access-log")),
        "wrong method": client.get(reverse("filter-save")),
        "form of another site": strict.post("/accounts/login/"),
        "health": nobody.get("/healthz"),
        "no host": nobody.get("/healthz", headers={"host": "evil.example"}),
    }


def test_every_answer_is_private_and_kept_by_nobody(world):
    for name, response in answers(world).items():
        assert {"private", "no-store"} <= set(response.headers.get("Cache-Control", "").split(", ")), name


def test_every_answer_carries_the_strict_policy(world):
    for name, response in answers(world).items():
        policy = response.headers[POLICY]
        assert "default-src 'none'" in policy, name
        assert "script-src 'self'" in policy
        assert "style-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert "base-uri 'none'" in policy
        assert not {"unsafe-inline", "unsafe-eval", "*", "http:", "https:"} & set(
            policy.replace("'", " ").split()
        )


def test_every_answer_forbids_guessing_framing_and_devices(world):
    for name, response in answers(world).items():
        assert response.headers["X-Content-Type-Options"] == "nosniff", name
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in response.headers["Permissions-Policy"]


def test_an_answer_says_nothing_of_what_made_it(world):
    for response in answers(world).values():
        assert isinstance(response, HttpResponse)
        assert "Server" not in response.headers
        assert "X-Powered-By" not in response.headers
