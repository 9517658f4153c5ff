"""Volunteers of the main centre through the year: won month by month, taught, met, reviewed, thanked; public life beside.

Four hundred were registered with the station before; their list comes from the platform on which they signed up.

The exchange of the summer falls to a typhoon and comes a month late. One post asks for training and waits for it. On the
last day of December the year is summed up, and the director accepts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from banyan.core import attachments, door
from banyan.domains.services.deeds import public_life, surveys
from banyan.domains.services.deeds import volunteer_work as work
from banyan.domains.services.deeds import volunteers as register
from banyan.domains.services.models import (
    Activity,
    Lecture,
    Mediation,
    Reception,
    Showing,
    SurveyReport,
    Volunteer,
    VolunteerCertificate,
    VolunteerCourse,
    VolunteerHonour,
    VolunteerPost,
    VolunteerReview,
    VolunteerRules,
    VolunteerYear,
)
from banyan.site.demo import said
from banyan.site.demo.cast import Cast
from banyan.site.demo.files import bring_content
from banyan.site.demo.telling import Moment, actor, at, chance

RULES_ON, SIGNED_ON, POSTS_ON = date(2025, 4, 10), date(2025, 4, 19), date(2025, 4, 24)
REVIEWED, CERTIFIED, REPORTED, ATTESTED = (
    date(2025, 12, 3),
    date(2025, 12, 8),
    date(2025, 11, 28),
    date(2025, 12, 2),
)
SUMMED_UP = date(2025, 12, 31)
A_MONTH, FORMER, FIRST = 18, 400, 101
COLUMNS = (
    "志愿者编号", "姓名", "性别", "出生日期", "特长", "注册日期", "招募渠道", "志愿协议日期", "岗前培训日期", "保险起", "保险止",
    "其中已审核时数",
)  # fmt: skip
SKILLS = ("摄影", "理发", "课业辅导", "家电维修", "法律", "医护", "书法", "舞蹈")
#: Kind, form, day, topic, led by, and the word of the post it is for.
COURSES = (
    ("training", "theory", date(2025, 5, 10), "志愿服务理念与边界", "督导", ""),
    ("training", "practice", date(2025, 5, 24), "轮椅推行与转移", "康复治疗师", "陪诊"),
    ("exchange", "cases", date(2025, 6, 21), "上半季服务经验交流", "志愿服务部", ""),
    ("training", "cases", date(2025, 7, 12), "探访中的三个难题", "督导", ""),
    ("exchange", "cases", date(2025, 10, 25), "台风后补开的交流会", "志愿服务部", ""),
    ("training", "practice", date(2025, 11, 15), "急救与心肺复苏", "红十字会讲师", ""),
)
POSTS = (("陪诊", "陪长者就医、取药、说清医嘱", True), ("签到", "活动签到与引导", False))
LECTURES = (
    ("防诈骗", "law", "街道司法所 法律援助律师", "守住养老钱"),
    ("义诊", "health", "社区卫生服务站 全科医生", "高血压怎么管"),
    ("亲子", "family", "社区小学 心理教师", "听懂孩子的情绪"),
    ("阅读会", "family", "退休教师联谊会 讲师", "亲子共读"),
)
SHOWN = (
    ("榕荫姐妹", "performance", date(2025, 9, 28), "街道文艺汇演健身操展示", "街道文化广场", "健康操"),
    ("榕荫姐妹", "media", date(2025, 10, 9), "姐妹互助队的一年", "街道公众号", "茶话"),
    ("巧手榕荫", "prize", date(2025, 11, 18), "社区手工作品二等奖", "区妇联", "手工坊"),
)
#: Day, matter, what is asked, what is advised, and how it goes on.
CAME = (
    (date(2025, 5, 14), "marriage", "丈夫长期在外，想问离婚手续", "先谈孩子与住房，说明两条途径", "agreed"),
    (date(2025, 7, 9), "neighbours", "楼上漏水三个月没人修", "约双方与物业一起看现场", "agreed"),
    (date(2025, 9, 17), "children", "离婚后对方不付抚养费", "说明申请执行所需材料，转法律援助", "settled"),
    (date(2025, 10, 22), "work", "家政公司拖欠工资", "登记合同与聊天记录，转劳动监察", "settled"),
    (date(2025, 12, 10), "property", "老人想立遗嘱", "介绍公证与见证要求", "open"),
)  # fmt: skip


def moments(until: date) -> Iterator[Moment]:
    """Rules and posts in April, newcomers each month, courses, visitors, results, and the sums of December."""
    yield Moment(at(RULES_ON, 9), "former", _bring)
    yield Moment(at(RULES_ON, 10), "rules", _rules)
    yield Moment(at(SIGNED_ON, 17), "signed", _sign)
    yield Moment(at(POSTS_ON, 10), "posts", _posts)
    for month in range(4, 13):
        yield Moment(at(date(2025, month, 20), 10), f"won/{month:02}", partial(_win, month))
    for course in COURSES:
        yield Moment(at(course[2], 17), f"course/{course[2]}", partial(_course, course))
    yield Moment(at(COURSES[1][2], 18), "filled", _fill)
    for came in CAME:
        yield Moment(at(came[0], 16), f"came/{came[0]}", partial(_receive, came))
    for shown in SHOWN:
        yield Moment(at(shown[2], 18), f"shown/{shown[3]}", partial(_show, shown))
    yield Moment(at(date(2025, 12, 1), 9), "lectures", _lectures)
    yield Moment(at(REPORTED, 15), "survey", _report)
    yield Moment(at(ATTESTED, 10), "survey/attested", _attest)
    yield Moment(at(REVIEWED, 15), "reviews", _review)
    yield Moment(at(CERTIFIED, 15), "certificates", _certify)
    yield Moment(at(SUMMED_UP, 16), "year", _sum_up)


def _by(when: datetime) -> Any:
    return actor(Cast().assistant, when)


def _there(**wanted: Any) -> list[Volunteer]:
    with door.opened("demo"):
        kept = Volunteer.objects.filter(unit=Cast().centre, state=Volunteer.State.REGISTERED, **wanted)
        return list(kept.select_related("unit", "project").order_by("number"))


def _bring(when: datetime) -> None:
    """Those who serve already, as one list; the insurance of a few ended in autumn."""
    lines = []
    for place in range(FORMER):
        dice = chance("former volunteer", place)
        joined = date(2025, 3, 20) - timedelta(days=dice.randint(0, 1000))
        lines.append((
            f"V{FIRST + place:04}", said.longer_name(dice), dice.choice("女女男"), date(dice.randint(1952, 2004), 5, 1),
            dice.choice(SKILLS), joined, dice.choice(("社区宣传", "朋友介绍", "公众号")), joined, joined + timedelta(days=9),
            date(2025, 1, 1), date(2025, 9, 30) if place % 40 == 7 else date(2025, 12, 31), dice.randint(0, 120),
        ))  # fmt: skip
    bring_content(
        "volunteers", said.rows(COLUMNS, lines).encode(), "志愿者名册.csv", Cast().centre.code, "", when
    )


def _rules(when: datetime) -> None:
    made = VolunteerRules(
        unit=Cast().centre, title="志愿者管理办法（2025）", since=RULES_ON,
        rights="自愿参加、自愿退出；获得培训、保险与证书；按约定时间到岗，不收受财物。",
        conduct="守时守信；不打听服务对象隐私；不拍摄、不外传；遇险先报告再处理。",
        appraisal="每年面谈一次，看态度、能力与可靠程度；时数以已核准签到为准。",
    )  # fmt: skip
    work.enact(made, by=_by(when), now=when)


def _sign(when: datetime) -> None:
    """Those who came that Saturday signed; the others follow as they come."""
    with door.opened("demo"):
        made = VolunteerRules.objects.select_related("unit").get(unit=Cast().centre)
    numbers = [each.number for place, each in enumerate(_there()) if place % 9]
    work.accept_rules(made, by=_by(when), now=when, on=when.date(), numbers=" ".join(numbers))


def _posts(when: datetime) -> None:
    for title, does, needs in POSTS:
        made = VolunteerPost(unit=Cast().centre, title=title, does=does, needs_training=needs)
        work.describe(made, by=_by(when), now=when)


def _win(month: int, when: datetime) -> None:
    """Newcomers of a month: told, agreed, registered; inducted two weeks later by the next month's list."""
    by = _by(when)
    for each in _there(trained_on=None, registered_on__lt=when.date() - timedelta(days=20)):
        register.induct(each, by=by, now=when, on=when.date() - timedelta(days=6))
    with door.opened("demo"):
        rules = VolunteerRules.objects.select_related("unit").get(unit=Cast().centre)
    won = []
    for place in range(A_MONTH):
        dice = chance("volunteer", month, place)
        made = Volunteer(
            unit=Cast().centre, name=said.name(dice), sex=dice.choice(("female", "female", "male")),
            born_on=date(dice.randint(1955, 2004), dice.randint(1, 12), dice.randint(1, 28)), agreed_on=when.date(),
            registered_on=when.date(), channel=dice.choice(("社区宣传", "朋友介绍", "公众号")), skills=dice.choice(SKILLS),
        )  # fmt: skip
        won.append(register.take_on(made, by=by, now=when))
    numbers = " ".join(each.number for each in won)
    work.accept_rules(rules, by=by, now=when, on=when.date(), numbers=numbers)


