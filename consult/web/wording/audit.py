"""Words for what was done and what was looked at: the pages of the audit, and who looked at somebody's own entry."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

PAGES: dict[str, Any] = {
    "roster.index": later("住户名册"), "roster.household": later("一户的页面"), "roster.units": later("单位和代表"),
    "roster.posts": later("职务名单"), "roster.appointing": later("任命的页面"), "roster.invitations": later("邀请单"),
    "people.index": later("找人"), "people.show": later("个人页"), "people.entering": later("登记一位"),
    "people.door": later("个人页上要办的事"), "merging.doubles": later("重复登记"), "merging.show": later("合并的页面"),
    "places.index": later("网格和楼幢"), "homes.change": later("一户的房屋和业主"), "unit.show": later("单位的页面"),
    "bodies.show": later("机构的成员"), "bodies.ending": later("职务到期的页面"), "lists.index": later("交来的名单"),
    "lists.show": later("一份名单的预览"), "lists.export": later("名册导出成文件"), "lists.problems": later("名单里要改的行"),
    "staff.area": later("账户"), "slips.show": later("登录单"), "slips.forgotten": later("窗口办密码"),
    "jobs.file": later("印好的邀请单、登录单"),
    "matters.endorsing_for": later("代办附议"), "matters.endorsement_slip": later("附议条"),
    "matters.proposing_for": later("代记提议"), "standing_desk.desk": later("会外投票的办理台"),
    "standing_desk.papers": later("纸票登记"), "standing_desk.slip": later("选票条"), "door.show": later("签到名单"),
    "audit.show": later("办理和查看的记录"), "audit.table": later("办理和查看的记录，存成文件"),
}
ACTS: dict[str, Any] = {
    "AccountMade": later("开了账户"), "DevicesSignedOut": later("让一个账户在所有设备上退出"),
    "SlipIssued": later("给了登录单"), "SlipAsked": later("代为申请新密码"),
    "SlipRevoked": later("作废了登录单"), "HouseholdInvited": later("发了邀请单"), "InvitationRevoked": later("作废了邀请单"),
    "JoinSettled": later("答复了申请加入的人"),
    "PostTaken": later("给了职务"), "PostEnded": later("职务到期"), "AlternateNamed": later("登记了候补"),
    "WayChanged": later("改了办事规矩"), "WaysTookEffect": later("新规矩生效"), "BodyFormed": later("设了机构"),
    "BodyClosed": later("撤了机构"), "MemberJoined": later("登记了成员"), "MemberLeft": later("成员退出"),
    "DelegateSent": later("登记了单位代表"),
    "PersonEntered": later("登记了一位"), "PersonsMerged": later("两条登记并成一条"), "ComingOfAgeEntered": later("登记了是否成年"),
    "PersonCorrected": later("改了姓名或者称呼"), "HomeChanged": later("改了住处"), "ResidentLeft": later("登记搬走"),
    "PersonGone": later("停用了一条登记"), "PersonReopened": later("重新启用了一条登记"),
    "RepresentativeChanged": later("换了户代表"), "RepresentativesConfirmed": later("确认了户代表"),
    "RepresentativeLapsed": later("户代表没有人确认"),
    "PlaceAdded": later("加了网格或者楼幢"), "PlaceRenamed": later("改了地点或者单位的名称"), "BuildingMoved": later("楼幢换了网格"),
    "HomeSplit": later("分户"), "HomesJoined": later("两户并成一户"), "HomeEntered": later("登记了房屋"),
    "OwnershipEntered": later("登记了业主"), "CoOwnersChanged": later("改了共有人"), "OwnersVoterNamed": later("登记了业主的表决人"),
    "UnitClosed": later("撤了单位"), "DutyGiven": later("定了网格里的负责人"),
    "CommunityFounded": later("建了社区"), "CommunityOpened": later("开张"), "YearAdopted": later("定了一年的工作日"),
    "RuleAdopted": later("定了自己的表决规则"), "OfficialResultRecorded": later("登记了别处表决的结果"),
    "LightMeetingNoted": later("登记了小会"), "IssueProposed": later("把小会上的事提成议题"),
    "RehearsalMade": later("建了演练社区"), "RehearsalDeleted": later("删了演练社区"),
    "NumberStated": later("登记了社区底数"), "ListTakenIn": later("入了一份名单"), "ListTakenBack": later("撤回了一份名单"),
}
"""Privileged acts by the name of their fact; a fact without words here is not an act of the office."""
KINDS: dict[str, Any] = {"acts": later("办了什么"), "looks": later("看了什么")}
FOR_TEMPLATES: dict[str, Any] = {"audit_pages": PAGES, "audit_acts": ACTS, "audit_kinds": KINDS}
