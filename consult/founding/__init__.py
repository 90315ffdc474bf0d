"""From an empty machine to a community's first day: the code of the set-up page, its draft, and the founding itself."""
