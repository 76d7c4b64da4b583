"""Rows in and out of the stored tables: forget pages, add pages, replace what comes from the lexicon.

One call is one transaction, so a killed refresh leaves whole batches. The outcome does not depend on the
order or size of batches: an article always belongs to the first page, by name, that shows it.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.store import changes
from pipelines.store.arrow import arriving
from pipelines.store.connect import Connection, is_empty, quoted, transaction
from pipelines.store.tables import ENTITIES, TABLES, TOPICS, Table

PAGE_TABLES = tuple(table.name for table in TABLES if table.comes_with == "page")
ARTICLE_TABLES = tuple(table.name for table in TABLES if table.comes_with == "article")
LEXICON_TABLES = ("metrics", "office_holders", "operators")
_TABLES = {table.name: table for table in TABLES}


def forget(con: Connection, seed_files: Sequence[str]) -> set[str]:
    """Delete all rows of these pages and return the other pages that must be read again.

    An article goes with the page that owns it. Another page that shows it becomes its owner only by being
    read again, so that page leaves the ledger in the same transaction: killed in between, the next refresh
    still knows.
    """
    if not seed_files:
        return set()
    names = pl.DataFrame({"seed_file": list(seed_files)}, schema={"seed_file": pl.String})
    with transaction(con):
        with arriving(con, names):
            con.execute("create or replace temp table forgotten as select seed_file from arriving")
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
        _drop_articles(con)
        _delete(con, PAGE_TABLES, "seed_file", "forgotten")
    return {seed_file for (seed_file,) in donors}


def add(con: Connection, frames: Mapping[str, pl.DataFrame], *, keep: bool = False) -> dict[str, int]:
    """Insert one batch of extracted pages; absent frames count as empty. Rows added, for each table of pages.

    `keep`: the rows are kept as what came (`changes.arrived`) too.
    """
    with transaction(con):
        added = {table: _insert(con, table, frames, keep=keep) for table in PAGE_TABLES}
        chosen = _chosen(con, frames)
        if "articles" in frames:
            with arriving(con, frames["articles"].select("article_id", "copy_id")):
                changes.note_copies(con, f"arriving {chosen}")
        added |= {table: _insert(con, table, frames, chosen, keep=keep) for table in ARTICLE_TABLES}
        if chosen and "entities" in frames:
            with arriving(con, frames["entities"].select("entity_id")):
                con.execute(f"insert into {changes.doubtful_entities(con)} select entity_id from arriving")
        _insert(con, "entities", frames, "where entity_id not in (select entity_id from entities)")
    return added


def _chosen(con: Connection, frames: Mapping[str, pl.DataFrame]) -> str:
    """The condition on rows of articles that are to be stored; those they take the place of are deleted."""
    if "articles" not in frames:
        return ""
    with arriving(con, frames["articles"].select("article_id", "seed_file")):
        con.execute(
            """
            create or replace temp table judged as
            select arriving.article_id,
                held.article_id is not null as is_held,
                coalesce(held.seed_file >= arriving.seed_file, true) as is_taken
            from arriving
            left join articles as held on held.article_id = arriving.article_id
            """
        )
    con.execute("create or replace temp table dropped as select article_id from judged where is_held and is_taken")
    _drop_articles(con)
    if is_empty(con, "judged where not is_taken"):
        return ""
    return "where article_id in (select article_id from judged where is_taken)"


def replace_lexicon(con: Connection, frames: Mapping[str, pl.DataFrame]) -> None:
    """Replace what comes from the lexicon by what it holds now.

    `frames` by table name: entities, and those of LEXICON_TABLES, of which absent ones count as empty.
    """
    with transaction(con):
        con.execute("delete from entities where origin = 'lexicon'")
        with arriving(con, frames["entities"].select("entity_id")):
            con.execute("delete from entities where entity_id in (select entity_id from arriving)")
        _insert(con, ENTITIES.name, frames)
        for table in LEXICON_TABLES:
            con.execute(f"delete from {quoted(table)}")
            _insert(con, table, frames)


def tidy(con: Connection, topics: pl.DataFrame, *, everything: bool) -> None:
    """Drop discovered entities that no page speaks of any more, and bring the topics in line with the pages.

    `topics`: those of the lexicon. `everything`: all entities are looked at, not only those of
    articles that went or were not taken.
    """
    with transaction(con):
        asked = "entities where origin = 'discovered'" if everything else changes.doubtful_entities(con)
        con.execute(f"create or replace temp table doubtful as select distinct entity_id from {asked}")
        if not is_empty(con, "doubtful"):
            told = [("mentions", "entity_id"), ("claims", "subject_id")]
            told += [("measures", "subject_id"), ("measures", "object_id")]
            spoken_of = " union ".join(
                f"select {column} from {table} where {column} in (select entity_id from doubtful)"
                for table, column in told
            )
            con.execute(
                f"""
                delete from entities
                where origin = 'discovered'
                    and entity_id in (select entity_id from doubtful)
                    and entity_id not in ({spoken_of})
                """
            )
        con.execute("delete from topics")
        with arriving(con, conformed(topics, TOPICS)):
            con.execute(
                """
                insert into topics (topic, topic_en)
                select used.topic, any_value(known.topic_en)
                from (select distinct topic from seed_files where topic is not null) as used
                left join arriving as known using (topic)
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


def _insert(
    con: Connection, table: str, frames: Mapping[str, pl.DataFrame], where: str = "", *, keep: bool = False
) -> int:
    """The number of rows inserted; `keep` as for `add`."""
    if table not in frames or frames[table].is_empty():
        return 0
    columns = ", ".join(quoted(column.name) for column in _TABLES[table].columns)
    rows = conformed(frames[table], _TABLES[table])
    counts: list[int] = []
    for target in (quoted(table), *([changes.arrived(con, table)] if keep else [])):
        with arriving(con, rows):
            counts += con.execute(
                f"insert into {target} ({columns}) select {columns} from arriving {where}"
            ).fetchall()[0]
    return counts[0]


def _drop_articles(con: Connection) -> None:
    """Delete the articles in the temporary table `dropped` with all they say."""
    if is_empty(con, "dropped"):
        return
    changes.note_dropped(con)
    _delete(con, ARTICLE_TABLES, "article_id", "dropped")


def _delete(con: Connection, tables: Sequence[str], key: str, keys: str) -> None:
    """Delete by the keys in the temporary table, from what came in this refresh too."""
    for table in tables:
        for target in (quoted(table), changes.arrived(con, table)):
            con.execute(f"delete from {target} where {quoted(key)} in (select {quoted(key)} from {keys})")
