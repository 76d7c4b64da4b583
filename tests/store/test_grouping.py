"""Which links are followed, on texts that are letters and days of November."""

import itertools
import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import polars as pl
import pytest

from pipelines.store.grouping import stories

START = datetime(2025, 11, 1)
Text = tuple[str, datetime, str]
Link = tuple[str, str, float]


def told(texts: Sequence[Text], links: Sequence[Link]) -> dict[str, str]:
    """For each text in a shared story the earliest of it."""
    found = stories(
        pl.DataFrame(texts, ["copy_id", "published_at", "article_id"], orient="row"),
        pl.DataFrame(links, ["copy_id", "other_id", "evidence"], orient="row"),
    )
    return dict(found.select("copy_id", "story_id").iter_rows())


def grouped(days: Mapping[str, float], links: str, evidence: Mapping[str, float] | None = None) -> list[str]:
    """Stories as words, each with its earliest text first: `links` such as `ab bc`, all as sure where not said."""
    texts = [(name, START + timedelta(days=day), name) for name, day in days.items()]
    found = told(texts, [(pair[0], pair[1], (evidence or {}).get(pair, 5.0)) for pair in links.split()])
    words: dict[str, str] = {}
    for name in sorted(found, key=lambda name: (found[name] != name, name)):
        words[found[name]] = words.get(found[name], "") + name
    return sorted(words.values())


def test_links_make_stories_named_by_the_earliest_text() -> None:
    assert grouped({"a": 3, "b": 2, "c": 1, "d": 1, "e": 1}, "ab bc de") == ["cab", "de"]


def test_of_texts_of_one_moment_the_first_article_names_the_story() -> None:
    assert grouped({"b": 1, "a": 1}, "ab") == ["ab"]


def test_a_text_without_a_link_is_in_no_shared_story() -> None:
    assert grouped({"a": 1, "b": 1, "c": 1}, "ab") == ["ab"]


def test_news_that_never_ends_is_cut_where_the_links_are_weakest() -> None:
    days = {"a": 0, "b": 4, "c": 8, "d": 12, "e": 16}
    assert grouped(days, "ab bc cd de", {"bc": 1}) == ["ab", "cde"]
    assert grouped(days, "ab bc cd de", {"cd": 1}) == ["abc", "de"]


def test_a_story_lasts_ten_days_at_most() -> None:
    assert grouped({"a": 0, "b": 5, "c": 10}, "ab bc") == ["abc"]
    assert grouped({"a": 0, "b": 5, "c": 10.1}, "ab bc", {"bc": 1}) == ["ab"]


def test_one_link_does_not_melt_two_large_stories() -> None:
    one, other = "abcd", "wxyz"
    within = [*itertools.combinations(one, 2), *itertools.combinations(other, 2)]
    links = " ".join(map("".join, within))
    days = dict.fromkeys(one + other, 1.0)
    assert grouped(days, f"{links} aw", {"aw": 1}) == ["abcd", "wxyz"]
    assert grouped(days, f"{links} aw bx", {"aw": 1, "bx": 1}) == ["abcdwxyz"]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_texts_and_links_does_not_show(seed: int) -> None:
    shuffle = random.Random(seed).shuffle
    names = "abcdefghijkl"
    texts = [(name, START + timedelta(days=place), name) for place, name in enumerate(names)]
    links = [(a, b, float(ord(a) * ord(b) % 7)) for a, b in itertools.combinations(names, 2) if ord(b) - ord(a) < 4]
    expected = told(texts, links)
    shuffle(texts)
    shuffle(links)
    assert told(texts, links) == expected