def _course(course: tuple[Any, ...], when: datetime) -> None:
    kind, form, on, topic, led_by, word = course
    with door.opened("demo"):
        post = VolunteerPost.objects.select_related("unit").filter(title=word).first() if word else None
    made = VolunteerCourse(
        unit=Cast().centre, kind=kind, form=form, post=post, held_on=on, minutes=120, led_by=led_by, topic=topic,
        said="各组说了遇到的难处，约定新人两次跟岗后独立上岗。" if kind == "exchange" else "",
    )  # fmt: skip
    held = work.hold(made, by=_by(when), now=when)
    numbers = [each.number for each in _there() if chance(topic, each.number).random() < 0.4]
    work.attend(held, by=_by(when), now=when, numbers=" ".join(numbers))


def _fill(when: datetime) -> None:
    """Three who were trained go with patients; whoever greets at the door needs no course."""
    for title, _does, _needs in POSTS:
        with door.opened("demo"):
            post = VolunteerPost.objects.select_related("unit").get(title=title, unit=Cast().centre)
        able = [each for each in _there() if each.trained_on]
        if post.needs_training:
            with door.opened("demo"):
                taught = set(post.courses.values_list("places__volunteer", flat=True))
            able = [each for each in able if each.pk in taught]
        for each in able[:3]:
            work.fill(post, by=_by(when), now=when, volunteer=each, on=when.date())


