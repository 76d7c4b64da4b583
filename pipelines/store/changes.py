"""What came or went while this connection was open, for the steps that look only at what changed.

The notes are temporary tables. Where a refresh was killed they are gone with it, and those steps look at everything.
"""

import polars as pl

from pipelines.store.arrow import arriving
from pipelines.store.connect import Connection


def changed_copies(con: Connection) -> str:
    """The name of the table of `copy_id` of which articles came or went."""
    con.execute("create temp table if not exists changed_copies (copy_id varchar)")
    return "changed_copies"


def changed_numbers(con: Connection) -> str:
    """The name of the table of `subject_id, metric` of which measures came or went."""
    con.execute("create temp table if not exists changed_numbers (subject_id varchar, metric varchar)")
    return "changed_numbers"


def note_copies(con: Connection, rows: str) -> None:
    """Note the `copy_id` of the rows that a from clause names."""
    con.execute(f"insert into {changed_copies(con)} select distinct copy_id from {rows}")


def note_numbers(con: Connection, measures: pl.DataFrame) -> None:
    """Note the subjects and metrics of measures that came."""
    with arriving(con, measures.select("subject_id", "metric").drop_nulls().unique()):
        con.execute(f"insert into {changed_numbers(con)} select subject_id, metric from arriving")


def note_dropped(con: Connection) -> None:
    """Note what the articles in the temporary table `dropped` told, before they go."""
    note_copies(con, "articles where article_id in (select article_id from dropped)")
    con.execute(
        f"""
        insert into {changed_numbers(con)}
        select distinct subject_id, metric
        from measures
        where subject_id is not null and article_id in (select article_id from dropped)
        """
    )
