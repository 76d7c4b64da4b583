"""The Dagster shell: what it defines, what a run reports, when the sensor asks for one. Runs are real."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from pipelines import automation
from pipelines.assets import STORED
from pipelines.definitions import build_definitions
from pipelines.settings import Settings
from pipelines.store.audits import read_audits
from pipelines.store.models import read_models
from pipelines.store.tables import TABLES

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "seeds" / "000_e7cd9f18a27565ba.txt"


@pytest.fixture(scope="module")
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


def run(
    settings: Settings, instance: dg.DagsterInstance, assets: list[str] | None = None
) -> dg.ExecuteInProcessResult:
    job = build_definitions(settings).resolve_job_def(automation.JOB_NAME)
    return job.execute_in_process(
        instance=instance,
        raise_on_error=False,
        asset_selection=[dg.AssetKey(name) for name in assets] if assets else None,
    )


def materialized(result: dg.ExecuteInProcessResult) -> dict[str, dg.AssetMaterialization]:
    events = result.get_asset_materialization_events()
    found = [event.step_materialization_data.materialization for event in events]
    return {event.asset_key.to_user_string(): event for event in found}


def row_counts(result: dg.ExecuteInProcessResult) -> dict[str, object]:
    return {name: event.metadata["dagster/row_count"].value for name, event in materialized(result).items()}


def passed(result: dg.ExecuteInProcessResult) -> dict[str, bool]:
    return {evaluation.check_name: evaluation.passed for evaluation in result.get_asset_check_evaluations()}


# --- what is defined ---


def test_every_table_and_view_is_an_asset_with_its_dependencies(project: Path) -> None:
    settings = Settings.at(project)
    graph = build_definitions(settings).resolve_asset_graph()
    models = read_models(settings.sql)
    names = {table.name for table in TABLES} | {model.name for model in models}
    assert {key.to_user_string() for key in graph.materializable_asset_keys} == names
    assert {key.to_user_string() for key in graph.external_asset_keys} == {"seeds", "lexicon"}
    for model in models:
        parents = {key.to_user_string() for key in graph.get(dg.AssetKey(model.name)).parent_keys}
        assert parents == set(model.depends_on)
    assert STORED.keys() == {table.name for table in TABLES}


def test_every_audit_is_a_check_and_blocks_where_the_audit_does(project: Path) -> None:
    settings = Settings.at(project)
    graph = build_definitions(settings).resolve_asset_graph()
    checks = {key: graph.get_check_spec(key).blocking for key in graph.asset_check_keys}
    assert {(key.asset_key.to_user_string(), key.name, blocking) for key, blocking in checks.items()} == {
        (audit.table, audit.name, audit.blocking) for audit in read_audits(settings.sql)
    }


def test_sensor_and_schedule_run_the_one_job_unasked(project: Path) -> None:
    definitions = build_definitions(Settings.at(project))
    sensor = definitions.resolve_sensor_def("new_seeds")
    schedule = definitions.resolve_schedule_def("hourly_refresh")
    assert sensor.default_status is dg.DefaultSensorStatus.RUNNING
    assert schedule.default_status is dg.DefaultScheduleStatus.RUNNING
    assert sensor.job_name == schedule.job_name == automation.JOB_NAME


# --- what a run reports ---


def test_a_run_publishes_and_reports_what_is_in_the_file(project: Path, instance: dg.DagsterInstance) -> None:
    settings = Settings.at(project)
    shutil.copy(PAGE, settings.seeds)
    first = run(settings, instance)
    assert first.success
    with duckdb.connect(str(settings.published), read_only=True) as con:
        names = [name for (name,) in con.sql("select table_name from information_schema.tables").fetchall()]
        rows = {name: con.sql(f"select count(*) from {name}").fetchall()[0][0] for name in names}
    reported = materialized(first)
    assert row_counts(first) == rows
    assert reported["seed_files"].metadata["added"].value == [PAGE.name]
    assert "dagster/column_lineage" in reported["claim_details"].metadata
    schema = reported["articles"].metadata["dagster/column_schema"].value
    assert isinstance(schema, dg.TableSchema)
    assert all(column.description for column in schema.columns)
    assert passed(first).keys() == {audit.name for audit in read_audits(settings.sql)}

    second = run(settings, instance)
    assert second.success
    assert passed(second) == passed(first), "asked of the published file, which is the same"
    assert row_counts(second) == rows
    assert not materialized(second)["articles"].metadata["published"].value


def test_a_selection_narrows_the_report_not_the_refresh(project: Path, instance: dg.DagsterInstance) -> None:
    settings = Settings.at(project)
    shutil.copy(PAGE, settings.seeds)
    result = run(settings, instance, ["articles"])
    assert result.success
    assert materialized(result).keys() == {"articles"}
    reported = passed(result)
    assert {audit.table for audit in read_audits(settings.sql) if audit.name in reported} == {"articles"}
    with duckdb.connect(str(settings.published), read_only=True) as con:
        assert con.sql("select count(*) > 0 from topic_rollup").fetchall() == [(True,)]


def test_a_blocking_audit_fails_the_run_and_its_check_alone(
    project: Path, instance: dg.DagsterInstance
) -> None:
    settings = Settings.at(project)
    shutil.copy(PAGE, settings.seeds)
    assert run(settings, instance).success
    before = settings.published.read_bytes()

    strict = replace(settings, sql=project / "sql")
    shutil.copytree(settings.sql, strict.sql)
    (strict.sql / "audits" / "articles__never_enough.sql").write_text(
        "-- No number of articles is ever enough.\n-- severity: block\nselect article_id from articles\n",
        "utf-8",
    )
    result = run(strict, instance)
    assert not result.success
    assert [name for name, ok in passed(result).items() if not ok] == ["articles__never_enough"]
    assert materialized(result) == {}
    assert settings.published.read_bytes() == before


# --- when the sensor asks ---


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take what stands in seeds/ at once, however young it is."""
    monkeypatch.setattr(automation, "SETTLED_AFTER_SECONDS", 0.0)


