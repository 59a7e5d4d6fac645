"""The phase that statistics give a school, from the codes of the national register.

Source: type and phase codes of Get Information About Schools (2025). A school's type decides first: a special
academy's phase there is "Not applicable".
"""

from typing import Final

SPECIAL_TYPES: Final = frozenset({"07", "08", "10", "12", "33", "36", "44"})
REFERRAL_TYPES: Final = frozenset({"14", "38", "42", "43"})
PRIMARY_PHASES: Final = frozenset({"Nursery", "Primary", "Middle deemed primary"})
SECONDARY_PHASES: Final = frozenset({"Secondary", "Middle deemed secondary", "All-through", "16 plus"})
LAST_PRIMARY_AGE: Final = 11


def phase_of(type_code: str, phase_name: str, high_age: int | None) -> str | None:
    """ "primary", "secondary", "special" or "referral_unit"; None where nothing tells.

    Where the register says no phase (independent schools), the highest age decides: up to 11 is primary.
    """
    if type_code in SPECIAL_TYPES:
        return "special"
    if type_code in REFERRAL_TYPES:
        return "referral_unit"
    if phase_name in PRIMARY_PHASES:
        return "primary"
    if phase_name in SECONDARY_PHASES:
        return "secondary"
    if high_age is None:
        return None
    return "primary" if high_age <= LAST_PRIMARY_AGE else "secondary"
