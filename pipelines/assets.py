"""The warehouse as Dagster assets: one for each stored table and each view, made by one call of `refresh`.

What a refresh does stands in `pipelines.refresh`. Here it is called, and what it reports and published is
handed to Dagster.
"""

from collections.abc import Iterator

import dagster as dg

from pipelines import metadata
from pipelines.checks import audit_results, check_results, check_specs
from pipelines.refresh import refresh
from pipelines.reports import AuditFailed, RefreshReport
from pipelines.resource import Warehouse
from pipelines.seeds import SeedsMissing
from pipelines.settings import Settings
from pipelines.specs import specs
from pipelines.store.audits import read_audits, read_checks
from pipelines.store.connect import StoreLocked
from pipelines.store.models import read_models
from pipelines.store.publish import RefreshBusy

POOL = "warehouse"
RETRIES = 6
PASSING = (RefreshBusy, StoreLocked, SeedsMissing, FileNotFoundError, PermissionError)
"""What another process or a network drive may have put right by the next try."""


class RefreshConfig(dg.Config):
    """What a run is asked for; shown in the launchpad."""

    full: bool = False


def warehouse_assets(settings: Settings) -> dg.AssetsDefinition:
    """All tables, views and checks, made in one step because they are published as one file."""
    audits, checks = read_audits(settings.sql), read_checks(settings.sql)
    models = read_models(settings.sql)
    declared = specs(settings, models)

    @dg.multi_asset(
        name="refresh",
        specs=declared,
        check_specs=[*check_specs(audits, settings), *check_specs(checks, settings)],
        pool=POOL,
        # A selection narrows what is reported, never what is refreshed: half a warehouse cannot be published.
        can_subset=True,
    )
    def assets(
        context: dg.AssetExecutionContext, config: RefreshConfig, warehouse: Warehouse
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        current = warehouse.settings()
        try:
            report = refresh(
                current,
                full=config.full,
                settle_seconds=current.settle_seconds,
                on_progress=lambda *step: context.log.info(progress_line(*step)),
            )
        except PASSING as error:
            wait = current.retry_seconds * 2**context.retry_number
            context.log.warning(f"{error}. Trying again in {wait:g} s.")
            raise dg.RetryRequested(max_retries=RETRIES, seconds_to_wait=wait) from error
        except AuditFailed as failed:
            yield from _selected(context, audit_results(audits, failed.report, current.published))
            raise dg.Failure(
                str(failed), {"published": dg.MetadataValue.bool(False)}, allow_retries=False
            ) from failed
        published = metadata.look(current, models)
        for spec in declared:
            if spec.key in context.selected_asset_keys and not _is_known(context, spec.key, published):
                name = spec.key.to_user_string()
                yield dg.MaterializeResult(spec.key, metadata=metadata.of_asset(name, published, report))
        yield from _selected(context, audit_results(audits, report, current.published))
        yield from _selected(context, check_results(checks, current))
        # Last, where the run's page opens.
        context.log.info(summary(report))

    return assets


def progress_line(step: str, done: int, total: int) -> str:
    """A step of the refresh, with the bytes read so far where it has any."""
    return f"{step}: {done:,} of {total:,} bytes" if total else step


def summary(report: RefreshReport) -> str:
    """One line for the log."""
    waiting = f" {len(report.waiting)} are being written and wait." if report.waiting else ""
    if report.refresh_id is None:
        return f"Nothing to do: {report.unchanged} seeds unchanged.{waiting}"
    return (
        f"Published refresh {report.refresh_id}: {len(report.added)} seeds added, "
        f"{len(report.changed)} changed, {len(report.removed)} removed, {report.unchanged} unchanged, "
        f"{len(report.quarantined)} quarantined.{waiting}"
    )


def _is_known(context: dg.AssetExecutionContext, key: dg.AssetKey, published: metadata.Published) -> bool:
    """Whether the asset's last materialisation is of the refresh that is published: then there is no other."""
    event = context.instance.get_latest_materialization_event(key)
    held = event.asset_materialization if event else None
    last = published.status.last_refresh
    told = held.metadata.get("refresh_id") if held else None
    return bool(told and last and told.value == last["refresh_id"])


def _selected(
    context: dg.AssetExecutionContext, results: Iterator[dg.AssetCheckResult]
) -> Iterator[dg.AssetCheckResult]:
    names = {key.name for key in context.selected_asset_check_keys}
    return (result for result in results if result.check_name in names)
