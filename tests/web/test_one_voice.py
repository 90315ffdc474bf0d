"""One household's "not done" is answered; a tenth of the households, at least two, open the work again."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.core.clock import SetClock
from consult.core.errors import Forbidden, NotFound, RuleBroken
from consult.resolution import actions as resolutions
from consult.resolution import queries
from consult.resolution.rules.work import reopens_at
from tests.builders import Neighbourhood
from tests.builders_answers import reported, the_task
from tests.web.visits import Site, site_on

WORK = "/work"
REASON = "东头的那一盏还没有亮。"


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


@pytest.mark.parametrize(("households", "percent", "least", "needed"), [
    (0, 10, 2, 1), (1, 10, 2, 1), (2, 10, 2, 2), (15, 10, 2, 2), (20, 10, 2, 2), (21, 10, 2, 3), (1_500, 10, 2, 150),
    (1_500, 1, 5, 15), (40, 100, 2, 40), (3, 10, 9, 3),
])
def test_how_many_households_open_work_again(households: int, percent: int, least: int, needed: int) -> None:
    assert reopens_at(households, percent=percent, least=least) == needed


def test_one_voice_is_shown_and_answered_and_does_not_open_the_work_again(neighbourhood: Neighbourhood) -> None:
    n, id = neighbourhood, reported(neighbourhood)
    assert the_task(n, id).reopens_at == 2
    assert n.do("gu", resolutions.say_not_done, task_id=id, reason=REASON) == {
        "task_id": id, "state": "reported_done", "still_needed": 1}
    voice = n.see(queries.notes, id)[0]
    assert (voice.kind, voice.text, voice.by, voice.hand) == ("not_done", REASON, "", {})
    n.do("deng", resolutions.answer_voice, task_id=id, note_id=voice.id, text="明天上午来换，请再看。")
    answer = n.see(queries.notes, id)[0]
    assert (answer.kind, answer.answers_id, answer.by) == ("answered", voice.id, "青禾物业")
    with pytest.raises(RuleBroken) as refused:
        n.do("deng", resolutions.answer_voice, task_id=id, note_id=voice.id, text="已经换好了，请再看。")
    assert refused.value.code == "voice_is_answered"
    for who in ("he", "ma", "xu"):
        n.do(who, resolutions.confirm_done, task_id=id)
    assert the_task(n, id).state == "done"


def test_a_voice_may_still_be_answered_when_the_work_is_done(neighbourhood: Neighbourhood) -> None:
    n, id = neighbourhood, reported(neighbourhood)
    n.do("gu", resolutions.say_not_done, task_id=id, reason=REASON)
    voice = n.see(queries.notes, id)[0].id
    for who in ("he", "ma", "xu"):
        n.do(who, resolutions.confirm_done, task_id=id)
    n.do("lin", resolutions.answer_voice, task_id=id, note_id=voice, text="换好了，谢谢提醒。")
    assert n.see(queries.notes, id)[0].hand == {"name": "林晓梅", "post": "secretary"}
    assert the_task(n, id).state == "done"


def test_only_who_owes_the_work_and_the_office_answer_and_only_a_voice(neighbourhood: Neighbourhood) -> None:
    n, id = neighbourhood, reported(neighbourhood)
    n.do("gu", resolutions.say_not_done, task_id=id, reason=REASON)
    voice, done = (note.id for note in n.see(queries.notes, id)[:2])
    with pytest.raises(Forbidden):
        n.do("he", resolutions.answer_voice, task_id=id, note_id=voice, text="明天上午来换。")
    with pytest.raises(NotFound):
        n.do("deng", resolutions.answer_voice, task_id=id, note_id=done, text="明天上午来换。")


def test_the_page_shows_the_voice_and_the_office_answers_there(neighbourhood: Neighbourhood, site: Site) -> None:
    id = reported(neighbourhood)
    said = site.visited_by("gu").sends(f"{WORK}/{id}/not-done", reason=REASON)
    assert said.status == 303
    seen = site.visited_by("deng").sees(f"{WORK}/{id}").words
    assert "1户说还没办好，满2户就退回再办" in seen and "等青禾物业答复" in seen
    voice = neighbourhood.see(queries.notes, id)[0].id
    desk = site.visited_by("lin")
    assert "写" in desk.sends(f"{WORK}/{id}/voices/{voice}/answer", text="").words
    assert desk.sends(f"{WORK}/{id}/voices/{voice}/answer", text="明天上午来换，请再看。").status == 303
    assert "青禾物业，由社区秘书林晓梅代记" in desk.sees(f"{WORK}/{id}").words
