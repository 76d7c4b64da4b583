"""An empty warehouse with all views, made once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.lexicon import Lexicon
from pipelines.store import connect, load, schema
from pipelines.store.models import column_sources, create_views, read_models
from tests.world import World

SQL = Path(__file__).parent.parent.parent / "sql"


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.duckdb"
    connect.create(path)
    with connect.open_write(path) as con:
        schema.create_tables(con)
        models = read_models(SQL)
        create_views(con, models, column_sources(models))
        words = lexicon.stored
        load.replace_lexicon(con, {name: words[name].clear() for name in words} | {"metrics": lexicon.metrics})
        con.execute("checkpoint")
    return path


@pytest.fixture
def world(empty_warehouse: Path, tmp_path: Path) -> Iterator[World]:
    path = tmp_path / "world.duckdb"
    shutil.copyfile(empty_warehouse, path)
    with connect.open_write(path) as con:
        yield World(con)
