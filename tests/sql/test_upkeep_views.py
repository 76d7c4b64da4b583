"""The views for those who keep the warehouse: unknown names, and what became of each page."""

import csv
from datetime import datetime

import pytest

from pipelines.lexicon.layout import FILES
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


def test_lexicon_gaps_ranks_by_articles_before_mentions(world: World) -> None:
    world.page("p1")
    for article in "abc":
        world.article(article)
    world.entity("Wide", "place", origin="discovered")
    world.entity("Often", "place", origin="discovered")
    world.claim("a", "Wide", "Wide")
    world.claim("b", "Wide", "Wide")
    for _ in range(5):
        world.claim("c", "Often", "Often")
    assert world.ask("select name, articles, mentions from lexicon_gaps") == [("Wide", 2, 2), ("Often", 1, 5)]


def test_lexicon_gaps_shows_one_statement_of_each_of_three_articles(world: World) -> None:
    world.page("p1")
    world.entity("Acme", "organization", origin="discovered")
    for day, article in enumerate("dcba", 1):
        world.article(article, published_at=datetime(2025, 11, day))
        world.claim(article, f"Acme on {day}", "Acme")
        world.claim(article, f"Acme again on {day}", "Acme")
    assert world.ask("select example, examples from lexicon_gaps") == [
        ("Acme on 1", ["Acme on 1", "Acme on 2", "Acme on 3"])
    ]


SUGGESTED = {
    "a company": (("organization", "company", "Acme", None), [], "organizations.csv:company,Acme,,,,"),
    "its other names": (
        ("organization", "company", "Acme Ltd", None),
        ["Acme", "阿克米", "ACME"],
        "organizations.csv:company,Acme Ltd,,ACME|Acme,阿克米,",
    ),
    "a Chinese name": (
        ("organization", "ministry", "测试部", "测试部"),
        ["测部"],
        "organizations.csv:ministry,,测试部,,测部,",
    ),
    "a person": (("person", None, "Ada Quill", None), ["Quill"], "people.csv:Ada Quill,,Quill,,"),
    "a place of no known kind": (("place", None, "Quillville", None), [], "places.csv:,Quillville,,,,"),
    "a material": (("material", "metal", "quillium", None), [], "materials.csv:metal,quillium,,,"),
    "a product": (("product", "drug", "Quillmab", None), [], "products.csv:drug,Quillmab,,,"),
    "a comma": (("organization", "company", "Acme, Inc", None), [], 'organizations.csv:company,"Acme, Inc",,,,'),
}


@pytest.mark.parametrize(("entity", "others", "suggested"), SUGGESTED.values(), ids=SUGGESTED)
def test_lexicon_gaps_suggests_a_row_with_the_cells_of_its_file(
    world: World, entity: tuple[str, str | None, str, str | None], others: list[str], suggested: str
) -> None:
    type, subtype, name, name_zh = entity
    world.page("p1")
    world.article("a")
    world.entity(name, type, subtype=subtype, name_zh=name_zh, origin="discovered")
    claim = world.claim("a", f"{name} and others", name)
    for start, surface in enumerate(others, 100):
        insert(
            world.con, "mentions", claim_id=claim, article_id="a", entity_id=name, field="body",
            surface=surface, start_char=start, end_char=start + len(surface),
        )  # fmt: skip
    assert world.ask("select lexicon_file || ':' || suggested_row from lexicon_gaps") == [(suggested,)]
    file, _, row = suggested.partition(".csv:")
    (cells,) = csv.reader([row])
    assert len(cells) == len(FILES[file].columns)


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
