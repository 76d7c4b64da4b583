"""Chinese numerals: the pattern of one number and its value.

Digits may be words (三百五十), formal words (叁佰伍拾), figures between places (1亿5千万) or two neighbours that make a
range (三四百). Traditional characters are made simple before anything is searched for.
"""

import polars as pl

_DIGIT = "[零〇一二两三四五六七八九]"
_FORMAL = "[零〇一二三四肆五伍六陆七八九]"
_FORMAL_NUMBER = rf"{_FORMAL}\s?[拾佰仟](?:\s?{_FORMAL}?\s?[拾佰仟])*(?:零?{_FORMAL})?"
"""伍, 陆 and 拾 stand in many words; beside one another they are figures."""
_PLACED = (
    rf"(?:{_DIGIT}{{1,2}}\s?)?[十百千](?:\s?零)?(?:(?:\s?{_DIGIT})?\s?[十百千拾佰仟](?:\s?零)?)*(?:{_DIGIT}{{1,2}})?"
)
_WHOLE = rf"(?:{_FORMAL_NUMBER}|{_PLACED}|{_DIGIT}+)"
BEGIN = rf"(?:{_DIGIT[:-1]}十百千]+|[肆伍陆]\s?[拾佰仟点]|佰\s?分|[万亿]+分之)"
"""The characters a number may begin with."""
_LARGE = r"(?:万亿|万万|[万亿])"
# 九万四 is 94,000; 三万一吨 is a price, so the tail is a number with places, with a zero before it or above one.
_JOINED = (
    rf"(?:{_WHOLE}\s?{_LARGE}\s?零?\s?)+(?:零\s?{_WHOLE}|{_FORMAL_NUMBER}|{_PLACED}|[二三四五六七八九])(?:\s?{_LARGE})?"
)
_FIGURES = (
    r"[0-9]{1,4}\s?亿\s?零?[0-9]{1,4}\s?[千百]?万(?:\s?零?[0-9]\s?[千百])*"
    r"|[0-9]{1,4}\s?万\s?零?[0-9]\s?[千百](?:\s?零?[0-9]\s?[百十])*"
    r"|[0-9]\s?千(?:\s?零[0-9]{1,3}|\s?[0-9]\s?百(?:\s?[0-9]\s?十)?)\s?万?"
)
NUMBER = rf"(?:{_FIGURES}|{_JOINED}|{_WHOLE})(?:\s?点\s?{_DIGIT}+)?"
"""一百二十五, 两千三百, 一亿二千万, 1亿5千万, 三点五. A magnitude at its end is taken only inside a longer number."""

_SHARE = rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+(?:\.[0-9]+)?|{NUMBER})(?:\s?{_LARGE})?"
_TO = r"\s?(?:-|–|—|~|～|至|到)\s?"
FRACTION = (
    rf"(?P<minus>[负-])?(?P<below>[0-9]+|(?:{_WHOLE})?\s?{_LARGE}|{_WHOLE}|佰)\s{{0,2}}分\s{{0,2}}之\s?"
    rf"(?P<above>{_SHARE})(?:{_TO}(?:百分之)?(?P<to>{_SHARE}))?"
)
"""三分之二, 百分之五, 千分之三至五."""
_TENTH = r"(?:[0-9]{1,2}(?:\.[0-9]+)?|[一二两三四五六七八九](?:\s?点\s?[一二三四五六七八九])?)"
TENTH = (
    rf"(?P<tenths>{_TENTH}|十|半)(?:{_TO}(?P<to>{_TENTH}|十)|(?P<next>[三四五六七八九]))?\s?成"
    r"\s?(?P<rest>[一二三四五六七八九半])?"
)
"""九成, 七成半, 七成六, 三到五成, 六七成."""
FOLD = (
    r"(?P<tenths>[0-9](?:\.[0-9]+|\s?[0-9])?|[一二两三四五六七八九](?:\s?点\s?|\s)?[一二三四五六七八九]?"
    r"|[肆伍陆]\s?点\s?[一二三四五六七八九])\s?折"
)
"""九折, 八五折: what is left of a price."""

