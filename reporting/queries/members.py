"""The quarterly report to elected members: plain sentences, no names, two pages.

Source: the attendance strategy of January 2007: quarterly reports to elected members, who are corporate parents of
looked-after children. Numbers about families from 1 to 4 are told as fewer than five.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from agencies.charts import Chart, Series
from agencies.documents import Bullets, NewPage, Paragraph, Table
from agencies.models import LocalAuthority
from agencies.words import date as in_words
from attendance.rules.register import year_in_words
from cases.models import Case, Intervention, Referral
from reporting.models import ReportWords, Target
from reporting.queries.court_counts import between
from reporting.queries.guard import is_withheld, measures_of
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import Scope, Sums, added, by_group, by_period, last_day, total
from reporting.rules.groups import Kind
from reporting.rules.indicators import INDICATORS
from reporting.rules.members_words import compared, few
from reporting.rules.periods import Period
from reporting.rules.quarters import Quarter, weeks_within
from reporting.rules.report_parts import MEMBERS
from reporting.rules.told import Block, Part, Told
from reporting.rules.withheld import withheld_of_totals

SMALLEST_GROUP = 10
LOOKED_AFTER = 1


def members_report(
    authority: LocalAuthority, quarter: Quarter, words: Mapping[str, ReportWords], *, on: date, state: str
) -> Told:
    """The report of a quarter as it stands on a day; `state` is said under its title."""
    until = min(on, quarter.last)
    parts = (
        Part("figures", "Attendance", tuple(_figures(authority.pk, quarter)), is_written=False),
        Part("done", "What was done", tuple(_done(authority.pk, quarter, until)), is_written=False),
        Part("court", "Notices and court", tuple(_court(authority.pk, quarter, until)), is_written=False),
        Part("next", MEMBERS["next"].title, (), words["next"].text if "next" in words else ""),
        Part("about", "About these figures", tuple(_about(authority.pk, quarter)), is_written=False),
    )
    return Told(
        title=f"School attendance: report to members, {quarter.label}",
        subtitle=state,
        authority=authority.name,
        on=until,
        parts=parts,
    )


def _figures(authority: int, quarter: Quarter) -> Iterator[Block]:
    now, weeks = _weeks(authority, quarter)
    before, weeks_before = _weeks(authority, quarter.before)
    if not now["possible"]:
        yield Paragraph("No register of this quarter is counted yet.")
        return
    year = quarter.academic_years[0]
    targets = {
        row.indicator: Fraction(row.value)
        for row in Target.objects.filter(authority=authority, year=year, phase="")
    }
    said = [
        compared(INDICATORS[key], now, before, targets.get(key)) for key in ("attendance", "unauthorised")
    ]
    said += _pupils(authority, quarter, targets)
    yield Bullets(tuple(said))
    yield _chart(quarter, weeks, weeks_before)


def _weeks(authority: int, quarter: Quarter) -> tuple[Sums, list[tuple[Period, Sums]]]:
    """The sums of a quarter, and those of each of its weeks in which a school was open; one query a year."""
    found: list[tuple[Period, Sums]] = []
    for year in quarter.academic_years:
        weeks = weeks_within(quarter, authority_periods(authority, year))
        sums = by_period(Scope(authority), weeks)
        found += [(week, sums[week.key]) for week in weeks if sums.get(week.key, {}).get("possible")]
    return added(sums for _, sums in found), found


def _pupils(authority: int, quarter: Quarter, targets: Mapping[str, Fraction]) -> list[str]:
    """Persistent absence and looked-after children over the quarter's term; nothing where it has no figures."""
    year, key = quarter.term
    term, then = authority_periods(authority, year)[key], authority_periods(authority, year - 1)[key]
    scope = Scope(authority)
    now, before = total(scope, term), total(scope, then)
    if not now["pupils"]:
        return []
    said = [_persistent(term, now, then, before, targets.get("persistent"))]
    cared, cared_before = (
        by_group(scope, each, Kind.LOOKED_AFTER).get(LOOKED_AFTER, {}) for each in (term, then)
    )
    if cared.get("pupils", 0) < SMALLEST_GROUP:
        return [*said, "Looked-after children: too few are counted to tell a figure."]
    past = cared_before if cared_before.get("pupils", 0) >= SMALLEST_GROUP else None
    return [
        *said,
        compared(INDICATORS["attendance"], cared, past, None, of=f"Looked-after children, {term.label}"),
    ]


