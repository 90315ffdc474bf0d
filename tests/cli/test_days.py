"""A file of a year's days is checked and adopted from the command line, for every community or for one."""
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from consult import cli
from consult.community.queries import working_days
from consult.core.working_days import without_of
from tests.builders import Neighbourhood
from tests.community.test_year_of_days import AHEAD


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> Path:
    """The file of a year; the command line works on the test's own database."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("CONSULT_DATA", str(tmp_path / "data"))
    path = tmp_path / "2027.toml"
    path.write_text(AHEAD, "utf-8")
    return path


def test_a_good_file_is_told_with_its_notice(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["days", "check", str(file)]) == 0
    assert capsys.readouterr().out == "2027: 3 days off, 1 weekend days worked; 试〔2026〕1号, 2026-11-20\n"


def test_a_fault_or_a_missing_file_is_said_and_nothing_is_adopted(
    file: Path, neighbourhood: Neighbourhood, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["days", "adopt", str(file.with_name("none.toml"))]) == 1
    file.write_text(AHEAD.replace("[2027-01-03]", "[2027-01-04]"), "utf-8")
    assert cli.main(["days", "adopt", str(file)]) == 1
    assert "worked: 2027-01-04 is no Saturday or Sunday" in capsys.readouterr().err
    assert 2027 not in neighbourhood.see(working_days, neighbourhood.community).years


def test_a_year_is_adopted_for_every_community_or_for_the_one_that_is_named(
    file: Path, neighbourhood: Neighbourhood, capsys: pytest.CaptureFixture[str]
) -> None:
    n = neighbourhood
    assert cli.main(["days", "adopt", str(file), "--community", "baihua"]) == 0
    assert without_of(n.see(working_days, n.community).after(date(2026, 12, 31), 1)) == (2027,)
    assert n.see(working_days, n.next_door).after(date(2026, 12, 31), 1) == date(2027, 1, 3)
    assert cli.main(["days", "adopt", str(file)]) == 0
    assert n.see(working_days, n.community).after(date(2026, 12, 31), 1) == date(2027, 1, 3)
    assert "baihua: adopted 2027, version 2" in capsys.readouterr().out


def test_the_years_that_are_known_are_listed_with_their_notices(
    file: Path, neighbourhood: Neighbourhood, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["days", "adopt", str(file), "--community", "baihua"]) == 0
    capsys.readouterr()
    assert cli.main(["days", "list"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0] for line in told] == [
        "baihua: 2025", "baihua: 2026", "baihua: 2027", "qinghe: 2025", "qinghe: 2026"]
    assert "国办发明电〔2025〕7号, https://www.gov.cn/" in told[4]
    assert cli.main(["days", "list", "--community", "qinghe"]) == 0
    assert capsys.readouterr().out.splitlines() == told[3:]


def test_to_check_or_to_adopt_wants_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["days", "check"]) == 2
    assert "say which file" in capsys.readouterr().err
