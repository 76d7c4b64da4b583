"""The database a refresh works on: which file it starts from, how it is closed, and how it is given up.

The result of a refresh depends on the seeds only, not on the start chosen here; a better start just leaves
less to do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.store import history, ledger, schema
from pipelines.store.connect import CATALOG, Connection, StoreError, StoreLocked, create, literal, open_write
from pipelines.store.publish import Build

_FEW_BLOCKS = 256
"""Blocks of 256 KiB of a file that is too small to be worth it."""


@dataclass(frozen=True)
class Opened:
    """An open build, and the version of the models it is known to hold the views of (None: not known)."""

    con: Connection
    models_version: str | None


@contextmanager
def open_build(
    build: Build, published: Path, extractor_version: str, *, full: bool, memory: str
) -> Iterator[Opened]:
    """The build to write to; afterwards one checkpointed, closed file, or gone where the database failed.

    Killed or interrupted, it stays for the next refresh to go on with. After an error of the database itself
    it does not: a damaged build would fail the same way each time. `memory`: what the database may hold of it in
    memory; what goes beyond is spilled to disk.
    """
    opened = _opened(build, published, extractor_version, full)
    opened.con.execute(f"set memory_limit = {literal(memory)}")
    try:
        yield opened
        opened.con.execute("checkpoint")
        if _is_loose(opened.con):
            _compact(opened.con, build.path)
    except duckdb.Error as error:
        opened.con.close()
        build.discard()
        remedy = "Look for a full disk"
        if isinstance(error, duckdb.OutOfMemoryException):
            remedy = f"Give the database more than {memory} of memory with CLAIMHOUSE_MEMORY"
        raise StoreError(
            f"{build.path} failed and was given up ({str(error).splitlines()[0]}); the published file is "
            f"as it was. {remedy}, then run the refresh again"
        ) from error
    finally:
        opened.con.close()


def _is_loose(con: Connection) -> bool:
    """Whether more than half of the file is free: blocks that replaced rows left, and that new rows did not take."""
    [(total, free)] = con.execute(
        f"select total_blocks, free_blocks from pragma_database_size() where database_name = {literal(CATALOG)}"
    ).fetchall()
    return int(total) >= _FEW_BLOCKS and int(free) * 2 > int(total)


def _compact(con: Connection, path: Path) -> None:
    """Write what the file holds into another without the gaps, and put that in its place."""
    compacting = path.with_name(path.name + ".compacting")
    create(compacting)
    con.execute(f"attach {literal(str(compacting))} as compacted")
    con.execute(f"copy from database {CATALOG} to compacted")
    con.execute("checkpoint compacted")
    con.execute("detach compacted")
    con.close()
    compacting.replace(path)


def _opened(build: Build, published: Path, extractor_version: str, full: bool) -> Opened:
    """What a killed refresh left, else a copy of the published file, else an empty file with the old history.

    Each of the first two only where its tables are the declared ones and its rows come from this extractor.
    """
    build.clean()
    if build.exists and not full and (con := _open_fitting(build, extractor_version)):
        ledger.mark_unpublished(con, published)
        return Opened(con, None)
    build.discard()
    if published.exists() and not full:
        build.copy_of(published)
        if con := _open_fitting(build, extractor_version):
            versions = ledger.read_ledger(con).versions
            return Opened(con, versions.models if versions else None)
        build.discard()
    create(build.path)
    con = open_write(build.path)
    schema.create_tables(con)
    if published.exists():
        _carry_history(con, published, full)
    return Opened(con, None)


def _open_fitting(build: Build, extractor_version: str) -> Connection | None:
    try:
        con = open_write(build.path)
    except StoreLocked:
        raise
    except StoreError:
        return None
    if schema.holds_declared_tables(con):
        readers = {reader for _, reader in ledger.read_ledger(con).seeds.values()}
        if readers <= {extractor_version}:
            return con
    con.close()
    return None


def _carry_history(con: Connection, published: Path, full: bool) -> None:
    """A full refresh also replaces a published file that cannot be read; its history is then lost with it."""
    try:
        ledger.carry(con, published, history.CARRIED)
    except duckdb.Error:
        if not full:
            raise
