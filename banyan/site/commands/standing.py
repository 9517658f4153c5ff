"""Whether there is an installation at all where the shell looks for one."""

from __future__ import annotations

from django.db import OperationalError, connection

from banyan.core.identity.models import Installation
from banyan.foundation.refusal import Refused, noop


def missing_installation() -> Refused | None:
    """What to say when the database cannot be reached or holds nothing of ours; None when it is not that."""
    connection.close()
    try:
        tables = connection.introspection.table_names()
    except OperationalError:
        return Refused(
            {"": noop("The database cannot be reached; check BANYAN_DATABASE_URL.")}, code="no_database"
        )
    if Installation._meta.db_table in tables:
        return None
    return Refused(
        {"": noop("There is no installation here yet; run banyan init first.")}, code="no_installation"
    )
