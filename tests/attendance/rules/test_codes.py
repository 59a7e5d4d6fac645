"""The code list of each date."""

from datetime import date, timedelta

import numpy as np
import pytest

from attendance.rules.codes import (
    CODES,
    Class,
    Flag,
    UnknownCode,
    boundaries,
    code_at,
    codes_on,
    lookup_tables,
    no_transport_code,
    suggested_modern,
    symbol_for,
    symbols_on,
)
from attendance.rules.register import position

LAST_OLD, FIRST_NEW, NEXT = date(2024, 8, 18), date(2024, 8, 19), date(2024, 8, 20)

LIST_2006 = list("/\\LBDJPVWCEFHIMRSTGNOUXYZ#-")
LIST_2024 = [*"/\\LKVPWBDCMSTRIEGNOUXQZ#-", "C1", "C2", "J1", *(f"Y{n}" for n in range(1, 8))]


def test_the_list_of_2006():
    assert {code.code for code in codes_on(date(2006, 9, 1))} == set(LIST_2006)
    assert codes_on(date(2006, 7, 31)) == ()


@pytest.mark.parametrize("on", [FIRST_NEW, NEXT, date(2026, 7, 9)])
def test_the_list_of_2024(on):
    assert {code.code for code in codes_on(on)} == set(LIST_2024)


def test_every_day_has_one_meaning_for_a_symbol_and_every_symbol_is_one_character():
    for day in boundaries():
        for on in (day, day + timedelta(days=1)):
            symbols = [code.symbol for code in codes_on(on)]
            assert len(symbols) == len(set(symbols))
            assert all(len(symbol) == 1 and symbol != " " for symbol in symbols)


def test_the_private_symbols():
    pairs = {code: symbol for code, symbol in symbols_on(FIRST_NEW).items() if code != symbol}
    assert pairs == {"C1": "c", "C2": "d", "J1": "j"} | {f"Y{n}": str(n) for n in range(1, 8)}


def test_the_days_on_which_the_list_changes():
    assert boundaries() == (
        date(2006, 8, 1),
        date(2010, 9, 1),
        date(2011, 9, 1),
        date(2013, 9, 1),
        date(2020, 8, 1),
        date(2022, 5, 1),
        FIRST_NEW,
    )


@pytest.mark.parametrize(
    ("symbol", "on", "class_"),
    [
        ("D", date(2011, 8, 31), Class.E),
        ("D", date(2011, 9, 1), Class.N),
        ("D", date(2011, 9, 2), Class.N),
        ("F", date(2013, 8, 31), Class.A),
        ("F", date(2013, 9, 1), None),
        ("H", LAST_OLD, Class.A),
        ("H", FIRST_NEW, None),
        ("H", NEXT, None),
        ("Y", LAST_OLD, Class.N),
        ("Y", FIRST_NEW, None),
        ("J", LAST_OLD, Class.E),
        ("J", FIRST_NEW, None),
        ("j", LAST_OLD, None),
        ("j", FIRST_NEW, Class.A),
        ("K", LAST_OLD, None),
        ("K", FIRST_NEW, Class.E),
        ("Q", LAST_OLD, None),
        ("Q", FIRST_NEW, Class.N),
        ("d", LAST_OLD, None),
        ("d", FIRST_NEW, Class.A),
        ("X", date(2020, 7, 31), Class.N),
        ("X", date(2020, 8, 1), Class.N),
        ("X", date(2022, 4, 30), Class.N),
        ("X", date(2022, 5, 1), Class.N),
        ("-", FIRST_NEW, Class.DATA_QUALITY),
        ("#", FIRST_NEW, Class.X),
    ],
)
def test_a_symbol_has_the_class_of_its_own_date(symbol, on, class_):
    if class_ is None:
        with pytest.raises(UnknownCode):
            code_at(symbol, on)
    else:
        assert code_at(symbol, on).class_ is class_


@pytest.mark.parametrize("code", ["G", "N", "O", "U"])
@pytest.mark.parametrize("on", [date(2006, 9, 1), LAST_OLD, FIRST_NEW])
def test_g_n_o_and_u_count_to_the_threshold_and_the_return_but_u_breaks_a_deletion_run(code, on):
    row = code_at(code, on)
    assert (row.pn10, row.ret10, row.del20) == (True, True, code != "U")


