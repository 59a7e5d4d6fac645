"""The return of parental responsibility measures: its columns, its sums, and the published totals of 2018/19."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.rules.measures import (
    Closed,
    IssuedNotice,
    Measures,
    OtherMeasures,
    Paid,
    Reason,
    imbalances,
    knows_limit,
    measures,
    reason_of,
)
from enforcement.rules.withdrawal import Ground

OF_YEAR = date(2025, 10, 6)
NOTHING = Measures(**{field.name: 0 for field in fields(Measures)})


def notice(**state):
    return IssuedNotice(**({"issued_on": OF_YEAR, "reason": Reason.HOLIDAY} | state))


def returned(*notices, other=None, enrolments=36_000):
    return measures(2025, notices, other or OtherMeasures(), enrolments=enrolments)


def test_every_notice_of_the_year_stands_in_one_column():
    row = returned(
        notice(paid=Paid.LOWER),
        notice(paid=Paid.FULL, reason=Reason.LATE),
        notice(withdrawn=Ground.WRONG_PERSON, paid=Paid.LOWER),
        notice(is_prosecuted=True, reason=Reason.OTHER, is_second=True),
        notice(),
        notice(issued_on=date(2025, 7, 31)),
        notice(issued_on=date(2026, 8, 1)),
    )
    assert (row.pn_issued, row.pn_second) == (5, 1)
    assert (row.reason_pn_hols, row.reason_pn_late, row.reason_pn_other) == (3, 1, 1)
    assert (row.pn_paid, row.pn_paid_21, row.pn_paid_22_28) == (2, 1, 1)
    assert (row.pn_withdrawn, row.withdrawn_reason_wrong_issue) == (1, 1)
    assert (row.pn_prosecuted_non_payment, row.pn_unresolved) == (1, 1)
    assert imbalances(row) == ()


@pytest.mark.parametrize(
    ("ground", "column"),
    [
        (Ground.OUTSIDE_CODE, "withdrawn_reason_conduct"),
        (Ground.SHOULD_NOT, "withdrawn_reason_wrong_issue"),
        (Ground.WRONG_PERSON, "withdrawn_reason_wrong_issue"),
        (Ground.MATERIAL_ERROR, "withdrawn_reason_material_error"),
        (Ground.NO_PROSECUTION, "withdrawn_reason_expiry_no_legal"),
    ],
)
def test_each_ground_has_its_column(ground, column):
    assert returned(notice(withdrawn=ground)).columns()[column] == 1


@pytest.mark.parametrize(
    ("codes", "reason"),
    [
        ("GGGGGGGGGG", Reason.HOLIDAY),
        ("GGGGGGOOOO", Reason.HOLIDAY),
        ("GGGGGOOOOO", Reason.OTHER),
        ("UUUUUUUOOO", Reason.LATE),
        ("OOOOOOOOOO", Reason.OTHER),
        ("", Reason.OTHER),
    ],
)
def test_most_of_its_sessions_say_what_a_notice_is_for(codes, reason):
    assert reason_of(codes) is reason


@pytest.mark.parametrize(
    ("issued", "enrolments", "rate"),
    [(333_388, 7_138_929, "4.67"), (55_206, 977_098, "5.65"), (1, 800, "0.13"), (0, 10, "0.00"), (3, 0, "")],
)
def test_the_rate_for_each_hundred_enrolments(issued, enrolments, rate):
    assert replace(NOTHING, pn_issued=issued, enrolments=enrolments).pn_issued_rate == rate


ENGLAND_2018_19 = replace(
    NOTHING,
    pn_issued=333_388,
    reason_pn_hols=288_239,
    reason_pn_late=1_164,
    reason_pn_other=43_985,
    pn_paid=253_365,
    pn_paid_21=236_060,
    pn_paid_22_28=17_305,
    pn_prosecuted_non_payment=21_756,
    pn_unresolved=25_287,
    pn_withdrawn=33_150,
    withdrawn_reason_conduct=33_150,
    parenting_contracts_offered=18_254,
    parenting_contracts_accepted=12_555,
)


def test_the_published_return_of_england_2018_19_is_out_by_170():
    """The grounds of withdrawal are not published in total here, and stand in one column."""
    (only,) = imbalances(ENGLAND_2018_19)
    assert only.difference == 170
    assert only.sentence.endswith("differ by 170.")


@pytest.mark.parametrize(
    "changes",
    [
        {"reason_pn_late": 1},
        {"pn_paid_21": 1},
        {"withdrawn_reason_conduct": 1},
        {"pn_unresolved": 1},
        {"parenting_orders_granted": 1},
        {"supervision_orders_total": 1},
        {"parenting_contracts_accepted": 1},
        {"pn_second": 1},
        {"case_management_other": 1},
    ],
)
def test_what_does_not_add_up_is_named(changes):
    assert imbalances(NOTHING) == ()
    assert len(imbalances(replace(NOTHING, **changes))) == 1


def test_the_columns_come_in_the_published_order():
    names = list(returned().columns())
    assert names[:5] == ["enrolments", "pn_issued", "pn_issued_rate", "reason_pn_hols", "reason_pn_late"]
    assert names[-1] == "supervision_orders_inadditiontoprosecution"


def test_the_other_measures():
    other = OtherMeasures(4, (Closed.PROSECUTED, Closed.IMPROVED, Closed.OTHER), 3, 2, 9, 7, 1, 2, 5)
    row = returned(other=other)
    assert (row.case_management, row.case_management_att_improved) == (4, 1)
    assert (row.parenting_orders_granted, row.parenting_orders_not_implemented) == (3, 1)
    assert (row.supervision_orders_total, row.pn_prosecuted_limit_reached) == (3, 5)
    assert imbalances(row) == ()


@given(
    st.lists(
        st.builds(
            IssuedNotice,
            st.dates(date(2025, 6, 1), date(2026, 10, 1)),
            st.sampled_from(Reason),
            st.none() | st.sampled_from(Paid),
            st.none() | st.sampled_from(Ground),
            st.booleans(),
            st.booleans(),
        ),
        max_size=30,
    )
)
def test_whatever_happened_to_the_notices_our_return_balances(notices):
    row = returned(*notices)
    assert imbalances(row) == ()
    assert row.pn_issued == sum(date(2025, 8, 1) <= each.issued_on <= date(2026, 7, 31) for each in notices)


def test_the_limit_in_three_years_is_returned_from_2024() -> None:
    assert not knows_limit(2023)
    assert knows_limit(2024)
