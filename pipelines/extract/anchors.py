"""Words that make the words beside them a name, and the text on both sides of each place where one stands."""

from dataclasses import dataclass

import polars as pl

from pipelines.extract.marks import find, left_of, wrap
from pipelines.extract.patterns import any_of
from pipelines.lexicon import Lexicon

_LEFT, _RIGHT = 56, 80
"""Characters beside a form word within which the name lies."""
_LATIN = "[A-Za-z0-9À-ÿ]"
DOT = "·"
"""Stands between the parts of a transliterated name."""
FOUND = ["text_id", "start", "end", "type", "subtype", "form"]
"""Columns of a name found by its form."""


@dataclass(frozen=True)
class Words:
    """The words that make a name and those that judge one, by their place."""

    forms: pl.DataFrame
    by_place: dict[str, list[str]]

    def listed(self, *places: str) -> list[str]:
        """The words of the given places, as a list."""
        return [word for place in places for word in self.by_place[place]]

    def any(self, *places: str) -> str:
        """A pattern for the words of the given places; Latin ones end at a word's end."""
        return any_of(self.listed(*places))

    def letters(self, place: str) -> str:
        """The characters a class of names is written with."""
        return "".join(self.listed(place))


def words_of(lexicon: Lexicon) -> Words:
    rows = pl.concat([frame.select("place", "word") for frame in (lexicon.name_forms, lexicon.name_contexts)])
    places = rows.group_by("place", maintain_order=True).agg("word")
    return Words(lexicon.name_forms, dict(places.iter_rows()))


def anchors(texts: pl.DataFrame, words: Words) -> pl.DataFrame:
    """`text_id, plain` to one row per form word and what it may be: its row of `name_forms`, `at, until, left, right`.

    A word inside a longer one is none: Inc in Incoterms.
    """
    forms = words.forms.select("place", "word", "type", "subtype")
    known = forms["word"].unique().to_list()
    known = sorted([*known, DOT], key=lambda word: (-len(word), word))
    hits = find(texts.select("text_id", "plain"), pl.col("plain").str.replace_many(known, wrap(known), leftmost=True))
    inside = pl.col("before").str.contains(f"{_LATIN}$") & pl.col("match").str.contains(f"^{_LATIN}")
    goes_on = pl.col("after").str.contains(f"^{_LATIN}") & pl.col("match").str.contains(f"{_LATIN}$")
    hits = hits.filter(~inside & ~goes_on)
    return (
        hits.select(
            "text_id",
            pl.col("match").alias("word"),
            pl.col("start").alias("at"),
            pl.col("end").alias("until"),
            left_of("start", _LEFT, "plain").alias("left"),
            pl.col("plain").str.slice(pl.col("end"), _RIGHT).alias("right"),
        )
        .join(forms, on="word", how="left", maintain_order="left")
        .with_columns(pl.col("place").fill_null("dot"))
    )


def size(column: str) -> pl.Expr:
    """Number of characters, for arithmetic with places."""
    return pl.col(column).str.len_chars().fill_null(0).cast(pl.Int64)
