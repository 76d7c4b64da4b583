"""The seeds folder as files: what stands there, its hashes, its bytes in bounded batches.

Knows files only: no database, no frames, no meaning of a page. Every file below the folder gets an entry; one
that cannot or must not be read gets an entry with the reason, so that it shows up in the ledger instead of
vanishing.
"""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.errors import ClaimhouseError

LARGEST_PAGE = 16 * 1024 * 1024
"""Bytes; a saved page has some ten thousand. Reading takes forty times a page's size in memory."""
_CHUNK = 1024 * 1024


class SeedsMissing(ClaimhouseError):
    """The seeds folder is not there; an absent folder must never read as "all pages were removed"."""


@dataclass(frozen=True)
class Seed:
    """One file of the seeds folder. `sha256` is empty exactly where `error` says why it was not read.

    `changed_at`: seconds since 1970 of the inode's last change, which each write and rename moves and no copy sets
    back; 0 where it is not known.
    """

    seed_file: str
    path: Path
    byte_count: int
    sha256: str
    error: str | None = None
    changed_at: float = field(default=0.0, compare=False)

    def is_settled(self, now: float, seconds: float) -> bool:
        """Whether nobody wrote to it of late; a time in the future (a clock was set back) holds nothing up."""
        return not 0 <= now - self.changed_at < seconds


def scan(folder: Path, known: Mapping[str, Seed] | None = None) -> dict[str, Seed]:
    """Every file below `folder` by its name, dot-files apart, in the order of the names.

    `known`: an earlier scan; a file with the size and time of change it had then is not read again.
    """
    if not folder.is_dir():
        raise SeedsMissing(
            f"seeds folder {folder} does not exist; create it, start in the project's folder "
            "or set CLAIMHOUSE_SEEDS"
        )
    known = known or {}
    named = ((_name(path), entry) for path, entry in _files(folder))
    found = (_seed(entry, name, known.get(name)) for name, entry in named)
    return {seed.seed_file: seed for seed in sorted(found, key=lambda seed: seed.seed_file)}


def settled(found: Mapping[str, Seed], before: Mapping[str, Seed], now: float, seconds: float) -> dict[str, Seed]:
    """What stands still: a file that somebody may be writing is as it was `before`, or not there yet."""
    still = {name: seed if seed.is_settled(now, seconds) else before.get(name) for name, seed in found.items()}
    return {name: seed for name, seed in still.items() if seed}


def read(seed: Seed) -> tuple[Seed, bytes] | None:
    """The file's bytes now, with the entry that fits them; None where the file is gone."""
    if seed.error is not None:
        return seed, b""
    try:
        content = seed.path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return _unread(seed.path, seed.seed_file, seed.byte_count, _reason(error)), b""
    return Seed(seed.seed_file, seed.path, len(content), hashlib.sha256(content).hexdigest()), content


def _files(folder: Path, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Files, links and other things with their paths below `folder`. No link is followed: it may loop or lead out."""
    with os.scandir(folder / below) as entries:
        listed = [entry for entry in entries if not entry.name.startswith(".")]
    for entry in listed:
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder, path)
        else:
            yield path, entry


def _name(path: str) -> str:
    """The path as it is told; bytes that are no UTF-8 are spelled out, as `\\xff`."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")


def _seed(entry: os.DirEntry[str], seed_file: str, before: Seed | None) -> Seed:
    path = Path(entry.path)
    try:
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISLNK(status.st_mode):
            return _unread(path, seed_file, 0, "a link; put the file itself into the seeds folder")
        if not stat.S_ISREG(status.st_mode):
            return _unread(path, seed_file, 0, "not a regular file")
        if status.st_size > LARGEST_PAGE:
            why = f"{status.st_size:,} bytes; a page has at most {LARGEST_PAGE:,}: cut the file into its pages"
            return _unread(path, seed_file, status.st_size, why)
        if before and (before.byte_count, before.changed_at) == (status.st_size, status.st_ctime):
            return before
        return Seed(seed_file, path, status.st_size, _digest(path), changed_at=status.st_ctime)
    except OSError as error:
        return _unread(path, seed_file, 0, _reason(error))


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _unread(path: Path, seed_file: str, byte_count: int, why: str) -> Seed:
    return Seed(seed_file, path, byte_count, "", f"cannot be read: {why}")


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
