"""Consult (议事): deliberation for neighbourhood resident councils."""
