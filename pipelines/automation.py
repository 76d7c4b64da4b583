"""When a refresh runs under Dagster: the job, the sensor that sees seeds land, the schedule behind it.

What a refresh does is not said here; whether there is work to do, it finds out itself, by content hash.
"""

import hashlib
import json
import time
from collections.abc import Mapping
from pathlib import Path

import dagster as dg

from pipelines.seeds import scan, walk
from pipelines.settings import Settings

JOB_NAME = "refresh_warehouse"
SENSOR_SECONDS = 10
SETTLED_AFTER_SECONDS = 2.0

Stats = Mapping[Path, tuple[int, int]]


def automation(settings: Settings, warehouse: dg.AssetsDefinition) -> dg.Definitions:
    """The one job and what starts it.

    In-process: its single step writes one file, and a process of its own would only start slower.
    """
    job = dg.define_asset_job(
        JOB_NAME,
        selection=dg.AssetSelection.assets(warehouse),
        executor_def=dg.in_process_executor,
        description="Bring the published warehouse up to date with seeds/; the same as `claimhouse refresh`.",
    )
    return dg.Definitions(jobs=[job], sensors=[new_seeds_sensor(settings)], schedules=[hourly_schedule()])


def new_seeds_sensor(settings: Settings) -> dg.SensorDefinition:
    """One run for all that landed, changed or went since the last tick that asked for one.

    The cursor is a digest of every seed's name and content hash. No run key: Dagster would never run a key
    again, and so never a folder that returns to an earlier state.
    """
    known: dict[str, str] = {}

    @dg.sensor(
        name="new_seeds",
        job_name=JOB_NAME,
        minimum_interval_seconds=SENSOR_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Asks for a refresh when a file in seeds/ is new, changed or gone.",
    )
    def new_seeds(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        if not settings.seeds.is_dir():
            return dg.SensorResult(skip_reason=f"There is no folder {settings.seeds}.")
        stats = file_stats(settings.seeds)
        if writing := unsettled(stats, time.time()):
            return dg.SensorResult(skip_reason=f"Waiting for {writing[0].name}, written to a moment ago.")
        # Hashing every seed at every tick would be most of the machine's reading; unchanged stats need none.
        key = repr(sorted(stats.items()))
        if key not in known:
            known.clear()
            known[key] = seeds_digest(settings.seeds)
        if known[key] == context.cursor:
            return dg.SensorResult(skip_reason=f"Nothing new among {len(stats)} files in {settings.seeds}.")
        return dg.SensorResult(run_requests=[dg.RunRequest()], cursor=known[key])

    return new_seeds


def hourly_schedule() -> dg.ScheduleDefinition:
    """The safety net: what a sensor's tick or a failed run left undone is done within the hour."""
    return dg.ScheduleDefinition(
        name="hourly_refresh",
        job_name=JOB_NAME,
        cron_schedule="0 * * * *",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Refreshes every hour, whether or not the sensor saw anything; idle, it takes a moment.",
    )


def file_stats(folder: Path) -> Stats:
    """Size and time of last change (ns) of every file below the folder, dot-files apart.

    The inode's time, not the modification time: it moves with each write and rename; no copy sets it back.
    """
    found = {}
    for path in walk(folder):
        try:
            stat = path.lstat()
        except FileNotFoundError:  # gone since it was listed: the same as never seen
            continue
        found[path] = (stat.st_size, stat.st_ctime_ns)
    return found


def unsettled(stats: Stats, now: float) -> list[Path]:
    """Files that changed so lately that someone may still be writing them."""
    ages = {path: now - changed / 1e9 for path, (_, changed) in stats.items()}
    return sorted(path for path, age in ages.items() if 0 <= age < SETTLED_AFTER_SECONDS)


def seeds_digest(folder: Path) -> str:
    """One hash over every seed's name and content hash."""
    hashes = {name: seed.sha256 for name, seed in scan(folder).items()}
    return hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()
