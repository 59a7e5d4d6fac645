"""Reading the source for ways around the doors: rows of people that are not narrowed to those the viewer may see."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Function, Module
from tests.permissions.registry import MODELS, Kind, models_of

# Where rows meet people. Actions and queries below are called with `by`, and the crawl looks at what comes out.
LOOKED_AT = re.compile(r"^\w+/(?:(?:views|api|exports|admin|templatetags)/.+|(?:views|exports|admin)\.py)$")
NARROWED = {"visible_to", "permits", "of_child", "none"}
OPEN_TO_ALL = {
    label.split(".")[1] for label, entry in MODELS.items() if entry.kind in (Kind.OPEN, Kind.OPERATIONS)
}
# The register of schools is public, but a page about a school is not: schools are narrowed like the rest.
CLOSED_MODELS = {label.split(".")[1] for label in MODELS} - OPEN_TO_ALL | {"School"}
# What says who is asking stands beneath the doors.
BENEATH = {
    "agencies/api/authentication.py": {"Token"},
    "agencies/api/idempotency.py": {"IdempotencyKey"},
}
DOORS = {"open_door"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}


def is_looked_at(module: Module) -> bool:
    """Whether a module shows rows to people."""
    return bool(LOOKED_AT.match(module.path))


def parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    """Each node's parent."""
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def name_of(node: ast.AST) -> str:
    """The last word of a name or of an attribute."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def chain(node: ast.AST, above: dict[ast.AST, ast.AST]) -> tuple[ast.AST, list[str]]:
    """The whole expression that a manager begins, and the methods called on the way: `X.objects.a().b()`."""
    called = []
    while isinstance(above.get(node), ast.Attribute | ast.Call):
        parent = above[node]
        if isinstance(parent, ast.Call) and parent.func is not node:
            break
        if isinstance(parent, ast.Attribute):
            called.append(parent.attr)
        node = parent
    return node, called


def managers(tree: ast.AST) -> Iterator[ast.Attribute]:
    """`Model.objects` and its kin, for models whose rows are not open to all."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in {"objects", "_default_manager", "_base_manager"}
            and name_of(node.value) in CLOSED_MODELS
        ):
            yield node


def handed_to_door(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    """Whether rows are an argument of a door, directly or by a name that goes nowhere but through one."""
    parent = above.get(node)
    if isinstance(parent, ast.Call) and name_of(parent.func) in DOORS:
        return True
    if not (
        isinstance(parent, ast.Assign)
        and len(parent.targets) == 1
        and isinstance(parent.targets[0], ast.Name)
    ):
        return False
    uses = used(parent.targets[0].id, enclosing(parent, above))
    return bool(uses) and all(goes_through(use, above) for use in uses)


def enclosing(node: ast.AST, above: dict[ast.AST, ast.AST]) -> ast.AST:
    """The function around a node, or the module."""
    while node in above and not isinstance(node, Function):
        node = above[node]
    return node


def used(name: str, within: ast.AST) -> list[ast.Name]:
    """Where a name is read."""
    return [
        node
        for node in ast.walk(within)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
    ]


def goes_through(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    """Whether this use of rows is a door's argument or begins with being narrowed."""
    whole, called = chain(node, above)
    return bool(set(called) & NARROWED) or (
        isinstance(above.get(whole), ast.Call) and handed_to_door(whole, above)
    )


def unnarrowed(module: Module) -> list[str]:
    """Managers whose rows are neither narrowed to the viewer nor handed to a door."""
    above = parents(module.tree)
    faults = []
    for node in managers(module.tree):
        whole, called = chain(node, above)
        if name_of(node.value) in BENEATH.get(module.path, set()):
            continue
        if not set(called) & NARROWED and not handed_to_door(whole, above):
            faults.append(
                f"{module.path}:{node.lineno}: {name_of(node.value)}.{node.attr} is followed by neither "
                ".visible_to( nor .permits(, and is not handed to open_door"
            )
    return faults


def fetched_past_doors(module: Module) -> list[str]:
    """`Model.objects.get(`, and shortcuts given a bare model: a fetch and a right in two steps."""
    above, faults = parents(module.tree), []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and name_of(node.func) in SHORTCUTS and node.args:
            first = node.args[0]
            if name_of(first) in CLOSED_MODELS or not isinstance(first, ast.Call):
                faults.append(
                    f"{module.path}:{node.lineno}: {name_of(node.func)} of rows that are not narrowed"
                )
        if isinstance(node, ast.Attribute) and node.attr == "get" and node.value in managers(module.tree):
            faults.append(f"{module.path}:{node.lineno}: .objects.get( fetches past the door")
    return faults if above else []


def guardian_past_wrapper(module: Module) -> list[str]:
    """django-guardian anywhere but in its one wrapper; models may declare its direct-key tables."""
    if module.path == "agencies/named.py":
        return []
    faults = []
    for node in ast.walk(module.tree):
        names = []
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "guardian":
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.split(".")[0] == "guardian"]
        tables = {"NamedForPupil", "NamedForAddress"}
        if isinstance(node, ast.Attribute) and node.attr == "objects" and name_of(node.value) in tables:
            names = [f"{name_of(node.value)}.objects"]
        if isinstance(node, ast.Attribute) and node.attr in {"has_perm", "has_perms", "user_permissions"}:
            names = [node.attr]
        declares = "/models/" in module.path and names == ["guardian.models.UserObjectPermissionBase"]
        faults += (
            []
            if declares
            else [f"{module.path}:{node.lineno}: {name} outside agencies/named.py" for name in names]
        )
    return faults


def related_names() -> set[str]:
    """The names under which other rows reach rows about a child: `school.enrolments`, `agency.involvements`."""
    return {
        relation.get_accessor_name()
        for model in models_of(*Kind)
        for relation in model._meta.related_objects
        if MODELS.get(relation.related_model._meta.label, MODELS["agencies.Ward"]).kind
        in (Kind.PERSONAL, Kind.SHARED)
        and not relation.get_accessor_name().endswith("+")
    }


def related_in_template(path: str, text: str) -> list[str]:
    """Relations followed in a template: rows about children that nothing has narrowed."""
    reach = "|".join(sorted(related_names()))
    pattern = re.compile(rf"\.({reach})\.(?:all|count|first|last|exists|iterator)\b")
    return [
        f"{path}:{number}: .{found[1]} is followed in a template"
        for number, line in enumerate(text.splitlines(), 1)
        for found in pattern.finditer(line)
    ]
