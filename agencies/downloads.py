"""What a page shows, to take away: CSV, spreadsheet or PDF, put on record before the first row leaves."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse

from agencies.doors import CaseworkRequest, record_access
from agencies.formats.safe_csv import lines_of
from agencies.models.access import AccessAct
from agencies.pdf import pdf_response, render
from agencies.printed import printed
from agencies.tables import Table, Value
from agencies.workbooks import MOST_ROWS, workbook

CSV_TYPE = "text/csv; charset=utf-8"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = ("csv", "xlsx", "pdf")


def download(request: CaseworkRequest, table: Table, kind: str) -> HttpResponseBase:
    """The table as `kind` of file ("csv", "xlsx" or "pdf"); Http404 for another kind.

    The view has checked the right and taken the rows through their own door; this records the export with the
    number of its rows. A table too long for a spreadsheet comes as CSV; paper holds the first rows and says so.
    """
    if kind not in KINDS:
        raise Http404
    page = request.resolver_match.view_name if request.resolver_match else ""
    record_access(request.acting, page=page, act=AccessAct.EXPORT, results=table.total)
    if kind == "pdf":
        authority = request.acting.agency.authority.name
        return pdf_response(render(printed(table, authority)), table.name)
    if kind == "xlsx" and table.count <= MOST_ROWS:
        return FileResponse(
            workbook(table), as_attachment=True, filename=f"{table.name}.xlsx", content_type=WORKBOOK_TYPE
        )
    headers = {"Content-Disposition": f'attachment; filename="{table.name}.csv"'}
    return StreamingHttpResponse(csv_lines(table), content_type=CSV_TYPE, headers=headers)


def csv_lines(table: Table) -> Iterator[bytes]:
    """The rows under their headings, an empty line, and what they are: so that a program finds headings first.

    Further tables of the page follow the first, each after an empty line and its title.
    """
    return lines_of(table.headings, _rows(table))


def _rows(table: Table) -> Iterator[Sequence[object]]:
    for row in table.rows:
        yield [_plain(value) for value in row]
    for part in table.parts:
        yield ()
        yield [part.title]
        yield part.headings
        for row in part.rows:
            yield [_plain(value) for value in row]
    yield ()
    yield from table.about


def _plain(value: Value) -> object:
    """Days as 2026-03-05, which every program reads; yes and no as words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value
