"""What a quote is worth: low and high in base units, unit and dimension, read once for each distinct quote."""

import polars as pl

from pipelines.extract.chinese import cash_values, fold_values, share_values, tenth_values, with_values
from pipelines.extract.english import last_scale, with_english_values
from pipelines.extract.grammar import Grammar
from pipelines.lexicon import Lexicon


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
    """Quotes that are a share or a span by their words alone: half, a decade, 三分之二, 九成半, 半年."""
    words = lexicon.number_words.filter(pl.col("kind").is_in(["percent", "year", "times"]))
    units = lexicon.units.filter(pl.col("dimension") != "item").select("surface", "unit", "factor")
    known = quotes.with_columns(pl.col("match").str.to_lowercase().alias("word")).join(words, on="word")
    share = pl.lit("percent").alias("unit")
    surface = pl.col("match").str.extract_groups(rules.some).struct.field("unit").alias("surface")
    is_year = pl.col("surface") == "年"
    some = quotes.with_columns(surface).join(units, on="surface")

    values = [
        known.select(
            "match", pl.col("value").alias("low"), pl.col("value").alias("high"), pl.col("kind").alias("unit")
        ),
        share_values(quotes, rules.part).with_columns(share),
        tenth_values(quotes, rules.tenth).with_columns(share),
        fold_values(quotes, rules.fold).with_columns(share),
        cash_values(quotes, rules.cash).with_columns(pl.lit("cny").alias("unit")),
        # Half a year is six months.
        some.select(
            "match",
            pl.when(is_year).then(6.0).otherwise(pl.col("factor") / 2).alias("low"),
            pl.when(is_year).then(6.0).otherwise(pl.col("factor") / 2).alias("high"),
            pl.when(is_year).then(pl.lit("month")).otherwise("unit").alias("unit"),
        ),
    ]
    dimensions = dict(lexicon.units.filter(pl.col("dimension") != "item").select("unit", "dimension").iter_rows())
    return pl.concat(values).select(
        "match",
        "low",
        "high",
        "unit",
        pl.col("unit").replace_strict(dimensions, return_dtype=pl.String).alias("dimension"),
        pl.lit(None, dtype=pl.Float64).alias("scale"),
        pl.col("match").str.extract("^([负-])", 1).fill_null("").alias("sign"),
        pl.col("match").str.contains("半个?多").alias("more"),
        pl.lit(True).alias("is_word"),
    )


_PARTS = {"½": " 1/2", "⅓": " 1/3", "⅔": " 2/3", "¼": " 1/4", "¾": " 3/4", "⅛": " 1/8"}


def _arabic_value(text: pl.Expr) -> pl.Expr:
    """Value of 1,234.5, 1 000, 2 1/2, 2½, 2.5 x 10^8."""
    plain = text.str.replace_many(list(_PARTS), list(_PARTS.values()))
    power = plain.str.replace(r"\s?[x×]\s?10(?:\^|\*\*)", "e")
    whole = power.str.replace(r"(?:^|\s+)[0-9]+/[0-9]+$", "").str.replace_all("[, ]", "").cast(pl.Float64, strict=False)
    above, below = (plain.str.extract(rf"(?:^|\s){part}$", 1) for part in ("([0-9]+)/[0-9]+", "[0-9]+/([0-9]+)"))
    part = above.cast(pl.Float64) / below.cast(pl.Float64)
    return pl.when(part.is_null()).then(whole).otherwise(whole.fill_null(0.0) + part)


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
    "unit1",
    "unit",
    "half",
    "per",
)


def _parts(quotes: pl.DataFrame, rules: Grammar) -> pl.DataFrame:
    """`match` and the named parts of the first form that fits it."""
    found = []
    for form in rules.forms:
        fits = quotes.with_columns(pl.col("match").str.extract_groups(form).alias("groups")).unnest("groups")
        rests = fits.select(pl.col("rest").unique()).filter(pl.col("rest").str.contains(rules.tail))
        tails = rests.with_columns(pl.col("rest").str.extract_groups(rules.tail).alias("groups")).unnest("groups")
        parts = fits.join(tails, on="rest")
        if "currency" in parts.columns:
            parts = parts.with_columns(pl.coalesce("currency", "mark").alias("currency"))
        missing = [pl.lit(None, dtype=pl.String).alias(name) for name in _GROUPS if name not in parts.columns]
        found.append(parts.with_columns(missing).select("match", *_GROUPS))
        quotes = quotes.join(parts, on="match", how="anti")
    return pl.concat(found)


def _with_whole_units(parts: pl.DataFrame, units: list[str]) -> pl.DataFrame:
    """The last magnitude joined to its unit where the two make one: 千 and 克 are 千克, 千 and 瓦 are 千瓦."""
    thousands = pl.col("c1").str.extract("^(.+)千$", 1)
    is_unit = (pl.col("c1") == "千") & ("千" + pl.col("unit")).is_in(units) & pl.col("m1").is_null()
    parts = parts.filter(~is_unit.fill_null(False))
    is_taken = thousands.is_not_null() & pl.col("m1").is_null() & ("千" + pl.col("unit")).is_in(units).fill_null(False)
    parts = parts.with_columns(
        pl.when(is_taken).then(thousands).otherwise("c1").alias("c1"),
        pl.when(is_taken).then("千" + pl.col("unit")).otherwise("unit").alias("unit"),
    )
    is_range = pl.any_horizontal(pl.col("a2", "c2", "e2").is_not_null())
    whole = pl.when(is_range).then("m2").otherwise("m1") + pl.col("unit")
    is_whole = whole.is_in(units).fill_null(False)
    return parts.with_columns(
        pl.when(is_whole).then(whole).otherwise("unit").alias("unit"),
        pl.when(~is_whole | is_range).then("m1").alias("m1"),
        pl.when(~is_whole).then("m2").alias("m2"),
    )


