"""The list of neighbours and the department's files, in the browser."""

import io

import pytest

from reporting.models import Comparison, PublishedFigure, Target

pytestmark = pytest.mark.django_db
CSV = (
    "time_period,geographic_level,country_code,country_name,region_code,region_name,new_la_code,la_name,old_la_code,"
    "school_type,overall_attendance,possible_sessions,attendance_perc,pa_perc\n"
    "202425,National,E92000001,England,,,,,,Primary,95,100,95,c\n"
    "202425,Regional,E92000001,England,E12000002,North West,,,,Primary,94,100,94,12.5\n"
    "202425,Local authority,E92000001,England,E12000002,North West,E08000001,Bolton,350,Primary,93,100,93,x\n"
)


def load(client, content=CSV, name="EES_ytd.csv"):
    file = io.BytesIO(content.encode())
    file.name = name
    return client.post("/figures/published/", {"file": file})


def test_a_file_is_loaded_in_the_browser_once_however_often(world, client_for):
    client = client_for("assistant_director")
    assert load(client).context["loaded"].new == 12
    again = load(client)
    assert again.context["loaded"].new == 0
    assert "2 are withheld" in again.content.decode()
    assert PublishedFigure.objects.filter(value=None).count() == 2
    assert not PublishedFigure.objects.filter(value=0).exists()


def test_another_file_is_refused_in_words(world, client_for):
    response = load(client_for("attendance_leader"), "name,phone\nx,1\n")
    assert response.context["form"].errors["file"]
    assert not PublishedFigure.objects.exists()
    assert load(client_for("improvement_officer")).status_code == 403


def test_the_region_and_the_neighbours_are_kept(world, client_for):
    client = client_for("attendance_leader")
    assert "Load the department" in client.get("/figures/comparisons/").content.decode()
    load(client)
    given = {"region": "E12000002", "neighbours": ["E08000001"]}
    for _ in range(2):
        assert client.post("/figures/comparisons/", given).status_code == 302
    held = Comparison.objects.order_by("kind").values_list("kind", "area_code", "area_name")
    assert list(held) == [("neighbour", "E08000001", "Bolton"), ("region", "E12000002", "North West")]
    assert client.post("/figures/comparisons/", {"neighbours": ["E99"]}).status_code == 200
    assert Comparison.objects.count() == 2


def test_targets_are_set_replaced_and_taken_back(world, client_for):
    leader = client_for("attendance_leader")
    given = {
        "indicator": "attendance",
        "phase": "primary",
        "year": "2025",
        "value": "95.5",
        "source": "Cabinet",
        "lead": str(world.people["attendance_leader"].user_id),
    }
    for value in ("95.5", "96"):
        assert leader.post("/figures/targets/", given | {"value": value}).status_code == 302
    target = Target.objects.get()
    assert (str(target.value), target.set_by) == ("96.00", world.people["attendance_leader"].user)
    assert client_for("improvement_officer").post("/figures/targets/", given).status_code == 200
    assert Target.objects.count() == 1
    wrong = leader.post("/figures/targets/", given | {"indicator": "bvpi-45"})
    assert "is no measure of" in wrong.content.decode()
    assert client_for("elected_member").post(f"/figures/targets/{target.pk}/remove/").status_code == 403
    leader.post(f"/figures/targets/{target.pk}/remove/")
    assert not Target.objects.exists()
