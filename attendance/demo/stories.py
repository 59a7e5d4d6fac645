"""Children of whom something is told, each with fixed marks, so that every page can be tried.

A story is a child (or a few), a school of the plan, and what their register shows on the last day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from agencies.rules.roles import Scope
from attendance.demo.drafts import Draft
from attendance.models.involvement import Basis

Tell = Callable[[Draft], None]

RANDOM_SICKNESS: Final = slice(8, None, 17)


@dataclass(frozen=True)
class Story:
    """One child. ``school`` is a key such as "secondary 0"; ``facts`` are kinds of characteristic.

    ``second`` is another school of the child: moved to in mid-year, or registered at as well (``dual``).
    ``agencies`` are keys with basis, scope and whether sealed; ``family`` groups siblings.
    """

    number: int
    look: str
    forename: str
    surname: str
    sex: str
    group: int
    school: str
    tell: Tell
    facts: tuple[str, ...] = ()
    second: str = ""
    dual: bool = False
    agencies: tuple[tuple[str, Basis, Scope, bool], ...] = ()
    family: str = ""
    restricted: bool = False
    twin_of: int | None = None

    @property
    def ref(self) -> str:
        """A reference that stays the same in every demonstration."""
        letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
        return f"DEMSTAGE{letters[self.number // len(letters)]}{letters[self.number % len(letters)]}"


def _carer(draft: Draft) -> None:
    draft.put(draft.on_weekday(0)[-9:], "OO")
    draft.put(draft.on_weekday(2)[-8:], "L.")


def _days_missed(days: int) -> Tell:
    def tell(draft: Draft) -> None:
        missed = draft.this_year()[4 : 4 + days * 2 : 2]
        short = days - len(missed)
        draft.put(
            missed + [day for day in draft.this_year() if day not in missed][-short:] * (short > 0), "OO"
        )

    return tell


def _unexplained(draft: Draft) -> None:
    draft.put(draft.last(14)[:4], "NN")
    draft.put(draft.last(2), "NN")


def _holiday(draft: Draft) -> None:
    draft.put(draft.last(25)[:5], "GG")


def _mover(draft: Draft) -> None:
    draft.put(draft.this_year()[5:8], "OO")
    draft.put(draft.last(3), "OO")


def _dual(draft: Draft) -> None:
    draft.put([day for day in draft.this_year() if day.weekday() in (1, 3)], "DD")
    draft.put(draft.on_weekday(4)[-3:], "OO")


def _siblings(draft: Draft) -> None:
    draft.put(draft.on_weekday(4)[-5:], "OO")
    draft.put(draft.last(12)[:2], "II")


def _apart(draft: Draft) -> None:
    weeks = draft.on_weekday(0)
    draft.put(weeks[::2], "OO")


def _travelling(draft: Draft) -> None:
    draft.put(draft.this_year()[10:22], "TT")


def _part_time(draft: Draft) -> None:
    draft.put(draft.last(20), ".d")


def _some_sickness(draft: Draft) -> None:
    draft.put(draft.this_year()[RANDOM_SICKNESS], "II")


def _afternoons(draft: Draft) -> None:
    draft.put(draft.this_year()[3::3], ".O")
    draft.put(draft.last(6), "OO")


def _ten_exactly(draft: Draft) -> None:
    draft.put(draft.last(5), "OO")


def _half_exactly(draft: Draft) -> None:
    days = draft.this_year()
    draft.put(days[: len(days) // 2], "OO")
    if len(days) % 2:
        draft.put(days[-1:], ".O")


def _sunday(draft: Draft) -> None:
    draft.put(draft.on_weekday(6)[-6:], "OO")


def _record_of_two(draft: Draft) -> None:
    draft.put(draft.this_year()[9:12], "OO")


STORIES: Final = (
    Story(
        0,
        "a young carer, absent on Mondays",
        "Maisie",
        "Horrocks",
        "F",
        8,
        "secondary 0",
        _carer,
        ("carer", "fsm"),
        agencies=(("voluntary", Basis.CONSENT, Scope.CASEWORK, False),),
    ),
    Story(
        1,
        "looked after, 10 days missed",
        "Callum",
        "Threlfall",
        "M",
        9,
        "secondary 0",
        _days_missed(10),
        ("lac",),
        agencies=(("child_protection", Basis.LOOKED_AFTER, Scope.CASEWORK, False),),
    ),
    Story(
        2,
        "looked after, 25 days missed",
        "Jade",
        "Molyneux",
        "F",
        10,
        "secondary 0",
        _days_missed(25),
        ("lac", "sen"),
        agencies=(("child_protection", Basis.LOOKED_AFTER, Scope.CASEWORK, False),),
    ),
    Story(3, "absences nobody has explained", "Toby", "Sharples", "M", 4, "primary 0", _unexplained),
    Story(4, "a holiday without leave", "Wiktoria", "Kowalczyk", "F", 5, "primary 0", _holiday, ("eal",)),
    Story(
        5,
        "moved between two schools this term",
        "Rayyan",
        "Mahmood",
        "M",
        5,
        "primary 0",
        _mover,
        ("eal", "fsm"),
        second="primary 4",
    ),
    Story(
        6,
        "registered at a school and at the referral unit",
        "Kayden",
        "Rigby",
        "M",
        10,
        "secondary 0",
        _dual,
        ("fsm", "sen"),
        second="referral_unit 0",
        dual=True,
    ),
    Story(
        7, "one of three siblings", "Ayomide", "Adébáyọ̀", "F", 8, "secondary 0", _siblings, family="Adébáyọ̀"
    ),
    Story(8, "one of three siblings", "Tunde", "Adébáyọ̀", "M", 4, "primary 0", _siblings, family="Adébáyọ̀"),
    Story(
        9, "one of three siblings", "Simisola", "Adébáyọ̀", "F", 1, "primary 0", _siblings, family="Adébáyọ̀"
    ),
    Story(
        10,
        "parents apart, the mother's address sealed",
        "Freya",
        "Hardman",
        "F",
        6,
        "primary 0",
        _apart,
        family="apart",
    ),
    Story(
        11,
        "a family that travels for work",
        "Miley",
        "Maughan",
        "M",
        3,
        "primary 0",
        _travelling,
        ("traveller",),
    ),
    Story(12, "a part-time timetable", "Éabha", "Ó Ceallaigh", "F", 9, "secondary 0", _part_time, ("ehcp",)),
    Story(
        13,
        "a restricted record, open to named people alone",
        "Noor",
        "Al-Hakim",
        "F",
        7,
        "secondary 0",
        _some_sickness,
        ("cp",),
        restricted=True,
        agencies=(("safeguarding", Basis.CHILD_PROTECTION, Scope.LEGAL, False),),
    ),
    Story(
        14,
        "two services involved, one of them sealed",
        "Kian",
        "Boardman",
        "M",
        11,
        "secondary 0",
        _afternoons,
        ("fsm",),
        agencies=(
            ("youth_offending", Basis.COURT_ORDER, Scope.CASEWORK, False),
            ("school_nursing", Basis.REQUEST, Scope.CASEWORK, True),
        ),
    ),
    Story(
        15, "two records of one child", "Zuzanna", "Wójcik", "F", 8, "secondary 0", _record_of_two, ("eal",)
    ),
    Story(
        16, "two records of one child", "Zuzana", "Wojcik", "F", 8, "secondary 3", _record_of_two, twin_of=15
    ),
    Story(
        17,
        "reached ten sessions in ten weeks on the last day",
        "Logan",
        "Openshaw",
        "M",
        9,
        "secondary 0",
        _ten_exactly,
    ),
    Story(
        18, "has missed exactly half", "Chantelle", "Doherty", "F", 11, "secondary 0", _half_exactly, ("fsm",)
    ),
    Story(
        19, "at a school that meets on Sundays", "Yusuf", "Qureshi", "M", 4, "primary 3", _sunday, ("eal",)
    ),
)
