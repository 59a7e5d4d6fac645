"""Letters: owed by an act, made once from the record, kept as made; what was made is never made again.

`write_letter` is what an act calls that sends one letter; `owe_letter` leaves it to a print run.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from agencies.acting import Acting
from agencies.documents import Letter as Document
from agencies.pdf import CannotPrint, render, unprintable
from agencies.rules.roles import Permission
from attendance.models import Address
from cases.actions.doors import NotAllowed, Refused, locked_case, require, same_version
from cases.actions.timeline import record
from cases.models import Audience, EntryKind
from enforcement.models import LETTERS, TO_SCHOOL, AttendanceOrder, Letter, LetterKind, Notice, WarningLetter
from enforcement.queries.letter_words import CannotWrite, misfit
from enforcement.queries.letters import Batch, document_of, letters_to_make, prepared_of
from enforcement.queries.towards import address_on

P = Permission
Sent = Notice | WarningLetter | AttendanceOrder
MOST_WORDS = 3_000
# Who may have a letter of a kind written; the step itself was decided by others before.
NEEDS: Mapping[LetterKind, Permission] = {
    LetterKind.NOTICE: P.PREPARE_LEGAL,
    LetterKind.WARNING: P.PREPARE_LEGAL,
    LetterKind.REMINDER: P.PREPARE_LEGAL,
    LetterKind.WITHDRAWAL: P.PREPARE_LEGAL,
    LetterKind.NOT_ISSUED: P.PREPARE_LEGAL,
    LetterKind.NO_NOTICE: P.PREPARE_LEGAL,
    LetterKind.SAO_NOTICE: P.PREPARE_LEGAL,
    LetterKind.SAO_SCHOOL: P.PREPARE_LEGAL,
    LetterKind.SAO_ORDER: P.PREPARE_LEGAL,
    LetterKind.SAO_TOLD: P.PREPARE_LEGAL,
    LetterKind.RECEIPT: P.TAKE_PAYMENTS,
    LetterKind.REVERSED: P.TAKE_PAYMENTS,
}
# They follow money, which is decided about whether or not the child's record is open to whoever decides.
OF_MONEY = (LetterKind.RECEIPT, LetterKind.REVERSED)
# Beyond these a font may lack a character; asking costs as much as a letter, so it is asked only then.
EVERY_FONT_HAS = 0x17F


@transaction.atomic
def owe_letter(
    *,
    kind: LetterKind,
    by: Acting,
    notice: Notice | None = None,
    warning: WarningLetter | None = None,
    order: AttendanceOrder | None = None,
    own_words: str = "",
    told: bool = False,
) -> Letter:
    """Write down that a letter is to be sent; the same again is the one there is. `told` where the act says it itself.

    A notice that came back and is served anew, and each further reminder, is a letter of its own. Raises NotAllowed,
    and Refused where the letter does not go with the notice, the warning or the order as it stands.
    """
    prepared = notice or warning or order
    if prepared is None:
        raise Refused("A letter belongs to a notice, a warning or an order.")
    if not by.may(NEEDS[kind]):
        raise NotAllowed(f"You may not {NEEDS[kind].value}.")
    if kind not in OF_MONEY:
        locked_case(prepared.case, by, NEEDS[kind])
    require(not (said := misfit(kind, prepared)), said)
    require(len(own_words) <= MOST_WORDS, f"Your own words are longer than {MOST_WORDS:,} characters.")
    held = last_letter(kind, prepared)
    if held is not None and not is_over(held, by.on):
        return _with_words(held, own_words.strip())
    return add_letter(kind, prepared, by.on, by, after=held, own_words=own_words, told=told)


def last_letter(kind: LetterKind, prepared: Sent) -> Letter | None:
    """The latest letter of a kind for a notice, a warning or an order."""
    found: Letter | None = prepared.letters.filter(kind=kind).order_by("-number").first()
    return found


def add_letter(
    kind: LetterKind,
    prepared: Sent,
    on: date,
    by: Acting | None,
    *,
    after: Letter | None,
    own_words: str = "",
    told: bool = False,
) -> Letter:
    """Write a letter down as owed, and in the timeline unless the act tells of it (`owing`).

    The caller has checked. `after` is the last one of its kind (`last_letter`); `by` is None for the clock.
    """
    notice = prepared if isinstance(prepared, Notice) else None
    row: Letter = Letter.objects.create(
        kind=kind, case=prepared.case, pupil=prepared.pupil, parent=prepared.parent, notice=notice,
        warning=prepared if isinstance(prepared, WarningLetter) else None,
        attendance_order=prepared if isinstance(prepared, AttendanceOrder) else None,
        address=None if kind in TO_SCHOOL else _address(prepared, on),
        number=after.number + 1 if after else 1, own_words=own_words.strip(), on=on, by=by.user if by else None,
    )  # fmt: skip
    if not told:
        record(
            case=prepared.case, kind=EntryKind.LEGAL, by=by, on=on, audience=Audience.LEGAL,
            text=f"A letter is to be sent: {kind.label}{f', {notice.reference}' if notice else ''}.",
        )  # fmt: skip
    return row


def owing(text: str, by: Acting, *kinds: LetterKind, **of: Any) -> str:
    """Owe the letters that follow from an act, and say so in what it tells: the timeline has the step once."""
    for kind in kinds:
        owe_letter(kind=kind, by=by, told=True, **of)
    return f"{text.rstrip('.')}. To be sent: {', '.join(kind.label for kind in kinds)}." if kinds else text


def _address(prepared: Sent, on: date) -> Address:
    """Where a letter goes: an order has an address of its own only where a sealed one was opened for it."""
    held: Address | None = prepared.address
    if held is None and isinstance(prepared, AttendanceOrder):
        held = address_on(prepared.parent, on)
    if held is None:
        raise Refused("No address of this parent is on the record. Put it there first.")
    return held


def _with_words(letter: Letter, words: str) -> Letter:
    """A letter that is owed already takes the writer's words, as long as it is not made."""
    if words and not letter.file and words != letter.own_words:
        letter.own_words, letter.version = words, letter.version + 1
        letter.save(update_fields=["own_words", "version"])
    return letter


