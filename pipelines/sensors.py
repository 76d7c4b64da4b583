"""What Dagster watches: the folder of seeds, for something to do, and its own runs, for one that failed."""

import hashlib
import json
import time
from collections.abc import Mapping

import dagster as dg

from pipelines.notify import FailedRun, notifiers
from pipelines.seeds import Seed, scan, settled
from pipelines.settings import Settings

_FAILED_SECONDS = 15
_WAITING = [dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.NOT_STARTED]


def new_seeds_sensor(settings: Settings, job_name: str) -> dg.SensorDefinition:
    """One run for all that landed, changed or went since the last tick that asked for one.

    The cursor is a digest of every seed's name and content hash. No run key: Dagster would never run a key
    again, and so never a folder that returns to an earlier state.
    """
    seen: dict[str, Seed] = {}

    @dg.sensor(
        name="new_seeds",
        job_name=job_name,
        minimum_interval_seconds=settings.sensor_seconds,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Asks for a refresh when a file in seeds/ is new, changed or gone.",
    )
    def new_seeds(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        if not settings.seeds.is_dir():
            return dg.SensorResult(skip_reason=f"There is no folder {settings.seeds}.")
        now = time.time()
        # What was seen before is not read again: to hash every page at every tick would be all the reading there is.
        found = scan(settings.seeds, seen)
        still = settled(found, seen, now, settings.settle_seconds)
        waiting = sorted(name for name, seed in found.items() if not seed.is_settled(now, settings.settle_seconds))
        seen.clear()
        seen.update(still)
        cursor = digest(still)
        if cursor == context.cursor:
            told = f"; waiting for {waiting[0]}, written to a moment ago" if waiting else ""
            return dg.SensorResult(skip_reason=f"Nothing new among {len(still)} files in {settings.seeds}{told}.")
        if context.instance.get_runs_count(dg.RunsFilter(job_name=job_name, statuses=_WAITING)):
            return dg.SensorResult(skip_reason="A refresh that has not begun yet will see what is new.")
        return dg.SensorResult(run_requests=[dg.RunRequest()], cursor=cursor)

    return new_seeds


def failed_runs_sensor(settings: Settings) -> dg.SensorDefinition:
    """Tells whom `CLAIMHOUSE_NOTIFY` names of every run that failed."""
    told = notifiers(settings.notify)

    @dg.run_failure_sensor(
        name="failed_runs",
        minimum_interval_seconds=_FAILED_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Tells the log, a webhook or both when a run has failed.",
    )
    def failed_runs(context: dg.RunFailureSensorContext) -> None:
        failed = FailedRun(context.dagster_run.job_name, context.dagster_run.run_id, _why(context))
        for tell in told:
            tell(failed)

    return failed_runs


def digest(seeds: Mapping[str, Seed]) -> str:
    """One hash over every seed's name and content hash."""
    hashes = {name: seed.sha256 for name, seed in seeds.items()}
    return hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()


def _why(context: dg.RunFailureSensorContext) -> str:
    """The innermost errors of the failed steps; the run's own message where no step failed."""
    told = []
    for event in context.get_step_failure_events():
        error = event.step_failure_data.error
        while error and error.cause:
            error = error.cause
        if error:
            told.append(error.message.strip())
    return "; ".join(told) or context.failure_event.message or "no reason given"
