"""Find every match of a pattern with exact character offsets, in one vectorised pass.

polars reports what a pattern matched but not where in characters; so each match is wrapped in two control characters,
the text is split at them, and the lengths of the pieces give the offsets.
"""

import polars as pl

OPEN, CLOSE = "\x01", "\x02"

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
    """Replacements that put the marks round each of the given literal names."""
    return [f"{OPEN}{name}{CLOSE}" for name in names]


WRAP_MATCH = f"{OPEN}${{0}}{CLOSE}"
"""Replacement that puts the marks round a regular expression's match."""


def find(frame: pl.DataFrame, marked: pl.Expr) -> pl.DataFrame:
    """One row per match, in text order: the frame's columns, `match, start, end`, and the text `before` and `after`.

    `before` and `after` reach to the neighbouring match or the end of the text; offsets are characters of the text.
    """
    pieces = (
        frame.with_columns(marked.fill_null("").str.split(OPEN).alias("piece"))
        .with_row_index("text_row")
        .explode("piece")
    )
    split = pl.col("piece").str.splitn(CLOSE, 2)
    is_lead = pl.col("text_row") != pl.col("text_row").shift(1, fill_value=-1)
    pieces = (
        pieces.with_columns(
            pl.when(is_lead).then(None).otherwise(split.struct.field("field_0")).alias("match"),
            pl.when(is_lead).then(pl.col("piece")).otherwise(split.struct.field("field_1")).alias("after"),
        )
        .with_columns(pl.col("match").str.len_chars().fill_null(0).cast(pl.Int64).alias("match_length"))
        .with_columns((pl.col("match_length") + pl.col("after").str.len_chars()).alias("length"))
        .with_columns((pl.col("length").cum_sum() - pl.col("length")).alias("position"))
    )
    text_start = pl.when(is_lead).then(pl.col("position")).otherwise(None).forward_fill()
    return (
        pieces.with_columns(
            (pl.col("position") - text_start).cast(pl.Int64).alias("start"),
            pl.col("after").shift(1).alias("before"),
        )
        .with_columns((pl.col("start") + pl.col("match_length")).alias("end"))
        .filter(pl.col("match").is_not_null())
        .drop("piece", "length", "match_length", "position")
    )