CASH = r"(?P<whole>NUM)\s?(?:元|圆|块)\s?(?P<tenth>ONE)\s?[角毛](?:\s?(?P<cent>ONE)\s?分)?".replace(
    "NUM", rf"(?:[0-9]+|{_WHOLE})"
).replace("ONE", "[0-9一二两三四五六七八九]")
"""50元6角三分."""

_PAIRS = ["一二", "一两", "两三", "二三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"]
_FIGURES_OF = dict(zip("零〇一二两三四五六七八九肆伍陆拾佰仟", "001223456789456十百千", strict=True))
_FIGURES_OF |= {"万万": "亿", " ": ""}


def with_values(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """The frame with the value of each column's numbers as `<column>_low` and `<column>_high`.

    The two differ where neighbours make a range: 七八十 is 70 to 80. Columns may hold figures too (8.5).
    """
    if columns == ():
        return frame
    texts = pl.concat([frame.select(pl.col(column).cast(pl.String).alias("text")) for column in columns])
    values = _values(texts.unique().drop_nulls())
    for column in columns:
        named = values.rename({"text": column, "low": f"{column}_low", "high": f"{column}_high"})
        frame = frame.join(named, on=column, how="left", maintain_order="left")
    return frame


def _values(texts: pl.DataFrame) -> pl.DataFrame:
    """`text, low, high` of distinct numbers, worked out step by step: as one expression it would be a huge one."""
    text = pl.col("text")
    is_run = text.str.contains(rf"{_DIGIT}{{3}}|点")
    ends = [
        texts.with_columns(
            pl.lit(i).alias("end"),
            pl.when(is_run).then(text).otherwise(text.str.replace_many(_PAIRS, [pair[i] for pair in _PAIRS])),
            text.alias("printed"),
        )
        for i in (0, 1)
    ]
    plain, figures = pl.col("text"), pl.col("figures")
    is_unclear = plain.str.contains(r"^(?:[一二两三四五六七八九]{2,3}|[零〇]{2,})$")
    values = (
        pl.concat(ends)
        .filter(~is_unclear)
        .with_columns(plain.str.replace_many([*_FIGURES_OF, ","], [*_FIGURES_OF.values(), ""]).alias("figures"))
        .with_columns(
            figures.str.extract(r"^(.*)亿", 1).alias("high_part"),
            figures.str.extract(r"([^亿点]*)(?:点[0-9]+)?$", 1).alias("low_part"),
            ("0." + figures.str.extract("点([0-9]+)$", 1)).cast(pl.Float64, strict=False).fill_null(0).alias("rest"),
        )
    )
    for part in ("high_part", "low_part"):
        values = values.with_columns(
            pl.col(part).str.extract("^(.*)万", 1).alias("myriads"),
            pl.col(part).str.extract("([^万]*)$", 1).alias("ones"),
        )
        for section in ("myriads", "ones"):
            values = values.with_columns(*_places(section)).with_columns(_section(section))
        # A lone figure after a larger number stands one place lower: 九万四 is 94,000, 一亿二 120 million.
        above = pl.when(pl.col("myriads").is_not_null()).then(1e3).when(pl.col("high_part").is_not_null()).then(1e7)
        is_lone = pl.col("ones").str.contains("^[1-9]$") & (pl.lit(part) == "low_part")
        lower = pl.when(is_lone).then(above.otherwise(1.0)).otherwise(1.0)
        myriads = pl.when(pl.col("myriads") == "").then(1.0).otherwise("myriads_value")
        value = myriads.fill_null(0) * 1e4 + pl.col("ones_value").fill_null(0) * lower
        values = values.with_columns(value.alias(f"{part}_value"))
    many = pl.when(pl.col("high_part") == "").then(1.0).otherwise("high_part_value")
    whole = pl.when(pl.col("high_part").is_null()).then(0.0).otherwise(many) * 1e8 + pl.col("low_part_value")
    values = values.select("printed", "end", (whole + pl.col("rest")).alias("value"))
    return texts.join(_of(values, 0, "low"), on="text", how="left").join(_of(values, 1, "high"), on="text", how="left")


def _of(values: pl.DataFrame, end: int, name: str) -> pl.DataFrame:
    return values.filter(pl.col("end") == end).select(pl.col("printed").alias("text"), pl.col("value").alias(name))


_PLACES = {"千": 1000, "百": 100, "十": 10}


def _places(name: str) -> list[pl.Expr]:
    """The figure before each place, one where a place stands alone (百三)."""
    found = {letter: pl.col(name).str.extract(rf"([0-9.]*){letter}", 1) for letter in _PLACES}
    return [
        pl.when(figure.is_in(["", "0"]))
        .then(1.0)
        .otherwise(figure.cast(pl.Float64, strict=False))
        .fill_null(0.0)
        .alias(letter)
        for letter, figure in found.items()
    ]


def _section(name: str) -> pl.Expr:
    """Value below ten thousand, where a lone last figure stands one place lower: 4百5 is 450."""
    text = pl.col(name)
    last = text.str.extract(r"([0-9.]+)$", 1).cast(pl.Float64, strict=False).fill_null(0.0)
    lower = (
        pl.when(text.str.contains("千[1-9]$")).then(100.0).when(text.str.contains("百[1-9]$")).then(10.0).otherwise(1.0)
    )
    value = last * lower
    for letter, worth in _PLACES.items():
        value = value + pl.col(letter) * worth
    return pl.when(text.is_not_null()).then(value).alias(f"{name}_value")


def share_values(quotes: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """`match` to `match, low, high` in percent: 三分之二, 百分之五, 百分之三到五."""
    groups = with_values(_grouped(quotes, pattern), "below", "above", "to")
    is_decimal = (pl.col("below_low").log10() % 1).abs() < 1e-9

    def share(part: pl.Expr) -> pl.Expr:
        value = 100 * part / pl.col("below_low")
        return pl.when(is_decimal).then(value.round_sig_figs(12)).otherwise(value.round(2))

    return groups.select(
        "match",
        share(pl.col("above_low")).alias("low"),
        share(pl.coalesce("to_low", "above_high")).alias("high"),
    )


def tenth_values(quotes: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """`match` to `match, low, high` in percent: 九成, 九成半, 七成六, 三到五成, 六七成, 半成."""
    groups = with_values(_grouped(quotes, pattern), "tenths", "to", "next", "rest")
    first = pl.when(pl.col("tenths") == "半").then(0.5).otherwise("tenths_low")
    points = pl.when(pl.col("rest") == "半").then(5.0).otherwise("rest_low").fill_null(0.0)
    last = pl.coalesce("to_low", "next_low", first)
    return groups.select(
        "match",
        (10 * first + points).round_sig_figs(12).alias("low"),
        (10 * last + points).round_sig_figs(12).alias("high"),
    )


def cash_values(quotes: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """`match` to `match, low, high` in yuan: 50元6角三分."""
    parts = with_values(_grouped(quotes, pattern), "whole", "tenth", "cent")
    value = pl.col("whole_low") + pl.col("tenth_low") / 10 + pl.col("cent_low").fill_null(0) / 100
    return parts.select("match", value.round(2).alias("low"), value.round(2).alias("high"))


def fold_values(quotes: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """`match` to `match, low, high` in percent: 九折, 八五折, 85折, 8.5折."""
    figures = pl.col("tenths").str.replace_many([*_FIGURES_OF, "点"], [*_FIGURES_OF.values(), "."])
    value = figures.cast(pl.Float64, strict=False)
    percent = pl.when(figures.str.contains("^[0-9]{2}$")).then(value).otherwise(10 * value).round_sig_figs(12)
    return _grouped(quotes, pattern).select("match", percent.alias("low"), percent.alias("high"))


def _grouped(quotes: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """The quotes that fit a pattern, with its named groups."""
    fitting = quotes.select("match").filter(pl.col("match").str.contains(pattern))
    return fitting.with_columns(pl.col("match").str.extract_groups(pattern).alias("g")).unnest("g")
