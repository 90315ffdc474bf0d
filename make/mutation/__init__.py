"""A small mutation check: change one thing in a pure rule, and see whether a test that opens no database notices."""
