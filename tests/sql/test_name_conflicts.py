"""Two names for one office."""

from datetime import datetime, timedelta

import pytest

from tests.world import World

OCTOBER = datetime(2025, 10, 20)


@pytest.fixture
def office(world: World) -> World:
    world.page("p1")
    for name in ("Bessent", "Mnuchin", "Becerra"):
        world.entity(name, "person", role="US Treasury Secretary")
    world.entity("Putin", "person", role="Russian President")
    world.entity("Nobody", "person")
    return world


def names(office: World, article_id: str, *people: str, days: int = 0, title_lang: str = "en") -> None:
    office.article(article_id, published_at=OCTOBER + timedelta(days=days), title_lang=title_lang)
    for person in people:
        office.claim(article_id, f"{person} spoke", person)


def conflicts(office: World) -> list[tuple[str, str, str, str]]:
    return office.ask("select kind, article_id, person, other_person from name_conflicts order by all")


def test_the_odd_one_out_in_the_same_weeks(office: World) -> None:
    names(office, "odd", "Mnuchin")
    names(office, "one", "Bessent", days=3)
    names(office, "two", "Bessent", days=27)
    assert conflicts(office) == [("same_weeks", "odd", "Mnuchin", "Bessent")]
    assert office.ask("select role, other_articles, surface, text from name_conflicts") == [
        ("US Treasury Secretary", 2, "Mnuchin", "Mnuchin spoke")
    ]


def test_of_several_others_the_one_named_most_is_shown(office: World) -> None:
    names(office, "odd", "Becerra")
    for article, person in (
        ("one", "Bessent"),
        ("two", "Bessent"),
        ("three", "Bessent"),
        ("four", "Mnuchin"),
    ):
        names(office, article, person, days=3)
    assert conflicts(office) == [
        ("same_weeks", "four", "Mnuchin", "Bessent"),
        ("same_weeks", "odd", "Becerra", "Bessent"),
    ]


def test_months_apart_is_a_change_of_office(office: World) -> None:
    names(office, "then", "Mnuchin")
    names(office, "now", "Bessent", days=60)
    assert conflicts(office) == []


def test_an_article_that_names_both_may_speak_of_a_predecessor(office: World) -> None:
    names(office, "both", "Mnuchin", "Bessent")
    names(office, "one", "Bessent", days=1)
    assert conflicts(office) == []


def test_other_offices_and_people_without_one_do_not_matter(office: World) -> None:
    names(office, "one", "Putin", "Nobody")
    names(office, "two", "Bessent")
    assert conflicts(office) == []


def test_a_chinese_title_that_names_another_than_the_body(office: World) -> None:
    names(office, "split", "Becerra", title_lang="zh")
    office.mention("split", "split#0", "Bessent", field="title")
    assert conflicts(office) == [("title_and_body", "split", "Becerra", "Bessent")]
