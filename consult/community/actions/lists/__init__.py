"""Verbs of lists: handed in, chosen about, entered in one commit, taken back as a whole."""
from consult.community.actions.lists.taking_back import erase_list, take_back
from consult.community.actions.lists.taking_in import choose, confirm_list, give_up, hand_in

__all__ = ["choose", "confirm_list", "erase_list", "give_up", "hand_in", "take_back"]
