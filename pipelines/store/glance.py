"""What a person looks at first: some rows of each table and view, and the figures that are drawn.

A figure is a query in `sql/plots/<table or view>.sql` whose first line is its title and whose two columns are what
is counted by and the count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.store.connect import Connection, open_read, quoted
from pipelines.store.models import header

ROWS = 10


@dataclass(frozen=True)
class Rows:
    """Names of the columns, and the rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Figure:
    """What a plot shows."""

    title: str
    found: Rows


def read_samples(published: Path, tables: Iterable[str], views: Iterable[str]) -> dict[str, Rows]:
    """Up to ten rows of each: of a table those written last, of a view any."""
    with open_read(published) as con:
        newest = {name: _rows(con, f"select * from {quoted(name)} order by rowid desc limit {ROWS}") for name in tables}
        return newest | {name: _rows(con, f"select * from {quoted(name)} limit {ROWS}") for name in views}


def read_figures(published: Path, sql: Path) -> Mapping[str, Figure]:
    """The figures by the table or view they are about."""
    with open_read(published) as con:
        texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((sql / "plots").glob("*.sql"))}
        return {name: Figure(header(text)[0].rstrip("."), _rows(con, text)) for name, text in texts.items()}


def _rows(con: Connection, query: str) -> Rows:
    cursor = con.execute(query)
    columns = tuple(column[0] for column in cursor.description)
    return Rows(columns, tuple(cursor.fetchall()))
