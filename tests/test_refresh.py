"""The whole job, on the real pages and on odd ones: what it reads, keeps, refuses and survives."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.refresh import AuditFailed, RefreshBusy, RefreshReport, refresh
from pipelines.seeds import SeedsMissing
from pipelines.settings import Settings
from pipelines.store.connect import StoreError, open_read, open_write
from pipelines.store.models import read_models
from pipelines.store.publish import Build, only_refresh, wal
from pipelines.store.tables import TABLES

ROOT = Path(__file__).parent.parent
PAGES = sorted(path.name for path in (ROOT / "seeds").iterdir())
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\xff\xfe\xfd\xfc"
)
# What tells when something was written, seen or judged, not what it says.
WHEN = {"loaded_at", "verdict_refresh_id", "previous_verdict"}
HISTORY = {"refreshes", "first_seen"}


@pytest.fixture
def loaded(refreshed: Path, tmp_path: Path) -> Settings:
    """A folder of its own with the real pages, already refreshed."""
    shutil.copytree(refreshed, tmp_path / "project")
    return Settings.at(tmp_path / "project")


def ask(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with open_read(settings.published) as con:
        return con.execute(query).fetchall()


def contents(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every stored table but the history, in a fixed order."""
    columns = {
        table.name: ", ".join(column.name for column in table.columns if column.name not in WHEN)
        for table in TABLES
        if table.name not in HISTORY
    }
    return {
        table: ask(settings, f"select {names} from {table} order by all") for table, names in columns.items()
    }


def compared(report: RefreshReport) -> tuple[Any, ...]:
    return report.added, report.changed, report.removed, report.unchanged


def page(
    title: str, body: str = "Core Insights - China holds 44 million tons of rare earth reserves [1]"
) -> str:
    return f"稀土\nSearch documents\n{title}\nSina· 2025-11-05 09:00\n{body}\n"


def test_the_real_pages_are_loaded_whole(refreshed: Path) -> None:
    settings = Settings.at(refreshed)
    assert ask(settings, "select count(*), count(distinct article_id) from article_topics") == [(47, 46)]
    assert ask(settings, "select seed_file, status from seed_files order by 1") == [
        (name, "loaded") for name in PAGES
    ]
    assert ask(settings, "select sum(quarantined_chars) from seed_coverage") == [(0,)]
    for model in read_models(settings.sql):
        assert ask(settings, f"select * from {model.name}") or model.name in {
            "lexicon_gaps",
            "name_conflicts",
        }


def test_a_second_refresh_changes_nothing(loaded: Settings) -> None:
    before = loaded.published.stat()
    report = refresh(loaded)
    assert (report.refresh_id, report.published, compared(report)) == (None, False, ((), (), (), len(PAGES)))
    after = loaded.published.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_full_refresh_gives_the_same_rows(loaded: Settings) -> None:
    before = contents(loaded)
    report = refresh(loaded, full=True)
    assert compared(report) == ((), tuple(PAGES), (), 0)
    assert contents(loaded) == before
    assert ask(loaded, "select count(*) from refreshes where published") == [(2,)]


def test_only_what_changed_is_read(loaded: Settings) -> None:
    (loaded.seeds / "new.txt").write_text(page("A new page"), encoding="utf-8")
    changed = loaded.seeds / PAGES[1]
    changed.write_bytes(changed.read_bytes() + b"\n")
    (loaded.seeds / PAGES[2]).unlink()
    report = refresh(loaded)
    assert compared(report) == (("new.txt",), (PAGES[1],), (PAGES[2],), len(PAGES) - 2)
    assert report.published
    assert report.bytes_read == changed.stat().st_size + (loaded.seeds / "new.txt").stat().st_size
    assert ask(
        loaded, "select seeds_added, seeds_changed, seeds_removed from refreshes order by rowid desc limit 1"
    ) == [(1, 1, 1)]
    assert refresh(loaded).refresh_id is None


