"""A note being written: the form on which most words of casework are typed."""

from django.urls import reverse

from cases.actions.cases import open_case
from cases.models import Entry
from tests.browser.driving import go
from tests.factories import PupilFactory, enrol

OFFICER = "welfare_officer"


def a_case(authority):
    """A case of its own in the queue of the officer's team."""
    pupil = PupilFactory()
    enrol(authority.world.school, pupil)
    by = authority.world.acting(OFFICER)
    return open_case(pupil=pupil, school=authority.world.school, reason="Often away.", by=by)[0]


def note_form(page, case):
    """Open the form of a note, with scripts ready to keep what is written."""
    go(page, reverse("case-note", args=[case.ref]))
    page.locator("form[data-draft-ready]").wait_for()


def save_note(page):
    page.get_by_role("button", name="Save the note").click()


def notes(case):
    return list(Entry.objects.filter(case=case, kind="note").order_by("pk").values_list("text", flat=True))


def kept_here(page):
    """What this browser keeps of drafts, enciphered."""
    return page.evaluate("Object.entries(localStorage).filter(([name]) => name.startsWith('draft:'))")


def wait_until_kept(page):
    """Until this browser has kept something; a function that the page itself evaluates is refused by its policy."""
    for _ in range(100):
        if kept_here(page):
            return
        page.wait_for_timeout(100)
    raise AssertionError("This browser kept nothing within ten seconds.")
