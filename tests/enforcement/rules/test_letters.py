"""The words of letters by law: which regulations, amounts and days each names, on the day before and the day after."""

from datetime import date, timedelta

import pytest

from agencies.documents import Box, Facts, Paragraph
from enforcement.rules.deadlines import payment_days
from enforcement.rules.letters.after import receipt, reminder
from enforcement.rules.letters.laws import cited
from enforcement.rules.letters.notice import NoticeTold, penalty_notice
from enforcement.rules.letters.parts import ChildTold, Frame, Letterhead, Reader
from enforcement.rules.letters.warning import WarningTold, notice_to_improve, penalty_warning
from enforcement.rules.service import Method, serve
from enforcement.rules.terms import Occasion, excluded_terms, terms_of

HEAD = Letterhead("Irwell Council", ("Civic Centre",), "Pay by card.")
CHILD = ChildTold("Ann Child", "Northgate High School")
DAY = timedelta(days=1)


def frame(on: date, words: str = "") -> Frame:
    """A letter to a parent dated a day."""
    return Frame(
        HEAD, Reader("Ms Parent", ("Ms P Parent", "1 Weir Street")), CHILD, "PN-1", on, ("A. Officer",), words
    )


def told(
    on: date, occasion: Occasion = Occasion.FIRST, *, ended_on: date | None = None, **more
) -> NoticeTold:
    """A notice issued and posted on a day for one session some days before."""
    session = ended_on or on - 14 * DAY
    terms = terms_of(on, offence_ended_on=session, occasion=occasion)
    service = serve(Method.FIRST_CLASS, on)
    days = payment_days(terms, service.received_on)
    law = cited(on, is_old_law=not terms.receipt_day_counts)
    return NoticeTold(law, on, "A. Officer", days, service, (((session, 0), "O"),), **more)


def texts(letter) -> str:
    """All that a letter says."""
    return repr(letter)


@pytest.mark.parametrize(
    ("on", "key"),
    [
        (date(2004, 2, 27), "2004"), (date(2007, 8, 31), "2004"), (date(2007, 9, 1), "2007"),
        (date(2012, 8, 31), "2007"), (date(2012, 9, 1), "2012"), (date(2013, 8, 31), "2012"),
        (date(2013, 9, 1), "2013"), (date(2024, 8, 18), "2013"),
        (date(2024, 8, 19), "2024"),
    ],
)  # fmt: skip
def test_each_law_is_named_from_its_first_day(on, key) -> None:
    assert cited(on, is_old_law=on < date(2024, 8, 19)).key == key


def test_an_old_offence_keeps_the_old_law_however_late_the_notice() -> None:
    assert cited(date(2024, 9, 2), is_old_law=True).key == "2013"
    assert cited(date(2026, 3, 2), is_old_law=False, is_excluded=True).key == "excluded"


@pytest.mark.parametrize(
    ("on", "amounts", "days"),
    [
        (date(2007, 1, 15), ("£50", "£100"), "28 or 42 days from then, not counting that day"),
        (date(2012, 8, 31), ("£50", "£100"), "28 or 42 days"),
        (date(2012, 9, 3), ("£60", "£120"), "28 or 42 days"),
        (date(2013, 9, 2), ("£60", "£120"), "21 or 28 days from then, not counting that day"),
        (date(2024, 9, 20), ("£80", "£160"), "21 or 28 days from then, counting that day as day 1"),
    ],
)
def test_amounts_and_days_are_those_of_the_law(on, amounts, days) -> None:
    said = texts(penalty_notice(frame(on), told(on)))
    for part in (*amounts, days):
        assert part in said


def test_T80_both_days_stand_in_the_box() -> None:
    letter = penalty_notice(frame(date(2025, 11, 3)), told(date(2025, 11, 3)))
    box = next(block for block in letter.blocks if isinstance(block, Box))
    assert box.text == "Pay £80 by 25 November 2025.\nAfter that, pay £160 by 2 December 2025."


