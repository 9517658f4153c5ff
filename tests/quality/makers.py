"""Rectifications and what they hang on, stating what matters only."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from banyan.core import door
from banyan.core.attachments.deeds import attach
from banyan.core.identity.actor import actor_for, system_actor
from banyan.core.identity.models import User
from banyan.domains.quality.deeds import rectifications as deeds
from banyan.domains.quality.models import Rectification, SourceKind
from tests.makers import TODAY, make_grant, make_person
from tests.makers import make_user as make_sign_in

OPERATOR = system_actor("test")
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2025, 10, 8, 10, 0, tzinfo=ZONE)
DUE = date(2025, 10, 31)


def at(day: date, hour: int = 10) -> datetime:
    """A moment of a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def member(unit, name, *permissions):
    """Somebody who works at a unit and may do these things; all of this room when nothing is said."""
    user = make_sign_in(unit, person=make_person(unit, name))
    make_grant(user, unit, *(permissions or ("quality.*", "projects.*", "attachments.*", "identity.*.view")))
    return actor_for(User.objects.select_related("person").get(pk=user.pk), TODAY)


def opened(unit, by=OPERATOR, now=NOW, **fields):
    """A fault on the list."""
    given = {"source_kind": SourceKind.MONITORING, "finding": "十月第二周没有例会纪要", **fields}
    return deeds.open_one(Rectification(unit=unit, **given), by=by, now=now)


def analysed(unit, **fields):
    """A fault whose cause is known."""
    return deeds.analyse(opened(unit, **fields), by=OPERATOR, now=NOW, cause="主持人外出，没有指定代理人")


def planned(unit, owner, due_on=DUE, **fields):
    """A fault with a measure, an owner and a date."""
    record = analysed(unit, **fields)
    return deeds.plan(
        record, by=OPERATOR, now=NOW, measure="排定代理主持人", owner=owner.person, due_on=due_on
    )


def done(unit, owner, reporter=None, **fields):
    """A fault whose measure was reported done, with a file that shows it."""
    record = planned(unit, owner, **fields)
    reporter = reporter or owner
    prove(record, reporter)
    return deeds.report_done(record, by=reporter, now=at(date(2025, 10, 20)), outcome="已排出代理名单并公布")


def prove(record, by):
    """A file that shows what was done."""
    return attach(record, "名单.txt", "代理名单".encode(), by=by)


def fresh(record):
    """The record as it stands."""
    with door.opened("test"):
        return type(record).everything.get(pk=record.pk)
