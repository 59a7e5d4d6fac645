"""A letterhead for the family, and what a PDF says."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from enforcement.actions.letters import content_of
from enforcement.models import Letter, Letterhead

PAY = "Pay at www.irwell.example/penalty-notice or ring 0161 555 0100 and have a bank card ready."


def add_letterhead(world, began_on: date = date(2004, 2, 27)) -> Letterhead:
    """What the authority's letters say of it."""
    return Letterhead.objects.create(
        authority=world.authority, began_on=began_on, how_to_pay=PAY,
        sender="Attendance Service\nCivic Centre, Weir Road\nIrwell IR1 1AA\nTelephone 0161 555 0100",
        by=world.people["attendance_leader"].user,
    )  # fmt: skip


def words_of(letter: Letter) -> str:
    """What a letter says, its line ends as blanks."""
    pages = PdfReader(BytesIO(content_of(letter))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
