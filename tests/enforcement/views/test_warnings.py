"""The pages of warnings: prepared, approved by a second person, served, watched by the night, ended by a person."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from attendance.rules.register import overlay, position
from cases.actions.doors import Refused
from cases.models import Entry
from enforcement.actions.warnings import (
    end_warning,
    issue_warning,
    prepare_warning,
    return_warning,
    serve_warning,
)
from enforcement.actions.watching import watch_warnings
from enforcement.models import WarningLetter
from enforcement.rules.service import Method
from tests.enforcement.households import MISSED, ON, another_parent

OFFICER, MANAGER = "welfare_officer", "team_manager"
WORDS = {
    "equality_note": "Nothing is known.", "target": "No absence without leave.", "further_support": "Breakfast club.",
}  # fmt: skip


def words_of(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def day(name, on) -> dict:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def send(client, name, args, given):
    return client.post(reverse(name, args=args), {"form_key": str(uuid4()), **given})


def sheet(**changes) -> dict:
    return {"sessions": [f"{on.isoformat()}.{part}" for on, part in MISSED], "weeks": "3", **WORDS, **changes}


def served(family, on=ON, weeks=3) -> WarningLetter:
    """A warning handed over on a day, so that its period begins with the next."""
    row = prepare_warning(
        case=family.case, parent=family.mother.parent, address=family.address, sessions=MISSED, because=WORDS,
        weeks=weeks, by=family.acting(OFFICER),
    )  # fmt: skip
    row = issue_warning(warning=row, by=family.acting(MANAGER), version=row.version)
    return serve_warning(warning=row, method=Method.BY_HAND, sent_on=on, by=family.acting(OFFICER))


def watch(family, on) -> int:
    return watch_warnings(on=on, schools=[family.case.school.pk])


def mark(family, on, code, session=0) -> None:
    family.register.marks = overlay(family.register.marks, position(on, session), code)
    family.register.save()


def test_it_is_prepared_approved_by_another_served_and_its_period_said(family, client_for) -> None:
    officer, manager = client_for(OFFICER), client_for(MANAGER)
    answer = send(officer, "warning-prepare", [family.case.ref, family.mother.pk], sheet())
    row = WarningLetter.objects.get()
    assert answer["Location"] == reverse("warning", args=[row.ref])
    assert "same person" in words_of(officer.get(reverse("warning", args=[row.ref])))
    issue = {"version": row.version, "checked": "on"}
    assert send(officer, "warning-move", [row.ref, "issue"], issue).status_code == 403
    assert send(manager, "warning-move", [row.ref, "issue"], issue).status_code == 302
    given = {"method": "by_hand", **day("sent_on", ON)}
    assert send(officer, "warning-move", [row.ref, "serve"], given).status_code == 302
    words = words_of(officer.get(reverse("warning", args=[row.ref])))
    # Fifteen school days after Wednesday 25 November 2026.
    assert "16 December 2026" in words
    told = Entry.objects.filter(audience="school").values_list("text", flat=True)
    assert list(told) == ["A notice to improve is to be sent."]


@pytest.mark.parametrize(("weeks", "fine"), [(2, False), (3, True), (6, True), (7, False)])
def test_T52_the_period_is_three_to_six_weeks_or_has_a_reason(family, client_for, weeks, fine) -> None:
    args = [family.case.ref, family.mother.pk]
    answer = send(client_for(OFFICER), "warning-prepare", args, sheet(weeks=weeks))
    assert (answer.status_code == 302) == fine
    if not fine:
        assert "is outside three to six weeks" in words_of(answer)
        reasoned = sheet(weeks=weeks, weeks_because="Half term lies in it.")
        assert send(client_for(OFFICER), "warning-prepare", args, reasoned).status_code == 302


def test_the_night_says_how_it_goes_and_writes_nothing_twice(family) -> None:
    row = served(family)
    assert watch(family, ON + timedelta(days=2)) == 1
    assert watch(family, ON + timedelta(days=2)) == 0
    mark(family, date(2026, 11, 26), "O")
    assert watch(family, ON + timedelta(days=5)) == 1
    row.refresh_from_db()
    assert (row.missed, row.proposed, row.state) == (1, "failed", "served")
    assert Entry.objects.filter(text__contains="not enough improvement. A person decides.").count() == 1


@pytest.mark.parametrize(
    ("on", "code", "proposed"),
    [
        (date(2026, 11, 25), "O", "improved"),
        (date(2026, 11, 26), "O", "failed"),
        (date(2026, 12, 16), "O", "failed"),
        (date(2026, 12, 17), "O", "improved"),
        (date(2026, 12, 16), "N", "waiting"),
        (date(2026, 12, 16), "I", "improved"),
    ],
)
def test_what_counts_lies_after_the_receipt_and_to_the_last_day(family, on, code, proposed) -> None:
    row = served(family)
    mark(family, on, code)
    watch(family, date(2026, 12, 18))
    row.refresh_from_db()
    assert row.proposed == proposed


def test_only_a_person_ends_it_and_improvement_not_before_its_last_day(family, client_for) -> None:
    row = served(family)
    watch(family, ON + timedelta(days=1))
    row.refresh_from_db()
    officer = client_for(OFFICER)
    early = send(officer, "warning-move", [row.ref, "end"], {"improved": "yes", "reason": "Good."})
    assert "The period runs to 16 December 2026." in words_of(early)
    failed = send(officer, "warning-move", [row.ref, "end"], {"improved": "no", "reason": "Bad."})
    assert "does not say that it has failed" in words_of(failed)
    mark(family, date(2026, 11, 26), "O")
    watch(family, ON + timedelta(days=2))
    assert (
        send(
            officer, "warning-move", [row.ref, "end"], {"improved": "no", "reason": "Away again."}
        ).status_code
        == 302
    )
    row.refresh_from_db()
    assert (row.state, row.ended_because) == ("failed", "Away again.")


def test_improvement_is_decided_on_the_day_after_its_last(family) -> None:
    row = served(family)
    with pytest.raises(Refused, match="runs to 16 December 2026"):
        end_warning(warning=row, improved=True, reason="Good.", by=family.acting(OFFICER, date(2026, 12, 16)))
    end_warning(warning=row, improved=True, reason="Good.", by=family.acting(OFFICER, date(2026, 12, 17)))
    row.refresh_from_db()
    assert row.state == "improved"


def test_a_return_takes_the_period_back(family) -> None:
    row = served(family)
    watch(family, ON)
    back = return_warning(warning=row, came_back_on=ON, reason="Gone away.", by=family.acting(OFFICER))
    assert (back.state, back.ends_on, back.proposed, back.watched_on) == ("issued", None, "", None)
    assert watch(family, ON) == 0


def test_one_warning_at_a_time(family) -> None:
    served(family)
    with pytest.raises(Refused, match="Served, its period is watched"):
        prepare_warning(
            case=family.case, parent=family.mother.parent, address=family.address, sessions=MISSED, because=WORDS,
            by=family.acting(OFFICER),
        )  # fmt: skip


def test_the_night_takes_as_many_queries_for_many_warnings(family, django_assert_max_num_queries) -> None:
    served(family)

    def count(on) -> int:
        with django_assert_max_num_queries(30) as queries:
            watch(family, on)
        return len(queries)

    watch(family, ON)
    few = count(ON)
    for _ in range(10):
        father, address = another_parent(family)
        row = prepare_warning(
            case=family.case, parent=father.parent, address=address, sessions=MISSED, because=WORDS,
            by=family.acting(OFFICER),
        )  # fmt: skip
        row = issue_warning(warning=row, by=family.acting(MANAGER), version=row.version)
        serve_warning(warning=row, method=Method.BY_HAND, sent_on=ON, by=family.acting(OFFICER))
    watch(family, ON)
    assert count(ON) <= few
