"""Where the words of a list stand in texts: whole words in any case, the longest at each place."""

import polars as pl

from pipelines.extract.marks import find, searchable, wrap

_UPPER = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
_LOWER = [letter.lower() for letter in _UPPER]


def find_cues(texts: pl.DataFrame, cues: pl.Series) -> pl.DataFrame:
    """`claim, text` to one row per cue found, `claim, match, start, end`, in text order; `match` is in lower case."""
    words = sorted(set(cues), key=lambda cue: (-len(cue), cue))
    low = searchable(pl.col("text")).str.replace_many(_UPPER, _LOWER)
    hits = find(texts.select("claim", "text"), low.str.replace_many(words, wrap(words), leftmost=True))
    inside = pl.col("match").str.contains("^[a-z]") & (
        pl.col("before").str.contains("[a-z]$") | pl.col("after").str.contains("^[a-z]")
    )
    return hits.filter(~inside).select("claim", "match", "start", "end")
