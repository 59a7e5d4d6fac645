"""The ladder on the case, and the answers that officers give to the gate."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from attendance.models import Address
from cases.models import Entry
from enforcement.models import Correspondence, Enquiry, NoticeElsewhere, PersonCheck, SupportOffer
from tests.enforcement.households import ON, another_parent
from tests.factories import AuthorityFactory, ContactFactory

OFFICER = "welfare_officer"


def page(client, family, query="") -> str:
    answer = client.get(reverse("case-ladder", args=[family.case.ref]) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def day(name, on) -> dict:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def send(client, name, args, given):
    return client.post(reverse(name, args=args), {"form_key": str(uuid4()), **given})


def test_it_opens_on_support_and_says_of_each_step_how_it_stands(family, client_for) -> None:
    words = page(client_for(OFFICER), family)
    assert words.index("Support first") < words.index("Penalty notice")
    assert "Home visit" in words
    assert "10 unauthorised sessions in 10 school weeks; the threshold is 10." in words
    for name in (
        "Attendance contract",
        "Notice to improve",
        "Education supervision order",
        "Parenting order",
    ):
        assert name in words
    assert "Six months from the first session that counts now: surely in time to here" in words


def test_a_step_says_every_check_with_its_rule_and_what_it_rests_on(family, client_for) -> None:
    args = [family.case.ref, family.mother.pk]
    answer = client_for(OFFICER).get(reverse("case-step", args=[*args, "notice"]))
    words = " ".join(answer.content.decode().split())
    assert "2 November 2026: morning O, afternoon O" in words
    assert "Working together to improve school attendance" in words
    assert "Nobody has recorded that equality was considered." in words
    assert "No warning has been sent, and nobody has said why it would be left out." in words
    assert client_for(OFFICER).get(reverse("case-step", args=[*args, "nonsense"])).status_code == 404


def test_the_law_of_another_day_can_be_read_and_nothing_prepared(family, client_for) -> None:
    words = page(client_for(OFFICER), family, "?on=2007-03-05")
    assert "Penalty warning letter" in words
    assert "Notice to improve" not in words
    assert "Record support that was offered" not in words
    for odd in ("?on=2099-01-01", "?on=2026-02-31", "?on=nonsense"):
        assert "Notice to improve" in page(client_for(OFFICER), family, odd)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("team_manager", 200), ("legal_officer", 200), ("other_team_officer", 404), ("school_lead", 403),
        ("assistant_director", 403), ("nurse", 403),
    ],
)  # fmt: skip
def test_it_is_for_those_who_see_legal_records(family, client_for, name, status) -> None:
    assert client_for(name).get(reverse("case-ladder", args=[family.case.ref])).status_code == status


def test_a_sealed_address_is_not_shown_to_those_not_named(family, client_for) -> None:
    family.address.sealed = True
    family.address.save()
    words = page(client_for(OFFICER), family)
    assert family.address.postcode not in words
    assert "Sealed: open to people named for it alone." in words


def test_an_officer_checks_a_person_confirms_and_asks(family, client_for) -> None:
    contact = ContactFactory(pupil=family.pupil, relationship="Father")
    client, args = client_for(OFFICER), [family.case.ref, contact.pk]
    assert "Nobody has checked." in page(client, family)
    check = {
        "identity_confirmed": "yes", "how": "Seen at the school.", "is_natural": "yes", "took_part": "yes",
        "said_adult": "yes",
    }  # fmt: skip
    assert send(client, "parent-check", args, {"how": ""}).status_code == 200
    assert send(client, "parent-check", args, check).status_code == 302
    assert PersonCheck.objects.get(parent=contact.parent).took_part
    new = {"which": "new", "lines": "4, Mill Lane", "town": "Irwell", "postcode": "m1 1aa", "how": "Letter."}
    assert send(client, "parent-address", args, new).status_code == 302
    held = Address.objects.get(parent=contact.parent)
    assert (held.postcode, held.confirmed_on) == ("M1 1AA", ON)
    other = AuthorityFactory(code="996", name="Farside Council")
    asked = {"authority": other.pk, "how_known": "School record."}
    assert send(client, "parent-enquiry", args, asked).status_code == 302
    enquiry = Enquiry.objects.get(parent=contact.parent)
    there = [family.case.ref, enquiry.pk]
    assert send(client, "enquiry-answer", there, {"has_any": "yes"}).status_code == 200
    answer = {"has_any": "yes", "reference_1": "F-7", **day("issued_on_1", ON - timedelta(days=40))}
    assert send(client, "enquiry-answer", there, answer).status_code == 302
    assert NoticeElsewhere.objects.get().their_reference == "F-7"
    assert Entry.objects.filter(case=family.case, kind="legal", audience="legal").count() == 4


def test_a_new_address_ends_the_one_before(family, client_for) -> None:
    contact = family.mother
    given = {"which": "new", "lines": "9, Bank Street", "postcode": "M2 2BB", "how": "She rang."}
    for _ in range(2):
        send(client_for(OFFICER), "parent-address", [family.case.ref, contact.pk], given)
    rows = Address.objects.filter(parent=contact.parent).order_by("pk")
    assert [row.ended_on for row in rows] == [ON - timedelta(days=1), None]


def test_a_letter_holds_every_step_until_read_and_a_word_of_payment_until_decided(family, client_for) -> None:
    client, ref = client_for(OFFICER), family.case.ref
    given = {"channel": "letter", "text": "We have paid.", "says_paid": "yes", **day("received_on", ON)}
    assert send(client, "letter-in-enter", [ref], given).status_code == 302
    assert "A letter or message of the family is unread." in page(client, family)
    letter = Correspondence.objects.get()
    assert send(client, "letter-in", [ref, letter.pk], {"answer": "Passed on."}).status_code == 302
    words = page(client, family)
    assert "unread." not in words
    letter.refresh_from_db()
    assert (letter.read_on, letter.decided_on) == (ON, None)
    assert "says that it was paid" in words or "paid" in words
    legal = client_for("legal_officer")
    assert send(legal, "letter-in", [ref, letter.pk], {"decision": "Found and matched."}).status_code == 302
    letter.refresh_from_db()
    assert letter.decided_on == ON


def test_support_is_recorded_once_and_ended(family, client_for) -> None:
    client, ref = client_for(OFFICER), family.case.ref
    given = {"what": "Walking bus", "outcome": "UNDER_WAY", **day("offered_on", ON)}
    for _ in range(2):
        assert send(client, "support-offer", [ref], given).status_code == 302
    offer = SupportOffer.objects.get(what="Walking bus")
    ended = {"outcome": "FAILED", "because": "He did not come."}
    assert send(client, "support-end", [ref, offer.pk], ended).status_code == 302
    offer.refresh_from_db()
    assert offer.outcome == "failed"


def test_queries_do_not_grow_with_parents_and_sessions(
    family, client_for, django_assert_max_num_queries
) -> None:
    client = client_for(OFFICER)

    def count() -> int:
        with django_assert_max_num_queries(80) as queries:
            page(client, family)
        return len(queries)

    page(client, family)
    few = count()
    for _ in range(4):
        another_parent(family)
    for at in range(20):
        SupportOffer.objects.create(
            case=family.case, pupil=family.pupil, offered_on=ON, what=f"Help {at}",
            by=family.acting(OFFICER).user,
        )  # fmt: skip
    assert count() <= few
