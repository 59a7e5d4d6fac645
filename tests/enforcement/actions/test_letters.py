"""Letters: what each kind says under each law, that it is made once, and that it keeps other people's secrets."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from agencies.storage import Altered
from attendance.actions.doors import NotAllowed
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.models import Entry
from enforcement.actions.letters import (
    change_words,
    content_of,
    make_letters,
    make_now,
    owe_letter,
    write_letter,
)
from enforcement.actions.notices import (
    drop_notice,
    issue_notice,
    readdress_notice,
    return_notice,
    serve_notice,
    withdraw_notice,
)
from enforcement.models import LETTERS, Letter, Letterhead, LetterKind
from enforcement.rules.withdrawal import Ground
from tests.enforcement.households import ON, another_parent
from tests.enforcement.letters import add_letterhead, words_of
from tests.factories import AddressFactory

K = LetterKind


@pytest.fixture
def family(family, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    add_letterhead(family.world)
    return family


@pytest.fixture
def officer(family):
    return family.acting("welfare_officer")


@pytest.fixture
def issued(family):
    draft = family.prepare()
    return issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)


def test_the_notice_says_everything_that_the_regulations_ask_for(family, issued, officer) -> None:
    said = words_of(write_letter(kind=K.NOTICE, notice=issued, by=officer))
    for part in (
        issued.reference, "Pay £80 by 17 December 2026.", "After that, pay £160 by 24 December 2026.",
        "section 444A of the Education Act 1996", "as amended in 2024", str(family.mother.parent), "Offence",
        "10 sessions were missed without permission", "Monday 2 November 2026", "Date of this notice",
        "25 November 2026",
        "Given by", "you cannot be convicted", "We must withdraw it if", "There is no appeal", "Civic Centre",
        "www.irwell.example", "first notice", "counting that day as day 1", "27 November 2026",
    ):  # fmt: skip
        assert part in said, part


def test_a_letter_is_made_once_and_stays_as_it_was_made(family, issued, officer) -> None:
    first = write_letter(kind=K.NOTICE, notice=issued, by=officer)
    kept = content_of(first)
    again = write_letter(kind=K.NOTICE, notice=issued, by=officer)
    assert (again.pk, again.digest, Letter.objects.count()) == (first.pk, first.digest, 1)
    assert make_letters([first.pk]) == 0
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        Letter.objects.filter(pk=first.pk).update(own_words="More.")
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        Letter.objects.filter(pk=first.pk).delete()
    assert content_of(Letter.objects.get()) == kept
    LETTERS.path_of(first.file).write_bytes(b"%PDF-1.7 something else")
    with pytest.raises(Altered):
        content_of(first)


def test_own_words_stand_between_the_lawful_parts(family, issued, officer) -> None:
    letter = owe_letter(
        kind=K.NOTICE, notice=issued, by=officer, own_words="We spoke on Monday.\n\n#let x = 1"
    )
    with pytest.raises(ChangedMeanwhile):
        change_words(letter=letter, own_words="Other.", by=officer, version=letter.version + 1)
    changed = change_words(
        letter=letter, own_words="We met on Monday. #x", by=officer, version=letter.version
    )
    made = make_now(letter=changed, by=officer)
    said = words_of(made)
    assert said.index("Sessions missed") < said.index("We met on Monday. #x") < said.index("How to pay")
    with pytest.raises(Refused, match="stays as it was made"):
        change_words(letter=made, own_words="Late.", by=officer, version=made.version)


def test_a_notice_that_came_back_is_served_anew_with_new_days(family, issued, officer) -> None:
    write_letter(kind=K.NOTICE, notice=issued, by=officer)
    served = serve_notice(notice=issued, sent_on=ON, by=officer)
    assert Letter.objects.get().sent_on == ON
    back = return_notice(notice=served, came_back_on=ON, reason="Gone away.", by=officer)
    new = AddressFactory(parent=family.mother.parent, lines="9 New Street", confirmed_on=ON)
    moved = readdress_notice(notice=back, address=new, by=officer)
    again = write_letter(kind=K.NOTICE, notice=moved, by=officer)
    said = words_of(again)
    assert (again.number, again.address) == (2, new)
    assert "came back to us on 25 November 2026" in said
    assert "9 New Street" in said
    assert family.address.lines.splitlines()[0] not in said


def test_reminder_withdrawal_and_the_word_to_the_school(family, issued, officer) -> None:
    with pytest.raises(Refused, match="Issued, to be served"):
        write_letter(kind=K.REMINDER, notice=issued, by=officer)
    served = serve_notice(notice=issued, sent_on=ON, by=officer)
    later = family.acting("welfare_officer", date(2026, 12, 18))
    said = words_of(write_letter(kind=K.REMINDER, notice=served, by=later))
    assert "Pay £160 by 24 December 2026." in said
    assert "£80 ended on 17 December 2026" in said
    passed = family.acting("welfare_officer", date(2026, 12, 25))
    Letter.objects.filter(kind="reminder").update(sent_on=date(2026, 12, 18))
    with pytest.raises(Refused, match="have passed"):
        write_letter(kind=K.REMINDER, notice=served, by=passed)
    gone = withdraw_notice(
        notice=served, ground=Ground.MATERIAL_ERROR, reason="Days.", by=family.acting("team_manager")
    )
    said = words_of(write_letter(kind=K.WITHDRAWAL, notice=gone, by=officer))
    assert "it contains a material error" in said
    assert "may give you a fresh one" in said
    assert "Days." not in said
    draft = family.prepare()
    dropped = drop_notice(notice=draft, reason="Evidence of illness.", by=officer)
    letter = write_letter(kind=K.NOT_ISSUED, notice=dropped, by=officer)
    said = words_of(letter)
    assert family.case.school.name in said
    assert "decided not to give one" in said
    for private in (
        "Evidence of illness",
        family.address.lines.splitlines()[0],
        family.mother.parent.surname,
    ):
        assert private not in said
    assert letter.address is None


def test_a_letter_without_a_letterhead_is_not_made_and_says_why(family, issued, officer) -> None:
    add_letterhead(family.world, began_on=date(2027, 1, 1))
    Letter.objects.all().delete()
    letter = owe_letter(kind=K.NOTICE, notice=issued, by=officer)
    Letter.objects.filter(pk=letter.pk).update(on=date(2004, 1, 1))
    assert make_letters([letter.pk]) == 0
    letter.refresh_from_db()
    assert "Nobody has said yet" in letter.cannot_because
    assert Letterhead.objects.count() == 2


def test_what_a_stranger_or_a_school_asks_is_refused(family, issued) -> None:
    for name in ("other_team_officer", "school_lead"):
        with pytest.raises(NotAllowed):
            write_letter(kind=K.NOTICE, notice=issued, by=family.acting(name))
    assert not Letter.objects.exclude(file="").exists()


def test_typed_secrets_of_another_household_stop_the_letter_and_are_not_repeated(
    family, issued, officer
) -> None:
    _, sealed = another_parent(family)
    sealed.lines, sealed.postcode, sealed.sealed = "The Hollies, 77 Secret Lane", "ZZ9 9ZZ", True
    sealed.save()
    for words in ("He lives at 77 SECRET  lane, the hollies", "The post code is zz99zz now."):
        with pytest.raises(Refused, match="sealed") as refused:
            write_letter(kind=K.NOTICE, notice=issued, by=officer, own_words=words)
        assert "ecret" not in str(refused.value)
        assert not Letter.objects.exclude(file="").exists()


def test_each_letter_is_told_to_the_timeline_once(family, issued, officer) -> None:
    """The act that owes a letter says so itself; one that somebody asks for has its own entry."""
    for _ in range(2):
        write_letter(kind=K.NOTICE, notice=issued, by=officer)
    served = serve_notice(notice=issued, sent_on=ON, by=officer)
    for _ in range(2):
        owe_letter(kind=K.REMINDER, notice=served, by=officer)
    texts = [
        text for text in Entry.objects.order_by("pk").values_list("text", flat=True) if "o be sent" in text
    ]
    number = issued.reference
    assert texts == [
        f"Penalty notice {number} is issued: £80 within 21 days, else £160 within 28 days. To be sent: Penalty notice.",
        f"A letter is to be sent: Reminder, {number}.",
    ]


def test_what_is_withdrawn_or_not_issued_tells_its_letters_with_itself(family, issued, officer) -> None:
    served = serve_notice(notice=issued, sent_on=ON, by=officer)
    withdraw_notice(notice=served, ground=Ground.SHOULD_NOT, reason="Ill.", by=family.acting("team_manager"))
    text = Entry.objects.filter(text__contains="is withdrawn").get().text
    assert text.endswith(f"{Ground.SHOULD_NOT.value}. To be sent: Withdrawal of a notice.")
    assert not Entry.objects.filter(text__startswith="A letter is to be sent").exists()


def test_issue_return_and_withdrawal_owe_their_letters(family, issued, officer) -> None:
    assert [each.kind for each in Letter.objects.all()] == ["notice"]
    gone = withdraw_notice(
        notice=issued, ground=Ground.SHOULD_NOT, reason="Ill.", by=family.acting("team_manager")
    )
    assert not gone.letters.exists(), "nobody got it: nothing is to be sent"
