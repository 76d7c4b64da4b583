"""What came or went while this connection was open, for the steps that look only at what changed.

The notes are temporary tables. Where a refresh was killed they are gone with it, and those steps look at everything.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.store.connect import CATALOG, Connection, showing
from pipelines.store.tables import TABLES

ARRIVING = tuple(table for table in TABLES if table.comes_with in ("page", "article"))
"""Tables whose rows come from pages."""
_OF_TEXTS = {
    "story_texts": "text_id in (select text_id from changed_texts)",
    "story_marks": "text_id in (select text_id from changed_texts)",
    "story_keys": "text_id in (select text_id from changed_texts)",
    "story_links": "copy_id in (select copy_id from changed_texts) or other_id in (select copy_id from changed_texts)",
}


def changed_copies(con: Connection) -> str:
    """The name of the table of `copy_id` of which articles came or went."""
    return _noted(con, "changed_copies", "copy_id varchar")


def gone_numbers(con: Connection) -> str:
    """The name of the table of `subject_id, metric` of which measures went."""
    return _noted(con, "gone_numbers", "subject_id varchar, metric varchar")


def doubtful_entities(con: Connection) -> str:
    """The name of the table of `entity_id` that perhaps no article speaks of any more."""
    return _noted(con, "doubtful_entities", "entity_id varchar")


def moved_articles(con: Connection) -> str:
    """The name of the table of `article_id` whose story is another now."""
    return _noted(con, "moved_articles", "article_id varchar")


def _noted(con: Connection, name: str, columns: str) -> str:
    con.execute(f"create temp table if not exists {name} ({columns})")
    return name


def arrived(con: Connection, table: str) -> str:
    """The name of the table of the rows that came, where they are kept, and did not go again."""
    con.execute(f"create temp table if not exists arrived_{table} as from {CATALOG}.main.{table} limit 0")
    return f"arrived_{table}"


@contextmanager
def only_what_came(con: Connection) -> Iterator[None]:
    """Tables whose rows come and go with a page, an article or a text show only those that came."""
    for name, condition in _OF_TEXTS.items():
        con.execute(f"create or replace temp table changed_{name} as from {name} where {condition}")
    shown = {table.name: arrived(con, table.name) for table in ARRIVING}
    with showing(con, **shown, **{name: f"changed_{name}" for name in _OF_TEXTS}):
        yield


def note_copies(con: Connection, rows: str) -> None:
    """Note the `copy_id` of the rows that a from clause names."""
    con.execute(f"insert into {changed_copies(con)} select distinct copy_id from {rows}")


def note_dropped(con: Connection) -> None:
    """Note what the articles in the temporary table `dropped` told, before they go."""
    note_copies(con, "articles where article_id in (select article_id from dropped)")
    con.execute(
        f"""
        insert into {gone_numbers(con)}
        select distinct subject_id, metric
        from measures
        where subject_id is not null and article_id in (select article_id from dropped)
        """
    )
    con.execute(
        f"""
        insert into {doubtful_entities(con)}
        select entity_id from mentions where article_id in (select article_id from dropped)
        union
        select subject_id from claims where article_id in (select article_id from dropped)
        union
        select unnest([subject_id, object_id]) from measures where article_id in (select article_id from dropped)
        """
    )
