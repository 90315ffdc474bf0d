"""A real community is set up from a plan and its lists; what is wrong with them is said at once, and founds nothing."""
from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from consult import cli
from consult.account import queries as accounts
from consult.community import queries as communities
from consult.community.models import Ownership, Person, Residency, Unit
from consult.community.rules.kinds import PostKind
from consult.core.clock import local_date, system_clock

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "community"


@pytest.fixture
def installation(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> None:
    """The command line works on the test's own database."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("CONSULT_DATA", str(tmp_path / "data"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example to spoil."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "plan"))


def found(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, list[str]]:
    """The status, what was printed, and the complaints without their folder."""
    status = cli.main(["found", str(folder / "plan.toml"), *more])
    printed = capsys.readouterr()
    return status, printed.out, [line.removeprefix(f"{folder}/") for line in printed.err.splitlines()]


def nothing_is_founded(store) -> bool:
    with store.read() as db:
        return communities.communities(db) == [] and not db.scalar(select(func.count()).select_from(Person))


# --- founded ---------------------------------------------------------------------------------------------


def test_the_example_founds_a_community_whose_secretary_can_sign_in(installation, store, capsys) -> None:
    status, out, _err = found(EXAMPLE, capsys)
    assert status == 0
    codes = dict(line.split("\t") for line in out.splitlines()[1:])
    with store.read() as db:
        community = communities.community_by_slug(db, "somewhere")
        slip = accounts.slip_by_code(db, codes["zhangsan"], system_clock())
        assert slip.account_id == accounts.account_named(db, "zhangsan").id
        day = local_date(system_clock(), community.timezone)  # the command goes by the real day
        assert [p.name for p in communities.holders(db, community.id, PostKind.SECRETARY, day)] == ["张三"]
        council = next(b for b in communities.bodies(db, community.id) if b.kind == "residents_council")
        assert [s.shown_as for s in communities.roll_of(db, council, day)] == ["李四", "王五"]
        assert council.answered_by_id is not None and community.opened_on is None
        assert [(row.kind, row.count) for row in communities.stated_numbers(db, community.id)] == [("households", 1500)]


def test_all_lists_of_a_register_are_entered(installation, store, folder: Path, capsys) -> None:
    plan = folder / "plan.toml"
    plan.write_text('owners = "owners.csv"\nunits = "units.csv"\nposts = "posts.csv"\n' + plan.read_text("utf-8"), "utf-8")
    (folder / "owners.csv").write_bytes("房号,业主姓名,建筑面积\n1幢1单元101,李四,89.35\n".encode("gb18030"))
    (folder / "units.csv").write_text("单位名称,类别,代表,成员\n某某小学,学校,,社区党建联席会议\n", "utf-8")
    (folder / "posts.csv").write_text("姓名,房号,职务\n王五,1幢1单元102,楼栋长\n", "utf-8")
    status, _out, err = found(folder, capsys)
    assert (status, err) == (0, [])
    with store.read() as db:
        assert db.scalar(select(func.count()).select_from(Ownership)) == 1
        assert "某某小学" in set(db.scalars(select(Unit.name)))


def test_slips_are_printed_and_printed_again_until_they_are_used(installation, store, tmp_path: Path, capsys) -> None:
    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    assert cli.main(["found", str(EXAMPLE / "plan.toml"), "--slips", str(first)]) == 0
    assert "2 slips" in capsys.readouterr().out
    assert cli.main(["found", "--slips", str(again)]) == 0
    assert [path.read_bytes()[:5] for path in (first, again)] == [b"%PDF-", b"%PDF-"]


def test_a_street_gets_its_officers(installation, store, folder: Path, capsys) -> None:
    plan = folder / "plan.toml"
    plan.write_text(plan.read_text("utf-8") + '\n[[officer]]\nname = "周敏"\nlogin = "zhoumin"\n', "utf-8")
    assert found(folder, capsys)[0] == 0
    with store.read() as db:
        officer = accounts.account_named(db, "zhoumin")
        assert officer and [p.kind for p in accounts.actor_of_person(db, officer.person_id, system_clock()).posts] == [
            "street_officer"]


# --- refused, whole ----------------------------------------------------------------------------------------


def test_founding_twice_is_refused_and_changes_nothing(installation, store, capsys) -> None:
    cli.main(["found", str(EXAMPLE / "plan.toml")])
    status, _out, err = found(EXAMPLE, capsys)
    assert status == 2 and any("community.slug: somewhere is taken" in line for line in err)
    with store.read() as db:
        assert len(communities.communities(db)) == 1


def test_every_error_of_plan_and_lists_is_said_at_once_with_file_and_line(installation, store, folder: Path, capsys) -> None:
    (folder / "plan.toml").write_text(
        'households = "households.csv"\npeople = "nobody.csv"\nbodies = ["residents_council", "circus"]\ncolour = "red"\n'
        '[street]\nname = "某某街道"\n[community]\nslug = "Some Where"\nname = "某某社区"\nendorse_households = 0\n'
        '[[grid]]\nname = "第一网格"\nbuildings = ["1幢", "2幢", "1幢"]\n'
        '[[account]]\nname = "张三"\nlogin = "zhang"\nposts = ["emperor"]\n[[account]]\nname = "李四"\nlogin = "zhang"\n'
        '[[number]]\nkind = "households"\ncount = 10\nsource = "登记"\nas_of = 2999-01-01\n', "utf-8")
    status, out, err = found(folder, capsys)
    assert (status, out) == (2, "")
    places = {line.rsplit(": ", 1)[0] for line in err}
    assert {"plan.toml:3: bodies.2", "plan.toml:4: colour", "plan.toml:8: community.slug", "plan.toml:10: community.endorse_households",
            "plan.toml:13: grid.1.buildings.3", "plan.toml:17: account.1.posts.1", "plan.toml:20: account.2.login",
            "plan.toml:25: number.1.as_of", "nobody.csv:1"} <= places
    assert nothing_is_founded(store)


@pytest.mark.parametrize(("text", "line"), [("[street\n", 1), ('[street]\nname = "某某"\nname = "又"\n', 3), ("\n\nx = = 1\n", 3)])
def test_what_is_no_toml_is_said_with_its_line(installation, store, folder: Path, capsys, text: str, line: int) -> None:
    (folder / "plan.toml").write_text(text, "utf-8")
    status, _out, err = found(folder, capsys)
    assert status == 2 and err[0].startswith(f"plan.toml:{line}: ")
    assert nothing_is_founded(store)


def test_nobody_is_entered_as_living_nowhere_whose_home_is_not_there(installation, store, folder: Path, capsys) -> None:
    people = (folder / "people.csv").read_text("utf-8")
    (folder / "people.csv").write_text(people + "赵六,赵六,9幢,1单元101,,\n钱七,钱七,1幢,9单元909,,\n", "utf-8")
    status, _out, err = found(folder, capsys)
    assert status == 2
    assert [line.split(": ")[0] for line in err[:2]] == ["people.csv:5", "people.csv:6"]
    assert nothing_is_founded(store)


def test_an_unknown_post_of_a_list_is_said_and_not_left_out(installation, store, folder: Path, capsys) -> None:
    (folder / "people.csv").write_text("name,called,building,door,posts,login\n赵六,赵六,1幢,1单元101,emperor,\n", "utf-8")
    status, _out, err = found(folder, capsys)
    assert status == 2 and err[0].startswith("people.csv:2: ")
    assert nothing_is_founded(store)


def test_a_login_name_that_is_given_twice_is_said_with_the_lists_row(installation, store, folder: Path, capsys) -> None:
    people = (folder / "people.csv").read_text("utf-8")
    (folder / "people.csv").write_text(people + "赵六,赵六,1幢,1单元101,,lisi\n", "utf-8")
    status, _out, err = found(folder, capsys)
    assert status == 2 and err[0].startswith("people.csv:5: ") and "lisi" in err[0]
    assert nothing_is_founded(store)


@pytest.mark.parametrize(("raw", "name"), [(b"", "people.csv"), (b"%PDF-1.7", "people.csv"), (b"name,called\n", "people.csv")])
def test_a_file_that_is_no_list_is_said_by_its_name(installation, store, folder: Path, capsys, raw: bytes, name: str) -> None:
    (folder / name).write_bytes(raw)
    status, _out, err = found(folder, capsys)
    assert status == 2 and err[0].startswith(f"{name}:")
    assert nothing_is_founded(store)


# --- who lives there -----------------------------------------------------------------------------------------


def test_a_list_may_say_who_is_not_of_age_yet(installation, store, folder: Path, capsys) -> None:
    year = system_clock().year + 2
    (folder / "people.csv").write_text(
        f"name,called,building,door,posts,login,comes_of_age\n小赵,小赵,1幢,1单元101,,,{year}-03\n", "utf-8")
    assert found(folder, capsys)[0] == 0
    with store.read() as db:
        assert str(communities.matching_people(db, 1, "小赵")[0].comes_of_age) == f"{year}-03-01"


def test_a_list_saved_by_a_chinese_spreadsheet_is_read(installation, store, folder: Path, capsys) -> None:
    for name in ("households.csv", "people.csv"):
        (folder / name).write_bytes((folder / name).read_text("utf-8").encode("gb18030"))
    assert found(folder, capsys)[0] == 0
    with store.read() as db:
        assert db.scalar(select(func.count()).select_from(Residency)) == 2
