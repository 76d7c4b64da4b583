"""The way of the build to the published path, and the lock."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.store.connect import StoreError
from pipelines.store.publish import Build, RefreshBusy, only_refresh, publish, wal

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return tmp_path / "warehouse" / "claimhouse.duckdb"


@pytest.fixture
def build(published: Path) -> Build:
    build = Build.beside(published)
    build.clean()
    build.path.write_text("new")
    return build


def test_the_build_takes_the_published_files_place(build: Build, published: Path) -> None:
    published.write_text("old")
    publish(build.path, published)
    assert published.read_text() == "new"
    assert not build.exists


def test_a_log_of_somebody_else_does_not_survive_beside_the_new_file(build: Build, published: Path) -> None:
    wal(published).write_text("rows of another file")
    publish(build.path, published)
    assert not wal(published).exists()


def test_a_build_with_a_log_is_not_published(build: Build, published: Path) -> None:
    wal(build.path).write_text("rows that are not in the file yet")
    with pytest.raises(StoreError, match="not closed cleanly"):
        publish(build.path, published)
    assert not published.exists()


def test_what_a_killed_refresh_left_beside_the_build_goes(build: Build) -> None:
    log = wal(build.path)
    log.write_text("kept with its database")
    (build.path.parent / "claimhouse.duckdb.copying").write_text("half")
    (build.path.parent / "claimhouse.duckdb.tmp").mkdir()
    build.clean()
    assert sorted(path.name for path in build.path.parent.iterdir()) == [build.path.name, log.name]
    build.path.unlink()
    build.clean()
    assert list(build.path.parent.iterdir()) == []


def test_a_second_refresh_is_told_who_holds_the_lock(published: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from pipelines.store.publish import only_refresh\n"
        "with only_refresh(Path(sys.argv[1]), 0): print(flush=True); input()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, published], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with (
            pytest.raises(RefreshBusy, match=rf"process {holder.pid} on .* since .* waited 0 s"),
            only_refresh(published, 0),
        ):
            pass
        holder.communicate(b"\n")
    with only_refresh(published, 0):
        pass
