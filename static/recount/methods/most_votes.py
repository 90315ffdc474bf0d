"""most_votes: the option with the most votes wins where it clears the bars of the rule; an even first place is tied."""
FORMS = ("one",)


def result(case):
    """(the verdict, what was chosen)."""
    first = case.first()
    if len(first) > 1:
        return "tied", ""
    if not first or not case.clears(case.rule["threshold"]):
        return "failed", ""
    return "passed", first[0]
