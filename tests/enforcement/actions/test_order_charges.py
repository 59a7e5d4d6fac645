"""Prosecutions about orders: section 443 and Schedule 3 paragraph 18, and what the database never lets be charged."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from attendance.actions.doors import NotAllowed
from cases.actions.doors import Refused
from cases.models import Audience, Entry
from enforcement.actions.attendance_orders import end_order, serve_order
from enforcement.actions.evidence import make_paper
from enforcement.actions.gates import GateShut
from enforcement.actions.notices import issue_notice
from enforcement.actions.order_charges import choose_failures, prepare_order_charge
from enforcement.actions.parenting_orders import ask_parenting, change_parenting, prepare_parenting
from enforcement.actions.prosecutions import (
    change_charge,
    charge,
    choose_period,
    decide_charge,
    end_charge,
)
from enforcement.actions.supervision import breach_supervision, direct, end_supervision, lift_direction
from enforcement.models import ChargedFailure, ParentingOrder, Prosecution
from tests.enforcement.court import LEGAL, MANAGER, OFFICER, ON, later, prepare
from tests.enforcement.households import another_parent
from tests.enforcement.orders import (
    CHARGED,
    FAILED,
    PAPERS,
    begun,
    confirmed,
    filled,
    laid,
    not_kept,
    school_order,
    supervision,
)

MAKES = {"s443": school_order, "sch3p18": supervision}
each_offence = pytest.mark.parametrize("offence", sorted(MAKES))


def of(offence, family):
    """An order and the failures against it."""
    order = MAKES[offence](family)
    return order, not_kept(order, family)


def as_legal(family, row, on=CHARGED, **more):
    return charge(row=row, by=family.acting(LEGAL, on), version=row.version, **more)


@each_offence
def test_a_second_person_charges_about_an_order_and_the_school_reads_the_result_alone(
    family, offence
) -> None:
    order, failures = of(offence, family)
    row = laid(order, family, failures)
    assert (row.state, row.offence, row.charged_on) == ("charged", offence, CHARGED)
    assert row.failures.filter(is_live=True).count() == 3
    assert row.decision.gate["is_open"] is True
    assert row.decision.step in ("order-prosecution", "directions-prosecution")
    assert row.case.holds.filter(lifted_on=None, kind="court").count() == 1
    told = Entry.objects.filter(audience=Audience.SCHOOL).order_by("pk").values_list("text", flat=True)
    assert list(told)[-1] == "A prosecution has begun."
    legal = Entry.objects.filter(audience=Audience.LEGAL).order_by("pk").values_list("text", flat=True)
    assert list(legal)[-1].endswith("3 failures from 5 December 2026 to 19 December 2026.")


@each_offence
def test_nobody_charges_alone_or_without_the_right(family, offence) -> None:
    order, failures = of(offence, family)
    row = filled(begun(order, family, failures), family)
    with pytest.raises(NotAllowed):
        charge(row=row, by=family.acting(OFFICER, CHARGED), version=row.version)
    Prosecution.objects.filter(pk=row.pk).update(drafted_by=family.acting(LEGAL).user)
    with pytest.raises(GateShut, match="same person"):
        as_legal(family, row)
    with pytest.raises(NotAllowed):
        prepare_order_charge(
            row=order, parent=family.mother.parent, failures=failures,
            by=family.acting("other_team_officer", CHARGED),
        )  # fmt: skip


@each_offence
def test_two_clicks_begin_one_draft_and_charge_once(family, offence) -> None:
    order, failures = of(offence, family)
    row = begun(order, family, failures)
    assert begun(order, family, failures[:1]).pk == row.pk
    row = filled(Prosecution.objects.get(pk=row.pk), family)
    row = as_legal(family, row)
    assert as_legal(family, row).version == row.version


def test_section_443_waits_for_a_consideration_and_paragraph_18_does_not(family) -> None:
    order, failures = of("s443", family)
    confirmed(family, CHARGED)
    row = prepare_order_charge(
        row=order, parent=order.parent, failures=failures, by=family.acting(OFFICER, CHARGED),
        equality_considered_on=CHARGED,
    )  # fmt: skip
    row = filled(row, family)
    with pytest.raises(GateShut, match="Nobody has considered"):
        as_legal(family, row)
    row.state, row.charged_on, row.checked_by = "charged", CHARGED, family.acting(LEGAL).user
    with pytest.raises(DatabaseError, match="considered before"), transaction.atomic():
        row.save()


def test_paragraph_18_presumes_the_order(family) -> None:
    order, failures = of("sch3p18", family)
    row = laid(order, family, failures)
    assert (row.state, row.consideration) == ("charged", None)


def test_without_its_service_nothing_can_be_charged_and_service_is_recorded_once(family) -> None:
    order = school_order(family, served=False)
    failures = not_kept(order, family)
    with pytest.raises(Refused, match="had not been served"):
        begun(order, family, failures)
    by = family.acting(OFFICER, CHARGED)
    with pytest.raises(Refused, match="Say to whom"):
        serve_order(row=order, sent_on=ON, how=" ", by=by)
    order = serve_order(row=order, sent_on=FAILED[0], how="By hand.", by=by)
    with pytest.raises(Refused, match="recorded already"):
        serve_order(row=order, sent_on=ON, how="By hand.", by=by)
    with pytest.raises(Refused, match="had not been served"):
        begun(order, family, failures)
    assert begun(order, family, failures[1:]).failures.count() == 2


def test_a_child_on_the_roll_of_the_school_named_has_complied(family) -> None:
    order = school_order(family, named=family.case.school)
    with pytest.raises(Refused, match="for section 444"):
        begun(order, family, not_kept(order, family))


def test_only_the_parent_to_whom_the_order_was_made(family) -> None:
    order, failures = of("s443", family)
    father, address = another_parent(family)
    address.confirmed_on = CHARGED
    address.save()
    row = filled(begun(order, family, failures, parent=father.parent), family)
    with pytest.raises(GateShut, match="is not to this parent"):
        as_legal(family, row)
    row.refresh_from_db()
    row.state, row.charged_on, row.checked_by = "charged", CHARGED, family.acting(LEGAL).user
    with pytest.raises(DatabaseError, match="in force and served"), transaction.atomic():
        row.save()


def test_directions_bind_either_parent_and_failures_are_charged_once_to_each(family) -> None:
    order, failures = of("sch3p18", family)
    laid(order, family, failures)
    father, address = another_parent(family)
    address.confirmed_on = CHARGED
    address.save()
    row = filled(begun(order, family, failures, parent=father.parent), family)
    assert as_legal(family, row).state == "charged"
    with pytest.raises(Refused, match="charged before"):
        begun(order, family, failures)


def test_a_failure_to_follow_is_persistent_and_of_a_direction_to_the_parents(family) -> None:
    order, failures = of("sch3p18", family)
    row = filled(begun(order, family, failures[:2]), family)
    with pytest.raises(GateShut, match="2 failures may be charged: the law asks for persistent failure"):
        as_legal(family, row)
    by = family.acting(OFFICER, FAILED[0])
    childs = direct(row=order, on=ON, to="child", text="Be there.", wishes_heard="She will.", by=by)
    alone = breach_supervision(row=order, on=FAILED[0], what="Late.", explanation="", direction=childs, by=by)
    with pytest.raises(Refused, match="to the child alone"):
        choose_failures(row=row, failures=[alone], by=family.acting(OFFICER, CHARGED), version=row.version)
    unsaid = breach_supervision(row=order, on=FAILED[0], what="Late.", explanation="", by=by)
    with pytest.raises(Refused, match="which direction"):
        choose_failures(row=row, failures=[unsaid], by=family.acting(OFFICER, CHARGED), version=row.version)


def test_a_direction_is_of_the_order_and_given_before(family) -> None:
    order = supervision(family)
    by = family.acting(OFFICER, later(3))
    given = direct(row=order, on=later(3), to="both", text="Ring.", wishes_heard="Yes.", by=by)
    with pytest.raises(Refused, match="given after that day"):
        breach_supervision(row=order, on=later(2), what="No.", explanation="", direction=given, by=by)


def test_a_direction_that_was_lifted_is_no_longer_failed(family) -> None:
    order, failures = of("sch3p18", family)
    given, by = order.directions.get(), family.acting(OFFICER, CHARGED)
    with pytest.raises(Refused, match="before the step"):
        lift_direction(row=order, direction=given, lifted_on=later(-1), by=by)
    lift_direction(row=order, direction=given, lifted_on=FAILED[2], by=by)
    assert lift_direction(row=order, direction=given, lifted_on=FAILED[2], by=by).lifted_on == FAILED[2]
    with pytest.raises(Refused, match="lifted already"):
        lift_direction(row=order, direction=given, lifted_on=FAILED[1], by=by)
    with pytest.raises(Refused, match="19 December 2026: The direction had been lifted"):
        begun(order, family, failures)
    assert begun(order, family, failures[:2]).failures.count() == 2


@each_offence
def test_what_was_charged_is_not_charged_again_nor_rewritten(family, offence) -> None:
    order, failures = of(offence, family)
    row = laid(order, family, failures)
    end_charge(row=row, move="discontinue", reason="A witness left.", by=family.acting(MANAGER, CHARGED))
    with pytest.raises(Refused, match="charged before"):
        begun(order, family, failures)
    between = not_kept(order, family, [FAILED[0] + timedelta(days=1)])
    with pytest.raises(Refused, match="charged before"):
        begun(order, family, between)
    after = not_kept(order, family, [later(27)])
    assert begun(order, family, after).failures.count() == 1
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        row.failures.all().delete()
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        ChargedFailure.objects.create(prosecution=row, pupil=row.pupil, parent=row.parent, breach=after[0])
    for change in ({"attendance_order": None}, {"supervision_order": None}, {"offence": "s444(1)"}):
        if any(getattr(row, name, None) is not None for name in change):
            with pytest.raises(DatabaseError), transaction.atomic():
                Prosecution.objects.filter(pk=row.pk).update(**change)


@each_offence
@pytest.mark.parametrize(
    ("on", "shut", "signs"),
    [
        (date(2027, 6, 5), "", []),
        (date(2027, 6, 6), "sign-off", []),
        (date(2027, 6, 19), "", ["clock"]),
        (date(2027, 6, 20), "six months ended", []),
    ],
)
def test_past_the_safe_clock_a_legal_officer_signs_and_past_the_hard_one_nobody(
    family, offence, on, shut, signs
) -> None:
    order, failures = of(offence, family)
    if shut == "six months ended":
        with pytest.raises(Refused, match=shut):
            begun(order, family, failures, on)
        return
    row = filled(begun(order, family, failures, on), family, on)
    if shut:
        with pytest.raises(GateShut, match=shut):
            as_legal(family, row, on, signs=signs)
        return
    assert as_legal(family, row, on, signs=signs).state == "charged"


@each_offence
def test_the_database_holds_the_hard_clock_and_the_order(family, offence) -> None:
    order, failures = of(offence, family)
    row = filled(begun(order, family, failures), family)
    row.checked_by, row.state, row.charged_on = family.acting(LEGAL).user, "charged", date(2027, 6, 20)
    with pytest.raises(DatabaseError, match="within six months"), transaction.atomic():
        row.save()
    row.charged_on = FAILED[1]
    with pytest.raises(DatabaseError, match="in force and served"), transaction.atomic():
        row.save()


def test_an_offence_and_its_order_belong_together(family) -> None:
    order, failures = of("s443", family)
    row = begun(order, family, failures)
    absence = prepare(family)
    for pk, change in (
        (row.pk, {"offence": "s444(1)"}),
        (row.pk, {"offence": "sch3p18"}),
        (row.pk, {"attendance_order": None}),
        (absence.pk, {"offence": "s443"}),
        (absence.pk, {"attendance_order": order}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Prosecution.objects.filter(pk=pk).update(**change)
    by = family.acting(OFFICER, CHARGED)
    row.refresh_from_db()
    with pytest.raises(Refused, match="rests on: school attendance order"):
        change_charge(row=row, by=by, version=row.version, offence="s444(1)")
    with pytest.raises(Refused, match="choose its failures"):
        choose_period(row=row, first_on=ON, last_on=ON, by=by, version=row.version)
    with pytest.raises(Refused, match="choose its period"):
        choose_failures(row=absence, failures=failures, by=by, version=absence.version)


def test_a_failure_of_another_order_is_not_charged_in_this_one(family) -> None:
    order, _ = of("s443", family)
    end_order(
        row=order, ended_on=later(26), ending="revoked", reason="Taught.", by=family.acting(MANAGER, CHARGED)
    )
    other = supervision(family)
    failures = not_kept(other, family)
    with pytest.raises(Refused, match="not of the order"):
        begun(order, family, failures)


def test_after_its_end_only_days_on_which_the_order_was_in_force(family) -> None:
    order, failures = of("s443", family)
    end_order(
        row=order, ended_on=FAILED[1], ending="revoked", reason="Taught.", by=family.acting(MANAGER, CHARGED)
    )
    order.refresh_from_db()
    with pytest.raises(Refused, match="not in force"):
        begun(order, family, failures)
    assert laid(order, family, failures[:2]).state == "charged"


def test_a_draft_about_an_order_bars_no_notice_and_stands_beside_one_about_absence(family) -> None:
    order, failures = of("s443", family)
    absence = prepare(family)
    row = begun(order, family, failures)
    assert {absence.state, row.state} == {"draft"}
    Prosecution.objects.filter(pk=absence.pk).update(state="dropped", ended_because="No.")
    confirmed(family, ON)
    draft = family.prepare()
    assert issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version).state == "issued"


def test_the_pack_is_of_the_order_and_takes_no_certificate(family) -> None:
    order, failures = of("s443", family)
    row = begun(order, family, failures)
    by = family.acting(OFFICER, CHARGED)
    for kind in ("certificate", "register"):
        with pytest.raises(Refused, match="belongs to no pack"):
            make_paper(row=row, kind=kind, by=by)
    with pytest.raises(Refused, match="belongs to no pack"):
        make_paper(row=prepare(family), kind="failures", by=by)
    row.refresh_from_db()
    without = filled(row, family, papers=[each for each in PAPERS if each != "service"])
    with pytest.raises(GateShut, match="proof that the order was served is missing"):
        as_legal(family, without)


def test_other_failures_than_the_record_has_ask_for_a_new_one(family) -> None:
    order, failures = of("s443", family)
    row = filled(begun(order, family, failures[:2]), family)
    by = family.acting(OFFICER, CHARGED)
    row = choose_failures(row=row, failures=failures, by=by, version=row.version)
    with pytest.raises(GateShut, match="Other failures are charged"):
        as_legal(family, row)
    make_paper(row=row, kind="failures", by=by)
    assert as_legal(family, row).state == "charged"


def test_the_parent_is_heard_before_the_charge(family) -> None:
    order, failures = of("sch3p18", family)
    row = filled(begun(order, family, failures), family, parent_heard=" ")
    with pytest.raises(GateShut, match="what the parent says"):
        as_legal(family, row)


@pytest.mark.parametrize(
    ("move", "ceases", "ending"),
    [("acquit", True, "court"), ("acquit", False, ""), ("convict", False, "")],
)
def test_the_order_ceases_only_where_the_court_says_so_on_acquittal(family, move, ceases, ending) -> None:
    order, failures = of("s443", family)
    row, by = laid(order, family, failures), family.acting(OFFICER, CHARGED)
    decide_charge(row=row, move=move, decided_on=CHARGED, by=by, order_ceases=ceases)
    order.refresh_from_db()
    assert (order.state, order.ending) == ("ended" if ceases else "made", ending)
    assert order.case.holds.filter(lifted_on=None, kind="order").exists() is not ceases
    if ceases:
        assert order.ended_on == CHARGED


def test_no_order_ceases_on_conviction_or_under_another_law(family) -> None:
    order, failures = of("s443", family)
    row, by = laid(order, family, failures), family.acting(OFFICER, CHARGED)
    with pytest.raises(Refused, match="on acquittal under section 443"):
        decide_charge(row=row, move="convict", decided_on=CHARGED, by=by, order_ceases=True)
    row.refresh_from_db()
    assert row.state == "charged"


@each_offence
@pytest.mark.parametrize(("fine", "refused"), [(100_000, False), (100_001, True)])
def test_a_fine_at_level_3_and_no_prison(family, offence, fine, refused) -> None:
    order, failures = of(offence, family)
    row, by = laid(order, family, failures), family.acting(OFFICER, CHARGED)
    with pytest.raises(Refused, match="not punished with prison"):
        decide_charge(row=row, move="convict", decided_on=CHARGED, by=by, result={"sentence": "prison"})
    result = {"plea": "guilty", "sentence": "fine", "fine": fine}
    if refused:
        with pytest.raises(Refused, match="level 3"):
            decide_charge(row=row, move="convict", decided_on=CHARGED, by=by, result=result)
        with pytest.raises(DatabaseError), transaction.atomic():
            Prosecution.objects.filter(pk=row.pk).update(fine=fine)
        return
    assert decide_charge(row=row, move="convict", decided_on=CHARGED, by=by, result=result).fine == fine


@each_offence
def test_a_parenting_order_follows_section_443_and_not_paragraph_18(family, offence) -> None:
    order, failures = of(offence, family)
    row, by = laid(order, family, failures), family.acting(OFFICER, CHARGED)
    row = decide_charge(row=row, move="convict", decided_on=CHARGED, by=by)
    asked = prepare_parenting(prosecution=row, by=by, months=12)
    asked = change_parenting(
        row=asked, by=by, version=asked.version, programme_months=3, arrangements_in_area=True,
        circumstances="Two younger children.", responsible_officer="Ida Marsh", equality_considered_on=CHARGED,
    )  # fmt: skip
    legal = family.acting(LEGAL, CHARGED)
    if offence == "s443":
        assert ask_parenting(row=asked, by=legal, version=asked.version).state == "asked"
        return
    with pytest.raises(GateShut, match="there is none"):
        ask_parenting(row=asked, by=legal, version=asked.version)
    with pytest.raises(DatabaseError, match="follows a conviction"), transaction.atomic():
        ParentingOrder.objects.filter(pk=asked.pk).update(state="asked", decision=row.decision)
    with pytest.raises(DatabaseError), transaction.atomic():
        Prosecution.objects.filter(pk=row.pk).update(asks_parenting_order=True)


def test_a_supervision_order_that_has_ended_leaves_its_failures_to_be_charged(family) -> None:
    order, failures = of("sch3p18", family)
    end_supervision(
        row=order, ended_on=later(26), ending="discharged", reason="No use.",
        by=family.acting(OFFICER, CHARGED),
    )  # fmt: skip
    order.refresh_from_db()
    assert laid(order, family, failures).state == "charged"


def test_another_school_named_counts_from_its_day(family) -> None:
    order = school_order(family)
    from_ = later(20)
    order.variations.create(
        on=from_, was=order.named_school, school=family.case.school, because="Nearer.",
        by=family.acting(OFFICER).user,
    )  # fmt: skip
    type(order).objects.filter(pk=order.pk).update(named_school=family.case.school)
    order.refresh_from_db()
    failures = not_kept(order, family)
    with pytest.raises(Refused, match="19 December 2026: The child was on the roll"):
        begun(order, family, failures)
    assert begun(order, family, failures[:2]).failures.count() == 2
