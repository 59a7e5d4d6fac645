"""Writing the words of a report, version by version, and closing it: then it stays as it was told."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat

from agencies.acting import Acting
from agencies.models import LocalAuthority, User
from agencies.pdf import render
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from agencies.workbooks import report_book
from attendance.models import Pupil
from cases.actions.doors import ChangedMeanwhile, require, same_version
from reporting.models import ClosedReport, ReportKind, ReportWords, WrittenReport
from reporting.queries.report_documents import document_of
from reporting.queries.reports import Which, version_seen, words_of
from reporting.queries.written import last_day_of, must_have, parts_of, told_of
from reporting.rules.frozen import digest, packed
from reporting.rules.report_parts import Written
from reporting.rules.report_sheets import sheets_of
from reporting.rules.told import as_text

NAMED = "A child’s name stands in it. Take it out: everybody who may see figures reads this."

NAMES_COLLEAGUE = "The name of a colleague stands in it. Take it out: the report to members names nobody."


@dataclass(frozen=True)
class Words:
    """What somebody wrote: the text, and for a criterion the judgement and what comes next."""

    text: str
    judgement: str = ""
    next_steps: str = ""


def _locked(which: Which, by: Acting) -> LocalAuthority:
    """The authority, locked, if this person may write its reports. Raises PermissionDenied."""
    if not by.may(Permission.WRITE_REPORTS) or by.authority_id != which.authority:
        raise PermissionDenied
    return LocalAuthority.objects.select_for_update(no_key=True).get(pk=by.authority_id)


@transaction.atomic
def write_words(*, which: Which, section: str, words: Words, seen: int, by: Acting) -> ReportWords:
    """Write the next version of a section; `seen` is the number of the version that the person had open.

    The same words again are one version. Raises PermissionDenied, ChangedMeanwhile where somebody wrote meanwhile,
    and Refused for a closed report, a section that it has not, too many words, and the name of a child.
    """
    _locked(which, by)
    part = parts_of(which).get(section)
    require(part is not None, "The report has no such part.")
    report, _ = WrittenReport.objects.get_or_create(**_row(which))
    require(not hasattr(report, "closed"), "The report is closed. It stays as it was told.")
    last: ReportWords | None = report.words.filter(section=section).order_by("-number").first()
    if last is not None and Words(last.text, last.judgement, last.next_steps) == words:
        return last
    same_version(last.number if last else 0, seen)
    _check(words, part, which, by)
    return ReportWords.objects.create(
        report=report, section=section, number=seen + 1, text=words.text, judgement=words.judgement,
        next_steps=words.next_steps, by=by.user,
    )  # fmt: skip


def _check(words: Words, part: Written | None, which: Which, by: Acting) -> None:
    assert part is not None
    require(bool(words.text.strip()), "Write something, or leave the page.")
    longest = max(len(words.text), len(words.next_steps))
    require(longest <= part.most, f"Write at most {part.most:,} characters; there are {longest:,}.")
    require(words.judgement in {"", *(part.judgements or ())}, "Choose a judgement from the list.")
    require(not names_a_child(f"{words.text} {words.next_steps}", by), NAMED)
    if which.kind == ReportKind.MEMBERS:
        require(not names_a_colleague(words.text, which.authority), NAMES_COLLEAGUE)


def names_a_child(text: str, by: Acting) -> bool:
    """Whether a text holds the forename and surname of a child of whom this person knows anyhow."""
    rows = Pupil.objects.visible_to(by).annotate(text=Value(" ".join(text.split())))
    named = Q(text__contains=Concat(F("forename"), Value(" "), F("surname")))
    known = ~Q(known_as="") & Q(text__contains=Concat(F("known_as"), Value(" "), F("surname")))
    return bool(rows.filter(named | known).exists())


def names_a_colleague(text: str, authority: int) -> bool:
    """Whether a text holds the name of somebody who works for an agency of the authority."""
    rows = User.objects.filter(memberships__agency__authority=authority).exclude(name="")
    return bool(rows.annotate(text=Value(" ".join(text.split()))).filter(text__contains=F("name")).exists())


@transaction.atomic
def close_report(*, which: Which, seen: int, by: Acting) -> ClosedReport:
    """Keep a report as it is told: its text, its PDF and its spreadsheet, with their digests.

    Closing it again changes nothing. `seen` stands for the words that the person read (`version_seen`). Raises
    PermissionDenied, ChangedMeanwhile where words were written since, and Refused before the time it tells of is
    over, and where a part is missing without which there is no report.
    """
    _locked(which, by)
    report, _ = WrittenReport.objects.get_or_create(**_row(which))
    held: ClosedReport | None = ClosedReport.objects.filter(report=report).first()
    if held is not None:
        return held
    last, words = last_day_of(which), words_of(which)
    require(by.on > last, f"It tells of the time up to {in_words(last)}: close it after that day.")
    titles = parts_of(which)
    missing = [titles[key].title for key in must_have(which) if key not in words]
    require(not missing, f"Write first: {', '.join(missing)}.")
    if version_seen(words) != seen:
        raise ChangedMeanwhile(
            "Somebody wrote in it while you had this page open. Read it again, then close it."
        )
    told = told_of(which, words, on=by.on, state=f"Closed on {in_words(by.on)}")
    content, pdf = as_text(told), render(document_of(told, contents=which.kind == ReportKind.EVALUATION))
    workbook = report_book(told.title, told.on, sheets_of(told))
    return ClosedReport.objects.create(
        report=report, on=told.on, content=packed(content), digest=digest(content), pdf=pdf,
        pdf_digest=digest(pdf), workbook=workbook, workbook_digest=digest(workbook), closed_by=by.user,
    )  # fmt: skip


def _row(which: Which) -> dict[str, Any]:
    return {"authority_id": which.authority, "kind": which.kind, "year": which.year, "part": which.part}
