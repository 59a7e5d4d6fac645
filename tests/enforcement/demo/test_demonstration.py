"""The demonstration's enforcement: letters can be made, and there is something of every step in every state."""

import re
from datetime import date
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse

from agencies.models import Membership, PractitionerRole
from agencies.rules.roles import Permission
from attendance.demo.build import THEN_UNTIL, build
from attendance.demo.personas import THEN_DOMAIN
from attendance.demo.places import IRWELL_THEN, then_plan
from cases.demo.build import build_casework
from cases.demo.cast import Cast
from cases.models import Case, Entry
from enforcement.actions.gates import ask
from enforcement.demo import of_2007
from enforcement.demo.build import PLOTS, build_enforcement
from enforcement.models import (
    AttendanceOrder,
    Decision,
    FastTrack,
    Hearing,
    Letter,
    Letterhead,
    Notice,
    NoticeRequest,
    ParentingContract,
    ParentingOrder,
    Payment,
    Prosecution,
    SupervisionOrder,
    WarningLetter,
)
from enforcement.queries.begun import CHARGES
from enforcement.views.starts import PAGES
from tests.personas import signed_in

UNTIL = date(2026, 11, 20)
ALLOWED = {
    "DEMONSTRATION": True,
    "DEMONSTRATION_DAYS": {then_plan().name: THEN_UNTIL},
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}
# Words and amounts that nobody of July 2007 knows.
OF_TODAY = (
    "otice to improve", "ttendance contract", "£80", "£160", "in three years", "2024", "2026", "Working together",
)  # fmt: skip
# What a look at the demonstration finds of each kind.
STATES = [
    (Notice, {"draft", "dropped", "issued", "served", "paid", "withdrawn", "charged"}),
    (WarningLetter, {"draft", "dropped", "issued", "served", "improved", "failed"}),
    (FastTrack, {"draft", "running", "improved"}),
    (Prosecution, {"draft", "charged", "convicted", "acquitted", "discontinued"}),
    (Hearing, {"listed", "heard", "adjourned"}),
    (SupervisionOrder, {"applied", "made"}),
    (ParentingContract, {"draft", "signed", "kept"}),
    (ParentingOrder, {"made"}),
    (AttendanceOrder, {"noticed", "made"}),
    (NoticeRequest, {"open", "taken_up"}),
]


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for the tests of this module, and undone behind them."""
    media = str(tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=media, **ALLOWED):
        assert connection.settings_dict["NAME"].startswith("test")
        if not PractitionerRole.objects.exists():
            import_module("agencies.migrations.0002_strategy_reference_data").load(apps, None)
        build(pupils=1_500, until=UNTIL, say=lambda text: None)
        call_command("review_attendance", on=UNTIL, stdout=StringIO())
        build_casework(until=UNTIL, say=lambda text: None)
        said = []
        build_enforcement(until=UNTIL, say=said.append)
        yield said
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_it_is_refused_where_real_children_may_be(settings) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="DEMONSTRATION=1"):
        call_command("create_demo_enforcement", until=UNTIL)
    settings.DEMONSTRATION = True
    with pytest.raises(CommandError, match="run create_demo_cases"):
        call_command("create_demo_enforcement", until=UNTIL)
    assert not Letterhead.objects.exists()


def test_every_plot_finds_its_family(demonstration) -> None:
    assert demonstration == [
        f"{what}: {len(plots)} of {len(plots)} families, from the first letter to court."
        for what, plots in (("Enforcement", PLOTS), ("Enforcement of 2006-07", of_2007.PLOTS))
    ]


@pytest.mark.parametrize(("model", "states"), STATES)
def test_each_kind_is_there_in_every_state(demonstration, model, states) -> None:
    assert set(model.objects.values_list("state", flat=True)) == states


def test_letters_are_made_and_some_are_owed(demonstration) -> None:
    assert Letterhead.objects.count() == 2
    made = Letter.objects.exclude(file="")
    assert {"notice", "warning"} <= set(made.values_list("kind", flat=True))
    owed = set(Letter.objects.filter(file="").values_list("kind", flat=True))
    assert {"notice", "receipt", "withdrawal", "not_issued"} <= owed
    assert not Letter.objects.exclude(cannot_because="").exists()


def test_money_is_there_that_paid_that_waits_and_that_goes_back(demonstration) -> None:
    assert Payment.objects.filter(discharged__gt=0).exists()
    assert Payment.objects.undecided().exists()
    assert Payment.objects.to_refund().exists()


def test_every_step_has_its_decision_on_its_day(demonstration) -> None:
    assert Decision.objects.count() >= 25
    assert not Decision.objects.filter(on__gt=UNTIL).exists()
    entries = Entry.objects.filter(kind="legal")
    assert {entry.at.date() == entry.on for entry in entries} == {True}


def test_what_a_school_is_told_of_a_step_of_law_repeats_the_step_s_own_entry(demonstration) -> None:
    """So that the chronology of a pack may leave it out."""
    steps = Entry.objects.filter(kind="legal", audience="legal")
    own = set(steps.values_list("case", "on", "agency"))
    told = Entry.objects.filter(kind="legal", audience="school", link="")
    told = told.values_list("case", "on", "agency")
    assert len(told) > 20
    assert set(told) <= own


def test_a_second_start_adds_nothing_and_says_nothing(demonstration) -> None:
    counts = [model.objects.count() for model, _ in STATES]
    said = []
    build_enforcement(until=UNTIL, say=said.append)
    assert said == []
    assert [model.objects.count() for model, _ in STATES] == counts


def then(model):
    """Rows of the authority of 2006-07."""
    return model.objects.filter(school__authority__code=IRWELL_THEN)


def test_the_families_of_2007_have_the_law_of_their_year(demonstration) -> None:
    terms = then(Notice).exclude(issued_on=None).values_list(
        "regime", "lower_amount", "lower_days", "full_amount", "full_days"
    )  # fmt: skip
    assert set(terms) == {("2004", 5_000, 28, 10_000, 42)}
    assert set(then(WarningLetter).exclude(issued_on=None).values_list("regime", "weeks")) == {("2004", None)}
    assert set(then(Notice).values_list("state", flat=True)) == {"draft", "served", "paid", "charged"}
    paid = then(Notice).filter(state="paid").values_list("paid_amount", flat=True)
    assert sorted(paid) == [5_000, 10_000]
    assert set(then(Prosecution).values_list("state", flat=True)) == {"draft", "charged", "convicted"}
    assert set(then(SupervisionOrder).values_list("state", flat=True)) == {"made"}
    assert not Decision.objects.filter(case__school__authority__code=IRWELL_THEN, on__gt=THEN_UNTIL).exists()


@pytest.mark.parametrize("offence", ["s443", "sch3p18"])
def test_an_order_of_2007_that_was_not_kept_waits_for_the_legal_officer_with_its_pack(
    demonstration, offence
) -> None:
    row = then(Prosecution).get(offence=offence)
    assert (row.state, row.failures.count()) == ("draft", 3)
    cast = Cast(row.case.team.authority, THEN_UNTIL, THEN_DOMAIN)
    legal = cast.acting(of_2007.PARTS.legal, THEN_UNTIL)
    gate = ask(row, CHARGES[row.offence], (), legal, checked_by=legal.user_id).gate
    assert gate.is_open, gate.shut
    if offence == "s443":
        assert row.attendance_order.named_school != row.school
        papers = row.attendance_order.letters.order_by("pk").values_list("kind", flat=True)
        assert list(papers) == ["sao_notice", "sao_school", "sao_order", "sao_told"]
        waiting = row.attendance_order.letters.filter(sent_on=None)
        assert list(waiting.values_list("kind", flat=True)) == ["sao_told"]


def test_a_notice_of_today_is_in_doubt_for_a_person_to_decide(demonstration) -> None:
    row = Notice.objects.get(doubted_at__isnull=False)
    assert (row.state, row.doubt_answer) == ("served", "")
    assert row.recount["stand"] == row.recount["relied"] - 1


def paths_of(case) -> list[str]:
    """The pages of a case's enforcement."""
    found = [reverse(name, args=[case.ref]) for name in ("case-ladder", "case-court", "case-orders")]
    for model, name in PAGES.items():
        rows = model.objects.filter(case=case).values_list("ref", flat=True)
        found += [reverse(name, args=[ref]) for ref in rows]
    return found


