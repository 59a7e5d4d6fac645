"""Files to download; each is recorded with the number of its rows."""

from django.http import StreamingHttpResponse

from agencies.doors import CaseworkRequest, needs, open_door, record_access
from agencies.models.access import AccessAct
from agencies.rules.roles import Permission
from attendance.formats.refusals import Reject
from attendance.formats.rejects import rejects_file
from attendance.models import RegisterImport, RejectedRow


@needs(Permission.IMPORT_REGISTERS)
def rejects_csv(request: CaseworkRequest, ref: str) -> StreamingHttpResponse:
    """The rejected rows of an import as a CSV file that runs nothing in a spreadsheet. It names no child."""
    batch = open_door(request, RegisterImport.objects.all(), Permission.IMPORT_REGISTERS, ref=ref)
    rows = RejectedRow.objects.visible_to(request.acting).filter(batch=batch).order_by("line", "pk")
    record_access(request.acting, page="import-rejects-csv", act=AccessAct.EXPORT, results=rows.count())
    lines = rejects_file(Reject(row.line, row.field, row.reason, row.remedy) for row in rows.iterator())
    name = f"rejected-rows-{batch.ref}.csv"
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
