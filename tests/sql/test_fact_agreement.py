"""Which numbers are one fact, and the verdict on them."""

from datetime import datetime
from typing import Any

import pytest

from tests.world import World


@pytest.fixture
def two(world: World) -> World:
    """Two articles of two stories, and the entities to speak of."""
    world.page("p1")
    world.article("a", published_at=datetime(2025, 11, 1), source="Sina")
    world.article("b", published_at=datetime(2025, 11, 2), source="Xinhua")
    for name, type_ in (("Russia", "country"), ("China", "country"), ("rare earths", "material")):
        world.entity(name, type_)
    return world


def number(low: float, comparator: str = "=", **values: Any) -> dict[str, Any]:
    return {"low": low, "comparator": comparator} | values


AGREE = {
    "within five percent": (number(28), number(28.5)),
    "a plain number inside a range": (number(60, high=70), number(69)),
    "over, and more than that": (number(80, ">"), number(90)),
    "up to, and less than that": (number(10, "<="), number(4)),
    "about reaches further": (number(100, "~"), number(107, "~")),
    "kilogrammes and tonnes": (number(2, unit="tonne"), number(2000, unit="kg")),
    "pounds and kilogrammes": (number(920, unit="pound"), number(417, unit="kg")),
    "an undated number that fits a dated one": (number(91), number(91, as_of="2024")),
    "two falls, one of them at least so deep": (number(10, ">", change="down"), number(12, change="down")),
}
DRIFT = {
    "two years": (number(85, as_of="2022"), number(91, as_of="2024")),
    "two years, and an undated number that fits one": (
        number(85, as_of="2022"),
        number(91, as_of="2024"),
        number(90.5),
    ),
}
CONFLICT = {
    "far apart": (number(28), number(10)),
    "over against less": (number(28, ">"), number(10)),
    "70 against 75 percent": (number(70), number(75)),
    "one year, two numbers": (number(85, as_of="2024"), number(91, as_of="2024"), number(70, as_of="2020")),
    "an undated number that fits no date": (number(85, as_of="2022"), number(91, as_of="2024"), number(50)),
    "a rise and a fall": (number(10, change="up"), number(10, change="down")),
}
CASES = [
    (verdict, name, numbers)
    for verdict, cases in (("agree", AGREE), ("drift", DRIFT), ("conflict", CONFLICT))
    for name, numbers in cases.items()
]


@pytest.mark.parametrize(
    ("verdict", "numbers"), [pytest.param(v, n, id=f"{v}: {name}") for v, name, n in CASES]
)
def test_verdict(two: World, verdict: str, numbers: tuple[dict[str, Any], ...]) -> None:
    for index, values in enumerate(numbers):
        two.measure("ab"[index % 2], "Russia", "reserves", **values)
    assert two.ask("select verdict from fact_agreement") == [(verdict,)]


def about(**values: Any) -> dict[str, Any]:
    return {"subject": "Russia", "metric": "reserves", "low": 5.0} | values


APART = {
    "subjects": ({"subject": "Russia"}, {"subject": "China"}),
    "metrics": ({"metric": "reserves"}, {"metric": "production"}),
    "objects": ({"object_id": "rare earths"}, {"object_id": None}),
    "units": ({"unit": "usd"}, {"unit": "cny"}),
    "levels and changes": ({"change": "up"}, {"change": None}),
}


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_numbers_about_different_things_are_no_fact(two: World, pair: tuple[dict[str, Any], ...]) -> None:
    for article, values in zip("ab", pair, strict=True):
        two.measure(article, **about(**values))
    assert two.ask("select * from fact_agreement") == []


@pytest.mark.parametrize("values", [{"subject": None}, {"metric": "other"}, {"metric": "count"}])
def test_numbers_about_nothing_in_particular_are_no_fact(two: World, values: dict[str, Any]) -> None:
    for article in "ab":
        two.measure(article, **about(**values))
    assert two.ask("select * from fact_agreement") == []


def test_a_fact_lists_what_was_said_and_by_whom(two: World) -> None:
    two.measure("b", "Russia", "reserves", 28, quote="2800万吨", unit="tonne", object_id="rare earths")
    two.measure("a", "Russia", "reserves", 10, quote="10 tons", unit="tonne", object_id="rare earths")
    [(subject, object_, low_min, high_max, measures, articles, stories, sources, first, last, evidence)] = (
        two.ask(
            "select subject, object, low_min, high_max, measures, articles, stories, sources, "
            "first_published, last_published, evidence from fact_agreement"
        )
    )
    assert (subject, object_, low_min, high_max) == ("Russia", "rare earths", 10, 28)
    assert (measures, articles, stories, sources) == (2, 2, 2, 2)
    assert (first, last) == (datetime(2025, 11, 1), datetime(2025, 11, 2))
    assert [(e["article_id"], e["source"], e["quote"], e["claim"], e["is_copy"]) for e in evidence] == [
        ("a", "Sina", "10 tons", "reserves 10", False),
        ("b", "Xinhua", "2800万吨", "reserves 28", False),
    ]


def test_copies_of_a_story_count_once_but_stay_in_the_evidence(two: World) -> None:
    two.article("copy", published_at=datetime(2025, 11, 3), story_id="a")
    for article in ("a", "copy", "b"):
        two.measure(article, "Russia", "reserves", 28)
    [(measures, articles, stories, evidence)] = two.ask(
        "select measures, articles, stories, evidence from fact_agreement"
    )
    assert (measures, articles, stories) == (2, 3, 2)
    assert [(e["article_id"], e["is_copy"]) for e in evidence] == [("a", False), ("b", False), ("copy", True)]


def test_one_article_that_repeats_itself_is_no_fact(two: World) -> None:
    two.measure("a", "Russia", "reserves", 28)
    two.measure("a", "Russia", "reserves", 28)
    assert two.ask("select * from fact_agreement") == []
