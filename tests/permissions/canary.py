"""Canaries: words that occur nowhere else, each with a rule of who may meet it, and how they are found again."""

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from django.apps import apps
from django.db import models

from tests.permissions.registry import plantable
from tests.permissions.rights import Person, Rights

Rule = Callable[[Rights, Person], bool]
MARK = "zyxq"
LETTERS = "abcdefghkmnprstw"  # letters that references to children may have too
WORD = re.compile(rf"{MARK}[{LETTERS}]{{4}}")
NUMBER = re.compile(r"[a-z]\d{12}\b")
MONTHS = [date(2000, month, 1).strftime("%B").lower() for month in range(1, 13)]
DAY = re.compile(rf"\b(?:\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}|\d{{4}}-\d\d-\d\d|\d\d/\d\d/\d{{4}})\b")


@dataclass(frozen=True)
class Canary:
    """A planted text: which field it stands in, of which child or thing, and who may meet it."""

    text: str
    label: str
    about: str
    rule: Rule

    @property
    def in_addresses(self) -> bool:
        """Whether the text may stand in an address: only the reference, which says nothing about the child."""
        return self.label == "attendance.Pupil.ref"


@dataclass
class Cage:
    """All canaries by their text in lower case."""

    held: dict[str, Canary] = field(default_factory=dict)
    _next: Iterable[tuple[str, ...]] = field(default_factory=lambda: product(LETTERS, repeat=4))

    def word(self, label: str, about: str, rule: Rule) -> str:
        """A new word, remembered."""
        text = MARK + "".join(next(self._next))  # type: ignore[call-overload]
        self.held[text] = Canary(text, label, about, rule)
        return text

    def remember(self, texts: Iterable[str], label: str, about: str, rule: Rule) -> None:
        """Texts that are given: a number, the ways of writing a day."""
        for text in texts:
            self.held[text.lower()] = Canary(text.lower(), label, about, rule)

    def texts(self, label: str, about: str, rule: Rule, *, leave: str = "") -> dict[str, str]:
        """A canary for each text of a model that says something about a person, to make a row with."""
        model = apps.get_model(label)
        fields = [each for each in plantable(model) if each.name not in leave.split()]
        return {
            each.name: self._shaped(each, self.word(f"{label}.{each.name}", about, rule)) for each in fields
        }

    def _shaped(self, field: models.Field, word: str) -> str:
        return f"{word}@example.org" if isinstance(field, models.EmailField) else word.capitalize()

    def found(self, text: str) -> set[str]:
        """The canaries in a text, however it is escaped."""
        plain = html.unescape(text).lower()
        seen = {*WORD.findall(plain), *NUMBER.findall(plain), *DAY.findall(plain)}
        return seen & self.held.keys()

    def labels(self) -> set[str]:
        """The fields that have a canary."""
        return {canary.label for canary in self.held.values()}


def ways_of_writing(day: date) -> list[str]:
    """A date as a page, a file or an address would write it."""
    return [f"{day.day} {day:%B %Y}", day.isoformat(), f"{day:%d/%m/%Y}"]


def readable(content: bytes) -> str:
    """The text of an answer's body; of a zip or a spreadsheet, that of everything in it."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(f"{name}\n{readable(archive.read(name))}" for name in archive.namelist())
    return content.decode("utf-8", errors="replace")
