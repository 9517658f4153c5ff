"""Writes the demo's plans and sign-in sheets: always the same files, from the residents that the demo ships.

`python -m scripts.demo_files` is run when the demo's story changes; the files are kept in the repository.
"""

import csv
import random
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "demo"
SEED = 20250401
SHEET_HEADERS = (
    "活动编号", "活动名称", "场次日期", "序号", "姓名", "性别", "年龄段", "社区", "手机后四位", "居民编号", "志愿者编号",
    "身份", "首次参加", "签到时间", "签退时间", "签到方式", "影像同意", "备注",
)  # fmt: skip
PLAN_HEADERS = (
    "编号", "活动名称", "计入指标", "日期", "开始", "结束", "地点", "预计人数", "责任人", "需求", "目标", "对象", "流程",
    "安全预案", "预算", "进度", "签到人数",
)  # fmt: skip


@dataclass(frozen=True)
class Story:
    """One activity of the demo year: what it was, how far its papers are, and how many came."""

    number: int
    title: str
    shares: str
    on: str
    place: str
    expected: int
    owner: str
    stage: str
    came: int
    who: str = "all"


STORIES = (
    Story(
        12, "清明社区追思与环境整治", "K26:100", "2025-04-03", "街道文化广场", 160, "S011", "accepted", 163
    ),
    Story(
        15,
        "长者防诈骗讲座（一）",
        "K04:100",
        "2025-04-11",
        "凤凰社区活动室",
        30,
        "S004",
        "accepted",
        24,
        "elder",
    ),
    Story(19, "青少年志愿植树日", "K11:100", "2025-04-19", "石榴岗公园", 25, "S008", "accepted", 21, "young"),
    Story(
        24, "亲子阅读会 第一场", "K15:100", "2025-04-26", "站内多功能室", 24, "S011", "accepted", 20, "family"
    ),
    Story(
        31, "母亲节插花与谈心", "K17:100", "2025-05-10", "木棉社区活动室", 30, "S011", "accepted", 26, "women"
    ),
    Story(35, "助残日融合运动会", "K21:100", "2025-05-17", "莲塘小学操场", 40, "S015", "accepted", 33),
    Story(
        38, "长者健康义诊（春）", "K04:100", "2025-05-23", "榕树社区广场", 45, "S004", "accepted", 38, "elder"
    ),
    Story(
        44,
        "六一亲子游园",
        "K15:60|K11:40",
        "2025-06-01",
        "街道文化广场",
        80,
        "S011",
        "accepted",
        57,
        "family",
    ),
    Story(52, "端午邻里包粽", "K04:50|K15:50", "2025-06-02", "翠竹社区广场", 60, "S004", "accepted", 46),
    Story(58, "中考减压工作坊", "K11:100", "2025-06-14", "站内小组室", 20, "S010", "accepted", 12, "young"),
    Story(62, "中医养生茶话", "K04:100", "2025-07-03", "桂花社区活动室", 20, "S005", "accepted", 14, "elder"),
    Story(69, "暑期安全第一课", "K11:100", "2025-07-12", "站内多功能室", 40, "S009", "accepted", 31, "young"),
    Story(
        77, "妇女之家手工坊", "K17:100", "2025-07-26", "紫荆社区活动室", 25, "S014", "accepted", 22, "women"
    ),
    Story(83, "消夏电影夜", "K26:100", "2025-08-09", "街道文化广场", 180, "S008", "accepted", 171),
    Story(90, "敬老院探访日", "K04:100", "2025-08-28", "街道敬老院", 25, "S005", "accepted", 18, "elder"),
    Story(97, "残障家长互助日", "K21:100", "2025-09-13", "站内小组室", 15, "S016", "accepted", 11),
    Story(103, "中秋灯谜会", "K04:100", "2025-09-28", "海棠社区广场", 60, "S004", "accepted", 48, "elder"),
    Story(109, "国庆亲子定向", "K15:100", "2025-10-03", "石榴岗公园", 40, "S012", "accepted", 36, "family"),
    Story(121, "女童安全课", "K11:100", "2025-10-30", "白兰社区活动室", 20, "S010", "accepted", 14, "young"),
    Story(126, "志愿者交流会", "K25:100", "2025-11-08", "站内多功能室", 30, "S017", "accepted", 24),
    Story(131, "亲子手工集市", "K15:100", "2025-11-15", "木棉社区广场", 60, "S014", "accepted", 52, "family"),
    Story(
        137,
        "长者智能手机课 第四讲",
        "K04:100",
        "2025-11-20",
        "桂花社区活动室",
        20,
        "S007",
        "held",
        18,
        "elder",
    ),
    Story(
        139,
        "亲子烘焙日",
        "K15:100",
        "2025-11-22",
        "站内多功能室",
        40,
        "S012",
        "summary_waiting",
        34,
        "family",
    ),
    Story(
        141,
        "妇女之家冬日集市",
        "K17:100",
        "2025-12-11",
        "紫荆社区广场",
        45,
        "S011",
        "summary_waiting",
        42,
        "women",
    ),
    Story(143, "社区融合趣味赛", "K21:100", "2025-12-13", "莲塘小学操场", 40, "S015", "accepted", 36),
    Story(
        146, "长者防跌倒讲座", "K04:100", "2025-12-18", "凤凰社区活动室", 25, "S005", "accepted", 12, "elder"
    ),
    Story(147, "冬至亲子厨房", "K15:100", "2025-12-26", "木棉社区活动室", 30, "S014", "held", 31, "family"),
    Story(150, "冬至汤圆会", "K04:100", "2025-12-21", "榕树社区广场", 50, "S005", "held", 41, "elder"),
    Story(152, "新年游园会", "K26:100", "2026-01-01", "街道文化广场", 180, "S008", "waiting", 0),
    Story(153, "腊八暖粥派送", "K04:100", "2026-01-26", "海棠社区广场", 60, "S004", "approved", 0),
    Story(154, "寒假作息小课堂", "K11:100", "2026-01-20", "站内多功能室", 25, "S009", "draft", 0),
)


