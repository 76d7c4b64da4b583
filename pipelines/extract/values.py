"""What a quote is worth: low and high in base units, unit and dimension, read once for each distinct quote."""

import polars as pl

from pipelines.extract.grammar import Grammar
from pipelines.lexicon import Lexicon


def chinese_value(text: pl.Expr) -> pl.Expr:
    """Value of a Chinese numeral below ten thousand (十五, 二百三十, 两千)."""
    digits = dict(zip("零〇一二两三四五六七八九", [0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9], strict=True))

    def place(pattern: str, default: int) -> pl.Expr:
        found = text.str.extract(pattern, 1)
        return (
            pl.when(found == "")
            .then(default)
            .otherwise(found.replace_strict(digits, default=0, return_dtype=pl.Int64))
            .fill_null(0)
        )

    thousands = place(r"([一二两三四五六七八九])千", 0) * 1000
    hundreds = place(r"([一二两三四五六七八九])百", 0) * 100
    tens = place(r"([一二两三四五六七八九]?)十", 1) * 10
    ones = place(r"([零〇一二两三四五六七八九])$", 0)
    bare = text.replace_strict({"百": 100, "千": 1000}, default=None, return_dtype=pl.Int64)
    value = pl.coalesce(bare, thousands + hundreds + tens + ones).cast(pl.Float64)
    return pl.when(text.is_not_null()).then(value)


def english_value(text: pl.Expr, lexicon: Lexicon, rules: Grammar) -> pl.Expr:
    """Value of an English number word below one thousand ("twenty-five", "two hundred")."""
    words = lexicon.number_words.select("kind", "word", "value")
    low = text.str.to_lowercase()

    def worth(word: pl.Expr, kind: str) -> pl.Expr:
        values = dict(words.filter(pl.col("kind") == kind).select("word", "value").iter_rows())
        return word.replace_strict(values, default=0.0, return_dtype=pl.Float64).fill_null(0.0)

    hundreds = 100 * worth(low.str.extract(rf"({rules.ones}) hundred", 1), "one")
    tens = worth(low.str.extract(rf"({rules.tens})", 1), "ten")
    rest = low.str.replace(rf"^{rules.ones} hundred(?: and)? ?", "").str.replace(rf"^{rules.tens}[- ]?", "")
    return pl.when(text.is_not_null()).then(hundreds + tens + worth(rest, "one"))


def parse(quotes: pl.DataFrame, lexicon: Lexicon, rules: Grammar) -> pl.DataFrame:
    """Distinct `match` strings to `match, low, high, unit, dimension, scale, sign, more, is_word`; others are
    dropped.

    A number without a unit keeps a null unit; whether it counts something is for the reader of its neighbours.
    """
    is_skipped = pl.col("match").str.contains(rules.skip) & ~pl.col("match").str.contains(rules.money)
    kept = quotes.select("match").unique().filter(~is_skipped)
    worded = _worded(kept, lexicon, rules)
    rest = kept.join(worded, on="match", how="anti")
    return pl.concat([worded, _quantities(rest, lexicon, rules)]).unique("match")


def _worded(quotes: pl.DataFrame, lexicon: Lexicon, rules: Grammar) -> pl.DataFrame:
    """Quotes that are a share or a span by their words alone: half, a decade, 三分之二, 九成半."""
    words = lexicon.number_words.filter(pl.col("kind").is_in(["percent", "year"]))
    known = quotes.with_columns(pl.col("match").str.to_lowercase().alias("word")).join(words, on="word")
    parts = quotes.filter(pl.col("match").str.contains(rules.part))
    tenths = quotes.filter(pl.col("match").str.contains(rules.tenth))
    share = pl.lit("percent").alias("unit")
    values = [
        known.select(
            "match", pl.col("value").alias("low"), pl.col("value").alias("high"), pl.col("kind").alias("unit")
        ),
        parts.select("match", _part_value(rules.part).alias("low"), _part_value(rules.part).alias("high"), share),
        tenths.select("match", *_tenth_values(rules.tenth), share),
    ]
    is_share = pl.col("unit") == "percent"
    return pl.concat(values).select(
        "match",
        pl.col("low").round(2),
        pl.col("high").round(2),
        "unit",
        pl.when(is_share).then(pl.lit("share")).otherwise(pl.lit("time")).alias("dimension"),
        pl.lit(None, dtype=pl.Float64).alias("scale"),
        pl.lit("").alias("sign"),
        pl.lit(False).alias("more"),
        pl.lit(True).alias("is_word"),
    )


