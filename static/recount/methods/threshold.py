"""threshold: passed when every bar of the rule is cleared, and somebody was for it."""
FORMS = ("for_against",)


def result(case):
    """(the verdict, what was chosen)."""
    passed = case.figures["for"] > 0 and case.clears(case.rule["threshold"])
    return ("passed" if passed else "failed"), ""