@pytest.mark.parametrize("gone", PAGES)
def test_a_page_that_goes_and_comes_back_leaves_no_trace(loaded: Settings, gone: str, tmp_path: Path) -> None:
    before = contents(loaded)
    (loaded.seeds / gone).rename(tmp_path / gone)
    report = refresh(loaded)
    # A page that showed an article of the lost one is read again, but did not change.
    assert compared(report) == ((), (), (gone,), len(PAGES) - 1)
    (tmp_path / gone).rename(loaded.seeds / gone)
    assert compared(refresh(loaded)) == ((gone,), (), (), len(PAGES) - 1)
    assert contents(loaded) == before


@pytest.mark.parametrize("batch_bytes", ["1", "40000"])
def test_the_size_of_the_batches_does_not_show(loaded: Settings, batch_bytes: str, project: Path) -> None:
    shutil.copytree(ROOT / "seeds", project / "seeds", dirs_exist_ok=True)
    other = Settings.at(project, {"CLAIMHOUSE_BATCH_BYTES": batch_bytes})
    refresh(other)
    assert contents(other) == contents(loaded)


ODD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "quarantined"),
    "picture.txt": (PNG, "quarantined"),
    "latin.txt": ("prix élevé ".encode("latin-1") * 50, "quarantined"),
    "gb18030.txt": (page("稀土储量").encode("gb18030"), "loaded"),
    "bom.txt": (b"\xef\xbb\xbf" + page("With a mark").encode(), "loaded"),
    "crlf.txt": (page("With returns").replace("\n", "\r\n").encode(), "loaded"),
}


def test_each_odd_page_has_a_clear_outcome_and_harms_no_other(loaded: Settings) -> None:
    before = ask(loaded, "select * from articles order by all")
    for name, (content, _) in ODD.items():
        (loaded.seeds / name).write_bytes(content)
    (loaded.seeds / "link.txt").symlink_to(loaded.seeds / PAGES[0])
    report = refresh(loaded)
    assert report.published
    outcomes = dict(ask(loaded, "select seed_file, status from seed_files"))
    assert {name: outcomes[name] for name in ODD} == {name: outcome for name, (_, outcome) in ODD.items()}
    assert outcomes["link.txt"] == "quarantined"
    assert dict(report.quarantined).keys() == {
        name for name, outcome in outcomes.items() if outcome == "quarantined"
    }
    assert all(reason for _, reason in report.quarantined)
    assert set(before) <= set(ask(loaded, "select * from articles"))
    assert refresh(loaded).refresh_id is None


def test_a_page_that_vanishes_while_the_refresh_runs_is_a_page_that_was_removed(loaded: Settings) -> None:
    for name in (PAGES[0], "short-lived.txt"):
        (loaded.seeds / name).write_text(page(name), encoding="utf-8")

    def remove(step: str, done: int, total: int) -> None:
        if step == "load" and done == 0:
            (loaded.seeds / PAGES[0]).unlink()
            (loaded.seeds / "short-lived.txt").unlink()

    report = refresh(loaded, on_progress=remove)
    assert compared(report) == ((), (), (PAGES[0],), len(PAGES) - 1)
    assert refresh(loaded).refresh_id is None


def test_a_page_that_changes_while_the_refresh_runs_is_stored_as_it_was_read(loaded: Settings) -> None:
    path = loaded.seeds / "growing.txt"
    path.write_text(page("First"), encoding="utf-8")

    def grow(step: str, done: int, total: int) -> None:
        if step == "load" and done == 0:
            path.write_text(page("Second"), encoding="utf-8")

    refresh(loaded, on_progress=grow)
    assert ask(loaded, "select title from articles where seed_file = 'growing.txt'") == [("Second",)]
    assert refresh(loaded).refresh_id is None


