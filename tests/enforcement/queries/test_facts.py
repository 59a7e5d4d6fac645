"""A school whose kind is not known is within no law of notices."""

from datetime import date

import pytest

from attendance.models import School
from enforcement.queries.ground import kind_of
from enforcement.rules.facts import Step
from enforcement.rules.issuing import School as HeldSchool
from enforcement.rules.issuing import SchoolKind, school_refusal
from tests.enforcement.rules.worked import facts, shut_keys


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("01", SchoolKind.MAINTAINED),
        ("12", SchoolKind.MAINTAINED),
        ("34", SchoolKind.ACADEMY),
        ("11", SchoolKind.INDEPENDENT),
        ("14", SchoolKind.PUPIL_REFERRAL_UNIT),
        ("42", SchoolKind.ALTERNATIVE_ACADEMY),
        ("", SchoolKind.UNKNOWN),
        ("08", SchoolKind.UNKNOWN),
        ("99", SchoolKind.UNKNOWN),
    ],
)
def test_the_type_of_the_register_says_the_kind(code, kind):
    assert kind_of(School(type_code=code, phase="secondary")) is kind


def test_unknown_shuts_a_notice_and_leaves_court_open():
    school = HeldSchool(SchoolKind.UNKNOWN)
    assert school_refusal(school, date(2026, 3, 2))
    held = facts(school=school)
    assert "school" in shut_keys(Step.NOTICE, held)
    assert shut_keys(Step.PROSECUTION, held) == []
