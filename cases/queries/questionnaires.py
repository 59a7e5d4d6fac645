"""Views gathered by questionnaires: of one case, and by theme for the yearly evaluation."""

from datetime import date

from agencies.documents import Heading, Paragraph, Report, Table
from agencies.visibility import Viewer
from cases.models import Answer, Case, Questionnaire
from cases.rules.questions import ANSWERS, QUESTIONS, ThemeResult, results


def asked_of(case: Case, by: Viewer) -> list[tuple[Questionnaire, list[Answer]]]:
    """The questionnaires of a case with their answers, newest first; two queries."""
    rows = Questionnaire.objects.visible_to(by).filter(case=case).select_related("by", "agency")
    return [(row, list(row.answers.all())) for row in rows.prefetch_related("answers").order_by("-pk")]


def views_by_theme(authority_id: int, began_on: date, ended_on: date) -> tuple[ThemeResult, ...]:
    """How children, parents, schools and partners answered in a period; small numbers held back.

    Answers about children whose records are open only to named people are in no number (decision 0003).
    """
    rows = Answer.objects.filter(
        questionnaire__case__team__authority=authority_id,
        questionnaire__case__pupil__restricted=False,
        questionnaire__answered_on__gte=began_on,
        questionnaire__answered_on__lte=ended_on,
    )
    return results(rows.values_list("questionnaire__respondent", "theme", "value"))


def on_paper(asked: Questionnaire, authority: str, on: date) -> Report:
    """The questionnaire to print: its number and questions, and nothing of the case."""
    boxes = tuple("☐" for _ in ANSWERS)
    head = ("", *(label for _, label in ANSWERS))
    rows = tuple((text, *boxes) for text in QUESTIONS[asked.respondent].values())
    return Report(
        "What do you think?", authority, on, subtitle=f"Questionnaire {asked.pk}",
        blocks=(
            Paragraph("Tick one box in each line. You may leave a line empty. Your name is not needed."),
            Table("Questions", head, rows),
            Heading("Anything else you want to say"),
            Paragraph("\n".join("_" * 40 for _ in range(6))),
        ),
    )  # fmt: skip
