"""What a run of the Dagster job does and reports. Runs are real."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import duckdb
import pytest
from filelock import FileLock

from pipelines.assets import RETRIES
from pipelines.automation import REREAD
from pipelines.refresh import refresh
from pipelines.specs import PUBLISHED
from pipelines.store.audits import read_audits, read_checks
from tests.shell import at_once, checked, materialized, metadata, passed, run

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "seeds" / "000_e7cd9f18a27565ba.txt"
OTHER = ROOT / "seeds" / "003_b680e5e16a3006dd.txt"


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


def test_a_run_publishes_and_reports_what_is_in_the_file(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    shutil.copy(PAGE, settings.seeds)
    first = run(settings, instance)
    assert first.success
    with duckdb.connect(str(settings.published), read_only=True) as con:
        names = [name for (name,) in con.sql("select table_name from information_schema.tables").fetchall()]
        rows = {name: con.sql(f"select count(*) from {name}").fetchall()[0][0] for name in names}
        [(refresh_id,)] = con.sql("select refresh_id from refreshes").fetchall()
    reported = materialized(first)
    assert {name: metadata(first, name)["dagster/row_count"] for name in reported if name != PUBLISHED} == rows
    assert {metadata(first, name)["refresh_id"] for name in reported} == {refresh_id}
    schema = metadata(first, "articles")["dagster/column_schema"]
    assert all(column.description and column.type for column in schema.columns)
    assert passed(first).keys() == {
        audit.name for audit in (*read_audits(settings.sql), *read_checks(settings.sql))
    }


def test_a_materialisation_says_what_the_refresh_changed(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    shutil.copy(PAGE, settings.seeds)
    assert run(settings, instance).success
    shutil.copy(OTHER, settings.seeds)
    (settings.seeds / "none.txt").write_text("no page")
    second = run(settings, instance)
    found = metadata(second, "articles")
    assert [found[f"seeds_{what}"] for what in ("added", "changed", "removed", "quarantined")] == [2, 0, 0, 1]
    assert (found["rows_added"], found["rows_removed"]) == (7, 0)
    assert (found["rows_in"], found["rows_out"]) == (3, 17)
    assert found["bytes_per_second"] > 0
    assert found["rows_per_second"] > 0
    pages = metadata(second, "seed_files")
    assert pages["added"] == [OTHER.name, "none.txt"]
    assert "none&#46;txt" in pages["quarantined"]
    assert "no meta line" in pages["quarantined"] or "line 1" in pages["quarantined"]
    (settings.seeds / PAGE.name).unlink()
    third = run(settings, instance)
    assert metadata(third, "seed_files")["removed"] == [PAGE.name]
    assert (metadata(third, "articles")["rows_added"], metadata(third, "articles")["rows_removed"]) == (0, 10)


def test_a_materialisation_shows_ten_rows_and_a_plot(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    page = PAGE.read_text("utf-8").splitlines()
    page[2] = "<img src=x onerror=alert(1)> | [here](javascript:alert(1)) http://evil.example"
    (settings.seeds / "page.txt").write_text("\n".join(page), "utf-8")
    result = run(settings, instance)
    preview = metadata(result, "articles")["preview"].splitlines()
    assert len(preview) == 2 + 10
    assert preview[0].startswith("| article_id | title |")
    assert "&#60;img src&#61;x" in preview[-1]
    assert not {"<", "](", "http:"} & {bad for bad in ("<", "](", "http:") if bad in "".join(preview)}
    assert {name for name in materialized(result) if "plot" in metadata(result, name)} == {
        "articles", "country_rollup",
    }  # fmt: skip
    assert metadata(result, "articles")["plot"].startswith("![Articles by week")


def test_columns_of_tables_and_views_say_where_they_come_from(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    result = run(settings, instance)
    stored = metadata(result, "measures")["dagster/column_lineage"].deps_by_column
    assert stored["subject_id"] == [dg.TableColumnDep(dg.AssetKey("entities"), "entity_id")]
    viewed = metadata(result, "topic_rollup")["dagster/column_lineage"].deps_by_column
    assert dg.TableColumnDep(dg.AssetKey("topics"), "topic_en") in viewed["topic_en"]


def test_a_run_with_nothing_to_do_checks_and_materialises_nothing(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    shutil.copy(PAGE, settings.seeds)
    first = run(settings, instance)
    second = run(settings, instance)
    assert second.success
    assert materialized(second) == {}
    assert passed(second) == passed(first), "asked of the published file, which is the same"


def test_what_the_command_line_published_is_reported_by_the_next_run(
    project: Path, instance: dg.DagsterInstance
) -> None:
    settings = at_once(project)
    shutil.copy(PAGE, settings.seeds)
    report = refresh(settings)
    result = run(settings, instance)
    assert metadata(result, "articles")["refresh_id"] == report.refresh_id
    assert metadata(result, "articles")["seeds_added"] == 1
    assert "bytes_per_second" not in metadata(result, "articles"), "it was not this run that read"


def test_a_selection_narrows_the_report_not_the_refresh(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    shutil.copy(PAGE, settings.seeds)
    result = run(settings, instance, ["articles"])
    assert result.success
    assert materialized(result).keys() == {"articles"}
    audits = read_audits(settings.sql)
    assert {audit.table for audit in audits if audit.name in passed(result)} == {"articles"}
    with duckdb.connect(str(settings.published), read_only=True) as con:
        assert con.sql("select count(*) > 0 from topic_rollup").fetchall() == [(True,)]


def test_a_blocking_audit_fails_the_run_and_its_check_alone(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    shutil.copy(PAGE, settings.seeds)
    assert run(settings, instance).success
    before = settings.published.read_bytes()

    shutil.copytree(settings.sql, project / "sql")
    (project / "sql" / "audits" / "articles__never_enough.sql").write_text(
        "-- No number of articles is ever enough.\n-- severity: block\nselect article_id, title from articles\n",
        "utf-8",
    )
    result = run(at_once(project), instance)
    assert not result.success
    assert [name for name, ok in passed(result).items() if not ok] == ["articles__never_enough"]
    failed = checked(result)["articles__never_enough"].metadata
    assert failed["failing_rows"].value == 10
    assert len(str(failed["sample"].value).splitlines()) == 2 + 5
    assert materialized(result) == {}
    assert settings.published.read_bytes() == before
    [event] = [event for event in result.all_node_events if event.is_step_failure]
    assert "the published file is as it was" in str(event.step_failure_data.error)


def test_a_locked_warehouse_is_tried_again(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project, lock_timeout=0.0)
    settings.published.parent.mkdir()
    with FileLock(settings.published.parent / ".refresh.lock"):
        result = run(settings, instance)
    assert not result.success
    retries = [event for event in result.all_events if event.event_type is dg.DagsterEventType.STEP_UP_FOR_RETRY]
    assert len(retries) == RETRIES
    assert run(settings, instance).success


def test_a_folder_that_is_away_for_a_moment_is_tried_again(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    settings.seeds.rename(project / "away")
    result = run(settings, instance)
    assert not result.success
    assert any(event.event_type is dg.DagsterEventType.STEP_UP_FOR_RETRY for event in result.all_events)


def test_everything_can_be_read_again_by_its_own_job(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    shutil.copy(PAGE, settings.seeds)
    assert run(settings, instance).success
    again = run(settings, instance, job=REREAD)
    assert again.success
    assert metadata(again, "seed_files")["changed"] == [PAGE.name]


def test_a_page_that_is_being_written_waits_and_keeps_what_it_had(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    page = settings.seeds / "page.txt"
    shutil.copy(PAGE, page)
    assert run(settings, instance).success
    page.write_bytes(PAGE.read_bytes()[:5000])
    shutil.copy(OTHER, settings.seeds / "new.txt")
    busy = run(at_once(project, settle_seconds=3600.0), instance)
    assert busy.success
    assert materialized(busy) == {}, "one page keeps its rows, the other is not there yet"
    pages = metadata(run(settings, instance), "seed_files")
    assert (pages["changed"], pages["added"]) == (["page.txt"], ["new.txt"])


def test_a_setting_can_be_changed_for_one_run(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    shutil.copy(PAGE, settings.seeds)
    run_config = {"resources": {"warehouse": {"config": {"published": str(project / "else" / "where.duckdb")}}}}
    assert run(settings, instance, run_config=run_config).success
    assert (project / "else" / "where.duckdb").exists()
    assert not settings.published.exists()
