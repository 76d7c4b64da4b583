"""Which articles tell one story, brought up to date after pages were added or taken out.

What says so stands in `sql/stories`: the text that stands for its copies, its marks, the keys under which texts
meet, the links between those that tell one story. Only what a change can touch is looked at: texts whose articles
came or went, the texts they share a key with, and the stories these can join. Texts are taken in the order of
their dates, so that a step reads the weeks it is about and no others.
"""

import itertools
from pathlib import Path

import polars as pl

from pipelines.store.arrow import arriving
from pipelines.store.changes import changed_copies, moved_articles
from pipelines.store.connect import Connection, is_empty, transaction
from pipelines.store.grouping import stories
from pipelines.store.models import query

TEXTS_PER_KEY = 300
"""A key that more texts of one week have tells no story from another, and would cost their square."""

TEXTS_AT_A_TIME = 5_000
"""Texts whose pairs are weighed in one statement, which bounds its memory."""

MARKED_AT_A_TIME = 20_000
"""Texts whose marks and keys are found in one statement, which bounds its memory."""


def find_stories(con: Connection, sql: Path, weights: pl.DataFrame, *, everything: bool) -> None:
    """Set `articles.story_id`.

    `weights`: `type, subtype, name, weight` of names. `everything`: all texts are compared anew, as where the rules
    are others or it is not known what has changed.
    """
    folder = sql / "stories"
    with transaction(con):
        _collect(con, everything)
        if is_empty(con, "changed_texts"):
            return
        with arriving(con, weights):
            con.execute("create or replace temp table weights as select type, subtype, name, weight from arriving")
        _replace_texts(con, folder)
        if not everything:
            con.execute(
                f"insert into changed_texts select copy_id, text_id from story_texts where text_id in ("
                f"{query(folder, 'flipped')} except select text_id from changed_texts)",
                {"texts_per_key": TEXTS_PER_KEY},
            )
        _replace_links(con, folder)
        _write_stories(con, everything)
        con.execute(f"delete from {changed_copies(con)}")


def _collect(con: Connection, everything: bool) -> None:
    """The table `changed_texts`: texts to look at, those that are gone among them."""
    held = "articles union select copy_id from story_texts" if everything else changed_copies(con)
    con.execute(
        f"""
        create or replace temp table changed_texts as
        select distinct copy_id, cast('0x' || substr(copy_id, 1, 15) as bigint) as text_id
        from (select copy_id from {held})
        """
    )


def _replace_texts(con: Connection, folder: Path) -> None:
    """Texts, marks and keys of what changed; the keys they had before stay in `old_keys`."""
    con.execute(
        "create or replace temp table old_keys as "
        "select key, week from story_keys where text_id in (select text_id from changed_texts)"
    )
    for name in ("texts", "marks", "keys"):
        con.execute(f"delete from story_{name} where text_id in (select text_id from changed_texts)")
    con.execute(
        """
        create or replace temp table queue as
        select
            changed_texts.copy_id as copy_id,
            changed_texts.text_id as text_id,
            row_number() over (order by min(articles.published_at), changed_texts.copy_id) - 1 as place
        from changed_texts
        inner join articles on articles.copy_id = changed_texts.copy_id
        group by changed_texts.copy_id, changed_texts.text_id
        order by place
        """
    )
    for start in itertools.count(step=MARKED_AT_A_TIME):
        con.execute(
            "create or replace temp table asked as "
            "select copy_id, text_id from queue where place >= $start and place < $start + $size",
            {"start": start, "size": MARKED_AT_A_TIME},
        )
        if is_empty(con, "asked"):
            return
        for name in ("texts", "marks", "keys"):
            con.execute(f"insert into story_{name} by name {query(folder, name)}")


