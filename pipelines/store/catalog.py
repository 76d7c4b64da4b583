"""What a published file holds, read from itself: tables and views with comments, columns and sizes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.store.connect import open_read, quoted


@dataclass(frozen=True)
class ColumnInfo:
    """One column; `sources` are the (relation, column) pairs a view's column is computed from."""

    name: str
    type: str
    comment: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Relation:
    """One table or view."""

    name: str
    comment: str
    is_view: bool
    row_count: int
    columns: tuple[ColumnInfo, ...]


def read_catalog(published: Path) -> Mapping[str, Relation]:
    """Every table and view by its name, tables first."""
    with open_read(published) as con:
        relations = con.execute(
            """
            select table_name, coalesce(comment, ''), false as is_view
            from duckdb_tables() where database_name = current_database()
            union all
            select view_name, coalesce(comment, ''), true as is_view
            from duckdb_views() where database_name = current_database() and not internal
            order by is_view, 1
            """
        ).fetchall()
        columns: dict[str, list[ColumnInfo]] = {name: [] for name, _, _ in relations}
        for relation, column, type_, comment, sources in con.execute(
            """
            select
                columns.table_name,
                columns.column_name,
                columns.data_type,
                coalesce(columns.comment, ''),
                list([source_name, source_column] order by source_name, source_column)
                    filter (where source_name is not null)
            from duckdb_columns() as columns
            left join column_lineage
                on column_lineage.view_name = columns.table_name
                and column_lineage.column_name = columns.column_name
            where columns.database_name = current_database() and columns.schema_name = 'main'
            group by
                columns.table_name,
                columns.column_name,
                columns.data_type,
                columns.comment,
                columns.column_index
            order by columns.table_name, columns.column_index
            """
        ).fetchall():
            if relation in columns:
                columns[relation].append(
                    ColumnInfo(
                        column, type_, comment, tuple((table, source) for table, source in sources or ())
                    )
                )
        counted = con.execute(
            " union all ".join(
                f"select {index}, count(*) from {quoted(name)}"
                for index, (name, _, _) in enumerate(relations)
            )
        ).fetchall()
    counts = dict(counted)
    return {
        name: Relation(name, comment, is_view, counts[index], tuple(columns[name]))
        for index, (name, comment, is_view) in enumerate(relations)
    }
