"""How many statements a page costs, as the goals count them: without session, user, grants and transaction."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

#: Who asks, and what opens and closes a transaction.
_NOT_COUNTED = re.compile(
    r'"django_session"'
    r'|FROM "identity_user" .*JOIN "identity_person" .*WHERE "identity_user"\."id" = \d+$'
    r'|AS "role__permissions"'
    r"|^(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET)\b",
    re.DOTALL,
)


def statements(client: Any, method: str, url: str, **given: Any) -> list[str]:
    """The statements of one request that count; the page must answer well."""
    with CaptureQueriesContext(connection) as caught:
        answer = getattr(client, method)(url, **given)
    if answer.status_code not in (200, 302):
        raise AssertionError(f"{url}: {answer.status_code}")
    return [query["sql"] for query in caught if not _NOT_COUNTED.search(query["sql"])]