@dataclass(frozen=True)
class Series:
    """A run of alike activities, every so many days from a first one."""

    title: str
    shares: str
    first: str
    every: int
    times: int
    place: str
    owner: str
    who: str


SERIES = (
    Series("长者健康操", "K04:100", "2025-04-09", 21, 12, "榕树社区广场", "S005", "elder"),
    Series("银龄手工坊", "K04:100", "2025-05-15", 42, 5, "凤凰社区活动室", "S006", "elder"),
    Series("少年城市探索", "K11:100", "2025-04-27", 28, 9, "站内多功能室", "S009", "young"),
    Series("周末亲子运动", "K15:100", "2025-04-13", 21, 12, "石榴岗公园", "S012", "family"),
    Series("妇女之家茶话", "K17:100", "2025-04-24", 42, 6, "紫荆社区活动室", "S014", "women"),
    Series("同行康复小课", "K21:100", "2025-04-16", 28, 9, "站内小组室", "S016", "all"),
)
LEAST = {"K04": 15, "K11": 15, "K15": 15, "K17": 20, "K21": 10}
LAST = date(2025, 12, 20)


def of_series(series: Series, taken: set[int]) -> list[Story]:
    """The activities of a series; each takes the next free number for its place in the year."""
    told = []
    for count in range(series.times):
        on = date.fromisoformat(series.first) + timedelta(days=series.every * count)
        if on > LAST:
            break
        wanted = 10 + (on - date(2025, 4, 1)).days // 2
        number = next(each for each in range(wanted, 1000) if each not in taken and each != 118)
        taken.add(number)
        came = LEAST[series.shares[:3]] + (count * 7 + len(series.title)) % 9
        title = (
            f"{series.title} 第{'一二三四五六七八九十'[count] if count < 10 else '十' + '一二'[count - 10]}次"
        )
        told.append(
            Story(number, title, series.shares, on.isoformat(), series.place, came + 4, series.owner, "accepted", came,
                  series.who)
        )  # fmt: skip
    return told


def whole_year() -> list[Story]:
    """All stories of the demo, as they happened."""
    taken = {story.number for story in STORIES}
    told = [*STORIES, *(story for series in SERIES for story in of_series(series, taken))]
    return sorted(told, key=lambda story: (story.on, story.number))


NEEDS = {
    "elder": (
        "独居与空巢长者外出少、与邻里往来少。",
        "每人至少认识一位邻居；八成参加者满意。",
        "六十岁以上居民",
    ),
    "young": (
        "学生放学后缺少安全的去处与同伴。",
        "学会一项安全或情绪技巧；八成参加者满意。",
        "六至十八岁学生",
    ),
    "family": ("亲子陪伴时间少，冲突多。", "亲子共同完成一件作品；八成家庭愿意再来。", "有未成年子女的家庭"),
    "women": ("妇女缺少交流与互助的场所。", "形成一个互助小队；八成参加者满意。", "辖区妇女"),
    "all": ("居民彼此不熟，公共事务参与少。", "增加邻里往来；八成参加者满意。", "辖区居民"),
}


def residents() -> list[dict[str, str]]:
    """The demo's residents whose rows are sound."""
    with (FOLDER / "residents.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [
        row
        for row in rows
        if row["出生日期"][:2] in ("19", "20") and "/" not in row["出生日期"] and not _odd(row)
    ]


