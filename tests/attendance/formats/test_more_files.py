"""Dates, census tables, the register of schools and published figures, at their edges."""

from datetime import date

import pytest

from attendance.formats.census import read_census
from attendance.formats.dates import BadDate, DateOrder, read_date, settle_order
from attendance.formats.dfe import Withheld, read_figure, read_statistics
from attendance.formats.gias import LinkKind, read_links, read_schools
from attendance.formats.refusals import FileRefused, Reject
from tests.attendance.formats.files import table


@pytest.mark.parametrize(
    ("text", "order", "read"),
    [
        ("2024-02-29", DateOrder.ISO, date(2024, 2, 29)),
        ("2024-02-29T00:00:00Z", DateOrder.ISO, date(2024, 2, 29)),
        ("20240229", DateOrder.ISO, date(2024, 2, 29)),
        ("29/02/2024", DateOrder.DAY_FIRST, date(2024, 2, 29)),
        ("29-02-2024", DateOrder.DAY_FIRST, date(2024, 2, 29)),
        ("29.2.2024", DateOrder.DAY_FIRST, date(2024, 2, 29)),
        ("2024-Feb-29 00:00:00", DateOrder.NAMED, date(2024, 2, 29)),
        ("29 February 2024", DateOrder.NAMED, date(2024, 2, 29)),
        ("29/02/2024 00:00", DateOrder.DAY_FIRST, date(2024, 2, 29)),
    ],
)
def test_a_leap_day_in_every_way_of_writing(text, order, read):
    assert read_date(text, order) == read


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2025-02-29", DateOrder.ISO),
        ("29/02/2025", DateOrder.DAY_FIRST),
        ("29/02/1900", DateOrder.DAY_FIRST),
        ("31 April 2025", DateOrder.NAMED),
        ("1 Ju 2025", DateOrder.NAMED),
        ("01/02/25", DateOrder.DAY_FIRST),
        ("45000", DateOrder.ISO),
        ("2025-09-01 08:45:00", DateOrder.ISO),
        ("01/09-2025", DateOrder.DAY_FIRST),
        ("1899-12-31", DateOrder.ISO),
        ("2100-01-01", DateOrder.ISO),
        ("２０２５-09-01", DateOrder.ISO),
    ],
)
def test_what_is_no_date(text, order):
    with pytest.raises(BadDate):
        read_date(text, order)


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (["01/02/2025", "02/03/2025"], "do not show"),
        (["13/02/2025", "02/13/2025"], "Some dates"),
        (["02/13/2025"], "the month before the day"),
        (["2025-02-01", "13/02/2025"], "more than one way"),
        (["", "soon"], "No cell"),
    ],
)
def test_orders_that_cannot_be_settled(texts, why):
    with pytest.raises(FileRefused, match=why):
        settle_order(texts)


@pytest.mark.parametrize(
    ("symbol", "why"),
    [
        ("x", Withheld.SUPPRESSED),
        (".", Withheld.NOT_APPLICABLE),
        (":", Withheld.NOT_AVAILABLE),
        ("c", Withheld.SUPPRESSED),
    ],
)
def test_a_symbol_in_any_figure_of_a_row_is_never_nought(symbol, why):
    (row,) = read_statistics(
        table(f"time_period,geographic_level,possible_sessions,reason_i_ill\n202425,National,{symbol},5\n")
    )
    assert row.figure("possible_sessions").withheld is why
    assert row.figure("possible_sessions").number is None
    assert row.marks()["I"].number == 5
    assert row.figure("reason_d_dual").withheld is Withheld.NO_COLUMN


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("0.0", 0.0), (" 12 ", 12), ("-3", -3), ("1e2", 100.0), ("93.130", 93.13)]
)
def test_nought_and_other_numbers_are_numbers(text, number):
    assert read_figure(text).number == number


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("202425", 2024),
        ("2024/25", 2024),
        ("200607", 2006),
        ("202400", None),
        ("202426", None),
        ("2025", None),
        ("199900", None),
    ],
)
def test_the_academic_year_of_a_row(period, year):
    (row,) = read_statistics(table(f"time_period,geographic_level,enrolments\n{period},National,5\n"))
    assert row.academic_year == year


