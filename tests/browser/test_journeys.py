"""Work done as people do it: by the keyboard alone, on a phone, twice by mistake, and with a session that ran out."""

import re
from contextlib import contextmanager
from datetime import date

from django.contrib.sessions.models import Session

from attendance.models import Flag, FlagMove, MarkChange, Register, RegisterImport
from attendance.rules.register import position
from tests.attendance.children import YEAR
from tests.browser.driving import PHONE, go, press_to, search_for, sign_in, sign_in_here

# The tag of an import that is done; "Being applied" is another.
APPLIED = re.compile(r"^\s*Applied\s*$")

MONDAY = date(2026, 3, 2)


@contextmanager
def nothing_new(model):
    """No row of a model is added meanwhile."""
    before = model.objects.count()
    yield
    assert model.objects.count() == before


def a_child(authority, at):
    """A child of the class, with marks up to yesterday."""
    return Register.objects.filter(school=authority.world.school, year=YEAR).order_by("pk")[at]


def a_week(register, marks):
    """A register file about one child, as a school's system exports it."""
    pupil = register.pupil
    names = f"{pupil.surname},{pupil.forename},{pupil.born_on.isoformat()}"
    head = "URN,UPN,Surname,Forename,DOB,Start date,Marks"
    row = f"{register.school.urn},{pupil.upn},{names},{MONDAY.isoformat()},{marks}"
    return {"name": "week.csv", "mimeType": "text/csv", "buffer": f"{head}\r\n{row}\r\n".encode()}


def type_into(page, label, text):
    """Press Tab until the field of that label has the focus, and type."""
    press_to(page, "textbox", label)
    page.keyboard.type(text)


def test_registers_are_sent_checked_and_applied_by_the_keyboard_alone(visit, authority):
    register = a_child(authority, 0)
    page = visit("school_lead")
    go(page, "/")
    press_to(page, "link", "Imports")
    page.keyboard.press("Enter")
    page.wait_for_url("**/imports/")
    press_to(page, "button", "Send registers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/imports/new/")
    page.get_by_label("Registers").set_input_files(a_week(register, "II/\\"))
    press_to(page, "button", "Send")
    page.keyboard.press("Enter")
    page.get_by_text("Ready to check").first.wait_for()
    changed = page.get_by_role("row").filter(has_text="Northgate High School")
    assert changed.count() == 1
    press_to(page, "button", "Apply these registers")
    page.keyboard.press("Space")
    page.locator(".govuk-tag", has_text=APPLIED).first.wait_for()
    register.refresh_from_db()
    at = position(MONDAY, 0)
    assert register.marks[at : at + 4] == "II/\\"


def test_a_child_is_found_and_opened_by_the_keyboard_alone(visit, authority):
    page = visit("welfare_officer")
    go(page, "/")
    press_to(page, "link", "Find a child")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/")
    type_into(page, "Name", "fetherstonehaugh")
    page.keyboard.press("Enter")
    page.get_by_text("1 child found").wait_for()
    assert "fetherston" not in page.url
    press_to(page, "link", "Featherstonehaugh-Cholmondeley, Bartholomew-Alexander")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/pupils/{authority.child.ref}/")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Bartholomew-Alexander")


