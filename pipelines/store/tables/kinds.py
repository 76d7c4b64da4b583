"""What a declared table is: its sentence, its key, its columns with type and comment, where its rows come from."""

from dataclasses import dataclass

import polars as pl

PolarsType = pl.DataType | type[pl.DataType]

_EVIDENCE = (
    "article_id varchar, measure_id varchar, published_at timestamp, source varchar, title varchar, quote varchar, "
    "claim varchar, comparator varchar, low double, high double, as_of varchar, story_id varchar, is_copy boolean"
)
EVIDENCE = f"struct({_EVIDENCE})[]"
"""Type of the statements of a fact."""

_POLARS: dict[str, PolarsType] = {
    "varchar": pl.String,
    "bigint": pl.Int64,
    "integer": pl.Int32,
    "double": pl.Float64,
    "boolean": pl.Boolean,
    "timestamp": pl.Datetime("us"),
    "integer[]": pl.List(pl.Int32),
    "varchar[]": pl.List(pl.String),
}
_POLARS[EVIDENCE] = pl.List(
    pl.Struct({name: _POLARS[type_] for name, type_ in (field.split() for field in _EVIDENCE.split(", "))})
)


@dataclass(frozen=True)
class Column:
    """One column: its DuckDB type, whether it may be null, and the sentence a user reads about it."""

    name: str
    type: str
    comment: str
    nullable: bool = False
    references: str | None = None

    @property
    def polars_type(self) -> PolarsType:
        return _POLARS[self.type]


@dataclass(frozen=True)
class Table:
    """One stored table: its sentence, its key columns, its columns in order, and what its rows are made from.

    `group` is the stage that fills it: ingest, extract, models or publish. `reads` names tables, views, or one of
    the sources that stand outside the database: seeds, lexicon, sql. `comes_with` is what its rows come and go with:
    a page, an article or a text; None where they are of no single one.
    """

    name: str
    comment: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    group: str
    reads: tuple[str, ...]
    comes_with: str | None = None

    @property
    def schema(self) -> pl.Schema:
        return pl.Schema({column.name: column.polars_type for column in self.columns})


def null(name: str, type: str, comment: str, references: str | None = None) -> Column:
    return Column(name, type, comment, nullable=True, references=references)
