"""What Dagster knows of the tables and views before any run: all of it from their declarations and the SQL."""

import warnings
from collections.abc import Sequence
from graphlib import TopologicalSorter
from pathlib import Path

import dagster as dg

from pipelines.settings import Settings
from pipelines.store.models import Model
from pipelines.store.tables import TABLES, Table

PUBLISHED = "published_file"
_TABLES_FOLDER = Path(__file__).parent / "store" / "tables"
_MADE_BY = {"ingest": "polars", "extract": "polars", "models": "sql", "publish": "python"}


def sources(settings: Settings) -> list[dg.AssetSpec]:
    """What the warehouse is made from and Dagster does not make."""
    lexicon = Path(__file__).parent / "lexicon"
    return [
        _source(settings, "seeds", "The saved pages: text files as an analyst left them.", "text", settings.seeds),
        _source(settings, "lexicon", "Names, units, metrics and cue words, one a row.", "csv", lexicon),
        _source(settings, "sql", "Views, audits and checks, one a file.", "sql", settings.sql),
    ]


def specs(settings: Settings, models: Sequence[Model]) -> list[dg.AssetSpec]:
    """A spec for each table, each view and the published file, each after those it reads."""
    found = {table.name: _table(settings, table) for table in TABLES}
    found |= {model.name: _view(settings, model) for model in models}
    reads = {name: {dep.asset_key.to_user_string() for dep in spec.deps} for name, spec in found.items()}
    # Of these, what no other reads: the rest is behind them.
    ends = found.keys() - set().union(*reads.values())
    found[PUBLISHED] = _published(settings, sorted(ends))
    order = TopologicalSorter({**reads, PUBLISHED: ends}).static_order()
    return [found[name] for name in order if name in found]


def _source(settings: Settings, name: str, description: str, kind: str, folder: Path) -> dg.AssetSpec:
    return dg.AssetSpec(
        name,
        description=description,
        group_name="ingest",
        kinds={"file", kind},
        owners=[settings.owner],
        metadata={"folder": dg.MetadataValue.path(str(folder))},
    )


def _table(settings: Settings, table: Table) -> dg.AssetSpec:
    columns = [
        dg.TableColumn(
            column.name,
            column.type,
            column.comment,
            dg.TableColumnConstraints(nullable=column.nullable, unique=table.key == (column.name,)),
        )
        for column in table.columns
    ]
    return dg.AssetSpec(
        table.name,
        description=table.comment,
        group_name=table.group,
        deps=table.reads,
        kinds={"duckdb", "table", _MADE_BY[table.group]},
        owners=[settings.owner],
        skippable=True,
        metadata={
            "key": ", ".join(table.key),
            "dagster/column_schema": dg.TableSchema(columns),
            **_code(*_declaration(table.name)),
        },
    )


def _view(settings: Settings, model: Model) -> dg.AssetSpec:
    # Which type a view's column has, the database says once it is there.
    columns = [dg.TableColumn(name, "as computed", comment) for name, comment in model.columns.items()]
    return dg.AssetSpec(
        model.name,
        description=model.description,
        group_name="models",
        deps=model.depends_on,
        kinds={"duckdb", "view", "sql"},
        owners=[settings.owner],
        skippable=True,
        metadata={
            "grain": model.grain,
            "dagster/column_schema": dg.TableSchema(columns),
            "query": dg.MetadataValue.md(f"```sql\n{model.query}\n```"),
            **_code(settings.sql / "models" / f"{model.name}.sql", 1),
        },
    )


def _published(settings: Settings, reads: Sequence[str]) -> dg.AssetSpec:
    return dg.AssetSpec(
        PUBLISHED,
        description="The DuckDB file that readers open: every table and view, replaced whole once the audits passed.",
        group_name="publish",
        deps=reads,
        kinds={"duckdb", "file"},
        owners=[settings.owner],
        skippable=True,
        metadata={
            "path": dg.MetadataValue.path(str(settings.published)),
            **_code(Path(__file__).parent / "building.py", 1),
        },
    )


def _declaration(name: str) -> tuple[Path, int]:
    """File and line of a table's declaration, which begins on the line before its name."""
    for path in sorted(_TABLES_FOLDER.glob("*.py")):
        lines = path.read_text(encoding="utf-8").splitlines()
        if f'    "{name}",' in lines:
            return path, lines.index(f'    "{name}",')
    raise LookupError(f"{_TABLES_FOLDER} declares no table {name}")


def _code(path: Path, line: int) -> dict[str, dg.CodeReferencesMetadataValue]:
    with warnings.catch_warnings():
        # Its form may change in a later release; the pages show it either way, and a start should be quiet.
        warnings.simplefilter("ignore", dg.BetaWarning)
        reference = dg.LocalFileCodeReference(file_path=str(path), line_number=line, label=path.name)
        return {"dagster/code_references": dg.CodeReferencesMetadataValue(code_references=[reference])}
