"""One spelling, several things: the words beside a name and its article decide; what nothing decides is left out."""

import polars as pl
import pytest

from pipelines.extract.facts import facts_of
from pipelines.lexicon import Lexicon
from tests.extract.samples import article_claims


def names(texts: list[str], surface: str, lexicon: Lexicon) -> list[str]:
    """What a spelling names at each of its places in one article's texts, in order."""
    mentions = facts_of(article_claims(texts), lexicon).mentions.filter(pl.col("surface") == surface)
    return mentions.join(lexicon.entities, on="entity_id").sort("claim", "start", "name")["name"].to_list()


BESIDE = [
    ("officials of Georgia and Armenia met", "Georgia", ["Georgia"]),
    ("a plant in Savannah, Georgia opened", "Georgia", ["State of Georgia"]),
    ("roast Turkey for dinner", "Turkey", []),
    ("Turkey raised rates", "Turkey", ["Türkiye"]),
    ("oil spilled in the Niger Delta", "Niger", []),
    ("a Guinea pig", "Guinea", []),
    ("CONTACT US today", "US", []),
    ("a bill of US$5 and US troops", "US", ["United States"]),
    ("Polish the lens", "Polish", []),
    ("Polish miners", "Polish", ["Poland"]),
    ("Apple growers and Apple shares", "Apple", ["Apple"]),
    ("Washington said it would act", "Washington", ["United States"]),
    ("a think tank in Washington", "Washington", ["Washington, D.C."]),
    ("Beijing-based brokers, and Beijing said no", "Beijing", ["Beijing Municipality", "China"]),
    ("东京与华盛顿磋商", "东京", ["Japan"]),
    ("会议在东京举行", "东京", []),
    ("北京方面表示反对", "北京", ["China"]),
    ("北京的冬天很冷", "北京", ["Beijing Municipality"]),
    ("中国稀土（000831）大涨", "中国稀土", ["China Rare Earth Resources and Technology"]),
    ("北方稀土、中国稀土领涨", "中国稀土", ["China Rare Earth Resources and Technology"]),
    ("中国稀土出口增加", "中国稀土", []),
    ("中国稀土出口增加", "稀土", ["rare earths"]),
    ("中非合作论坛", "中非", ["Africa", "China"]),
    ("古巴比伦的历史", "古巴", []),
    ("欧美市场", "欧美", ["European Union", "United States"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "surface", "expected"), BESIDE)
def test_the_words_beside_decide(text: str, surface: str, expected: list[str], lexicon: Lexicon) -> None:
    assert names([text], surface, lexicon) == expected


IN_ARTICLE = [
    (["Georgia will buy gas", "Tbilisi signed"], "Georgia", ["Georgia"]),
    (["Georgia wins a plant", "Rivian hires in Atlanta"], "Georgia", ["State of Georgia"]),
    (["Georgia wins", "Rivian in Atlanta and the mayor of Tbilisi"], "Georgia", []),
    (["Georgia wins"], "Georgia", []),
    (["Critical Metals fell", "The Tanbreez project"], "Critical Metals", ["Critical Metals Corp"]),
    (["The Finance Ministry spoke", "Tehran sells oil"], "Finance Ministry", []),
    (["The Finance Ministry spoke", "Chinese bonds"], "Finance Ministry", ["Ministry of Finance of China"]),
]


@pytest.mark.parametrize(("texts", "surface", "expected"), IN_ARTICLE)
def test_the_rest_of_the_article_decides(
    texts: list[str], surface: str, expected: list[str], lexicon: Lexicon
) -> None:
    assert names(texts, surface, lexicon) == expected


def test_the_same_words_name_two_things_in_two_articles(lexicon: Lexicon) -> None:
    texts = ["Georgia hires", "Tbilisi signed", "Georgia hires", "Rivian came to Atlanta"]
    claims = article_claims(texts).with_columns(pl.Series("article_id", ["a", "a", "b", "b"]))
    found = facts_of(claims, lexicon).mentions.filter(pl.col("surface") == "Georgia").sort("claim")
    assert found.join(lexicon.entities, on="entity_id", maintain_order="left").select("claim", "name").rows() == [
        (0, "Georgia"), (2, "State of Georgia")
    ]  # fmt: skip
