"""No view, endpoint, export or template tag reads rows of people past the doors, and every view says what it needs."""

import pytest

from tests.architecture.sources import APPS, ROOT, modules, parse, tracked
from tests.architecture.visible_lint import (
    fetched_past_doors,
    guardian_past_wrapper,
    is_looked_at,
    related_in_template,
    related_names,
    unnarrowed,
)
from tests.permissions.routes import Route, routes

# Views of ours that everybody signed in may enter, or that are for everybody.
OPEN_VIEWS = {
    "agencies.views.choose_agency", "agencies.views.inbox", "agencies.views.message_choices",
    "agencies.views.open_message", "agencies.views.read_messages",
    "attendance.views.home.help_page", "attendance.views.home.home", "attendance.views.home.more",
    "cases.views.work.work",
    "cases.views.questionnaires.your_views",
    "config.gallery.gallery", "config.views.closed", "config.views.healthz",
}  # fmt: skip
OPEN_ENDPOINTS = {"attendance.api.schema.Schema"}


def without_needs(found: list[Route]) -> list[str]:
    """Views of ours that neither say what they need nor are on the list of those that need nothing."""
    faults = []
    for route in found:
        view = getattr(route.view, "view_class", None) or getattr(route.view, "cls", None)
        if not route.is_ours:
            continue
        if view is not None:
            name = f"{view.__module__}.{view.__qualname__}"
            said = getattr(view, "permission", None) is not None and getattr(view, "scope", None) is not None
            if not said and name not in OPEN_ENDPOINTS:
                faults.append(f"{route.name}: {name} names no permission and scope")
        else:
            name = f"{route.view.__module__}.{route.view.__qualname__}"
            if getattr(route.view, "needs", None) is None and name not in OPEN_VIEWS:
                faults.append(f"{route.name}: {name} has no @needs(Permission.…)")
    return faults


@pytest.mark.parametrize("rule", [unnarrowed, fetched_past_doors])
def test_rows_are_narrowed_where_people_see_them(rule) -> None:
    faults = [fault for module in modules(*APPS) if is_looked_at(module) for fault in rule(module)]
    assert not faults, "\n".join(faults)


def test_guardian_is_used_in_one_place() -> None:
    faults = [fault for module in modules(*APPS, "config") for fault in guardian_past_wrapper(module)]
    assert not faults, "\n".join(faults)


def test_templates_follow_no_relation_to_children() -> None:
    pages = [path for path in tracked() if path.startswith("templates/") and path.endswith(".html")]
    faults = [fault for path in pages for fault in related_in_template(path, (ROOT / path).read_text())]
    assert not faults, "\n".join(faults)
    assert {"enrolments", "involvements", "contacts", "registers", "flags"} <= related_names()


def test_every_view_says_what_it_needs() -> None:
    faults = without_needs(routes())
    assert not faults, "\n".join(faults)


def test_the_modules_that_show_rows_are_found() -> None:
    paths = {module.path for module in modules(*APPS) if is_looked_at(module)}
    assert {"agencies/views.py", "attendance/views/pupils.py", "attendance/exports.py"} <= paths
    assert "attendance/queries/pupils.py" not in paths


@pytest.mark.parametrize(
    ("rule", "path", "planted"),
    [
        (unnarrowed, "attendance/views/x.py", "rows = Pupil.objects.all()\n"),
        (unnarrowed, "attendance/views/x.py", "rows = models.Pupil._default_manager.filter(sex='F')\n"),
        (
            unnarrowed,
            "attendance/exports.py",
            "def f(r):\n    return list(Flag.objects.filter(pk=1).values())\n",
        ),
        (
            unnarrowed,
            "attendance/api/x.py",
            "def f(r):\n    rows = Flag.objects.all()\n    return rows.count()\n",
        ),
        (
            unnarrowed,
            "attendance/views/x.py",
            "def f(r):\n    rows = Flag.objects.all()\n    open_door(r, rows)\n    return list(rows)\n",
        ),
        (
            unnarrowed,
            "attendance/templatetags/x.py",
            "def f(s):\n    return Standing.objects.filter(school=s).count()\n",
        ),
        (fetched_past_doors, "attendance/views/x.py", "def f(r):\n    return Pupil.objects.get(pk=1)\n"),
        (
            fetched_past_doors,
            "attendance/views/x.py",
            "def f(r):\n    return get_object_or_404(Pupil, pk=1)\n",
        ),
        (
            fetched_past_doors,
            "attendance/views/x.py",
            "def f(r):\n    return get_object_or_404(rows, pk=1)\n",
        ),
        (guardian_past_wrapper, "attendance/actions/x.py", "from guardian.shortcuts import assign_perm\n"),
        (guardian_past_wrapper, "attendance/views/x.py", "def f(u):\n    return u.has_perm('x')\n"),
        (guardian_past_wrapper, "attendance/queries/x.py", "rows = NamedForPupil.objects.all()\n"),
    ],
)
def test_a_planted_way_around_is_found(rule, path, planted) -> None:
    assert rule(parse(path, planted))


@pytest.mark.parametrize(
    "sound",
    [
        "def f(r):\n    return Pupil.objects.visible_to(r.acting).filter(pk=1)\n",
        "def f(r):\n    return Pupil.objects.filter(pk=1).permits(r.acting, P.EXPORT)\n",
        "def f(r):\n    return open_door(r, Pupil.objects.all(), P.VIEW_PUPIL, ref='x')\n",
        "def f(r):\n    rows = Flag.objects.select_related('pupil')\n    return open_door(r, rows, pk=1)\n",
        "def f(r):\n    return get_object_or_404(School.objects.visible_to(r.acting), urn=1)\n",
        "def f(r):\n    return BankHoliday.objects.all()\n",
    ],
)
def test_a_way_through_the_door_passes(sound) -> None:
    module = parse("attendance/views/x.py", sound)
    assert unnarrowed(module) == fetched_past_doors(module) == []


def test_a_planted_relation_in_a_template_is_found() -> None:
    assert related_in_template("x.html", "<p>{{ school.enrolments.count }} pupils</p>")
    assert related_in_template("x.html", "{% for c in parent.contacts.all %}{% endfor %}")
    assert not related_in_template("x.html", "{{ record.now.enrolments|length }} {{ page.count }}")
