"""Stages of coming back, which agree with the school's part-time timetables, and the end of a plan."""

from datetime import timedelta

import pytest

from attendance.actions.doors import NotAllowed
from attendance.actions.timetables import end_timetable
from attendance.models import Timetable
from attendance.rules.weeks import monday_of
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.actions.plan_ends import end_plan
from cases.actions.plans import make_plan, put_plan
from cases.actions.stages import NewStage, add_stage, end_stage
from cases.models import Entry, Plan, PlanKind, Stage
from cases.queries.measuring import marks_of
from cases.queries.plans import printed
from cases.queries.stages import agreed_figure, stage_part
from tests.cases.marking import mark

DAY = timedelta(days=1)
MORNINGS, FULL = "10" * 5 + "0000", "1" * 10 + "0000"


@pytest.fixture
def plan(worked, world) -> Plan:
    """A plan for coming back."""
    return make_plan(
        case=worked,
        aim="Back for the whole week.",
        by=world.acting("welfare_officer"),
        kind=PlanKind.REINTEGRATION,
    )


def stage(by, first: int, last: int, sessions: str = MORNINGS, **given) -> NewStage:
    """A stage from so many days after today to so many."""
    review = None if sessions == FULL else by.on + (last - 1) * DAY
    return NewStage(
        **{
            "began_on": by.on + first * DAY, "ended_on": by.on + last * DAY, "sessions": sessions,
            "aim": "Maths and lunch with Ms Bright.", "review_on": review, **given,
        }
    )  # fmt: skip


def test_a_part_time_stage_is_the_schools_timetable_too_and_is_agreed_once(plan, world) -> None:
    by = world.acting("welfare_officer")
    for _ in range(2):
        made = add_stage(plan=plan, stage=stage(by, 1, 14), by=by)
    timetable = Timetable.objects.get()
    assert made.timetable == timetable
    assert (timetable.sessions, timetable.began_on, timetable.ended_on) == (
        MORNINGS,
        made.began_on,
        made.ended_on,
    )
    (line,) = stage_part(plan, [made], by).lines
    assert (line.part_time, line.agrees, line.state) == (True, True, "ahead")
    entry = Entry.objects.get(text__startswith="Stage agreed")
    assert "Monday to Friday in the morning" in entry.text


def test_a_whole_week_needs_no_timetable(plan, world) -> None:
    by = world.acting("welfare_officer")
    assert add_stage(plan=plan, stage=stage(by, 1, 60, FULL), by=by).timetable is None
    assert not Timetable.objects.exists()


def test_part_time_needs_a_review(plan, world) -> None:
    by = world.acting("welfare_officer")
    with pytest.raises(Refused, match="will be reviewed"):
        add_stage(plan=plan, stage=stage(by, 1, 14, review_on=None), by=by)
    with pytest.raises(Refused, match="on the last day or before"):
        add_stage(plan=plan, stage=stage(by, 1, 14, review_on=by.on + 15 * DAY), by=by)
    assert not Stage.objects.exists()


def test_more_than_six_weeks_in_all_needs_the_tick(plan, world) -> None:
    by = world.acting("welfare_officer")
    add_stage(plan=plan, stage=stage(by, 1, 21), by=by)
    add_stage(plan=plan, stage=stage(by, 22, 42), by=by)
    with pytest.raises(Refused, match="more than six weeks"):
        add_stage(plan=plan, stage=stage(by, 43, 49), by=by)
    assert add_stage(plan=plan, stage=stage(by, 43, 49, long_agreed=True), by=by).timetable is not None


def test_stages_do_not_overlap_and_belong_to_a_plan_for_coming_back(plan, worked, world) -> None:
    by = world.acting("welfare_officer")
    add_stage(plan=plan, stage=stage(by, 1, 14), by=by)
    with pytest.raises(Refused, match="Another stage"):
        add_stage(plan=plan, stage=stage(by, 14, 20), by=by)
    other = make_plan(case=worked, aim="Every day.", by=by)
    with pytest.raises(Refused, match="plan for coming back"):
        add_stage(plan=other, stage=stage(by, 30, 34), by=by)
    with pytest.raises(NotAllowed):
        add_stage(plan=plan, stage=stage(by, 30, 34), by=world.acting("school_lead"))


