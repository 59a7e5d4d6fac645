"""A bank's file: sent once, looked at once, its lines taken in chunks that a dying worker cannot double."""

from collections import deque
from collections.abc import Mapping
from itertools import islice
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.actions.handing_over import hand_over
from agencies.rules.roles import Permission
from agencies.storage import Kept, TooLarge
from attendance.formats.reading import Upload
from attendance.formats.refusals import FileRefused, Reject
from cases.actions.doors import NotAllowed, Refused, require
from enforcement.actions.money import Incoming, take_payment, tell_takers
from enforcement.formats.bank import LIMITS, BankLine
from enforcement.formats.layouts import Layout, layout_of, lines_of
from enforcement.formats.statements import statements_of
from enforcement.models import BANK_FILES, BankFile, BankMapping, Way
from enforcement.queries.statements import ends_of
from enforcement.rules.provision import pounds
from enforcement.rules.references import references_in

P = Permission
# A file is read anew for each chunk, from its first line.
CHUNK = 1_000
MOST_REJECTS = 500
PIECE = 1 << 20
# A line is no decision (docs/decisions/0011): a person says whether it is a refund or money that the bank took back.
WENT = "{} went out that names {}. If it is no refund that was sent, find the payment and record that it is disputed."


class SentBefore(Refused):
    """The same bytes were sent before; `first` is the file that holds them."""

    def __init__(self, first: BankFile) -> None:
        super().__init__("This file was sent before.")
        self.first = first


def receive_bank_file(*, file: BinaryIO, by: Acting) -> BankFile:
    """Keep a bank's file privately, to be asked about. The name given is kept nowhere.

    Raises NotAllowed, FileRefused for a file that cannot be read, and SentBefore for the same bytes again.
    """
    if not by.may(P.TAKE_PAYMENTS):
        raise NotAllowed(f"You may not {P.TAKE_PAYMENTS.value}.")
    kept = _kept(file)
    used = False
    try:
        with Upload(BANK_FILES.path_of(kept.name), LIMITS) as upload:
            layout = layout_of(upload)
            if layout is Layout.MT940:
                # It is read whole, so that what cannot be read is told to whoever sends it.
                deque(statements_of(upload), maxlen=0)
        row = _row(kept, layout, by)
        used = True
    finally:
        if not used:
            BANK_FILES.discard(kept.name)
    return row


def _kept(file: BinaryIO) -> Kept:
    try:
        return BANK_FILES.keep(iter(lambda: file.read(PIECE), b""), limit=LIMITS.file_bytes)
    except TooLarge:
        raise FileRefused(
            f"The file is larger than {LIMITS.file_bytes // 1_000_000} MB.",
            "Send it in parts, such as a month each.",
        ) from None


def _row(kept: Kept, layout: Layout, by: Acting) -> BankFile:
    try:
        with transaction.atomic():
            row: BankFile = BankFile.objects.create(
                authority_id=by.authority_id, digest=kept.digest, kept_as=kept.name, layout=layout,
                membership=by.membership, by=by.user,
            )  # fmt: skip
    except IntegrityError:
        first = BankFile.objects.filter(authority=by.authority_id, digest=kept.digest).first()
        if first is None:
            raise
        raise SentBefore(first) from None
    return row


def opened(file: BankFile) -> Upload:
    """The kept file, to be read in a `with` statement. Raises FileRefused."""
    return Upload(BANK_FILES.path_of(file.kept_as), LIMITS)


def _locked(file: BankFile, by: Acting) -> BankFile:
    """The file's row, locked, if this person takes payments for its authority. Raises NotAllowed."""
    rows: Any = BankFile.objects.visible_to(by)
    row: BankFile | None = rows.select_for_update(of=("self",)).filter(pk=file.pk).first()
    if row is None:
        raise NotAllowed(f"You may not {P.TAKE_PAYMENTS.value}, or no longer.")
    return row


@transaction.atomic
def say_columns(*, file: BankFile, mapping: Mapping[str, str], by: Acting, save_as: str = "") -> BankFile:
    """Say which column is what, and have the lines taken. Said already, nothing happens.

    Raises NotAllowed, and FileRefused where the file cannot be read with these columns.
    """
    row = _locked(file, by)
    if not row.is_asking:
        return row
    held = dict(mapping)
    with opened(row) as upload:
        lines = sum(1 for _ in lines_of(upload, row.layout, held))
    _begin(row, held, lines)
    if save_as.strip():
        BankMapping.objects.update_or_create(
            authority_id=by.authority_id, name=save_as.strip(), defaults={"mapping": held, "by": by.user}
        )
    return row


