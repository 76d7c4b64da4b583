"""English numbers in words: how they are spelled and what they are worth."""

import polars as pl

from pipelines.extract.not_quantities import END
from pipelines.lexicon import Lexicon

_AND_PART = r"[ -]and[ -](?:(?:an?|one)[ -])?(?:half|quarter|third)|[ -]and[ -]three[ -]quarters"
_EXTRA = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "quarters": 0.75}


def spelled(one: str, ten: str, scale: str) -> str:
    """The pattern of a number in words: twenty-five, two and a half million, two hundred and three, a dozen."""
    simple = rf"(?:{ten}(?:[- ]{one})?|{one})"
    scaled = rf"(?:[ -]{scale})+(?:(?: and)? {simple})?"
    return rf"{END}(?i-u:{simple}(?:{_AND_PART})?(?:{scaled})*|an?(?:{scaled})+){END}"


def part_scaled(share: str, scale: str) -> str:
    """The pattern of a part of a scale: half a million, three quarters of a billion."""
    return rf"{END}(?i-u:{share}(?: of)?(?: an?)?(?:[ -]{scale})+){END}"


def scales(lexicon: Lexicon) -> pl.DataFrame:
    """`surface, factor` of hundred, thousand and the like, the largest first."""
    is_word = pl.col("surface").str.contains(r"^[a-z]{4,}$")
    return lexicon.magnitudes.filter(is_word).sort("factor", "surface", descending=True)


def last_scale(text: pl.Expr, lexicon: Lexicon) -> pl.Expr:
    """What the scale at the end multiplies by: "five" of "five to six million" is five million."""
    factors = dict(scales(lexicon).filter(pl.col("factor") >= 1000).select("surface", "factor").iter_rows())
    word = text.str.to_lowercase().str.extract(r"([a-z]+)$", 1)
    return word.replace_strict(factors, default=None, return_dtype=pl.Float64)


def with_english_values(frame: pl.DataFrame, lexicon: Lexicon, *columns: str) -> pl.DataFrame:
    """The frame with the value of each column's numbers in words, as `spelled` matches them, as `<column>_value`."""
    texts = pl.concat([frame.select(pl.col(column).alias("text")) for column in columns]).unique().drop_nulls()
    values = texts.with_columns(_value(pl.col("text"), lexicon).alias("value"))
    for column in columns:
        named = values.rename({"text": column, "value": f"{column}_value"})
        frame = frame.join(named, on=column, how="left", maintain_order="left")
    return frame


def _value(text: pl.Expr, lexicon: Lexicon) -> pl.Expr:
    low = text.str.to_lowercase().str.replace_all("-", " ", literal=True)
    large = scales(lexicon).filter(pl.col("surface") != "hundred")
    pattern = "".join(f"(?:(?P<{word}>.*?) ?(?-u:\\b){word}(?-u:\\b) ?)?" for word in large["surface"])
    groups = low.str.extract_groups(f"^{pattern}(?P<rest>.*)$").struct
    times = [
        _below_thousand(groups.field(word), lexicon).replace(0.0, 1.0) * factor
        for word, factor in large.select("surface", "factor").iter_rows()
    ]
    return pl.sum_horizontal(*times, _below_thousand(groups.field("rest"), lexicon))


def _below_thousand(text: pl.Expr, lexicon: Lexicon) -> pl.Expr:
    """Value of what stands before a scale or at the end: two hundred and fifty, a, half a, two and a half."""
    hundreds = text.str.extract(r"(?:^|\s)(\w+) hundred(?-u:\b)", 1)
    rest = text.str.replace(r"^.*(?-u:\b)hundred(?-u:\b)(?: and)? ?", "").str.replace(r"^and ", "")
    extra = rest.str.extract(r"(?-u:\b)and (?:an? |one |three )?(half|quarters?|third)(?-u:\b)", 1)
    part = rest.str.replace(r"(?: of)?(?: an?)?$", "")
    words = rest.str.extract_groups(r"^(?P<first>\w+)(?: (?P<second>\w+))?").struct
    share = _worth(part, lexicon, "percent") / 100
    simple = pl.sum_horizontal(
        _worth(words.field("first"), lexicon, "ten", "one"), _worth(words.field("second"), lexicon, "one")
    )
    value = pl.sum_horizontal(
        100 * _worth(hundreds, lexicon, "one").replace(0.0, 1.0),
        pl.when(share > 0).then(share).otherwise(simple),
        extra.replace_strict(_EXTRA, default=0.0, return_dtype=pl.Float64),
    )
    return pl.when(text.is_not_null()).then(value)


def _worth(word: pl.Expr, lexicon: Lexicon, *kinds: str) -> pl.Expr:
    """Value of a word of these kinds; 0 of another, null of none."""
    values = {word: value for kind, word, value in lexicon.number_words.iter_rows() if kind in kinds}
    return pl.when(word.is_not_null()).then(word.replace_strict(values, default=0.0, return_dtype=pl.Float64))
