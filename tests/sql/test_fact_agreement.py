"""Which numbers are one fact, and the verdict on them."""

from datetime import datetime
from typing import Any

import pytest

from pipelines.store.history import record_news
from tests.sql.conftest import SQL
from tests.world import World


@pytest.fixture
def two(world: World) -> World:
    """Articles of a story each, and the entities to speak of."""
    world.page("p1")
    world.article("a", published_at=datetime(2025, 11, 1), source="Sina")
    world.article("b", published_at=datetime(2025, 11, 2), source="Xinhua")
    world.article("c", published_at=datetime(2025, 11, 3), source="Reuters")
    for name, type_ in (("Russia", "country"), ("China", "country"), ("rare earths", "material")):
        world.entity(name, type_)
    return world


def asked(world: World, question: str) -> list[Any]:
    """The answer once the facts are judged, as a refresh does."""
    record_news(world.con, SQL, "r1", everything=True)
    return world.ask(question)


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
    "moves told on two days": (number(5, change="up"), number(9, change="up")),
}
CONFLICT = {
    "far apart": (number(28), number(10)),
    "over against less": (number(28, ">"), number(10)),
    "70 against 75 percent": (number(70), number(75)),
    "one year, two numbers": (number(85, as_of="2024"), number(91, as_of="2024"), number(70, as_of="2020")),
    "an undated number that fits no date": (number(85, as_of="2022"), number(91, as_of="2024"), number(50)),
    "a rise and a fall in one month": (
        number(10, change="up", as_of="2025-10"),
        number(10, change="down", as_of="2025-10"),
    ),
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
        two.measure("abc"[index], "Russia", "reserves", **values)
    assert asked(two, "select verdict from fact_agreement") == [(verdict,)]


def about(**values: Any) -> dict[str, Any]:
    return {"subject": "Russia", "metric": "reserves", "low": 5.0} | values


APART = {
    "subjects": ({"subject": "Russia"}, {"subject": "China"}),
    "metrics": ({"metric": "reserves"}, {"metric": "production"}),
    "objects": ({"object_id": "rare earths"}, {"object_id": None}),
    "units": ({"unit": "usd"}, {"unit": "cny"}),
    "levels and changes": ({"change": "up"}, {"change": None}),
    "qualifiers": ({"qualifier": "suspended"}, {"qualifier": None}),
    "what is and what is forecast": ({"as_of": "2025"}, {"as_of": "2030"}),
}


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_numbers_about_different_things_are_no_fact(two: World, pair: tuple[dict[str, Any], ...]) -> None:
    for article, values in zip("ab", pair, strict=True):
        two.measure(article, **about(**values))
    assert asked(two, "select * from fact_agreement") == []


@pytest.mark.parametrize(
    "values",
    [
        {"subject": None},
        {"metric": "other"},
        {"metric": "count"},
        {"metric": "duration"},
        {"metric": "duration", "qualifier": "elapsed"},
        {"metric": "share_price_change"},
    ],
    ids=str,
)
def test_numbers_about_nothing_in_particular_are_no_fact(two: World, values: dict[str, Any]) -> None:
    for article in "ab":
        two.measure(article, **about(**values))
    assert asked(two, "select * from fact_agreement") == []


def test_an_office_speaks_for_its_country(two: World) -> None:
    two.entity("United States", iso3="USA")
    two.entity("U.S. Congress", "organization", subtype="parliament", iso3="USA")
    two.entity("MP Materials", "organization", subtype="company", iso3="USA")
    for years, subject in ((2, "United States"), (5, "U.S. Congress"), (9, "MP Materials")):
        two.measure("a", subject, "duration", years, unit="year", qualifier="build-up")
        two.measure("b", subject, "duration", 3 * years, unit="year", qualifier="build-up")
    found = asked(two, "select subject, measures, verdict from fact_agreement order by subject")
    assert found == [("MP Materials", 2, "conflict"), ("United States", 4, "conflict")]


def test_the_object_counts_only_where_the_metric_has_one(two: World) -> None:
    two.entity("MP Materials", "organization")
    for article, object_id in (("a", "rare earths"), ("b", None)):
        two.measure(article, "MP Materials", "share_price_change", 5, change="up", object_id=object_id, as_of="2025")
        two.measure(article, "Russia", "reserves", 5, object_id=object_id)
    assert asked(two, "select subject, object from fact_agreement") == [("MP Materials", None)]


@pytest.mark.parametrize(("metric", "verdict"), [("reserves_share", "agree"), ("purity", "conflict")])
def test_each_metric_has_its_own_tolerance(two: World, metric: str, verdict: str) -> None:
    two.measure("a", "Russia", metric, 99, object_id="rare earths")
    two.measure("b", "Russia", metric, 99.9, object_id="rare earths")
    assert asked(two, "select verdict from fact_agreement") == [(verdict,)]


def test_months_that_make_years_are_years(two: World) -> None:
    two.measure("a", "Russia", "duration", 24, unit="month", qualifier="suspension")
    two.measure("b", "Russia", "duration", 2, unit="year", qualifier="suspension")
    assert asked(two, "select unit, low_min, high_max, verdict from fact_agreement") == [("year", 2, 2, "agree")]


def test_a_fact_lists_what_was_said_and_by_whom(two: World) -> None:
    two.measure("b", "Russia", "reserves", 28, quote="2800万吨", unit="tonne", object_id="rare earths")
    two.measure("a", "Russia", "reserves", 10, quote="10 tons", unit="tonne", object_id="rare earths")
    [(subject, object_, low_min, high_max, measures, articles, stories, sources, first, last, evidence)] = (
        asked(two,
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
    [(measures, articles, stories, evidence)] = asked(two,
        "select measures, articles, stories, evidence from fact_agreement"
    )
    assert (measures, articles, stories) == (2, 3, 2)
    assert [(e["article_id"], e["is_copy"]) for e in evidence] == [("a", False), ("b", False), ("copy", True)]


@pytest.mark.parametrize("other", [28, 10])
def test_what_one_article_says_twice_is_no_fact(two: World, other: float) -> None:
    two.measure("a", "Russia", "reserves", 28)
    two.measure("a", "Russia", "reserves", other)
    assert asked(two, "select * from fact_agreement") == []


@pytest.mark.parametrize(("other", "verdict"), [(28, "agree"), (15, "agree"), (5, "conflict")])
def test_an_article_does_not_contradict_itself(two: World, other: float, verdict: str) -> None:
    two.measure("a", "Russia", "reserves", 28)
    two.measure("a", "Russia", "reserves", 10)
    two.measure("b", "Russia", "reserves", other)
    assert asked(two, "select verdict from fact_agreement") == [(verdict,)]


@pytest.mark.parametrize(("year", "verdict"), [(2025, "conflict"), (2023, "drift")])
def test_undated_numbers_of_articles_years_apart_speak_of_their_years(two: World, year: int, verdict: str) -> None:
    two.article("old", published_at=datetime(year, 1, 2))
    two.measure("a", "Russia", "reserves", 28)
    two.measure("old", "Russia", "reserves", 10)
    assert asked(two, "select verdict from fact_agreement") == [(verdict,)]


def test_an_article_that_dates_one_of_its_numbers_may_add_another(two: World) -> None:
    two.measure("a", "Russia", "reserves", 85, as_of="2022")
    two.measure("a", "Russia", "reserves", 50)
    two.measure("b", "Russia", "reserves", 91, as_of="2024")
    assert asked(two, "select verdict from fact_agreement") == [("drift",)]
