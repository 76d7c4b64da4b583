"""English firms without a firm's word: before the title of their people, or written as one word with two capitals."""

import polars as pl

from pipelines.extract.anchors import Words, size
from pipelines.extract.forms_en import NAME, NOT_WORD, PERSON, cut, is_generic
from pipelines.extract.marks import WRAP_MATCH, find, lean

_COMPOUND = lean(r"\b[A-Z][a-z]{2,}[A-Z][a-z]{2,}(?:[A-Z][a-z]{2,})?\b")
_SURNAME = "^(?:Mac|Fitz|Van|Von|Des|Del|Las|Los|San|Saint)[A-Z]"
"""A surname or a place is written so too: MacArthur, FitzGerald, LaGuardia."""
_THING = lean(
    r"(?i)^(?:['’]s)?\s"
    r"(?:app|model|chip|platform|software|tool|system|tablet|phone|index|database|algorithm|protocol)s?\b"
)
_NO_NAME = (
    r"(?i)(?:^|[\s-])"
    r"(?:senior|chief|lead|deputy|former|acting|interim|co|vice|incoming|outgoing|veteran|ex|then)[\s-]?$"
)


def employers(hits: pl.DataFrame, words: Words, adjectives: list[str]) -> pl.DataFrame:
    """The firm of a person with a title: Quill CEO Ann Smith, Zephyr Quill's chief executive Ann Smith."""
    rows = hits.filter(pl.col("place").is_in(["title", "role"]) & pl.col("word").is_in(words.listed("employed")))
    rows = rows.filter(pl.col("right").str.contains(rf"^,?\s{PERSON}")).with_columns(
        pl.col("left").str.extract(rf"{NOT_WORD}({NAME})\s$", 1).str.replace("['’]s$", "").alias("stem"),
        pl.col("left").str.extract(r"((?:['’]s)?\s)$", 1).alias("link"),
    )
    rows = rows.drop_nulls("stem").with_columns(cut("stem", words).alias("stem"))
    is_word = pl.col("stem").str.contains(_NO_NAME) | is_generic("stem", adjectives, words)
    is_word |= pl.col("stem").is_in(words.listed("stop", "title", "role"))
    is_name = pl.col("stem").str.contains(r"^[A-Z].*[A-Za-z0-9]{2}$") & ~pl.col("is_headline") & ~is_word
    end = pl.col("at") - size("link")
    return _firms(rows.filter(is_name), end - size("stem"), end, "employer")


def compounds(texts: pl.DataFrame) -> pl.DataFrame:
    """AirTrunk, FlightAware: one word with a capital inside, that no word of goods follows."""
    found = find(
        texts.filter(pl.col("plain").str.contains(_COMPOUND)).select("text_id", "plain"),
        pl.col("plain").str.replace_all(_COMPOUND, WRAP_MATCH),
    )
    goes_on = pl.col("before").str.contains(r"[A-Z][\w&'’-]*[\s-]$|[A-Za-z0-9@#/._-]$")
    goes_on |= pl.col("after").str.contains(r"^(?:[-\s][A-Z0-9]|[A-Za-z0-9@/_-]|\.[a-z])")
    is_other = pl.col("match").str.contains(_SURNAME) | pl.col("after").str.contains(_THING)
    return _firms(found.filter(~goes_on & ~is_other), pl.col("start"), pl.col("end"), "compound")


def _firms(rows: pl.DataFrame, start: pl.Expr, end: pl.Expr, form: str) -> pl.DataFrame:
    return rows.select(
        "text_id", start.alias("start"), end.alias("end"), pl.lit("organization").alias("type"),
        pl.lit("company").alias("subtype"), pl.lit(form).alias("form"),
    )  # fmt: skip
