"""Verbs for what happens in a person's life; each says from which day it holds."""
from consult.community.actions.life.entering import correct_person, enter_resident, say_wrong
from consult.community.actions.life.leaving import close_person, record_death, reopen_person
from consult.community.actions.life.moving import (
    add_second_home,
    choose_home,
    give_up_home,
    move_home,
    move_out,
)

__all__ = [
    "add_second_home", "choose_home", "close_person", "correct_person", "enter_resident", "give_up_home", "move_home",
    "move_out", "record_death", "reopen_person", "say_wrong",
]
