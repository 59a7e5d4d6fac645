"""Drafts in a browser: kept as one types, offered again, gone once sent, and nobody else's."""

from django.urls import reverse

from tests.browser.driving import PHONE, go
from tests.browser.notes import OFFICER, a_case, kept_here, note_form, save_note, wait_until_kept
from tests.factories import MembershipFactory, UserFactory
from tests.personas import signed_in


def test_a_draft_is_kept_in_the_browser_at_once_and_gone_after_sending(visit, authority):
    case, page = a_case(authority), visit(OFFICER)
    visit.faults.expected.add(409)
    note_form(page, case)
    page.get_by_label("Note").press_sequentially("Half a sente")
    wait_until_kept(page)
    assert all("Half" not in value and case.ref not in name for name, value in kept_here(page))
    page.reload()
    page.locator("form[data-draft-ready]").wait_for()
    assert page.get_by_label("Note").input_value() == "Half a sente"
    page.get_by_label("Note").fill("Half a sentence, now whole.")
    save_note(page)
    page.get_by_text("The note is on the timeline.").wait_for()
    note_form(page, case)
    assert page.get_by_label("Note").input_value() == ""
    assert kept_here(page) == []


def test_a_draft_is_on_the_server_within_seconds_and_opens_elsewhere(visit, authority):
    case, page = a_case(authority), visit(OFFICER)
    note_form(page, case)
    with page.expect_response(lambda answer: "/drafts/" in answer.url) as kept:
        page.get_by_label("Note").fill("Begun at the school.")
    assert kept.value.status == 204
    phone = visit(OFFICER, width=PHONE, scripts=False)
    go(phone, reverse("case-note", args=[case.ref]))
    assert phone.get_by_label("Note").input_value() == "Begun at the school."
    phone.get_by_role("button", name="Start with an empty form").click()
    phone.wait_for_load_state()
    assert phone.get_by_label("Note").input_value() == ""


def test_a_draft_that_is_thrown_away_stays_away(visit, authority):
    case, page = a_case(authority), visit(OFFICER)
    note_form(page, case)
    with page.expect_response(lambda answer: "/drafts/" in answer.url):
        page.get_by_label("Note").fill("Not this.")
    page.reload()
    page.locator("form[data-draft-ready]").wait_for()
    page.get_by_role("button", name="Start with an empty form").click()
    page.locator("form[data-draft-ready]").wait_for()
    assert page.get_by_label("Note").input_value() == ""
    assert kept_here(page) == []


def test_nobody_else_at_the_same_computer_is_shown_a_draft(visit, authority):
    case, page = a_case(authority), visit(OFFICER)
    note_form(page, case)
    page.get_by_label("Note").fill("For my eyes.")
    wait_until_kept(page)
    own = [name for name, _ in kept_here(page)]
    colleague = MembershipFactory(
        user=UserFactory(name="Colleague", email="colleague@example.org"),
        agency=authority.world.agencies.north, role_name=OFFICER,
    )  # fmt: skip
    as_(page, colleague)
    note_form(page, case)
    assert page.get_by_label("Note").input_value() == ""
    assert page.get_by_text("This is what you had written").is_hidden()
    assert [
        name for name, _ in kept_here(page)
    ] == own  # nothing of it was opened, and the writer still has it
    as_(page, authority.people[OFFICER])
    note_form(page, case)
    assert page.get_by_label("Note").input_value() == "For my eyes."


def as_(page, membership):
    """From now on somebody else is signed in at this browser."""
    go(page, "/help/")
    url = page.evaluate("location.origin")
    session = signed_in(membership).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": url}])


def test_what_a_broken_browser_storage_holds_stops_nothing(visit, authority):
    case, page = a_case(authority), visit(OFFICER)
    go(page, "/help/")
    page.evaluate("localStorage.setItem('draft:broken', '{not json'); localStorage.setItem('other', 'stays')")
    note_form(page, case)
    assert page.evaluate("Object.entries(localStorage)") == [["other", "stays"]]
    page.get_by_label("Note").fill("Written all the same.")
    save_note(page)
    page.get_by_text("The note is on the timeline.").wait_for()
