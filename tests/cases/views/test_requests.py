"""The pages of requests, as the officer who asks and the agency that is asked."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.rules.roles import Scope
from cases.actions.cases import open_case
from cases.actions.requests import send_request
from cases.models import AgencyRequest, Intervention
from tests.factories import PupilFactory, enrol


def asked(world, **changes) -> AgencyRequest:
    """A request of the officer to the police about a child with a case."""
    by, pupil = world.acting("welfare_officer"), PupilFactory()
    enrol(world.school, pupil)
    open_case(pupil=pupil, school=world.school, reason="Away.", by=by)
    given = {
        "to": world.agencies.police,
        "scope": Scope.MARKS,
        "what": "A visit together, please.",
        **changes,
    }
    return send_request(pupil=pupil, answer_by=by.on + timedelta(days=7), by=by, **given)


def test_an_officer_asks_from_the_case(world, client_for) -> None:
    row = asked(world)
    client = client_for("welfare_officer")
    assert row.to.name in client.get(reverse("case-requests", args=[row.case.ref])).content.decode()
    day = world.acting("nurse").on + timedelta(days=3)
    sent = {
        "to": world.agencies.nursing.pk, "what": "A health check.", "scope": "2", "audience": "agency",
        "answer_by_day": day.day, "answer_by_month": day.month, "answer_by_year": day.year,
    }  # fmt: skip
    answer = client.post(reverse("request-send", args=[row.pupil.ref]), sent)
    new = AgencyRequest.objects.get(to=world.agencies.nursing)
    assert answer["Location"] == reverse("request", args=[new.ref])
    assert "A health check." not in client_for("police_officer").get(reverse("requests")).content.decode()


def test_a_police_officer_accepts_and_logs_a_session_in_one_flow(world, client_for) -> None:
    row, client = asked(world), client_for("police_officer")
    assert row.pupil.surname in client.get(reverse("requests")).content.decode()
    page = client.get(reverse("request", args=[row.ref])).content.decode()
    accept = reverse("request-move", args=[row.ref, "accept"])
    assert accept in page
    answer = client.post(accept, {"form_key": str(uuid4())})
    assert answer["Location"] == reverse("log-work", args=[row.pupil.ref])
    said = {"what": "visit", "outcome": "Seen.", "audience": "agencies"}
    day = {"on_day": row.sent_on.day, "on_month": row.sent_on.month, "on_year": row.sent_on.year}
    client.post(answer["Location"], said | day)
    assert Intervention.objects.get().agency == world.agencies.police


def test_a_second_click_on_decline_is_no_dead_end(world, client_for) -> None:
    row, client = asked(world), client_for("police_officer")
    sheet = {"reason": "Nobody is free.", "form_key": str(uuid4())}
    for _ in range(2):
        answer = client.post(reverse("request-move", args=[row.ref, "decline"]), sheet)
        assert answer["Location"] == reverse("requests")
    assert client.get(reverse("request", args=[row.ref])).status_code == 404


@pytest.mark.parametrize("shown", ["new", "sent"])
def test_queries_do_not_grow_with_rows(world, client_for, django_assert_max_num_queries, shown) -> None:
    client = client_for("police_officer" if shown == "new" else "welfare_officer")

    def count() -> int:
        with django_assert_max_num_queries(15) as queries:
            client.get(f"{reverse('requests')}?show={shown}")
        return len(queries)

    asked(world)
    few = count()
    for _ in range(20):
        asked(world)
    assert count() == few
