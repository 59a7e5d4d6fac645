"""Which agency one acts for, one's tokens, and the log of who looked."""

import re

from django.urls import reverse
from django.utils import timezone

from agencies.actions.tokens import LONGEST
from agencies.middleware import ACTING_FOR
from agencies.models import AccessRecord, Token
from tests.attendance.children import child


def test_somebody_of_two_agencies_chooses_one_and_acts_for_it(world, client_for):
    pupil = child(world, many=0)
    client = client_for("two_agencies")
    session = client.session
    del session[ACTING_FOR]
    session.save()
    page = reverse("pupil", args=[pupil.ref])
    assert client.get(page).url == reverse("choose-agency")
    client.post(reverse("choose-agency"), {"membership": world.people["two_agencies"].pk})
    assert client.get(page).status_code == 404
    client.post(reverse("choose-agency"), {"membership": world.people["two_agencies_elsewhere"].pk})
    assert client.get(page).status_code == 200
    assert AccessRecord.objects.get(pupil_id=pupil.pk).agency == world.agencies.north


def test_nobody_acts_under_anothers_membership(world, client_for):
    client = client_for("two_agencies")
    answer = client.post(reverse("choose-agency"), {"membership": world.people["attendance_leader"].pk})
    assert b"Choose one of your agencies" in answer.content


def make(client, **changes):
    last = timezone.localdate() + LONGEST
    given = {
        "name": "Office",
        "scope": "registers",
        "expires_on_day": last.day,
        "expires_on_month": last.month,
    }
    return client.post(reverse("tokens"), {**given, "expires_on_year": last.year, **changes})


def test_a_tokens_secret_is_shown_once_and_kept_as_a_digest(world, client_for):
    client = client_for("school_lead")
    secret = re.search(rb'<code class="code">([^<]+)</code>', make(client).content)[1]
    token = Token.objects.get()
    assert token.membership == world.people["school_lead"]
    assert secret.decode() not in token.digest
    assert secret not in client.get(reverse("tokens")).content


def test_a_token_lasts_a_year_at_most(world, client_for):
    assert b"within a year" in make(client_for("school_lead"), expires_on_year=2090).content
    assert not Token.objects.exists()


def test_a_token_is_revoked_by_its_owner_alone(world, client_for):
    owner = client_for("school_lead")
    make(owner)
    token = Token.objects.get()
    revoke = reverse("token-revoke", args=[token.pk])
    assert client_for("other_school_lead").post(revoke).status_code == 404
    for _ in range(2):
        assert owner.post(revoke).status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_roles_that_issue_no_tokens_have_no_page_for_them(world, client_for):
    assert client_for("welfare_officer").get(reverse("tokens")).status_code == 403


def test_the_log_shows_ones_own_agencys_looks_and_no_child(world, client_for):
    pupil = child(world, many=0)
    client_for("welfare_officer").get(reverse("pupil", args=[pupil.ref]))
    client_for("other_team_officer").get(reverse("pupil", args=[pupil.ref]))
    said = client_for("team_manager").get(reverse("access-log")).content.decode()
    assert "Welfare Officer" in said
    assert "Other Team Officer" not in said
    assert "Smith" not in said
    assert pupil.ref not in said
    leader = client_for("attendance_leader").get(reverse("access-log"), {"act": "refused"}).content.decode()
    assert "Other Team Officer" in leader
    assert client_for("school_lead").get(reverse("access-log")).status_code == 403
