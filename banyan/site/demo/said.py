"""What the workers of the demo write: put together from what the record itself says, so that no two are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Aim:
    """What the cases of a department are about: a goal with its five levels, and what is seen, said and judged."""

    goal: str
    measure: str
    levels: tuple[str, str, str, str, str]
    seen: tuple[str, ...]
    said: tuple[str, ...]
    next: tuple[str, ...]


AIMS = {
    "长者": Aim(
        "每周出门不少于三次", "出行记录", ("整周不出门", "每周出门一次", "每周出门三次", "每周出门四次", "每天出门并参加活动"),
        ("楼道扶手已装好，上下楼走得稳", "茶几上放着新配的老花镜", "药盒按早晚分好，剩三天的量", "阳台的菜苗出了芽",
         "门口贴着活动中心的课表", "右膝贴着膏药，起身要扶桌", "邻居来送了半碗汤，两人说了会儿话", "冰箱里剩菜多，提醒当天倒掉",
         "血压计在床头，本周记了五次", "收音机开着，听的是粤剧"),
        ("自己下楼买了菜，走到路口歇了一次。", "晚上醒两三回，醒了就坐着。", "女儿周日来过，带了水果。", "活动中心的太极我想去看看。",
         "怕过马路，车太快。", "老伴走了以后话少了，你来我高兴。", "上次教的深呼吸用了，有一点用。"),
        ("带活动中心的开放时间来", "约楼上的同龄人一起走", "与社区医生核对用药", "陪走一次到菜场的路", "请志愿者周三陪同出门"),
    ),
    "青少年": Aim(
        "每周到校不少于四天", "学校考勤", ("不到校", "到校一两天", "到校四天", "到校五天", "到校五天且按时"),
        ("书桌收拾过，闹钟放在门边", "手机放在客厅充电，是自己提的", "作业本补到了第三单元", "说话时一直看窗外，后来慢慢接话",
         "墙上新贴了篮球赛的日程", "和母亲隔着门说话", "眼圈发黑，昨晚两点才睡", "画本里画了班上的座位", "准备了明天要带的东西"),
        ("去了学校也没人理我。", "周三体育课还行。", "我妈一说成绩我就关门。", "班主任让我坐前面，没那么烦了。",
        "早上起不来，不是不想去。",
         "想学修车，不想考高中。"),
        ("与班主任核对本周考勤", "约母子一起谈作息", "联系职校开放日", "陪同见一次心理老师", "把同伴小组的时间告诉他"),
    ),
    "家庭": Aim(
        "每周争吵不多于一次", "家人各自的记录", ("天天争吵", "每周三四次", "每周一次", "两周一次", "一个月没有争吵"),
        ("客厅的玻璃门换好了", "两口子坐在沙发两头", "孩子在房里写字，门开着", "饭菜在桌上，是丈夫做的", "日历上圈了各自休息的日子",
         "说到钱两人都停下来", "婆婆在厨房，听得见", "争吵记录写了三条，都有起因", "孩子主动拿画给社工看", "母亲比上次先开口"),
        ("他这周只摔了一次门。", "我先出去走一圈再说，管用。", "钱的事还是不能提。", "孩子说家里安静了。", "我不想离，就是累。",
         "婆婆那边他肯去说了。"),
        ("约两人一起订家用", "让孩子参加亲子小组", "与法律咨询约时间", "练一次“我句式”", "请丈夫单独谈一次"),
    ),
    "残障": Aim(
        "每周在家练习不少于三次", "练习记录表", ("不练习", "每周一次", "每周三次", "每周五次", "每天练习并教别人"),
        ("助行器的胶脚换了新的", "练习表贴在床边，打了四个勾", "手臂抬到肩高，比上次高", "卫生间装了扶手", "母亲在旁边数次数",
         "轮椅右轮有响声", "说练完酸一晚上", "桌上放着就业中心的单张", "能自己系扣子了", "练到一半停下，想看电视"),
        ("练了四次，一次忘了。", "出门还是要等人推。", "想做点手工能卖的。", "妈妈比我还急。", "康复站的老师说可以减药了。",
        "电梯坏了两天没下楼。"),
        ("与康复站核对动作", "申请轮椅维修", "约就业辅导员", "把练习改在早饭后", "联系出行志愿者"),
    ),
}  # fmt: skip
_CAME = ("准时到达", "早到五分钟，案主已开门等候", "迟到几分钟，先致歉", "按约到访", "电梯停用，走楼梯上去")
_TREND = (
    "较上次没有变化",
    "较上次略有好转",
    "比计划走得快",
    "有反复，与案主一起找原因",
    "比预期慢，调整步子",
)
_VISITED = (
    "本人在家，衣着整洁", "本人在阳台晾衣", "本人刚午睡起来，说话清楚", "本人在看电视，音量偏大", "在楼下花坛边遇见，一同上楼",
    "本人在厨房煮粥，灶边无杂物", "家里有邻居来坐", "本人斜靠床上，说腰酸",
)  # fmt: skip
_FOUND = (
    "冰箱里有菜，冻肉标了日期", "冰箱只有咸菜与剩饭", "血压药按时吃，药板空到周四", "忘了一次降糖药，已补写在药盒上",
    "煤气软管无老化，阀门已关",
    "插座旁堆着纸箱，一起挪开", "卫生间地面湿，铺了防滑垫", "量血压一三八、八二", "手背有擦伤，自己贴了胶布", "窗台的花浇过水",
    "门锁不好用，记下报修", "床头的呼叫铃试过，响",
)  # fmt: skip
_TOLD = (
    "白天还好，晚上一个人睡不着。", "儿子说中秋回来。", "楼上装修吵，下午去图书室坐。", "腿没力，菜场去不了。", "食堂的饭软，我爱吃。",
    "上回那个义工姑娘怎么没来？", "电费贵了，空调不敢开。", "老街坊走了两个，心里空。", "教我视频，我给孙女打了。",
    "没什么要的，你坐坐就好。",
)  # fmt: skip
_JUDGED = (
    "生活能自理，夜里孤单", "情绪平稳，社交减少", "饮食偏单一", "用药基本规律", "居家安全有一处隐患", "行动较上月慢",
    "精神好，愿意出门",
)  # fmt: skip
_THEN = (
    "下次带邻居互助的名单来", "转告社区医生随访", "周五电话再问一次", "报维修并跟进", "约志愿者陪同买菜", "下月带量血压的仪器",
    "问长者食堂能否送餐",
)  # fmt: skip


def contact(luck: Random, word: str, number: int, minutes: int) -> dict[str, str]:
    """What was seen, what the client said and what the worker made of it, at the contact of this number."""
    aim = AIMS[word]
    seen, then = luck.sample(aim.seen, 3), luck.choice(aim.next)
    happened = f"第{number}次会面，{luck.choice(_CAME)}，谈了{minutes}分钟。{seen[0]}；{seen[1]}；{seen[2]}。"
    judgement = f"“{aim.goal}”{luck.choice(_TREND)}。下次{then}。"
    return {"happened": happened, "said": "".join(luck.sample(aim.said, 2)), "judgement": judgement}


def visit(luck: Random) -> dict[str, str]:
    """What was found at the door of somebody on the roster."""
    found = luck.sample(_FOUND, 3)
    return {
        "happened": f"{luck.choice(_VISITED)}；{found[0]}；{found[1]}；{found[2]}。", "said": "".join(luck.sample(_TOLD, 2)),
        "judgement": f"{'，'.join(luck.sample(_JUDGED, 2))}；{luck.choice(_THEN)}。",
    }  # fmt: skip


_DONE = (
    "热身用了传球，分享环节超时十分钟", "按流程完成，示范做了两遍", "两人一组练习，换了一次搭档", "先回顾上节约定，再进入主题",
    "把讨论改成画图，话少的人也参与",
    "情景演练由组员自己编", "器材少一套，轮流使用", "结束前每人说一句带走的话",
)  # fmt: skip
_BETWEEN = (
    "由向社工说转为彼此回应", "两人主动留下帮忙收拾", "一位组员打断别人，旁边的人提醒了他", "有人哭，邻座递了纸",
    "前半段安静，后半段抢着说",
    "新坐在一起的两人聊了起来", "有人提出不同意见，大家听完了", "迟到的人被大家鼓掌接进来",
)  # fmt: skip
_TOGETHER = (
    "形成两个小圈子，请坐在一起的人换位", "有一位成了带头人", "座位自己围成了圆", "大家记得彼此的名字",
    "仍有一人坐在圈外，下节排在中间",
)  # fmt: skip
_GONE_ON = (
    "多数组员说出一个可用的办法",
    "半数组员在家试过",
    "三人说做到了，其余说难在哪里",
    "目标一已达成，目标二要再练",
    "仍停留在说，下节要动手做",
)
_THOUGHT = (
    "追问多于回应，下节多留白",
    "时间分配前松后紧",
    "应早点点名邀请话少的人",
    "与协同社工的分工清楚",
    "总结太长，可让组员来说",
)
_AFTER = (
    "下节先回顾各人尝试过的办法",
    "下节请家属来半小时",
    "下节换到多功能室",
    "布置一周的小记录",
    "下节把难的动作拆开",
)


def session(luck: Random, theme: str, came: int, absent: int) -> dict[str, str]:
    """The record of a session out of its own theme and figures."""
    left = f"，{absent}人缺席已电话问过" if absent else ""
    return {
        "actual": f"主题“{theme}”，到{came}人{left}。{'；'.join(luck.sample(_DONE, 2))}。",
        "interaction": f"{'；'.join(luck.sample(_BETWEEN, 2))}。",
        "cohesion": f"{luck.choice(_TOGETHER)}。", "progress": f"关于{theme}，{luck.choice(_GONE_ON)}。",
        "reflection": f"{luck.choice(_THOUGHT)}。",
        "following": f"{luck.choice(_AFTER)}。",
    }  # fmt: skip


SURNAMES, MIDDLE, GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜",
    "样示例",
    "安平敏兰英明华芳强丽军秀文杰玲静波霞勇志",
)


def name(luck: Random) -> str:
    """A name that says that it is an example."""
    return luck.choice(SURNAMES) + luck.choice(MIDDLE) + luck.choice(GIVEN)


def longer_name(luck: Random) -> str:
    """The same of one character more, where thousands are named."""
    return name(luck) + luck.choice(GIVEN)


def rows(columns: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    """A sheet as a file of comma-separated lines."""
    return "\n".join(",".join(map(str, line)) for line in (columns, *lines)) + "\n"
