"""What is built works elsewhere: a wheel in a fresh environment serves from an empty folder, and the sdist builds the same."""
from __future__ import annotations

import base64
import csv
import hashlib
import io
import os
import re
import signal
import subprocess
import sys
import sysconfig
import tarfile
import time
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from http.cookiejar import CookieJar
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlencode

import pytest

from consult import __version__
from tests.serving import READY_SECONDS, ROOT, free_port

# Which database tests run on changes nothing here: once is enough.
pytestmark = [
    pytest.mark.skipif(os.environ.get("CONSULT_TEST_DATABASE", "sqlite") != "sqlite", reason="runs once, on SQLite"),
    pytest.mark.timeout(600),
]
MAPPED = {"templates": "templates", "static": "static", "migrations": "migrations", "docs/examples": "docs/examples"}


def run(*words: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """What a command printed; fails the test that it fails in."""
    done = subprocess.run([str(word) for word in words], cwd=cwd, env=env, capture_output=True, text=True)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def hashes(wheel: Path) -> dict[str, str]:
    """Every file of a wheel with its hash, from the files themselves, held against the wheel's own list."""
    with zipfile.ZipFile(wheel) as opened:
        names = [name for name in opened.namelist() if not name.endswith("/RECORD")]
        found = {name: hashlib.sha256(opened.read(name)).digest() for name in names}
        record = next(name for name in opened.namelist() if name.endswith("/RECORD"))
        listed = list(csv.reader(opened.read(record).decode().splitlines()))
    told = {name: f"sha256={base64.urlsafe_b64encode(digest).decode().rstrip('=')}" for name, digest in found.items()}
    assert told == {name: digest for name, digest, _ in listed if digest}
    return told


# --- what is built --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=ROOT)
    return folder


def the_wheel(folder: Path) -> Path:
    """The one wheel in a folder."""
    [wheel] = folder.glob("*.whl")
    return wheel


def test_the_sdist_builds_the_same_wheel(built: Path, tmp_path: Path) -> None:
    [sdist] = built.glob("*.tar.gz")
    with tarfile.open(sdist) as packed:
        packed.extractall(tmp_path, filter="data")
    [unpacked] = tmp_path.iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "again", cwd=unpacked)
    assert hashes(the_wheel(tmp_path / "again")) == hashes(the_wheel(built))


