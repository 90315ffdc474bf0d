"""People of the demonstration, all invented: who lives where, who holds which post.

A line is a door and those behind it, each with a form of address; the first represents the household.
`*` sits in the residents' council, `+` has an account without a seat; the others have none yet.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consult.community.rules.kinds import PostKind

QINGHE = {
    "1幢": """
        1单元101 *郑淑珍 郑阿姨 方德明 方大爷
        1单元202 *冯志强 冯师傅
        1单元301 *蒋文静 蒋女士 林小宇 小林
        1单元402 *韩大勇 韩师傅 许芳 许女士
        2单元101 *杨素梅 杨阿姨
        2单元303 +唐晓东 唐先生 袁媛 袁女士
        2单元502 *邓秋菊 邓阿姨
    """,
    "2幢": """
        1单元102 *曹凤英 曹阿姨 彭福生 彭大爷
        1单元201 *潘建华 潘师傅
        1单元302 *田雨欣 田女士
        1单元601 +董立新 董先生 余晓梅 余女士
        2单元102 *叶秀珍 叶阿姨
        2单元401 *程国栋 程先生 倪红 倪女士
        2单元502 *苏婉 苏女士
    """,
    "3幢": """
        1单元101 *李国珍 李老师
        1单元102 赵长顺 赵大爷 孙桂兰 孙阿姨
        1单元201 *张建民 张师傅 柯秀英 柯阿姨
        1单元202 黄丽萍 黄女士
        1单元301 +孙志远 孙先生
        1单元302 马秀兰 马阿姨
        1单元401 +王慧敏 王女士 刘浩 刘先生
        1单元402 何家辉 何先生 范晓琳 范女士
        1单元501 *陈玉兰 陈阿姨
        1单元502 +徐永昌 徐大爷 戴素琴 戴阿姨
        1单元601 +周立群 周先生
        1单元602 +吴春燕 吴女士
    """,
    "5幢": """
        1单元101 *魏长林 魏大爷 吕桂香 吕阿姨
        1单元203 *丁海涛 丁先生
        1单元302 *沈月琴 沈阿姨
        1单元501 *任小军 任师傅 姚丽 姚女士
        2单元201 *卢金凤 卢阿姨
        2单元303 +姜伟民 姜先生 朱琳 朱女士
        2单元602 *傅雅琴 傅老师
    """,
    "6幢": """
        1单元102 *钟玉华 钟阿姨 谭正明 谭大爷
        1单元301 *廖永刚 廖师傅
        1单元402 *邹慧 邹女士 熊志鹏 熊先生
        2单元101 *金秀云 金阿姨
        2单元202 +陆建平 陆先生
        2单元401 *郝春生 郝师傅 温玉梅 温阿姨
        2单元503 *白晓燕 白女士
    """,
    "7幢": """
        1单元101 *崔桂莲 崔阿姨
        1单元202 *康明亮 康师傅 毛艳 毛女士
        1单元601 *邱振华 邱先生
        1单元602 *秦淑芬 秦阿姨 祝明山 祝大爷
        2单元102 *江月 江女士 史文斌 史先生
        2单元301 *顾维民 顾老师
        2单元501 +侯艳红 侯女士
    """,
    "8幢": """
        1单元101 *邵国庆 邵师傅 孟秀芝 孟阿姨
        1单元203 *龙海燕 龙女士
        1单元302 *万德福 万大爷
        1单元402 *段晓丽 段女士 雷志鸣 雷先生
        2单元101 *汤桂荣 汤阿姨
        2单元301 *尹志刚 尹先生 关雪 关女士
        2单元502 +黎小燕 黎女士
    """,
    "12幢": """
        1单元101 *易凤兰 易阿姨 常有德 常大爷
        1单元202 *武建业 武师傅
        1单元303 *乔丽娟 乔女士 申强 申先生
        1单元502 *贺长青 贺大爷
        2单元102 +赖春梅 赖女士 龚志勇 龚先生
        2单元301 *文小兵 文先生
        2单元402 *庞玉珍 庞阿姨 欧阳德 欧阳大爷
    """,
}
HEWAN = {
    "1幢": """
        101 *罗国华 罗师傅 谢玉芬 谢阿姨
        102 *牛秀芹 牛阿姨
        201 *鲁晓峰 鲁先生
        202 *项丽 项女士
        301 *裴长根 裴大爷
        302 成佳 成女士
    """,
    "2幢": """
        101 *葛素云 葛阿姨
        102 *安志平 安师傅 席文娟 席女士
        201 *靳红 靳女士
        202 *霍明远 霍先生
        301 +童心怡 童女士
        302 焦福民 焦大爷
    """,
}

OFFICERS: dict[str, dict[str, tuple[PostKind, ...]]] = {
    "qinghe": {
        "吴建平": (PostKind.PARTY_SECRETARY,), "高文丽": (PostKind.COMMITTEE_DIRECTOR,),
        "林秀芬": (PostKind.SECRETARY,), "周敏": (PostKind.FACILITATOR,), "何俊": (PostKind.FACILITATOR,),
        "罗明霞": (PostKind.COMMITTEE_MEMBER, PostKind.GRID_HEAD),
        "宋立华": (PostKind.COMMITTEE_MEMBER, PostKind.GRID_HEAD),
        "石磊": (PostKind.COMMITTEE_MEMBER, PostKind.GRID_HEAD), "殷晓红": (PostKind.COMMITTEE_MEMBER,),
    },
    "hewan": {
        "褚卫": (PostKind.PARTY_SECRETARY,), "邱凌": (PostKind.COMMITTEE_DIRECTOR,),
        "梁静": (PostKind.SECRETARY,), "方志平": (PostKind.FACILITATOR,),
    },
}
BUILDING_HEADS = ("郑淑珍", "曹凤英", "李国珍", "沈月琴", "钟玉华", "崔桂莲", "邵国庆", "易凤兰")
REPRESENTATIVES = (
    *BUILDING_HEADS, "冯志强", "田雨欣", "孙志远", "丁海涛", "邹慧", "顾维民", "龙海燕", "乔丽娟", "唐晓东",
    "侯艳红", "黎小燕",
)
OVERSIGHT = ("顾维民", "傅雅琴")
LOGINS = {
    "林秀芬": "mishu", "周敏": "zhuchi", "吴建平": "shuji", "王慧敏": "wangnvshi", "陈玉兰": "chenayi",
    "张建民": "zhangshifu", "梁静": "hewan-mishu", "方志平": "hewan-zhuchi", "罗国华": "luoshifu",
}
"""Short names for those whom visitors sign in as; everyone else with an account signs in by full name."""


@dataclass(frozen=True)
class Resident:
    """One person behind a door."""

    name: str
    called: str
    seated: bool
    has_account: bool


def behind_doors(lines: str) -> Iterator[tuple[str, list[Resident]]]:
    """Doors and residents read from the lines of one building."""
    for line in lines.strip().splitlines():
        door, *words = line.split()
        yield door, [
            Resident(name.lstrip("*+"), called, name.startswith("*"), name[0] in "*+")
            for name, called in zip(words[::2], words[1::2], strict=True)
        ]
