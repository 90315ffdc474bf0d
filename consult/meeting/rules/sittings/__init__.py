"""How a sitting of some kind goes: its order, its people, the lot, how often a body is to meet."""
