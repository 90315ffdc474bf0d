"""modal_grade: the grade that most gave; an even first place is tied. A grade with a bar of its own is given only by
enough votes for it, else nothing is given."""
FORMS = ("grades",)


def result(case):
    """(the verdict, what was chosen)."""
    first = case.first()
    if len(first) > 1:
        return "tied", ""
    if not first or not case.clears(case.rule["threshold"] + _own_bars(case, first[0])):
        return "failed", ""
    return "graded", first[0]


def _own_bars(case, key):
    bars = case.rule.get("grade_bars") or {}
    return [bars[case.codes[key]]] if case.codes[key] in bars else []
