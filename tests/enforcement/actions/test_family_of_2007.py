"""A family of 2007, walked from the penalty warning letter to a notice by the law of its time."""

from datetime import date
from types import SimpleNamespace

import pytest

from agencies.acting import Acting
from cases.models import Case
from enforcement.actions.gates import GateShut
from enforcement.actions.notices import issue_notice, prepare_notice, serve_notice
from enforcement.actions.warnings import end_warning, issue_warning, prepare_warning, serve_warning
from enforcement.actions.watching import watch_warnings
from enforcement.models import PersonCheck, SupportOffer
from enforcement.queries.ladder import ladder_of
from enforcement.rules.facts import Step
from enforcement.rules.ladder import Standing
from enforcement.rules.service import Method
from tests.enforcement.households import mark_line
from tests.factories import AddressFactory, ContactFactory, PupilFactory, RegisterFactory, enrol

ON = date(2007, 2, 12)
AWAY = tuple((date(2007, 1, day), part) for day in (8, 9, 10, 11, 12) for part in (0, 1))
AGAIN = ((date(2007, 2, 14), 0), (date(2007, 2, 14), 1))
WORDS = {
    "equality_note": "Nothing is known.",
    "target": "Every day.",
    "further_support": "The officer visits.",
}


@pytest.fixture
def family(world) -> SimpleNamespace:
    pupil = PupilFactory(born_on=date(1994, 3, 4))
    enrolment = enrol(world.school, pupil, began_on=date(2005, 9, 5))
    RegisterFactory(enrolment=enrolment, year=2006, marks=mark_line([*AWAY, *AGAIN]))
    officer = world.people["welfare_officer"].user
    case = Case.objects.create(
        pupil=pupil, school=world.school, team=world.school.team, officer=officer, state="enforcing",
        opened_on=date(2006, 11, 6),
    )  # fmt: skip
    contact = ContactFactory(pupil=pupil)
    PersonCheck.objects.create(
        pupil=pupil, parent=contact.parent, on=date(2007, 2, 1), identity_confirmed=True, how="Met.", is_natural=True,
        said_adult=True, took_part=True, by=officer,
    )  # fmt: skip
    SupportOffer.objects.create(
        case=case, pupil=pupil, offered_on=date(2006, 12, 4), what="Personal attendance plan", outcome="failed",
        by=officer,
    )  # fmt: skip
    address = AddressFactory(parent=contact.parent, began_on=date(2005, 1, 3), confirmed_on=ON)

    def acting(name: str, on: date = ON) -> Acting:
        return Acting(world.acting(name).membership, on)

    return SimpleNamespace(
        case=case, parent=contact.parent, address=address, acting=acting, school=world.school
    )


def warned(family):
    row = prepare_warning(
        case=family.case, parent=family.parent, address=family.address, sessions=AWAY, because=WORDS,
        by=family.acting("welfare_officer"),
    )  # fmt: skip
    row = issue_warning(warning=row, by=family.acting("team_manager"), version=row.version)
    return serve_warning(warning=row, method=Method.BY_HAND, sent_on=ON, by=family.acting("welfare_officer"))


def noticed(family, on):
    draft = prepare_notice(
        case=family.case, parent=family.parent, address=family.address, sessions=AWAY, because=WORDS,
        equality_considered_on=on, issuer_is_authorised=True, by=family.acting("welfare_officer", on),
    )  # fmt: skip
    return issue_notice(notice=draft, by=family.acting("team_manager", on), version=draft.version)


def test_the_letters_period_is_the_local_codes_school_days(family) -> None:
    row = warned(family)
    # Fifteen school days after Monday 12 February, in a calendar of plain weekdays.
    assert (row.regime, row.weeks, row.ends_on) == ("2004", None, date(2007, 3, 5))


def test_a_failed_letter_opens_a_notice_at_the_price_of_2007(family) -> None:
    row, on = warned(family), date(2007, 2, 21)
    with pytest.raises(GateShut, match="The warning's period runs to 5 March 2007"):
        noticed(family, on)
    assert watch_warnings(on=date(2007, 2, 14), schools=[family.school.pk]) == 1
    row.refresh_from_db()
    assert (row.proposed, row.missed) == ("failed", 2)
    end_warning(warning=row, improved=False, reason="Away again.", by=family.acting("welfare_officer", on))
    notice = noticed(family, on)
    assert (notice.lower_amount, notice.lower_days, notice.full_amount, notice.full_days) == (
        5_000,
        28,
        10_000,
        42,
    )
    served = serve_notice(
        notice=notice, method=Method.BY_HAND, sent_on=on, by=family.acting("welfare_officer", on)
    )
    # The day of receipt is left out, which favours the payer.
    assert (served.lower_until, served.full_until) == (date(2007, 3, 21), date(2007, 4, 4))


def test_the_ladder_of_2007_has_the_names_and_threshold_of_its_time(family) -> None:
    found = ladder_of(family.case, family.acting("welfare_officer"))
    (parent,) = found.parents
    names = {line.rung.step: line.title for line in parent.lines}
    assert (names[Step.CONTRACT], names[Step.WARNING]) == ("Parenting contract", "Penalty warning letter")
    stands = {line.rung.step: line.rung.standing for line in parent.lines}
    assert stands[Step.WARNING] is Standing.PREPARE
    # The duty towards excluded pupils began on 1 September 2007.
    assert stands[Step.EXCLUDED_NOTICE] is Standing.SHUT
    excluded = next(line.rung for line in parent.lines if line.rung.step is Step.EXCLUDED_NOTICE)
    assert excluded.opens_on == date(2007, 9, 1)
