"""A restricted child comes into the world: does any page of somebody who may not know read otherwise than before?"""

import re
from dataclasses import replace

from django.test import Client

from attendance.actions.standings import recount
from attendance.models import Contact, Parent, PupilName
from tests.permissions.answers import Api, Page
from tests.permissions.browsing import content_of
from tests.permissions.canary import Cage, readable
from tests.permissions.checking import lines
from tests.permissions.rights import CASEWORK, Rights
from tests.permissions.world import Aviary, add_child, involve
from tests.permissions.world_cases import add_case
from tests.permissions.world_enforcement import add_steps

# What changes with every answer, and pages about looking, which change with every look: they tell of nobody.
PASSING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|name="form_key" value="[\w-]+"'
)
ABOUT_LOOKING = {"access-log", "pupil-looks", "tokens"}


def with_hidden_child(aviary: Aviary) -> Aviary:
    """The world with one restricted child more, as like a known child as can be: nobody is named for it."""
    grown = replace(
        aviary, children=dict(aviary.children), cage=Cage(dict(aviary.cage.held), aviary.cage._next)
    )
    child = add_child(grown, "hidden", aviary.world.school, restricted=True)
    known = aviary.children["own"].pupil
    child.pupil.surname, child.pupil.forename, child.pupil.born_on = (
        known.surname,
        known.forename,
        known.born_on,
    )
    child.pupil.save(update_fields=["surname", "forename", "born_on"])
    PupilName.objects.filter(pupil=child.pupil, is_alias=False).update(
        surname=known.surname, forename=known.forename
    )
    for agency in (aviary.world.agencies.nursing, aviary.world.agencies.safeguarding):
        involve(grown, "hidden", agency, CASEWORK)
    for parent in Parent.objects.filter(contacts__pupil=known):
        Contact.objects.create(pupil=child.pupil, parent=parent, relationship="Mother")
    add_case(grown, child)
    add_steps(grown, child)
    recount(schools=[aviary.world.school.pk], year=aviary.year)
    grown.rights = Rights.read(aviary.on)
    return grown


def reads(aviary: Aviary, client: Client, addresses: list[str]) -> dict[str, str]:
    """What each address says, without what changes in passing."""
    found = {}
    for address in addresses:
        response = client.get(address)
        if response.streaming:
            response.content_kept = b"".join(response.streaming_content)
        found[address] = PASSING.sub("", f"{response.status_code} {readable(content_of(response))}")
    return found


def pages_of(aviary: Aviary) -> list[str]:
    """The addresses of pages that list, count or add up: those of no child, of schools and of a known child."""
    school, child = aviary.world.school, aviary.children["own"]
    arguments = {
        "": {}, "school": {"urn": school.urn}, "pupil": {"ref": child.pupil.ref},
        "import": {"ref": aviary.things["import of own"].ref}, "flag": {"pk": child.flag.pk},
        "case": {"ref": child.rows.case.ref},
        "unmatched": {"pk": aviary.things["unmatched of own"].pk},
    }  # fmt: skip
    return [
        route.address(**arguments[line.of]) + line.query
        for route, line in lines(Page)
        if line.of in arguments and line.get != 405 and route.name not in ABOUT_LOOKING
    ]


def answers_of(aviary: Aviary) -> list[str]:
    """The same of the interface for programs."""
    child = aviary.children["own"]
    arguments = {
        "": {}, "school": {"urn": aviary.world.school.urn}, "pupil": {"ref": child.pupil.ref},
        "flag": {"pk": child.flag.pk}, "case": {"ref": child.rows.case.ref},
        "referral": {"ref": child.rows.referral.ref},
    }  # fmt: skip
    return [
        route.address(**arguments[line.of]) + line.query
        for route, line in lines(Api)
        if line.of in arguments and line.get != 405
    ]


def changed_pages(aviary: Aviary, client: Client, addresses: list[str]) -> list[str]:
    """The addresses that read otherwise once there is a hidden child."""
    before = reads(aviary, client, addresses)
    with_hidden_child(aviary)
    after = reads(aviary, client, addresses)
    return [address for address in addresses if before[address] != after[address]]


def searched_pages(aviary: Aviary, client: Client, questions: list[tuple[str, dict]]) -> list[str]:
    """The questions that are answered otherwise once there is a hidden child."""

    def answers() -> list[str]:
        found = (client.post(address, given, follow=True) for address, given in questions)
        return [PASSING.sub("", readable(content_of(response))) for response in found]

    before = answers()
    with_hidden_child(aviary)
    pairs = zip(questions, before, answers(), strict=True)
    return [str(question) for question, one, other in pairs if one != other]
