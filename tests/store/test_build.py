"""The build is one whole file afterwards, without the gaps that replaced rows left."""

import os
from pathlib import Path

import duckdb
import pytest

from pipelines.store import build as build_module
from pipelines.store.build import open_build
from pipelines.store.connect import StoreError, open_read
from pipelines.store.publish import Build, publish

ROWS = 400_000


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A published file of which four fifths are rows that went."""
    path = tmp_path / "claimhouse.duckdb"
    build = Build.beside(path)
    with open_build(build, path, "v1", full=False, memory="1GB") as opened:
        opened.con.execute(
            f"insert into first_seen select 'article', md5(range::varchar), 'r1' from range({ROWS}) order by range"
        )
        opened.con.execute("create view seen as select id from first_seen")
        opened.con.execute("comment on view seen is 'what was seen'")
    publish(build.path, path)
    return path


def forget_most(published: Path) -> Build:
    build = Build.beside(published)
    with open_build(build, published, "v1", full=False, memory="1GB") as opened:
        opened.con.execute("delete from first_seen where id not like '0%'")
        opened.con.execute("checkpoint")
    return build


def test_a_file_that_is_mostly_gaps_is_written_anew(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_module, "_FEW_BLOCKS", 1)
    before = published.stat().st_size
    build = forget_most(published)
    assert build.path.stat().st_size < before / 3
    assert [path.name for path in build.path.parent.iterdir()] == [build.path.name]
    publish(build.path, published)
    with open_read(published) as con:
        [(kept,)] = con.execute("select count(*) from first_seen where id like '0%'").fetchall()
        assert con.execute("select count(*) from seen").fetchall() == [(kept,)]
        assert ROWS / 20 < kept < ROWS / 10
        assert con.execute("select comment from duckdb_views() where view_name = 'seen'").fetchall() == [
            ("what was seen",)
        ]
        [(commented,)] = con.execute(
            "select count(comment) from duckdb_columns() where table_name = 'articles'"
        ).fetchall()
        assert commented > 5


def test_a_small_file_keeps_its_gaps(published: Path) -> None:
    before = published.stat().st_size
    assert forget_most(published).path.stat().st_size >= before


def test_a_build_that_does_not_fit_in_memory_says_what_to_set(published: Path) -> None:
    build = Build.beside(published)
    with (
        pytest.raises(StoreError, match=r"given up \(Out of Memory.*more than 30MB of memory with CLAIMHOUSE_MEMORY"),
        open_build(build, published, "v1", full=False, memory="30MB") as opened,
    ):
        opened.con.execute("select list(id order by id desc) from first_seen").fetchall()
    assert not build.exists


def test_a_build_starts_as_a_copy_also_where_the_kernel_cannot_copy(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: int) -> int:
        raise OSError(38, os.strerror(38))

    monkeypatch.setattr(os, "copy_file_range", refuse)
    build = Build.beside(published)
    build.copy_of(published)
    assert build.path.read_bytes() == published.read_bytes()
    with duckdb.connect(str(build.path), read_only=True) as con:
        assert con.execute("select count(*) from first_seen").fetchone() == (ROWS,)
