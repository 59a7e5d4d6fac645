"""What every model of meetings is, and what every field of it holds: a part of `registry`."""

from tests.permissions.kinds import Entry
from tests.permissions.registry_cases import readers_of, shared

MODELS: dict[str, Entry] = {
    "cases.Meeting": shared(
        "place purpose chair_name why",
        "ref case kind on starts_at chair state minutes_due_on together version",
    ),
    "cases.Meeting_readers": readers_of("meeting"),
    "cases.Invitation": shared("note", "meeting kind to person contact reply came withdrawn_on"),
    "cases.Invitation_readers": readers_of("invitation"),
    "cases.MeetingItem": shared("title said facts", "meeting kind fixed version"),
    "cases.MeetingItem_readers": readers_of("meetingitem"),
    "cases.MeetingPaper": shared(plain="meeting kind contact address number on file digest"),
    "cases.MeetingPaper_readers": readers_of("meetingpaper"),
}