def test_a_second_notice_has_one_amount_and_says_that_no_third_follows() -> None:
    said = texts(penalty_notice(frame(date(2025, 11, 3)), told(date(2025, 11, 3), Occasion.SECOND)))
    assert "Pay £160 by 2 December 2025." in said
    assert "£80" not in said
    assert "There can be no third within three years" in said


def test_an_excluded_pupils_notice_names_its_own_law_and_offence() -> None:
    on = date(2026, 3, 2)
    service = serve(Method.FIRST_CLASS, on)
    days = payment_days(excluded_terms(on), service.received_on)
    law = cited(on, is_old_law=False, is_excluded=True)
    notice = NoticeTold(law, on, "A. Officer", days, service, seen_on=date(2026, 2, 25))
    said = texts(penalty_notice(frame(on), notice))
    for part in (
        "£60",
        "£120",
        "section 105 of the Education and Inspections Act 2006",
        "in a public place in school hours",
    ):
        assert part in said
    assert "£2,500" not in said


def test_the_childs_home_is_named_only_where_it_is_the_readers() -> None:
    on = date(2025, 11, 3)
    facts = next(block for block in penalty_notice(frame(on), told(on)).blocks if isinstance(block, Facts))
    assert "Child’s address" not in dict(facts.rows)


def test_own_words_are_words_and_stand_alone() -> None:
    on = date(2025, 11, 3)
    letter = penalty_notice(frame(on, "  #strong[x]  "), told(on))
    assert Paragraph("#strong[x]") in letter.blocks
    assert "More about our decision" not in texts(penalty_notice(frame(on), told(on)))


def warned(**changes) -> WarningTold:
    """A warning as it would be told."""
    given = {
        "sessions": (((date(2026, 11, 2), 0), "O"),), "period": "6 school weeks (30 school days)",
        "until": date(2027, 1, 13), "possible": 36, "missed": 10, "tolerated": 0,
        "support": ("5 October 2026: Home visit",), "further_support": "", "target": "",
        "cost": "A penalty notice costs £80 within 21 days, else £160 within 28 days.",
    }  # fmt: skip
    return WarningTold(**given | changes)


def test_the_notice_to_improve_says_all_that_the_guidance_asks() -> None:
    said = texts(notice_to_improve(frame(date(2026, 11, 25)), warned()))
    for part in (
        "Of 36 sessions", "section 7 of the Education Act 1996", "Home visit", "We will agree with you what would help",
        "you may get one", "6 school weeks", "must miss no session", "a penalty notice may come at once",
    ):  # fmt: skip
        assert part in said, part


def test_the_older_warning_letter_speaks_of_its_time() -> None:
    said = texts(penalty_warning(frame(date(2007, 1, 15)), warned(period="15 school days", until=None)))
    assert "Warning of a penalty notice" in said
    assert "improve" not in said
    assert "15 school days" in said


def test_a_target_of_the_writers_own_replaces_the_usual_one() -> None:
    said = texts(notice_to_improve(frame(date(2026, 11, 25)), warned(target="Ann comes every Monday.")))
    assert "Ann comes every Monday." in said
    assert "must miss" not in said


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2025, 11, 25), "Pay £80 by 25 November 2025. After that it is £160, by 2 December 2025."),
        (
            date(2025, 11, 26),
            "Pay £160 by 2 December 2025. The time for paying £80 ended on 25 November 2025",
        ),
        (date(2025, 12, 2), "Pay £160 by 2 December 2025."),
        (date(2025, 12, 3), ""),
    ],
)
def test_a_reminder_says_what_is_due_on_its_day(on, said) -> None:
    days = told(date(2025, 11, 3)).days
    if said:
        assert said in texts(reminder(frame(on), date(2025, 11, 3), days))
    else:
        with pytest.raises(ValueError, match="have passed"):
            reminder(frame(on), date(2025, 11, 3), days)


def test_a_confirmation_says_that_it_is_over() -> None:
    said = texts(receipt(frame(date(2025, 11, 20)), date(2025, 11, 19), 8_000))
    assert "£80" in said
    assert "cannot be convicted of the offence" in said
