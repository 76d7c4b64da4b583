"""A page is read again exactly where it may have changed."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from pipelines import remembered
from pipelines.remembered import scan_again
from pipelines.seeds import Seed


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two pages that nobody touched of late."""
    monkeypatch.setattr(remembered, "_YOUNG_SECONDS", 0.0)
    (tmp_path / "seeds").mkdir()
    for name in ("a", "b"):
        (tmp_path / "seeds" / f"{name}.txt").write_text(name)
    return tmp_path / "seeds"


def hashes(folder: Path) -> dict[str, str]:
    return {name: seed.sha256 for name, seed in scan_again(folder, folder.parent / "memory.json").items()}


def test_a_page_that_did_not_change_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = hashes(folder)
    assert before == {"a.txt": sha256("a"), "b.txt": sha256("b")}
    monkeypatch.setattr("pipelines.seeds._digest", lambda path: "read")
    assert hashes(folder) == before
    (folder / "b.txt").write_text("changed")
    assert hashes(folder) == {"a.txt": before["a.txt"], "b.txt": "read"}


def test_a_page_of_the_same_size_and_date_is_read_where_it_was_written_to(folder: Path) -> None:
    hashes(folder)
    path = folder / "a.txt"
    times = path.stat()
    path.write_text("z")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert hashes(folder)["a.txt"] == sha256("z")


def test_a_page_that_changed_a_moment_ago_is_not_remembered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_YOUNG_SECONDS", 60.0)
    hashes(folder)
    monkeypatch.setattr("pipelines.seeds._digest", lambda path: "read")
    assert set(hashes(folder).values()) == {"read"}


def test_pages_come_and_go(folder: Path) -> None:
    hashes(folder)
    (folder / "a.txt").unlink()
    (folder / "c.txt").write_text("c")
    assert hashes(folder) == {"b.txt": sha256("b"), "c.txt": sha256("c")}
    assert hashes(folder) == {"b.txt": sha256("b"), "c.txt": sha256("c")}


@pytest.mark.parametrize("held", ["", "{", "[]", "{}", '{"folder": 1, "seeds": 2}', '{"folder": "", "seeds": {}}'])
def test_a_memory_that_cannot_be_used_only_costs_time(folder: Path, held: str) -> None:
    memory = folder.parent / "memory.json"
    memory.write_text(held.replace('""', f'"{folder}"'))
    assert hashes(folder) == {"a.txt": sha256("a"), "b.txt": sha256("b")}
    assert memory.stat().st_size > 100
    assert hashes(folder) == {"a.txt": sha256("a"), "b.txt": sha256("b")}


def test_a_memory_of_another_folder_is_none(folder: Path) -> None:
    hashes(folder)
    other = folder.parent / "other"
    folder.rename(other)
    found = scan_again(other, folder.parent / "memory.json")
    assert found["a.txt"] == Seed("a.txt", other / "a.txt", 1, sha256("a"))
    assert time.time() >= found["a.txt"].changed_at > 0
