"""The papers of a school attendance order: what each says, how each is served, and what holds them together."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from attendance.actions.doors import NotAllowed
from cases.actions.doors import Refused
from cases.models import Entry
from enforcement.actions.attendance_orders import (
    choose_school,
    end_order,
    make_order,
    prepare_order,
    serve_first_notice,
    serve_order,
    serve_school_notice,
    stop_order,
    vary_order,
)
from enforcement.actions.letters import content_of, make_now
from enforcement.actions.order_letters import write_first_notice, write_order, write_school_notice
from enforcement.actions.print_runs import (
    chunks_owed,
    chunks_unsent,
    make_chunk,
    post_chunk,
    record_posted,
    start_run,
)
from enforcement.models import AttendanceOrder, Letter, LetterKind
from enforcement.queries.print_runs import not_to_post
from enforcement.rules.service import Method
from tests.enforcement.court import LEGAL, MANAGER, OFFICER, ON
from tests.enforcement.households import another_parent
from tests.enforcement.letters import add_letterhead, words_of
from tests.factories import SchoolFactory

K = LetterKind
# A Thursday: what is posted then is taken to arrive on Monday 5 October, and 15 days from then end on the 19th.
FIRST = date(2026, 10, 1)
ARRIVED, ENDS = date(2026, 10, 5), date(2026, 10, 19)
SECOND = date(2026, 10, 20)
WHY = "Two visits found no work and no plan."
EXPEDIENT = "She asks to be back among friends."
BY_HAND = "By hand to the mother."


@pytest.fixture
def family(family, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    add_letterhead(family.world)
    return family


@pytest.fixture
def school(family):
    return SchoolFactory(
        authority=family.case.school.authority, name="Weir Lane Academy", street="Weir Lane", town="Irwell"
    )


def officer(family, on: date = FIRST):
    return family.acting(OFFICER, on)


@pytest.fixture
def draft(family) -> AttendanceOrder:
    return prepare_order(
        case=family.case, parent=family.mother.parent, unsuitable_because=WHY, by=officer(family),
        equality_considered_on=FIRST,
    )  # fmt: skip


@pytest.fixture
def noticed(family, draft) -> AttendanceOrder:
    by = officer(family)
    make_now(letter=write_first_notice(row=draft, days=15, by=by), by=by)
    return serve_first_notice(row=draft, sent_on=FIRST, days=15, method=Method.FIRST_CLASS, by=by)


@pytest.fixture
def intended(family, noticed, school) -> AttendanceOrder:
    by = officer(family, SECOND)
    letter = write_school_notice(row=noticed, school=school, expedient_because=EXPEDIENT, by=by)
    make_now(letter=letter, by=by)
    return serve_school_notice(
        row=noticed, sent_on=SECOND, school=school, expedient_because=EXPEDIENT, how=BY_HAND, by=by
    )


def made(family, row: AttendanceOrder, on: date) -> AttendanceOrder:
    family.address.confirmed_on = on
    family.address.save()
    row.refresh_from_db()
    return make_order(row=row, by=family.acting(MANAGER, on), version=row.version)


def test_the_first_notice_says_what_the_law_asks_and_the_last_day(family, draft) -> None:
    by = officer(family)
    letter = make_now(
        letter=write_first_notice(row=draft, days=15, by=by, own_words="We met on Monday."), by=by
    )
    said = words_of(letter)
    for part in (
        "section 437(1) of the Education Act 1996", "within 15 days", "by 19 October 2026 if this comes by post",
        "5 October 2026", "your last day is 19 October",
        "counts as day 1", WHY, "school or in another way", "must serve a school attendance order", "15 days to choose",
        "£1,000", draft.ref, "1 October 2026", "Civic Centre", str(family.mother.parent),
    ):  # fmt: skip
        assert part in said, part
    assert said.index(WHY) < said.index("We met on Monday.") < said.index("What happens next")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content_of(letter)


def test_the_second_notice_names_the_school_and_how_to_have_another(family, intended, school) -> None:
    said = words_of(intended.letters.get(kind=K.SAO_SCHOOL))
    for part in (
        "section 438 of the Education Act 1996", school.name, "Weir Lane, Irwell",
        "15 days to choose another school: to 5 November 2026",
        "On 5 October 2026 we served a notice", "22 October 2026", "5 November 2026", EXPEDIENT,
        "that a local authority maintains", "we pay its fees", "academy or an independent school", "£1,000",
    ):  # fmt: skip
        assert part in said, part


def test_the_order_says_what_not_complying_means_and_how_to_ask_for_its_end(family, intended, school) -> None:
    row = made(family, intended, ON)
    letter = row.letters.get(kind=K.SAO_ORDER)
    said = words_of(make_now(letter=letter, by=officer(family, ON)))
    for part in (
        "section 437(3) of the Education Act 1996", "a registered pupil of Weir Lane Academy", "5 October 2026",
        "20 October 2026", "25 November 2026", "expedient", "section 443", "£1,000", "receiving suitable education",
        "education supervision order", "compulsory school age", "section 442", "Secretary of State", "section 440",
        "This order names that school",
    ):  # fmt: skip
        assert part in said, part


def test_service_by_post_counts_from_the_second_working_day_and_by_hand_from_the_day(
    noticed, intended
) -> None:
    intended.refresh_from_db()
    assert (intended.notice_served_on, intended.notice_served_how) == (
        ARRIVED,
        "By first class post, posted on 1 October 2026.",
    )
    assert (intended.intended_served_on, intended.intended_served_how) == (SECOND, BY_HAND)
    assert list(intended.letters.order_by("pk").values_list("kind", "sent_on")) == [
        ("sao_notice", FIRST),
        ("sao_school", SECOND),
    ]


@pytest.mark.parametrize(("on", "refused"), [(ENDS, True), (ENDS + timedelta(days=1), False)])
def test_the_second_notice_waits_for_the_last_day_of_the_first(family, noticed, school, on, refused) -> None:
    given = {"school": school, "expedient_because": EXPEDIENT, "how": BY_HAND, "by": officer(family, on)}
    if refused:
        with pytest.raises(Refused, match="runs to 19 October 2026"):
            serve_school_notice(row=noticed, sent_on=on, **given)
        return
    assert serve_school_notice(row=noticed, sent_on=on, **given).state == "intended"


def test_what_is_served_is_what_the_letter_says(family, draft, school) -> None:
    by = officer(family, FIRST + timedelta(days=1))
    make_now(letter=write_first_notice(row=draft, days=20, by=by), by=by)
    with pytest.raises(Refused, match="says otherwise"):
        serve_first_notice(row=draft, sent_on=by.on, days=15, how=BY_HAND, by=by)
    with pytest.raises(Refused, match="bears 2 October 2026"):
        serve_first_notice(row=draft, sent_on=FIRST, days=20, how=BY_HAND, by=by)
    with pytest.raises(Refused, match="lies ahead"):
        serve_first_notice(row=draft, sent_on=by.on + timedelta(days=1), days=20, how=BY_HAND, by=by)
    with pytest.raises(Refused, match="Say to whom"):
        serve_first_notice(row=draft, sent_on=by.on, days=20, by=by)
    with pytest.raises(Refused, match="Second class"):
        serve_first_notice(row=draft, sent_on=by.on, days=20, method=Method.SECOND_CLASS, by=by)
    row = serve_first_notice(row=draft, sent_on=by.on, days=20, how=BY_HAND, by=by)
    late = officer(family, date(2026, 10, 22))
    make_now(
        letter=write_school_notice(row=row, school=school, expedient_because=EXPEDIENT, by=late), by=late
    )
    given = {"row": row, "sent_on": late.on, "expedient_because": EXPEDIENT, "how": BY_HAND, "by": late}
    with pytest.raises(Refused, match="says otherwise"):
        serve_school_notice(school=family.case.school, **given)
    assert serve_school_notice(school=school, **given).intended_school == school


def test_a_letter_that_was_made_and_not_sent_is_written_anew_where_it_is_to_say_something_else(
    family, draft
) -> None:
    by = officer(family)
    first = make_now(letter=write_first_notice(row=draft, days=15, by=by), by=by)
    assert write_first_notice(row=draft, days=15, by=by).pk == first.pk
    again = write_first_notice(row=draft, days=21, by=by)
    assert (again.number, again.file) == (2, "")
    assert "within 21 days" in words_of(make_now(letter=again, by=by))
    serve_first_notice(row=draft, sent_on=FIRST, days=21, how=BY_HAND, by=by)
    assert dict(draft.letters.values_list("number", "sent_on")) == {1: None, 2: FIRST}


def test_each_paper_goes_with_its_stage_and_only_with_it(family, draft, school) -> None:
    by = officer(family)
    with pytest.raises(Refused, match="Being prepared"):
        write_school_notice(row=draft, school=school, expedient_because=EXPEDIENT, by=by)
    with pytest.raises(Refused, match="Being prepared"):
        write_order(row=draft, by=by)
    with pytest.raises(Refused, match="not less than 15"):
        write_first_notice(row=draft, days=14, by=by)
    row = serve_first_notice(row=draft, sent_on=FIRST, days=15, how=BY_HAND, by=by)
    with pytest.raises(Refused, match="Notice served"):
        write_first_notice(row=row, days=15, by=by)
    assert not Letter.objects.exists()


def test_a_stranger_or_a_school_has_nothing_written(family, draft) -> None:
    for name in ("other_team_officer", "school_lead"):
        with pytest.raises(NotAllowed):
            write_first_notice(row=draft, days=15, by=family.acting(name, FIRST))


@pytest.mark.parametrize(
    ("applied_on", "refused"),
    [(SECOND - timedelta(days=1), True), (SECOND, False), (date(2026, 11, 3), False), (date(2026, 11, 4), True)],
)  # fmt: skip
def test_a_school_for_which_the_parent_applied_in_time_is_named(
    family, intended, applied_on, refused
) -> None:
    chosen = SchoolFactory(authority=family.case.school.authority, name="Beck Street School")
    on = ON
    given = {"school": chosen, "applied_on": applied_on, "because": "An offer of 2 November."}
    if refused:
        with pytest.raises(Refused, match="from 20 October 2026 to 3 November 2026"):
            choose_school(row=intended, by=officer(family, on), **given)
        return
    choose_school(row=intended, by=officer(family, on), **given)
    row = made(family, intended, on)
    assert row.named_school == chosen
    said = words_of(make_now(letter=row.letters.get(kind=K.SAO_ORDER), by=officer(family, on)))
    assert "a registered pupil of Beck Street School" in said
    assert "This order names the school that you chose" in said
    assert "Weir Lane" not in said
    with pytest.raises(Refused, match="Order made"):
        choose_school(row=row, by=officer(family, on), **given)


def test_the_database_keeps_a_choice_after_its_notice_and_a_made_letter_as_it_is(family, intended) -> None:
    rows = AttendanceOrder.objects.filter(pk=intended.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(chosen_school=family.case.school, chosen_on=FIRST, chosen_because="Early.")
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        intended.letters.update(attendance_order=None)


def test_what_was_stopped_or_ended_owes_no_letter_any_more(family, draft, intended) -> None:
    row = made(family, intended, ON)
    assert set(row.letters.filter(file="").values_list("kind", flat=True)) == {"sao_order", "sao_told"}
    by = family.acting(MANAGER, ON)
    end_order(row=row, ended_on=by.on, ending="revoked", reason="Taught at home by a tutor.", by=by)
    assert not row.letters.filter(file="").exists()


def test_dropped_before_it_is_sent_the_letter_comes_out_of_the_pile(family, draft) -> None:
    by = officer(family)
    write_first_notice(row=draft, days=15, by=by)
    run = start_run(kinds=["sao_notice"], posted_on=FIRST, by=by)
    with pytest.raises(Refused, match="print run"):
        write_first_notice(row=draft, days=21, by=by)
    for keys in chunks_owed(run.pk):
        make_chunk(keys)
    assert not not_to_post(run).exists()
    stop_order(row=draft, move="drop", reason="He is at school again.", by=by)
    assert not_to_post(run).count() == 1


def test_a_print_run_that_is_posted_serves_each_paper(family, draft, school) -> None:
    def posted(kind: str, on: date) -> None:
        by = officer(family, on)
        run = start_run(kinds=[kind], posted_on=on, by=by)
        for keys in chunks_owed(run.pk):
            make_chunk(keys)
        record_posted(run=run, sent_on=on, by=by)
        for keys in chunks_unsent(run.pk):
            assert post_chunk(keys) == 1
        draft.refresh_from_db()

    write_first_notice(row=draft, days=15, by=officer(family))
    posted("sao_notice", FIRST)
    assert (draft.state, draft.notice_served_on) == ("noticed", ARRIVED)
    write_school_notice(row=draft, school=school, expedient_because=EXPEDIENT, by=officer(family, SECOND))
    posted("sao_school", SECOND)
    assert (draft.state, draft.intended_served_on) == ("intended", date(2026, 10, 22))
    made(family, draft, ON)
    posted("sao_order", ON)
    assert (draft.state, draft.served_on) == ("made", date(2026, 11, 27))
    assert draft.served_how == "By first class post, posted on 25 November 2026."
    posted("sao_told", ON)
    assert draft.letters.get(kind=K.SAO_TOLD).sent_on == ON


def test_the_school_named_is_told_and_another_when_it_is_named_instead(family, intended, school) -> None:
    row, by = made(family, intended, ON), officer(family, ON)
    letter = make_now(letter=row.letters.get(kind=K.SAO_TOLD), by=by)
    said = words_of(letter)
    for part in (
        school.name, "names your school", "25 November 2026", str(row.parent), "section 437(5)", "has to admit",
        "governing body", row.ref,
    ):  # fmt: skip
        assert part in said, part
    assert letter.address is None
    assert family.address.lines.splitlines()[0] not in said
    other = SchoolFactory(authority=family.case.school.authority, name="Beck Street School")
    vary_order(row=row, on=ON, school=other, because="Nearer.", by=by)
    again = row.letters.get(kind=K.SAO_TOLD, number=2)
    assert "Beck Street School" in words_of(make_now(letter=again, by=by))
    third = SchoolFactory(authority=family.case.school.authority, name="Mill Lane School")
    vary_order(row=row, on=ON, school=third, because="A place.", by=by)
    vary_order(row=row, on=ON, school=other, because="No place.", by=by)
    assert row.letters.filter(kind=K.SAO_TOLD, file="").count() == 1


def test_no_paper_holds_a_sealed_address_of_somebody_else(family, draft) -> None:
    _, sealed = another_parent(family)
    sealed.lines, sealed.postcode, sealed.sealed = "The Hollies, 77 Secret Lane", "ZZ9 9ZZ", True
    sealed.save()
    AttendanceOrder.objects.filter(pk=draft.pk).update(unsuitable_because="He is at 77 secret lane all day.")
    by = officer(family)
    with pytest.raises(Refused, match="sealed"):
        make_now(letter=write_first_notice(row=draft, days=15, by=by), by=by)


def test_without_an_address_the_letter_says_what_is_missing(family, draft) -> None:
    by = officer(family)
    letter = write_first_notice(row=draft, days=15, by=by)
    family.address.ended_on = FIRST - timedelta(days=1)
    family.address.save()
    with pytest.raises(Refused, match="No address"):
        make_now(letter=letter, by=by)


def test_an_order_that_has_no_letter_yet_is_written_and_served_as_written(family, intended) -> None:
    row = made(family, intended, ON)
    row.letters.filter(kind="sao_order").delete()
    by = officer(family, ON + timedelta(days=1))
    make_now(letter=write_order(row=row, by=by), by=by)
    with pytest.raises(Refused, match="bears 26 November 2026"):
        serve_order(row=row, sent_on=ON, how=BY_HAND, by=by)
    assert serve_order(row=row, sent_on=by.on, how=BY_HAND, by=by).served_on == by.on


def test_the_timeline_tells_each_service_once(family, intended) -> None:
    texts = list(Entry.objects.filter(case=family.case).order_by("pk").values_list("text", flat=True))
    served = [text for text in texts if "served on" in text]
    assert served == [
        "Notice before a school attendance order served on 5 October 2026; the parent has to 19 October 2026.",
        "Notice of the intended school, Weir Lane Academy, served on 20 October 2026; the parent has to "
        "3 November 2026.",
    ]


def test_a_legal_officer_writes_too(family, draft) -> None:
    assert write_first_notice(row=draft, days=15, by=family.acting(LEGAL, FIRST)).pk
