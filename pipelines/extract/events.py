"""The dates that statements give for what they tell, and whether they speak of it as recent, past or to come."""

import polars as pl

from pipelines.extract.as_of import find_dates
from pipelines.extract.not_quantities import END
from pipelines.extract.patterns import any_of
from pipelines.lexicon import Lexicon

_PRINTED = (
    r"(?:19|20)[0-9]{2}|[0-9]月"
    "|January|February|March|April|May|June|July|August|September|October|November|December"
)
_AMOUNT = r"(?i)(?:approximately|about|around|nearly|almost|over|some|roughly|than|约|近|超过?)\s?$"
"""Before a number that looks like a year: around 2000 applications."""
_REACH = 60
"""Characters before a date within which "recent" is said of it."""
_SENTENCE = r"[;；。]|[a-z\])]\.\s"
DATE = ["claim", "quote", "start", "end", "as_of", "has_year", "tense"]
"""Columns of a date; `as_of` may be a mark that `as_of.resolved` turns into a date."""


def dates_of(texts: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`claim, text` to the columns of DATE, in text order, of the printed dates that are no baseline."""
    texts = texts.select("claim", "text").filter(pl.col("text").str.contains(_PRINTED))
    dates = find_dates(texts, lexicon).filter(pl.col("date").str.contains("^(?:[0-9]|[?]-)")).sort("claim", "start")
    year = pl.col("date").str.extract("^([0-9]{4})", 1)
    # "in 2023: the first in April, the second in October": a month goes with the year before it.
    inherited = year.forward_fill().over("claim")
    dates = dates.with_columns(
        pl.when(year.is_null() & inherited.is_not_null())
        .then(inherited + pl.col("date").str.slice(1))
        .otherwise("date")
        .alias("as_of"),
        inherited.is_not_null().alias("has_year"),
    )
    dates = dates.join(texts, on="claim", maintain_order="left")
    is_amount = pl.col("as_of").str.contains("^[0-9]{4}$") & pl.col("text").str.head("start").str.contains(_AMOUNT)
    quote = pl.col("text").str.slice("start", pl.col("end") - pl.col("start"))
    return dates.filter(~is_amount).with_columns(quote.alias("quote"), _tense(lexicon).alias("tense")).select(DATE)


def _tense(lexicon: Lexicon) -> pl.Expr:
    """recent, future or past by the words of the sentence; null where it says nothing of the kind."""
    words = {tense: _words(lexicon, tense) for tense in ("recent", "future", "past")}
    before, onward = pl.col("text").str.head("start"), pl.col("text").str.slice("start")
    sentence = pl.concat_str(
        before.str.replace(rf"(?s)^.*(?:{_SENTENCE})", ""), onward.str.replace(rf"(?s)(?:{_SENTENCE}).*$", "")
    )
    near = before.str.tail(_REACH)
    return (
        pl.when(near.str.contains(rf"{words['recent']}[^,;.，；。]*$"))
        .then(pl.lit("recent"))
        .when(sentence.str.contains(words["future"]))
        .then(pl.lit("future"))
        .when(sentence.str.contains(words["past"]))
        .then(pl.lit("past"))
    )


def _words(lexicon: Lexicon, tense: str) -> str:
    """A pattern for the words of a tense; Latin ones are whole words."""
    words = lexicon.tense_words.filter(pl.col("tense") == tense)["word"]
    is_chinese = words.str.contains(r"\p{Han}")
    return rf"(?:{END}{any_of(words.filter(~is_chinese))}|{any_of(words.filter(is_chinese))})"
