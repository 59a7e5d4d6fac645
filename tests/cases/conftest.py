"""A case that is worked on, for tests of what is done in it."""

import pytest

from cases.actions.cases import move_case, open_case
from cases.models import Case
from tests.factories import PupilFactory, enrol


@pytest.fixture
def worked(world) -> Case:
    """A case of the north team's officer that is being assessed."""
    pupil = PupilFactory()
    enrol(world.school, pupil)
    case, _ = open_case(
        pupil=pupil, school=world.school, reason="Absent since May.", by=world.acting("welfare_officer")
    )
    return move_case(
        case=case,
        move="allocate",
        officer=world.people["welfare_officer"].user,
        by=world.acting("team_manager"),
    )
