"""What worked, as its pages read it: the newest study and its answers in the order of what they say."""

from dataclasses import dataclass

from agencies.charts import Chart, Intervals, Series
from agencies.rules.small_numbers import LEAST
from agencies.visibility import Viewer
from reporting.models import ImpactAnswer, ImpactStudy, StudyState
from reporting.models.impact import UNDER_WAY
from reporting.rules.comparing import Definition
from reporting.rules.what_worked import Answer, Refusal
from reporting.rules.what_worked_kept import restored
from reporting.rules.what_worked_words import (
    balance_in_words,
    by_itself_in_words,
    effect_in_words,
    numbers_in_words,
    refusal_in_words,
    signed,
)

FEW = f"Fewer than {LEAST} pupils began it."
WINDOWS = ("Before", "During", "After")


@dataclass(frozen=True)
class Line:
    """One answer as a page shows it."""

    row: ImpactAnswer
    found: Answer | Refusal
    definition: Definition

    @property
    def answer(self) -> Answer | None:
        """The answer, where there is one."""
        return self.found if isinstance(self.found, Answer) else None

    @property
    def numbers(self) -> str:
        """Who was counted; of very few pupils only that they are few."""
        return FEW if self.found.numbers.began < LEAST else numbers_in_words(self.found)

    @property
    def verdict(self) -> tuple[str, str]:
        """A word or two for what the window after says, with the colour of its tag."""
        if self.answer is None:
            return "No answer", "grey"
        if not self.answer.after.is_clear:
            return "No difference shown", "blue"
        return (
            ("Attendance gained", "green") if self.answer.after.value > 0 else ("Attendance lost", "orange")
        )

    @property
    def after(self) -> str:
        """The estimate of the window after with its interval."""
        effect = self.answer.after if self.answer else None
        return f"{signed(effect.value)} ({signed(effect.low)} to {signed(effect.high)})" if effect else ""

    @property
    def sentences(self) -> list[str]:
        """What the comparison says."""
        if isinstance(self.found, Refusal):
            return [refusal_in_words(self.found, self.definition)]
        confidence = self.definition.confidence
        return [
            effect_in_words(self.found.during, "While it ran", confidence),
            effect_in_words(self.found.after, "After it", confidence),
            by_itself_in_words(self.found),
        ]

    @property
    def chart(self) -> Chart | None:
        """Attendance of both groups in the three windows."""
        if self.answer is None:
            return None
        ours = tuple(each.attendance for each in self.answer.ours)
        theirs = tuple(each.attendance for each in self.answer.theirs)
        return Chart(
            title="Attendance in equal windows",
            labels=WINDOWS,
            series=(
                Series("Pupils with it", ours),
                Series("Similar pupils without it", theirs, is_comparison=True),
            ),
            unit="%",
            of="Window",
            low=min(*ours, *theirs) // 5 * 5,
        )

    @property
    def balance(self) -> list[tuple[str, str, str, str]]:
        """In each respect: pupils with it, similar pupils, and how alike they are in figures and words."""
        return [
            (each.name, f"{100 * each.ours:.1f}%", f"{100 * each.theirs:.1f}%", balance_in_words(each))
            for each in self.found.balance
        ]


@dataclass(frozen=True)
class Studied:
    """The newest study that was answered, the one under way and the last that failed since; each may be missing."""

    study: ImpactStudy | None
    under_way: ImpactStudy | None
    failed: ImpactStudy | None

    @property
    def definition(self) -> Definition:
        """How the question was put."""
        return Definition(**self.study.definition) if self.study else Definition()

    def lines(self, *, by_agency: bool) -> list[Line]:
        """Answers first, the surest gain first; then what could not be answered. Two queries."""
        if self.study is None:
            return []
        rows = self.study.answers.filter(agency__isnull=not by_agency).select_related("type", "agency")
        found = [Line(row, restored(row.found), self.definition) for row in rows]
        return sorted(found, key=_order)

    def line(self, by: Viewer, pk: int) -> Line | None:
        """One answer of this authority."""
        row = (
            ImpactAnswer.objects.visible_to(by)
            .select_related("type", "agency", "study")
            .filter(pk=pk)
            .first()
        )
        return Line(row, restored(row.found), Definition(**row.study.definition)) if row else None


def studied(by: Viewer) -> Studied:
    """The studies that a page shows; three queries at most."""
    rows = ImpactStudy.objects.visible_to(by).select_related("asked_by").order_by("-asked_at")
    done = rows.filter(state=StudyState.DONE).first()
    failed = rows.filter(state=StudyState.FAILED).first()
    if failed and done and failed.asked_at < done.asked_at:
        failed = None
    return Studied(done, rows.filter(state__in=UNDER_WAY).first(), failed)


def interval_chart(title: str, lines: list[Line], of: str) -> Intervals | None:
    """The answered lines' estimates of the window after; None where there is none."""
    rows = [
        (line.row.name, each.after.low, each.after.value, each.after.high)
        for line in lines
        if (each := line.answer)
    ]
    if not rows:
        return None
    clear = sum(line.answer.after.is_clear for line in lines if line.answer)
    words = (
        f"{len(rows)} compared; for {clear} the interval lies wholly on one side of no difference. "
        "Percentage points of attendance gained beyond similar pupils, in the window after."
    )
    return Intervals(title=title, rows=tuple(rows), words=words, of=of)


def _order(line: Line) -> tuple[int, float, str]:
    return (0, -line.answer.after.low, line.row.name) if line.answer else (1, 0.0, line.row.name)
