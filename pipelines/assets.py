"""The warehouse as Dagster assets: one for each stored table and each view, made by one call of `refresh`.

What a refresh does stands in `pipelines.refresh`. Here it is called, and what it reports and published is
handed to Dagster. Descriptions, columns and dependencies come from the declared tables and the SQL.
"""

from collections.abc import Iterator, Mapping

import dagster as dg

from pipelines.checks import check_results, check_specs
from pipelines.refresh import refresh
from pipelines.reports import AuditFailed, RefreshReport
from pipelines.settings import Settings
from pipelines.store.audits import read_audits
from pipelines.store.catalog import Relation, read_catalog
from pipelines.store.models import Model, read_models
from pipelines.store.publish import RefreshBusy
from pipelines.store.tables import TABLES, Table

POOL = "warehouse"

# Group of each stored table, and what its rows are read from; parents first, as Dagster takes the results in
# this order. No SQL says so: extraction makes these tables.
STORED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "seed_files": ("ingest", ("seeds",)),
    "seed_spans": ("ingest", ("seeds",)),
    "topics": ("ingest", ("seed_files", "lexicon")),
    "articles": ("ingest", ("seeds",)),
    "article_topics": ("ingest", ("seeds", "articles")),
    "refreshes": ("ingest", ("seed_files",)),
    "claims": ("extract", ("articles", "lexicon")),
    "entities": ("extract", ("claims", "lexicon")),
    "mentions": ("extract", ("claims", "entities")),
    "metrics": ("extract", ("lexicon",)),
    "measures": ("extract", ("claims", "entities", "metrics")),
    "story_texts": ("stories", ("articles", "mentions")),
    "story_marks": ("stories", ("story_texts", "claims", "mentions", "measures", "entities", "lexicon")),
    "story_keys": ("stories", ("story_texts", "story_marks")),
    "story_links": ("stories", ("story_texts", "story_marks", "story_keys")),
    "offices": ("extract", ("claims", "entities")),
    "office_holders": ("extract", ("lexicon",)),
    "operators": ("extract", ("lexicon",)),
    "dates": ("extract", ("claims",)),
    "fact_verdicts": ("models", ("measures", "articles", "entities", "metrics")),
    "first_seen": ("models", ("articles", "mentions")),
    "column_lineage": ("models", ()),
}


def sources() -> list[dg.AssetSpec]:
    """What the warehouse is made from and Dagster does not make."""
    return [
        dg.AssetSpec("seeds", description="The saved pages in seeds/.", group_name="ingest", kinds={"file"}),
        dg.AssetSpec("lexicon", description="Names, units, metrics and cue words: pipelines/lexicon/*.csv.",
                     group_name="ingest", kinds={"csv"}),
    ]


def warehouse_assets(settings: Settings) -> dg.AssetsDefinition:
    """All tables, views and checks, made in one step because they are published as one file."""
    audits = read_audits(settings.sql)
    models = read_models(settings.sql)

    @dg.multi_asset(
        name="refresh",
        specs=[*map(_table_spec, TABLES), *map(_view_spec, models)],
        check_specs=check_specs(audits),
        pool=POOL,
        # A selection narrows what is reported, never what is refreshed: half a warehouse cannot be published.
        can_subset=True,
    )
    def warehouse(
        context: dg.AssetExecutionContext,
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        try:
            report = refresh(settings, on_progress=lambda *step: context.log.info(progress_line(*step)))
        except RefreshBusy as busy:
            raise dg.RetryRequested(max_retries=10, seconds_to_wait=30) from busy
        except AuditFailed as failed:
            yield from _selected(context, check_results(audits, failed.report, settings.published))
            raise dg.Failure(str(failed), allow_retries=False) from failed
        context.log.info(summary(report))
        catalog = read_catalog(settings.published)
        for name in (*STORED, *(model.name for model in models)):
            if dg.AssetKey(name) in context.selected_asset_keys:
                yield dg.MaterializeResult(name, metadata=_metadata(catalog[name], report))
        yield from _selected(context, check_results(audits, report, settings.published))

    return warehouse


def progress_line(step: str, done: int, total: int) -> str:
    """A step of the refresh, with the bytes read so far where it has any."""
    return f"{step}: {done:,} of {total:,} bytes" if total else step


def summary(report: RefreshReport) -> str:
    """One line for the log."""
    if report.refresh_id is None:
        return f"Nothing to do: {report.unchanged} seeds unchanged."
    return (
        f"Published refresh {report.refresh_id}: {len(report.added)} seeds added, "
        f"{len(report.changed)} changed, {len(report.removed)} removed, {report.unchanged} unchanged, "
        f"{len(report.quarantined)} quarantined."
    )


def _selected(
    context: dg.AssetExecutionContext, results: Iterator[dg.AssetCheckResult]
) -> Iterator[dg.AssetCheckResult]:
    names = {key.name for key in context.selected_asset_check_keys}
    return (result for result in results if result.check_name in names)


def _table_spec(table: Table) -> dg.AssetSpec:
    group, read_from = STORED[table.name]
    return dg.AssetSpec(
        table.name, description=table.comment, group_name=group, deps=read_from, kinds={"duckdb", "table"},
        metadata={"key": ", ".join(table.key)}, skippable=True,
    )


def _view_spec(model: Model) -> dg.AssetSpec:
    return dg.AssetSpec(
        model.name, description=model.description, group_name="models", deps=model.depends_on,
        kinds={"duckdb", "view"}, skippable=True,
        metadata={"grain": model.grain, "query": dg.MetadataValue.md(f"```sql\n{model.query}\n```")},
    )


def _metadata(relation: Relation, report: RefreshReport) -> dict[str, dg.MetadataValue]:
    """Rows, columns and lineage as published, and what this refresh changed."""
    columns = [dg.TableColumn(column.name, column.type, column.comment) for column in relation.columns]
    arrows = {
        column.name: [dg.TableColumnDep(relation, source) for relation, source in column.sources]
        for column in relation.columns
        if column.sources
    }
    found: dict[str, dg.MetadataValue] = {
        "dagster/row_count": dg.MetadataValue.int(relation.row_count),
        "dagster/column_schema": dg.MetadataValue.table_schema(dg.TableSchema(columns)),
        "refresh": dg.MetadataValue.text(summary(report)),
        "published": dg.MetadataValue.bool(report.published),
    }
    if arrows:
        found["dagster/column_lineage"] = dg.MetadataValue.column_lineage(dg.TableColumnLineage(arrows))
    if relation.name == "seed_files":
        found |= _seed_metadata(report)
    return found


def _seed_metadata(report: RefreshReport) -> dict[str, dg.MetadataValue]:
    return {
        "added": dg.MetadataValue.json(list(report.added)),
        "changed": dg.MetadataValue.json(list(report.changed)),
        "removed": dg.MetadataValue.json(list(report.removed)),
        "quarantined": dg.MetadataValue.json(dict(report.quarantined)),
        "bytes_read": dg.MetadataValue.int(report.bytes_read),
        "seconds": dg.MetadataValue.float(report.seconds),
    }