def test_nothing_else_counts_to_the_threshold():
    assert {row.code for row in CODES if row.pn10} == {"G", "N", "O", "U"}


def test_T07_dual_registration_was_attended_until_august_2011():
    before, after = code_at("D", date(2011, 6, 30)), code_at("D", date(2011, 10, 3))
    assert (before.attended, before.possible) == (True, True)
    assert (after.attended, after.possible) == (False, False)


def test_T08_an_interview_attended_until_2024_and_is_authorised_absence_since():
    assert code_at(symbol_for("J", date(2024, 7, 3)), date(2024, 7, 3)).attended
    since = code_at(symbol_for("J1", date(2024, 9, 10)), date(2024, 9, 10))
    assert (since.attended, since.authorised) == (False, True)


def test_T10_extended_holiday_was_withdrawn_in_2013():
    assert code_at("F", date(2012, 11, 12)).authorised
    with pytest.raises(UnknownCode, match="F is not a code on 4 September 2013"):
        code_at("F", date(2013, 9, 4))


def test_T11_missing_transport_was_authorised_and_is_now_not_possible():
    then, now = no_transport_code(date(2007, 1, 15)), no_transport_code(date(2025, 1, 15))
    assert (then.code, then.authorised, then.possible) == ("C", True, True)
    assert (now.code, now.possible) == ("Q", False)


@pytest.mark.parametrize(
    ("code", "on", "sentence"),
    [
        ("H", FIRST_NEW, "H is not a code on 19 August 2024: it ended on 18 August 2024. Use C if"),
        ("Y", NEXT, "Use the one of Y1 to Y7 that fits the cause, or Q"),
        ("J", FIRST_NEW, "Use J1"),
        ("F", LAST_OLD, "Use H if"),
        ("F", FIRST_NEW, "Use C if"),
        ("C2", LAST_OLD, "C2 is not a code on 18 August 2024: it starts on 19 August 2024. Use C."),
        ("q", LAST_OLD, "Use C."),
        ("A1", FIRST_NEW, "“A1” is not an attendance code on 19 August 2024. Ask the school"),
        ("1", FIRST_NEW, "“1” is not an attendance code"),
        ("", FIRST_NEW, "“” is not an attendance code"),
        ("I", date(2006, 7, 31), "No code list is held for 31 July 2006: the first starts on 1 August 2006."),
    ],
)
def test_a_refusal_names_code_day_and_remedy(code, on, sentence):
    with pytest.raises(UnknownCode) as refused:
        symbol_for(code, on)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("text", "symbol"), [(" y1 ", "1"), ("c", "C"), ("c1", "c"), ("/", "/"), ("\\", "\\")]
)
def test_small_letters_and_spaces_are_accepted(text, symbol):
    assert symbol_for(text, FIRST_NEW) == symbol


@pytest.mark.parametrize("code", ["C", "F", "H", "Y", "J", "B"])
def test_these_old_codes_are_never_mapped_automatically(code):
    suggestion = suggested_modern(code)
    assert not suggestion.automatic
    assert all(modern in LIST_2024 for modern in suggestion.codes)


@pytest.mark.parametrize("code", sorted(set(LIST_2006) - {"C", "F", "H", "Y", "J", "B"}))
def test_every_other_old_code_kept_its_meaning(code):
    assert suggested_modern(code).codes == (code,)
    assert code in LIST_2024


def test_an_invented_code_has_no_suggestion():
    with pytest.raises(UnknownCode):
        suggested_modern("@")


def test_the_tables_of_a_year_turn_with_the_list():
    lookup = lookup_tables(2024)
    assert lookup.starts == (0, position(FIRST_NEW, 0))
    old, new = lookup.tables
    assert old[ord("H")] == Flag.POSSIBLE | Flag.AUTHORISED
    assert new[ord("H")] == Flag.UNKNOWN
    assert new[ord(" ")] == 0
    assert new[ord("N")] & Flag.NO_REASON
    assert lookup_tables(2025).starts == (0,)


def test_before_the_first_list_every_mark_is_unknown():
    table = lookup_tables(2005).tables[0]
    assert table[ord(" ")] == 0
    assert np.all(np.delete(table, ord(" ")) == Flag.UNKNOWN)
