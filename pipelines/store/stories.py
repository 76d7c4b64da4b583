"""Which articles tell one story, brought up to date after pages were added or taken out.

What says so stands in `sql/stories`: the text that stands for its copies, its marks, the keys under which texts
meet, the links between those that tell one story. Only what a change can touch is looked at: texts whose articles
came or went, the texts they share a key with, and the stories these belong to.
"""

import itertools
from pathlib import Path

import polars as pl

from pipelines.store.arrow import arriving
from pipelines.store.changes import changed_copies
from pipelines.store.connect import Connection, is_empty, transaction
from pipelines.store.grouping import Link, Text, stories
from pipelines.store.models import query

TEXTS_PER_KEY = 300
"""A key that more texts of one week have tells no story from another, and would cost their square."""

TEXTS_AT_A_TIME = 2_000
"""Texts whose pairs are weighed in one statement, which bounds its memory."""


def find_stories(con: Connection, sql: Path, weights: pl.DataFrame, *, everything: bool) -> None:
    """Set `articles.story_id`.

    `weights`: `type, subtype, name, weight` of names. `everything`: all texts are compared anew, as where the rules
    are others or it is not known what has changed.
    """
    folder = sql / "stories"
    with transaction(con):
        _ask(con, everything)
        if is_empty(con, "asked"):
            return
        with arriving(con, weights):
            con.execute("create or replace temp table weights as select type, subtype, name, weight from arriving")
        _replace_texts(con, folder)
        if not everything:
            con.execute(
                f"insert into asked {query(folder, 'flipped')} except select copy_id from asked",
                {"texts_per_key": TEXTS_PER_KEY},
            )
        _replace_links(con, folder)
        _write_stories(con)
        con.execute(f"delete from {changed_copies(con)}")


def _ask(con: Connection, everything: bool) -> None:
    """The table `asked`: texts to look at, those that are gone among them."""
    held = "articles union select copy_id from story_texts" if everything else changed_copies(con)
    con.execute(f"create or replace temp table asked as select distinct copy_id from (select copy_id from {held})")


def _replace_texts(con: Connection, folder: Path) -> None:
    """Texts, marks and keys of what is asked for; the keys they had before stay in `old_keys`."""
    con.execute(
        "create or replace temp table old_keys as "
        "select key, week from story_keys where copy_id in (select copy_id from asked)"
    )
    for name in ("texts", "marks", "keys"):
        con.execute(f"delete from story_{name} where copy_id in (select copy_id from asked)")
        con.execute(f"insert into story_{name} by name {query(folder, name)}")


def _replace_links(con: Connection, folder: Path) -> None:
    """Links of what is asked for; the table `touched` gets these texts and those they were linked with."""
    con.execute(
        """
        create or replace temp table touched as
        select copy_id from asked
        union
        select other_id from story_links where copy_id in (select copy_id from asked)
        union
        select copy_id from story_links where other_id in (select copy_id from asked)
        """
    )
    con.execute(
        """
        delete from story_links
        where copy_id in (select copy_id from asked) or other_id in (select copy_id from asked)
        """
    )
    con.execute("create or replace temp table done (copy_id varchar)")
    for start in itertools.count(step=TEXTS_AT_A_TIME):
        con.execute(
            """
            create or replace temp table batch as
            select copy_id
            from story_texts
            where copy_id in (select copy_id from asked)
            order by published_at, copy_id
            limit $size offset $start
            """,
            {"size": TEXTS_AT_A_TIME, "start": start},
        )
        if is_empty(con, "batch"):
            return
        con.execute(
            f"create or replace temp table pairs as {query(folder, 'pairs')}", {"texts_per_key": TEXTS_PER_KEY}
        )
        con.execute(f"insert into story_links by name {query(folder, 'links')}")
        con.execute("insert into done select copy_id from batch")


def _write_stories(con: Connection) -> None:
    """Group the texts that can be reached from those touched, and write where an article's story is another now."""
    con.execute(
        """
        create or replace temp table reached as
        with recursive linked as (
            select copy_id, other_id from story_links
            union all
            select other_id, copy_id from story_links
        ),

        reached as (
            select copy_id from touched
            union
            select linked.other_id
            from reached
            inner join linked on linked.copy_id = reached.copy_id
        )

        select copy_id from reached
        """
    )
    texts = con.execute(
        """
        select copy_id, published_at, article_id
        from story_texts
        where published_at is not null and copy_id in (
            select copy_id from story_links union select other_id from story_links
        ) and copy_id in (select copy_id from reached)
        """
    ).fetchall()
    links = con.execute(
        """
        select copy_id, other_id, evidence
        from story_links
        where copy_id in (select copy_id from reached)
        """
    ).fetchall()
    found = stories((Text(*text) for text in texts), (Link(*link) for link in links))
    frame = pl.DataFrame(list(found.items()), schema={"copy_id": pl.String, "story_id": pl.String}, orient="row")
    with arriving(con, frame):
        con.execute("create or replace temp table grouped as select copy_id, story_id from arriving")
    con.execute(
        """
        update articles
        set story_id = placed.story_id
        from (
            select reached.copy_id as copy_id, coalesce(grouped.story_id, reached.copy_id) as story_id
            from reached
            left join grouped on grouped.copy_id = reached.copy_id
        ) as placed
        where placed.copy_id = articles.copy_id and articles.story_id <> placed.story_id
        """
    )