def _persistent(term: Period, now: Sums, then: Period, before: Sums, target: Fraction | None) -> str:
    """How many are persistently absent, where that is no small number of pupils, as on the dashboard."""
    indicator = INDICATORS["persistent"]
    if is_withheld(indicator, withheld_of_totals(now, measures_of(term))):
        return f"{term.label}: too few pupils are persistently absent, or too few are not, to tell a figure."
    tells_before = not is_withheld(indicator, withheld_of_totals(before, measures_of(then)))
    return compared(indicator, now, before if tells_before else None, target, of=term.label)


def _chart(quarter: Quarter, weeks: list[tuple[Period, Sums]], before: list[tuple[Period, Sums]]) -> Chart:
    """Attendance week by week, beside the week in the same place of the same quarter a year before."""
    attendance = INDICATORS["attendance"]
    labels = tuple(f"{week.monday.day} {week.monday:%b}" for week, _ in weeks)

    def values(rows: list[tuple[Period, Sums]], of: Quarter) -> tuple[float | None, ...]:
        found = {_place(week, of): attendance.value(sums) for week, sums in rows}
        places = [found.get(_place(week, quarter)) for week, _ in weeks]
        return tuple(None if value is None else float(value) for value in places)

    series = [Series(str(quarter.year), values(weeks, quarter))]
    past = values(before, quarter.before)
    if any(value is not None for value in past):
        series.append(Series(str(quarter.year - 1), past, is_comparison=True))
    known = [value for each in series for value in each.values if value is not None]
    return Chart(
        "Attendance week by week", labels, tuple(series), unit="%", of="Week beginning",
        low=min(80, min(known) // 5 * 5),
    )  # fmt: skip


def _place(week: Period, quarter: Quarter) -> int:
    """Which week of the quarter it is, from 0."""
    return (week.monday - quarter.first).days // 7


def _done(authority: int, quarter: Quarter, until: date) -> Iterator[Block]:
    yield NewPage()
    days = (quarter.first, until)
    open_to_count = {"pupil__restricted": False}
    cases = Case.objects.filter(team__authority=authority, **open_to_count)
    work = Intervention.objects.filter(
        agency__authority=authority, on__range=days, corrected_by__isnull=True, **open_to_count
    )
    referrals = Referral.objects.filter(school__authority=authority, **open_to_count)
    counts = {
        "Referrals received from schools": referrals.filter(submitted_on__range=days).count(),
        "Cases opened": cases.filter(opened_on__range=days).count(),
        "Cases closed": cases.filter(closed_on__range=days).count(),
        "Home visits": work.filter(contact="visit").count(),
        "Other pieces of work with children and families, by all agencies": work.exclude(
            contact="visit"
        ).count(),
    }
    yield Paragraph("Support comes before any penalty. From this quarter’s records:")
    yield Bullets(tuple(f"{what}: {few(count)}" for what, count in counts.items()))


def _court(authority: int, quarter: Quarter, until: date) -> Iterator[Block]:
    counts = between(authority, quarter.first, until)
    before = between(authority, quarter.before.first, quarter.before.last)
    yield Table(
        "Steps of enforcement",
        ("What", quarter.label, quarter.before.label),
        tuple((what, few(counts[what]), few(before[what])) for what in counts),
        numeric=(1, 2),
    )


def _about(authority: int, quarter: Quarter) -> Iterator[Block]:
    counted = last_day(authority, quarter.academic_years[-1]) or last_day(
        authority, quarter.academic_years[0]
    )
    until = f"counted to {in_words(min(counted, quarter.last))}" if counted else "not counted yet"
    years = " and ".join(year_in_words(year) for year in quarter.academic_years)
    yield Paragraph(
        f"Attendance is sessions attended out of sessions possible, of pupils aged 5 to 15 at the authority’s schools, "
        f"{until}; targets are those of {year_in_words(quarter.academic_years[0])}. The quarter lies in {years}. "
        "Numbers of families from 1 to 4 are told as fewer than five. Records open only to named people are in no "
        "figure."
    )
