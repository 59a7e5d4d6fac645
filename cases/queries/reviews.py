"""What the register says before and since a review, when the next one is due, and the page of a case's reviews."""

from dataclasses import dataclass
from datetime import date, timedelta

from agencies.acting import Acting
from agencies.charts import Chart, Series
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from attendance.models import Characteristic
from cases.models import CareReviewKind, Case, Recheck, Review, SetItem
from cases.queries.measuring import Marks, marks_of
from cases.rules.reviews import LONGEST
from cases.rules.targets import Figure, equal_windows, figure_in_words, value_of
from cases.workflow import State
from cases.workflow.reviews import decisions_from

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Effect:
    """Attendance in two windows of equal length, before and since, drawn week by week."""

    before_from: date
    before: Figure
    after_from: date
    after_to: date
    after: Figure
    chart: Chart | None = None

    @property
    def before_to(self) -> date:
        """The last day of the earlier window."""
        return self.after_from - ONE_DAY

    @property
    def rows(self) -> list[tuple[str, str, str, int, int]]:
        """Both windows as lines of a table: which, its days, attendance, sessions attended and possible."""
        return [
            ("Before", _days(self.before_from, self.before_to), *_told(self.before)),
            ("Since", _days(self.after_from, self.after_to), *_told(self.after)),
        ]

    @property
    def sentence(self) -> str:
        """The two figures in words."""
        before, after = (figure_in_words("attendance", each) for each in (self.before, self.after))
        return f"Attendance before: {before}; since {in_words(self.after_from)}: {after}."


def _days(first: date, last: date) -> str:
    return f"{in_words(first)} to {in_words(last)}"


def _told(figure: Figure) -> tuple[str, int, int]:
    return figure_in_words("attendance", figure), figure.counted, figure.possible


def effect_of(case: Case, on: date) -> Effect:
    """Attendance since the last review, or since an officer took the case, and as long before; two queries."""
    last = case.reviews.order_by("-number").values_list("on", flat=True).first()
    since = last + ONE_DAY if last else case.allocated_on or case.opened_on
    return _effect(case.pupil_id, since, on)


def since_closing(recheck: Recheck, on: date) -> Effect:
    """Attendance since a case was closed and as long before; one query."""
    return _effect(recheck.case.pupil_id, recheck.closed_on + ONE_DAY, on)


def _effect(pupil: int, since: date, on: date) -> Effect:
    (before_from, before_to), (after_from, after_to) = equal_windows(min(since, on), on)
    marks = marks_of([pupil], before_from, after_to)[pupil]
    return Effect(
        before_from, marks.figure("attendance", before_from, before_to), after_from, after_to,
        marks.figure("attendance", after_from, after_to), _drawn(marks, before_from, after_from, after_to),
    )  # fmt: skip


def _drawn(marks: Marks, first: date, middle: date, last: date) -> Chart | None:
    """Both windows week by week; None where there was no school in them."""
    weeks = [
        (marks.figure("attendance", monday, monday + 6 * ONE_DAY), monday, monday >= middle)
        for monday in (first + timedelta(days=7 * number) for number in range((last - first).days // 7 + 1))
    ]
    held = [(value_of("attendance", figure), day, later) for figure, day, later in weeks if figure.possible]
    if not held:
        return None
    return Chart(
        title="Attendance week by week, before and since",
        labels=tuple(in_words(day) for _, day, _ in held),
        series=(
            Series("Before", tuple(None if later or value is None else float(value) for value, _, later in held)),
            Series("Since", tuple(float(value) if later and value is not None else None for value, _, later in held)),
        ),
        unit="%", of="Week from",
    )  # fmt: skip


def due_of(case: Case) -> date:
    """The day by which a case is to be reviewed: its plans' day, else that of the last review, else eight weeks in."""
    plans = list(case.plans.filter(ended_on=None).values_list("review_on", flat=True))
    if plans:
        return min(plans)
    last = case.reviews.order_by("-number").values_list("next_on", flat=True).first()
    return last or (case.allocated_on or case.opened_on) + LONGEST


@dataclass(frozen=True)
class ReviewPage:
    """The reviews of a case, its clock, its effect so far, its re-checks, and what social care's reviews said."""

    due_on: date | None
    is_overdue: bool
    effect: Effect | None
    reviews: list[tuple[Review, Effect]]
    rechecks: list[Recheck]
    items: list[SetItem]
    care: list[str]


def review_page(case: Case, by: Acting) -> ReviewPage:
    """The reviews of a case as one person may see them; nine queries, however many there are."""
    worked = bool(decisions_from(State(case.state)))
    due = due_of(case) if worked else None
    rows = Review.objects.visible_to(by).filter(case=case).select_related("by", "agency")
    checks = Recheck.objects.visible_to(by).filter(case=case).select_related("officer", "done_by")
    items = SetItem.objects.visible_to(by).filter(case=case).select_related("by", "agency")
    return ReviewPage(
        due, due is not None and due < by.on, effect_of(case, by.on) if worked else None,
        [(row, as_held(row)) for row in rows.order_by("-number")], list(checks.order_by("due_on")),
        list(items.order_by("-on", "-pk")), care_reviews_of(case, by),
    )  # fmt: skip


def as_held(review: Review) -> Effect:
    """The figures that a review kept."""
    return Effect(
        review.before_from, Figure(review.before_possible, review.before_attended), review.after_from,
        review.after_to, Figure(review.after_possible, review.after_attended),
    )  # fmt: skip


def care_reviews_of(case: Case, by: Acting) -> list[str]:
    """The reviews by social care that the child has today, by name; none for those who see no casework."""
    if not by.may(Permission.VIEW_CASEWORK):
        return []
    held = Characteristic.objects.permits(by, Permission.VIEW_CASEWORK).current(by.on)
    kinds = held.filter(pupil=case.pupil_id, kind__in=CareReviewKind.values).values_list("kind", flat=True)
    return [CareReviewKind(kind).label for kind in sorted(set(kinds))]
