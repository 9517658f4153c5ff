"""The e-mail of a notice: that something waits, its number and where it stands. No names leave the house."""

from __future__ import annotations

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from banyan.core import door
from banyan.core.notices.models import Notice


@task()
def send_notice(public_id: str) -> int:
    """Send one notice to its reader, in their language. Returns how many e-mails left."""
    with door.opened("notices.mail"):
        notice = (
            Notice.everything.select_related("user").filter(public_id=public_id, user__is_active=True).first()
        )
    if notice is None or not notice.user.email:
        return 0
    with translation.override(notice.user.language or translation.get_language()):
        subject = _("Banyan: %(number)s") % {"number": notice.number or _("news")}
        body = _("There is news about %(number)s. Sign in to read it.") % {
            "number": notice.number or "Banyan"
        }
    return send_mail(subject, body, None, [notice.user.email])
