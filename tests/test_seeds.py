"""The seeds folder: every file has an outcome."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.seeds import LARGEST_PAGE, Seed, SeedsMissing, read, scan, settled


def test_files_are_found_below_the_folder_and_hashed(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "页.txt").write_text("稀土")
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / ".hidden").write_text("no")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("no")
    assert list(scan(tmp_path).values()) == [
        Seed("a.txt", tmp_path / "a.txt", 0, hashlib.sha256(b"").hexdigest()),
        Seed("b/页.txt", tmp_path / "b" / "页.txt", 6, hashlib.sha256("稀土".encode()).hexdigest()),
    ]


def test_links_and_pipes_are_named_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "secret.txt").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "pipe")
    assert {name: seed.error for name, seed in scan(tmp_path).items()} == {
        "loop": "cannot be read: a link; put the file itself into the seeds folder",
        "pipe": "cannot be read: not a regular file",
        "secret.txt": "cannot be read: a link; put the file itself into the seeds folder",
    }


def test_a_file_too_large_for_a_page_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_PAGE + 1)
    [seed] = scan(tmp_path).values()
    assert seed.error == (
        "cannot be read: 16,777,217 bytes; a page has at most 16,777,216: cut the file into its pages"
    )
    assert seed.byte_count == LARGEST_PAGE + 1
    assert read(seed) == (seed, b"")
    os.truncate(path, LARGEST_PAGE)
    [seed] = scan(tmp_path).values()
    assert seed.error is None


def test_a_name_that_is_not_utf8_is_spelled_out(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/p\xff.txt")).write_text("x")
    assert list(scan(tmp_path)) == [r"p\xff.txt"]


def test_reading_tells_what_the_file_is_now(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    seed = scan(tmp_path)["a.txt"]
    assert read(seed) == (seed, b"one")
    path.write_text("three")
    page = read(seed)
    assert page is not None
    assert page[0].byte_count == 5
    assert page[0].sha256 != seed.sha256
    assert page[1] == b"three"
    path.unlink()
    assert read(seed) is None
    path.mkdir()
    page = read(seed)
    assert page is not None
    assert page[0].error == "cannot be read: Is a directory"


def test_a_missing_folder_is_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(SeedsMissing, match="does not exist"):
        scan(tmp_path / "seeds")


def test_a_file_just_written_is_as_it_was_before_or_not_there_yet(tmp_path: Path) -> None:
    old = Seed("a.txt", tmp_path, 1, "a", changed_at=90.0)
    young, new = replace(old, sha256="b", changed_at=99.0), replace(old, seed_file="n.txt", changed_at=99.0)
    found = {"a.txt": young, "n.txt": new}
    assert settled(found, {"a.txt": old}, now=100.0, seconds=2.0) == {"a.txt": old}
    assert settled(found, {"a.txt": old}, now=101.0, seconds=2.0) == found
    assert settled(found, {}, now=80.0, seconds=2.0) == found, "a clock set back must not hold a file up for hours"
    assert settled(found, {}, now=99.0, seconds=0.0) == found


def test_what_an_earlier_scan_saw_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    [first] = scan(tmp_path).values()
    known = {"a.txt": replace(first, sha256="as known")}
    assert [seed.sha256 for seed in scan(tmp_path, known).values()] == ["as known"]
    path.write_text("longer")
    assert [seed.sha256 for seed in scan(tmp_path, known).values()] == [hashlib.sha256(b"longer").hexdigest()]
