"""no_objection: passed when somebody was for it and nobody against."""
FORMS = ("for_against",)


def result(case):
    """(the verdict, what was chosen)."""
    agreed = case.figures["for"] > 0 and case.figures["against"] == 0
    return ("passed" if agreed else "failed"), ""
