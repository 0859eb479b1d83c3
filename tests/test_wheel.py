"""The wheel is whole: unpacked far from the checkout it lays down a folder and makes a paper there."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(wheel.parent / "site")
    return wheel.parent / "site"


def run(unpacked: Path, folder: Path, *command: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(unpacked)}
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_folder_laid_down_by_the_wheel_runs(unpacked: Path, tmp_path: Path) -> None:
    where = run(unpacked, tmp_path, "-c", "import reporter; print(reporter.__file__)")
    assert where.strip() == str(unpacked / "reporter" / "__init__.py")
    run(unpacked, tmp_path, "-m", "reporter", "init", "new")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["config.toml", "data", "templates"]
    said = run(unpacked, tmp_path / "new", "-m", "reporter", "run", "--paper", "inspection-response")
    assert said.startswith(
        "output/nottingham/2015-03-25/inspection-response-e1-draft-OFFICIAL.pdf: draft of edition 1, "
    )


def test_the_wheel_carries_licences_and_nothing_that_was_produced(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert sum("LICENCE" in name and name.startswith("reporter/bundled") for name in names) == 2
    assert not [
        name for name in names if name.endswith((".pdf", ".pyc")) or name.startswith(("tests", "output", "bench"))
    ]
