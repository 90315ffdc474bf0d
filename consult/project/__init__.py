"""Needs, resources and projects: what residents order, who takes it on, and whether it was done."""