def _receive(came: tuple[Any, ...], when: datetime) -> None:
    on, matter, asked, advice, goes = came
    by = _by(when)
    made = Reception(
        unit=Cast().centre, project=Cast().project, came_on=on, matter=matter, asked=asked, advice=advice, visitor="来访居民",
        law="" if matter == "neighbours" else "民法典",
    )  # fmt: skip
    visit = public_life.receive(made, by=by, now=when)
    if goes == "open":
        return
    if goes == "agreed":
        held = Mediation(
            reception=visit, held_on=on, mediators="社工、人民调解员", parties="双方到场", course="各自说明经过，调解员归纳分歧。",
            agreed="按约定时间处理，两周后回访。", outcome="agreed",
        )  # fmt: skip
        public_life.mediate(held, by=by, now=when)
    public_life.settle(visit, by=by, now=when, on=on, outcome="双方认可，回访平稳")


def _show(shown: tuple[Any, ...], when: datetime) -> None:
    brand, kind, on, title, where, word = shown
    with door.opened("demo"):
        held = Activity.objects.filter(project=Cast().project, title__contains=word, held_on__lte=on)
        activity = held.exclude(state=Activity.State.CANCELLED).order_by("-held_on", "-pk").first()
    made = Showing(
        unit=Cast().centre, project=Cast().project, brand=brand, kind=kind, title=title, shown_on=on, where=where, activity=activity
    )  # fmt: skip
    public_life.show(made, by=_by(when), now=when)