def _arabic_value(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all("[, ]", "").cast(pl.Float64, strict=False)


def _digit_or_word(text: pl.Expr) -> pl.Expr:
    return pl.coalesce(_arabic_value(text), chinese_value(text))


def _part_value(pattern: str) -> pl.Expr:
    groups = pl.col("match").str.extract_groups(pattern).struct
    return 100 * _digit_or_word(groups.field("above")) / _digit_or_word(groups.field("below"))


def _tenth_values(pattern: str) -> tuple[pl.Expr, pl.Expr]:
    """Low and high of 九成, 九成半, 六至七成."""
    groups = pl.col("match").str.extract_groups(pattern).struct
    first, last = _digit_or_word(groups.field("tenths")), _digit_or_word(groups.field("to"))
    half = pl.when(groups.field("half").is_not_null()).then(5).otherwise(0)
    return (10 * first + half).alias("low"), (10 * pl.coalesce(last, first) + half).alias("high")


_GROUPS = (
    "currency",
    "sign",
    "a1",
    "c1",
    "e1",
    "more1",
    "m1",
    "more2",
    "a2",
    "c2",
    "e2",
    "m2",
    "more3",
    "unit",
    "per",
)


def _parts(quotes: pl.DataFrame, forms: tuple[str, ...]) -> pl.DataFrame:
    """`match` and the named parts of the first form that fits it."""
    found = []
    for form in forms:
        fits = pl.col("match").str.contains(form)
        parts = quotes.filter(fits).with_columns(pl.col("match").str.extract_groups(form).alias("g")).unnest("g")
        missing = [pl.lit(None, dtype=pl.String).alias(name) for name in _GROUPS if name not in parts.columns]
        found.append(parts.with_columns(missing).select("match", *_GROUPS))
        quotes = quotes.filter(~fits)
    return pl.concat(found)


def _with_whole_units(parts: pl.DataFrame, units: list[str]) -> pl.DataFrame:
    """The last magnitude joined to its unit where the two make one: 千 and 克 are 千克, 千 and 瓦 are 千瓦."""
    is_range = pl.any_horizontal(pl.col("a2", "c2", "e2").is_not_null())
    whole = pl.when(is_range).then("m2").otherwise("m1") + pl.col("unit")
    is_whole = whole.is_in(units).fill_null(False)
    return parts.with_columns(
        pl.when(is_whole).then(whole).otherwise("unit").alias("unit"),
        pl.when(~is_whole | is_range).then("m1").alias("m1"),
        pl.when(~is_whole).then("m2").alias("m2"),
    )


def _quantities(quotes: pl.DataFrame, lexicon: Lexicon, rules: Grammar) -> pl.DataFrame:
    """Values of numbers with optional currency, magnitude, range and unit."""
    units = lexicon.units.select("surface", "unit", "dimension", "factor")
    symbols = dict(lexicon.currency_symbols.iter_rows())
    factors = dict(lexicon.magnitudes.select("surface", "factor").iter_rows())
    parts = _with_whole_units(_parts(quotes, rules.forms), units["surface"].to_list())

    def number(tag: str) -> pl.Expr:
        return pl.coalesce(
            _arabic_value(pl.col(f"a{tag}")),
            chinese_value(pl.col(f"c{tag}")),
            english_value(pl.col(f"e{tag}"), lexicon, rules),
        )

    def magnitude(name: str) -> pl.Expr:
        return pl.col(name).replace_strict(factors, default=None, return_dtype=pl.Float64)

    m1, m2 = magnitude("m1"), magnitude("m2")
    is_range = number("2").is_not_null()
    parts = (
        parts.with_columns(pl.col("unit").str.strip_chars())
        .join(units.rename({"unit": "unit_name"}), left_on="unit", right_on="surface", how="left")
        .join(
            units.select(pl.col("surface"), pl.col("unit").alias("per_name")),
            left_on="per",
            right_on="surface",
            how="left",
        )
        .with_columns(
            pl.col("currency").replace_strict(symbols, default=None, return_dtype=pl.String).alias("currency_unit")
        )
    )
    money = pl.coalesce("currency_unit", "unit_name")
    plain = money.replace({"cny": "yuan"})
    unit = pl.when(pl.col("per_name").is_not_null()).then(plain + "_per_" + pl.col("per_name")).otherwise(money)
    dimension = (
        pl.when(pl.col("per_name").is_not_null())
        .then(pl.lit("price"))
        .when(pl.col("currency_unit").is_not_null())
        .then(pl.lit("money"))
        .otherwise(pl.col("dimension"))
    )
    factor = pl.when(pl.col("currency_unit").is_not_null()).then(1.0).otherwise(pl.col("factor").fill_null(1.0))
    # "50 to 60 million": the magnitude printed once holds for both ends unless the first end is the larger one.
    shared = pl.when(is_range & m1.is_null() & (number("1") < number("2"))).then(m2).otherwise(m1).fill_null(1.0)
    low = number("1") * shared * factor
    high = pl.when(is_range).then(number("2") * pl.coalesce(m2, m1, 1.0) * factor).otherwise(low)
    return parts.select(
        "match",
        # 2.3 times a hundred million is 230,000,000, whatever binary fractions say.
        low.round_sig_figs(12).alias("low"),
        high.round_sig_figs(12).alias("high"),
        unit.alias("unit"),
        dimension.alias("dimension"),
        (shared * factor).alias("scale"),
        pl.col("sign").str.strip_chars().fill_null("").alias("sign"),
        pl.any_horizontal(pl.col("more1", "more2", "more3").is_not_null()).alias("more"),
        pl.col("a1").is_null().alias("is_word"),
    ).filter(pl.col("low").is_not_null() & pl.col("low").is_finite() & pl.col("high").is_finite())
