"""A thousand penalty notices as PDF/UA, each another parent's, kept with their hashes: letters a second of one core.

The rows behind them are read by the chunk (`tests/enforcement/actions/test_print_runs.py` counts the queries); what
takes time is the setting of the letters, so that is what is measured, by processor time.
"""

import shutil
import time
from datetime import date, timedelta

from django.test import override_settings

from agencies.documents import Letter
from agencies.pdf import render
from enforcement.models import LETTERS
from enforcement.rules.deadlines import payment_days
from enforcement.rules.letters.laws import cited
from enforcement.rules.letters.notice import NoticeTold, penalty_notice
from enforcement.rules.letters.parts import ChildTold, Frame, Letterhead, Reader
from enforcement.rules.references import reference
from enforcement.rules.service import Method, serve
from enforcement.rules.terms import Occasion, terms_of
from tests.bench.results import Context, Result, at_least

MANY, ENOUGH = 1_000, 100
ON = date(2026, 11, 25)
HEAD = Letterhead(
    "Irwell Council",
    ("Attendance Service", "Civic Centre, Weir Road", "Irwell IR1 1AA", "Telephone 0161 555 0100"),
    "Pay at www.irwell.example/penalty-notice or ring 0161 555 0100 and have a bank card ready.",
)
WORDS = "We met you and the school on 12 October 2026 and agreed what would help. Since then ten sessions were missed."


def notice(number: int) -> Letter:
    """One parent's notice: ten sessions, both payment days, own words."""
    reader = Reader(
        f"Ms Parent {number}", (f"Ms A Parent {number}", f"{number} Weir Street", "Irwell", "IR3 4QT")
    )
    child = ChildTold(f"Child {number}", "Northgate High School", f"{number} Weir Street, Irwell, IR3 4QT")
    frame = Frame(
        HEAD, reader, child, reference(number), ON, ("A. Manager", "Authorised officer", "North team"), WORDS
    )
    service = serve(Method.FIRST_CLASS, ON)
    terms = terms_of(ON, offence_ended_on=date(2026, 11, 6), occasion=Occasion.FIRST)
    sessions = tuple(
        ((date(2026, 11, 2) + timedelta(days=day), part), "O") for day in range(5) for part in (0, 1)
    )
    told = NoticeTold(
        cited(ON, is_old_law=False),
        ON,
        "A. Manager",
        payment_days(terms, service.received_on),
        service,
        sessions,
    )
    return penalty_notice(frame, told)


def run(context: Context) -> list[Result]:
    """Letters a second of processor time, after the first that loads the fonts."""
    shelf = context.workspace / "letters"
    with override_settings(MEDIA_ROOT=shelf):
        LETTERS.keep_whole(render(notice(1)))
        began = time.process_time()
        for number in range(1, MANY + 1):
            LETTERS.keep_whole(render(notice(number)))
        seconds = time.process_time() - began
    shutil.rmtree(shelf)
    return [
        at_least(
            f"letters a second of one core, {MANY:,} penalty notices", MANY / seconds, ENOUGH, "a second"
        )
    ]
