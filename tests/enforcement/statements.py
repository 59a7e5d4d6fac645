"""Statements as MT940, as banks here lay them out: with and without envelope, texts in :61:, in :86: or in both."""

LEDGER = """{{1:F01HBOSXXXXAXXX9999999999}}{{2:I940HBOSXXXXXXXXN}}{{3:{{108:0000000019708714}}}}{{4:
:20:2267602902375194
:25:301775/00059707
:28C:00065/001
:60F:C261130GBP1000,10
:61:2612011201C80,00NTRF{reference}//FP0001
SMITH J
:86:FASTER PAYMENT
:61:2612011201D1,5NCHGNONREF
O/DRAFT CHARGE
:61:2612011202C160,NMSCNONREF
BGC SMITH
:86:NO REFERENCE GIVEN BY THE
PAYER
:62F:C261202GBP1238,60
-}}
"""
# No envelope, a plain account number, the entry day left out, the reference broken over two lines of the text.
PLAIN = """:20:STMT261203
:25:20-00-00 12345678
:28C:00337/00001
:60M:C261202GBP1238,60
:61:261203C80,NTRFNONREF
:86:COUNTER CREDIT  MRS A PARENT REF {first}
{second}
:62M:C261203GBP1318,60
:64:C261203GBP1318,60
-
:20:STMT261203
:25:20-00-00 12345678
:28C:00337/00002
:60M:C261203GBP1318,60
:61:2612031203D400,NTRFRENT//0099
:62F:C261203GBP918,60
:64:C261203GBP918,60
:86:QUOTE PN-0000001-39 WHEN YOU WRITE TO US
-
"""


def statement(
    *lines: str, begins: str = "C261130GBP0,", ends: str = "C261202GBP0,", number: str = "1/1"
) -> str:
    """One statement with these lines."""
    head = (":20:A", ":25:20-00-00 12345678", f":28C:{number}", f":60F:{begins}")
    return "\r\n".join((*head, *lines, f":62F:{ends}", "-", ""))


def many(count: int) -> str:
    """A statement with as many payments of £80, each another's, and a charge after each tenth."""
    lines = []
    for each in range(count):
        lines += [f":61:2611{1 + each % 28:02}C80,00NTRFNONREF//B{each}", f":86:N{each}"]
        if each % 10 == 9:
            lines.append(":61:261130D0,50NCHGNONREF")
    left = count * 8_000 - count // 10 * 50
    return statement(*lines, ends=f"C261130GBP{left // 100},{left % 100:02}")
