"""A meeting about a child of the north team's school, with the nurse and the police involved, for tests."""

import io
import re
from datetime import time, timedelta
from types import SimpleNamespace
from typing import Any

from pypdf import PdfReader

from agencies.rules.roles import Scope
from cases.actions.meeting_people import invite
from cases.actions.meetings import Arranged, call_meeting, hold_meeting, invitations_to
from cases.models import Case, Invitation, Meeting
from cases.rules.meetings import Came, MeetingKind
from tests.factories import AddressFactory, ContactFactory, InvolvementFactory

DAY = timedelta(days=1)


def around(world: Any, case: Case) -> SimpleNamespace:
    """Two parents who live apart, the nurse who sees casework and the police who see marks alone."""
    mother, father = (
        ContactFactory(pupil=case.pupil),
        ContactFactory(pupil=case.pupil, relationship="Father", order=2),
    )
    home = AddressFactory(parent=mother.parent, lines="12 Weir Street", town="Irwell", postcode="IR3 4QT")
    InvolvementFactory(pupil=case.pupil, agency=world.agencies.nursing)
    InvolvementFactory(pupil=case.pupil, agency=world.agencies.police, scope=Scope.MARKS)
    return SimpleNamespace(mother=mother, father=father, home=home)


def arranged(world: Any, **changes: Any) -> Arranged:
    """Tomorrow at half past nine, chaired by the officer."""
    by = world.acting("welfare_officer")
    given = {
        "on": by.on + DAY,
        "starts_at": time(9, 30),
        "place": "Town Hall, room 2",
        "chair": by.user,
        **changes,
    }
    return Arranged(**given)


def called(world: Any, case: Case, **changes: Any) -> Meeting:
    """A multi-agency meeting that the officer called."""
    given = {
        "cases": [case], "kind": MeetingKind.MULTI_AGENCY, "arranged": arranged(world),
        "by": world.acting("welfare_officer"), "purpose": "To agree who helps.", **changes,
    }  # fmt: skip
    return call_meeting(**given)


def invited(world: Any, meeting: Meeting, *keys: str) -> list[Invitation]:
    """People invited by the officer."""
    return invite(meeting=meeting, keys=keys, by=world.acting("welfare_officer"))


def held(world: Any, meeting: Meeting, absent: tuple[int, ...] = ()) -> Meeting:
    """The meeting held: everybody invited came but the absent."""
    Meeting.objects.filter(pk=meeting.pk).update(on=world.acting("welfare_officer").on)
    meeting.refresh_from_db()
    came = {each.pk: Came.ABSENT if each.pk in absent else Came.CAME for each in invitations_to(meeting)}
    return hold_meeting(meeting=meeting, came=came, by=world.acting("welfare_officer"))


def words_of(content: bytes) -> str:
    """The words of a PDF, on one line."""
    pages = PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
