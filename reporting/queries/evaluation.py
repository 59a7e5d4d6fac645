"""The yearly evaluation of an authority, put together from its figures, its questionnaires and its authors' words.

Nothing of it depends on who reads it: small numbers are held back for everybody, and no child is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from agencies.charts import Chart, Series
from agencies.documents import Bullets, Facts, Heading, Paragraph, Table
from agencies.models import LocalAuthority
from agencies.words import date as in_words
from attendance.rules.register import year_in_words, year_span
from cases.queries.questionnaires import views_by_theme
from cases.rules.questions import ANSWERS, RESPONDENTS
from reporting.models import ImpactStudy, ReportWords, StudyState
from reporting.queries.court_counts import year_rows
from reporting.queries.impact import Studied
from reporting.queries.inspections import Graded, grades_between
from reporting.queries.outcome import Outcome, YearSums, outcomes
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import Scope, by_period, last_day
from reporting.rules.indicators import INDICATORS, rule_set
from reporting.rules.inspection import criteria_of
from reporting.rules.periods import HALVES
from reporting.rules.report_parts import CRITERION, EVALUATION
from reporting.rules.suppression import HELD_BACK
from reporting.rules.told import Block, Part, Told
from reporting.rules.what_worked_words import WARNING
from reporting.rules.withheld import EXPLANATION, WITHHELD

MOST_SCHOOLS = 200


def evaluation(
    authority: LocalAuthority, year: int, words: Mapping[str, ReportWords], *, on: date, state: str
) -> Told:
    """The evaluation of an academic year as it stands on a day; `state` is said under its title."""
    sums = YearSums(authority.pk, year)
    counted = last_day(authority.pk, year)
    first, last = year_span(year)
    until = min(on, last)
    blocks: dict[str, Sequence[Block]] = {
        "outcome": list(_outcome(authority.pk, year, sums, counted)),
        "views": list(_views(authority.pk, first, until)),
        "self": list(_self(year, words)),
        "grades": list(_grades(grades_between(authority.pk, first, until))),
        "court": list(_court(authority.pk, year, on)),
        "worked": list(_worked(authority.pk, first, until)),
    }
    return Told(
        title=f"Evaluation of the attendance strategy, {year_in_words(year)}",
        subtitle=state,
        authority=authority.name,
        on=until,
        parts=tuple(
            Part(key, part.title, tuple(blocks.get(key, ())), words[key].text if key in words else "")
            for key, part in EVALUATION.items()
        ),
    )


def _outcome(authority: int, year: int, sums: YearSums, counted: date | None) -> Iterator[Block]:
    rows = outcomes(authority, year, sums)
    if counted is None:
        yield Paragraph("No register of this year is counted.")
        return
    yield Paragraph(_source(sums, counted))
    yield _table("Against targets", [row for row in rows if row.target is not None])
    yield _table("Other figures", [row for row in rows if row.target is None])
    if any(row.is_held_back or row.before_is_held_back for row in rows):
        yield Paragraph(EXPLANATION)
    missed = [row for row in rows if row.is_missed]
    if missed:
        yield Heading("Why targets were missed", 3)
        yield Bullets(
            tuple(f"{row.name}: {' '.join(row.reasons) or 'no reason is recorded.'}" for row in missed)
        )
    yield from _by_half_term(authority, year)


def _source(sums: YearSums, counted: date) -> str:
    if sums.frozen is not None:
        told = f"Figures as told when the year was closed, counted to {in_words(sums.frozen.on)}."
        return f"{told} {sums.frozen.rule_set}"
    on = min(counted, sums.period.last)
    return (
        f"Figures counted to {in_words(on)}; the year is not closed, so they may still change. {rule_set(on)}"
    )


def _table(caption: str, rows: Sequence[Outcome]) -> Block:
    if not rows:
        return Paragraph(f"{caption}: none.")
    return Table(
        caption,
        ("Figure", "Target", "Outcome", "Year before", "Result"),
        tuple(
            (
                row.name,
                row.indicator.text(row.target) if row.target is not None else "–",
                *row.texts,
                row.result,
            )
            for row in rows
        ),
        numeric=(1, 2, 3),
    )


def _by_half_term(authority: int, year: int) -> Iterator[Block]:
    absence = INDICATORS["absence"]
    series = []
    for each in (year, year - 1):
        periods = authority_periods(authority, each)
        sums = by_period(Scope(authority), [periods[key] for key in HALVES])
        values = tuple(
            float(value) if key in sums and (value := absence.value(sums[key])) is not None else None
            for key in HALVES
        )
        if any(value is not None for value in values):
            series.append(Series(year_in_words(each), values, is_comparison=each != year))
    if series and not series[0].is_comparison:
        labels = tuple(periods[key].short.removesuffix(" half term") for key in HALVES)
        yield Chart("Absence by half term", labels, tuple(series), unit="%", of="Half term")


def _views(authority: int, first: date, last: date) -> Iterator[Block]:
    results = views_by_theme(authority, first, last)
    if not results:
        yield Paragraph("No questionnaire was answered in this year.")
        return
    yield Paragraph(
        "Children, parents, schools and partners were asked about the same five things by short questionnaires. "
        "Numbers from 1 to 4 are withheld, with another where one would follow."
    )
    for _, respondent in RESPONDENTS:
        rows = [each for each in results if each.respondent == respondent]
        if rows:
            yield Table(
                f"{respondent}: how many answered what",
                ("About", *(label for _, label in ANSWERS)),
                tuple((row.theme, *(_shown(count) for count in row.counts)) for row in rows),
                numeric=tuple(range(1, 1 + len(ANSWERS))),
            )


def _shown(count: int | None) -> str:
    return WITHHELD if count is None else f"{count:,}"


def _self(year: int, words: Mapping[str, ReportWords]) -> Iterator[Block]:
    criteria = criteria_of(year)
    if criteria is None:
        yield Paragraph("No list of inspection criteria is held for this year.")
        return
    yield Paragraph(f"Judged against: {criteria.name}. {criteria.source}.")
    for key, text in criteria.items.items():
        row = words.get(f"{CRITERION}{key}")
        yield Heading(text, 3)
        yield Facts(
            (
                ("Judgement", (row and criteria.judgements.get(row.judgement)) or "Not judged yet"),
                ("Evidence", (row.text if row else "") or "None written yet"),
                ("What next", (row.next_steps if row else "") or "None written yet"),
            )
        )


def _grades(rows: Sequence[Graded]) -> Iterator[Block]:
    if not rows:
        yield Paragraph("No grade of an inspection in this year is recorded.")
        return
    yield Table(
        "Grades of the year's inspections",
        ("School", "Inspected", "What was judged", "Grade"),
        tuple((row.school, in_words(row.inspected_on), row.area, row.grade) for row in rows[:MOST_SCHOOLS]),
    )
    if len(rows) > MOST_SCHOOLS:
        yield Paragraph(f"{len(rows) - MOST_SCHOOLS:,} more are recorded.")
    yield Paragraph("Grades are those of the framework in force on the day of the inspection.")


def _court(authority: int, year: int, on: date) -> Iterator[Block]:
    yield Table(
        "Notices, prosecutions and orders", ("What", "Number"), year_rows(authority, year, on), numeric=(1,)
    )
    yield Paragraph(f"{HELD_BACK} Records open only to named people are in no number.")


def _worked(authority: int, first: date, last: date) -> Iterator[Block]:
    rows = ImpactStudy.objects.filter(authority=authority, state=StudyState.DONE, on__range=(first, last))
    study = rows.order_by("-on", "-asked_at").first()
    if study is None:
        yield Paragraph("No comparison with similar pupils was made in this year.")
        return
    found = Studied(study, None, None)
    lines = [*found.lines(by_agency=False), *found.lines(by_agency=True)]
    yield Paragraph(
        f"Pupils who had help beside similar pupils who had not, by registers up to {in_words(study.on)}."
    )
    yield Paragraph(WARNING)
    answered = [line for line in lines if line.answer]
    if answered:
        yield Table(
            "Percentage points of attendance gained beyond similar pupils, afterwards",
            ("What", "Answer", "Points, with interval"),
            tuple((line.row.name, line.verdict[0], line.after) for line in answered),
            numeric=(2,),
        )
    if without := len(lines) - len(answered):
        yield Paragraph(
            f"For {without:,} kinds and agencies too few pupils could be compared to say anything."
        )
