"""The establishment as it comes in from a table."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Post, Unit
from banyan.core.registers.declaration import Applied
from banyan.domains.staff import queries
from banyan.domains.staff.deeds.intake import Writing, given
from banyan.domains.staff.rules.places import superior_post
from banyan.domains.staff.sheets.establishment import ESTABLISHMENT
from banyan.foundation.sheets import CheckedRow, Row


class EstablishmentIntake:
    """Writes posts, then who stands above whom. A post number counts within its centre or branch."""

    def __init__(self, *, unit: Unit, by: Actor, now: datetime, source: Any, project: Any = None) -> None:
        self.unit, self.agency = unit, queries.agency_of(unit)
        self.homes = queries.homes_of(self.agency)
        self.writing = Writing(ESTABLISHMENT, by, now)
        self.posts = {(self.homes[post.unit_id], post.code): post for post in queries.posts_of(self.agency)}
        self.rows: list[CheckedRow] = []

    def chunk(self, rows: list[CheckedRow]) -> None:
        """Collect rows; a superior post may come after those below it."""
        self.rows += rows

    def finish(self) -> Applied:
        """Write posts first, superiors when all posts are there."""
        for checked in self.rows:
            self._write(checked.row)
        known = queries.known_posts(self.agency)
        for checked in self.rows:
            self._place(checked.row, known)
        return self.writing.finish(self.rows)

    def _write(self, row: Row) -> None:
        department = row.values["department"]
        key = (self.homes[department], row.values["code"])
        values = {"unit_id": department} | given(row, "title", "places", "requirement", "opened_on")
        if row.values["relation"]:
            values["relation"] = row.values["relation"]
        if key in self.posts:
            self.writing.change(self.posts[key], values, row)
            return
        self.posts[key] = self.writing.make(Post(code=row.values["code"], **values))

    def _place(self, row: Row, known: Any) -> None:
        if "superior" not in row.raw:
            return
        home = self.homes[row.values["department"]]
        post = self.posts[home, row.values["code"]]
        near = (home, self.homes[self.unit.pk])
        above = superior_post(known, row.values["superior"], near) if row.values["superior"] else None
        self.writing.change(post, {"superior_id": above.key if above else None}, row)
