"""The views: read `sql/models`, find their order and column lineage by parsing, create and comment them.

A model file is one query with a header of comments: a sentence, `-- grain: …`, a line `-- column: text` per
output column; a line indented by three spaces or more goes on with the one before. sqlglot only parses;
DuckDB runs the text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.scope import traverse_scope

from pipelines.store.connect import Connection, StoreError, literal, quoted, transaction
from pipelines.store.tables import TABLES

_DIALECT = "duckdb"
_COLUMN_LINE = re.compile(r"(\w+): (.+)")


class ModelError(StoreError):
    """A model or audit file is not as it must be."""


@dataclass(frozen=True)
class Model:
    """One view: what its header says, its query, and the tables and views it reads."""

    name: str
    description: str
    grain: str
    columns: Mapping[str, str]
    query: str
    depends_on: tuple[str, ...]


@dataclass(frozen=True)
class ColumnSource:
    """One arrow of the column lineage."""

    view_name: str
    column_name: str
    source_name: str
    source_column: str


def read_models(sql: Path) -> tuple[Model, ...]:
    """All models below `sql`, each after those it reads."""
    models = {path.stem: _read(path) for path in sorted((sql / "models").glob("*.sql"))}
    if not models:
        raise ModelError(f"{sql / 'models'} holds no .sql file; the views belong there")
    known = models.keys() | {table.name for table in TABLES}
    for model in models.values():
        if unknown := set(model.depends_on) - known:
            raise ModelError(
                f"{sql}/models/{model.name}.sql reads {', '.join(sorted(unknown))}: "
                "no such table or view; correct the name or add the model"
            )
    try:
        order = TopologicalSorter(
            {model.name: [name for name in model.depends_on if name in models] for model in models.values()}
        )
        return tuple(models[name] for name in order.static_order())
    except CycleError as error:
        raise ModelError(
            f"{sql}/models: views that read each other in a circle: {' → '.join(error.args[1])}"
        ) from error


def create_views(con: Connection, models: Sequence[Model], sources: Sequence[ColumnSource]) -> None:
    """Replace all views by these, comments included, and column_lineage by their sources; all or nothing."""
    with transaction(con):
        for (name,) in con.execute(
            "select view_name from duckdb_views() where not internal and database_name = current_database()"
        ).fetchall():
            con.execute(f"drop view {quoted(name)}")
        for model in models:
            _create(con, model)
        con.execute("delete from column_lineage")
        # One statement: a row at a time takes longer than all the views together.
        columns = zip(*(vars(source).values() for source in sources), strict=True) if sources else [()] * 4
        con.execute(
            "insert into column_lineage select unnest(?::varchar[]), unnest(?::varchar[]),"
            " unnest(?::varchar[]), unnest(?::varchar[])",
            [list(column) for column in columns],
        )


def column_sources(models: Sequence[Model]) -> tuple[ColumnSource, ...]:
    """For each column of each view, the columns of the tables and views it is computed from."""
    schema: dict[str, dict[str, str]] = {
        table.name: {column.name: column.type for column in table.columns} for table in TABLES
    }
    # A column of a view has no declared type; lineage needs only its name.
    schema |= {model.name: dict.fromkeys(model.columns, "unknown") for model in models}
    return tuple(
        sorted(
            {source for model in models for source in _sources(model, schema)},
            key=lambda source: tuple(vars(source).values()),
        )
    )


def _read(path: Path) -> Model:
    text = path.read_text(encoding="utf-8")
    sentence, *lines = header(text) or [""]
    described = {match[1]: match[2] for match in map(_COLUMN_LINE.fullmatch, lines) if match}
    grain = described.pop("grain", "")
    described.pop("rule", None)
    if not (sentence and grain and described):
        raise ModelError(
            f"{path}: the header needs a sentence, `-- grain: …` and a `-- column: text` line per column"
        )
    try:
        tree = sqlglot.parse_one(text, read=_DIALECT)
    except sqlglot.ParseError as error:
        raise ModelError(f"{path}: {error}") from error
    return Model(path.stem, sentence, grain, described, text, _tables_read(tree))


def query(folder: Path, name: str) -> str:
    """The text of one SQL file."""
    return (folder / f"{name}.sql").read_text(encoding="utf-8")


def header(text: str) -> list[str]:
    """The comment lines a file begins with, continuation lines joined."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        content = line.removeprefix("--")
        if content.startswith("   ") and lines:
            lines[-1] += " " + content.strip()
        else:
            lines.append(content.strip())
    return lines


def _tables_read(tree: exp.Expr) -> tuple[str, ...]:
    return tuple(
        sorted(
            {
                source.name
                for scope in traverse_scope(tree)
                for source in scope.sources.values()
                if isinstance(source, exp.Table)
            }
        )
    )


def _create(con: Connection, model: Model) -> None:
    view = quoted(model.name)
    con.execute(f"create view {view} as {model.query}")
    found = [
        name
        for (name,) in con.execute(
            "select column_name from duckdb_columns() "
            "where table_name = ? and database_name = current_database() order by column_index",
            [model.name],
        ).fetchall()
    ]
    if found != list(model.columns):
        raise ModelError(
            f"sql/models/{model.name}.sql: its header documents {', '.join(model.columns)}; "
            f"its query returns {', '.join(found)}"
        )
    con.execute(f"comment on view {view} is {literal(f'{model.description} Grain: {model.grain}')}")
    for name, comment in model.columns.items():
        con.execute(f"comment on column {view}.{quoted(name)} is {literal(comment)}")


def _sources(model: Model, schema: dict[str, dict[str, str]]) -> Iterator[ColumnSource]:
    nodes = lineage(None, model.query, schema, dialect=_DIALECT)
    # A documented column that the query lacks is reported when the view is created.
    for column in model.columns.keys() & nodes.keys():
        for node in nodes[column].walk():
            if isinstance(node.source, exp.Table) and node.source.name:
                yield ColumnSource(model.name, column, node.source.name, _column_of(node))


def _column_of(node: Node) -> str:
    return node.name.rsplit(".", 1)[-1].strip('"')
