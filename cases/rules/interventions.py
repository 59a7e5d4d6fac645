"""What an agency may log: its own kind's list, from the school year in which it starts to work with children.

Source: the attendance strategy of January 2007, section 8; Connexions works with year 9 and above.
"""

from collections.abc import Iterable


def in_figures(year_group: str) -> int | None:
    """A year group as a number; None for nursery, reception and what is no year group."""
    return int(year_group) if year_group.isascii() and year_group.isdigit() else None


def old_enough(from_year_group: int | None, year_groups: Iterable[str]) -> bool:
    """Whether an agency that starts in a school year works with a child in one of these year groups."""
    if from_year_group is None:
        return True
    known = [year for group in year_groups if (year := in_figures(group)) is not None]
    return any(year >= from_year_group for year in known)


def too_young(what: str, from_year_group: int) -> str:
    """Why an intervention is not to be logged for a child, as a sentence."""
    return f"“{what}” is for children from year {from_year_group}."


def shortened(text: str, most: int = 1500) -> str:
    """The beginning of a long text, cut between words, with a mark that there is more."""
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(' ', 1)[0]} …"


def told(what: str, minutes: int | None, people: str, outcome: str, next_step: str) -> str:
    """An intervention as the timeline tells it."""
    length = f", {minutes} minutes" if minutes else ""
    lines = [f"{what}{length}. {shortened(outcome)}"]
    if people:
        lines.append(f"There: {people}.")
    if next_step:
        lines.append(f"Next: {next_step}")
    return "\n".join(lines)
