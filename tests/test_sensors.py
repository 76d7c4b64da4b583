"""When the sensor of seeds asks for a run, and who is told of one that failed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines import notify
from pipelines.automation import REFRESH
from pipelines.definitions import build_definitions
from pipelines.notify import FailedRun
from pipelines.sensors import failed_runs_sensor
from pipelines.settings import Settings
from tests.shell import at_once, run

ROOT = Path(__file__).parent.parent


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


def ticks(settings: Settings, instance: dg.DagsterInstance) -> Iterator[int]:
    """Runs asked for at each tick, the cursor carried along as Dagster does."""
    sensor = build_definitions(settings).resolve_sensor_def("new_seeds")
    cursor = None
    while True:
        tick = sensor.evaluate_tick(dg.build_sensor_context(instance, cursor=cursor))
        cursor = tick.cursor or cursor
        assert all(request.run_key is None for request in tick.run_requests or [])
        assert tick.run_requests or tick.skip_message
        yield len(tick.run_requests or [])


def test_the_sensor_asks_once_for_what_landed_changed_went_or_came_back(
    project: Path, instance: dg.DagsterInstance
) -> None:
    settings = at_once(project)
    asked = ticks(settings, instance)
    assert (next(asked), next(asked)) == (1, 0), "the first tick asks, seeds or none"

    (settings.seeds / "b.txt").write_text("one", "utf-8")
    (settings.seeds / "a.txt").write_text("one", "utf-8")
    assert (next(asked), next(asked)) == (1, 0)

    (settings.seeds / "a.txt").write_text("three", "utf-8")
    assert (next(asked), next(asked)) == (1, 0)

    (settings.seeds / "a.txt").write_text("one", "utf-8")
    assert (next(asked), next(asked)) == (1, 0), "content seen before is news again"

    (settings.seeds / "a.txt").unlink()
    assert (next(asked), next(asked)) == (1, 0)


def test_the_sensor_looks_at_content_not_at_times(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    page = settings.seeds / "a.txt"
    page.write_text("one", "utf-8")
    asked = ticks(settings, instance)
    assert (next(asked), next(asked)) == (1, 0)
    page.write_text("one", "utf-8")
    assert next(asked) == 0


def test_the_sensor_says_where_there_is_no_folder(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    settings.seeds.rmdir()
    assert next(ticks(settings, instance)) == 0


def test_a_page_being_written_waits_and_holds_up_no_other(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project, settle_seconds=3600.0)
    (settings.seeds / "half.txt").write_text("half", "utf-8")
    asked = ticks(settings, instance)
    assert (next(asked), next(asked)) == (1, 0), "the folder as it is without the page"
    sensor = build_definitions(settings).resolve_sensor_def("new_seeds")
    cursor = sensor.evaluate_tick(dg.build_sensor_context(instance)).cursor
    said = sensor.evaluate_tick(dg.build_sensor_context(instance, cursor=cursor)).skip_message
    assert said is not None
    assert "waiting for half.txt" in said


def test_while_a_refresh_is_queued_no_other_is_asked_for(project: Path, instance: dg.DagsterInstance) -> None:
    settings = at_once(project)
    job = build_definitions(settings).resolve_job_def(REFRESH)
    queued = instance.create_run_for_job(job, status=dg.DagsterRunStatus.NOT_STARTED)
    asked = ticks(settings, instance)
    assert (next(asked), next(asked)) == (0, 0)
    instance.delete_run(queued.run_id)
    assert (next(asked), next(asked)) == (1, 0), "what was held back is asked for then"


def test_a_failed_run_is_told_with_its_innermost_reason(
    project: Path, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = at_once(project)
    shutil.copytree(settings.sql, project / "sql")
    (project / "sql" / "audits" / "refreshes__never.sql").write_text(
        "-- Never.\n-- severity: block\nselect 1 as one\n", "utf-8"
    )
    result = run(at_once(project), instance)
    told: list[FailedRun] = []
    monkeypatch.setattr(notify, "log", told.append)
    context = dg.build_run_status_sensor_context(
        "failed_runs", result.get_run_failure_event(), instance, result.dagster_run
    ).for_run_failure()
    failed_runs_sensor(settings)(context)
    [failed] = told
    assert (failed.job, failed.run_id) == (REFRESH, result.run_id)
    assert "refreshes__never: 1 rows" in failed.error
