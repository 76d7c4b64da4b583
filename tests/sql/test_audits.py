"""Each audit file finds the row it is there for, and nothing in rows that are right."""

from collections.abc import Callable
from typing import Any

import pytest

from pipelines.store.audits import Audit, read_audits, run_audits
from tests.sql.conftest import SQL
from tests.world import World, insert

AUDITS = {audit.name: audit for audit in read_audits(SQL)}
FILES = sorted(path.stem for path in (SQL / "audits").glob("*.sql"))


@pytest.fixture
def right(world: World) -> World:
    """A page with one article, one claim, one mention, one measure; every audit passes."""
    insert(
        world.con,
        "seed_files",
        seed_file="p1",
        topic="稀土",
        status="loaded",
        char_count=200,
        article_count=1,
    )
    insert(world.con, "seed_spans", seed_file="p1", kind="body", start_char=0, end_char=200)
    insert(world.con, "topics", topic="稀土")
    world.entity("Russia")
    world.article("俄罗斯")
    claim = world.claim("俄罗斯", "中 Russia has 28 tons", "Russia", subject_id="Russia")
    of_claim = {"claim_id": claim, "article_id": "俄罗斯", "field": "body"}
    insert(
        world.con, "offices", **of_claim, entity_id="Russia", office="investee", start_char=2, end_char=8
    )
    insert(world.con, "dates", **of_claim, quote="28", as_of="2028", start_char=13, end_char=15)
    world.measure(
        "俄罗斯", "Russia", "reserves", 28, claim=claim, quote="28 tons", start_char=13, end_char=20
    )
    return world


def failing(world: World, audit: Audit) -> int:
    [result] = run_audits(world.con, [audit])
    assert bool(result.sample) == bool(result.failing_rows)
    return result.failing_rows


def test_right_rows_pass_every_audit(right: World) -> None:
    assert [r.name for r in run_audits(right.con, list(AUDITS.values())) if not r.passed] == []


def sql(statement: str) -> Callable[[World], Any]:
    return lambda world: world.con.execute(statement)


WRONG: dict[str, Callable[[World], Any]] = {
    "article_topics__within_the_page": sql("update article_topics set end_char = 201"),
    "articles__bodies_are_claimed": sql("update articles set body = repeat('x', 1000)"),
    "articles__date_is_plausible": sql("update articles set published_at = timestamp '2125-11-05 09:00:00'"),
    "articles__has_claims": sql("delete from claims where ordinal = 0"),
    "articles__owner_is_first_page": sql("update articles set seed_file = 'p2'"),
    "claims__most_have_a_subject": sql("update claims set subject_id = null"),
    "claims__ordinals_count_up": sql("update claims set ordinal = 2 where ordinal = 1"),
    "claims__span_matches_text": sql("update claims set text = 'Russia' where ordinal = 1"),
    "entities__words_are_known": sql("update entities set type = 'planet'"),
    "measures__low_not_above_high": sql("update measures set low = 30"),
    "measures__most_have_a_metric": sql("update measures set metric = 'other'"),
    "measures__most_have_a_subject": sql("update measures set subject_id = null"),
    "measures__span_matches_text": sql("update measures set start_char = 12, end_char = 19"),
    "measures__within_claim": sql("update measures set claim_id = '俄罗斯#0'"),
    "measures__words_are_known": sql("update measures set comparator = '!='"),
    "mentions__span_matches_text": sql("update mentions set start_char = start_char + 1"),
    "mentions__within_claim": sql("update mentions set end_char = 99"),
    "seed_files__articles_are_placed": sql("update seed_files set article_count = 2"),
    "seed_files__extractor_works": sql(
        "update seed_files set status = 'quarantined', error = 'the extractor failed: NameError'"
    ),
    "seed_files__outcome_is_clear": sql("update seed_files set status = 'quarantined'"),
    "dates__span_matches_text": sql("update dates set quote = '2026'"),
    "dates__words_are_known": sql("update dates set as_of = '2025-Q1'"),
    "offices__within_claim": sql("update offices set end_char = 1000"),
    "seed_files__pages_are_loaded": sql("update seed_files set error = 'line 3: no title'"),
    "seed_files__pages_hold_articles": sql("update seed_files set article_count = 0"),
    "seed_spans__tile_the_page": sql("update seed_spans set start_char = 1"),
    "seed_spans__words_are_known": sql("update seed_spans set kind = 'quarantined'"),
}


@pytest.mark.parametrize("name", FILES)
def test_each_file_finds_its_wrong_row(right: World, name: str) -> None:
    WRONG[name](right)
    assert failing(right, AUDITS[name]) == 1


@pytest.mark.parametrize(
    "damage",
    [
        "delete from seed_spans",
        "update seed_spans set end_char = 199",
        "insert into seed_spans values ('p1', 100, 200, 1, 'body', null)",
        "update seed_files set char_count = null",
    ],
)
def test_characters_that_are_missing_or_counted_twice_are_found(right: World, damage: str) -> None:
    right.con.execute(damage)
    assert failing(right, AUDITS["seed_spans__tile_the_page"]) >= 1


GENERATED = {
    "articles__key_is_unique": "insert into articles select * from articles",
    "mentions__key_is_unique": "insert into mentions select * from mentions",
    "articles__nothing_missing": "update articles set body = null",
    "mentions__entity_id_exists": "delete from entities",
    "measures__metric_exists": "delete from metrics",
    "measures__object_id_exists": "update measures set object_id = 'Atlantis'",
    "seed_files__topic_exists": "delete from topics",
}


@pytest.mark.parametrize("name", GENERATED)
def test_keys_nulls_and_references_are_audited_for_every_table(right: World, name: str) -> None:
    right.con.execute(GENERATED[name])
    assert failing(right, AUDITS[name]) == 1
    assert AUDITS[name].blocking
