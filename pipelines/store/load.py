"""Rows in and out of the stored tables: forget pages, add pages, replace what comes from the lexicon.

One call is one transaction, so a killed refresh leaves whole batches. The outcome does not depend on the
order or size of batches: an article always belongs to the first page, by name, that shows it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import polars as pl

from pipelines.store.connect import Connection, quoted, transaction
from pipelines.store.tables import ENTITIES, METRICS, TABLES, TOPICS, Table

PAGE_TABLES = ("seed_files", "seed_spans", "article_topics")
ARTICLE_TABLES = ("articles", "claims", "mentions", "measures")
_TABLES = {table.name: table for table in TABLES}


def forget(con: Connection, seed_files: Sequence[str]) -> set[str]:
    """Delete all rows of these pages and return the other pages that must be read again.

    An article goes with the page that owns it. Another page that shows it becomes its owner only by being
    read again, so that page leaves the ledger in the same transaction: killed in between, the next refresh
    still knows.
    """
    if not seed_files:
        return set()
    with transaction(con):
        con.execute(
            "create or replace temp table forgotten as select unnest(?::varchar[]) as seed_file",
            [list(seed_files)],
        )
        con.execute(
            """
            create or replace temp table dropped as
            select article_id from articles where seed_file in (select seed_file from forgotten)
            """
        )
        donors = con.execute(
            """
            insert into forgotten
            select distinct seed_file from article_topics
            where article_id in (select article_id from dropped)
                and seed_file not in (select seed_file from forgotten)
            returning seed_file
            """
        ).fetchall()
        _delete(con, ARTICLE_TABLES, "article_id", "dropped")
        _delete(con, PAGE_TABLES, "seed_file", "forgotten")
    return {seed_file for (seed_file,) in donors}


def add(con: Connection, frames: Mapping[str, pl.DataFrame]) -> None:
    """Insert one batch of extracted pages; absent frames count as empty."""
    with transaction(con), _incoming(con, frames):
        for table in PAGE_TABLES:
            _insert(con, table)
        con.execute(
            """
            create or replace temp table taken as
            select incoming.article_id, held.article_id is not null as is_held
            from incoming_articles as incoming
            left join articles as held on held.article_id = incoming.article_id
            where held.article_id is null or held.seed_file >= incoming.seed_file
            """
        )
        con.execute("create or replace temp table dropped as select article_id from taken where is_held")
        _delete(con, ARTICLE_TABLES, "article_id", "dropped")
        for table in ARTICLE_TABLES:
            _insert(con, table, "where article_id in (select article_id from taken)")
        _insert(con, "entities", "where entity_id not in (select entity_id from entities)")


def replace_lexicon(
    con: Connection, entities: pl.DataFrame, metrics: pl.DataFrame, topics: pl.DataFrame
) -> None:
    """Bring the tables that come from the lexicon in line with it and with what the pages use."""
    frames = {"entities": entities, "metrics": metrics, "topics": topics}
    with transaction(con), _incoming(con, frames):
        con.execute("delete from entities where origin = 'lexicon'")
        con.execute("delete from entities where entity_id in (select entity_id from incoming_entities)")
        con.execute(
            """
            delete from entities
            where entity_id not in (
                select entity_id from mentions
                union all select subject_id from claims where subject_id is not null
                union all select subject_id from measures where subject_id is not null
                union all select object_id from measures where object_id is not null
            )
            """
        )
        _insert(con, ENTITIES.name)
        con.execute("delete from metrics")
        _insert(con, METRICS.name)
        con.execute("delete from topics")
        con.execute(
            """
            insert into topics (topic, topic_en)
            select used.topic, any_value(known.topic_en)
            from (select distinct topic from seed_files where topic is not null) as used
            left join incoming_topics as known using (topic)
            group by used.topic
            order by used.topic
            """
        )


def conformed(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The frame with exactly the declared columns and types, in order."""
    missing = [name for name in table.schema if name not in frame.columns]
    if missing:
        raise ValueError(f"rows for table {table.name} lack the columns {', '.join(missing)}")
    return frame.select(table.schema.names()).cast(table.schema)


@contextmanager
def _incoming(con: Connection, frames: Mapping[str, pl.DataFrame]) -> Iterator[None]:
    """Make each frame a temporary table incoming_<table> for the time of the block.

    DuckDB reads the Arrow stream of the frame, once and alone. Handed the frame, it would ask for pyarrow, whose
    filters do not know the strings of polars.
    """
    names = [*PAGE_TABLES, *ARTICLE_TABLES, ENTITIES.name, METRICS.name, TOPICS.name]
    for name in names:
        table = _TABLES[name]
        frame = conformed(frames[name], table) if name in frames else table.schema.to_frame()
        con.register("incoming", frame.__arrow_c_stream__(None))
        con.execute(f"create or replace temp table {quoted(f'incoming_{name}')} as select * from incoming")
        con.unregister("incoming")
    yield
    for name in names:
        con.execute(f"drop table {quoted(f'incoming_{name}')}")


def _insert(con: Connection, table: str, where: str = "") -> None:
    columns = ", ".join(quoted(column.name) for column in _TABLES[table].columns)
    con.execute(f"insert into {quoted(table)} ({columns}) select {columns} from incoming_{table} {where}")


def _delete(con: Connection, tables: Sequence[str], key: str, keys: str) -> None:
    """Delete by the keys in the temporary table; no keys, no scan."""
    if con.execute(f"select 1 from {keys} limit 1").fetchone() is None:
        return
    for table in tables:
        con.execute(f"delete from {quoted(table)} where {quoted(key)} in (select {quoted(key)} from {keys})")
