"""The views for those who keep the warehouse: unknown names, and what became of each page."""

from datetime import datetime

from tests.world import World, insert


def test_lexicon_gaps_shows_discovered_names_most_seen_first(world: World) -> None:
    world.page("p1")
    world.article("a", published_at=datetime(2025, 11, 2))
    world.article("b", published_at=datetime(2025, 11, 1), source="Xinhua")
    world.entity("China")
    world.entity("Acme", "organization", origin="discovered")
    world.entity("Rare", "organization", origin="discovered")
    world.claim("a", "China and Acme", "China", "Acme")
    world.claim("b", "Acme first", "Acme")
    world.claim("b", "Rare once", "Rare")
    assert world.ask(
        "select name, mentions, articles, sources, first_seen, surfaces, example from lexicon_gaps"
    ) == [
        ("Acme", 2, 2, 2, datetime(2025, 11, 1), ["Acme"], "Acme first"),
        ("Rare", 1, 1, 1, datetime(2025, 11, 1), ["Rare"], "Rare once"),
    ]


def test_seed_coverage_counts_each_character_once(world: World) -> None:
    world.page("p1", char_count=100, article_count=1)
    world.page("broken", None, status="quarantined", error="neither UTF-8 nor GB18030")
    spans = [
        ("chrome", 0, 8),
        ("topic", 8, 11),
        ("title", 11, 31),
        ("meta", 31, 50),
        ("body", 50, 90),
        ("blank", 90, 95),
    ]
    for kind, start, end in spans:
        insert(world.con, "seed_spans", seed_file="p1", kind=kind, start_char=start, end_char=end)
    insert(
        world.con,
        "seed_spans",
        seed_file="p1",
        kind="quarantined",
        start_char=95,
        end_char=100,
        line_number=7,
        reason="no title",
    )
    world.article("a")
    world.claim("a", "123456789")  # and its line end: nine of the body's ten characters
    assert world.ask(
        "select seed_file, status, error, chrome_chars, topic_chars, title_chars, meta_chars, body_chars, "
        "blank_chars, quarantined_chars, quarantined_lines, first_reason, covered_share, claimed_share "
        "from seed_coverage order by seed_file"
    ) == [
        ("broken", "quarantined", "neither UTF-8 nor GB18030", 0, 0, 0, 0, 0, 0, 0, 0, None, None, None),
        ("p1", "loaded", None, 8, 3, 20, 19, 40, 5, 5, 1, "line 7: no title", 95.0, 90.0),
    ]
