"""Stages of a reintegration plan as a page shows them: how many of the agreed sessions the child came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agencies.acting import Acting
from agencies.charts import Chart, Series
from agencies.words import date as in_words
from attendance.rules.codes import Flag
from attendance.rules.counting import has
from attendance.rules.register import SESSIONS_A_DAY, position, year_of
from attendance.rules.timetables import REQUIRED
from cases.models import Plan, Stage
from cases.queries.measuring import ONE_DAY, Marks, marks_of
from cases.rules.stages import is_part_time, sessions_in_words
from cases.rules.targets import Figure, figure_in_words, value_of


@dataclass(frozen=True)
class StageLine:
    """A stage with its week in words, how far it is, and whether the school's timetable says the same."""

    stage: Stage
    week: str
    state: str
    came: str
    part_time: bool
    agrees: bool


@dataclass(frozen=True)
class StagePart:
    """The stages of a plan, and their progress drawn."""

    lines: list[StageLine]
    chart: Chart | None


def stage_part(plan: Plan, stages: Sequence[Stage], by: Acting) -> StagePart:
    """The stages with what the register says of the agreed sessions up to today; one query."""
    if not stages:
        return StagePart([], None)
    marks = marks_of([plan.case.pupil_id], stages[0].began_on, by.on)[plan.case.pupil_id]
    found = [(each, agreed_figure(marks, each, by.on)) for each in stages]
    week = plan.case.school.school_week
    return StagePart([_line(each, figure, week, by.on) for each, figure in found], _drawn(found))


def agreed_figure(marks: Marks, stage: Stage, on: date) -> Figure:
    """Of the sessions agreed in a stage, those that were possible up to a day and those attended.

    The sessions left out are in neither number: for them the child was not to come.
    """
    found, day = Figure(), stage.began_on
    while day <= min(stage.ended_on, on):
        flags = marks.years.get(year_of(day))
        for session in range(SESSIONS_A_DAY):
            if flags is not None and stage.sessions[SESSIONS_A_DAY * day.weekday() + session] == REQUIRED:
                at = position(day, session)
                part = flags[:, at : at + 1]
                possible, came = has(part, Flag.POSSIBLE).sum(), has(part, Flag.ATTENDED).sum()
                found += Figure(int(possible), int(came))
        day += ONE_DAY
    return found


def _line(stage: Stage, figure: Figure, school_week: str, on: date) -> StageLine:
    state = "done" if stage.ended_on < on else "ahead" if stage.began_on > on else "now"
    came = f"{figure.counted} of {figure.possible}" if figure.possible else ""
    part_time = is_part_time(stage.sessions, school_week)
    return StageLine(
        stage, sessions_in_words(stage.sessions), state, came, part_time, not part_time or _agrees(stage)
    )


def _agrees(stage: Stage) -> bool:
    """Whether the part-time timetable that was agreed with a stage still says the same."""
    held = stage.timetable
    if held is None:
        return False
    return (held.sessions, held.began_on, held.ended_on) == (stage.sessions, stage.began_on, stage.ended_on)


def _drawn(found: Sequence[tuple[Stage, Figure]]) -> Chart | None:
    begun = [(stage, figure) for stage, figure in found if figure.possible]
    if not begun:
        return None
    shares = [value_of("attendance", figure) for _, figure in begun]
    return Chart(
        title="Share of the agreed sessions the child came to, stage by stage",
        labels=tuple(f"{in_words(stage.began_on)} to {in_words(stage.ended_on)}" for stage, _ in begun),
        series=(Series("Came", tuple(None if share is None else float(share) for share in shares)),),
        unit="%", of="Stage",
        words=" ".join(
            f"From {in_words(stage.began_on)}: {figure_in_words('attendance', figure)}." for stage, figure in begun
        ),
    )  # fmt: skip
