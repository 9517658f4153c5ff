"""Service users, activities and sheets, stating what matters only."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from banyan.core import door
from banyan.core.identity.actor import system_actor
from banyan.domains.services.models import Activity, ServiceUser, SignInSheet

TODAY = date(2025, 12, 31)
NOW = datetime(2025, 12, 31, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
HELD_ON = date(2025, 10, 18)
OPERATOR = system_actor("test")

PLAN = {
    "need": "独居长者多",
    "goals": "血压筛查三十人",
    "target_group": "长者",
    "place": "广场",
    "procedure": "九点签到，十点义诊",
    "posts": "社工二人，志愿者六人",
    "safety": "备急救箱，雨天改期",
    "evaluation": "签到与满意度",
    "weather": "雨天改到室内",
    "crowd": "广场容三百人，东西两口有人守",
    "children": "无",
    "food": "无",
    "first_aid": "社区医生在场，急救箱在签到处",
    "stop_rule": "红色预警即停，由安全负责人宣布",
    "insurance": "公众责任险",
    "expected": 60,
    "budget": 3500,
    "plan_item": "年度计划 3.2",
}


def make_user(unit, name="甲乙", **fields):
    """Somebody in the register."""
    with door.opened("test"):
        user = ServiceUser(unit=unit, name=name, **fields)
        user.number = fields.get("number") or f"R{ServiceUser.everything.count() + 1:05}"
        user.save()
    return user


def make_activity(unit, title="重阳义诊", state=Activity.State.APPROVED, **fields):
    """An activity with a complete plan."""
    with door.opened("test"):
        number = fields.pop("number", f"ACT-2025-{Activity.everything.count() + 1:04}")
        activity = Activity(unit=unit, title=title, state=state, number=number)
        for name, value in {"held_on": HELD_ON, "plan_approved_at": NOW, **PLAN, **fields}.items():
            setattr(activity, name, value)
        activity.save()
    return activity


def make_sheet(activity, held_on=HELD_ON, **fields):
    """An open sheet of one session."""
    with door.opened("test"):
        return SignInSheet.everything.create(activity=activity, held_on=held_on, opened_at=NOW, **fields)


def at(hour, minute=0, on=HELD_ON):
    """A moment of the day of the event."""
    return datetime.combine(on, time(hour, minute), ZoneInfo("Asia/Shanghai"))
