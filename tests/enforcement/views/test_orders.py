"""The pages of contracts and orders."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse

from enforcement.actions.supervision import change_supervision
from enforcement.models import AttendanceOrder, ParentingContract, SupervisionOrder
from tests.enforcement.court import LEGAL, MANAGER, OFFICER
from tests.enforcement.views.test_court import day_fields, read, today

__all__ = ["today"]


def begin(client, family, what: str, **sent):
    return client.post(
        reverse("case-orders-begin", args=[family.case.ref, what]),
        {"parent": family.mother.parent_id, **sent},
    )


def test_a_supervision_order_from_consultation_to_review(family, today, client_for) -> None:
    client, legal = client_for(OFFICER), client_for(LEGAL)
    answer = begin(client, family, "supervision", **day_fields("equality_considered_on", today))
    row = SupervisionOrder.objects.get()
    assert answer["Location"] == reverse("supervision", args=[row.ref])
    page = read(legal, "supervision-act", row.ref, "apply")
    assert "Social services have not been consulted" in page
    change_supervision(
        row=row, by=family.acting(OFFICER, today), version=row.version, consulted_on=today,
        not_educated_because="Half of the sessions were missed.",
    )  # fmt: skip
    row.refresh_from_db()
    legal.post(reverse("supervision-act", args=[row.ref, "apply"]), {"version": row.version})
    sent = {
        "supervisor": family.acting(OFFICER, today).user_id, "terms": "",
        **day_fields("made_on", today), **day_fields("review_on", today + timedelta(days=42)),
    }  # fmt: skip
    client.post(reverse("supervision-act", args=[row.ref, "make"]), sent)
    page = read(client, "supervision", row.ref)
    assert "no notice is given and nothing is charged" in page
    assert "An extension may be applied for from" in page
    assert "Education supervision orders" in read(client, "case-orders", family.case.ref)
    assert "supervision order was made" in read(client_for("school_lead"), "case-timeline", family.case.ref)


def test_a_contract_on_its_page(family, today, client_for) -> None:
    client = client_for(OFFICER)
    begin(
        client, family, "contract", **day_fields("runs_from", today),
        **day_fields("runs_to", today + timedelta(days=90)),
    )  # fmt: skip
    row = ParentingContract.objects.get()
    sent = {
        "version": row.version, "parent_statement": "I will bring her.", "support_statement": "A bus pass.",
        "other_signed_by": "Ida Marsh", **day_fields("runs_from", today),
        **day_fields("runs_to", today + timedelta(days=90)), **day_fields("parent_signed_on", today),
        **day_fields("other_signed_on", today),
    }  # fmt: skip
    client.post(reverse("contract-act", args=[row.ref, "details"]), sent)
    row.refresh_from_db()
    client_for(MANAGER).post(reverse("contract-act", args=[row.ref, "sign"]), {"version": row.version})
    page = read(client, "contract", row.ref)
    assert "Attendance contract" in page
    assert "I will bring her." in page
    assert "Signed" in page


def test_two_who_change_a_contract_see_each_other(family, today, client_for) -> None:
    client = client_for(OFFICER)
    days = {**day_fields("runs_from", today), **day_fields("runs_to", today)}
    begin(client, family, "contract", **days)
    row = ParentingContract.objects.get()
    answer = client.post(
        reverse("contract-act", args=[row.ref, "details"]), {"version": row.version + 1, **days}
    )
    assert "Somebody else changed this" in answer.content.decode()


def test_an_attendance_order_says_the_last_day_of_its_notice(family, today, client_for) -> None:
    client = client_for(OFFICER)
    begin(client, family, "attendance-order", unsuitable_because="No work was shown.")
    row = AttendanceOrder.objects.get()
    short = client.post(
        reverse("attendance-order-act", args=[row.ref, "notice"]),
        {"days": 14, "method": "BY_HAND", "how": "To her.", **day_fields("sent_on", today)},
    )
    assert "15" in short.content.decode()
    client.post(
        reverse("attendance-order-act", args=[row.ref, "notice"]),
        {"days": 15, "method": "BY_HAND", "how": "To her.", **day_fields("sent_on", today)},
    )
    page = read(client, "attendance-order", row.ref)
    last = today + timedelta(days=14)
    assert f"{last.day} {last:%B %Y}" in page


def test_the_papers_of_an_order_are_written_and_served_from_its_page(family, today, client_for) -> None:
    client = client_for(OFFICER)
    begin(client, family, "attendance-order", unsuitable_because="No work was shown.")
    row = AttendanceOrder.objects.get()
    act = partial(reverse, "attendance-order-act")
    assert "Write the notice" in read(client, "attendance-order", row.ref)
    answer = client.post(act(args=[row.ref, "write-notice"]), {"days": 16, "own_words": "We met."})
    letter = row.letters.get()
    assert answer["Location"] == reverse("letter", args=[letter.ref])
    page = read(client, "letter", letter.ref)
    assert "Notice before a school attendance order" in page
    assert reverse("attendance-order", args=[row.ref]) in page
    client.post(reverse("letter-make", args=[letter.ref]))
    assert "record there when it was posted" in read(client, "letter", letter.ref)
    assert client.get(reverse("letter-pdf", args=[letter.ref])).content.startswith(b"%PDF")
    page = read(client, "attendance-order-act", row.ref, "notice")
    assert 'value="16"' in page
    sent = {"days": 16, "how": "", **day_fields("sent_on", today)}
    page = client.post(act(args=[row.ref, "notice"]), sent).content.decode()
    assert "Choose how it was given" in page
    page = client.post(act(args=[row.ref, "notice"]), {**sent, "method": "BY_HAND"}).content.decode()
    assert "Say to whom" in page
    client.post(act(args=[row.ref, "notice"]), {**sent, "method": "BY_HAND", "how": "To her at home."})
    page = read(client, "attendance-order", row.ref)
    assert "To her at home." in page
    assert "sent on" in page
    page = read(client, "attendance-order-act", row.ref, "write-school")
    assert "Consult the school before it is named" in page
    sent = {"school": family.case.school.pk, "expedient_because": "She wants to."}
    client.post(act(args=[row.ref, "write-school"]), sent)
    assert row.letters.filter(kind="sao_school").count() == 1
    again = client.get(act(args=[row.ref, "write-notice"]), follow=True).content.decode()
    assert "is not possible now" in again


@pytest.mark.parametrize("name", ["case-orders", "case-court"])
def test_pages_of_law_are_for_those_who_may_see_legal_records(family, client_for, name) -> None:
    assert client_for("school_lead").get(reverse(name, args=[family.case.ref])).status_code == 403
    assert client_for("nurse").get(reverse(name, args=[family.case.ref])).status_code == 403
    assert client_for("other_team_officer").get(reverse(name, args=[family.case.ref])).status_code == 404
