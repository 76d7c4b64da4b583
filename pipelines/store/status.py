"""What stands in the published file, in a few figures; and the answer to a query a person typed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import ClaimhouseError
from pipelines.store.connect import open_read
from pipelines.store.ledger import last_refresh
from pipelines.store.schema import count_rows


class QueryError(ClaimhouseError):
    """A typed query cannot be run; the message is the database's own."""


@dataclass(frozen=True)
class Status:
    """The published file: when it was put there (UTC), its size, rows, last refresh and quarantined pages."""

    path: Path
    published_at: datetime
    byte_count: int
    rows: dict[str, int]
    last_refresh: dict[str, Any] | None
    quarantined: list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """Names of the columns and the rows; `is_whole` is false where there are more than were asked for."""

    columns: list[str]
    rows: list[tuple[Any, ...]]
    is_whole: bool


def read_status(published: Path) -> Status:
    """Look at the published file."""
    facts = published.stat()
    with open_read(published) as con:
        quarantined = con.execute(
            "select seed_file, coalesce(error, '') from seed_files "
            "where status = 'quarantined' order by seed_file"
        ).fetchall()
        return Status(
            path=published,
            published_at=datetime.fromtimestamp(facts.st_mtime, UTC),
            byte_count=facts.st_size,
            rows=count_rows(con),
            last_refresh=last_refresh(con),
            quarantined=quarantined,
        )


def answer(published: Path, query: str, limit: int) -> Answer:
    """Run a query as typed, on the file as it is now: read-only, no other file, no change of settings."""
    with open_read(published, locked_down=True) as con:
        try:
            cursor = con.execute(query)
            rows = cursor.fetchmany(limit + 1)
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
        columns = [column[0] for column in cursor.description or ()]
        return Answer(columns, rows[:limit], len(rows) <= limit)