@pytest.mark.parametrize("mailbox", ["derek.isherwood", "sheila.nuttall", "bernard.thorpe", "lesley.bostock"])
def test_who_works_in_2007_reads_nothing_of_the_law_of_today(demonstration, mailbox) -> None:
    held = Membership.objects.get(user__email=f"{mailbox}@{THEN_DOMAIN}")
    client = signed_in(held)
    cases = Case.objects.filter(school__authority__code=IRWELL_THEN)
    lists = ["notices", "letters", "hearings", "work", "print-runs"]
    lists += ["notice-requests"] if held.role.may(Permission.REQUEST_NOTICE) else []
    paths = [reverse(name) for name in lists] + [path for case in cases for path in paths_of(case)]
    assert len(paths) > 60
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
        said = " ".join(re.sub(r"<[^>]*>", " ", main).split())
        assert [word for word in OF_TODAY if word in said] == [], (path, said)


def test_the_director_of_2007_reads_the_measures_of_the_year_and_no_family_s_papers(demonstration) -> None:
    client = signed_in(Membership.objects.get(user__email=f"roy.haslam@{THEN_DOMAIN}"))
    answer = client.get(reverse("measures"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Here it is always <strong>20 July 2007</strong>" in page
    assert [
        word
        for word in ("£80", "£160", "otice to improve", "attendance contract", "in three years", "2024/25")
        if word in page
    ] == []
    row = then(Notice).first()
    assert client.get(reverse("notice", args=[row.ref])).status_code == 403


def test_the_settings_name_the_authority_and_its_last_day() -> None:
    assert {then_plan().name: THEN_UNTIL} == configured.DEMONSTRATION_DAYS
