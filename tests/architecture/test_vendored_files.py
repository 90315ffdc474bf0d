"""The libraries kept in the repository are, byte for byte, the published ones their lists name."""
from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "static/vendor", ROOT / "tests/browser/vendor"]
LICENCES = {"MIT", "MPL-2.0", "Unlicense"}


def libraries(folder: Path) -> list[dict[str, Any]]:
    """What a folder's vendor.toml lists."""
    return list(tomllib.loads((folder / "vendor.toml").read_text(encoding="utf-8"))["library"])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_every_file_has_the_hash_that_the_list_gives(folder: Path) -> None:
    for library in libraries(folder):
        for name, file in library["files"].items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == file["sha256"], name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_no_file_is_there_that_no_list_names(folder: Path) -> None:
    listed = {name for library in libraries(folder) for name in library["files"]}
    assert {path.name for path in folder.iterdir()} == listed | {"vendor.toml"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_every_library_has_a_version_and_a_licence_with_its_text(folder: Path) -> None:
    for library in libraries(folder):
        assert library["version"] and library["why"]
        assert library["licence"] in LICENCES
        assert any("LICENSE" in name for name in library["files"])
