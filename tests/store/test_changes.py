"""After a refresh of a part the audits look at what came, all of it, and at nothing else where that is enough."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.lexicon import Lexicon
from pipelines.store import load
from pipelines.store.audits import read_audits, run_audits, run_audits_of_what_came
from pipelines.store.changes import ARRIVING, arrived
from pipelines.store.connect import Connection
from pipelines.store.stories import find_stories
from tests.store.test_stories import page, read

SQL = Path(__file__).parent.parent.parent / "sql"
AUDITS = read_audits(SQL)
OLD = page([("2025-11-05 09:00", "卢拉拍板,巴西锂走向世界", "Brazil exports 4,125 tonnes of lithium a year.")])
NEW = page([("2025-11-06 09:00", "德国海德将建电池厂", "Germany's plant in Heide costs 4.57 billion euros.")])


@pytest.fixture
def both(con: Connection, lexicon: Lexicon) -> Connection:
    """One page that was there and one that came."""
    load.add(con, read(lexicon, old=OLD))
    load.replace_lexicon(con, lexicon.stored)
    load.tidy(con, lexicon.stored["topics"], everything=True)
    find_stories(con, SQL, lexicon.story_weights, everything=True)
    load.add(con, read(lexicon, new=NEW), keep=True)
    load.tidy(con, lexicon.stored["topics"], everything=False)
    find_stories(con, SQL, lexicon.story_weights, everything=False)
    return con


def failed(con: Connection) -> set[str]:
    return {result.name for result in run_audits_of_what_came(con, AUDITS) if not result.passed}


def test_right_pages_pass(both: Connection) -> None:
    assert failed(both) == set()
    assert [result.name for result in run_audits_of_what_came(both, AUDITS)] == [audit.name for audit in AUDITS]


def test_what_came_is_kept_and_goes_with_its_page(both: Connection) -> None:
    def kept() -> dict[str, int]:
        counted = {table.name: f"select count(*) from {arrived(both, table.name)}" for table in ARRIVING}
        return {name: both.execute(count).fetchall()[0][0] for name, count in counted.items()}

    assert {name for name, count in kept().items() if count == 0} == {"offices", "dates"}
    assert kept()["articles"] == 1
    load.forget(both, ["new"])
    assert set(kept().values()) == {0}


SPOILED = {
    "claims__span_matches_text": "update arrived_claims set start_char = start_char + 1",
    "claims__key_is_unique": "insert into arrived_claims from arrived_claims",
    "claims__article_id_exists": "update arrived_claims set article_id = 'nowhere'",
    "measures__low_not_above_high": "update arrived_measures set low = high + 1",
    "mentions__entity_id_exists": "update arrived_mentions set entity_id = 'nobody'",
    "seed_spans__tile_the_page": "delete from arrived_seed_spans where start_char = 0",
    "articles__has_claims": "delete from arrived_claims where ordinal = 0",
    "article_topics__article_id_exists": "update arrived_article_topics set article_id = 'nowhere'",
    "story_keys__nothing_missing": "update story_keys set week = null",
    # Asked of all rows, whatever came.
    "articles__owner_is_first_page": "update articles set seed_file = 'z' where seed_file = 'old'",
    "claims__most_have_a_subject": "update claims set subject_id = null",
}


@pytest.mark.parametrize("audit", SPOILED)
def test_a_wrong_row_that_came_is_found(both: Connection, audit: str) -> None:
    both.execute(SPOILED[audit])
    assert audit in failed(both)


def test_what_was_there_before_is_not_looked_at_again(both: Connection) -> None:
    both.execute(
        "update claims set text = 'changed by hand' where article_id not in (from arrived_articles select article_id)"
    )
    assert "claims__span_matches_text" not in failed(both)
    assert "claims__span_matches_text" in {result.name for result in run_audits(both, AUDITS) if not result.passed}


def test_an_article_that_an_earlier_page_owns_leaves_no_names_behind(con: Connection, lexicon: Lexicon) -> None:
    rows = read(lexicon, a=OLD)
    load.add(con, rows)
    again = read(lexicon, b=OLD)
    stranger = pl.DataFrame([{"entity_id": "stranger", "origin": "discovered"}], again["entities"].schema)
    load.add(con, again | {"entities": stranger}, keep=True)
    assert con.execute("select count(*) from entities where entity_id = 'stranger'").fetchone() == (1,)
    load.tidy(con, lexicon.stored["topics"], everything=False)
    assert con.execute("select count(*) from entities where entity_id = 'stranger'").fetchone() == (0,)
