"""Letters, a print run and money for the pages that show them; by name. The rows are dated their own winter."""

from io import BytesIO
from types import SimpleNamespace

from enforcement.actions.bank_files import receive_bank_file, say_columns, take_chunk
from enforcement.actions.letters import owe_letter
from enforcement.actions.money import Incoming, take_payment
from enforcement.actions.notices import issue_notice
from enforcement.actions.print_runs import chunks_owed, make_chunk, start_run
from enforcement.models import LetterKind
from tests.enforcement.households import ON, another_parent, make_family
from tests.enforcement.letters import add_letterhead
from tests.enforcement.statements import statement
from tests.personas import World

COLUMNS = {"received_on": "Date", "amount": "Paid in", "text": "Description", "date_order": "iso"}


def add_money(world: World) -> SimpleNamespace:
    """A notice printed, one to be printed, money that fits nothing, a file taken in and one that is asked about."""
    add_letterhead(world)
    family, made = make_family(world), SimpleNamespace()
    officer, legal = family.acting("welfare_officer"), family.acting("legal_officer")
    first = family.prepare()
    for draft in (first, None):
        if draft is None:
            held, address = another_parent(family)
            draft = family.prepare(parent=held.parent, address=address)
        notice = issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)
        made.letter = owe_letter(kind=LetterKind.NOTICE, notice=notice, by=officer)
        if draft is first:
            made.run = start_run(kinds=["notice"], posted_on=ON, by=officer)
            for keys in chunks_owed(made.run.pk):
                make_chunk(keys)
    made.file = say_columns(file=_file(legal, "TRANSFER 1"), mapping=COLUMNS, by=legal)
    while take_chunk(made.file.pk):
        pass
    made.asking = _file(legal, "TRANSFER 2")
    odd = statement(":61:261124C80,NTRFNONREF", ":86:COUNTER CREDIT MRS A PARENT", ":61:261124RC80,NTRFNONREF//FP12",
        begins="C261123GBP1250,50", ends="C261124GBP1410,50")  # fmt: skip
    made.statement = receive_bank_file(file=BytesIO(odd.encode()), by=legal)
    wrong = Incoming(key="wrong", received_on=ON, amount=8_000, text=f"FPI {notice.reference[:-1]}x")
    made.payment, _ = take_payment(incoming=wrong, by=legal)
    return made


def _file(by, text: str):
    """A file of the bank with one line."""
    return receive_bank_file(file=BytesIO(f"Date,Description,Paid in\n{ON},{text},80.00\n".encode()), by=by)
