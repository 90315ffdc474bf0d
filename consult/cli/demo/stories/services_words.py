"""What the services of the demonstration say: needs, resources, and the shape of an order."""
from __future__ import annotations

from dataclasses import dataclass

from consult.project.rules.kinds import Filing, Source, Terms, Times


@dataclass(frozen=True)
class Wish:
    """A need: who filed it how many days ago, and in which words."""

    who: str
    days_ago: int
    title: str
    what: str
    category: str
    people: int = 1
    times: Times = Times.ANY
    filing: Filing = Filing.OWN
    source: Source = Source.RESIDENT
    building: str = ""
    listed: bool = True


@dataclass(frozen=True)
class Gift:
    """A resource: whose, in which words, for how many."""

    who: str
    unit: str
    title: str
    what: str
    category: str
    capacity: int
    capacity_of: str
    times: Times = Times.ANY
    terms: Terms = Terms.FREE
    terms_words: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Job:
    """An order: its need and resource by title, and what it says."""

    title: str
    aim: str
    category: str
    need: str
    resource: str = ""
    owner: str = "社区居委会"
    method: str = ""
    measures: str = ""
    places: int = 1
    due_in: int = 30
    answers_needed: int = 5


WISHES = (
    Wish("蒋文静", 88, "暑假孩子晚上没处去",
         "天热，孩子晚上想看场电影，商场太远，票也贵。有块场地放几场就好。", "culture", 60, Times.EVENINGS),
    Wish("孙志远", 60, "6幢屋面排水口堵了", "一下雨六楼就渗，物业说要等队伍。请有人把六个排水口清一遍。", "repairs", 24, building="6幢"),
    Wish("杨素梅", 45, "想有块地种花种菜", "退休的人想在空地上种花种菜，缺苗，也缺人教怎么种。", "environment", 24),
    Wish("陈玉兰", 40, "中午吃不上热饭",
         "腿脚不便的老人中午想吃口热的，能有人配餐就好，不用炒菜。", "elders", 30, Times.WORKDAYS, Filing.HELPER),
    Wish("田雨欣", 38, "周末有人看孩子两小时", "两口子周末轮班，孩子没人带，哪怕只看两个小时也好。", "children", 8, Times.WEEKENDS),
    Wish("冯志强", 30, "楼道墙皮掉了想粉刷",
         "1幢楼道十几年没刷过，料居民自己凑，就是缺人手。", "environment", 14, Times.WEEKENDS, building="1幢"),
    Wish("罗明霞", 26, "电动自行车棚要打地基",
         "充电棚选好址了，地面要找平打基础，请有设备的单位帮忙。", "repairs", 60, source=Source.GRID),
    Wish("叶秀珍", 20, "想定期测血压", "药店太远，盼着有人每季度来社区测一次血压、看看用药。", "health", 40, Times.WORKDAYS),
    Wish("曹凤英", 12, "想学手机挂号", "现在看病都要手机挂号，想请人教一教，每周一次就够。", "health", 9, Times.WORKDAYS, Filing.HELPER),
    Wish("宋立华", 9, "独居的人想有人常敲敲门",
         "几位独居的邻居说，一两天有人敲敲门、说句话就安心。", "elders", 6, filing=Filing.ANONYMOUS),
    Wish("钟玉华", 3, "6幢门口路灯不亮，夜里摔过人",
         "路灯坏了半个月，台阶看不清，夜里已经摔过一位。", "safety", 28, building="6幢", listed=False),
    Wish("苏婉", 2, "想要一个旧衣回收箱", "换季的旧衣服没处放，扔了可惜，有个回收箱就好。", "environment", 30, listed=False),
    Wish("邹慧", 15, "希望社区订牛奶便宜点", "几家想一起订牛奶，希望社区出面谈个价。", "other", 5, listed=False),
    Wish("唐晓东", 6, "周末孩子没人看", "周末加班，想找人看孩子两小时。", "children", 2, Times.WEEKENDS, listed=False),
)
GIFTS = (
    Gift("宋敏之", "青禾路小学", "操场和放映机，一次能坐80人",
         "暑假晚上操场空着，放映机也现成，可以放电影。", "culture", 80, "人", Times.EVENINGS,
         contact="德育处 宋老师 内线203"),
    Gift("赵国强", "青禾物业", "清屋面排水口的工人一组",
         "有高处作业证的两人一组，可以清屋面、清排水口。", "repairs", 30, "户", contact="工程部 5550 0133"),
    Gift("严冰", "青江银行柳荫支行", "花苗菜苗24份，派人教种",
         "行里苗圃多出来的花苗菜苗，送到社区，派人教种花种菜。", "environment", 24, "份",
         contact="综合办 严经理"),
    Gift("宋敏之", "青禾路小学", "食堂中午配餐30份",
         "学校食堂中午可以多做30份热饭，送到社区，不在现场炒菜。", "elders", 30, "份", Times.WORKDAYS, Terms.LOW_COST,
         "饭菜按食堂成本，由吃饭的人自己付给食堂", "食堂 5550 0166"),
    Gift("夏雨晴", "青禾社区卫生服务站", "上门测血压，看用药",
         "护士两人，每季度一次到社区测血压、看看用药。", "health", 40, "人", Times.WORKDAYS,
         contact="服务站前台"),
    Gift("徐永昌", "青禾老年协会", "教手机的老师三位",
         "协会里会用手机的三位，每周三下午教手机挂号、交费。", "health", 12, "人", Times.WORKDAYS,
         contact="徐永昌 3幢"),
    Gift("卫国梁", "柳荫派出所", "夜里巡一圈，看看独居的邻居",
         "社区民警和辅警夜里巡逻，可以顺路敲敲独居邻居的门。", "elders", 10, "户", Times.EVENINGS,
         contact="值班室"),
    Gift("韩大勇", "", "会瓦工，周末能帮忙粉刷",
         "做过二十年瓦工，周末有空，墙面找平、粉刷都行，工具自带。", "environment", 14, "户", Times.WEEKENDS,
         contact="自己来找我就行"),
)
