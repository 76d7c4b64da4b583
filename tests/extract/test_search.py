"""Where quantities are looked for: the short way finds what the whole grammar finds."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.extract.claims import claims_of
from pipelines.extract.grammar import Grammar, grammar
from pipelines.extract.marks import searchable
from pipelines.extract.pages import articles_on_pages, classify, decode_pages, split_lines
from pipelines.extract.search import find_quantities
from pipelines.lexicon import Lexicon

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def rules(lexicon: Lexicon) -> Grammar:
    return grammar(lexicon)


def _found(rules: Grammar, *texts: str) -> pl.DataFrame:
    claims = pl.DataFrame({"claim": range(len(texts)), "text": texts}, schema={"claim": pl.UInt32, "text": pl.String})
    return find_quantities(claims, rules)


def test_it_finds_on_the_real_pages_what_the_whole_pattern_finds(lexicon: Lexicon, rules: Grammar) -> None:
    pages = pl.DataFrame(
        {"seed_file": [path.name for path in SEEDS], "content": [path.read_bytes() for path in SEEDS]}
    )
    articles = articles_on_pages(classify(split_lines(decode_pages(pages)), lexicon.chrome))
    claims = claims_of(articles.with_row_index("article_id").with_columns(pl.col("article_id").cast(pl.String)))
    claims = claims.with_row_index("claim")
    anywhere = rules.quantity.removeprefix("^")
    expected = claims.select(searchable(pl.col("text")).str.extract_all(anywhere).explode().drop_nulls())["text"]
    found = find_quantities(claims.select("claim", "text"), rules)
    assert len(found) > 500
    # A word that the search takes along, such as "by", is left out of the quote later.
    assert found["match"].str.replace(rules.lead, "").to_list() == expected.str.replace(rules.lead, "").to_list()


@pytest.mark.parametrize(
    "text",
    [
        "from 80% to 50%, then S&P 500 +0.3% and Nasdaq +0.8%",
        "S&P 500 +0.3%",
        "in 2030 by 5% since 2019-09-01",
        "the first-quarter, the first quarter of F-35 number five",
        "between $5 and $10 billion, 5到8个, 第五",
        "rose by $2 to $66",
    ],
)
def test_matches_and_the_text_between_them_make_up_the_text(rules: Grammar, text: str) -> None:
    found = _found(rules, text)
    pieces = [piece for row in found.iter_rows(named=True) for piece in (row["before"], row["match"])]
    assert "".join([*pieces, found["after"][-1]]) == text
    assert found["after"].to_list()[:-1] == found["before"].to_list()[1:]


def test_what_begins_inside_a_match_is_none_of_its_own(rules: Grammar) -> None:
    assert _found(rules, "$1,234.5 million, 2025年11月22日, 8 to 10 years")["match"].to_list() == [
        "$1,234.5 million",
        "2025年11月22日",
        "8 to 10 years",
    ]


def test_texts_without_a_number_have_no_rows(rules: Grammar) -> None:
    assert _found(rules, "", "no numbers here").is_empty()
    assert _found(rules).is_empty()
