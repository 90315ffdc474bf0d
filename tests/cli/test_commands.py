"""The command line as a whole: its version, its table of commands, where its data lies."""
from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from consult import __version__, cli, config
from consult.config import BadSetting, settings_from, shipped
from tests.databases import Databases

# What a process has imported once it has run a command line.
PROGRAM = """
import sys
from consult import cli
try: cli.main(sys.argv[1:])
except SystemExit: pass
print(*sorted(sys.modules), file=sys.stderr)
"""


def imported_by(*words: str) -> set[str]:
    """The modules that a command line imports."""
    told = subprocess.run([sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=True)
    return set(told.stderr.split())


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"consult {__version__}\n"


def test_the_table_of_commands_names_each_with_its_module() -> None:
    everything = cli.parser()._subparsers
    assert everything is not None
    found = {name for action in everything._group_actions for name in dict(action.choices or {})}
    assert found == set(cli.COMMANDS)
    for name in cli.COMMANDS:
        assert f" {name} " in cli.parser(name).format_help().replace("\n", " ")


def test_only_the_command_that_is_asked_for_is_imported() -> None:
    assert "sqlalchemy" not in imported_by("--version")
    asked = imported_by("sweep", "--help")
    assert "consult.cli.sweep" in asked and "consult.cli.replay" not in asked and "consult.web" not in asked
    # Before gevent has patched what is there, hardly anything may be: neither threads nor databases.
    assert not {"sqlalchemy", "flask", "ssl", "gevent"} & imported_by("serve", "--help")


def test_an_unknown_command_is_answered_with_all_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["dance"])
    assert "migrate" in capsys.readouterr().err


@pytest.mark.parametrize("line", [
    ("found", "plan.toml"), ("verify",), ("sweep",), ("slips", "qinghe", "slips.pdf"), ("accounts", "disable", "linxiaomei"),
    ("rehearsal", "make", "qinghe"), ("demo",),
], ids=lambda line: line[0])
def test_on_a_database_that_is_not_at_this_version_a_command_says_what_to_run(
    databases: Databases, line: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CONSULT_DATA", str(tmp_path))
    with databases.unmigrated(tmp_path) as url:
        monkeypatch.setenv("DATABASE_URL", url)
        assert cli.main(line) == 2
    assert capsys.readouterr().err == "consult: the database is not at this version; run: consult migrate\n"


# --- where things lie -----------------------------------------------------------------------------------


def test_in_a_checkout_what_is_shipped_stands_at_its_top() -> None:
    root = Path(config.__file__).parents[1]
    assert shipped("templates") == root / "templates"
    assert config._data_directory("") == root / "data"


def test_an_installed_copy_keeps_its_data_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shipped/templates").mkdir(parents=True)
    monkeypatch.setattr(config, "SHIPPED", tmp_path / "shipped")
    monkeypatch.chdir(tmp_path)
    assert shipped("templates") == tmp_path / "shipped/templates"
    assert settings_from({}).data == tmp_path / "data"


@pytest.mark.parametrize("folder", [
    Path(sysconfig.get_path("purelib")) / "data", Path(config.__file__).parent / "data",
], ids=["site-packages", "the package"])
def test_data_is_never_kept_among_installed_packages(folder: Path) -> None:
    with pytest.raises(BadSetting, match="among installed packages"):
        settings_from({"CONSULT_DATA": str(folder)})
    assert not folder.exists()


def test_a_setting_that_cannot_be_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONSULT_LOG_LEVEL", "loud")
    assert cli.main(["sweep"]) == 2
    assert capsys.readouterr().err.startswith("consult: CONSULT_LOG_LEVEL: 'loud' is none of")
