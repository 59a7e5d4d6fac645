"""Coming in by the real pages: the first time, with an app, with a passkey, after too many tries, for two agencies."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from tests.browser.driving import PHONE, go, sign_in
from tests.browser.house import code_for, code_now

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def no_counts():
    """Attempts of the tests before do not count."""
    cache.clear()


def heading(page):
    """The page's heading."""
    return page.get_by_role("heading", level=1).inner_text()


def test_an_officer_comes_in_with_a_password_and_a_code(visit):
    page = visit(width=PHONE)
    sign_in(page, "welfare_officer@example.org")
    assert page.get_by_text("Acting for North team").is_visible()


def test_a_wrong_code_is_said_to_be_wrong_and_the_next_one_works(visit):
    page = visit()
    go(page, "/accounts/login/")
    page.get_by_label("Email").fill("welfare_officer@example.org")
    page.get_by_label("Password").fill("correct-horse-battery")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Continue").click()
    assert "Incorrect code" in page.get_by_role("alert").inner_text()
    page.get_by_label("Code").fill(code_now())
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_text("Acting for North team").is_visible()


def test_a_wrong_password_says_nothing_of_which_was_wrong(visit):
    page = visit()
    sign_in(page, "welfare_officer@example.org", password="wrong-horse-battery")
    assert page.title().startswith("Error: Sign in")
    assert "email address and/or password" in page.get_by_role("alert").inner_text()


def test_somebody_new_sets_up_the_second_factor_before_anything_else(visit):
    page = visit()
    sign_in(page, "unprotected@example.org")
    go(page, "/flags/")
    assert heading(page) == "Set up your authenticator app"
    page.get_by_label("code").fill(code_for(page.locator("code").inner_text()))
    page.get_by_role("button", name="Continue").click()
    assert heading(page) == "Recovery codes"
    go(page, "/flags/")
    assert heading(page) == "Flags"


def test_a_passkey_is_added_and_then_signs_in_alone(visit, authority):
    page = visit()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in(page, "nurse@example.org")
    go(page, "/accounts/2fa/webauthn/add/")
    page.get_by_label("Name").fill("My phone")
    if page.get_by_label("Passwordless").count():
        page.get_by_label("Passwordless").check()
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_url(lambda url: "add" not in url)
    assert Authenticator.objects.filter(user=authority.people["nurse"].user, type="webauthn").count() == 1
    go(page, "/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("Acting for School nursing").wait_for()


def test_too_many_tries_are_stopped_in_plain_words(visit):
    visit.faults.expected.add(429)
    page = visit()
    for _ in range(5):
        sign_in(page, "head_teacher@example.org", password="wrong-horse-battery")
    assert heading(page) == "Too many attempts"
    assert "Wait 15 minutes" in page.locator("main").inner_text()


def test_somebody_of_two_agencies_chooses_and_changes(visit):
    page = visit()
    sign_in(page, "two_agencies@example.org")
    assert heading(page) == "Choose the agency you act for"
    page.get_by_label("School nursing").check()
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_text("Acting for School nursing").is_visible()
    page.get_by_role("link", name="Change the agency you act for").click()
    page.get_by_label("North team").check()
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_text("Acting for North team").is_visible()


def test_somebody_of_no_agency_is_told_so(visit):
    visit.faults.expected.add(403)
    page = visit()
    sign_in(page, "no_agency@example.org")
    assert heading(page) == "You act for no agency"


def test_signing_out_ends_the_session_and_going_back_shows_nothing(visit):
    page = visit()
    sign_in(page, "school_lead@example.org")
    go(page, "/flags/")
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")
    page.go_back()
    page.go_back()
    page.wait_for_load_state()
    assert heading(page) != "Flags"


def test_two_minutes_before_the_end_a_session_can_be_kept(visit):
    page = visit("school_lead")
    page.clock.install()
    go(page, "/help/")
    assert page.get_by_role("button", name="Stay signed in").is_hidden()
    page.clock.fast_forward("28:01")
    stay = page.get_by_role("button", name="Stay signed in")
    stay.wait_for()
    with page.expect_response("**/healthz"):
        stay.click()
    stay.wait_for(state="hidden")
