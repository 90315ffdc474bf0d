"""Private values are found however they are written, and what is nobody's stays."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.core.private_values import private_values
from consult.minutes.rules.redaction import Redactor, address_form, table, treatment

HIDE = Redactor(names={"何静": "何女士", "张伟": "张姓居民", "高峰": "高姓居民"}, public_numbers=["021-62345678"])


@pytest.mark.parametrize(("text", "kind"), [
    ("打13812345678找我", "phone"), ("１３８ １２３４ ５６７８", "phone"), ("一三八一二三四五六七八", "phone"),
    ("+86 138-1234-5678", "phone"), ("家里021-62345679", "phone"), ("电话：62345679", "phone"), ("138\u200b1234\u200b5678", "phone"),
    ("310101199001011234", "identity"), ("11010519491231002X", "identity"), ("３１０１０１１９９００１０１１２３４", "identity"),
    ("卡6222 0212 3456 7890 128", "card"), ("4111111111111111", "card"), ("沪A12345", "plate"), ("沪A·D12345", "plate"),
    ("苏E8888挂", "plate"), ("沪Ａ１２３４５", "plate"), ("3幢1单元301室", "address"), ("3幢1单元301的住户", "address"),
    ("8号楼二单元1201室漏水", "address"), ("3幢-1-301", "address"), ("12号302室", "address"), ("５幢２单元５０１室", "address"),
    ("a.b@qq.com", "mail"), ("微信：abc_12345", "account"), ("护照E12345678", "identity"),
])
def test_a_private_value_is_found(text: str, kind: str) -> None:
    assert [found.kind for found in private_values(text)] == [kind]
    assert not any(found.kind == kind for found in private_values(HIDE(text)))


@pytest.mark.parametrize("text", [
    "二〇二六年三月十五日", "20261231", "2026-11-25 19:00", "2026-11-25 2026-12-10", "共12345678901元", "3幢1单元加装电梯", "6幢24户",
    "5号楼3单元12户居民", "2026-031号议题", "〔2026〕第3号", "13,812,345,678元", "1381234567", "办公电话021-62345678", "年龄67岁",
    "电话：62345678", "办公电话021-62345678转801", "高峰时段", "a1b2c3d4e5f60718293a4b5c6d7e8f90", "赞成31，反对2，弃权0",
])
def test_what_is_nobodys_stays(text: str) -> None:
    assert HIDE(text) == text and HIDE.finds(text) == []


def test_residents_stand_under_their_form_of_address() -> None:
    assert HIDE("何静说高峰时段张伟家") == "何女士说高峰时段张姓居民家"
    assert HIDE("高峰") == "高姓居民"
    assert address_form("陈美兰", "陈阿姨") == "陈阿姨"
    assert address_form("陈美兰", "陈美兰") == "陈姓居民" and address_form("欧阳静", "欧阳静") == "欧阳姓居民"
    assert address_form("Mary Chen", "Mary Chen", "en") == "a resident, Chen"


def test_of_an_address_the_building_stays() -> None:
    assert HIDE("3幢1单元301室的住户") == "3幢的住户"


@given(st.text(alphabet="138 -０１２３京A幢单元室张伟何静@.cn一二", max_size=40))
def test_hiding_twice_hides_no_more(text: str) -> None:
    once = HIDE(text)
    assert HIDE(once) == once


@given(st.integers(10**8, 10**9 - 1), st.sampled_from(["", " ", "-", "\u3000", "\u200b"]), st.sampled_from(["", "电话", "联系我"]))
def test_no_mobile_number_gets_through(rest: int, gap: str, before: str) -> None:
    number = f"13{rest}"
    written = gap.join([number[:3], number[3:7], number[7:]])
    assert written not in HIDE(f"{before}{written}，谢谢")


def test_the_table_is_data_and_known() -> None:
    assert treatment("phone", "public") == "never" and treatment("identity", "archive") == "not_collected"
    assert treatment("official_name", "public") == "full" and treatment("secret_choice", "public") == "counts"
    assert table()["breakdown"]["smallest_cell"] == 5