def test_the_wheel_holds_every_file_that_a_running_consult_reads(built: Path) -> None:
    held = set(hashes(the_wheel(built)))
    wanted = {
        f"{place}{path.relative_to(ROOT).as_posix()}"
        for folder, place in [("consult", ""), *((name, "consult/_shipped/") for name in MAPPED)]
        for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted | {"consult/_shipped/docs/PRIVACY.md"} == {name for name in held if name.startswith("consult/")}


def test_the_wheel_names_what_it_needs(built: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    with zipfile.ZipFile(the_wheel(built)) as opened:
        about = opened.read(f"consult-{__version__}.dist-info/METADATA").decode()
    named = set(re.findall(r"^Requires-Dist: ([\w.-]+)", about, re.MULTILINE))
    assert named == {match[0] for one in project["dependencies"] if (match := re.match(r"[\w.-]+", one))}


# --- an installed copy ----------------------------------------------------------------------------------


class Installed:
    """The wheel in an environment of its own, and an empty folder to work in."""

    def __init__(self, wheel: Path, place: Path) -> None:
        self.venv, self.folder, self.port = place / "venv", place / "empty", free_port()
        self.folder.mkdir()
        self.environment = {
            name: value for name, value in os.environ.items()
            if not name.startswith(("CONSULT_", "PYTHON")) and name not in ("DATABASE_URL", "REDIS_URL", "HOST")
        } | {"PORT": str(self.port)}
        run(sys.executable, "-m", "venv", "--without-pip", self.venv, cwd=place)
        self._lend_what_is_locked()
        run(*_pip(), "--python", self.venv / "bin/python", "install", "--no-index", "--no-deps", wheel,
            cwd=place, env=self.environment)
        run(*_pip(), "--python", self.venv / "bin/python", "check", cwd=place, env=self.environment)

    def _lend_what_is_locked(self) -> None:
        """The libraries of this environment, without fetching them again; of Consult itself nothing."""
        theirs = Path(self.consults("-c", "import sysconfig; print(sysconfig.get_path('purelib'))", by="python").strip())
        for entry in Path(sysconfig.get_path("purelib")).iterdir():
            if "consult" not in entry.name and not (theirs / entry.name).exists():
                (theirs / entry.name).symlink_to(entry)

    def consults(self, *words: str, by: str = "consult") -> str:
        """What the installed command prints, in the empty folder."""
        return run(self.venv / "bin" / by, *words, cwd=self.folder, env=self.environment)


def _pip() -> tuple[str, ...]:
    """This environment's pip; where it has none, that of the Python it was made from (make/environment)."""
    if find_spec("pip"):
        return sys.executable, "-m", "pip", "--disable-pip-version-check"
    return (ROOT / ".venv/pip-from").read_text().strip(), "-m", "pip", "--disable-pip-version-check"


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """An installed copy, migrated and filled."""
    copy = Installed(the_wheel(built), tmp_path_factory.mktemp("elsewhere"))
    assert copy.consults("--version") == f"consult {__version__}\n"
    copy.consults("migrate")
    copy.consults("demo")
    server = subprocess.Popen(
        [copy.venv / "bin/consult", "serve"], cwd=copy.folder, env=copy.environment, start_new_session=True)
    try:
        _wait_for(server, copy.port)
        yield copy
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/help", timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the installed copy did not come up")


class Visitor:
    """A browser without scripts."""

    def __init__(self, port: int) -> None:
        self.home = f"http://127.0.0.1:{port}"
        self.jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(self.jar)

    def get(self, path: str, **form: str) -> str:
        """The page; with a form, what answers it."""
        data = urlencode(form).encode() if form else None
        with self.opener.open(self.home + path, data, timeout=30) as answer:
            assert answer.status == 200
            return str(answer.read().decode())


def test_it_serves_the_home_page_and_a_room(installed: Installed) -> None:
    visitor = Visitor(installed.port)
    assert "青禾社区" in visitor.get("/c/qinghe/")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', visitor.get("/sign-in"))
    assert token
    visitor.get("/sign-in", csrf_token=token[1], login="zhangshifu", password="qinghe-2026")
    rooms = re.findall(r'href="(/c/qinghe/s/\d+)"', visitor.get("/c/qinghe/"))
    assert any("举手" in visitor.get(room) for room in rooms)


@pytest.mark.parametrize(("path", "words"), [
    ("/privacy/text", "身份证"),
    ("/verify.py", '"""'),
    ("/api/v1/openapi.json", "openapi"),
])
def test_it_has_what_lies_beside_the_package(installed: Installed, path: str, words: str) -> None:
    assert words in Visitor(installed.port).get(path)


def test_it_has_the_whole_verifier(installed: Installed) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{installed.port}/verify.zip", timeout=30) as answer:
        packed = zipfile.ZipFile(io.BytesIO(answer.read()))
    beside = sorted(path.relative_to(ROOT / "static/recount").as_posix() for path in (ROOT / "static/recount").rglob("*.py"))
    assert sorted(packed.namelist()) == beside and len(beside) == 7


def test_its_pages_find_their_styles_and_scripts(installed: Installed) -> None:
    visitor = Visitor(installed.port)
    found = re.findall(r'(?:href|src)="(/assets/[^"]+)"', visitor.get("/c/qinghe/"))
    assert len(found) > 2 and all(visitor.get(path) for path in found if path.endswith((".css", ".js")))


def test_its_data_is_in_the_folder_where_it_was_started(installed: Installed) -> None:
    assert [path.name for path in installed.folder.iterdir()] == ["data"]
    assert (installed.folder / "data/consult.db").exists()
    package = installed.consults("-c", "import consult; print(consult.__file__)", by="python")
    assert Path(package.strip()).is_relative_to(installed.venv)
    assert not [path for path in installed.venv.rglob("*") if path.suffix in (".db", ".key")]
    assert "0 broken" in installed.consults("verify")
