"""Jobs and schedules: what Dagster forgets, and what it must keep."""

import shutil
from pathlib import Path

import dagster as dg
import pytest

from pipelines.automation import RETENTION
from pipelines.specs import PUBLISHED
from tests.shell import at_once, run

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "seeds").glob("*.txt"))


def test_old_runs_are_forgotten_but_those_that_last_made_an_asset(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings = at_once(project, keep_runs_days=0.0)
    with dg.DagsterInstance.local_temp(str(tmp_path_factory.mktemp("home"))) as instance:
        shutil.copy(PAGES[0], settings.seeds)
        old = run(settings, instance)
        shutil.copy(PAGES[3], settings.seeds)
        latest, idle = run(settings, instance), run(settings, instance)
        assert {found.run_id for found in instance.get_runs()} == {old.run_id, latest.run_id, idle.run_id}

        retention = run(settings, instance, job=RETENTION)
        assert retention.success
        assert retention.output_for_node("forget") == 2
        assert {found.run_id for found in instance.get_runs()} == {latest.run_id, retention.run_id}
        event = instance.get_latest_materialization_event(dg.AssetKey(PUBLISHED))
        assert event is not None
        assert event.run_id == latest.run_id


def test_runs_of_late_are_kept(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings = at_once(project)
    with dg.DagsterInstance.local_temp(str(tmp_path_factory.mktemp("home"))) as instance:
        first, second = run(settings, instance), run(settings, instance)
        assert run(settings, instance, job=RETENTION).output_for_node("forget") == 0
        assert {first.run_id, second.run_id} <= {found.run_id for found in instance.get_runs()}
