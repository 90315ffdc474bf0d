"""more_for_than_against: passed with more for than against; even is tied, and passes only where the rule says so."""
FORMS = ("for_against",)


def result(case):
    """(the verdict, what was chosen)."""
    votes_for, against = case.figures["for"], case.figures["against"]
    if votes_for > against or (votes_for == against > 0 and case.rule["tie"] == "passes"):
        return "passed", ""
    return ("tied" if votes_for == against else "failed"), ""
