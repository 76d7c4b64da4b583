"""Rows in and out: whole transactions, one owner for each article, the same result in any order."""

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from pipelines.store import connect, load, schema
from pipelines.store.connect import Connection
from pipelines.store.tables import TABLES

ROOT = Path(__file__).parent.parent.parent
_TABLES = {table.name: table for table in TABLES}


def frame(table: str, rows: Sequence[dict[str, object]]) -> pl.DataFrame:
    """Rows of a table; columns that are not given hold a harmless value or null."""
    columns = _TABLES[table].columns
    harmless = {"varchar": "-", "boolean": False, "timestamp": None, "integer[]": []}
    return pl.DataFrame(
        [
            {c.name: row.get(c.name, None if c.nullable else harmless.get(c.type, 0)) for c in columns}
            for row in rows
        ],
        schema=_TABLES[table].schema,
    )


def page(seed_file: str, *articles: str) -> dict[str, pl.DataFrame]:
    """A page that shows these articles, each with one claim that mentions `Acme`; the text tells the page."""
    return {
        "seed_files": frame(
            "seed_files", [{"seed_file": seed_file, "topic": "稀土", "article_count": len(articles)}]
        ),
        "seed_spans": frame("seed_spans", [{"seed_file": seed_file}]),
        "article_topics": frame(
            "article_topics",
            [
                {"seed_file": seed_file, "position": n, "article_id": a}
                for n, a in enumerate(articles, start=1)
            ],
        ),
        "articles": frame(
            "articles",
            [{"article_id": a, "seed_file": seed_file, "title": f"{a} of {seed_file}"} for a in articles],
        ),
        "claims": frame(
            "claims", [{"claim_id": f"{a}#0", "article_id": a, "text": seed_file} for a in articles]
        ),
        "mentions": frame(
            "mentions", [{"claim_id": f"{a}#0", "article_id": a, "entity_id": "Acme"} for a in articles]
        ),
        "entities": frame("entities", [{"entity_id": "Acme", "name": "Acme", "origin": "discovered"}]),
    }


def held(con: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Everything that tells one state from another."""
    return {
        "pages": con.execute("select seed_file from seed_files order by all").fetchall(),
        "shown": con.execute("select seed_file, article_id from article_topics order by all").fetchall(),
        "articles": con.execute("select article_id, seed_file, title from articles order by all").fetchall(),
        "claims": con.execute("select claim_id, text from claims order by all").fetchall(),
        "mentions": con.execute("select claim_id, entity_id from mentions order by all").fetchall(),
    }


PAGES = {"p1": page("p1", "x", "shared"), "p2": page("p2", "shared", "y"), "p3": page("p3", "shared")}


@pytest.mark.parametrize("order", list(itertools.permutations(PAGES)), ids="-".join)
def test_an_article_belongs_to_the_first_page_by_name_in_whatever_order_pages_come(
    con: Connection, order: Sequence[str]
) -> None:
    for name in order:
        load.add(con, PAGES[name])
    assert held(con) == {
        "pages": [("p1",), ("p2",), ("p3",)],
        "shown": [("p1", "shared"), ("p1", "x"), ("p2", "shared"), ("p2", "y"), ("p3", "shared")],
        "articles": [("shared", "p1", "shared of p1"), ("x", "p1", "x of p1"), ("y", "p2", "y of p2")],
        "claims": [("shared#0", "p1"), ("x#0", "p1"), ("y#0", "p2")],
        "mentions": [("shared#0", "Acme"), ("x#0", "Acme"), ("y#0", "Acme")],
    }
    assert con.execute("select entity_id from entities").fetchall() == [("Acme",)]


def test_a_page_that_goes_names_the_pages_that_inherit(con: Connection) -> None:
    for rows in PAGES.values():
        load.add(con, rows)
    assert load.forget(con, ["p1"]) == {"p2", "p3"}
    assert held(con)["pages"] == []
    for name in ("p2", "p3"):
        load.add(con, PAGES[name])
    assert held(con)["articles"] == [("shared", "p2", "shared of p2"), ("y", "p2", "y of p2")]


def test_a_page_that_owns_nothing_shared_goes_alone(con: Connection) -> None:
    for rows in PAGES.values():
        load.add(con, rows)
    assert load.forget(con, ["p3"]) == set()
    assert held(con)["pages"] == [("p1",), ("p2",)]


def test_forgetting_nothing_or_the_unknown_changes_nothing(con: Connection) -> None:
    load.add(con, PAGES["p1"])
    before = held(con)
    assert load.forget(con, []) == set()
    assert load.forget(con, ["never seen"]) == set()
    assert held(con) == before


TOPICS = pl.DataFrame({"topic": ["稀土", "电池"], "topic_en": ["rare earths", "batteries"]})


def test_the_lexicon_is_replaced_and_unused_discoveries_go(con: Connection) -> None:
    load.add(con, PAGES["p1"])
    load.add(
        con,
        {
            "entities": frame(
                "entities",
                [{"entity_id": "Unused", "origin": "discovered"}, {"entity_id": "Old", "origin": "lexicon"}],
            )
        },
    )
    load.replace_lexicon(
        con,
        {
            "entities": frame("entities", [{"entity_id": "China", "origin": "lexicon"}]),
            "metrics": frame("metrics", [{"metric": "reserves"}]),
        },
    )
    load.tidy(con, TOPICS, everything=True)
    assert con.execute("select entity_id, origin from entities order by all").fetchall() == [
        ("Acme", "discovered"),
        ("China", "lexicon"),
    ]
    assert con.execute("select metric from metrics").fetchall() == [("reserves",)]
    assert con.execute("select * from topics").fetchall() == [("稀土", "rare earths")]


@pytest.mark.parametrize("everything", [True, False])
def test_entities_go_with_the_last_article_that_speaks_of_them(con: Connection, everything: bool) -> None:
    load.add(con, PAGES["p1"])
    load.forget(con, ["p1"])
    load.tidy(con, TOPICS, everything=everything)
    assert con.execute("select entity_id from entities").fetchall() == []
    assert con.execute("select topic from topics").fetchall() == []


def test_rows_that_lack_a_column_are_refused_by_name(con: Connection) -> None:
    with pytest.raises(ValueError, match="table mentions lack the columns surface"):
        load.add(con, {"mentions": PAGES["p1"]["mentions"].drop("surface")})
    assert held(con)["pages"] == []


def test_page_text_is_never_read_as_sql(con: Connection) -> None:
    name = "p'; drop table articles; --"
    load.add(con, page(name, 'a"b'))
    assert load.forget(con, [name]) == set()
    assert held(con)["articles"] == []


KILLED = """
import os, signal, sys
import tests.store.test_load as t
from pipelines.store import connect, load

class Killer(dict):
    def __getitem__(self, name):
        if name == "measures":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__getitem__(name)

con = connect.open_write(sys.argv[1])
load.add(con, t.PAGES["p1"])
load.add(con, Killer(t.PAGES["p2"], measures=None))
"""


def test_a_kill_inside_a_transaction_leaves_the_pages_before_it(tmp_path: Path) -> None:
    path = tmp_path / "build.duckdb"
    connect.create(path)
    with connect.open_write(path) as con:
        schema.create_tables(con)
    child = subprocess.run(
        [sys.executable, "-c", KILLED, path],
        cwd=ROOT,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert child.returncode == -signal.SIGKILL
    with connect.open_write(path) as con:
        assert held(con)["pages"] == [("p1",)]
        assert held(con)["articles"] == [("shared", "p1", "shared of p1"), ("x", "p1", "x of p1")]