def _lectures(when: datetime) -> None:
    """Who spoke is written down from the year's activities."""
    for word, field, comes_from, topic in LECTURES:
        with door.opened("demo"):
            held = Activity.objects.filter(
                project=Cast().project, title__contains=word, state=Activity.State.ACCEPTED
            )
            rows = list(held.select_related("unit").order_by("held_on", "pk")[:3])
        for activity in rows:
            given = Lecture(
                activity=activity, field=field, lecturer="受邀专家", comes_from=comes_from, topic=topic
            )
            public_life.lecture(given, by=_by(when), now=when)


def _report(when: datetime) -> None:
    """The survey of the contract: a report and the sheet of answers, counted by the assistant."""
    by = _by(when)
    made = SurveyReport(
        unit=Cast().centre, project=Cast().project, title="2025 年度社区需求调研", asked_about="辖区常住成人：最需要的服务与满意程度",
        method="按社区人数分层，入户随机抽取", starts_on=date(2025, 10, 13), finished_on=REPORTED, handed_out=450, returned=418,
        valid=402, conclusion="独居陪伴、课后照看、康复训练居前三；夜间时段需求上升。",
    )  # fmt: skip
    report = surveys.report(made, by=by, now=when)
    answers = "编号,最需要的服务,满意程度\n" + "".join(
        f"{place + 1},{chance('survey', place).choice(('陪伴', '课后照看', '康复', '法律'))},{chance('s', place).randint(3, 5)}\n"
        for place in range(402)
    )
    attachments.attach(report, "调研报告.csv", "章节,结论\n一,独居陪伴居首\n".encode(), by=by, now=when)
    attachments.attach(report, "有效答卷.csv", answers.encode(), by=by, now=when)
    surveys.hand_in(report, by=by, now=when)


def _attest(when: datetime) -> None:
    with door.opened("demo"):
        report = SurveyReport.objects.select_related("unit", "project").get(unit=Cast().centre)
    surveys.attest(report, by=actor(Cast().director, when), now=when)


def _review(when: datetime) -> None:
    """Most of those who served were talked to in autumn."""
    for place, each in enumerate(_there(trained_on__isnull=False, registered_on__lt=date(2025, 9, 1))):
        if place % 5:
            made = VolunteerReview(
                volunteer=each, held_on=when.date() - timedelta(days=place % 14), attitude=5, ability=4 - place % 2,
                reliance=5 - place % 3, words="守时，能主动招呼来宾；本人希望多跟岗。", agreed="明年试带一名新人",
            )  # fmt: skip
            work.review(made, by=_by(when), now=when)


def _sum_up(when: datetime) -> None:
    """The figures come from the records; what they mean is written by the assistant and accepted by the director."""
    made = VolunteerYear(
        unit=Cast().centre, project=Cast().project, starts_on=date(2025, 1, 1), ends_on=SUMMED_UP,
        worked="每场活动固定十二名志愿者，签到处不再排长队；陪诊岗先培训后上岗，没有投诉。",
        lacked="暑期交流会因台风推迟一个月；会粤语、懂电工的志愿者不够，两户等了很久。",
        lesson="新人跟岗两次再独立上岗，留下来的比去年多。", next_steps="按家庭需要招募专长志愿者；交流会改为每季首月。",
    )  # fmt: skip
    work.begin_year(made, by=_by(when), now=when)
    work.hand_in_year(made, by=_by(when), now=when)
    work.accept_year(made, by=actor(Cast().director, when), now=when)


def _certify(when: datetime) -> None:
    """Certificates for those who asked, one of them has left; things in kind, and a new team leader."""
    by = _by(when)
    with door.opened("demo"):
        wanted = Volunteer.objects.filter(unit=Cast().centre, hours_before__gt=0).select_related("unit")
        rows = list(wanted.order_by("-state", "-hours_before", "number")[:6])
    for place, each in enumerate(rows):
        made = VolunteerCertificate(
            unit=Cast().centre, volunteer=each, until=when.date(), purpose=("升学", "求职", "")[place % 3]
        )
        work.issue(made, by=by, now=when)
    for kind, reason in (("material", "全年到岗二十次以上，赠保温杯"), ("advancement", "担任签到组组长")):
        for each in rows[2:4]:
            honour = VolunteerHonour(volunteer=each, kind=kind, given_on=when.date(), reason=reason)
            register.commend(honour, by=by, now=when)
