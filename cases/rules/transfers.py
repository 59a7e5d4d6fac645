"""What is handed over to another local authority with a child's case.

Source: "Working together to improve school attendance" (August 2024): authorities pass on what the next one needs when
a child moves, and no more; the strategy (January 2007) asks that no case is lost between authorities.
"""

from collections.abc import Collection, Mapping

HANDED: Mapping[str, str] = {
    "summary": "A summary of the case",
    "chronology": "A chronology",
    "assessment": "The assessment",
    "plan": "The plan with its reviews",
    "views": "What the child and the parents said",
    "documents": "Documents",
    "legal": "Notices and court papers",
}


def handed_over(chosen: Collection[str]) -> str:
    """What was handed over, in words and in the order of the list; an empty text where nothing was."""
    words = [label[0].lower() + label[1:] for key, label in HANDED.items() if key in chosen]
    return ", ".join(words)
