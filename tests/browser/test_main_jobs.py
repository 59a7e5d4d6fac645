"""The four main jobs of casework, counted in pages and questions, and the keys."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from agencies.rules.roles import Scope
from cases.actions.requests import send_request
from cases.models import AgencyRequest, Case, Intervention, Referral
from cases.rules.referral import Tried
from tests.browser.driving import PHONE, Trail, go, questions, sign_in
from tests.browser.notes import OFFICER, a_case
from tests.cases.referring import referable, sent
from tests.factories import PupilFactory, enrol


@pytest.mark.parametrize("touch", [False, True])
def test_a_home_visit_is_recorded_within_three_pages_of_signing_in(visit, authority, touch):
    page = visit(width=PHONE, touch=True) if touch else visit()
    sign_in(page, "welfare_officer@example.org")
    trail = Trail(page)
    if touch:
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Cases", exact=True).click()
    page.get_by_role("link", name=f"Log what you did for {authority.child}").click()
    page.wait_for_url("**/support/log/")
    assert len(questions(page)) <= 8, questions(page)
    page.get_by_label("What did you do?").select_option(label="Home visit")
    page.get_by_label("What came of it?").fill(f"Mother opened the door{' on a phone' * touch}.")
    assert trail.pages == 3, trail
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Logged. It is in the child’s record.").wait_for()
    row = Intervention.objects.latest("pk")
    assert (row.contact, row.pupil) == ("visit", authority.child)


def test_a_prefilled_referral_is_sent_four_pages_after_the_search(visit, authority):
    on = authority.world.acting("school_lead").on
    pupil, parent = referable(authority.world, on)
    page = visit()
    sign_in(page, "school_lead@example.org")
    go(page, reverse("pupil", args=[pupil.ref]))
    trail = Trail(page)
    page.get_by_role("link", name="Refer to the locality team").click()
    page.get_by_role("button", name="Begin the referral").click()
    page.get_by_role("heading", name="The criteria today").wait_for()
    known = page.locator("main").inner_text()
    assert str(parent) in known
    page.get_by_label("What worries you").fill("Away every Monday.")
    fill_day(page, f"letter_{parent.pk}", on - timedelta(days=7))
    for kind in Tried:
        fill_day(page, f"on_{kind}", on - timedelta(days=7))
    page.get_by_label("What did the school consider").fill("No concern.")
    page.get_by_label("What does the child say?").fill("I am tired.")
    page.get_by_label("What do the parents say?").fill("Mornings are hard.")
    page.get_by_role("button", name="Send the referral").dblclick()
    page.get_by_text("The referral is sent.").wait_for()
    assert trail.pages <= 4, trail
    assert Referral.objects.get(pupil=pupil).state == "submitted"


def act_on(page, act, pupil):
    """Follow the act of the line of work about a child; the hidden words begin with a space of the style sheet's."""
    page.get_by_role("link", name=re.compile(rf"^{act}\s*:\s*{re.escape(str(pupil))}")).click()


def press_access_key(page, key):
    """Press a key together with Alt as a keyboard does: Playwright's own press leaves out the letter it types."""
    browser = page.context.new_cdp_session(page)
    pressed = {
        "modifiers": 1,
        "key": key,
        "text": key,
        "unmodifiedText": key,
        "windowsVirtualKeyCode": ord(key.upper()),
    }
    for kind in ("rawKeyDown", "char", "keyUp"):
        browser.send("Input.dispatchKeyEvent", {"type": kind, **pressed})


def fill_day(page, name, day):
    for part in ("day", "month", "year"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(day, part)))


def test_a_request_is_accepted_and_its_first_session_logged_in_four_pages(visit, authority):
    pupil = PupilFactory(surname="Ashworth")
    enrol(authority.world.school, pupil)
    by = authority.world.acting(OFFICER)
    row = send_request(
        pupil=pupil, to=authority.world.agencies.nursing, what="Please see how she sleeps.", scope=Scope.CASEWORK,
        answer_by=by.on + timedelta(days=3), by=by,
    )  # fmt: skip
    page = visit()
    sign_in(page, "nurse@example.org")
    trail = Trail(page)
    act_on(page, "Answer", pupil)
    page.get_by_role("link", name="Accept").click()
    page.get_by_role("button", name="Accept").dblclick()
    page.wait_for_url("**/support/log/")
    page.get_by_label("What did you do?").select_option(label="Phone call")
    page.get_by_label("What came of it?").fill("She sleeps six hours.")
    assert trail.pages == 4, trail
    page.get_by_role("button", name="Save", exact=True).dblclick()
    page.get_by_text("Logged. It is in the child’s record.").wait_for()
    assert AgencyRequest.objects.get(pk=row.pk).state == "accepted"
    assert Intervention.objects.filter(pupil=pupil).count() == 1


def test_a_referral_is_allocated_in_three_pages(visit, authority):
    row = sent(authority.world)
    page = visit()
    sign_in(page, "team_manager@example.org")
    trail = Trail(page)
    act_on(page, "Decide", row.pupil)
    page.get_by_role("link", name="Accept").click()
    page.wait_for_url("**/accept/")
    assert trail.pages == 3, trail
    page.get_by_role("button", name="Accept").dblclick()
    page.get_by_text("The referral is accepted.").wait_for()
    case = Case.objects.get(pupil=row.pupil)
    assert (case.officer.name, case.state) == ("Welfare Officer", "assessing")  # the school's named officer


def test_the_keys_of_the_help_sheet_lead_where_it_says(visit, authority):
    case, page = a_case(authority), visit(OFFICER)
    go(page, "/work/")
    page.get_by_role("link", name="Keys for this page").click()
    assert page.get_by_role("heading", name="Keys", exact=True).is_visible()
    for key, path in (
        ("s", "/search/"),
        ("c", "/cases/"),
        ("q", "/requests/"),
        ("r", "/referrals/"),
        ("w", "/work/"),
    ):
        press_access_key(page, key)
        page.wait_for_url(f"**{path}")
    for key, name in (("n", "case-note"), ("t", "case-timeline")):
        go(page, reverse("case", args=[case.ref]))
        press_access_key(page, key)
        page.wait_for_url(f"**{reverse(name, args=[case.ref])}")