PUPILS = "pupilonrolltableid,NativeId,upn,dob,ncyearactual,termlysessionspossible\n"
REASONS = "pupilonrolltableid,NativeId,sessions,attendancereason\n"


@pytest.mark.parametrize(
    ("on", "obsolete", "not_absences"),
    [
        (date(2006, 12, 31), {"C1", "K", "Q", "Y1"}, {"B", "D", "J", "X", "Y", "#", "/"}),
        (date(2013, 8, 31), {"C1", "K", "Q", "Y1"}, {"B", "D", "J", "X", "Y", "#", "/"}),
        (date(2013, 9, 1), {"C1", "F", "K", "Q", "Y1"}, {"B", "D", "J", "X", "Y", "#", "/"}),
        (date(2024, 8, 18), {"C1", "F", "K", "Q", "Y1"}, {"B", "D", "J", "X", "Y", "#", "/"}),
        (date(2024, 8, 19), {"F", "H", "J", "Y"}, {"B", "D", "K", "Q", "X", "Y1", "#", "/"}),
    ],
)
def test_the_list_of_the_collections_day_says_which_reasons_are_out_of_use(on, obsolete, not_absences):
    codes = ["B", "C", "C1", "D", "F", "H", "I", "J", "K", "N", "Q", "X", "Y", "Y1", "#", "/"]
    rows = "".join(f"p1,S1,1,{code}\n" for code in codes)
    report = read_census(table(PUPILS + "p1,S1,,,7,380\n"), table(REASONS + rows), on=on).report
    assert set(report.obsolete) == obsolete
    assert set(report.not_absences) == not_absences
    assert report.unknown == {}


def test_the_published_sample_of_2008_with_more_absence_than_sessions():
    found = read_census(
        table(PUPILS + "p1,S1,,,7,89\n"), table(REASONS + "p1,S1,60,I\np1,S1,30,O\n"), on=date(2008, 3, 31)
    )
    assert (found.report.absences_over_possible, found.totals["S1", "p1"].sessions_in_rows) == (1, 90)


@pytest.mark.parametrize(
    ("possible", "over", "without"), [("90", 0, 0), ("90.0", 0, 0), ("89", 1, 0), ("0", 0, 1), ("", 0, 1)]
)
def test_reasons_against_possible_sessions(possible, over, without):
    found = read_census(
        table(PUPILS + f"p1,S1,,,7,{possible}\n"),
        table(REASONS + "p1,S1,60,I\np1,S1,30,O\n"),
        on=date(2025, 3, 31),
    )
    assert (found.report.absences_over_possible, found.report.without_possible) == (over, without)


LINKS = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"


@pytest.mark.parametrize(
    ("link_type", "kind"),
    [
        ("Successor", LinkKind.SUCCESSOR),
        ("Predecessor", LinkKind.PREDECESSOR),
        ("Successor - amalgamated", LinkKind.SUCCESSOR),
        ("Predecessor - merged", LinkKind.PREDECESSOR),
        ("Sixth Form Centre Link", LinkKind.OTHER),
        ("", LinkKind.OTHER),
    ],
)
def test_kinds_of_link(link_type, kind):
    (found,) = read_links(table(f"{LINKS}105884,140000,Ambrose’s,{link_type},\n".encode("cp1252")))
    assert (found.kind, found.on, found.link_name) == (kind, None, "Ambrose’s")


@pytest.mark.parametrize("urn", ["", "10588", "1058844", "1.06E+05", "10588A", "１０５８８４"])
def test_a_damaged_urn_is_a_rejected_link_and_school(urn):
    (link,) = read_links(table(f"{LINKS}{urn},140000,Name,Successor,\n"))
    school = f"URN,LA (code),EstablishmentNumber,EstablishmentName,EstablishmentStatus (code)\n{urn},355,2007,Name,1\n"
    (row,) = read_schools(table(school))
    assert isinstance(link, Reject)
    assert isinstance(row, Reject)


@pytest.mark.parametrize("form", ["01-09-2016", "01/09/2016", "1/9/2016"])
def test_dates_of_the_register_are_day_first_in_either_form(form):
    (found,) = read_links(table(f"{LINKS}105884,140000,Name,Successor,{form}\n"))
    assert found.on == date(2016, 9, 1)
