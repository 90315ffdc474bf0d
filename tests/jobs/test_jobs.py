"""Work outside the request: taken once, said how far, redone after a killed process, erased after a day."""
from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from consult.account import queries
from consult.account.rules.cards import Form
from consult.community import actions as register
from consult.community.models import Building, Household
from consult.core.errors import Forbidden, NotFound, RuleBroken
from consult.deadlines import sweep
from consult.jobs import asking, papers, working
from consult.jobs.kinds import work_off
from consult.storage.jobs import Job
from consult.storage.vault import vault_of
from consult.typeset.fonts import faces
from tests.builders import Neighbourhood
from tests.storage.happenings import all_at_once

needs_font = pytest.mark.skipif(faces() is None, reason="no Chinese font on this machine (make run installs one)")


def asked(n: Neighbourhood, *who: str, form: Form = Form.CARDS, by: str = "lin") -> int:
    """Invitations for the homes of these, asked for."""
    homes = [n.households[each] for each in who]
    return int(n.run(by, lambda work: papers.ask_for_invitations(
        work, community_id=n.community, household_ids=homes, form=form, address="https://yishi.example/join", name="x.pdf",
    ))["job_id"])


def job(n: Neighbourhood, id: int) -> Job:
    found: Job = n.see(lambda db: db.get(Job, id))
    return found


def counted(n: Neighbourhood, made: list[int], id: int) -> int:
    return working.work_off(n.store, {"invitations": lambda doing: made.append(doing.id) or b"%PDF"}, id)


def invited(n: Neighbourhood) -> set[int]:
    return {one.household_id for one in n.see(queries.invitations_in_force, n.community, n.clock())}


@needs_font
def test_the_codes_of_a_paper_are_made_with_it_and_open_accounts(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id = asked(n, "gu", "ma")
    assert invited(n) == set()
    assert work_off(n.store) == 1
    assert (job(n, id).state, job(n, id).done, invited(n)) == ("done", 2, {n.households["gu"], n.households["ma"]})
    words = PdfReader(BytesIO(n.see(lambda db: asking.done_file(db, db.get(Job, id))))).pages[0].extract_text()
    for home in ("gu", "ma"):
        assert n.see(lambda db, id=n.households[home]: db.get(Household, id)).door in words


def test_only_the_office_asks_for_papers(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(Forbidden):
        asked(neighbourhood, "gu", by="chen")
    with pytest.raises(NotFound):
        asked(neighbourhood, "gu", by="mei")


def test_a_result_is_there_for_who_asked_and_for_a_day(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id = asked(n, "gu")
    assert n.see(asking.job_for, n.actor("lin"), id, n.clock()).id == id
    with pytest.raises(NotFound):
        n.see(asking.job_for, n.actor("wu"), id, n.clock())
    with pytest.raises(NotFound):
        n.see(asking.job_for, n.actor("lin"), id, n.clock() + timedelta(days=1))


def test_of_several_processes_one_takes_a_job(neighbourhood: Neighbourhood) -> None:
    n, made = neighbourhood, list[int]()
    id = asked(n, "gu")
    assert sorted(all_at_once([lambda: counted(n, made, id)] * 2, threads=2)) == [0, 1]
    assert made == [id]


def test_a_job_of_a_killed_process_is_redone_and_at_most_three_times(neighbourhood: Neighbourhood) -> None:
    n, made = neighbourhood, list[int]()
    id = asked(n, "gu")
    for _ in range(working.TRIES):
        assert n.run(None, lambda work: working._take(work, None)) == id
        assert counted(n, made, id) == 0, "it is being done"
        n.clock.forward(minutes=3)
    assert counted(n, made, id) == 0
    assert made == []


def test_how_far_it_is_is_said_while_it_is_done(neighbourhood: Neighbourhood) -> None:
    n, seen = neighbourhood, list[tuple[str, int]]()
    id = asked(n, "gu", "ma")

    def slow(doing: working.Doing) -> bytes:
        doing.so_far(1)
        seen.append((job(n, id).state, job(n, id).done))
        return b""

    working.work_off(n.store, {"invitations": slow})
    assert seen == [("running", 1)] and job(n, id).done == 2


@pytest.mark.parametrize(("problem", "said"), [(RuleBroken("no_chinese_font"), "no_chinese_font"), (ValueError("x"), "went_wrong")])
def test_what_fails_is_said_and_holds_up_no_other(neighbourhood: Neighbourhood, problem: Exception, said: str) -> None:
    n = neighbourhood
    bad, good = asked(n, "gu"), asked(n, "ma")

    def fails(doing: working.Doing) -> bytes:
        if doing.id == bad:
            raise problem
        return b"%PDF"

    assert working.work_off(n.store, {"invitations": fails}) == 2
    assert (job(n, bad).state, job(n, bad).problem, job(n, good).state) == ("failed", said, "done")


def test_after_a_day_the_sweep_erases_result_and_job(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id = asked(n, "gu")
    working.work_off(n.store, {"invitations": lambda doing: b"%PDF"})
    path = n.see(lambda db: vault_of(db).results / db.get(Job, id).kept_as)
    assert path.read_bytes() == b"%PDF" and path.stat().st_mode & 0o077 == 0
    n.clock.forward(days=1, seconds=1)
    sweep(n.store)
    assert not path.exists() and job(n, id) is None


@needs_font
def test_hundreds_of_invitations_are_one_act_and_one_paper(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood

    def many(work: Any) -> list[int]:
        building = work.db.query(Building).first()
        return [register.settle_household(work, building=building, door=f"2单元{i:04d}").id for i in range(201)]

    ids = n.run("lin", many)
    id = n.run("lin", lambda work: papers.ask_for_invitations(
        work, community_id=n.community, household_ids=ids, form=Form.CARDS, address="https://yishi.example/join", name="x"))
    assert not id["at_once"], "more than twenty sheets are made beside the page"
    assert work_off(n.store) == 1
    assert len(PdfReader(BytesIO(n.see(lambda db: asking.done_file(db, db.get(Job, id["job_id"]))))).pages) == 21