@transaction.atomic
def accept_statements(*, file: BankFile, by: Acting) -> BankFile:
    """Have the lines of statements taken that somebody has looked at. Done already, nothing happens.

    Raises NotAllowed, and FileRefused where the file cannot be read.
    """
    row = _locked(file, by)
    if row.is_asking:
        with opened(row) as upload:
            statements = list(statements_of(upload))
        # What is kept of the look: how many faults were seen, and where each account stood, for the next file.
        held = {"faults": sum(len(each.faults) for each in statements), "ends": ends_of(statements)}
        _begin(row, held, sum(len(each.items) for each in statements))
    return row


def _begin(row: BankFile, held: dict[str, Any], lines: int) -> None:
    """Keep what was said or seen of a file, and have its lines taken."""
    row.mapping, row.lines = held, lines
    row.save(update_fields=["mapping", "lines"])
    hand_over("enforcement.tasks.take_bank_file", row.pk)


@transaction.atomic
def give_up(*, file: BankFile, by: Acting) -> None:
    """Throw a file away before its lines are taken; it may be sent again. Raises NotAllowed, Refused."""
    row = _locked(file, by)
    require(row.is_asking, "Its lines are being taken, or were.")
    kept = row.kept_as
    row.delete()
    transaction.on_commit(lambda: BANK_FILES.discard(kept))


def take_chunk(key: int) -> bool:
    """Take the next lines of a file, each in a transaction of its own with how far the file is; whether there are more.

    A line is money of its own key, taken once whatever happens. Where another worker is at the file, it goes on alone.
    """
    file = BankFile.objects.select_related("membership__agency").get(pk=key)
    if file.is_asking or file.ended_at is not None:
        return False
    by = Acting.today(file.membership)
    try:
        with opened(file) as upload:
            every = lines_of(upload, file.layout, file.mapping)
            lines = list(islice(every, file.done, file.done + CHUNK))
    except FileRefused as refused:
        _end(key, by, refused=str(refused)[:400])
        return False
    for place, line in enumerate(lines, file.done):
        if not _take_line(key, place, line, by):
            return False
    if file.done + len(lines) < file.lines and lines:
        return True
    _end(key, by)
    return False


@transaction.atomic
def _take_line(key: int, place: int, line: BankLine | Reject, by: Acting) -> bool:
    """Take one line, if it is the file's next; False where another worker took it."""
    file = BankFile.objects.select_for_update(of=("self",)).get(pk=key)
    if file.done != place or file.ended_at is not None:
        return False
    _take(file, line, by)
    file.done += 1
    file.save(update_fields=["done", "taken", "known", "outgoing", "rejects"])
    return True


@transaction.atomic
def _end(key: int, by: Acting, refused: str = "") -> None:
    """Write that a file is done, and tell once how much of it waits for a decision.

    What it said of other people's money is needed no longer: the file goes, its hash stays.
    """
    file = BankFile.objects.select_for_update(of=("self",)).get(pk=key)
    if file.ended_at is not None:
        return
    file.refused, file.ended_at = refused, timezone.now()
    file.save(update_fields=["refused", "ended_at"])
    transaction.on_commit(lambda: BANK_FILES.discard(file.kept_as))
    if waiting := file.payments.undecided().count():
        tell_takers(file.authority_id, f"bank-file:{file.pk}", by, count=waiting)


def _take(file: BankFile, line: BankLine | Reject, by: Acting) -> None:
    """One line: a payment, one known before, money that went out, or a line that somebody has to look at."""
    if isinstance(line, Reject):
        _reject(file, line.line, f"{line.reason} {line.remedy}")
        return
    if line.amount <= 0:
        if named := references_in(line.text):
            _reject(file, line.line, WENT.format(pounds(-line.amount), " and ".join(named)))
        else:
            file.outgoing += 1
        return
    incoming = Incoming(
        key=line.key, received_on=line.received_on, amount=line.amount, way=Way.BANK, text=line.text, file=file,
        line=line.line,
    )  # fmt: skip
    try:
        _, is_new = take_payment(incoming=incoming, by=by)
    except Refused as refused:
        _reject(file, line.line, str(refused))
        return
    file.taken, file.known = file.taken + is_new, file.known + (not is_new)


def _reject(file: BankFile, line: int, said: str) -> None:
    if len(file.rejects) < MOST_REJECTS:
        held: list[dict[str, Any]] = [*file.rejects, {"line": line, "said": said}]
        file.rejects = held
