"""Operations of migrations that Django and its libraries do not have."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.compiler import Trigger


class AddTriggers(Operation):
    """Add compiled triggers, each with the name of its model, in one step.

    For each step that adds one, Django makes every model related to the trigger's anew, which nothing here asks for:
    that was a quarter of the time in which an empty database gets its tables.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, triggers: Sequence[tuple[str, Trigger]]) -> None:
        self.triggers = list(triggers)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How a migration writes the operation."""
        return type(self).__qualname__, [], {"triggers": self.triggers}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Let the models' states hold the triggers, as the autodetector of pgtrigger expects them."""
        for model, trigger in self.triggers:
            options = state.models[app_label, model.lower()].options
            options["triggers"] = [*options.get("triggers", []), trigger]

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Install them in order."""
        for _, trigger in self.triggers:
            # The SQL is whole: without parameters no percent sign in it is taken for one.
            schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take them away, the last first."""
        for _, trigger in reversed(self.triggers):
            schema_editor.execute(trigger.uninstall_sql, params=None)

    def describe(self) -> str:
        """What `migrate` prints with `--plan`."""
        return f"Create {len(self.triggers)} triggers"
