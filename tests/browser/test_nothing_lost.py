"""Nothing lost, nothing doubled: two clicks, a lost answer, two tabs, two people, a session that ended."""

from django.contrib.sessions.models import Session
from django.urls import reverse

from cases.models import Entry, Plan
from tests.browser.driving import go, sign_in, sign_in_here
from tests.browser.notes import OFFICER, a_case, note_form, notes, save_note


def test_a_double_click_writes_one_note(visit, authority):
    case, page = a_case(authority), visit(OFFICER)
    note_form(page, case)
    page.get_by_label("Note").fill("Rang the aunt.")
    page.get_by_role("button", name="Save the note").dblclick()
    page.get_by_text("The note is on the timeline.").wait_for()
    assert notes(case) == ["Rang the aunt."]


def test_back_and_saved_again_writes_one_note_and_a_changed_one_a_second(visit, authority):
    case, page = a_case(authority), visit(OFFICER)
    visit.faults.expected.add(409)
    note_form(page, case)
    page.get_by_label("Note").fill("Rang the uncle.")
    save_note(page)
    page.get_by_text("The note is on the timeline.").wait_for()
    page.go_back()
    page.get_by_label("Note").fill("Rang the uncle.")
    save_note(page)
    page.get_by_text("The note is on the timeline.").wait_for()
    assert notes(case) == ["Rang the uncle."]
    page.go_back()
    page.get_by_label("Note").fill("Rang the uncle again.")
    save_note(page)
    page.wait_for_load_state()
    if page.get_by_text("You saved this form before").count():
        save_note(page)
    page.get_by_text("The note is on the timeline.").wait_for()
    assert notes(case) == ["Rang the uncle.", "Rang the uncle again."]


def test_tried_again_after_the_answer_was_lost_writes_one_note(visit, authority):
    case, page = a_case(authority), visit(OFFICER)
    visit.faults.expected.add(409)
    address = reverse("case-note", args=[case.ref])
    note_form(page, case)
    page.get_by_label("Note").fill("Met at the gate.")

    def lose(route):
        route.fetch(max_redirects=0)  # the server did it, and nobody hears
        route.abort("timedout")

    page.route(
        f"**{address}", lambda route: lose(route) if route.request.method == "POST" else route.continue_()
    )
    save_note(page)
    page.wait_for_timeout(500)
    assert notes(case) == ["Met at the gate."]
    page.unroute(f"**{address}")
    visit.faults.found.clear()  # the browser's own complaint of the lost answer
    note_form(page, case)
    assert page.get_by_label("Note").input_value() == ""  # handed in, so it is not offered again
    page.get_by_label("Note").fill("Met at the gate.")
    save_note(page)
    page.get_by_text("The note is on the timeline.").wait_for()
    assert notes(case) == ["Met at the gate."]


def test_two_tabs_on_one_form_lose_nothing_and_double_nothing(visit, authority):
    case, first = a_case(authority), visit(OFFICER)
    visit.faults.expected.add(409)
    second = first.context.new_page()
    for page in (first, second):
        note_form(page, case)
    first.get_by_label("Note").fill("Typed in the first.")
    second.get_by_label("Note").fill("Typed in the second.")
    for page in (first, second):
        save_note(page)
        page.get_by_text("The note is on the timeline.").wait_for()
    assert notes(case) == ["Typed in the first.", "Typed in the second."]
    third, fourth = first.context.new_page(), first.context.new_page()
    for page in (third, fourth):
        note_form(page, case)
        page.get_by_label("Note").fill("Typed in both.")
    for page in (third, fourth):
        save_note(page)
        page.get_by_text("The note is on the timeline.").wait_for()
    assert notes(case)[2:] == ["Typed in both."]


def test_two_people_at_one_plan_compare_their_versions(visit, authority):
    plan = Plan.objects.get(case=authority.casework.case)
    officer, manager = visit(OFFICER), visit("team_manager")
    for page, aim in ((officer, "By bus every day."), (manager, "On foot every day.")):
        go(page, reverse("case-plan-change", args=[plan.case.ref]))
        page.get_by_label("What do we want?").fill(aim)
    officer.get_by_role("button", name="Save").click()
    officer.get_by_text("Done. The plan has it.").wait_for()
    manager.get_by_role("button", name="Save").click()
    compared = manager.get_by_role("table", name="Where the two versions differ")
    compared.wait_for()
    assert "By bus every day." in compared.inner_text()
    assert "On foot every day." in compared.inner_text()
    assert manager.get_by_label("What do we want?").input_value() == "On foot every day."
    manager.get_by_label("What do we want?").fill("By bus or on foot every day.")
    manager.get_by_role("button", name="Save").click()
    manager.get_by_text("Done. The plan has it.").wait_for()
    plan.refresh_from_db()
    assert plan.aim == "By bus or on foot every day."


def test_a_session_that_ends_in_the_middle_of_a_note_loses_no_word(visit, authority):
    case, page = a_case(authority), visit()
    sign_in(page, "welfare_officer@example.org")
    note_form(page, case)
    page.get_by_label("Note").fill("A long visit.\nThe kitchen is cold.")
    page.get_by_label("My agency only").check()
    Session.objects.all().delete()
    save_note(page)
    page.get_by_role("heading", name="Sign in", exact=True).wait_for()
    assert notes(case) == []
    sign_in_here(page, "welfare_officer@example.org")
    page.locator("form[data-draft-ready]").wait_for()
    assert page.get_by_label("Note").input_value() == "A long visit.\nThe kitchen is cold."
    assert page.get_by_label("My agency only").is_checked()
    assert page.get_by_text("This is what you had written and not saved").is_visible()
    save_note(page)
    page.get_by_text("The note is on the timeline.").wait_for()
    assert [text.replace("\r\n", "\n") for text in notes(case)] == ["A long visit.\nThe kitchen is cold."]
    assert Entry.objects.get(case=case, kind="note").audience == "agency"
