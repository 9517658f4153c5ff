"""What this room does when something begins elsewhere: it writes down under which version of the rules that was."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models.signals import post_save
from django.utils import timezone

from banyan.core.approvals.models import Request
from banyan.core.clock import today
from banyan.domains.rulebook.deeds.signing import stamp


def request_asked(sender: Any, instance: Request, created: bool, **_more: Any) -> None:
    """A request for signatures is decided under the rules of the day on which it was asked (R10.2.6)."""
    if created:
        stamp(instance, instance.unit, instance.scope_id, instance.number, _day(instance.asked_at))


def rectification_opened(sender: Any, instance: Any, created: bool, **_more: Any) -> None:
    """A rectification is carried through under the rules of the day on which it was opened (R10.2.6)."""
    if created:
        begun = _day(instance.created_at) if instance.created_at else today()
        stamp(instance, instance.unit, instance.scope(), instance.label(), begun)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def watch() -> None:
    """Begin to listen."""
    from django.apps import apps

    post_save.connect(request_asked, sender=Request, dispatch_uid="rulebook-request")
    rectification = apps.get_model("quality", "Rectification")
    post_save.connect(rectification_opened, sender=rectification, dispatch_uid="rulebook-rectification")
