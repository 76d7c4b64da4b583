"""What a materialisation shows: rows, columns and lineage as published, what the refresh changed, a look at the rows.

Values only, from the published file and the refresh's report; `assets` hands them to Dagster.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dagster as dg

from pipelines import markdown
from pipelines.plots import bars
from pipelines.reports import RefreshReport
from pipelines.settings import Settings
from pipelines.specs import PUBLISHED
from pipelines.store.catalog import Relation, read_catalog
from pipelines.store.glance import Figure, Rows, read_figures, read_samples
from pipelines.store.models import Model
from pipelines.store.status import Status, read_status
from pipelines.store.tables import TABLES

NAMES = 100
"""Names of pages that are listed at most."""
REASON = 400
"""Characters of a reason that are shown; it ends with the remedy."""
_OF_PAGES = ("seed_files", PUBLISHED)
"""Assets that list the pages by name."""

Metadata = dict[str, dg.MetadataValue]


@dataclass(frozen=True)
class Published:
    """All that is read of the published file for the materialisations of one run."""

    status: Status
    catalog: Mapping[str, Relation]
    samples: Mapping[str, Rows]
    figures: Mapping[str, Figure]
    reads: Mapping[str, Sequence[str]]


def look(settings: Settings, models: Sequence[Model]) -> Published:
    """Read the published file."""
    tables = {table.name: table.reads for table in TABLES}
    views = {model.name: model.depends_on for model in models}
    return Published(
        read_status(settings.published),
        read_catalog(settings.published),
        read_samples(settings.published, tables, views),
        read_figures(settings.published, settings.sql),
        {**tables, **views},
    )


def of_asset(name: str, published: Published, report: RefreshReport) -> Metadata:
    """The metadata of one table, view or the published file."""
    found = _changed(published.status, report)
    if name in _OF_PAGES:
        found |= _pages(report)
    if name == PUBLISHED:
        return found | _file(published, report)
    found |= _relation(published, name)
    if name in report.rows_added:
        found |= {
            "rows_added": dg.MetadataValue.int(report.rows_added[name]),
            "rows_removed": dg.MetadataValue.int(report.rows_removed[name]),
        }
    sample = published.samples[name]
    found["preview"] = dg.MetadataValue.md(markdown.table(sample.columns, sample.rows))
    figure = published.figures.get(name)
    if figure and figure.found.rows:
        found["plot"] = dg.MetadataValue.md(markdown.picture(bars(figure), figure.title))
    return found


def _relation(published: Published, name: str) -> Metadata:
    """Rows, columns and where they come from."""
    relation = published.catalog[name]
    columns = [dg.TableColumn(column.name, column.type, column.comment) for column in relation.columns]
    # Of what stands outside the database only pages are counted: one is a row of seed_files.
    parents = {"seed_files" if parent == "seeds" else parent for parent in published.reads[name]}
    counted = [published.catalog[parent].row_count for parent in parents & published.catalog.keys()]
    found: Metadata = {
        "dagster/row_count": dg.MetadataValue.int(relation.row_count),
        "dagster/column_schema": dg.MetadataValue.table_schema(dg.TableSchema(columns)),
        "rows_in": dg.MetadataValue.int(sum(counted)),
        "rows_out": dg.MetadataValue.int(relation.row_count),
    }
    arrows = dict(_arrows(relation))
    if arrows:
        found["dagster/column_lineage"] = dg.MetadataValue.column_lineage(dg.TableColumnLineage(arrows))
    return found


def _arrows(relation: Relation) -> Iterator[tuple[str, list[dg.TableColumnDep]]]:
    """A view's columns by its SQL; of a table those that refer to another."""
    declared = {
        column.name: [tuple(column.references.split("."))]
        for table in TABLES
        if table.name == relation.name
        for column in table.columns
        if column.references
    }
    for column in relation.columns:
        sources = column.sources or declared.get(column.name, ())
        if sources:
            yield column.name, [dg.TableColumnDep(dg.AssetKey(source), name) for source, name in sources]


def _changed(status: Status, report: RefreshReport) -> Metadata:
    """What the published refresh changed; of the rates only a run that did the work itself knows."""
    last: Mapping[str, Any] = status.last_refresh or {}
    found: Metadata = {"refresh_id": dg.MetadataValue.text(str(last.get("refresh_id")))}
    found |= {
        name: dg.MetadataValue.int(last[name])
        for name in ("seeds_added", "seeds_changed", "seeds_removed", "seeds_quarantined")
        if name in last
    }
    if report.published and report.seconds:
        found |= {
            "seconds": dg.MetadataValue.float(round(report.seconds, 3)),
            "bytes_per_second": dg.MetadataValue.int(int(report.bytes_read / report.seconds)),
            "rows_per_second": dg.MetadataValue.int(int(sum(report.rows_added.values()) / report.seconds)),
        }
    return found


def _pages(report: RefreshReport) -> Metadata:
    """Pages by name, and why a quarantined one is."""
    named = {"added": report.added, "changed": report.changed, "removed": report.removed, "waiting": report.waiting}
    found: Metadata = {word: dg.MetadataValue.json(_listed(names)) for word, names in named.items() if names}
    if report.quarantined:
        rows = report.quarantined[:NAMES]
        found["quarantined"] = dg.MetadataValue.md(markdown.table(("seed_file", "reason"), rows, REASON))
    return found | {"bytes_read": dg.MetadataValue.int(report.bytes_read)}


def _listed(names: Sequence[str]) -> list[str]:
    return [*names[:NAMES], *([f"… and {len(names) - NAMES} more"] if len(names) > NAMES else [])]


def _file(published: Published, report: RefreshReport) -> Metadata:
    """The file itself."""
    rows = published.status.rows
    return {
        "path": dg.MetadataValue.path(str(published.status.path)),
        "byte_count": dg.MetadataValue.int(published.status.byte_count),
        "rows": dg.MetadataValue.int(sum(rows.values())),
        "warnings": dg.MetadataValue.int(len(report.warnings)),
        "rows_by_table": dg.MetadataValue.md(markdown.table(("table", "rows"), list(rows.items()))),
    }
