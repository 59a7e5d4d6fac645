"""Supervision orders, contracts, parenting orders and school attendance orders (T118 to T127)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from attendance.models import Characteristic, CharacteristicKind
from cases.actions.doors import Refused
from enforcement.actions.attendance_orders import (
    breach_order,
    end_order,
    make_order,
    prepare_order,
    serve_first_notice,
    serve_school_notice,
    stop_order,
    vary_order,
)
from enforcement.actions.contracts import (
    breach_contract,
    change_contract,
    end_contract,
    prepare_contract,
    sign_contract,
)
from enforcement.actions.gates import GateShut
from enforcement.actions.notices import issue_notice
from enforcement.actions.parenting_orders import (
    ask_parenting,
    breach_parenting,
    change_parenting,
    end_parenting,
    make_parenting,
    prepare_parenting,
)
from enforcement.actions.prosecutions import decide_charge, prepare_charge
from enforcement.actions.supervision import (
    apply_supervision,
    breach_supervision,
    change_supervision,
    decide_extension,
    direct,
    end_supervision,
    extend_supervision,
    make_supervision,
    prepare_supervision,
    review_supervision,
)
from enforcement.models import AttendanceOrder, ParentingOrder, PersonCheck, SupervisionOrder
from tests.enforcement.court import FIRST, LEGAL, MANAGER, OFFICER, ON, charged
from tests.factories import SchoolFactory


def applied(family, on: date = ON) -> SupervisionOrder:
    by = family.acting(OFFICER, on)
    row = prepare_supervision(case=family.case, parent=family.mother.parent, by=by, equality_considered_on=on)
    row = change_supervision(
        row=row, by=by, version=row.version, consulted_on=on, consulted="Children's services",
        not_educated_because="Half of this year's sessions were missed.",
    )  # fmt: skip
    return apply_supervision(row=row, by=family.acting(LEGAL, on), version=row.version)


def made(family, on: date = ON) -> SupervisionOrder:
    by = family.acting(OFFICER, on)
    return make_supervision(
        row=applied(family, on),
        made_on=on,
        supervisor=by.user,
        terms="",
        by=by,
        review_on=on + timedelta(days=60),
    )


def test_an_order_lasts_a_year_holds_the_case_and_has_a_review(family) -> None:
    row = made(family)
    assert (row.state, row.expires_on) == ("made", date(2027, 11, 24))
    assert row.case.holds.filter(lifted_on=None, kind="order").count() == 1
    assert row.reviews.get().due_on == ON + timedelta(days=60)


def test_social_services_are_consulted_first(family) -> None:
    by = family.acting(OFFICER)
    row = prepare_supervision(case=family.case, parent=family.mother.parent, by=by, equality_considered_on=ON)
    with pytest.raises(GateShut, match="not been consulted"):
        apply_supervision(row=row, by=family.acting(LEGAL), version=row.version)


def test_T120_no_order_for_a_child_in_care(family) -> None:
    Characteristic.objects.create(pupil=family.pupil, kind=CharacteristicKind.LOOKED_AFTER, began_on=FIRST)
    with pytest.raises(GateShut, match="in care"):
        applied(family)


def test_T118_an_order_in_force_blocks_notice_and_charge(family) -> None:
    before = date(2026, 10, 20)
    family.address.confirmed_on = before
    family.address.save()
    PersonCheck.objects.create(
        pupil=family.pupil, parent=family.mother.parent, on=before, identity_confirmed=True, how="Met at home.",
        is_natural=True, said_adult=True, took_part=True, by=family.acting(OFFICER).user,
    )  # fmt: skip
    made(family, before)
    family.address.confirmed_on = ON
    family.address.save()
    draft = family.prepare()
    with pytest.raises(GateShut, match="Children Act 1989 Schedule 3"):
        issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)
    with pytest.raises(Refused, match="supervision order was in force"):
        prepare_charge(
            case=family.case,
            parent=family.mother.parent,
            first_on=FIRST,
            last_on=ON,
            by=family.acting(OFFICER),
        )


@pytest.mark.parametrize(
    ("applied_on", "until", "refused"),
    [
        (date(2027, 8, 23), date(2028, 11, 24), True),
        (date(2027, 8, 24), date(2028, 11, 24), False),
        (date(2027, 8, 24), date(2030, 11, 24), False),
        (date(2027, 8, 24), date(2030, 11, 25), True),
    ],
)
def test_an_extension_within_its_window_and_three_years(family, applied_on, until, refused) -> None:
    row, by = made(family), family.acting(OFFICER, applied_on)
    if refused:
        with pytest.raises(Refused):
            extend_supervision(row=row, applied_on=applied_on, until=until, by=by)
        return
    asked = extend_supervision(row=row, applied_on=applied_on, until=until, by=by)
    decide_extension(extension=asked, decided_on=applied_on, granted=True, by=by)
    row.refresh_from_db()
    assert row.expires_on <= until
    assert row.expires_on > asked.before


def test_directions_reviews_breach_and_end(family) -> None:
    row, by = made(family), family.acting(OFFICER)
    with pytest.raises(Refused, match="wished"):
        direct(row=row, on=ON, to="child", text="Attend each morning.", wishes_heard=" ", by=by)
    assert direct(row=row, on=ON, to="child", text="Attend.", wishes_heard="She wants a later bus.", by=by).pk
    breach_supervision(row=row, on=ON, what="Three mornings missed.", explanation="", by=by)
    assert row.breaches.count() == 1
    later = family.acting(OFFICER, ON + timedelta(days=61))
    review_supervision(
        review=row.reviews.get(),
        held_on=later.on,
        text="Better.",
        next_on=later.on + timedelta(days=60),
        by=later,
    )
    assert row.reviews.count() == 2
    ended = end_supervision(row=row, ended_on=later.on, ending="discharged", reason="Attends well.", by=later)
    assert ended.state == "ended"
    assert not row.case.holds.filter(lifted_on=None).exists()


def test_the_database_holds_one_order_and_its_days(family) -> None:
    row = made(family)
    for change in ({"expires_on": ON - timedelta(days=1)}, {"state": "draft"}, {"state": "ended"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            SupervisionOrder.objects.filter(pk=row.pk).update(**change)


def contract(family, **more):
    by = family.acting(OFFICER)
    row = prepare_contract(
        case=family.case, parent=family.mother.parent, runs_from=ON, runs_to=ON + timedelta(days=90), by=by
    )
    given = {
        "parent_statement": "I will bring her each day.", "support_statement": "A bus pass.",
        "parent_signed_on": ON, "other_signed_on": ON, "other_signed_by": "Ida Marsh",
    }  # fmt: skip
    return change_contract(row=row, by=by, version=row.version, **given | more)


def test_a_contract_stands_when_both_have_signed(family) -> None:
    row = contract(family, parent_signed_on=None)
    with pytest.raises(GateShut, match="parent has not signed"):
        sign_contract(row=row, by=family.acting(MANAGER), version=row.version)
    row = change_contract(row=row, by=family.acting(OFFICER), version=row.version, parent_signed_on=ON)
    row = sign_contract(row=row, by=family.acting(MANAGER), version=row.version)
    assert (row.state, row.called) == ("signed", "attendance contract")
    breach_contract(
        row=row, on=ON, what="Not brought.", explanation="The car broke.", by=family.acting(OFFICER)
    )
    ended = end_contract(row=row, move="break", reason="Not kept twice.", by=family.acting(OFFICER))
    assert ended.state == "broken"


def test_declining_a_contract_is_recorded(family) -> None:
    row = end_contract(
        row=contract(family), move="decline", reason="She prefers not.", by=family.acting(OFFICER)
    )
    assert row.state == "declined"


def test_a_contract_has_a_longest_time(family) -> None:
    row = contract(family, runs_to=ON + timedelta(days=800))
    with pytest.raises(GateShut, match="runs for more than"):
        sign_contract(row=row, by=family.acting(MANAGER), version=row.version)


FULL = {
    "months": 12, "programme_months": 3, "arrangements_in_area": True, "circumstances": "Two younger children.",
    "responsible_officer": "Ida Marsh", "equality_considered_on": ON,
}  # fmt: skip


def parenting(family, charge, **more) -> ParentingOrder:
    by = family.acting(OFFICER)
    row = prepare_parenting(prosecution=charge, by=by, months=12)
    return change_parenting(row=row, by=by, version=row.version, **FULL | more)


def convicted(family):
    row = charged(family)
    return decide_charge(row=row, move="convict", decided_on=ON, by=family.acting(OFFICER))


def test_T127_no_parenting_order_without_a_conviction(family) -> None:
    row = parenting(family, charged(family))
    with pytest.raises(GateShut, match="there is none"):
        ask_parenting(row=row, by=family.acting(LEGAL), version=row.version)
    with pytest.raises(DatabaseError, match="follows a conviction"), transaction.atomic():
        ParentingOrder.objects.filter(pk=row.pk).update(state="asked", decision=row.prosecution.decision)


@pytest.mark.parametrize("more", [{"months": 13}, {"programme_months": 4}, {"responsible_officer": ""}])
def test_T126_within_twelve_and_three_months(family, more) -> None:
    row = parenting(family, convicted(family), **more)
    with pytest.raises(GateShut):
        ask_parenting(row=row, by=family.acting(LEGAL), version=row.version)


def test_a_parenting_order_runs_its_months(family) -> None:
    row = parenting(family, convicted(family))
    row = ask_parenting(row=row, by=family.acting(LEGAL), version=row.version)
    by = family.acting(OFFICER)
    row = make_parenting(row=row, made_on=ON, by=by)
    assert (row.ends_on, row.programme_ends_on) == (date(2027, 11, 24), date(2027, 2, 24))
    breach_parenting(row=row, on=ON, what="Did not come.", explanation="", by=by)
    assert end_parenting(row=row, move="end", reason="Discharged.", ended_on=ON, by=by).state == "ended"


def intended(family) -> AttendanceOrder:
    by = family.acting(OFFICER, date(2026, 10, 1))
    row = prepare_order(
        case=family.case, parent=family.mother.parent, unsuitable_because="No work was shown.", by=by,
        equality_considered_on=by.on,
    )  # fmt: skip
    row = serve_first_notice(row=row, sent_on=by.on, days=15, how="By hand.", by=by)
    with pytest.raises(Refused, match="15 October 2026"):
        serve_school_notice(
            row=row, sent_on=date(2026, 10, 15), school=family.case.school, expedient_because="She wants to.",
            how="By hand.", by=family.acting(OFFICER, date(2026, 10, 15)),
        )  # fmt: skip
    return serve_school_notice(
        row=row, sent_on=date(2026, 10, 16), school=family.case.school, expedient_because="She wants to.",
        how="By hand.", by=family.acting(OFFICER, date(2026, 10, 16)),
    )  # fmt: skip


@pytest.mark.parametrize(("on", "is_open"), [(date(2026, 10, 30), False), (date(2026, 10, 31), True)])
def test_an_order_after_both_notices_have_run_out(family, on, is_open) -> None:
    family.address.confirmed_on = on
    family.address.save()
    row = intended(family)
    if is_open:
        row = make_order(row=row, by=family.acting(MANAGER, ON), version=row.version)
        assert (row.state, row.named_school) == ("made", family.case.school)
        return
    with pytest.raises(GateShut, match="runs to 30 October 2026"):
        make_order(row=row, by=family.acting(MANAGER, on), version=row.version)


def test_not_less_than_fifteen_days(family) -> None:
    by = family.acting(OFFICER)
    row = prepare_order(case=family.case, parent=family.mother.parent, unsuitable_because="None.", by=by)
    with pytest.raises(Refused, match="15"):
        serve_first_notice(row=row, sent_on=ON, days=14, by=by)
    with pytest.raises(DatabaseError), transaction.atomic():
        AttendanceOrder.objects.filter(pk=row.pk).update(notice_days=14)


def in_force(family) -> AttendanceOrder:
    row = intended(family)
    return make_order(row=row, by=family.acting(MANAGER), version=row.version)


def test_an_order_is_varied_broken_and_revoked(family) -> None:
    row, by = in_force(family), family.acting(OFFICER)
    other = SchoolFactory(authority=family.case.school.authority)
    vary_order(row=row, on=ON, school=other, because="Nearer.", by=by)
    breach_order(row=row, on=ON, what="Not enrolled.", explanation="", by=by)
    row.refresh_from_db()
    assert (row.named_school, row.breaches.count()) == (other, 1)
    ended = end_order(
        row=row, ended_on=ON, ending="revoked", reason="Taught at home.", by=family.acting(MANAGER)
    )
    assert ended.state == "ended"
    assert not row.case.holds.filter(lifted_on=None).exists()


def test_a_supervision_order_ends_it(family) -> None:
    row = in_force(family)
    made(family)
    row.refresh_from_db()
    assert (row.state, row.ending) == ("ended", "supervision")
    assert not row.case.holds.filter(lifted_on=None, key=f"attendance-orders:{row.pk}").exists()
    told = row.case.entries.filter(text__startswith="The school attendance order has ended")
    assert sorted(told.values_list("audience", flat=True)) == ["legal", "school"]


def test_a_parent_who_satisfies_the_authority_hears_no_more(family) -> None:
    row = stop_order(
        row=intended(family), move="satisfy", reason="Work was shown.", by=family.acting(OFFICER)
    )
    assert row.state == "satisfied"
    assert not row.case.holds.filter(lifted_on=None).exists()
