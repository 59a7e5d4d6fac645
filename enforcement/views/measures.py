"""The yearly return of parental responsibility measures: seen, checked for balance, and taken away."""

from dataclasses import asdict

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agencies.doors import CaseworkRequest, needs, record_access
from agencies.formats.safe_csv import lines_of
from agencies.models.access import AccessAct
from agencies.rules.roles import Permission
from attendance.rules.register import year_in_words, year_of
from enforcement.queries.measures import measures_of
from enforcement.rules.measures import (
    LIMIT_COLUMNS,
    OF_THE_LIMIT,
    RETURN,
    Measures,
    imbalances,
    knows_limit,
)

P = Permission
FIRST = 2004
# The columns in the order of the published file, under headings that people read.
GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Penalty notices issued",
        (
            ("enrolments", "Pupils enrolled"),
            ("pn_issued", "Notices issued"),
            ("pn_issued_rate", "For each 100 pupils"),
            ("reason_pn_hols", "For a holiday"),
            ("reason_pn_late", "For lateness"),
            ("reason_pn_other", "For other absence"),
            ("pn_second", "Second notices in three years"),
        ),
    ),
    (
        "What became of them",
        (
            ("pn_paid", "Paid"),
            ("pn_paid_21", "Paid within the lower days"),
            ("pn_paid_22_28", "Paid within the full days"),
            ("pn_withdrawn", "Withdrawn"),
            ("withdrawn_reason_conduct", "Withdrawn: outside the code of conduct"),
            ("withdrawn_reason_wrong_issue", "Withdrawn: issued wrongly or to the wrong person"),
            ("withdrawn_reason_material_error", "Withdrawn: material error"),
            ("withdrawn_reason_expiry_no_legal", "Withdrawn: unpaid and not prosecuted"),
            ("pn_prosecuted_non_payment", "Prosecuted after non-payment"),
            ("pn_prosecuted_limit_reached", "Prosecuted because no further notice may be given"),
            ("pn_unresolved", "Not resolved yet"),
        ),
    ),
    (
        "Fast-track case management",
        (
            ("case_management", "Cases"),
            ("case_management_prosecuted", "Prosecuted"),
            ("case_management_withdrawn_before_prosecution", "Withdrawn before prosecution"),
            ("case_management_att_improved", "Attendance improved"),
            ("case_management_other", "Ended otherwise"),
        ),
    ),
    (
        "Parenting orders and contracts, education supervision orders",
        (
            ("parenting_orders_granted", "Parenting orders granted"),
            ("parenting_orders_implemented", "Parenting orders with a responsible officer named"),
            ("parenting_orders_not_implemented", "Parenting orders without"),
            ("parenting_contracts_offered", "Contracts offered"),
            ("parenting_contracts_accepted", "Contracts accepted"),
            ("supervision_orders_total", "Education supervision orders"),
            ("supervision_orders_inplaceofprosecution", "In place of a prosecution"),
            ("supervision_orders_inadditiontoprosecution", "In addition to a prosecution"),
        ),
    ),
)


def _year(request: CaseworkRequest) -> int:
    """The academic year asked for; the present one where none or none that can be is."""
    now = year_of(request.acting.on)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else now
    return year if FIRST <= year <= now else now


@needs(P.SET_TARGETS)
def measures(request: CaseworkRequest) -> HttpResponse:
    """The return of a year with everything that does not add up."""
    by, year = request.acting, _year(request)
    row: Measures = measures_of(by.authority_id, year, by.on)
    held = row.columns()
    left_out = () if knows_limit(year) else LIMIT_COLUMNS
    rules = [RETURN.sentence, *([OF_THE_LIMIT.sentence] if knows_limit(year) else [])]
    groups = [
        (heading, [(label, held[name]) for name, label in columns if name not in left_out])
        for heading, columns in GROUPS
    ]
    now = year_of(by.on)
    years = [(each, year_in_words(each), each == year) for each in range(now, max(now - 8, FIRST - 1), -1)]
    context = {
        "year": year, "words": year_in_words(year), "years": years, "groups": groups, "off": imbalances(row),
        "rule": " ".join(rules), "nothing": not any(_counts(row)),
    }  # fmt: skip
    return render(request, "enforcement/measures.html", context)


def _counts(row: Measures) -> list[int]:
    """The numbers of the return but for the roll."""
    return [value for name, value in asdict(row).items() if name != "enrolments"]


@require_GET
@needs(P.SET_TARGETS)
def as_csv(request: CaseworkRequest) -> StreamingHttpResponse:
    """The return as the department's columns: one row, with the year and the authority before them."""
    by, year = request.acting, _year(request)
    authority = by.agency.authority
    held = {
        "time_period": f"{year}{(year + 1) % 100:02}", "time_identifier": "Academic year",
        "geographic_level": "Local authority", "new_la_code": authority.gss_code, "old_la_code": authority.code,
        "la_name": authority.name, **measures_of(by.authority_id, year, by.on).columns(),
    }  # fmt: skip
    record_access(by, page="measures-csv", act=AccessAct.EXPORT, results=1)
    headers = {"Content-Disposition": f'attachment; filename="measures-{year}.csv"'}
    lines = lines_of(list(held), [list(held.values())])
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)
