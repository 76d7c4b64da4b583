"""The whole job: reconcile the seeds with the warehouse, read what changed, build the views, audit, publish.

This module finds out what there is to do and orchestrates; the part that writes is `pipelines.building`,
imported only where there is work, so that a refresh with nothing to do is over in a moment.
"""

import time
from collections.abc import Mapping
from dataclasses import replace

from pipelines import seeds as seeds_folder
from pipelines.remembered import scan_again
from pipelines.reports import AuditFailed, Progress, RefreshReport
from pipelines.seeds import Seed
from pipelines.settings import Settings
from pipelines.store.connect import StoreError, StoreLocked, open_read
from pipelines.store.ledger import Ledger, Versions, read_ledger
from pipelines.store.publish import Build, RefreshBusy, only_refresh
from pipelines.store.version import models_version
from pipelines.version import extractor_version

__all__ = ["AuditFailed", "Progress", "RefreshBusy", "RefreshReport", "refresh"]


def refresh(
    settings: Settings, *, full: bool = False, settle_seconds: float = 0.0, on_progress: Progress | None = None
) -> RefreshReport:
    """Bring the published file in line with the seeds; `full` reads every page again into a new file.

    A page that was written to within the last `settle_seconds` is left as the published file has it.
    """
    start = time.perf_counter()
    with only_refresh(settings.published, settings.lock_timeout):
        now = time.time()
        found = scan_again(settings.seeds, settings.published.with_name(".seeds.json"))
        versions = Versions(extractor_version(), models_version(settings.sql))
        published = _published_ledger(settings, full)
        seeds = seeds_folder.settled(found, _as_held(found, published, versions), now, settle_seconds)
        report = replace(
            _reconcile(seeds, published, versions, full),
            waiting=tuple(name for name, seed in found.items() if seeds.get(name) != seed),
        )
        build = Build.beside(settings.published)
        if build.exists or _has_work(report, published, versions):
            # Polars and sqlglot load here, and only where there is work.
            from pipelines.building import Job, run  # noqa: PLC0415

            report = run(Job(settings, build, seeds, versions, report, full, on_progress or _silent))
        return replace(report, seconds=time.perf_counter() - start)


def _as_held(found: Mapping[str, Seed], published: Ledger, versions: Versions) -> dict[str, Seed]:
    """The pages that this extractor has read, as it read them; those of another are read again as they are."""
    return {
        name: replace(seed, sha256=published.seeds[name][0]) if published.seeds[name][1] == versions.extractor else seed
        for name, seed in found.items()
        if name in published.seeds
    }


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


def _published_ledger(settings: Settings, full: bool) -> Ledger:
    """The published file's ledger; empty where there is no file, or none that a full refresh could read."""
    if not settings.published.exists():
        return Ledger()
    try:
        with open_read(settings.published) as con:
            return read_ledger(con)
    except StoreLocked:
        raise
    except StoreError:
        if full:
            return Ledger()
        raise


def _reconcile(seeds: Mapping[str, Seed], published: Ledger, versions: Versions, full: bool) -> RefreshReport:
    """The plan, in the form of the report of a refresh that did nothing yet."""
    held = published.seeds
    both = [name for name in seeds if name in held]
    changed = tuple(name for name in both if full or held[name] != (seeds[name].sha256, versions.extractor))
    return RefreshReport(
        added=tuple(name for name in seeds if name not in held),
        changed=changed,
        removed=tuple(sorted(name for name in held if name not in seeds)),
        unchanged=len(both) - len(changed),
    )


def _has_work(plan: RefreshReport, published: Ledger, versions: Versions) -> bool:
    return bool(plan.added or plan.changed or plan.removed) or published.versions != versions
