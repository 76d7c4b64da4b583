"""The build file and its way to the published path; the lock that keeps two refreshes apart.

Files only: what is in them is decided elsewhere. Readers of the published file keep the file they opened,
because publishing renames a finished one over it.
"""

import errno
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.store.connect import StoreError

_COPIED_AT_A_TIME = 1 << 30


class RefreshBusy(StoreError):
    """Another refresh holds the lock and did not let go in time."""


@dataclass(frozen=True)
class Build:
    """Where the next database is made, beside the published one and on the same file system."""

    path: Path

    @classmethod
    def beside(cls, published: Path) -> "Build":
        return cls(published.parent / "build" / published.name)

    @property
    def exists(self) -> bool:
        return self.path.exists()

    def copy_of(self, published: Path) -> None:
        """Start from the published file. A copy that was cut short never bears the build's name."""
        copying = self.path.with_name(self.path.name + ".copying")
        _copy(published, copying)
        copying.replace(self.path)

    def clean(self) -> None:
        """Remove what a killed refresh left: spilled data, a half copy, a log without its database."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        keep = {self.path, wal(self.path)} if self.exists else set()
        for path in set(self.path.parent.iterdir()) - keep:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    def discard(self) -> None:
        """Give the build up. The log goes first: without it, the build is an earlier whole state."""
        wal(self.path).unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)


def wal(path: Path) -> Path:
    """The write-ahead log DuckDB keeps beside a database."""
    return path.with_name(path.name + ".wal")


def publish(build: Path, published: Path) -> None:
    """Put the closed build in the published file's place, atomically and durably."""
    if wal(build).exists():
        raise StoreError(
            f"{build} was not closed cleanly: {wal(build).name} stands beside it; run the refresh again"
        )
    _sync(build)
    # A log beside the published file was left by a program that opened it for writing and died. It would be
    # replayed into the new file, which then does not open. It goes first: killed in between, the old file is
    # whole without it; the other way round, the new file would stand beside a foreign log.
    wal(published).unlink(missing_ok=True)
    build.replace(published)
    _sync(published.parent)


@contextmanager
def only_refresh(published: Path, timeout: float) -> Iterator[None]:
    """Hold the lock on the warehouse folder; the system lets go of it when the process dies."""
    folder = published.parent
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".refresh.lock", timeout=timeout)
    # Beside the lock and not in it: the lock file's content belongs to the library.
    holder = folder / ".refresh.holder"
    try:
        lock.acquire()
    except Timeout as error:
        raise RefreshBusy(
            f"another refresh holds {folder / '.refresh.lock'}: {_said_by(holder)}; waited {timeout:g} s. "
            "Try again when it has ended, or wait longer with CLAIMHOUSE_LOCK_TIMEOUT"
        ) from error
    try:
        holder.write_text(
            f"process {os.getpid()} on {socket.gethostname()} since {datetime.now(UTC):%H:%M:%S} UTC",
            encoding="utf-8",
        )
        yield
        holder.unlink(missing_ok=True)
    finally:
        lock.release()


def _said_by(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8")
    except FileNotFoundError:
        return "a process that did not say its name"


def _copy(source: Path, target: Path) -> None:
    """Within the kernel where it can: a file system that shares blocks then copies nothing."""
    with source.open("rb") as read, target.open("wb") as written:
        try:
            while os.copy_file_range(read.fileno(), written.fileno(), _COPIED_AT_A_TIME):
                pass
        except OSError as error:
            if error.errno not in (errno.ENOSYS, errno.EXDEV, errno.EINVAL, errno.EOPNOTSUPP):
                raise
            shutil.copyfile(source, target)


def _sync(path: Path) -> None:
    """Make file content, or a folder's names, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
