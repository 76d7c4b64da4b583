"""Runs of the Dagster jobs inside the test, and what they report. Nothing is mocked but the waiting."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.automation import REFRESH
from pipelines.definitions import build_definitions
from pipelines.settings import Settings


def at_once(project: Path, **values: Any) -> Settings:
    """Settings of a project that take a page however young it is, and try again without waiting."""
    return replace(Settings.at(project), **{"settle_seconds": 0.0, "retry_seconds": 0.0} | values)


def run(
    settings: Settings,
    instance: dg.DagsterInstance,
    assets: list[str] | None = None,
    job: str = REFRESH,
    **config: Any,
) -> dg.ExecuteInProcessResult:
    return build_definitions(settings).resolve_job_def(job).execute_in_process(
        instance=instance,
        raise_on_error=False,
        asset_selection=[dg.AssetKey(name) for name in assets] if assets else None,
        **config,
    )


def materialized(result: dg.ExecuteInProcessResult) -> dict[str, dg.AssetMaterialization]:
    events = result.get_asset_materialization_events()
    found = [event.step_materialization_data.materialization for event in events]
    return {event.asset_key.to_user_string(): event for event in found}


def metadata(result: dg.ExecuteInProcessResult, asset: str) -> dict[str, Any]:
    return {name: value.value for name, value in materialized(result)[asset].metadata.items()}


def checked(result: dg.ExecuteInProcessResult) -> dict[str, dg.AssetCheckEvaluation]:
    return {evaluation.check_name: evaluation for evaluation in result.get_asset_check_evaluations()}


def passed(result: dg.ExecuteInProcessResult) -> dict[str, bool]:
    return {name: evaluation.passed for name, evaluation in checked(result).items()}
