"""Dates that cannot be right, or that everyone else gives another year."""

from datetime import datetime
from typing import Any

import pytest

from tests.world import World

OCTOBER = datetime(2025, 10, 20)


@pytest.fixture
def told(world: World) -> World:
    world.page("p1")
    for name in ("China", "Russia"):
        world.entity(name)
    world.entity("gallium", "material")
    for article in ("odd", "one", "two"):
        world.article(article, published_at=OCTOBER)
        world.con.execute("update articles set copy_id = article_id")
    return world


def conflicts(world: World) -> list[tuple[Any, ...]]:
    return world.ask("select kind, article_id, as_of, other_as_of from date_conflicts order by all")


AFTER = {
    "a day two days later": ("2025-10-22", "past", True),
    "the day after, where clocks differ": ("2025-10-21", "past", False),
    "the next month": ("2025-11", "past", True),
    "this month": ("2025-10", "past", False),
    "the next year": ("2026", "past", True),
    "what is planned": ("2026", "future", False),
    "what nothing is said of": ("2026", None, False),
}


@pytest.mark.parametrize(("as_of", "tense", "is_conflict"), AFTER.values(), ids=AFTER)
def test_what_has_happened_is_not_dated_after_the_article(
    told: World, as_of: str, tense: str | None, is_conflict: bool
) -> None:
    told.date("odd", as_of, "it was held", tense=tense)
    assert conflicts(told) == ([("after_article", "odd", as_of, None)] if is_conflict else [])


RECENT = {
    "two years ago": ("2023", "recent", True),
    "a month of two years ago": ("2023-06", "recent", True),
    "the year before": ("2024", "recent", False),
    "thirteen months ago": ("2024-09", "recent", True),
    "what is not called recent": ("2023-06", "past", False),
}


@pytest.mark.parametrize(("as_of", "tense", "is_conflict"), RECENT.values(), ids=RECENT)
def test_what_is_recent_is_not_dated_years_before(told: World, as_of: str, tense: str, is_conflict: bool) -> None:
    told.date("odd", as_of, "the recent deal", tense=tense)
    assert conflicts(told) == ([("not_recent", "odd", as_of, None)] if is_conflict else [])


def test_a_month_that_others_date_to_another_year(told: World) -> None:
    told.date("odd", "2023-04", "China curbed gallium", "China", "gallium")
    told.date("one", "2025-04", "gallium from China", "China", "gallium", has_year=False)
    told.date("two", "2025-04", "China: gallium", "China", "gallium")
    assert conflicts(told) == [("other_year", "odd", "2023-04", "2025-04")]
    assert told.ask("select other_articles, quote, text from date_conflicts") == [(2, "Chin", "China curbed gallium")]


NO_OTHER_YEAR = {
    "only one other article": [("one", "2025-04", ("China", "gallium"))],
    "another month": [("one", "2025-05", ("China", "gallium")), ("two", "2025-05", ("China", "gallium"))],
    "only one name in common": [("one", "2025-04", ("gallium",)), ("two", "2025-04", ("gallium",))],
    "someone dates it the same": [
        ("one", "2025-04", ("China", "gallium")),
        ("two", "2025-04", ("China", "gallium")),
        ("two", "2023-04", ("China", "gallium")),
    ],
}


@pytest.mark.parametrize("others", NO_OTHER_YEAR.values(), ids=NO_OTHER_YEAR)
def test_it_takes_two_others_about_the_same(told: World, others: list[tuple[str, str, tuple[str, ...]]]) -> None:
    told.date("odd", "2023-04", "China curbed gallium", "China", "gallium")
    for number, (article, as_of, names) in enumerate(others):
        told.date(article, as_of, f"{number} " + " ".join(names), *names)
    assert conflicts(told) == []


def test_countries_alone_are_not_the_same_event(told: World) -> None:
    told.date("odd", "2023-04", "China and Russia met", "China", "Russia")
    for article in ("one", "two"):
        told.date(article, "2025-04", "Russia and China met", "China", "Russia")
    assert conflicts(told) == []