def test_the_skip_link_is_first_and_leads_to_the_main_part(visit):
    page = visit("welfare_officer")
    go(page, "/flags/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_an_error_summary_takes_the_focus_and_leads_to_the_field(visit, authority):
    flag = Flag.objects.filter(school=authority.world.school, state="raised").first()
    page = visit("welfare_officer")
    go(page, f"/flags/{flag.pk}/")
    page.get_by_role("button", name="Record what was done").click()
    page.get_by_role("alert").wait_for()
    page.locator(".govuk-error-summary:focus").wait_for()
    assert page.title().startswith("Error: ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("textarea:focus").wait_for()


def test_on_a_phone_a_flag_is_acted_on_in_three_taps(visit):
    page = visit("welfare_officer", width=PHONE, touch=True)
    go(page, "/")
    page.locator(".panel td a").first.tap()
    page.wait_for_url("**/flags/*/")
    note = page.get_by_label("What did you do?")
    note.tap()
    note.fill("Spoke to the mother at the door")
    page.get_by_role("button", name="Record what was done").tap()
    page.get_by_text("Spoke to the mother at the door").first.wait_for()
    move = FlagMove.objects.get(note="Spoke to the mother at the door")
    assert (move.state, move.by.name) == ("acted", "Welfare Officer")


def test_on_a_phone_a_child_is_two_taps_from_home(visit):
    page = visit("welfare_officer", width=PHONE, touch=True)
    go(page, "/")
    page.locator(".panel th a").first.tap()
    page.wait_for_url("**/pupils/*/")
    page.get_by_role("link", name="Record what was done").first.tap()
    page.wait_for_url("**/flags/*/")


def test_two_clicks_on_a_button_are_one_act(visit, authority):
    flag = Flag.objects.filter(school=authority.world.school, state="raised").last()
    page = visit("welfare_officer")
    go(page, f"/flags/{flag.pk}/")
    page.get_by_label("What did you do?").fill("Rang the school")
    page.get_by_role("button", name="Record what was done").dblclick()
    page.get_by_text("Rang the school").first.wait_for()
    assert FlagMove.objects.filter(flag=flag, note="Rang the school").count() == 1


def test_going_back_after_sending_and_forward_again_sends_nothing_twice(visit, authority):
    flag = Flag.objects.filter(school=authority.world.school, state="raised").order_by("pk")[5]
    page = visit("welfare_officer")
    go(page, f"/flags/{flag.pk}/")
    page.get_by_label("What did you do?").fill("Wrote to both parents")
    page.get_by_role("button", name="Record what was done").click()
    page.get_by_text("Wrote to both parents").first.wait_for()
    with nothing_new(FlagMove):
        page.go_back()
        page.go_forward()
        page.reload()


def test_an_import_applied_in_one_tab_is_not_applied_again_in_another(visit, authority):
    register = a_child(authority, 1)
    first = visit("school_lead")
    go(first, "/imports/new/")
    first.get_by_label("Registers").set_input_files(a_week(register, "II/\\"))
    first.get_by_role("button", name="Send", exact=True).click()
    first.get_by_text("Ready to check").first.wait_for()
    second = first.context.new_page()
    second.goto(first.url)
    first.get_by_role("button", name="Apply these registers").click()
    first.locator(".govuk-tag", has_text=APPLIED).first.wait_for()
    with nothing_new(MarkChange):
        second.get_by_role("button", name="Apply these registers").click()
        second.wait_for_load_state()
        assert second.get_by_role("heading", level=1).is_visible()
        assert "500" not in second.title()
        assert second.locator(".govuk-tag", has_text=APPLIED).first.is_visible()


def test_the_same_file_twice_is_said_to_be_known(visit, authority):
    file = a_week(a_child(authority, 2), "II/\\")
    page = visit("school_lead")
    for _ in range(2):
        go(page, "/imports/new/")
        page.get_by_label("Registers").set_input_files(file)
        page.get_by_role("button", name="Send", exact=True).click()
        page.wait_for_load_state()
    assert "received before" in page.locator("main").inner_text()
    assert RegisterImport.objects.filter(size=len(file["buffer"]), state="staged").count() == 1


def test_a_session_that_ran_out_while_writing_asks_to_sign_in_and_comes_back(visit, authority):
    flag = Flag.objects.filter(school=authority.world.school, state="raised").order_by("pk")[8]
    page = visit()
    sign_in(page, "welfare_officer@example.org")
    go(page, f"/flags/{flag.pk}/")
    page.get_by_label("What did you do?").fill("Met the family")
    Session.objects.all().delete()
    with nothing_new(FlagMove):
        page.get_by_role("button", name="Record what was done").click()
        page.get_by_role("heading", name="Sign in", exact=True).wait_for()
    sign_in_here(page, "welfare_officer@example.org")
    page.wait_for_url(f"**/flags/{flag.pk}/")
    assert page.get_by_role("button", name="Record what was done").is_visible()


def test_without_scripts_a_search_a_flag_and_an_import_work(visit, authority):
    page = visit("school_lead", scripts=False)
    go(page, "/search/")
    search_for(page, "Clegg")
    assert "children found" in page.locator("main").inner_text()
    go(page, "/imports/new/")
    page.get_by_label("Registers").set_input_files(a_week(a_child(authority, 3), "II/\\"))
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Apply these registers").click()
    page.locator(".govuk-tag", has_text=APPLIED).first.wait_for()
