"""Consult (议事): deliberation for neighbourhood resident councils."""
__version__ = "0.2.0"
