"""opinion: counted and recorded; it decides nothing. Among options the one with the most votes is named."""
FORMS = ("for_against", "one")


def result(case):
    """(the verdict, what was chosen)."""
    first = case.first()
    return "recorded", first[0] if len(first) == 1 else ""