def _as_listed(printed: pl.Expr, surfaces: pl.Series) -> pl.Expr:
    """A symbol as it is printed (MW, mW), a word in the lower case it is listed in (Million, DOLLARS)."""
    return pl.when(printed.is_in(surfaces.implode())).then(printed).otherwise(printed.str.to_lowercase())


def _quantities(quotes: pl.DataFrame, lexicon: Lexicon, rules: Grammar) -> pl.DataFrame:
    """Values of numbers with optional currency, magnitude, range and unit."""
    units = lexicon.units.filter(pl.col("dimension") != "item").select("surface", "unit", "dimension", "factor")
    # 度 is a degree, 元/度 a price per kWh.
    bases = pl.concat([lexicon.price_bases, lexicon.units.select("surface", "unit")]).unique("surface", keep="first")
    symbols = dict(lexicon.currency_symbols.iter_rows())
    factors = dict(lexicon.magnitudes.select("surface", "factor").iter_rows())
    parts = _parts(quotes, rules).with_columns(
        _as_listed(pl.coalesce("unit", pl.col("unit1").str.strip_chars(" -")), units["surface"]),
        _as_listed(pl.col("per"), units["surface"]),
        *(_as_listed(pl.col(name).str.strip_chars(" -"), lexicon.magnitudes["surface"]) for name in ("m1", "m2")),
    )
    parts = _with_whole_units(parts, units["surface"].to_list())

    # 两个半小时 and 两年半 are half of their unit more, 两个多月 an open end.
    inside = pl.col("unit").str.extract("^个([多半]).", 1)
    parts = parts.with_columns(
        pl.col("unit")
        .str.replace("^个[多半](.)", "个${1}")
        .str.replace(r"^\s*(个?)\s*百\s*分\s*点$", "${1}百分点")
        .alias("unit"),
        pl.coalesce("half", pl.when(inside == "半").then(inside)).alias("half"),
        pl.coalesce("more1", pl.when(inside == "多").then(inside)).alias("more1"),
    )
    parts = with_english_values(with_values(parts, "c1", "c2"), lexicon, "e1", "e2")
    parts = parts.with_columns(
        pl.coalesce(_arabic_value(pl.col(f"a{end}")), f"c{end}_low", f"e{end}_value").alias(f"number{end}")
        for end in (1, 2)
    )
    first, second = pl.col("number1"), pl.col("number2")

    def magnitude(name: str) -> pl.Expr:
        return pl.col(name).replace_strict(factors, default=None, return_dtype=pl.Float64)

    m1, m2 = magnitude("m1"), magnitude("m2")
    # "five to six million" shares its last word as "5 to 6 million" does.
    spoken = pl.when(pl.col("e1").is_not_null() & last_scale(pl.col("e1"), lexicon).is_null()).then(
        last_scale(pl.col("e2"), lexicon)
    )
    is_range_of_two = second.is_not_null()
    parts = (
        parts.join(units.rename({"unit": "unit_name"}), left_on="unit", right_on="surface", how="left")
        .join(
            bases.select(pl.col("surface"), pl.col("unit").alias("per_name")),
            left_on="per",
            right_on="surface",
            how="left",
        )
        .with_columns(
            pl.col("currency").replace_strict(symbols, default=None, return_dtype=pl.String).alias("currency_unit")
        )
    )
    money = pl.coalesce("currency_unit", "unit_name")
    is_money = (pl.col("dimension") == "money") | pl.col("currency_unit").is_not_null()
    # 50 tons a year are tons; only money per time is another unit.
    is_span = pl.col("per_name").is_in(["year", "quarter", "month", "day", "hour", "minute"])
    parts = parts.with_columns(pl.when(~is_span | is_money).then("per_name").alias("per_name"))
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
    is_shared = is_range_of_two & m1.is_null() & (first < second)
    shared = pl.when(is_shared).then(pl.coalesce(m2, spoken)).otherwise(m1).fill_null(1.0)
    half = pl.when(pl.col("half").is_not_null()).then(0.5).otherwise(0.0)
    low = (first + half) * shared * factor
    far = pl.when(pl.col("c1_high") > pl.col("c1_low")).then(pl.col("c1_high") * shared * factor).otherwise(low)
    high = pl.when(is_range_of_two).then(second * pl.coalesce(m2, m1, 1.0) * factor).otherwise(far)
    return parts.select(
        "match",
        # 2.3 times a hundred million is 230,000,000, whatever binary fractions say.
        low.round_sig_figs(12).alias("low"),
        high.round_sig_figs(12).alias("high"),
        unit.alias("unit"),
        dimension.alias("dimension"),
        (shared * factor).alias("scale"),
        pl.col("sign").str.strip_chars().str.replace("(?i)^(?:minus|negative).*", "-").fill_null("").alias("sign"),
        pl.any_horizontal(pl.col("more1", "more2", "more3").is_not_null()).alias("more"),
        pl.col("a1").is_null().alias("is_word"),
    ).filter(pl.col("low").is_not_null() & pl.col("low").is_finite() & pl.col("high").is_finite())
