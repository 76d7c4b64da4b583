"""Each rollup view on a few rows."""

from datetime import date, datetime

import pytest

from tests.world import World

MONDAY, TUESDAY, NEXT_SUNDAY = (
    datetime(2025, 11, 3, 8),
    datetime(2025, 11, 4, 8),
    datetime(2025, 11, 16, 23, 59),
)


@pytest.fixture
def news(world: World) -> World:
    """Two topics; `deal` stands on pages of both, `echo` retells it, `undated` has no date or outlet."""
    world.page("p1", "稀土")
    world.page("p2", "电池")
    world.con.execute("insert into topics values ('稀土', 'rare earths'), ('电池', null)")
    world.entity("China", iso3="CHN")
    world.entity("Russia", iso3="RUS")
    world.entity("EU", "organization", subtype="bloc")
    world.entity("MP", "organization")
    world.entity("cobalt", "material")
    world.article("deal", pages=["p1", "p2"], published_at=MONDAY, story_id="s1")
    world.article(
        "echo", published_at=TUESDAY, story_id="s1", source="Xinhua", body_lang="zh", is_truncated=True
    )
    world.article("late", pages=["p2"], published_at=NEXT_SUNDAY)
    world.article("undated", pages=["p2"], published_at=None, source=None)
    world.claim("deal", "China and Russia sell cobalt to MP", "China", "Russia", "cobalt", "MP")
    world.claim("deal", "China, again China", "China")
    world.claim("echo", "China meets EU", "China", "EU")
    world.claim("undated", "Russia waits", "Russia")
    world.measure("deal", "China", "reserves", 44)
    return world


def test_topic_rollup(news: World) -> None:
    assert news.ask(
        "select topic, topic_en, seeds, articles, stories, sources, claims, measures, entities, "
        "first_seen, last_seen from topic_rollup order by topic"
    ) == [
        ("电池", None, 1, 3, 3, 1, 7, 1, 4, MONDAY, NEXT_SUNDAY),
        ("稀土", "rare earths", 1, 2, 1, 2, 6, 1, 5, MONDAY, TUESDAY),
    ]
    assert news.ask(
        "select leading_countries, leading_materials, leading_organizations "
        "from topic_rollup where topic = '稀土'"
    ) == [(["China", "EU", "Russia"], ["cobalt"], ["MP"])]


def test_topic_rollup_keeps_pages_without_topic_and_without_articles(world: World) -> None:
    world.page("nameless", None)
    world.page("bare", "空")
    world.page("broken", None, status="quarantined", error="not text")
    world.article("a", pages=["nameless"])
    assert world.ask("select topic, seeds, articles, claims from topic_rollup order by topic nulls last") == [
        ("空", 1, 0, 0),
        (None, 1, 1, 1),
    ]


def test_country_rollup(news: World) -> None:
    assert news.ask(
        "select country, iso3, kind, articles, stories, claims, mentions, measures, topics, sources, "
        "first_seen, last_seen from country_rollup order by country"
    ) == [
        ("China", "CHN", "country", 2, 1, 3, 3, 1, 2, 2, MONDAY, TUESDAY),
        ("EU", None, "bloc", 1, 1, 1, 1, 0, 1, 1, TUESDAY, TUESDAY),
        ("Russia", "RUS", "country", 2, 2, 2, 2, 0, 2, 1, MONDAY, MONDAY),
    ]
    assert news.ask(
        "select leading_materials, leading_organizations, co_mentioned_countries "
        "from country_rollup where country = 'China'"
    ) == [(["cobalt"], ["MP"], ["EU", "Russia"])]


def test_topic_country(news: World) -> None:
    assert news.ask(
        "select topic, country, articles, article_share, claims, mentions, measures, sources "
        "from topic_country order by topic, country"
    ) == [
        ("电池", "China", 1, 33.3, 2, 2, 1, 1),
        ("电池", "Russia", 2, 66.7, 2, 2, 0, 1),
        ("稀土", "China", 2, 100.0, 3, 3, 1, 2),
        ("稀土", "EU", 1, 50.0, 1, 1, 0, 1),
        ("稀土", "Russia", 1, 50.0, 1, 1, 0, 1),
    ]


def test_weeks_start_on_monday_and_articles_without_date_stay_visible(news: World) -> None:
    assert news.ask(
        "select topic, week, articles, stories, sources, claims, measures from topic_weekly "
        "order by topic, week nulls last"
    ) == [
        ("电池", date(2025, 11, 3), 1, 1, 1, 4, 1),
        ("电池", date(2025, 11, 10), 1, 1, 1, 1, 0),
        ("电池", None, 1, 1, 0, 2, 0),
        ("稀土", date(2025, 11, 3), 2, 1, 2, 6, 1),
    ]


def test_country_weekly(news: World) -> None:
    assert news.ask(
        "select country, week, articles, stories, claims, mentions, measures, sources from country_weekly "
        "order by country, week nulls last"
    ) == [
        ("China", date(2025, 11, 3), 2, 1, 3, 3, 1, 2),
        ("EU", date(2025, 11, 3), 1, 1, 1, 1, 0, 1),
        ("Russia", date(2025, 11, 3), 1, 1, 1, 1, 0, 1),
        ("Russia", None, 1, 1, 1, 1, 0, 0),
    ]


def test_country_pairs_lists_each_pair_once(news: World) -> None:
    assert news.ask(
        "select country, other_country, articles, claims, topics, sources from country_pairs order by 1, 2"
    ) == [("China", "EU", 1, 1, 1, 1), ("China", "Russia", 1, 1, 2, 1)]


def test_source_rollup(news: World) -> None:
    assert news.ask(
        "select source, articles, stories, shared_stories, topics, english_articles, chinese_articles, "
        "truncated_articles, claims, measures, countries, leading_countries from source_rollup "
        "order by source nulls last"
    ) == [
        ("Sina", 2, 2, 1, 2, 2, 0, 0, 5, 1, 2, ["China", "Russia"]),
        ("Xinhua", 1, 1, 1, 1, 0, 1, 1, 2, 0, 2, ["China", "EU"]),
        (None, 1, 1, 0, 1, 1, 0, 0, 2, 0, 1, ["Russia"]),
    ]


def test_stories(news: World) -> None:
    assert news.ask(
        "select story_id, title, articles, sources, languages, topics, first_seen, last_seen, spread_hours, "
        "article_ids from stories where articles > 1"
    ) == [("s1", "deal", 2, 2, ["en", "zh"], 2, MONDAY, TUESDAY, 24.0, ["deal", "echo"])]


def test_claim_details_puts_a_statement_in_one_row(news: World) -> None:
    news.con.execute("update measures set object_id = 'cobalt', claim_id = 'deal#1'")
    [(title, topics, subject, entities, measures)] = news.ask(
        "select title, topics, subject, entities, measures from claim_details where claim_id = 'deal#1'"
    )
    assert (title, topics, subject) == ("deal", ["电池", "稀土"], None)
    assert [(entity["name"], entity["type"]) for entity in entities] == [
        ("China", "country"),
        ("Russia", "country"),
        ("cobalt", "material"),
        ("MP", "organization"),
    ]
    assert [(m["subject"], m["metric"], m["object"], m["low"], m["unit"]) for m in measures] == [
        ("China", "reserves", "cobalt", 44.0, "percent")
    ]
    assert news.ask("select entities, measures from claim_details where claim_id = 'late#0'") == [
        (None, None)
    ]
    assert news.ask("select count(*) = (select count(*) from claims) from claim_details") == [(True,)]