def test_a_broken_extractor_never_replaces_what_is_published(
    loaded: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise NameError("near")

    monkeypatch.setattr("pipelines.reading.extract", broken)
    before = loaded.published.read_bytes()
    for full in (True, False):
        with pytest.raises(AuditFailed, match=r"seed_files__extractor_works: 5 rows.*NameError: near"):
            refresh(loaded, full=full)
    assert loaded.published.read_bytes() == before
    monkeypatch.undo()
    refresh(loaded, full=True)
    assert ask(loaded, "select distinct status from seed_files") == [("loaded",)]


def own_sql(settings: Settings) -> Settings:
    shutil.copytree(ROOT / "sql", settings.root / "sql")
    return Settings.at(settings.root)


def test_other_models_are_published_without_reading_a_page(loaded: Settings) -> None:
    settings = own_sql(loaded)
    (settings.sql / "models" / "seed_names.sql").write_text(
        "-- Pages.\n-- grain: name.\n-- name: The page.\nselect seed_file as name from seed_files\n",
        encoding="utf-8",
    )
    report = refresh(settings)
    assert (report.published, report.bytes_read, report.unchanged) == (True, 0, len(PAGES))
    assert ask(settings, "select name from seed_names order by 1") == [(name,) for name in PAGES]


def test_a_failed_audit_leaves_the_published_file_and_tells_the_rows(loaded: Settings) -> None:
    before = loaded.published.read_bytes()
    settings = own_sql(loaded)
    audit = settings.sql / "audits" / "articles__none.sql"
    audit.write_text(
        "-- There are no articles.\n-- severity: block\nselect title from articles\n", encoding="utf-8"
    )
    for _ in range(2):
        with pytest.raises(AuditFailed, match=r"articles__none: 46 rows, such as .*'title'") as failed:
            refresh(settings)
        assert [audit.name for audit in failed.value.report.failed_audits] == ["articles__none"]
        assert loaded.published.read_bytes() == before
    audit.write_text(audit.read_text("utf-8").replace("block", "warn"), encoding="utf-8")
    report = refresh(settings)
    assert report.published
    assert "articles__none" in [audit.name for audit in report.warnings]
    assert ask(settings, "select published from refreshes order by rowid") == [
        (True,),
        (False,),
        (False,),
        (True,),
    ]


KILLED = """
import os, signal, sys
from pipelines.refresh import refresh
from pipelines.settings import Settings

def kill(step, done, total):
    if step == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

refresh(Settings.at(sys.argv[1], {"CLAIMHOUSE_BATCH_BYTES": "1"}), on_progress=kill)
"""


@pytest.mark.parametrize("step", ["prepare", "forget", "load", "stories", "models", "audit", "publish", "published"])
def test_a_killed_refresh_harms_nothing_and_the_next_one_finishes(loaded: Settings, step: str) -> None:
    (loaded.seeds / PAGES[0]).unlink()
    (loaded.seeds / "new.txt").write_text(page("A new page"), encoding="utf-8")
    before = loaded.published.read_bytes()
    child = subprocess.run(
        [sys.executable, "-c", KILLED, loaded.root, step],
        cwd=ROOT,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert child.returncode == -signal.SIGKILL
    was_published = step == "published"
    assert (loaded.published.read_bytes() == before) != was_published
    report = refresh(loaded)
    assert (report.refresh_id is None) == was_published
    if not was_published:
        assert compared(report) == (("new.txt",), (), (PAGES[0],), len(PAGES) - 1)
    assert ask(loaded, "select count(*) from refreshes where published") == [(2,)]
    found = contents(loaded)
    refresh(loaded, full=True)
    assert contents(loaded) == found


def test_a_damaged_build_is_given_up(loaded: Settings) -> None:
    build = Build.beside(loaded.published)
    build.clean()
    build.path.write_bytes(b"half a file")
    wal(build.path).write_bytes(b"and half a log")
    (loaded.seeds / "new.txt").write_text(page("A new page"), encoding="utf-8")
    assert compared(refresh(loaded)) == (("new.txt",), (), (), len(PAGES))


def test_a_damaged_published_file_is_named_and_a_full_refresh_replaces_it(loaded: Settings) -> None:
    before = contents(loaded)
    loaded.published.write_bytes(b"not a database")
    with pytest.raises(StoreError, match=r"claimhouse\.duckdb cannot be opened.*refresh --full"):
        refresh(loaded)
    assert refresh(loaded, full=True).added == tuple(PAGES)
    assert contents(loaded) == before


def test_an_older_published_file_with_other_columns_is_rebuilt_with_its_history(loaded: Settings) -> None:
    before = contents(loaded)
    with open_write(loaded.published) as con:
        con.execute("alter table articles drop column story_id")
        con.execute("alter table refreshes drop column models_version")
        con.execute("alter table refreshes add column models_version varchar")
        con.execute("update refreshes set models_version = 'older'")
    refresh(loaded)
    assert contents(loaded) == before
    assert ask(loaded, "select count(*) from refreshes") == [(2,)]


def test_readers_keep_their_snapshot_and_never_wait(loaded: Settings) -> None:
    (loaded.seeds / "new.txt").write_text(page("A new page"), encoding="utf-8")
    counts: list[int] = []
    with open_read(loaded.published) as reader:

        def look(step: str, done: int, total: int) -> None:
            counts.append(len(reader.execute("select * from articles").fetchall()))
            with duckdb.connect(str(loaded.published), read_only=True) as passer_by:
                passer_by.execute("select count(*) from country_rollup").fetchall()

        refresh(loaded, on_progress=look)
        look("afterwards", 0, 0)
    assert set(counts) == {46}
    assert ask(loaded, "select count(*) from articles") == [(47,)]


def test_the_command_line_client_of_duckdb_reads_the_file_while_a_refresh_runs(loaded: Settings) -> None:
    client = Path(sys.executable).with_name("duckdb")
    if not client.exists():
        pytest.skip("the duckdb-cli package is not installed")
    (loaded.seeds / "new.txt").write_text(page("A new page"), encoding="utf-8")
    answers: list[str] = []

    def look(step: str, done: int, total: int) -> None:
        answers.append(
            subprocess.run(
                [
                    client,
                    "-readonly",
                    "-noheader",
                    "-list",
                    loaded.published,
                    "select count(*) from fact_agreement",
                ],
                check=True,
                capture_output=True,
                text=True,
            ).stdout.strip()
        )

    refresh(loaded, on_progress=look)
    assert all(answer.isdigit() for answer in answers)


def test_one_refresh_at_a_time(loaded: Settings) -> None:
    hasty = Settings.at(loaded.root, {"CLAIMHOUSE_LOCK_TIMEOUT": "0"})
    with only_refresh(loaded.published, 0), pytest.raises(RefreshBusy, match=f"process {os.getpid()} on"):
        refresh(hasty)


def test_a_missing_seeds_folder_removes_nothing(loaded: Settings) -> None:
    shutil.rmtree(loaded.seeds)
    with pytest.raises(SeedsMissing, match="CLAIMHOUSE_SEEDS"):
        refresh(loaded)
    assert len(ask(loaded, "from seed_files")) == len(PAGES)


def test_an_empty_folder_publishes_an_empty_warehouse(project: Path) -> None:
    settings = Settings.at(project)
    report = refresh(settings)
    assert report.published
    assert ask(settings, "select count(*) from articles") == [(0,)]
    assert refresh(settings).refresh_id is None


def test_a_refresh_with_nothing_to_do_loads_no_heavy_library(refreshed: Path) -> None:
    code = (
        "import sys; from pipelines.refresh import refresh; from pipelines.settings import Settings\n"
        "assert refresh(Settings.at(sys.argv[1])).refresh_id is None\n"
        "print(*sorted({'polars', 'sqlglot', 'dagster', 'rich', 'pyarrow'} & sys.modules.keys()))"
    )
    child = subprocess.run(
        [sys.executable, "-c", code, refreshed],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert child.stdout.split() == []
