"""Verbs that keep the register."""
from consult.community.actions.adopting import adopt_year
from consult.community.actions.ages import enter_age, mark_of_age
from consult.community.actions.bodies import form_body, seat_member
from consult.community.actions.grids import charge, contact_unit, end_charge, end_contact
from consult.community.actions.homes import add_home, describe_home
from consult.community.actions.life import (
    add_second_home,
    choose_home,
    close_person,
    correct_person,
    enter_resident,
    give_up_home,
    move_home,
    move_out,
    record_death,
    reopen_person,
)
from consult.community.actions.merging import merge_people
from consult.community.actions.opening import open_community
from consult.community.actions.owning import (
    add_co_owner,
    end_co_owner,
    enter_owner,
    enter_ownership,
    name_voter,
)
from consult.community.actions.posts import Term, appoint, end_post, end_term, give_post, take_post
from consult.community.actions.provisional import Naming
from consult.community.actions.register import (
    add_building,
    add_grid,
    admit_person,
    enter_person,
    found_community,
    found_street,
    register_unit,
    send_delegate,
    settle_household,
    today,
)
from consult.community.actions.representing import (
    change_representative,
    confirm_representative,
    confirm_representatives,
    lapse_representative,
    object_to_representative,
)
from consult.community.actions.seats import (
    add_unit,
    change_delegate,
    seat_unit,
    unseat,
)
from consult.community.actions.stated_numbers import state_number
from consult.community.actions.street import (
    appoint_on_street,
    enter_on_street,
    form_street_body,
    register_street_unit,
    send_street_delegate,
)

__all__ = [
    "Naming",
    "Term",
    "add_building",
    "add_co_owner",
    "add_grid",
    "add_home",
    "add_second_home",
    "add_unit",
    "admit_person",
    "adopt_year",
    "appoint",
    "appoint_on_street",
    "change_delegate",
    "change_representative",
    "charge",
    "choose_home",
    "close_person",
    "confirm_representative",
    "confirm_representatives",
    "contact_unit",
    "correct_person",
    "describe_home",
    "end_charge",
    "end_co_owner",
    "end_contact",
    "end_post",
    "end_term",
    "enter_age",
    "enter_on_street",
    "enter_owner",
    "enter_ownership",
    "enter_person",
    "enter_resident",
    "form_body",
    "form_street_body",
    "found_community",
    "found_street",
    "give_post",
    "give_up_home",
    "lapse_representative",
    "mark_of_age",
    "merge_people",
    "move_home",
    "move_out",
    "name_voter",
    "object_to_representative",
    "open_community",
    "record_death",
    "register_street_unit",
    "register_unit",
    "reopen_person",
    "seat_member",
    "seat_unit",
    "send_delegate",
    "send_street_delegate",
    "settle_household",
    "state_number",
    "take_post",
    "today",
    "unseat",
]
