"""What a record of 800 turns costs as a Word file, against the same record as PDF."""
from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from consult.minutes.rules.papers import building, docx, pdf
from consult.minutes.rules.papers.paper import Paper
from tests.minutes.whole_record import record, transcript

TURNS = 800
TIMES = 3
MOST = 1.0
"""A Word file costs no more than the PDF."""


def run() -> Iterator[str]:
    """Seconds of the processor for each form of file, the least of three, and their ratio."""
    paper = _long_paper()
    if pdf.faces() is None:
        yield "no Chinese font here, so no PDF to hold the Word file against (make/fonts installs one)"
        return
    taken = {name: _least(make, paper) for name, make in (("pdf", pdf.pdf), ("docx", docx.docx))}
    ratio = taken["docx"] / taken["pdf"]
    yield (f"{TURNS} turns, {len(paper.paragraphs())} paragraphs: pdf {taken['pdf']:.2f} s, docx {taken['docx']:.2f} s, "
           f"docx / pdf {ratio:.2f} ({'within' if ratio <= MOST else 'OVER'} {MOST})")


def _long_paper() -> Paper:
    """A real meeting's turns, told again and again; each time with other words, so that nothing is laid out twice."""
    told = transcript()
    turns = [replace(told.turns[n % len(told.turns)], text=f"{n}. {told.turns[n % len(told.turns)].text}") for n in range(TURNS)]
    return building.build("record", record(replace(told, turns=turns)))


def _least(make: Callable[[Paper], bytes], paper: Paper) -> float:
    """The least of some tries, each with a title of its own: Typst remembers what it has laid out."""
    taken = []
    for n in range(TIMES):
        begun = time.process_time()
        make(replace(paper, title=f"{paper.title} {n}"))
        taken.append(time.process_time() - begun)
    return min(taken)