def _odd(row: dict[str, str]) -> bool:
    return row["居民编号"] >= "R00150" and row["居民编号"] <= "R00159"


def age(row: dict[str, str], on: date) -> int:
    """Full years on a day."""
    born = date.fromisoformat(row["出生日期"])
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def fits(row: dict[str, str], who: str, on: date) -> bool:
    """Whether somebody belongs to those an activity is for."""
    years = age(row, on)
    kinds = {
        "elder": years >= 55,
        "young": 6 <= years < 19,
        "family": years < 14 or 25 <= years < 55,
        "women": row["性别"].startswith("女") and years >= 18,
    }
    return kinds.get(who, True)


def band(years: int) -> str:
    """The age group as sign-in sheets name it."""
    return next(name for limit, name in ((14, "0-13"), (18, "14-17"), (60, "18-59"), (80, "60-79"), (200, "80+")) if years < limit)  # fmt: skip


def lines(story: Story, people: list[dict[str, str]], chance: random.Random) -> list[dict[str, str]]:
    """The sign-in lines of one activity: those it is for first, walk-ins without a number when it was large."""
    on = date.fromisoformat(story.on)
    fitting = [row for row in people if fits(row, story.who, on)]
    chosen = chance.sample(fitting, min(len(fitting), story.came))
    made = [_line(story, on, index + 1, row, chance) for index, row in enumerate(chosen)]
    while len(made) < story.came:
        made.append(_walk_in(story, on, len(made) + 1, chance))
    return made


def _line(story: Story, on: date, serial: int, row: dict[str, str], chance: random.Random) -> dict[str, str]:
    arrived = _minutes(chance, 0, 30)
    return dict.fromkeys(SHEET_HEADERS, "") | {
        "活动编号": _number(story), "活动名称": story.title, "场次日期": story.on, "序号": str(serial),
        "姓名": row["姓名"].strip(), "性别": row["性别"][:1], "年龄段": band(age(row, on)), "社区": row["社区"],
        "手机后四位": row["手机"][-4:], "居民编号": row["居民编号"], "身份": "居民",
        "首次参加": "否", "签到时间": arrived, "签退时间": _minutes(chance, 110, 150),
        "签到方式": chance.choice(("扫码", "手签")), "影像同意": row["影像同意"],
    }  # fmt: skip


def _walk_in(story: Story, on: date, serial: int, chance: random.Random) -> dict[str, str]:
    surname, given = (
        chance.choice("李王张刘陈杨黄赵周吴"),
        chance.choice(("例一", "例二", "样三", "样四", "示五")),
    )
    return dict.fromkeys(SHEET_HEADERS, "") | {
        "活动编号": _number(story), "活动名称": story.title, "场次日期": story.on, "序号": str(serial),
        "姓名": f"{surname}{given}{chance.choice('东南西北中')}", "性别": chance.choice("男女"), "年龄段": "18-59",
        "身份": "居民", "首次参加": "是", "签到时间": _minutes(chance, 0, 40), "签退时间": _minutes(chance, 100, 150),
        "签到方式": "手签", "影像同意": "否",
    }  # fmt: skip


def _minutes(chance: random.Random, first: int, last: int) -> str:
    return _clock(chance.randint(first, last))


def _clock(minutes: int) -> str:
    at = 9 * 60 + minutes
    return f"{time(at // 60, at % 60):%H:%M}"


def _number(story: Story) -> str:
    return f"ACT-{story.on[:4]}-{story.number:04}"


def plan(story: Story) -> dict[str, str]:
    """The plan of one activity as a row."""
    need, goals, target = NEEDS[story.who]
    return {
        "编号": _number(story), "活动名称": story.title, "计入指标": story.shares, "日期": story.on, "开始": "09:00",
        "结束": "11:30", "地点": story.place, "预计人数": str(story.expected), "责任人": story.owner, "需求": need,
        "目标": goals, "对象": target, "流程": "签到十五分钟；主体环节九十分钟；分享与反馈三十分钟；清场。",
        "安全预案": "两名工作人员巡场；急救箱在签到处；恶劣天气改为室内或改期；儿童由家长陪同。",
        "预算": str(story.expected * 12), "进度": story.stage, "签到人数": str(story.came),
    }  # fmt: skip


def write(name: str, headers: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    """One CSV file of the demo."""
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, headers, lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def main() -> None:
    """Write both files."""
    chance, people = random.Random(SEED), residents()  # noqa: S311
    stories = whole_year()
    write("activities.csv", PLAN_HEADERS, [plan(story) for story in stories])
    write(
        "signins.csv",
        SHEET_HEADERS,
        [line for story in stories if story.came for line in lines(story, people, chance)],
    )


if __name__ == "__main__":
    main()
