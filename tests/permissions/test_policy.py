"""The roles in code say what the tables of `rights` say: a change of policy is written, and read, twice."""

from agencies.rules.roles import NEEDS_SCOPE, ROLES, Permission, Reach
from tests.permissions.rights import HOLDERS, NO_CHILD, SCOPES, WHOLE_AUTHORITY


def test_every_permission_is_in_the_tables() -> None:
    assert set(HOLDERS) == set(Permission)
    assert {name: int(scope) for name, scope in NEEDS_SCOPE.items()} == SCOPES


def test_each_role_holds_exactly_what_the_tables_say() -> None:
    for permission, holders in HOLDERS.items():
        assert {role.name for role in ROLES.values() if role.may(permission)} == holders, permission.name


def test_each_role_reaches_as_far_as_the_tables_say() -> None:
    assert {r.name for r in ROLES.values() if r.reach is Reach.AUTHORITY} == WHOLE_AUTHORITY
    assert {r.name for r in ROLES.values() if r.reach is Reach.NONE} == NO_CHILD
