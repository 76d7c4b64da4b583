"""The pages that the benchmark makes: like saved ones, the same for the same seed, and read without a remainder."""

from pathlib import Path

import polars as pl
import pytest

from bench.corpus import pages, write
from pipelines.extract import extract
from pipelines.lexicon import Lexicon
from pipelines.seeds import scan

ARTICLES = 300


@pytest.fixture(scope="module")
def extracted(lexicon: Lexicon) -> dict[str, pl.DataFrame]:
    made = list(pages(ARTICLES))
    frame = pl.DataFrame({"seed_file": [name for name, _ in made], "content": [text.encode() for _, text in made]})
    return extract(frame, lexicon)


def test_the_same_seed_makes_the_same_pages() -> None:
    assert list(pages(50, seed=3)) == list(pages(50, seed=3))
    assert list(pages(50, seed=3)) != list(pages(50, seed=4))


def test_a_larger_corpus_begins_as_a_smaller_one() -> None:
    small, large = list(pages(50)), list(pages(100))
    assert large[: len(small) - 1] == small[:-1]


def test_pages_are_written_as_they_are_made(tmp_path: Path) -> None:
    written = write(tmp_path, 50)
    assert {name: seed.path.read_text("utf-8") for name, seed in scan(tmp_path).items()} == dict(pages(50))
    assert written == sum(seed.byte_count for seed in scan(tmp_path).values())


def test_every_page_is_read_whole(extracted: dict[str, pl.DataFrame]) -> None:
    assert extracted["seed_files"]["status"].unique().to_list() == ["loaded"]
    assert "quarantined" not in extracted["seed_spans"]["kind"]


def test_the_articles_are_those_asked_for_some_on_several_pages(extracted: dict[str, pl.DataFrame]) -> None:
    articles, places = extracted["articles"], extracted["article_topics"]
    assert ARTICLES * 0.98 < articles.height <= ARTICLES
    assert places.height > articles.height
    assert set(articles["body_lang"]) == {"en", "zh"}


def test_an_article_holds_about_as_much_as_a_saved_one(extracted: dict[str, pl.DataFrame]) -> None:
    """Of the five pages an article has 12 statements, 33 names and 5 numbers."""
    articles = extracted["articles"].height
    assert 8 < extracted["claims"].height / articles < 20
    assert 15 < extracted["mentions"].height / articles < 45
    assert 5 < extracted["measures"].height / articles < 15
