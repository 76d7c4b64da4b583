"""The grammar of quantities in English and Chinese, built from named parts, and the value of each distinct quote.

Patterns are Rust regular expressions: no look-around, first alternative wins, so what is not a quantity (dates,
ordinals, codes) is listed first and matched away.
"""

from dataclasses import dataclass

import polars as pl

from pipelines.lexicon import Lexicon

_END = r"(?-u:\b)"
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
_CHINESE = r"[零〇一二两三四五六七八九十百千]+"
_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ONE_WORD = "(?:" + "|".join(sorted(_ONES, key=len, reverse=True)) + ")"
_TEN_WORD = "(?:" + "|".join(_TENS) + ")"
_ENGLISH = rf"{_END}(?i:(?:{_ONE_WORD} hundred(?: and)? )?(?:{_TEN_WORD}(?:[- ]{_ONE_WORD})?|{_ONE_WORD})|{_ONE_WORD} hundred){_END}"
_FRACTION: dict[str, float] = {
    "half": 50, "one-half": 50, "one half": 50, "a third": 100 / 3, "one-third": 100 / 3, "one third": 100 / 3,
    "two-thirds": 200 / 3, "two thirds": 200 / 3, "a quarter": 25, "one-quarter": 25, "one quarter": 25,
    "three-quarters": 75, "three quarters": 75, "one-fourth": 25, "one fourth": 25, "three-fourths": 75,
    "a fifth": 20, "one-fifth": 20, "one fifth": 20, "two-fifths": 40, "three-fifths": 60, "four-fifths": 80,
    "one-sixth": 100 / 6, "one-eighth": 12.5, "a tenth": 10, "one-tenth": 10, "one tenth": 10,
    "一半": 50, "半数": 50, "过半": 50, "大半": 50,
}  # fmt: skip
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_RANGE = r"\s?(?:-|–|—|~|～|to|至|到)\s?"

LEAD = r"^(?:(?i:from) |从|由)"
"""What the search takes along before a number and the quote leaves out."""

