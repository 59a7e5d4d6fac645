"""What decides who may see a row, and the words in which a model's line says what its fields hold."""

from dataclasses import dataclass
from enum import StrEnum

from agencies.rules.roles import Permission


class Kind(StrEnum):
    """What decides who may see a row."""

    PERSONAL = "the child it is about"
    SHARED = "the child it is about, and for whom its author meant it"
    SCHOOL = "the school it is about"
    IMPORT = "the register import it belongs to"
    OWN = "the person or agency whose own it is"
    PEOPLE = "colleagues: people who sign in, and where they work"
    OPEN = "nobody: reference data, the same for all"
    OPERATIONS = "the operator: holds nothing of any child"
    HISTORY = "nobody: proof that no page reads"
    NAMED = "nobody: read by agencies/named.py alone"


class Needs(StrEnum):
    """How wide an involvement must be for the texts of a PERSONAL row to be shown."""

    MARKS = "an involvement of any scope"
    CASEWORK = "an involvement that opens casework"


@dataclass(frozen=True)
class Entry:
    """One model's line: fields are given as words in a string; `sight` is what seeing a row asks for."""

    kind: Kind
    way: str = ""
    needs: Needs = Needs.MARKS
    names: str = ""
    private: str = ""
    plain: str = ""
    sight: Permission = Permission.VIEW_PUPIL

    @property
    def fields(self) -> list[str]:
        """Every field classified."""
        return [*self.secret, *self.plain.split()]

    @property
    def secret(self) -> list[str]:
        """The fields that say something about a person."""
        return [*self.names.split(), *self.private.split()]
