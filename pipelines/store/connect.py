"""Opening DuckDB files: creating one, writing to the build, reading the published one.

Nothing here knows tables. Two facts of DuckDB shape it. A process keeps one instance per path, so a plain
second `duckdb.connect` would see the old file for as long as some connection to a replaced one lives: readers
attach the file to an instance of their own instead. And a file is open either in one writing process or in
many reading ones.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.errors import ClaimhouseError

# The oldest format that both lines (1.x and 2.x) read and write, comments on views included.
STORAGE_VERSION = "v1.0.0"
CATALOG = "claimhouse"
"""The name of an open file in SQL, whatever the file is called."""
Connection = duckdb.DuckDBPyConnection
_LOCKED = "Could not set lock on file"


class StoreError(ClaimhouseError):
    """A database file cannot be used; the message names it and says what to do."""


class StoreLocked(StoreError):
    """Another process holds the file in a way that shuts this one out."""


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal, for the statements that take no parameters (attach, comment on)."""
    return "'" + text.replace("'", "''") + "'"


def create(path: Path) -> None:
    """Make an empty database in the format that every supported DuckDB opens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.execute(f"attach {literal(str(path))} as created (storage_version {literal(STORAGE_VERSION)})")
        con.execute("detach created")


def open_write(path: Path) -> Connection:
    """Open an existing file to write; spilling goes beside it."""
    con = duckdb.connect(config={"temp_directory": f"{path}.tmp"})
    try:
        con.execute(f"attach {literal(str(path))} as {CATALOG}")
    except duckdb.Error as error:
        con.close()
        raise _explained(path, error) from error
    con.execute(f"use {CATALOG}")
    return con


@contextmanager
def open_read(path: Path, *, locked_down: bool = False) -> Iterator[Connection]:
    """Read the file as it is now. `locked_down`, for queries a person types: no other file, no settings."""
    con = duckdb.connect()
    try:
        try:
            con.execute(f"attach {literal(str(path))} as {CATALOG} (read_only)")
        except duckdb.Error as error:
            raise _explained(path, error) from error
        con.execute(f"use {CATALOG}")
        if locked_down:
            con.execute("set enable_external_access = false")
            con.execute("set lock_configuration = true")
        yield con
    finally:
        con.close()


@contextmanager
def transaction(con: Connection) -> Iterator[None]:
    """All or nothing."""
    con.execute("begin transaction")
    try:
        yield
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")


@contextmanager
def showing(con: Connection, **tables: str) -> Iterator[None]:
    """Queries that name a table (the keyword) read another (its value) instead."""
    for name, shown in tables.items():
        con.execute(f"create temp view {quoted(name)} as from {shown}")
    try:
        yield
    finally:
        for name in tables:
            con.execute(f"drop view temp.{quoted(name)}")


def is_empty(con: Connection, rows: str) -> bool:
    """Whether a from clause gives no row. The result is read to its end: DuckDB 2 refuses other work before."""
    return not con.execute(f"select 1 from {rows} limit 1").fetchall()


def _explained(path: Path, error: duckdb.Error) -> StoreError:
    first_line = str(error).splitlines()[0]
    if _LOCKED in str(error):
        return StoreLocked(
            f"{path} is open for writing elsewhere; close that program and try again ({first_line})"
        )
    return StoreError(
        f"{path} cannot be opened as a DuckDB database ({first_line}); "
        "`claimhouse refresh --full` builds it anew from the seeds"
    )