NOT_QUANTITIES = {
    "citation": r"\[[0-9]{1,3}(?:\]|$)",
    "month_date": rf"{_MONTH}\s[0-9]{{1,2}}(?:\s?[-–]\s?[0-9]{{1,2}})?(?:st|nd|rd|th)?{_END}(?:,?\s{_YEAR}{_END})?",
    "month_year": rf"{_MONTH}(?:\sof)?\s{_YEAR}{_END}",
    "day_month": rf"[0-9]{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:\s{_YEAR})?{_END}",
    "iso_date": r"(?:19|20)[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?" + _END,
    "year_span": rf"{_YEAR}年?\s?(?:-|–|—|~|to|至|到|and|和)\s?{_YEAR}{_END}年?|{_YEAR}[-–/][0-9]{{2}}{_END}",
    "year_phrase": rf"{_END}(?i:in|by|since|until|till|after|before|during|from|early|late|mid|through) {_YEAR}{_END}",
    "chinese_date": r"(?:从|自|由)?(?:19|20)?[0-9]{2}年\s?(?:[0-9]{1,2}月(?:\s?[0-9]{1,2}[日号])?|底|初|末|[上下]半年|第?[一二三四1-4]季度|Q[1-4])",
    "chinese_year": rf"(?:从|自|由)?{_YEAR}\s?年(?:[上下]半年|度|代|底|初|末)?|[二一][〇零九][〇零一二三四五六七八九]{{2}}年",
    "chinese_month": r"[0-9]{1,2}月\s?(?:[0-9]{1,2}(?:\s?[-—至到]\s?[0-9]{1,2})?[日号]|份|底|初|末|[上中下]旬)?|[一二三四五六七八九十]{1,2}月(?:份|[一二三四五六七八九十]{1,3}[日号])?",
    "chinese_day": r"[0-9]{1,2}(?:\s?[-—至到]\s?[0-9]{1,2})?[日号]",
    "century": r"[0-9一二十]{1,3}世纪(?:[0-9一二三四五六七八九十]{1,3}年代)?|[0-9一二三四五六七八九]十?年代|[一二三四五六七八九]十年代",
    "time": r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?|[0-9]{1,2}\s?(?:a\.m\.|p\.m\.|AM|PM)",
    "ordinal": r"[0-9]+(?:,[0-9]{3})*(?:st|nd|rd|th)" + _END,
    "chinese_ordinal": r"第\s?(?:[0-9]+|[零〇一二两三四五六七八九十百千]+)\s?[大个届次轮期名位代]?|前\s?(?:[0-9]+|[一二三四五六七八九十]+)\s?(?:个月|季度|三季度|名|位|大)?",
    "rank": rf"{_END}(?i:(?:top|first|no\.)\s(?:[0-9]+|{_ONE_WORD}){_END}(?:\s(?:months|quarters|half))?)",
    "part_of_year": r"(?-u:\b)(?i:(?:first|second|third|fourth|last|next|this|previous|current|each|every)[ -](?:half|quarter))|(?i:half[- ](?:year|time|way|hearted|century))|[一二三四]季度|[1-4]季度|[上下]半年|大半年",
    "reference": _END + r"(?i:(?:section|article|group|phase|chapter|table|figure|fig\.|part|step|annex|rule|resolution|flight|type|version|tranche|round|page|room|highway|route|track|class|category|level) [0-9]+(?:\.[0-9]+)*[A-Za-z]?)" + _END,
    "investigation": r"(?i:301[ -](?:investigation|tariff|measure)s?)|301(?:调查|条款|关税)",
    "stock_code": r"[0-9]{6}(?:\.[A-Z]{2})?" + _END + r"|[0-9]{4,5}\.(?:HK|TW|T|KS)" + _END,
    "score": r"[0-9]+\s?[:：]\s?[0-9.]+",
    "name": r"[A-Za-z]+(?:[-–][A-Za-z]+)*[-–]?[0-9][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*",
    "vague": r"(?:好?几|数|上|成)[十百千万亿]+[多余]?",
    "plan": r"(?:1[0-9]|[一二三四])个?五(?:年)?规划|[“\"]?十[一二三四五]五[”\"]?",
}  # fmt: skip


@dataclass(frozen=True)
class Grammar:
    """The compiled patterns of one lexicon."""

    search: str
    """Matches quantities, bare numbers and everything that only looks like one."""
    skip: str
    """Anchored: what is not a quantity."""
    forms: tuple[str, ...]
    """Anchored, in order of preference: three kinds of range, then one number. Named groups: currency, sign, the digits,
    Chinese or English words of each number (a1 c1 e1, a2 c2 e2), magnitudes m1 m2, "more" marks, unit, per."""
    fraction: str
    part: str
    """Anchored: 三分之二, 百分之五, with groups below and above."""
    tenth: str


def _any(words: list[str]) -> str:
    """Alternatives, longest first, Latin ones ending at a word's end."""
    ordered = sorted(set(words), key=len, reverse=True)
    escaped = ["".join("\\" + c if c in r"\.+*?()|[]{}^$/" else c for c in word) for word in ordered]
    return "(?:" + "|".join(e + _END if e[-1].isascii() and e[-1].isalpha() else e for e in escaped) + ")"


