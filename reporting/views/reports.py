"""What the pages of every written report do alike: read it, write a part, close it, and give out its files."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agencies.doors import CaseworkRequest, record_access
from agencies.downloads import WORKBOOK_TYPE
from agencies.models.access import AccessAct
from agencies.pdf import pdf_response
from agencies.pdf import render as as_pdf
from agencies.rules.roles import Permission
from agencies.storage import Altered
from agencies.workbooks import report_book
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.forms.changed import VERSION, Difference, renewed
from reporting.actions.reports import Words, close_report, write_words
from reporting.forms.reports import WordsForm
from reporting.models import ClosedReport, ReportKind, ReportWords
from reporting.queries.report_documents import document_of
from reporting.queries.reports import Which, closed, version_seen, versions_of, words_of
from reporting.queries.written import parts_of, told_of
from reporting.rules.frozen import digest, unpacked
from reporting.rules.report_sheets import sheets_of
from reporting.rules.told import Told, from_text, kind_of

Back = tuple[str, list[int]]


@dataclass(frozen=True)
class Reading:
    """A report as somebody reads it: as told, or for its authors as a draft with the words it rests on."""

    which: Which
    told: Told
    closed: ClosedReport | None
    words: Mapping[str, ReportWords]
    may_write: bool

    @property
    def parts(self) -> list[tuple[Any, list[tuple[str, Any]]]]:
        """Each part with its blocks and their kinds."""
        return [(part, [(kind_of(block), block) for block in part.blocks]) for part in self.told.parts]


def reading(request: CaseworkRequest, which: Which) -> Reading:
    """A report by its address. Raises Http404 for a draft of somebody else's, and Altered for one that was changed."""
    row = closed(which)
    if row is not None:
        content = unpacked(row.content)
        _proved(content, row.digest)
        return Reading(which, from_text(content), row, {}, may_write=False)
    if not request.acting.may(Permission.WRITE_REPORTS):
        raise Http404
    words = words_of(which)
    return Reading(which, told_of(which, words, on=request.acting.on), None, words, may_write=True)


def writing(request: CaseworkRequest, which: Which, section: str, *, back: Back) -> HttpResponse:
    """Write the words of a part; what somebody else wrote meanwhile stands beside one's own."""
    part = parts_of(which).get(section)
    if part is None or closed(which) is not None:
        raise Http404
    changed: list[Difference] = []
    form = WordsForm(part, words_of(which).get(section), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        seen = given.pop(VERSION)
        try:
            write_words(which=which, section=section, words=Words(**given), seen=seen, by=request.acting)
        except ChangedMeanwhile as refused:
            form.add_error(None, str(refused))
            changed = renewed(form, WordsForm(part, words_of(which).get(section)))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{part.title}: saved.")
            return redirect(back[0], *back[1])
    versions = versions_of(which, section)
    context = {
        "form": form, "part": part, "changed": changed, "versions": versions, "back_name": back[0],
        "back_arguments": back[1], "year": which.year, "number": which.part,
    }  # fmt: skip
    return render(request, "reporting/report_write.html", context)


def closing(request: CaseworkRequest, which: Which, *, back: Back) -> HttpResponse | dict[str, Any]:
    """Close a report: the answer where it is done or refused, else what the page that asks once more shows."""
    if closed(which) is not None:
        messages.info(request, "It is closed already, and stays as it was told.")
        return redirect(back[0], *back[1])
    refusal = ""
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            close_report(which=which, seen=int(seen) if seen.isdecimal() else -1, by=request.acting)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, "It is closed, and stays as it was told.")
            return redirect(back[0], *back[1])
    return {"refusal": refusal, "seen": version_seen(words_of(which))}


def pdf_of(request: CaseworkRequest, found: Reading, name: str) -> HttpResponse:
    """A report as PDF: kept bytes of a closed one, a draft as it stands."""
    record_access(request.acting, page="report-pdf", act=AccessAct.EXPORT)
    if found.closed is not None:
        content = bytes(found.closed.pdf)
        _proved(content, found.closed.pdf_digest)
        return pdf_response(content, name)
    contents = found.which.kind == ReportKind.EVALUATION
    return pdf_response(as_pdf(document_of(found.told, contents=contents)), name)


def workbook_of(request: CaseworkRequest, found: Reading, name: str) -> HttpResponse:
    """A report as a spreadsheet: kept bytes of a closed one, a draft as it stands."""
    record_access(request.acting, page="report-workbook", act=AccessAct.EXPORT)
    if found.closed is not None:
        content = bytes(found.closed.workbook)
        _proved(content, found.closed.workbook_digest)
    else:
        content = report_book(found.told.title, found.told.on, sheets_of(found.told))
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.xlsx"', "X-Content-Type-Options": "nosniff",
    }  # fmt: skip
    return HttpResponse(content, content_type=WORKBOOK_TYPE, headers=headers)


def _proved(content: bytes, kept: str) -> None:
    if digest(content) != kept:
        raise Altered("The report is no longer what was told.")