def forget_letters(prepared: Sent, *kinds: LetterKind) -> None:
    """What was owed and is not made is owed no longer: what it belongs to has moved on, in this transaction."""
    prepared.letters.filter(kind__in=kinds, file="").delete()


def is_over(letter: Letter, on: date) -> bool:
    """Whether a letter has done its work, so that a further one of its kind may follow."""
    if letter.kind == LetterKind.REMINDER:
        return letter.sent_on is not None and letter.sent_on < on
    return letter.came_back_on is not None


@transaction.atomic
def write_letter(
    *,
    kind: LetterKind,
    by: Acting,
    notice: Notice | None = None,
    warning: WarningLetter | None = None,
    order: AttendanceOrder | None = None,
    own_words: str = "",
) -> Letter:
    """Have one letter made at once, dated today. Raises NotAllowed, and Refused with the reason it cannot be made."""
    letter = owe_letter(kind=kind, by=by, notice=notice, warning=warning, order=order, own_words=own_words)
    return make_now(letter=letter, by=by)


@transaction.atomic
def make_now(*, letter: Letter, by: Acting) -> Letter:
    """Make one letter that is owed, dated today. Made already, it is the one there is. Raises NotAllowed, Refused."""
    row = locked_letter(letter, by)
    if row.file:
        return row
    require(row.run_id is None, "It is in a print run, and is made there.")
    Letter.objects.filter(pk=row.pk).update(on=by.on)
    make_letters([row.pk])
    row.refresh_from_db()
    if not row.file:
        raise Refused(row.cannot_because)
    return row


def locked_letter(letter: Letter, by: Acting) -> Letter:
    """A letter's row, locked, if this person may prepare legal steps about the child now. Raises NotAllowed."""
    rows = Letter.objects.permits(by, P.PREPARE_LEGAL).select_for_update(of=("self",))
    row: Letter | None = rows.filter(pk=letter.pk).first()
    if row is None:
        raise NotAllowed(f"You may not {P.PREPARE_LEGAL.value}, or no longer.")
    return row


@transaction.atomic
def change_words(*, letter: Letter, own_words: str, by: Acting, version: int) -> Letter:
    """Change the writer's own words in a letter that is not made yet. Raises NotAllowed, ChangedMeanwhile, Refused."""
    row = locked_letter(letter, by)
    require(not row.file, "The letter is made, and stays as it was made.")
    same_version(row.version, version)
    require(len(own_words) <= MOST_WORDS, f"Your own words are longer than {MOST_WORDS:,} characters.")
    row.own_words, row.cannot_because, row.version = own_words.strip(), "", row.version + 1
    row.save(update_fields=["own_words", "cannot_because", "version"])
    return row


@transaction.atomic
def make_letters(keys: Sequence[int]) -> int:
    """Make the letters of these keys that are still owed; how many were made.

    Each is locked while it is made, and those that another worker holds are left to it: no letter is made twice.
    One that must not be made says why, and waits for a person.
    """
    owed = Letter.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=keys, file="")
    letters = letters_to_make(list(owed.order_by("pk").values_list("pk", flat=True)))
    batch = Batch(letters)
    for letter in letters:
        try:
            _follow_address(letter)
            content = render(_printable(document_of(letter, batch)))
        except (CannotWrite, CannotPrint, Refused) as refused:
            letter.cannot_because = str(refused)[:300]
            continue
        kept = LETTERS.keep_whole(content)
        letter.file, letter.digest, letter.size, letter.cannot_because = kept.name, kept.digest, kept.size, ""
    Letter.objects.bulk_update(letters, ["file", "digest", "size", "cannot_because", "address"])
    return sum(bool(letter.file) for letter in letters)


def _follow_address(letter: Letter) -> None:
    """The address is that of the notice, warning or order now, should somebody have chosen another since."""
    if letter.address_id is not None:
        letter.address = _address(prepared_of(letter), letter.on)


def _printable(document: Document) -> Document:
    """The document, if every character of it can be shown. Raises CannotWrite, which names those that cannot."""
    texts = repr(document)
    if any(ord(character) > EVERY_FONT_HAS for character in texts) and (
        missing := unprintable([texts.replace("\\n", "\n")])
    ):
        raise CannotWrite(f"These characters cannot be printed here: {' '.join(missing)}.")
    return document


def content_of(letter: Letter) -> bytes:
    """A letter as it was made. Raises Altered where the file is no longer what was made."""
    return LETTERS.read(letter.file, digest=letter.digest)
