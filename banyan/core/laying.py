"""An empty database gets its tables at once, as the models stand, instead of living through every migration.

Migrations draw all related models again at each step, and nearly every model is related to the unit: a hundred seconds
for what takes two. What migrations do beside tables (triggers, the search index, first rows) is done all the same, in
their order, and all of them are recorded as applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython, RunSQL, SeparateDatabaseAndState

from banyan.core import door


class _AsItStands:
    """What a migration's own step asks of the state of models: the models of today."""

    apps = apps

    def clear_delayed_apps_cache(self) -> None:
        """Nothing is drawn late."""


def is_empty(connection: Any) -> bool:
    """Whether nothing was ever laid here."""
    return not connection.introspection.table_names()


def lay(connection: Any) -> None:
    """Tables, triggers and first rows of an empty database; every migration counts as applied afterwards."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    executor.recorder.ensure_schema()
    with connection.schema_editor(atomic=True) as editor:
        for model in _models(connection):
            editor.create_model(model)
    for migration, _backwards in plan:
        with door.opened("laying the database"):
            _do_the_rest(connection, migration)
        executor.recorder.record_applied(migration.app_label, migration.name)


def _models(connection: Any) -> Iterator[Any]:
    for model in apps.get_models():
        if model._meta.can_migrate(connection) and not model._meta.proxy:
            yield model


def _do_the_rest(connection: Any, migration: Any) -> None:
    """Our own steps beside tables. Those of libraries mend old rows, and here there are none."""
    own = list(_own_steps(migration.operations))
    if own and type(migration).__module__.startswith("banyan."):
        with connection.schema_editor(atomic=migration.atomic) as editor:
            for step in own:
                step.database_forwards(migration.app_label, editor, _AsItStands(), _AsItStands())


def _own_steps(operations: Any) -> Iterator[Any]:
    for operation in operations:
        if isinstance(operation, RunPython | RunSQL):
            yield operation
        elif isinstance(operation, SeparateDatabaseAndState):
            yield from _own_steps(operation.database_operations)
