"""Find every match of a pattern with exact character offsets, in one vectorised pass.

polars reports what a pattern matched but not where in characters; so a control character is put on both sides of each
match, the text is split at it, and the lengths of the pieces give the offsets.
"""

import polars as pl

MARK = "\x01"

_CONTROL = [chr(code) for code in (*range(9), 11, 12, *range(14, 32), 127)]
_SPACES = "\t\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LOOKALIKES = {
    **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if chr(0x21 + i) not in ",;:?!()"},
    **dict.fromkeys(_CONTROL, " "),
    **dict.fromkeys(_SPACES, " "),
    "\u2212": "-",
    "\u2011": "-",
}


def searchable(text: pl.Expr, variants: dict[str, str] | None = None) -> pl.Expr:
    """The text with full-width forms, odd spaces and control characters replaced one for one: offsets stay true.

    `variants` are further characters to replace, one for one too.
    """
    plain = _LOOKALIKES | (variants or {})
    return text.str.replace_many(list(plain), list(plain.values()))


def lean(pattern: str) -> str:
    r"""The pattern with `\s`, `\w` and `\b` of plain letters, for text that `searchable` has replaced.

    With all of Unicode's letters and spaces the automaton of a large pattern outgrows its cache and is built anew at
    every step: the search for quantities becomes 25 times slower.
    """
    return pattern.replace(r"\s", r"[ \n]").replace(r"\w", "[0-9A-Za-z_À-ÿ]").replace(r"\b", r"(?-u:\b)")


def printed() -> pl.Expr:
    """The characters of `text` from `start` to `end`, as they stand there."""
    return pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))


def left_of(place: str, reach: int, text: str = "text") -> pl.Expr:
    """Up to `reach` characters of the text before a place in it."""
    at = pl.col(place)
    return pl.col(text).str.slice(pl.max_horizontal(at - reach, 0), pl.min_horizontal(at, reach))


def wrap(names: list[str]) -> list[str]:
    """Replacements that put the mark on both sides of each of the given literal names."""
    return [f"{MARK}{name}{MARK}" for name in names]


WRAP_MATCH = f"{MARK}${{0}}{MARK}"
"""Replacement that puts the mark on both sides of a regular expression's match."""


def find(frame: pl.DataFrame, marked: pl.Expr) -> pl.DataFrame:
    """One row per match, in text order: the frame's columns, `match, start, end`, and the text `before` and `after`.

    `before` and `after` reach to the neighbouring match or the end of the text; offsets are characters of the text.
    """
    # Pieces take turns: text, match, text, match, …, text.
    pieces = frame.with_columns(marked.fill_null("").str.split(MARK).alias("piece"))
    count = pl.col("piece").list.len().cast(pl.Int64)
    pieces = pieces.with_columns((count.cum_sum() - count).alias("first_piece")).explode("piece")
    place = pl.int_range(pl.len(), dtype=pl.Int64) - pl.col("first_piece")
    length = pl.col("piece").str.len_chars().cast(pl.Int64)
    position = length.cum_sum() - length
    start = position - pl.when(place == 0).then(position).forward_fill()
    return (
        pieces.with_columns(
            pl.col("piece").alias("match"),
            pl.col("piece").shift(-1).alias("after"),
            start.alias("start"),
            pl.col("piece").shift(1).alias("before"),
            (start + length).alias("end"),
            (place % 2 == 1).alias("is_match"),
        )
        .filter("is_match")
        .drop("piece", "first_piece", "is_match")
    )
