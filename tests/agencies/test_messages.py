"""Telling people: with the act, once, never of one's own; and the pages where they find it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.actions.messages import CannotTell, tell
from agencies.models import Mail, Message, MessageChoice
from agencies.rules.telling import Kind


def told(world, name="welfare_officer", by="team_manager", **changes):
    given = {"kind": Kind.CASE_GIVEN, "key": "case:1:given", "path": "/flags/"}
    acting = world.acting(by) if by else None
    tell(to=[world.people[name]], by=acting, **{**given, **changes})


def test_the_same_thing_is_told_once(world) -> None:
    for _ in range(3):
        told(world)
    told(world, key="case:2:given")
    assert Message.objects.count() == 2


def test_nobody_is_told_of_their_own_act_under_whichever_membership(world) -> None:
    told(world, "two_agencies_elsewhere", by="two_agencies")
    told(world, "welfare_officer", by="welfare_officer")
    assert not Message.objects.exists()
    told(world, "welfare_officer", by=None)
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_tells_outside_an_act() -> None:
    with pytest.raises(CannotTell, match="transaction"):
        tell(to=[], kind=Kind.MEETING, key="a", path="/", by=None)


def test_a_rolled_back_act_tells_nobody(world) -> None:
    with transaction.atomic():
        told(world)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        "//elsewhere.example/",
        "https://elsewhere.example/",
        "/pupils/?q=Smith",
        "flags/",
        "/a b/",
        "/" + "a" * 200,
        "",
    ],
)
def test_a_path_leads_to_a_page_of_ours_and_carries_nothing(world, path) -> None:
    with pytest.raises(CannotTell):
        told(world, path=path)


@pytest.mark.parametrize("key", ["Jo Smith", "case:1/given", "", "É", "a" * 101])
def test_a_key_is_of_rows(world, key) -> None:
    with pytest.raises(CannotTell):
        told(world, key=key)


def test_the_database_keeps_paths_inside(world) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(
            membership=world.people["nurse"], kind="meeting", key="k", path="//out/", told_at=timezone.now()
        )


def test_a_message_is_found_opened_and_read(world, client_for) -> None:
    told(world)
    client = client_for("welfare_officer")
    page = client.get(reverse("messages")).content.decode()
    assert "A case has been given to you." in page
    assert 'Messages (1<span class="govuk-visually-hidden"> unread</span>)' in page
    answer = client.post(reverse("message", args=[Message.objects.get().pk]))
    assert answer.url == "/flags/"
    first = Message.objects.get().read_at
    client.post(reverse("message", args=[Message.objects.get().pk]))
    assert Message.objects.get().read_at == first is not None
    assert "Messages</a>" in client.get(reverse("messages")).content.decode()


def test_what_came_after_the_page_stays_unread(world, client_for) -> None:
    told(world)
    newest = Message.objects.get().pk
    told(world, key="case:2:given")
    client_for("welfare_officer").post(reverse("messages-read"), {"newest": newest})
    assert Message.objects.unread().get().key == "case:2:given"
    client_for("welfare_officer").post(reverse("messages-read"), {"newest": "nonsense"})
    assert Message.objects.unread().count() == 1


def test_messages_are_ones_own_under_the_membership_one_acts_under(world, client_for) -> None:
    told(world, "two_agencies_elsewhere")
    pk = Message.objects.get().pk
    for name in ("two_agencies", "team_manager"):
        assert "has been given" not in client_for(name).get(reverse("messages")).content.decode()
        assert client_for(name).post(reverse("message", args=[pk])).status_code == 404
        client_for(name).post(reverse("messages-read"), {"newest": pk})
    assert Message.objects.unread().exists()


def test_the_list_and_its_count_cost_the_same_however_many_there_are(world, client_for) -> None:
    client, costs = client_for("welfare_officer"), []
    for number in range(40):
        told(world, key=f"case:{number}:given")
        if number in (1, 19, 39):
            with CaptureQueriesContext(connection) as queries:
                page = client.get(reverse("messages"))
            costs.append(len(queries))
    assert costs[0] == costs[1]
    assert "Next" in page.content.decode()


def test_how_often_one_hears_is_chosen_for_each_membership(world, client_for) -> None:
    client = client_for("two_agencies")
    assert 'value="daily"' in client.get(reverse("message-choices")).content.decode()
    assert client.post(reverse("message-choices"), {"rhythm": "hourly"}).status_code == 200
    assert not MessageChoice.objects.exists()
    for rhythm in ("never", "weekly"):
        assert client.post(reverse("message-choices"), {"rhythm": rhythm}).url == reverse("messages")
    choice = MessageChoice.objects.get()
    assert (choice.membership, choice.rhythm) == (world.people["two_agencies"], "weekly")


def returned(world, name, state="bounced"):
    held = world.people[name]
    now = timezone.now()
    return Mail.objects.create(
        membership=held, address=held.user.email, state=state, made_at=now, next_try_at=now, error="5.1.1"
    )


def test_a_manager_sees_whom_no_e_mail_reaches_and_nobody_else_does(world, client_for) -> None:
    returned(world, "welfare_officer")
    returned(world, "other_team_officer")
    said = {
        name: client_for(name).get(reverse("messages")).content.decode()
        for name in ("team_manager", "attendance_leader", "nurse", "head_teacher", "welfare_officer")
    }
    assert "Welfare Officer, North team: came back" in said["team_manager"]
    assert "Other Team Officer" not in said["team_manager"]
    assert "Other Team Officer" in said["attendance_leader"]
    for name in ("nurse", "head_teacher"):
        assert "does not reach" not in said[name]
    assert "did not arrive" in said["welfare_officer"]


def test_a_later_e_mail_that_arrived_settles_it(world, client_for) -> None:
    returned(world, "welfare_officer")
    returned(world, "welfare_officer", state="sent")
    assert "does not reach" not in client_for("team_manager").get(reverse("messages")).content.decode()


def test_an_operator_sees_what_did_not_arrive_and_sends_it_again(world, client_for) -> None:
    mail = returned(world, "nurse", state="doubtful")
    stranger = returned(world, "stranger_officer")
    world.people["nurse"].user.email = "new@example.org"
    world.people["nurse"].user.save()
    client = client_for("operator")
    page = client.get(reverse("mail")).content.decode()
    assert "nurse@example.org" in page
    assert "May not have been sent" in page
    assert stranger.address not in page
    assert client.post(reverse("mail-again", args=[stranger.pk])).status_code == 404
    assert client.post(reverse("mail-again", args=[mail.pk])).status_code == 302
    mail.refresh_from_db()
    assert (mail.state, mail.address, mail.attempts) == ("waiting", "new@example.org", 0)
    assert client.post(reverse("mail-again", args=[mail.pk])).status_code == 404
    assert client_for("welfare_officer").get(reverse("mail")).status_code == 403