def test_a_stage_is_ended_with_its_timetable_or_taken_back(plan, world) -> None:
    by = world.acting("welfare_officer")
    first = add_stage(plan=plan, stage=stage(by, 0, 14), by=by)
    second = add_stage(plan=plan, stage=stage(by, 15, 28), by=by)
    with pytest.raises(Refused, match="further stage"):
        end_stage(stage=first, ended_on=by.on + 15 * DAY, by=by)
    with pytest.raises(Refused, match="past stays"):
        end_stage(stage=first, ended_on=by.on - 2 * DAY, by=by)
    for _ in range(2):
        end_stage(stage=first, ended_on=by.on + 7 * DAY, by=by)
        end_stage(stage=second, ended_on=by.on + 14 * DAY, by=by)
    assert list(Stage.objects.values_list("ended_on", flat=True)) == [by.on + 7 * DAY]
    assert list(Timetable.objects.values_list("ended_on", flat=True)) == [by.on + 7 * DAY]


def test_a_timetable_that_the_school_ends_is_seen_to_disagree(plan, world) -> None:
    by = world.acting("welfare_officer")
    made = add_stage(plan=plan, stage=stage(by, 0, 14), by=by)
    end_timetable(timetable=made.timetable, ended_on=by.on + 3 * DAY, by=by)
    made = Stage.objects.select_related("timetable").get(pk=made.pk)
    assert not stage_part(plan, [made], by).lines[0].agrees


def test_progress_counts_the_agreed_sessions_alone(plan, worked, world) -> None:
    by = world.acting("welfare_officer")
    monday = monday_of(by.on) - 7 * DAY
    mark(worked, monday + 4 * DAY, 5, "/OO")
    made = Stage(plan=plan, began_on=monday, ended_on=monday + 4 * DAY, sessions=MORNINGS)
    marks = marks_of([worked.pupil_id], monday, by.on)[worked.pupil_id]
    figure = agreed_figure(marks, made, by.on)
    assert (figure.possible, figure.counted) == (5, 2)
    half_way = agreed_figure(marks, made, monday + DAY)
    assert (half_way.possible, half_way.counted) == (2, 1)


def test_the_plan_for_coming_back_is_put_with_its_stages_and_printed_in_plain_words(plan, world) -> None:
    by = world.acting("welfare_officer")
    with pytest.raises(Refused, match="Add a stage first"):
        put_plan(plan=plan, by=by)
    add_stage(plan=plan, stage=stage(by, 1, 14), by=by)
    version = put_plan(plan=plan, by=by)
    report = printed(version, plan.parties.get(kind="child"), authority="Irwell Council", on=by.on)
    assert report.title == "Reintegration plan"
    assert "Monday to Friday in the morning. Maths and lunch with Ms Bright." in str(report.blocks)


def test_a_plan_ends_once_with_its_reason_and_what_lies_ahead_is_taken_back(plan, world) -> None:
    by = world.acting("welfare_officer")
    add_stage(plan=plan, stage=stage(by, 0, 14), by=by)
    add_stage(plan=plan, stage=stage(by, 15, 28), by=by)
    with pytest.raises(Refused, match="Say why"):
        end_plan(plan=plan, reason=" ", version=1, by=by)
    with pytest.raises(ChangedMeanwhile):
        end_plan(plan=plan, reason="Back.", version=7, by=by)
    for _ in range(2):
        ended = end_plan(plan=plan, reason="Back for the whole week.", version=1, by=by)
    assert ended.ended_on == by.on
    assert list(Stage.objects.values_list("ended_on", flat=True)) == [by.on]
    assert list(Timetable.objects.values_list("ended_on", flat=True)) == [by.on]
    assert Entry.objects.filter(text__startswith="Reintegration plan ended").count() == 1


def test_a_plan_ends_though_the_child_has_left_the_school(plan, worked, world) -> None:
    by = world.acting("welfare_officer")
    add_stage(plan=plan, stage=stage(by, 0, 14), by=by)
    worked.pupil.enrolments.update(ended_on=by.on - DAY)
    assert end_plan(plan=plan, reason="Moved.", version=1, by=by).ended_on == by.on
