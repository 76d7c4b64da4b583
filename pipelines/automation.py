"""When a refresh runs under Dagster: the jobs, and the schedules behind the sensors of `pipelines.sensors`.

What a refresh does is not said here; whether there is work to do, it finds out itself, by content hash.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import dagster as dg

from pipelines.resource import Warehouse
from pipelines.sensors import failed_runs_sensor, new_seeds_sensor
from pipelines.settings import Settings, refused

REFRESH = "refresh_warehouse"
REREAD = "reextract_everything"
RETENTION = "forget_old_runs"

_REFRESHES = (
    (REFRESH, False, "Bring the published warehouse up to date with seeds/; the same as `claimhouse refresh`."),
    (REREAD, True, "Read every page again into a new file and publish it; the same as `claimhouse refresh --full`."),
)

_OVER = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
_AT_A_TIME = 200


def automation(settings: Settings, warehouse: dg.AssetsDefinition) -> dg.Definitions:
    """The jobs and what starts them.

    In-process: their single step writes one file, and a process of its own would only start slower.
    """
    refreshes = [
        dg.define_asset_job(
            name,
            selection=dg.AssetSelection.assets(warehouse),
            executor_def=dg.in_process_executor,
            config=dg.RunConfig(ops={"refresh": {"config": {"full": full}}}),
            description=description,
        )
        for name, full, description in _REFRESHES
    ]
    return dg.Definitions(
        jobs=[*refreshes, retention_job()],
        sensors=[new_seeds_sensor(settings, REFRESH), failed_runs_sensor(settings)],
        schedules=[refresh_schedule(settings), retention_schedule()],
    )


def refresh_schedule(settings: Settings) -> dg.ScheduleDefinition:
    """The safety net: what a sensor's tick or a failed run left undone is done within the hour."""
    try:
        return dg.ScheduleDefinition(
            name="hourly_refresh",
            job_name=REFRESH,
            cron_schedule=settings.schedule,
            default_status=dg.DefaultScheduleStatus.RUNNING,
            description="Refreshes on the hour, whether or not the sensor saw anything; idle, it takes a moment.",
        )
    except dg.DagsterInvalidDefinitionError as error:
        raise refused("schedule", settings.schedule, "a cron line of five fields, such as 0 * * * *") from error


def retention_schedule() -> dg.ScheduleDefinition:
    """Once a day, at night."""
    return dg.ScheduleDefinition(
        name="daily_retention",
        job_name=RETENTION,
        cron_schedule="30 3 * * *",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Has Dagster forget the runs of long ago, without which its log grows for ever.",
    )


def retention_job() -> dg.JobDefinition:
    """Deletes runs that ended long ago, but those the state of an asset is known from."""

    @dg.op(description="Delete the runs that are older than keep_runs_days, with their events and logs.")
    def forget(context: dg.OpExecutionContext, warehouse: Warehouse) -> int:
        before = datetime.now(UTC) - timedelta(days=warehouse.settings().keep_runs_days)
        kept = set(_holding_the_latest(context))
        forgotten = 0
        for run_id in list(_ended(context.instance, before)):
            if run_id not in kept:
                context.instance.delete_run(run_id)
                context.instance.compute_log_manager.delete_logs(prefix=[run_id])
                forgotten += 1
        context.log.info(f"Forgot {forgotten} runs from before {before:%Y-%m-%d}.")
        context.add_output_metadata({"forgotten": forgotten, "before": f"{before:%Y-%m-%d}"})
        return forgotten

    @dg.job(name=RETENTION, description=retention_schedule().description, executor_def=dg.in_process_executor)
    def forget_old_runs() -> None:
        forget()

    return forget_old_runs


def _ended(instance: dg.DagsterInstance, before: datetime) -> Iterator[str]:
    """Runs that ended and were started before, a page at a time."""
    cursor = None
    while page := instance.get_run_records(
        dg.RunsFilter(statuses=_OVER, created_before=before), limit=_AT_A_TIME, cursor=cursor
    ):
        yield from (record.dagster_run.run_id for record in page)
        cursor = page[-1].dagster_run.run_id


def _holding_the_latest(context: dg.OpExecutionContext) -> Iterator[str]:
    """Runs with the last materialisation of some asset; without them it would look as if never made."""
    for key in context.instance.all_asset_keys():
        if event := context.instance.get_latest_materialization_event(key):
            yield event.run_id
