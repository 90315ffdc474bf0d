"""Words for lists that are read: why a file is not, what is in doubt in a row, what was not kept, and what columns are."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

from consult.community.rules.lists import Doubt

REFUSALS: dict[str, Any] = {
    "file_too_large": later("这个文件超过了%(most)sMB。请把名单分成几份，或者删掉图片再传。"),
    "file_empty": later("这个文件是空的，请看看是不是选错了。"),
    "file_is_pdf": later("这是PDF文件，读不出表格。请找到原来的Excel表，另存为.xlsx再传。"),
    "file_is_word": later("这是Word文档。请把里面的表格复制到Excel或WPS表格里，另存为.xlsx再传。"),
    "file_is_slides": later("这是演示文稿，不是名单。请传.xlsx、.xls或.csv文件。"),
    "file_is_et": later("这是WPS旧格式的表格（.et）。请用WPS打开，另存为“Excel文件（.xlsx）”再传。"),
    "file_is_numbers": later("这是苹果Numbers表格。请在Numbers里选“导出为Excel”，再传.xlsx文件。"),
    "file_is_ods": later("这是ODS表格。请打开后另存为.xlsx再传。"),
    "file_is_xlsb": later("这是二进制的Excel表（.xlsb）。请打开后另存为.xlsx再传。"),
    "file_is_archive": later("这是压缩包。请先解压，把里面的表格一份一份地传。"),
    "file_is_picture": later("这是图片，读不出表格。请传原来的.xlsx、.xls或.csv文件。"),
    "file_is_web_page": later("这个文件名字像Excel，里面其实是网页。请用Excel或WPS打开，另存为.xlsx再传。"),
    "file_is_old_xml": later("这是XML格式的表格。请用Excel或WPS打开，另存为.xlsx再传。"),
    "file_is_unknown": later("认不出这是什么文件。请传.xlsx、.xls或.csv文件。"),
    "workbook_locked": later("这个表格设了密码，打不开。请先去掉密码，另存一份再传。"),
    "workbook_damaged": later("这个表格坏了，打不开。请用Excel或WPS打开，另存为.xlsx再传。"),
    "workbook_too_large": later("这个表格解开以后超过%(most)sMB，没有读。请把名单复制到一张新表里，另存再传。"),
    "workbook_forbidden": later("这个表格里有不该有的内容，没有读。请把名单复制到一张新表里，另存再传。"),
    "too_many_sheets": later("这个文件里的工作表超过了%(most)s张。请只留名单那一张。"),
    "too_many_rows": later("这份名单超过了%(most)s行。请分成几份再传。"),
    "too_many_columns": later("这份名单超过了%(most)s列。请只留要用的列。"),
    "too_much_text": later("这份名单里的内容太多，没有读完。请只留要用的行和列，另存再传。"),
    "text_big5": later("这个文件是繁体的Big5编码，读出来会是乱码。请用Excel或WPS打开，另存为.xlsx再传。"),
    "text_unknown": later("认不出这个文件的文字编码。请用Excel或WPS打开，另存为.xlsx再传。"),
    "text_spoiled": later("第%(row)s行附近的字已经是乱码，原来的字找不回来了。请从原来的表格另存为.xlsx再传。"),
    "quotes_broken": later("第%(row)s行的引号不成对，读不下去。请用Excel或WPS打开，另存为.xlsx再传。"),
    "reading_took_too_long": later("读了%(seconds)s秒还没有读完，停下了。请把名单复制到一张新表里，另存再传。"),
    "table_empty": later("这张表是空的。"),
    "no_such_sheet": later("没有这张工作表，请再选一次。"),
    "header_without_rows": later("第%(row)s行是表头，下面一行名单也没有。"),
    "column_is_private": later("%(letter)s列里大多是证件号、电话一类的内容，不会读进来；这样名单就不全了。请对一对列名。"),
    "no_header_homes": later("前10行里没有找到表头。住房名单要有“楼栋”“房号”这样的列名。"),
    "no_header_people": later("前10行里没有找到表头。居民名单要有“姓名”“房号”这样的列名。"),
    "no_header_owners": later("前10行里没有找到表头。业主名单要有“房号”“业主姓名”“建筑面积”这样的列名。"),
    "no_header_units": later("前10行里没有找到表头。单位名单要有“单位名称”这样的列名。"),
    "no_header_posts": later("前10行里没有找到表头。职务名单要有“姓名”“职务”这样的列名。"),
    "columns_missing_homes": later("第%(row)s行像是表头，可是没有“房号”这一列，不知道是哪一户。"),
    "columns_missing_people": later("第%(row)s行像是表头，可是没有“姓名”这一列。"),
    "columns_missing_owners": later("第%(row)s行像是表头，可是没有写业主和房号的列。"),
    "columns_missing_units": later("第%(row)s行像是表头，可是没有“单位名称”这一列。"),
    "columns_missing_posts": later("第%(row)s行像是表头，可是没有“姓名”或者“职务”这一列。"),
    "wrong_list_homes": later("这份看起来是住房名单，不是要的那一种。请看看是不是选错了文件，或者换一种名单来导入。"),
    "wrong_list_people": later("这份看起来是居民名单，不是要的那一种。请看看是不是选错了文件，或者换一种名单来导入。"),
    "wrong_list_owners": later("这份看起来是业主名单，不是要的那一种。请看看是不是选错了文件，或者换一种名单来导入。"),
    "wrong_list_units": later("这份看起来是单位名单，不是要的那一种。请看看是不是选错了文件，或者换一种名单来导入。"),
    "wrong_list_posts": later("这份看起来是职务名单，不是要的那一种。请看看是不是选错了文件，或者换一种名单来导入。"),
}
DOUBTS: dict[str, Any] = {
    "missing": later("没有写%(field)s。"),
    "home_missing": later("没有写住哪一户。如果表里是合并的单元格，请存成.xlsx再传。"),
    "became_a_date": later("表格软件把房号变成了日期。请把这一列设成“文本”，重新填房号。"),
    "several_homes": later("“%(seen)s”写了不止一户，请一户写一行。"),
    "room_missing": later("只写到楼栋，没有写是哪一户。"),
    "building_missing": later("“%(seen)s”没有写是哪一栋。"),
    "stairwell_missing": later("“%(seen)s”少一个数：这栋楼别的户都写了单元，这一户是几单元？"),
    "address_unclear": later("“%(seen)s”看不出是哪一户，请写成“3幢2单元501”这样。"),
    "building_disagrees": later("楼栋写的是“%(seen)s”，和房号里的楼栋对不上。"),
    "several_names": later("一格里写了不止一个人，请一人写一行。"),
    "area_is_no_number": later("面积不是数字。"),
    "area_not_positive": later("面积要大于0。"),
    "area_too_large": later("面积太大了，请对一对单位是不是平方米。"),
    "not_a_day": later("日期看不懂，请写成“2026-11-30”这样。"),
    "not_a_month": later("月份看不懂，请写成“2031-05”这样。"),
    "not_yes_or_no": later("“%(seen)s”看不出是“是”还是“否”。"),
    "use_unknown": later("“%(seen)s”不是认得的用途；可以写住宅、商铺、车位、储藏室、其他。"),
    "unit_kind_unknown": later("“%(seen)s”不是认得的单位类型；可以写企业、学校、派出所、物业、其他。"),
    "post_unknown": later("“%(seen)s”不是认得的职务。"),
    "seat_unknown": later("“%(seen)s”看不懂；可以写正式、候补。"),
    "too_long": later("%(field)s太长了，最多%(most)s个字。"),
    "ends_before_it_begins": later("任期结束在开始之前，请对一对。"),
    "owner_not_named": later("没有写业主是谁；没有卖出的房，请写开发商的全名。"),
    "areas_differ": later("同一户在第%(first)s行已经写过，面积不一样。"),
    "same_home_twice": later("这一户在第%(first)s行已经有了。"),
    "same_person_twice": later("同一户、同一个名字，在第%(first)s行已经有了。"),
    "same_unit_twice": later("这个单位在第%(first)s行已经有了。"),
    "same_post_twice": later("同一个人、同一个职务，在第%(first)s行已经有了。"),
}
DROPPED: dict[str, Any] = {
    "identity": later("证件号"), "phone": later("电话和联系方式"), "birth": later("出生日期和年龄"), "card": later("银行卡和账号"),
    "plate": later("车牌"), "label": later("个人标签"), "mail": later("邮箱"), "account": later("微信、QQ号"), "number": later("长号码"),
}
"""What a list held and was not read in."""
FIELDS: dict[str, Any] = {
    "grid": later("网格"), "building": later("楼栋"), "stairwell": later("单元"), "floor": later("楼层"), "door": later("房号"),
    "home": later("住址"), "use": later("用途"), "area": later("面积"), "lived_in": later("是否住人"), "name": later("名字"),
    "called": later("称呼"), "comes_of_age": later("满18周岁的月份"), "posts": later("职务"), "login": later("登录名"),
    "representative": later("户代表"), "owner": later("业主"), "unit_kind": later("单位类型"), "kind": later("类型"),
    "name_en": later("英文名"), "delegate": later("单位代表"), "delegate_building": later("代表住的楼栋"),
    "delegate_stairwell": later("代表住的单元"), "delegate_floor": later("代表住的楼层"), "delegate_door": later("代表的房号"),
    "delegate_home": later("代表的住址"), "member_of": later("参加的会议"), "post": later("职务"), "body": later("组织"),
    "starts_on": later("任期开始"), "ends_on": later("任期结束"), "seat": later("席位"),
}
"""What a column is read as."""


def say_doubt(doubt: Doubt) -> str:
    """What is in doubt in a row, in a sentence that says how to mend it."""
    return str(DOUBTS[doubt.code]) % {**doubt.facts, "field": FIELDS.get(doubt.field, "")}


FOR_TEMPLATES: dict[str, Any] = {"list_fields": FIELDS, "list_dropped": DROPPED, "say_doubt": say_doubt}
