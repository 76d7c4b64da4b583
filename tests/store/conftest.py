"""An empty database with the declared tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.store import connect, schema
from pipelines.store.connect import Connection


@pytest.fixture
def con(tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "test.duckdb"
    connect.create(path)
    with connect.open_write(path) as con:
        schema.create_tables(con)
        yield con
