"""Fixtures of more than one test file: an empty project folder, and one with the real pages, refreshed."""

import os
import shutil
from pathlib import Path

import pytest

from pipelines.lexicon import Lexicon
from pipelines.refresh import refresh
from pipelines.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def no_settings_from_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """A CLAIMHOUSE_… variable of the developer's shell must not steer a test to another folder."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with an empty seeds/ and nothing published."""
    (tmp_path / "seeds").mkdir()
    return tmp_path


@pytest.fixture(scope="session")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the real pages, refreshed once. Tests share it: read it, or copy it first."""
    root = tmp_path_factory.mktemp("refreshed")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    refresh(Settings.at(root))
    return root


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The words as they are shipped."""
    return Lexicon.load()
