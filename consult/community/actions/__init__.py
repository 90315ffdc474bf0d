"""Verbs that keep the register."""
from consult.community.actions.adopting import adopt_year
from consult.community.actions.grids import charge, contact_unit, end_charge, end_contact
from consult.community.actions.register import (
    Term,
    admit_person,
    appoint,
    end_post,
    enter_ownership,
    enter_person,
    form_body,
    found_community,
    found_street,
    lay_out_grid,
    put_up_building,
    register_unit,
    seat_member,
    send_delegate,
    settle_household,
    take_post,
    today,
)
from consult.community.actions.seats import (
    add_unit,
    change_delegate,
    change_representative,
    enter_owner,
    seat_unit,
    unseat,
)
from consult.community.actions.street import (
    appoint_on_street,
    enter_on_street,
    form_street_body,
    register_street_unit,
    send_street_delegate,
)

__all__ = [
    "Term", "add_unit", "admit_person", "adopt_year", "appoint", "appoint_on_street", "change_delegate",
    "change_representative",
    "charge", "contact_unit", "end_charge", "end_contact", "end_post", "enter_on_street", "enter_owner",
    "enter_ownership", "enter_person", "form_body", "form_street_body", "found_community", "found_street",
    "lay_out_grid", "put_up_building", "register_street_unit", "register_unit", "seat_member", "seat_unit",
    "send_delegate", "send_street_delegate", "settle_household", "take_post", "today", "unseat",
]
