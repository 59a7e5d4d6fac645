"""Tokens: scopes, ends, and how often they may ask."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from agencies.api.throttling import PerToken
from agencies.models import Token
from agencies.models.token import TokenScope

pytestmark = pytest.mark.django_db

READS = ["schools/", "pupils/", "flags/"]


@pytest.mark.parametrize(
    ("scope", "allowed"), [("read", {"read"}), ("write", {"read", "write"}), ("registers", {"registers"})]
)
def test_a_scope_opens_what_it_names(program_for, child, flag, scope, allowed):
    program = program_for("school_lead", scope)
    answers = {
        "read": [program.get(path) for path in [*READS, f"pupils/{child.ref}/", f"flags/{flag.pk}/"]],
        "write": [program.post(f"flags/{flag.pk}/seen/")],
        "registers": [program.get("imports/")],
    }
    for needed, given in answers.items():
        assert {answer.status_code for answer in given} == {200 if needed in allowed else 403}


def test_every_scope_covers_itself():
    assert all(scope.covers(scope) for scope in TokenScope)


def test_without_a_token_there_is_nothing(child):
    for path in [*READS, f"pupils/{child.ref}/", "imports/", "schema/"]:
        answer = Client().get(f"/api/v1/{path}")
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"
        assert set(answer.json()) == {"message", "fields"}


def test_a_signed_in_browser_is_no_token(client_for):
    assert client_for("school_lead").get("/api/v1/pupils/").status_code == 401


@pytest.mark.parametrize(
    "header", ["Bearer wrong", "Bearer", "Bearer  ", "Basic YTpi", "Bearer \xff\xfe", "x"]
)
def test_a_wrong_header_is_refused(header):
    assert Client().get("/api/v1/pupils/", headers={"Authorization": header}).status_code == 401


def ended(program, acting):
    acting.membership.ended_on = acting.on - timedelta(days=1)
    acting.membership.save()


def not_begun(program, acting):
    acting.membership.began_on = acting.on + timedelta(days=1)
    acting.membership.save()


def inactive(program, acting):
    acting.user.is_active = False
    acting.user.save()


def closed(program, acting):
    acting.agency.is_open = False
    acting.agency.save()


def expired(program, acting):
    Token.objects.filter(pk=program.token.pk).update(expires_on=acting.on - timedelta(days=1))


def revoked(program, acting):
    program.token.revoke()


@pytest.mark.parametrize("end", [ended, not_begun, inactive, closed, expired, revoked])
def test_a_token_ends_with_what_it_rests_on(world, program_for, end):
    program = program_for("school_lead")
    assert program.get("pupils/").status_code == 200
    end(program, world.acting("school_lead"))
    assert program.get("pupils/").status_code == 401


def test_a_token_works_on_its_last_day(world, program_for):
    program = program_for("school_lead")
    Token.objects.filter(pk=program.token.pk).update(expires_on=world.acting("school_lead").on)
    assert program.get("pupils/").status_code == 200


def test_a_token_that_asks_too_often_waits_and_no_other(program_for, monkeypatch):
    monkeypatch.setattr(PerToken, "THROTTLE_RATES", {"token": "2/minute"})
    hasty, other = program_for("school_lead"), program_for("school_lead")
    assert [hasty.get("schools/").status_code for _ in range(3)] == [200, 200, 429]
    refused = hasty.get("schools/")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert set(refused.json()) == {"message", "fields"}
    assert other.get("schools/").status_code == 200


def test_the_committed_description_is_given_to_any_token(program_for):
    for name, scope in [("school_lead", "registers"), ("operator", "read")]:
        answer = program_for(name, scope).get("schema/")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/yaml"
        assert answer.content == (settings.BASE_DIR / "docs" / "openapi.yaml").read_bytes()


def endpoints():
    return [
        pattern
        for prefix in get_resolver().url_patterns
        if str(prefix.pattern) == "api/v1/"
        for pattern in prefix.url_patterns
    ]


def test_every_endpoint_says_what_it_needs():
    views = {pattern.name: pattern.callback.cls for pattern in endpoints()}
    assert len(views) > 10
    open_ones = {name for name, view in views.items() if not getattr(view, "permission", None)}
    assert open_ones == {"api-schema"}
    assert all(getattr(view, "scope", None) for name, view in views.items() if name != "api-schema")


def test_no_answer_is_kept_by_anything_shared(program_for):
    assert program_for("school_lead").get("pupils/")["Cache-Control"] == "private, no-store"
