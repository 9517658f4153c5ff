"""`migrate`, which lays an empty database at once."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from banyan.core.laying import is_empty, lay


class Command(Migrate):
    """Brings the database up to this version; an empty one without living through every migration."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        whole = not options["app_label"] and not options["plan"] and not options["check_unapplied"]
        if whole and is_empty(connection):
            lay(connection)
        super().handle(*args, **options)
