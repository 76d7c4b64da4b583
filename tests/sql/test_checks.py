"""Each check of the published file finds the row it is there for, and nothing in rows that are right."""

from datetime import datetime, timedelta

import pytest

from pipelines.store.audits import read_checks, run_audits
from pipelines.store.results import AuditResult
from tests.sql.conftest import SQL
from tests.world import World, insert

CHECKS = {check.name: check for check in read_checks(SQL)}
NOW = datetime(2026, 1, 10, 12)
SETTINGS = {"now": NOW, "stale_days": 7.0, "shrink_percent": 20.0}


def found(world: World, name: str) -> AuditResult:
    [result] = run_audits(world.con, [CHECKS[name]], SETTINGS)
    return result


def refreshed(world: World, refresh_id: str, days_ago: float, articles: int = 0, claims: int = 0) -> None:
    at = NOW - timedelta(days=days_ago)
    counts = {"articles": articles, "claims": claims, "published": True}
    insert(world.con, "refreshes", refresh_id=refresh_id, started_at=at, finished_at=at, **counts)


def arrived(world: World, page: str, topic: str, refresh_id: str) -> None:
    world.page(page, topic, sha256=page)
    insert(world.con, "first_seen", kind="page", id=page, refresh_id=refresh_id)


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_an_empty_warehouse_passes(world: World, name: str) -> None:
    assert found(world, name).passed


def test_a_topic_without_a_new_page_is_told_and_one_with_an_old_and_a_new_is_not(world: World) -> None:
    refreshed(world, "long ago", 30)
    refreshed(world, "of late", 6)
    arrived(world, "p1", "稀土", "long ago")
    arrived(world, "p2", "稀土", "of late")
    arrived(world, "p3", "电池", "long ago")
    result = found(world, "topics__fresh")
    assert [row["topic"] for row in result.sample] == ["电池"]
    assert result.sample[0]["last_new_page_at"] == NOW - timedelta(days=30)


def test_a_page_that_is_read_again_makes_no_topic_fresh(world: World) -> None:
    refreshed(world, "long ago", 30)
    arrived(world, "p1", "稀土", "long ago")
    world.con.execute("update seed_files set loaded_at = ?", [NOW])
    assert found(world, "topics__fresh").failing_rows == 1


@pytest.mark.parametrize(("articles", "claims", "told"), [(80, 800, 0), (79, 1000, 1), (100, 799, 1), (200, 2000, 0)])
def test_a_refresh_that_lost_much_is_told(world: World, articles: int, claims: int, told: int) -> None:
    refreshed(world, "a", 3, articles=100, claims=1000)
    refreshed(world, "b", 2, articles=articles, claims=claims)
    assert found(world, "refreshes__volume_is_steady").failing_rows == told


def test_only_the_last_refresh_is_judged(world: World) -> None:
    refreshed(world, "a", 3, articles=100)
    refreshed(world, "b", 2, articles=1)
    refreshed(world, "c", 1, articles=1)
    assert found(world, "refreshes__volume_is_steady").passed


def test_a_page_with_hardly_an_article_for_its_size_is_told(world: World) -> None:
    for page in ("p1", "p2", "p3"):
        world.page(page, article_count=10, char_count=10_000)
    world.page("p4", article_count=1, char_count=10_000)
    assert [row["seed_file"] for row in found(world, "seed_files__volume_is_usual").sample] == ["p4"]
