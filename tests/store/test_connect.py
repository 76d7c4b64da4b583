"""Opening files: the format, readers beside a replaced file, clear errors, the locked-down reader."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.store.connect import StoreError, StoreLocked, create, open_read, open_write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "it's.duckdb"
    create(path)
    with open_write(path) as con:
        con.execute("create table t as select 1 as n")
    return path


def test_files_are_made_in_the_format_that_both_lines_open(file: Path) -> None:
    with open_read(file) as con:
        assert con.execute(
            "select tags['storage_version'] from duckdb_databases() where database_name = 'claimhouse'"
        ).fetchall() == [("v1.0.0+",)]


def test_a_new_reader_sees_the_new_file_while_an_old_one_keeps_its_own(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    create(other)
    with open_write(other) as con:
        con.execute("create table t as select 2 as n")
    with open_read(file) as old:
        other.replace(file)
        with open_read(file) as new:
            assert new.execute("from t").fetchall() == [(2,)]
        assert old.execute("from t").fetchall() == [(1,)]


def test_what_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "page.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError, match=r"page\.duckdb cannot be opened.*refresh --full"), open_read(path):
        pass


def test_a_file_that_another_process_writes_to_is_named(file: Path) -> None:
    writer = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print(flush=True); input()",
            file,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=dict(os.environ),
    )
    with writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        with pytest.raises(StoreLocked, match="open for writing elsewhere"), open_read(file):
            pass
        writer.communicate(b"\n")


@pytest.mark.parametrize(
    "statement",
    [
        "insert into t values (2)",
        "drop table t",
        "copy t to 'x.csv'",
        "select * from read_text('/etc/hostname')",
        "attach 'x.duckdb'",
        "set enable_external_access = true",
        "install json from community",
        "set memory_limit = '1MB'",
    ],
)
def test_a_typed_query_can_neither_write_nor_look_elsewhere(file: Path, statement: str) -> None:
    with open_read(file, locked_down=True) as con:
        with pytest.raises(duckdb.Error):
            con.execute(statement)
        assert con.execute("from t").fetchall() == [(1,)]
