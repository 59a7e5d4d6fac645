"""What the evaluation withholds of the year's outcome, as the dashboard does."""

import pytest

from attendance.models import Pupil
from reporting.actions.frozen import close_term
from reporting.actions.targets import set_target
from tests.reporting.figures import authority, child, count
from tests.reporting.views.test_evaluation import URL, acting, part

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_small_number_is_held_back_from_everybody_as_on_the_dashboard(world, client_for, is_closed):
    authority(world)
    leader = world.acting("attendance_leader")
    for phase in ("", world.school.phase):
        set_target(indicator="persistent", phase=phase, year=2025, value=5, source="Cabinet", by=leader)
    if is_closed:
        close_term(year=2025, period=80, by=acting(world))
    page = client_for("assistant_director").get(URL)
    against, others = (block for kind, block in part(page, "outcome") if kind == "Table")
    assert [(row[2], row[4]) for row in against.rows] == [("withheld", "Withheld")] * 2
    shown = {row[0]: row[2] for row in others.rows}
    assert shown["Pupils with any unauthorised absence"] == "withheld"
    assert shown["Severely absent"] == "0.00%"
    assert shown["Attendance"] not in ("withheld", "no rate")
    dashboard = client_for("school_lead").get("/figures/?year=2025&period=80").context["lines"]
    for line in dashboard:
        if line.now.is_held_back and line.now.indicator.key != "persistent":
            assert shown[line.now.indicator.name] == "withheld"


def test_what_is_small_now_or_was_small_when_told_is_held_back(world, client_for):
    authority(world)
    for _ in range(3):
        child(world.school, absent=20)
    count(world)
    close_term(year=2025, period=80, by=acting(world))
    client = client_for("assistant_director")

    def persistent():
        tables = [block for kind, block in part(client.get(URL), "outcome") if kind == "Table"]
        return next(row[2] for table in tables for row in table.rows if row[0] == "Persistently absent")

    assert persistent() == "45.45%"
    Pupil.objects.filter(enrolments__school=world.school).update(restricted=True)
    count(world)
    assert persistent() == "withheld"