def _any_case(words: list[str]) -> str:
    """Alternatives in any case, longest first; Latin ones are whole words."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?i:" + "|".join(f"{_END}{word}{_END}" if word.isascii() else word for word in ordered) + ")"


def _number(tag: str) -> str:
    return rf"(?:(?P<a{tag}>{_ARABIC})|(?P<c{tag}>{_CHINESE})|(?P<e{tag}>{_ENGLISH}))"


def _unnamed(pattern: str) -> str:
    """The pattern without its group names, so that it can stand twice in one expression."""
    out, i = [], 0
    while i < len(pattern):
        if pattern.startswith("(?P<", i):
            out.append("(?:")
            i = pattern.index(">", i) + 1
        else:
            out.append(pattern[i])
            i += 1
    return "".join(out)


def grammar(lexicon: Lexicon) -> Grammar:
    """Build the patterns from the lexicon's units, magnitudes, currencies and words that only look like numbers."""
    units = _any(lexicon.units.filter(pl.col("dimension") != "item")["surface"].to_list())
    magnitude = _any(lexicon.magnitudes["surface"].to_list())
    symbol = _any(lexicon.currency_symbols["symbol"].to_list())
    wholes = _any(lexicon.units.filter(pl.col("dimension") != "time")["surface"].to_list())
    per = rf"(?:\s?(?:/|per|a|每)\s?(?P<per>{wholes}))?"
    more = "[多余来几]"
    single = (
        rf"(?:(?P<currency>{symbol})\s?)?(?P<sign>[-–+]\s?)?{_number('1')}(?:\s?(?P<more1>{more}))?"
        rf"(?:[\s-]?(?P<m1>{magnitude}))?(?P<more2>{more})?"
    )
    second = rf"(?:{symbol}\s?)?{_number('2')}(?:[\s-]?(?P<m2>{magnitude}))?(?P<more3>{more})?"
    # After a printed unit "to" leads on to a new level (fell 25 basis points to 0.95%), except between two percentages.
    percent = r"(?:%|\spercent|\sper cent|个百分点)"
    unit = rf"(?P<unit>{units})"
    forms = (
        rf"{single}{percent}\s?(?:to|至|到)\s?{second}(?P<unit>{percent})",
        rf"{single}[\s-]{{0,2}}(?:{units})\s?[-–—~～]\s?{second}[\s-]{{0,2}}{unit}{per}",
        rf"{single}{_RANGE}{second}(?:[\s-]{{0,2}}{unit})?{per}",
        rf"{single}(?:[\s-]{{0,2}}{unit})?{per}",
    )
    quantity = "|".join(_unnamed(form) for form in forms)
    fraction = _any_case(list(_FRACTION))
    part = rf"(?P<below>{_ARABIC}|{_CHINESE})分之(?P<above>{_ARABIC}|{_CHINESE})"
    tenth = rf"(?P<tenths>[0-9]|[一二两三四五六七八九])(?P<to>[-至到][0-9一二三四五六七八九])?成(?P<half>半)?"
    decade = rf"{_END}(?i:an? (?:decade|century)){_END}"
    skip = "|".join([*NOT_QUANTITIES.values(), _any(lexicon.number_blockers)])
    # RMB5 and US$5 are money although letters before a digit are a name elsewhere.
    money = rf"{symbol}\s?(?:{quantity})"
    # "from 80% to 50%" is two levels, not a range.
    start_level = rf"(?:{_END}from |从|由){_unnamed(single)}(?:[\s-]{{0,2}}{units})?"
    search = "|".join([money, skip, start_level, _unnamed(part), _unnamed(tenth), decade, fraction, quantity])
    return Grammar(
        search=search,
        skip=f"^(?:{skip})$",
        forms=tuple(f"^{form}$" for form in forms),
        fraction=f"^{fraction}$",
        part=f"^{part}$",
        tenth=f"^{tenth}$",
    )


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

    hundreds = word(rf"({_ONE_WORD}) hundred", _ONES) * 100
    tens = word(rf"({_TEN_WORD})", _TENS)
    rest = low.str.replace(rf"^{_ONE_WORD} hundred(?: and)? ?", "").str.replace(rf"^{_TEN_WORD}[- ]?", "")
    value = (hundreds + tens + rest.replace_strict(_ONES, default=0, return_dtype=pl.Int64)).cast(pl.Float64)
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
                    list(_FRACTION), [float(v) for v in _FRACTION.values()], return_dtype=pl.Float64
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
