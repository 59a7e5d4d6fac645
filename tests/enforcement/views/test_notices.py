"""The pages of notices: prepared by an officer, issued by a manager, served, returned, withdrawn, in doubt."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from attendance.actions.marks import correct_mark
from attendance.models import JobRun
from cases.models import Entry
from enforcement.actions.follow_jobs import follow_owed
from enforcement.actions.notices import issue_notice, prepare_notice
from enforcement.models import Notice, NoticeMove, NoticeRequest
from tests.enforcement.households import MISSED, ON, another_parent
from tests.factories import InvolvementFactory

OFFICER, MANAGER = "welfare_officer", "team_manager"


def words_of(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def day(name, on) -> dict:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def send(client, name, args, given):
    return client.post(reverse(name, args=args), {"form_key": str(uuid4()), **given})


def sheet(**changes) -> dict:
    """A sheet as an officer fills it in for a family holiday."""
    return {
        "sessions": [f"{on.isoformat()}.{part}" for on, part in MISSED], "equality_note": "No disability is known.",
        "support_unsuitable_because": "Leave in term time.", "warning_skipped_because": "It would change nothing.",
        "method": "first_class", "issuer_is_authorised": "yes", **changes,
    }  # fmt: skip


def prepared(family, client) -> Notice:
    answer = send(client, "notice-prepare", [family.case.ref, family.mother.pk], sheet())
    assert answer.status_code == 302, answer.content.decode()
    return Notice.objects.latest("pk")


def issued(family) -> Notice:
    draft = family.prepare()
    return issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)


def test_an_officer_prepares_and_a_manager_issues_and_it_is_served(family, client_for) -> None:
    officer, manager = client_for(OFFICER), client_for(MANAGER)
    row = prepared(family, officer)
    words = words_of(officer.get(reverse("notice", args=[row.ref])))
    assert "The drafter and the checker are the same person." in words
    assert send(officer, "notice-move", [row.ref, "issue"], {}).status_code == 403
    issue = {"version": row.version, "checked": "on"}
    assert send(manager, "notice-move", [row.ref, "issue"], {"version": row.version}).status_code == 200
    assert send(manager, "notice-move", [row.ref, "issue"], issue).status_code == 302
    served = {"method": "first_class", **day("sent_on", ON)}
    assert send(officer, "notice-move", [row.ref, "serve"], served).status_code == 302
    words = words_of(officer.get(reverse("notice", args=[row.ref])))
    for said in ("£80 within 21 days, else £160 within 28 days", "17 December 2026", "24 December 2026"):
        assert said in words
    assert "Presumed by law" in words
    # Five days before each deadline, and the day after the lower amount ended.
    for said in ("12 December 2026", "18 December 2026", "19 December 2026"):
        assert said in words


def test_a_shut_gate_says_every_reason_and_issues_nothing(family, client_for) -> None:
    row = prepared(family, client_for(OFFICER))
    family.address.confirmed_on = ON - timedelta(days=60)
    family.address.save()
    answer = send(
        client_for(MANAGER), "notice-move", [row.ref, "issue"], {"version": row.version, "checked": "on"}
    )
    assert "has not been confirmed within 28 days" in words_of(answer)
    assert Notice.objects.get().state == "draft"


def test_whoever_changes_it_is_its_drafter(family, client_for) -> None:
    row = prepared(family, client_for(OFFICER))
    manager = client_for(MANAGER)
    changed = sheet(version=row.version, sessions=[f"{on.isoformat()}.{part}" for on, part in MISSED[:6]])
    changed["below_because"] = "Six sessions of one holiday."
    assert send(manager, "notice-change", [row.ref], changed).status_code == 302
    row.refresh_from_db()
    assert (row.drafted_by, row.sessions.count()) == (family.acting(MANAGER).user, 6)
    again = send(manager, "notice-change", [row.ref], {**changed, "equality_note": "Else."})
    assert "Somebody else changed this" in words_of(again)
    issue = {"version": row.version, "checked": "on"}
    assert "same person" in words_of(send(manager, "notice-move", [row.ref, "issue"], issue))


def test_a_manager_signs_for_fewer_sessions_than_the_threshold(family, client_for) -> None:
    given = sheet(
        sessions=[f"{on.isoformat()}.{part}" for on, part in MISSED[:6]], below_because="One holiday."
    )
    send(client_for(OFFICER), "notice-prepare", [family.case.ref, family.mother.pk], given)
    row = Notice.objects.get()
    issue = {"version": row.version, "checked": "on"}
    manager = client_for(MANAGER)
    assert "sign-off of: locality team manager" in words_of(
        send(manager, "notice-move", [row.ref, "issue"], issue)
    )
    assert (
        send(manager, "notice-move", [row.ref, "issue"], {**issue, "signs": ["threshold"]}).status_code == 302
    )
    row.refresh_from_db()
    assert (row.state, row.signed_off) == ("issued", ["threshold"])


def test_it_comes_back_goes_to_another_address_and_is_withdrawn_with_its_ground(family, client_for) -> None:
    row = issued(family)
    officer, manager = client_for(OFFICER), client_for(MANAGER)
    send(officer, "notice-move", [row.ref, "serve"], {"method": "by_hand", **day("sent_on", ON)})
    back = {"reason": "Gone away.", **day("came_back_on", ON)}
    assert send(officer, "notice-move", [row.ref, "return"], back).status_code == 302
    new = {"which": "new", "lines": "1, New Street", "postcode": "M4 4DD", "how": "The school."}
    send(officer, "parent-address", [family.case.ref, family.mother.pk], new)
    place = family.mother.parent.addresses.latest("pk")
    assert send(officer, "notice-move", [row.ref, "readdress"], {"address": place.pk}).status_code == 302
    row.refresh_from_db()
    assert (row.address, row.state) == (place, "issued")
    gone = {"ground": "wrong_person", "reason": "It was his brother."}
    assert send(officer, "notice-move", [row.ref, "withdraw"], gone).status_code == 403
    assert send(manager, "notice-move", [row.ref, "withdraw"], gone).status_code == 302
    assert "It was issued to the wrong person" in words_of(manager.get(reverse("notice", args=[row.ref])))


def test_decided_not_to_issue_keeps_the_reason(family, client_for) -> None:
    row = prepared(family, client_for(OFFICER))
    assert send(client_for(OFFICER), "notice-move", [row.ref, "drop"], {"reason": ""}).status_code == 200
    send(client_for(OFFICER), "notice-move", [row.ref, "drop"], {"reason": "Illness was shown."})
    assert "Illness was shown." in words_of(client_for(OFFICER).get(reverse("notice", args=[row.ref])))


def test_parents_are_handled_together_and_served_separately(family, client_for) -> None:
    father, _ = another_parent(family)
    officer = client_for(OFFICER)
    first = prepared(family, officer)
    send(officer, "notice-prepare", [family.case.ref, father.pk], sheet())
    second = Notice.objects.exclude(pk=first.pk).get()
    assert second.parent == father.parent
    assert second.reference in words_of(officer.get(reverse("notice", args=[first.ref])))


@pytest.mark.parametrize(
    ("seen_on", "says"),
    [
        (date(2026, 11, 18), "was seen in a public place"),
        (date(2026, 11, 24), "not among the first five"),
    ],
)
def test_an_excluded_pupil_has_a_sheet_and_prices_of_its_own(family, client_for, seen_on, says) -> None:
    given = {
        **day("excluded_on", date(2026, 11, 13)), **day("section_104_notice_on", date(2026, 11, 13)),
        **day("first_day", date(2026, 11, 16)), **day("last_day", date(2026, 11, 20)), **day("seen_on", seen_on),
        "in_public_place": "yes", "in_school_hours": "yes", "equality_note": "Considered.", "method": "by_hand",
        "issuer_is_authorised": "yes",
    }  # fmt: skip
    args = [family.case.ref, family.mother.pk]
    assert send(client_for(OFFICER), "excluded-prepare", args, given).status_code == 302
    row, manager = Notice.objects.get(), client_for(MANAGER)
    assert says in words_of(manager.get(reverse("notice", args=[row.ref])))
    answer = send(manager, "notice-move", [row.ref, "issue"], {"version": row.version, "checked": "on"})
    row.refresh_from_db()
    if seen_on.day == 18:
        assert (answer.status_code, row.lower_amount, row.full_amount) == (302, 6_000, 12_000)
    else:
        assert row.state == "draft"


@pytest.mark.parametrize(
    ("show", "counts"),
    [("to-check", 1), ("to-serve", 0), ("all", 1), ("doubt", 0), ("overdue", 0), ("nonsense", 1)],
)
def test_the_list_is_narrowed(family, client_for, show, counts) -> None:
    row = family.prepare()
    words = words_of(client_for(MANAGER).get(f"{reverse('notices')}?show={show}"))
    assert (row.reference in words) == bool(counts)
    assert client_for("school_lead").get(reverse("notices")).status_code == 403
    assert row.reference not in words_of(client_for("other_team_officer").get(reverse("notices")))


def test_queries_of_the_list_do_not_grow(family, client_for, django_assert_max_num_queries) -> None:
    client = client_for(MANAGER)

    def count() -> int:
        with django_assert_max_num_queries(20) as queries:
            client.get(reverse("notices"))
        return len(queries)

    family.prepare()
    count()
    few = count()
    for _ in range(20):
        father, address = another_parent(family)
        prepare_notice(
            case=family.case,
            parent=father.parent,
            address=address,
            sessions=MISSED,
            by=family.acting(OFFICER),
        )
    assert count() <= few


# -- a mark corrected after a notice relied on it


def reviewed(family, on=ON) -> None:
    """The night has looked at the school."""
    school = family.case.school.pk
    JobRun.objects.create(
        job="review", on=on, chunk=f"{school}-{school}", state="done", ended_at="2026-11-25T03:00Z"
    )


def corrected(family, session, code) -> None:
    correct_mark(
        register=family.register, on=session[0], session=session[1], expected="O", code=code,
        reason="A doctor's note.", by=family.acting("school_lead"),
    )  # fmt: skip


def test_a_corrected_mark_turns_the_notice_amber_in_the_same_run(family, client_for) -> None:
    reviewed(family)
    row = issued(family)
    assert follow_owed() == 1
    assert Notice.objects.get().doubted_at is None
    corrected(family, MISSED[0], "I")
    JobRun.objects.filter(job="review again").update(state="done", ended_at="2026-11-25T13:00Z")
    follow_owed()
    row.refresh_from_db()
    assert row.recount == {"relied": 10, "stand": 9, "changed": [["2026-11-02", 0, "O", "I"]]}
    assert (row.state, row.withdrawn_on) == ("issued", None)
    words = words_of(client_for(MANAGER).get(reverse("notice", args=[row.ref])))
    assert "It relied on 10 sessions; 9 of them are still unauthorised." in words
    assert row.reference in words_of(client_for(MANAGER).get(f"{reverse('notices')}?show=doubt"))
    assert Entry.objects.filter(text__contains="is in doubt", audience="legal").count() == 1


def test_only_a_person_decides_about_a_notice_in_doubt(family, client_for) -> None:
    from_now = issued(family)
    reviewed(family)
    line = family.register.marks
    family.register.marks = line.replace("O", "I", 1)
    family.register.save()
    follow_owed()
    assert (
        send(client_for(OFFICER), "notice-move", [from_now.ref, "doubt"], {"answer": "Stands."}).status_code
        == 403
    )
    decided = {"answer": "Nine sessions are enough for the offence."}
    assert send(client_for(MANAGER), "notice-move", [from_now.ref, "doubt"], decided).status_code == 302
    from_now.refresh_from_db()
    assert (from_now.doubt_answer, from_now.state) == (decided["answer"], "issued")
    # A further correction puts it in doubt anew; the marks as they were end it.
    family.register.marks = line.replace("O", "I", 2)
    family.register.save()
    JobRun.objects.filter(job="enforcement").delete()
    follow_owed()
    from_now.refresh_from_db()
    assert (from_now.recount["stand"], from_now.doubt_answer) == (8, "")
    family.register.marks = line
    family.register.save()
    JobRun.objects.filter(job="enforcement").delete()
    follow_owed()
    from_now.refresh_from_db()
    assert (from_now.doubted_at, from_now.recount) == (None, None)
    assert NoticeMove.objects.filter(notice=from_now, move__startswith="doubt").count() == 4


def test_the_same_recount_twice_writes_nothing(family) -> None:
    issued(family)
    reviewed(family)
    family.register.marks = family.register.marks.replace("O", "I", 1)
    family.register.save()
    follow_owed()
    steps = NoticeMove.objects.count()
    JobRun.objects.filter(job="enforcement").delete()
    follow_owed()
    assert NoticeMove.objects.count() == steps


# -- a notice is asked for


def asked(client, family, **changes):
    given = {
        **day("first_on", MISSED[0][0]), **day("last_on", MISSED[-1][0]), "reason": "A holiday.", "tried": "We rang.",
        "registers_right": "yes", "no_reason_given": "yes", **changes,
    }  # fmt: skip
    return send(client, "notice-request-ask", [family.pupil.ref], given)


def test_a_school_asks_with_its_checks_and_reads_the_result_alone(family, client_for) -> None:
    school, officer = client_for("school_lead"), client_for(OFFICER)
    assert "Put the registers right first" in words_of(asked(school, family, registers_right="no"))
    for _ in range(2):
        assert asked(school, family).status_code == 302
    row = NoticeRequest.objects.get()
    there = reverse("notice-request", args=[row.ref])
    assert "10 unauthorised of 10 sessions" in words_of(officer.get(there))
    notice = prepared(family, officer)
    notice.refresh_from_db()
    assert (notice.request, NoticeRequest.objects.get().state) == (row, "taken_up")
    issue = {"version": notice.version, "checked": "on"}
    send(client_for(MANAGER), "notice-move", [notice.ref, "issue"], issue)
    words = words_of(school.get(there))
    assert "A notice of 25 November 2026: issued, to be served" in words
    assert notice.reference not in words
    assert school.get(reverse("notice", args=[notice.ref])).status_code == 403


def test_a_request_is_refused_with_its_reason_and_not_by_the_school(family, client_for) -> None:
    school, officer = client_for("school_lead"), client_for(OFFICER)
    asked(school, family)
    row = NoticeRequest.objects.get()
    args = [row.ref]
    assert send(school, "notice-request-refuse", args, {"answer": "No."}).status_code == 403
    assert send(officer, "notice-request-refuse", args, {"answer": ""}).status_code == 200
    assert send(officer, "notice-request-refuse", args, {"answer": "Support has begun."}).status_code == 302
    assert "Support has begun." in words_of(school.get(reverse("notice-request", args=args)))
    assert family.pupil.surname in words_of(school.get(f"{reverse('notice-requests')}?show=over"))


def test_a_request_of_the_police_is_not_read_by_the_school(family, client_for) -> None:
    InvolvementFactory(pupil=family.pupil, agency=family.world.agencies.police, scope=1)
    assert asked(client_for("police_officer"), family).status_code == 302
    row = NoticeRequest.objects.get()
    assert client_for("school_lead").get(reverse("notice-request", args=[row.ref])).status_code == 404
    assert client_for(OFFICER).get(reverse("notice-request", args=[row.ref])).status_code == 200


def test_my_work_has_what_waits(family, client_for) -> None:
    row = family.prepare()
    manager, officer = client_for(MANAGER), client_for(OFFICER)
    assert f"Notice {row.reference} waits for a second person." in words_of(manager.get(reverse("work")))
    assert "waits for a second person" not in words_of(officer.get(reverse("work")))
    issue_notice(notice=row, by=family.acting(MANAGER), version=row.version)
    assert f"Notice {row.reference} is to be served." in words_of(officer.get(reverse("work")))
    asked(client_for("school_lead"), family)
    assert "asks for a penalty notice." in words_of(manager.get(reverse("work")))
