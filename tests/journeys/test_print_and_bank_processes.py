"""Print runs and the bank's files by real workers, killed in the middle: no letter doubled, no payment lost."""

from datetime import date
from io import BytesIO

import pytest

from enforcement.actions.bank_files import accept_statements, receive_bank_file, say_columns
from enforcement.actions.notices import issue_notice
from enforcement.actions.print_runs import start_run
from enforcement.models import LETTERS, BankFile, Letter, Payment
from tests.enforcement.households import ON, make_family
from tests.enforcement.letters import add_letterhead
from tests.enforcement.statements import many
from tests.journeys.test_import_processes import broker, held_up, kill, someone_waits, until, workers
from tests.personas import build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]
__all__ = ["broker", "workers"]
MANY = 300


@pytest.fixture
def family(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = build_world()
    add_letterhead(world)
    return make_family(world)


def owe(family) -> None:
    """Many letters of one notice, the first owed by its issue: each is a row of its own, made in its turn."""
    draft = family.prepare()
    notice = issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)
    Letter.objects.bulk_create(
        Letter(
            kind="notice", case=notice.case, pupil=notice.pupil, parent=notice.parent, address=notice.address,
            notice=notice, number=number, on=ON, by=notice.drafted_by,
        )
        for number in range(2, MANY + 1)
    )  # fmt: skip


def kept() -> set[str]:
    """The names of the letters' files on the shelf."""
    return {path.name for path in LETTERS.path_of("x").parent.iterdir()}


def test_killed_in_a_print_run_and_started_again(family, workers, broker) -> None:
    owe(family)
    run = start_run(kinds=["notice"], posted_on=ON, by=family.acting("welfare_officer"))
    made = run.letters.exclude(file="")
    worker = workers()
    broker.send_task("enforcement.tasks.make_run", args=[run.pk])
    until(made.exists)
    with held_up("lock table enforcement_letterhead in access exclusive mode"):
        until(someone_waits)
        kill(worker)
    before = dict(made.values_list("pk", "digest"))
    assert 0 < len(before) < MANY
    workers()
    until(lambda: made.count() == MANY, lambda: broker.send_task("enforcement.tasks.resume"))
    after = dict(made.values_list("pk", "digest"))
    assert {key: after[key] for key in before} == before
    assert made.values("file").distinct().count() == MANY
    for letter in made:
        LETTERS.read(letter.file, digest=letter.digest)


def a_table(by) -> BankFile:
    """A CSV file, its columns said."""
    text = "Date,Text,In\n" + "".join(
        f"2026-11-{1 + each % 28:02},N{each},80.00\n" for each in range(MANY + 150)
    )
    file = receive_bank_file(file=BytesIO(text.encode()), by=by)
    return say_columns(file=file, mapping={"received_on": "Date", "amount": "In", "text": "Text"}, by=by)


def a_statement(by) -> BankFile:
    """A statement as MT940, looked at."""
    file = receive_bank_file(file=BytesIO(many(MANY + 150).encode()), by=by)
    return accept_statements(file=file, by=by)


@pytest.mark.parametrize("send", [a_table, a_statement])
def test_killed_in_a_bank_file_and_started_again(family, workers, broker, send) -> None:
    file = send(family.acting("legal_officer", date(2026, 12, 1)))
    worker = workers()
    broker.send_task("enforcement.tasks.take_bank_file", args=[file.pk])
    until(Payment.objects.exists)
    with held_up("lock table enforcement_payment in share mode"):
        until(someone_waits)
        kill(worker)
    done = BankFile.objects.get()
    assert 0 < done.done < file.lines
    assert Payment.objects.count() == done.taken
    workers()
    until(
        lambda: BankFile.objects.get().ended_at is not None,
        lambda: broker.send_task("enforcement.tasks.resume"),
    )
    row = BankFile.objects.get()
    assert (row.taken, row.known, row.rejects) == (MANY + 150, 0, [])
    assert row.outgoing == file.lines - MANY - 150
    assert Payment.objects.count() == MANY + 150
