"""What the team shares and solves together (R3.2.4, R9.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.search.keeping import Entry, put, source
from banyan.domains.projects.models import Post
from banyan.domains.projects.rules.sharing import check_answer

State = Post.State


@deed(Post, "share", new=True, label=_("Share something"), icon="message-plus")
def share(post: Post, by: Any, now: datetime) -> None:
    """Share progress, a difficulty or a lesson with the team, or with the own department only."""
    post.unit = post.project.unit
    post.author = by.person
    post.department = by.person.unit if by.person else post.unit
    post.shared_on = now.date()
    post.number = post.number or numbering.take(Post.number_pattern, post.unit, now.year)
    post.created_at = post.changed_at = now
    post.save()
    if post.grade == Post.Grade.TEAM:
        put(_entry(post))


@deed(Post, "edit", frm=State.OPEN, label=_("Edit"), icon="pencil")
def edit(post: Post, by: Any, now: datetime, **changes: Any) -> None:
    """Correct what was shared."""
    for name, value in changes.items():
        setattr(post, name, value)


@deed(Post, "solve", frm=State.OPEN, to=State.SOLVED, label=_("Answer"), icon="message-check")
def solve(post: Post, by: Any, now: datetime, words: str) -> None:
    """Somebody else answers a difficulty, or adds to what was shared."""
    check_answer(words, own=post.author_id is not None and by.person_id == post.author_id)
    post.solution, post.solved_on, post.solved_by = words.strip(), now.date(), by.person


def _entry(post: Post) -> Entry:
    return Entry(post, post.title)


def _entries() -> Iterator[Entry]:
    found = Post.everything.filter(grade=Post.Grade.TEAM).select_related("unit", "project")
    return map(_entry, found.iterator())


source(Post._meta.label_lower, _entries)
