"""What a quote is worth: low and high in base units, unit and dimension, read once for each distinct quote."""

import polars as pl

from pipelines.extract.grammar import FRACTIONS, LEAD, ONE_WORD, ONES, TEN_WORD, TENS, Grammar
from pipelines.lexicon import Lexicon


def chinese_value(text: pl.Expr) -> pl.Expr:
    """Value of a Chinese numeral below ten thousand (十五, 二百三十, 两千); digits in a row (二五) are read as digits."""
    digits = dict(zip("零〇一二两三四五六七八九", [0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9], strict=True))

    def place(pattern: str, default: int) -> pl.Expr:
        found = text.str.extract(pattern, 1)
        return pl.when(found == "").then(default).otherwise(found.replace_strict(digits, default=0, return_dtype=pl.Int64)).fill_null(0)

    thousands = place(r"([一二两三四五六七八九])千", 0) * 1000
    hundreds = place(r"([一二两三四五六七八九])百", 0) * 100
    tens = place(r"([一二两三四五六七八九]?)十", 1) * 10
    ones = place(r"([零〇一二两三四五六七八九])$", 0)
    bare = text.replace_strict({"百": 100, "千": 1000}, default=None, return_dtype=pl.Int64)
    value = pl.coalesce(bare, thousands + hundreds + tens + ones).cast(pl.Float64)
    return pl.when(text.is_not_null()).then(value)


def english_value(text: pl.Expr) -> pl.Expr:
    """Value of an English number word below one thousand ("twenty-five", "two hundred")."""
    low = text.str.to_lowercase()

    def word(pattern: str, values: dict[str, int]) -> pl.Expr:
        return low.str.extract(pattern, 1).replace_strict(values, default=0, return_dtype=pl.Int64).fill_null(0)

    hundreds = word(rf"({ONE_WORD}) hundred", ONES) * 100
    tens = word(rf"({TEN_WORD})", TENS)
    rest = low.str.replace(rf"^{ONE_WORD} hundred(?: and)? ?", "").str.replace(rf"^{TEN_WORD}[- ]?", "")
    value = (hundreds + tens + rest.replace_strict(ONES, default=0, return_dtype=pl.Int64)).cast(pl.Float64)
    return pl.when(text.is_not_null()).then(value)


def parse(quotes: pl.DataFrame, lexicon: Lexicon, rules: Grammar) -> pl.DataFrame:
    """Distinct `match` strings to `match, low, high, unit, dimension, sign, more, has_unit, is_word`; others are dropped.

    A number without a unit keeps a null unit; whether it counts something is for the reader of its neighbours.
    """
    kept = (
        quotes.select("match")
        .unique()
        .filter(~pl.col("match").str.contains(rules.skip))
        .with_columns(pl.col("match").alias("token"), pl.col("match").str.replace(LEAD, ""))
    )
    is_fraction = pl.col("match").str.contains(rules.fraction)
    is_part = pl.col("match").str.contains(rules.part)
    is_tenth = pl.col("match").str.contains(rules.tenth)
    is_decade = pl.col("match").str.contains(r"^(?i:an? )")
    shares = pl.concat(
        [
            kept.filter(is_fraction).with_columns(
                pl.col("match").str.to_lowercase().replace_strict(
                    list(FRACTIONS), [float(v) for v in FRACTIONS.values()], return_dtype=pl.Float64
                ).alias("low")
            ),
            kept.filter(is_part).with_columns(_part_value(rules.part).alias("low")),
            kept.filter(is_tenth).with_columns(_tenth_value(rules.tenth).alias("low")),
        ]
    ).select("match", pl.col("low").round(2), pl.lit("percent").alias("unit"), pl.lit("share").alias("dimension"))
    spans = kept.filter(is_decade & ~is_fraction).select(
        "match",
        pl.when(pl.col("match").str.contains("(?i)century")).then(100.0).otherwise(10.0).alias("low"),
        pl.lit("year").alias("unit"),
        pl.lit("time").alias("dimension"),
    )
    simple = pl.concat([shares, spans]).select(
        "match",
        "low",
        pl.col("low").alias("high"),
        "unit",
        "dimension",
        pl.lit("").alias("sign"),
        pl.lit(False).alias("more"),
        pl.lit(True).alias("is_word"),
    )
    rest = kept.filter(~is_fraction & ~is_part & ~is_tenth & ~is_decade)
    values = pl.concat([simple, _quantities(rest, lexicon, rules)]).unique("match")
    return kept.select("token", "match").join(values, on="match").drop("match").rename({"token": "match"})


def _part_value(pattern: str) -> pl.Expr:
    def value(group: str) -> pl.Expr:
        text = pl.col("match").str.extract_groups(pattern).struct.field(group)
        return pl.coalesce(text.str.replace_all(",", "").cast(pl.Float64, strict=False), chinese_value(text))

    return 100 * value("above") / value("below")


def _tenth_value(pattern: str) -> pl.Expr:
    groups = pl.col("match").str.extract_groups(pattern)
    tenths = groups.struct.field("tenths")
    value = pl.coalesce(tenths.cast(pl.Float64, strict=False), chinese_value(tenths))
    return 10 * value + pl.when(groups.struct.field("half").is_not_null()).then(5).otherwise(0)


_GROUPS = ("currency", "sign", "a1", "c1", "e1", "more1", "m1", "more2", "a2", "c2", "e2", "m2", "more3", "unit", "per")


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


def _quantities(quotes: pl.DataFrame, lexicon: Lexicon, rules: Grammar) -> pl.DataFrame:
    """Values of numbers with optional currency, magnitude, range and unit."""
    units = lexicon.units.select("surface", "unit", "dimension", "factor")
    symbols = dict(lexicon.currency_symbols.iter_rows())
    factors = dict(lexicon.magnitudes.select("surface", "factor").iter_rows())
    parts = _parts(quotes, rules.forms)

    def number(tag: str) -> pl.Expr:
        arabic = pl.col(f"a{tag}").str.replace_all(",", "").cast(pl.Float64, strict=False)
        return pl.coalesce(arabic, chinese_value(pl.col(f"c{tag}")), english_value(pl.col(f"e{tag}")))

    def magnitude(name: str) -> pl.Expr:
        return pl.col(name).replace_strict(factors, default=None, return_dtype=pl.Float64)

    m1, m2 = magnitude("m1"), magnitude("m2")
    is_range = number("2").is_not_null()
    parts = (
        parts.with_columns(pl.col("unit").str.strip_chars())
        .join(units.rename({"unit": "unit_name"}), left_on="unit", right_on="surface", how="left")
        .join(
            units.select(pl.col("surface"), pl.col("unit").alias("per_name")), left_on="per", right_on="surface", how="left"
        )
        .with_columns(pl.col("currency").replace_strict(symbols, default=None, return_dtype=pl.String).alias("currency_unit"))
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
        low.alias("low"),
        high.alias("high"),
        unit.alias("unit"),
        dimension.alias("dimension"),
        pl.col("sign").str.strip_chars().fill_null("").alias("sign"),
        pl.any_horizontal(pl.col("more1", "more2", "more3").is_not_null()).alias("more"),
        pl.col("a1").is_null().alias("is_word"),
    ).filter(pl.col("low").is_not_null() & pl.col("low").is_finite() & pl.col("high").is_finite())
