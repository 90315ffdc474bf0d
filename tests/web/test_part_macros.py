"""Buttons, marks, states, receipts, times and tracks: well-formed, escaped, said in both languages."""
from __future__ import annotations

import xml.etree.ElementTree as tree
from datetime import timedelta

import pytest
from flask import Flask

from tests.web.bare_pages import NOW, bare_app

EVIL = '"><script>alert(1)</script>'
SNIPPETS = {
    "button": "{% from 'parts/buttons.html' import button %}{{ button(evil, 'primary', 'check', 'big') }}",
    "link": "{% from 'parts/buttons.html' import link %}{{ link(evil, evil, 'warm', 'right') }}",
    "act": "{% from 'parts/buttons.html' import act %}{{ act(evil, '/x', fields={'a': evil}, ask=evil) }}",
    "confirm": "{% from 'parts/buttons.html' import confirm %}{{ confirm(evil, evil, '/x', evil) }}",
    "disabled": "{% from 'parts/buttons.html' import disabled_button %}{{ disabled_button(evil, evil) }}",
    "chip": "{% from 'parts/marks.html' import chip %}{{ chip(evil, 'go', 'flag') }}",
    "due": "{% from 'parts/marks.html' import due %}{{ due(soon) }}{{ due(late) }}{{ due(far) }}",
    "late": "{% from 'parts/marks.html' import late as lateness %}{{ lateness(3) }}{{ lateness(0) }}",
    "leaf": "{% from 'parts/marks.html' import leaf %}{{ leaf(soon) }}",
    "number": "{% from 'parts/marks.html' import number %}{{ number('2026-031') }}{{ number(evil, short=false) }}",
    "crumb": "{% from 'parts/marks.html' import crumb %}{{ crumb(evil, evil) }}",
    "empty": "{% from 'parts/states.html' import empty %}{% call empty(evil, evil) %}<b>x</b>{% endcall %}",
    "notice": "{% from 'parts/states.html' import notice %}{{ notice(evil, 'warm') }}{{ notice(evil) }}",
    "bones": "{% from 'parts/states.html' import bones %}{{ bones(evil) }}",
    "pager": "{% from 'parts/states.html' import pager %}{{ pager(2, 3, '?q=x&amp;page={page}') }}",
    "receipt": "{% from 'parts/receipt.html' import receipt, turn, hop %}"
               "{% call receipt('031', 2026, 'https://example.org/m/2026-031', slip=evil) %}"
               "{{ turn(evil, evil, due=late, more='#') }}"
               "<ol>{{ hop('done', evil, evil, evil, late_days=3) }}{{ hop('now', 'x') }}{{ hop('next', 'x') }}</ol>"
               "{% endcall %}",
    "times": "{% from 'parts/times.html' import on, when, at, until %}"
             "{{ on(soon) }}{{ when(soon) }}{{ at(soon) }}{{ until(late) }}",
    "track": "{% from 'parts/meeting.html' import track %}{{ track(['a', evil, 'c'], 2, evil, evil) }}",
    "motion": "{% from 'parts/meeting.html' import motion %}{{ motion(evil, evil, [evil]) }}",
}


@pytest.fixture(scope="module")
def app() -> Flask:
    return bare_app()


def drawn(app: Flask, snippet: str, language: str) -> str:
    limits = {"soon": NOW + timedelta(days=4), "late": NOW - timedelta(days=9), "far": NOW + timedelta(days=40)}
    with app.test_request_context(headers={"Accept-Language": language}):
        return app.jinja_env.from_string(snippet).render(evil=EVIL, **limits)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", SNIPPETS)
def test_a_part_is_well_formed_and_escapes_what_it_is_given(app: Flask, name: str, language: str) -> None:
    shown = drawn(app, SNIPPETS[name], language)
    assert "<script" not in shown
    # Attributes without a value and unclosed inputs are HTML, not XML.
    xml = shown.replace(" hidden>", ' hidden="">').replace(" data-draft-drop>", ">")
    tree.fromstring("<x>" + close_inputs(xml) + "</x>")


def close_inputs(html: str) -> str:
    """The same with every <input …> closed as XML wants it."""
    before, *rest = html.split("<input")
    return before + "".join("<input" + part.replace(">", "/>", 1) for part in rest)


def test_a_limit_turns_warm_when_near_and_solid_when_past(app: Flask) -> None:
    shown = drawn(app, SNIPPETS["due"], "zh")
    assert "chip--soon" in shown and "还有4天" in shown
    assert "chip--owed" in shown and "超期9天" in shown
    assert '<span class="chip">' in shown and "还有40天" in shown


def test_a_turn_past_its_day_is_solid(app: Flask) -> None:
    assert "turn--late" in drawn(app, SNIPPETS["receipt"], "zh")


def test_one_day_is_singular_in_english(app: Flask) -> None:
    snippet = "{% from 'parts/marks.html' import late %}{{ late(1) }}{{ late(2) }}"
    shown = drawn(app, snippet, "en")
    assert "1 day late" in shown and "2 days late" in shown


def test_the_step_in_progress_is_marked_and_said(app: Flask) -> None:
    snippet = "{% from 'parts/meeting.html' import track %}{{ track(['宣读', '提问', '发言'], 2, '进行到哪一步') }}"
    shown = drawn(app, snippet, "zh")
    assert shown.count('aria-current="step"') == 1 and "第2步，共3步：<b>提问</b>。" in shown


def test_a_single_page_needs_no_pager(app: Flask) -> None:
    snippet = "{% from 'parts/states.html' import pager %}{{ pager(1, 1, '?page={page}') }}"
    assert drawn(app, snippet, "zh").strip() == ""