def _replace_links(con: Connection, folder: Path) -> None:
    """Links of what changed; the table `touched` gets these texts and those they were linked with."""
    con.execute(
        """
        create or replace temp table touched as
        select copy_id from changed_texts
        union
        select other_id from story_links where copy_id in (select copy_id from changed_texts)
        union
        select copy_id from story_links where other_id in (select copy_id from changed_texts)
        """
    )
    con.execute(
        """
        delete from story_links
        where copy_id in (select copy_id from changed_texts) or other_id in (select copy_id from changed_texts)
        """
    )
    con.execute(
        """
        create or replace temp table queue as
        select text_id, week, row_number() over (order by published_at, text_id) - 1 as place
        from story_texts
        where week is not null and text_id in (select text_id from changed_texts)
        order by place
        """
    )
    con.execute("create or replace temp table done (text_id bigint, week integer)")
    for start in itertools.count(step=TEXTS_AT_A_TIME):
        con.execute(
            "create or replace temp table batch as "
            "select text_id, week from queue where place >= $start and place < $start + $size",
            {"start": start, "size": TEXTS_AT_A_TIME},
        )
        [(first_week, last_week)] = con.execute("select min(week), max(week) from batch").fetchall()
        if first_week is None:
            return
        weeks = {"first_week": first_week, "last_week": last_week}
        con.execute(
            f"create or replace temp table pairs as {query(folder, 'pairs')}",
            {"texts_per_key": TEXTS_PER_KEY, **weeks},
        )
        con.execute(f"insert into story_links by name {query(folder, 'links')}", weeks)
        con.execute("insert into done select text_id, week from batch")
        con.execute("delete from done where week < $last_week - 1", {"last_week": last_week})


def _write_stories(con: Connection, everything: bool) -> None:
    """Group the texts whose story may be another now, and write where it is.

    Within a story only its own links count: so a story that nothing new joins is what it was. Those of the texts
    touched are grouped anew, with the stories beside them as they are; where one of these is joined, it is grouped
    anew as well, until none is.
    """
    chosen = "" if everything else "where copy_id in (select copy_id from touched)"
    con.execute(f"create or replace temp table open_stories as select distinct story_id from articles {chosen}")
    while True:
        found = _grouped(con)
        with arriving(con, found):
            con.execute("create or replace temp table grouped as select copy_id, story_id from arriving")
        joined = con.execute(
            """
            insert into open_stories
            select distinct beside.story_id
            from grouped
            inner join beside on beside.copy_id = grouped.copy_id
            where grouped.story_id in (
                select story_id from grouped where copy_id in (select copy_id from open_texts)
            )
            returning story_id
            """
        ).fetchall()
        if not joined:
            break
    con.execute(
        """
        create or replace temp table placed as
        select articles.article_id as article_id, coalesce(grouped.story_id, articles.copy_id) as story_id
        from articles
        inner join open_texts on open_texts.copy_id = articles.copy_id
        left join grouped on grouped.copy_id = articles.copy_id
        where articles.story_id <> coalesce(grouped.story_id, articles.copy_id)
        """
    )
    con.execute(f"insert into {moved_articles(con)} select article_id from placed")
    con.execute(
        "update articles set story_id = placed.story_id from placed where placed.article_id = articles.article_id"
    )


def _grouped(con: Connection) -> pl.DataFrame:
    """The stories (`copy_id, story_id`) of the texts in open stories, and of those in stories linked with them.

    The former are in the table `open_texts` then, the latter, with the story they have, in `beside`.
    """
    con.execute(
        """
        create or replace temp table open_texts as
        select distinct copy_id from articles where story_id in (select story_id from open_stories)
        union
        select copy_id from articles where copy_id in (select copy_id from touched)
        """
    )
    con.execute(
        """
        create or replace temp table beside as
        with linked as (
            select other_id as copy_id from story_links where copy_id in (select copy_id from open_texts)
            union
            select copy_id from story_links where other_id in (select copy_id from open_texts)
        )

        select distinct copy_id, story_id
        from articles
        where copy_id not in (select copy_id from open_texts) and story_id in (
            select story_id from articles where copy_id in (select copy_id from linked)
        )
        """
    )
    links = con.sql(
        """
        select copy_id, other_id, evidence
        from story_links
        where copy_id in (select copy_id from open_texts) or other_id in (select copy_id from open_texts)
        union all
        select story_links.copy_id, story_links.other_id, story_links.evidence
        from story_links
        inner join beside as one on one.copy_id = story_links.copy_id
        inner join beside as other on other.copy_id = story_links.other_id and other.story_id = one.story_id
        """
    )
    texts = con.sql(
        """
        select copy_id, published_at, article_id
        from story_texts
        where published_at is not null
            and copy_id in (select copy_id from open_texts union all select copy_id from beside)
        """
    )
    return stories(pl.DataFrame(texts), pl.DataFrame(links))