def ticks(settings: Settings) -> Iterator[int]:
    """Runs asked for at each tick, the cursor carried along as Dagster does."""
    sensor = build_definitions(settings).resolve_sensor_def("new_seeds")
    cursor = None
    while True:
        tick = sensor.evaluate_tick(dg.build_sensor_context(cursor=cursor))
        cursor = tick.cursor or cursor
        assert all(request.run_key is None for request in tick.run_requests or [])
        assert tick.run_requests or tick.skip_message
        yield len(tick.run_requests or [])


@pytest.mark.usefixtures("settled")
def test_the_sensor_asks_once_for_what_landed_changed_went_or_came_back(project: Path) -> None:
    settings = Settings.at(project)
    asked = ticks(settings)
    assert (next(asked), next(asked)) == (1, 0), "the first tick asks, seeds or none"

    (settings.seeds / "b.txt").write_text("one", "utf-8")
    (settings.seeds / "a.txt").write_text("one", "utf-8")
    assert (next(asked), next(asked)) == (1, 0)

    (settings.seeds / "a.txt").write_text("two", "utf-8")
    assert (next(asked), next(asked)) == (1, 0)

    (settings.seeds / "a.txt").write_text("one", "utf-8")
    assert (next(asked), next(asked)) == (1, 0), "content seen before is news again"

    (settings.seeds / "a.txt").unlink()
    assert (next(asked), next(asked)) == (1, 0)


@pytest.mark.usefixtures("settled")
def test_the_sensor_looks_at_content_not_at_times(project: Path) -> None:
    settings = Settings.at(project)
    page = settings.seeds / "a.txt"
    page.write_text("one", "utf-8")
    asked = ticks(settings)
    assert (next(asked), next(asked)) == (1, 0)
    page.write_text("one", "utf-8")
    assert next(asked) == 0


@pytest.mark.usefixtures("settled")
def test_the_sensor_says_where_there_is_no_folder(project: Path) -> None:
    settings = Settings.at(project)
    settings.seeds.rmdir()
    assert next(ticks(settings)) == 0


def test_a_file_just_written_waits_and_one_from_the_future_does_not() -> None:
    stats = {Path("young.txt"): (1, 99_000_000_000), Path("old.txt"): (1, 90_000_000_000)}
    assert automation.unsettled(stats, now=100.0) == [Path("young.txt")]
    assert automation.unsettled(stats, now=102.0) == []
    assert automation.unsettled(stats, now=80.0) == [], "a clock set back must not hold a file up for hours"
