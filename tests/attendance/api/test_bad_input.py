"""Whatever is sent, the answer says what is wrong with it; never 500."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
quickly = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize(
    ("path", "parameters", "field"),
    [
        ("schools/", {"phase": "sixth"}, "phase"),
        ("schools/", {"fase": "primary"}, "fase"),
        ("pupils/", {"school": "x"}, "school"),
        ("pupils/", {"school": "9" * 30}, "school"),
        ("pupils/", {"year_group": "thirteen"}, "year_group"),
        ("pupils/", {"upn": "A998123412001"}, "upn"),
        ("pupils/", {"size": "0"}, "size"),
        ("pupils/", {"size": "1001"}, "size"),
        ("pupils/", {"size": "ten"}, "size"),
        ("pupils/", {"cursor": "???"}, "cursor"),
        ("pupils/", {"cursor": "cD1hYmM="}, "cursor"),  # p=abc
        ("pupils/", {"cursor": "cD05OTk5OTk5OTk5OTk5OTk5OTk5"}, "cursor"),  # p=9999999999999999999
        ("flags/", {"rule": "none"}, "rule"),
        ("flags/", {"state": "open"}, "state"),
        ("pupils/{ref}/marks/", {"year": "25/26"}, "year"),
        ("pupils/{ref}/marks/", {"year": "1066"}, "year"),
        ("pupils/{ref}/marks/", {"known_at": "yesterday"}, "known_at"),
        ("pupils/{ref}/marks/", {"known_at": "0001-01-01T00:00:00+14:00"}, "known_at"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(program_for, child, path, parameters, field):
    answer = program_for("school_lead").get(path.format(ref=child.ref), **parameters)
    assert answer.status_code == 400
    assert set(answer.json()) == {"message", "fields"}
    assert set(answer.json()["fields"]) == {field}


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"[" * 30_000, 400),
        (b'{"note": "' + b"x" * 70_000 + b'"}', 400),
        (b'{"note": "\\ud800"}', 400),
        (b'{"note": "\\u0000"}', 400),
        (b'{"note": ["x"]}', 400),
        (b"\xff\xfe", 400),
        (b'{"note": "Rang home"}', 200),
    ],
)
def test_content_that_cannot_be_used_is_refused(program_for, flag, content, status):
    answer = program_for("school_lead", "write").post(f"flags/{flag.pk}/acted/", content)
    assert answer.status_code == status
    assert set(answer.json()) == ({"message", "fields"} if status == 400 else {"id", "state"})


def test_form_content_is_not_json(program_for, flag):
    answer = program_for("school_lead", "write").post(
        f"flags/{flag.pk}/acted/", b"note=x", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "path",
    [
        "schools/0/",
        f"schools/{'9' * 40}/",
        f"flags/{'9' * 40}/",
        "flags/-1/",
        "pupils/x/",
        "imports/x/",
        "nothing/",
    ],
)
def test_an_address_of_nothing_is_404(program_for, path):
    scope = "registers" if path.startswith("imports") else "read"
    assert program_for("school_lead", scope).get(path).status_code == 404


def test_a_method_that_there_is_not_is_refused_in_the_same_shape(program_for):
    answer = program_for("school_lead").client.delete("/api/v1/pupils/")
    assert answer.status_code == 405
    assert set(answer.json()) == {"message", "fields"}


LISTS = ("schools/", "pupils/", "flags/", "pupils/{ref}/marks/")
NAMES = ("phase", "school", "year_group", "rule", "state", "year", "known_at", "cursor", "size", "format")
VALUES = st.one_of(
    st.text(max_size=30),
    st.integers().map(str),
    st.datetimes().map(str),
    st.sampled_from(["cD0x", "bz0x", "cj0x", "cj1vbmU=", "bz0tMQ==", "8", "R", "primary", "json", "\x00"]),
)


@quickly
@given(path=st.sampled_from(LISTS), asked=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4))
def test_no_parameter_breaks_a_list(program_for, child, path, asked):
    answer = program_for("attendance_leader").get(path.format(ref=child.ref), **asked)
    assert answer.status_code in (200, 400, 404)
    if answer.status_code == 400:
        assert answer.json()["fields"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=320),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
BODIES = st.one_of(
    st.binary(max_size=60),
    JSON.map(lambda value: json.dumps(value).encode()),
    JSON.map(lambda value: json.dumps({"note": value, "upn": value}).encode()),
)


@quickly
@given(body=BODIES)
def test_no_content_breaks_an_act(program_for, flag, body):
    for path in (f"flags/{flag.pk}/acted/", f"flags/{flag.pk}/seen/", "pupils/find/"):
        assert program_for("attendance_leader", "write").post(path, body).status_code in (200, 400)


@quickly
@given(
    body=st.binary(max_size=200),
    said=st.dictionaries(st.sampled_from(["school", "began_on", "term"]), VALUES),
)
def test_no_file_breaks_its_receipt(program_for, body, said):
    client = program_for("attendance_leader", "registers").client
    answer = client.post("/api/v1/imports/", body, content_type="text/csv", query_params=said)
    assert answer.status_code in (201, 400, 409)
