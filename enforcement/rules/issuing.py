"""Who may issue a penalty notice, for pupils of which schools, what it says, and who is paid."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from enforcement.rules.provision import Basis, Provision
from enforcement.rules.regimes import STARTED


class Issuer(Enum):
    """Who issues a notice."""

    OFFICER = "authorised officer of the authority"
    HEAD = "head teacher"
    DEPUTY = "deputy or assistant head whom the head teacher authorised"
    POLICE = "police constable"
    COMMUNITY_SUPPORT = "community support officer or accredited person"
    OTHER = "somebody else"


class SchoolKind(Enum):
    """Kinds of school, as far as notices turn on them."""

    MAINTAINED = "maintained school"
    ACADEMY = "academy"
    PUPIL_REFERRAL_UNIT = "pupil referral unit"
    ALTERNATIVE_ACADEMY = "alternative provision academy"
    OFF_SITE = "alternative provision off site"
    INDEPENDENT = "independent school"
    UNKNOWN = "school of a kind that is not known"


@dataclass(frozen=True)
class School:
    """The school at which the child is registered, as far as the law turns on it."""

    kind: SchoolKind
    is_in_wales: bool = False
    home_is_in_wales: bool = False


ALTERNATIVE_FROM = date(2005, 9, 1)

WHO = Provision(
    "who-may-issue",
    "Who may issue a notice",
    STARTED,
    "Authorised officers of the authority, head teachers and those deputies and assistants whom they authorise, "
    "and police constables (with community support officers and accredited persons), all within the code of "
    "conduct.",
    "Education Act 1996 s444B; SI 2004/181; SI 2007/1867",
)
WHERE = Provision(
    "which-schools",
    "Pupils of which schools",
    STARTED,
    "Pupils of compulsory school age at maintained schools, pupil referral units, academies and (from "
    "1 September 2005) alternative provision; not at independent schools, whose parents may still be "
    "prosecuted. Schools in Wales follow the Welsh regulations, which this service does not hold.",
    "Education Act 1996 ss444A, 444ZA; SI 2005/2029",
)
EACH = Provision(
    "per-parent-per-child",
    "For each parent and each child",
    STARTED,
    "A notice is to one parent about one child: two parents and two children are four notices.",
    "Guidance of the department",
    Basis.GUIDANCE,
)
PROVISIONS = (WHO, WHERE, EACH)

CONTENTS_2004 = (
    "the parent's name and address",
    "the child's name and address, and the school",
    "the name and official details of the officer",
    "the date of the offence, and of the issue",
    "the amount, and how it changes",
    "the name and address of the authority to be paid",
    "how to pay, and within what period",
    "that payment discharges liability for the offence",
    "what follows if it is not paid",
    "on what grounds it may be withdrawn",
)
"""What a notice contains (SI 2004/181; the list of 2007 is similar)."""


def issuer_refusal(issuer: Issuer, *, is_authorised: bool) -> str:
    """Why this person may not issue a notice; empty where they may."""
    if issuer is Issuer.OTHER:
        return "Notices are issued by authorised officers, head teachers and those they authorise, and the police."
    needs = issuer in (Issuer.OFFICER, Issuer.DEPUTY, Issuer.COMMUNITY_SUPPORT)
    return "" if is_authorised or not needs else f"This {issuer.value} has no authorisation on the record."


def school_refusal(school: School, on: date) -> str:
    """Why no notice may be given for a pupil of the school; empty where one may."""
    if school.is_in_wales:
        return "The school is in Wales: its law is not held here, and legal advice is needed."
    if school.kind is SchoolKind.UNKNOWN:
        return (
            "The record does not say that the school is of a kind whose pupils' parents may be given notices."
        )
    if school.kind is SchoolKind.INDEPENDENT:
        return "Notices are not for independent schools. Prosecution remains open."
    if school.kind is SchoolKind.OFF_SITE and on < ALTERNATIVE_FROM:
        return "Notices for alternative provision began on 1 September 2005."
    return ""


def notices_asked(parents: int, children: int) -> int:
    """How many notices: one for each parent and each child."""
    return parents * children
