"""References of penalty notices: short, sayable, with check digits, so that a slip of the pen matches nothing.

The check digits are those of ISO 7064 Mod 97,10 over the letters and the serial number: one wrong character
and two changed places are always found. A reference that does not check is never guessed at.
"""

import re

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

PREFIX, DIGITS = "PN", 7
GREATEST = 10**DIGITS - 1

_SEPARATORS = r"[\s./-]*"
_BODY = re.compile(
    rf"(?<![A-Z0-9])P{_SEPARATORS}N{_SEPARATORS}((?:[0-9OIL]{_SEPARATORS}){{{DIGITS + 2}}})(?![A-Z0-9])"
)
_MISREAD = str.maketrans("OIL", "011")


def reference(serial: int) -> str:
    """The reference of a serial number: "PN-0012345-83". Raises ValueError outside 1 to 9,999,999."""
    if not 1 <= serial <= GREATEST:
        raise ValueError(f"A serial number lies between 1 and {GREATEST:,}.")
    body = f"{PREFIX}{serial:0{DIGITS}}"
    return f"{PREFIX}-{serial:0{DIGITS}}-{mod_97_10.calc_check_digits(body)}"


def read_reference(text: str) -> str | None:
    """One reference as somebody typed it, in its proper form; None where it is none or does not check.

    Blanks, hyphens, dots and small letters do not matter, nor do O for 0 and I or L for 1.
    """
    found = references_in(text)
    return found[0] if len(found) == 1 else None


def references_in(text: str) -> tuple[str, ...]:
    """The valid references in the text of a bank line, each once, in order."""
    found = (_checked(match[1]) for match in _BODY.finditer(text.upper()))
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _checked(body: str) -> str | None:
    digits = re.sub(_SEPARATORS, "", body).translate(_MISREAD)
    try:
        mod_97_10.validate(PREFIX + digits)
    except ValidationError:
        return None
    serial = int(digits[:DIGITS])
    # Two other pairs of digits satisfy the sum now and then; only the one that was given out is taken.
    return reference(serial) if serial and reference(serial).endswith(digits[DIGITS:]) else None
