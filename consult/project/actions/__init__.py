"""Verbs of needs, resources, projects and volunteer posts."""
from consult.project.actions.agreements import (
    confirm_agreement,
    draw_agreement,
)
from consult.project.actions.claiming import (
    claim,
    hand_back,
    lapse_claims,
    replace_claimant,
)
from consult.project.actions.closing import (
    agree_to_be_named,
    close,
    do_milestone,
    report,
    say_satisfaction,
    send_back,
    thank,
)
from consult.project.actions.deliberating import (
    begin_work,
    conclude_deliberation,
    deliberate,
    forget_deliberation,
)
from consult.project.actions.needs import (
    accept_need,
    file_need,
    merge_need,
    return_need,
    withdraw_need,
)
from consult.project.actions.orders import (
    add_need,
    add_resource,
    dispatch,
    draw_project,
    drop,
)
from consult.project.actions.resources import (
    list_resource,
    offer_resource,
    withdraw_resource,
)
from consult.project.actions.volunteering import (
    close_post,
    decide_hours,
    leave_slot,
    report_hours,
    set_post,
    take_slot,
)

__all__ = [
    "accept_need",
    "add_need",
    "add_resource",
    "agree_to_be_named",
    "begin_work",
    "claim",
    "close",
    "close_post",
    "conclude_deliberation",
    "confirm_agreement",
    "decide_hours",
    "deliberate",
    "dispatch",
    "do_milestone",
    "draw_agreement",
    "draw_project",
    "drop",
    "file_need",
    "forget_deliberation",
    "hand_back",
    "lapse_claims",
    "leave_slot",
    "list_resource",
    "merge_need",
    "offer_resource",
    "replace_claimant",
    "report",
    "report_hours",
    "return_need",
    "say_satisfaction",
    "send_back",
    "set_post",
    "take_slot",
    "thank",
    "withdraw_need",
    "withdraw_resource",
]
