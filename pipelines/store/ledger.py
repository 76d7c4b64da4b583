"""What a database file says of itself: the pages it holds and the refreshes it went through.

Imports no polars and nothing of the declared tables: a refresh with nothing to do reads only this.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.store.connect import Connection, literal, open_read, quoted


@dataclass(frozen=True)
class Versions:
    """What rows and views are made by: digests of extractor with lexicon, and of models with tables."""

    extractor: str
    models: str


@dataclass(frozen=True)
class Ledger:
    """Pages by name with hash and extractor version, and the versions of the last published refresh."""

    seeds: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    versions: Versions | None = None


@dataclass(frozen=True)
class Refresh:
    """One row of `refreshes`."""

    refresh_id: str
    started_at: datetime
    finished_at: datetime
    seeds_added: int
    seeds_changed: int
    seeds_removed: int
    seeds_quarantined: int
    articles: int
    claims: int
    published: bool
    extractor_version: str
    models_version: str


def read_ledger(con: Connection) -> Ledger:
    """The ledger of an open file."""
    rows = con.execute("select seed_file, sha256, extractor_version from seed_files").fetchall()
    # By rowid, the order of writing: a clock that was set back must not make an old refresh the last one.
    last = con.execute(
        "select extractor_version, models_version from refreshes where published order by rowid desc limit 1"
    ).fetchone()
    seeds = {seed_file: (sha256, version) for seed_file, sha256, version in rows}
    return Ledger(seeds, Versions(*last) if last else None)


def owners(con: Connection) -> set[str]:
    """Pages that own articles; after a killed refresh some of them may be missing from the ledger."""
    return {seed_file for (seed_file,) in con.execute("select distinct seed_file from articles").fetchall()}


def record(con: Connection, refresh: Refresh) -> None:
    """Write the row of this refresh."""
    values = vars(refresh)
    columns = ", ".join(quoted(name) for name in values)
    marks = ", ".join("?" for _ in values)
    con.execute(f"insert into refreshes ({columns}) values ({marks})", list(values.values()))


def last_refresh(con: Connection) -> dict[str, Any] | None:
    """The last published refresh as a dictionary."""
    cursor = con.execute("select * from refreshes where published order by rowid desc limit 1")
    names = [column[0] for column in cursor.description]
    row = cursor.fetchone()
    return dict(zip(names, row, strict=True)) if row else None


def carry(con: Connection, published: Path, tables: Sequence[str]) -> None:
    """Bring the rows of these tables from the published file into an empty build, as far as both have the columns."""
    con.execute(f"attach {literal(str(published))} as published (read_only)")
    try:
        for table in tables:
            columns = ", ".join(
                quoted(name)
                for (name,) in con.execute(
                    """
                    select column_name from duckdb_columns()
                    where table_name = $table and schema_name = 'main' and database_name = current_database()
                    intersect
                    select column_name from duckdb_columns()
                    where table_name = $table and schema_name = 'main' and database_name = 'published'
                    """,
                    {"table": table},
                ).fetchall()
            )
            if columns:
                con.execute(
                    f"insert into {quoted(table)} ({columns}) "
                    f"select {columns} from published.main.{quoted(table)} as held order by held.rowid"
                )
    finally:
        con.execute("detach published")


def mark_unpublished(con: Connection, published: Path) -> None:
    """A build left by a killed refresh may say it was published; only what the published file knows was."""
    known: list[str] = []
    if published.exists():
        with open_read(published) as held:
            known = [
                refresh_id for (refresh_id,) in held.execute("select refresh_id from refreshes").fetchall()
            ]
    con.execute(
        "update refreshes set published = false "
        "where published and not list_contains(?::varchar[], refresh_id)",
        [known],
    )


def quarantined(con: Connection, seed_files: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Name and reason of those of the given pages that are quarantined, by name."""
    rows = con.execute(
        """
        select seed_file, error
        from seed_files
        where status = 'quarantined'
        order by seed_file
        """
    ).fetchall()
    asked = set(seed_files)
    return tuple((seed_file, error) for seed_file, error in rows if seed_file in asked)
