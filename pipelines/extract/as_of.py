"""The date a number speaks of: the date of its clause, printed (in May 2025) or relative to the article's (去年).

A text is read without its article, so a relative date is found as a mark and becomes a date where the article is known:
`Y-1-06` is June of the year before, `M-1` the month before, `D-1` the day before, `W2` the last Tuesday, `?-10-15` the
nearest October 15.
"""

import re

import polars as pl

from pipelines.extract.marks import WRAP_MATCH, find, lean, searchable
from pipelines.extract.not_quantities import END
from pipelines.extract.patterns import any_of
from pipelines.lexicon import Lexicon

_NEAR = 40
"""Characters within which a date is taken for that of a number."""
_OPENING = 120
"""The same for a date that a text begins with."""
_OWN_REACH = 12
"""Characters after a number within which a date is its own, and not that of the next number: 5% in 2024, 8% …"""
_YEAR = "(?:19|20)[0-9]{2}"
_MONTH = "1[0-2]|0?[1-9]"
_DAY = "3[01]|[12][0-9]|0?[1-9]"
_BASELINE = lean(
    r"(?i)(?:\b(?:than|compared (?:with|to)|versus|vs\.?|from|since|over|above|below|relative to|against|exceeds?)"
    r"(?: (?:in|the|that of|that in|those of|levels? (?:in|of)|(?:same|corresponding) period (?:in|of)))* "
    r"|\b(?:founded|established|set up) in |较|比|相比|相较于?|对比|同比|自从?|高于|低于|成立于|创立于|始建于)$"
)
"""Stands before a date that the number is compared with."""
_COMPARED = r"^\s?(?:同期|相比|以来|之前|levels?\b)|^(?:[-–—~～至到/]\s?[0-9]|['’]s (?:level|total|figure))"
"""Stands after one; or the date is the first of a range."""
_LAST_MONTHS = 4
"""Months back to which a month of the year before is meant by its name alone."""
_PARTS_CLAUSES = r"[,;:，；：。、]|\.\s"
_PARTS_SENTENCES = r"[;；。]|\.\s"
_SPAN = r"(?i)[a-z月1]\.?\s?(?:to|through|[-–—至到])\s?[^0-9]|月$"
"""From January to October is one span that ends in October."""
_MARKS = {"month": "M", "day": "D", "weekday": "W"}
_NO_DATE = r"^(?:合约|期货|合同|期权|futures| contract|交割)"


def with_as_of(measures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Measures with `as_of`: a date, or the mark of a relative one. `measures`: claim, text, start, end, in order."""
    dates = _dates(measures, lexicon)
    numbered = measures.with_row_index("row")
    # Most texts hold no date.
    rows = numbered.join(dates.select("claim").unique(), on="claim", how="semi").select(
        "row", "claim", "text", "start", "end"
    ).sort("start")
    left = dates.select("claim", pl.col("start").alias("at"), "end", "date").rename({"end": "until"})
    before = rows.join_asof(
        left.sort("at"), left_on="start", right_on="at", by="claim", strategy="backward", check_sortedness=False
    )
    after = rows.join_asof(
        left.sort("at"), left_on="end", right_on="at", by="claim", strategy="forward", check_sortedness=False
    )
    told = before.join(
        after.select("row", pl.col("at").alias("next_at"), pl.col("date").alias("next_date")), on="row"
    ).sort("row")
    behind, ahead = pl.col("start") - pl.col("until"), pl.col("next_at") - pl.col("end")
    gap_behind = pl.col("text").str.slice("until", behind.clip(0, _OPENING))
    gap_ahead = pl.col("text").str.slice("end", ahead.clip(0, _NEAR))
    # "5% in 2024, and 8%": the date belongs to the number right before it.
    end_before = pl.col("end").shift(1).over("claim")
    to_number_before = pl.col("at") - end_before
    # In English a date follows its number, in Chinese it goes before.
    nearer = pl.when(gap_behind.str.contains(r"\p{Han}")).then(behind - 1).otherwise(behind)
    is_taken = to_number_before.is_between(0, pl.min_horizontal(pl.lit(_OWN_REACH), nearer))
    is_taken &= ~pl.col("text").str.slice(end_before, to_number_before.clip(0, _OWN_REACH)).str.contains(_PARTS_CLAUSES)
    reach = pl.when(pl.col("at") <= 2).then(_OPENING).otherwise(_NEAR)
    fits_behind = (behind <= reach) & ~gap_behind.str.contains(_PARTS_SENTENCES) & ~is_taken.fill_null(False)
    number_between = (pl.col("start").shift(-1).over("claim") < pl.col("next_at")).fill_null(False)
    fits_ahead = (ahead <= _NEAR) & ~gap_ahead.str.contains(_PARTS_CLAUSES) & ~number_between
    is_nearer = (ahead <= _OWN_REACH) & (ahead < behind)
    chosen = (
        pl.when(fits_ahead & (is_nearer | ~fits_behind.fill_null(False)))
        .then("next_date")
        .when(fits_behind)
        .then("date")
    )
    found = told.select("row", chosen.alias("as_of"))
    return numbered.join(found, on="row", how="left", maintain_order="left").drop("row")


def find_dates(texts: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`claim, text` to `claim, start, end, date` of the dates that are no baseline; a relative one is a mark."""
    forms = _forms(lexicon)
    plain = searchable(pl.col("text"))
    search = lean("|".join(re.sub(r"\(\?P<\w+>", "(?:", form) for form in forms))
    hits = find(texts, plain.str.replace_all(search, WRAP_MATCH))
    inside = pl.col("before").str.contains(r"[A-Za-z0-9$¥€£/.-]$") & ~pl.col("before").str.contains(r"[a-z]\.\s?$")
    runs_on = pl.col("match").str.contains("[0-9A-Za-z]$")
    runs_on &= pl.col("after").str.contains(r"^(?:[A-Za-z0-9%]|[.,][0-9])")
    is_none = inside & pl.col("match").str.contains("^[0-9A-Za-z]") | runs_on | pl.col("after").str.contains(_NO_DATE)
    is_baseline = pl.col("before").str.contains(_BASELINE) & ~pl.col("match").str.contains(_SPAN)
    is_baseline |= pl.col("after").str.contains(_COMPARED) | pl.col("match").str.contains("(?i)^since ")
    hits = hits.filter(~is_none & ~is_baseline).select("claim", "start", "end", "match")
    dates = hits.join(_read(hits.select("match").unique(), forms, lexicon), on="match")
    return dates.select("claim", "start", "end", "date")


def _dates(measures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The dates in the texts of the measures that are no part of a quantity."""
    dates = find_dates(measures.select("claim", "text").unique("claim", maintain_order=True), lexicon)
    numbers = measures.drop_nulls("unit").select(
        "claim", pl.col("start").alias("number_start"), pl.col("end").alias("number_end")
    )
    overlapping = dates.join(numbers, on="claim").filter(
        (pl.col("start") < pl.col("number_end")) & (pl.col("end") > pl.col("number_start"))
    )
    return dates.join(overlapping, on=["claim", "start"], how="anti")


def _words(lexicon: Lexicon, *kinds: str) -> dict[str, str]:
    rows = lexicon.date_words.filter(pl.col("kind").is_in(kinds)).select(pl.col("surface").str.to_lowercase(), "value")
    return dict(rows.iter_rows())


def _pattern(lexicon: Lexicon, kind: str, chinese: bool) -> str:
    words = lexicon.date_words.filter(pl.col("kind") == kind)["surface"]
    return any_of(words.filter(words.str.contains(r"\p{Han}") == chinese))


def _forms(lexicon: Lexicon) -> tuple[str, ...]:
    """Patterns of dates with groups year, part, end, name, month, day and word; the first that fits is the one."""
    names = lexicon.date_words.filter(pl.col("kind") == "name")["surface"]
    # May is a month, may is not.
    name = "(?:" + "|".join(sorted(names.filter(names.str.contains("^[A-Z]")), key=len, reverse=True)) + rf"){END}\.?"
    part, part_zh = (_pattern(lexicon, "part", chinese) for chinese in (False, True))
    any_year = rf"(?:FY|CY)?{_YEAR}{END}|{_pattern(lexicon, 'year', False)}"
    any_year_zh = rf"{_YEAR}\s?年度?|{_pattern(lexicon, 'year', True)}"
    year, year_zh = f"(?P<year>{any_year})", f"(?P<year>{any_year_zh})"
    month_zh = (
        rf"(?:{_MONTH}|一)月?\s?[-–—~～至到]\s?(?P<span>{_MONTH})月|(?P<month>{_MONTH})月"
        rf"|(?P<name>{_pattern(lexicon, 'name', True)})"
    )
    day_zh = rf"份?(?:\s?(?P<day>{_DAY})[日号])?"
    to_name = rf"(?:{name}\s?(?:-|–|to|through)\s?)?(?P<name>{name})"
    lead = "(?i-u:(?:in|by|during|since|until|through|of|for|late|early|mid)[ -])"
    whole = r"(?:\s?的)?\s?"
    both = (True, False)
    words = "|".join(_pattern(lexicon, kind, chinese) for kind in _MARKS for chinese in both)
    others = "|".join(_pattern(lexicon, "other", chinese) for chinese in both)
    return (
        rf"(?P<other>{others})",
        rf"(?P<year>{_YEAR})[-/.](?P<month>{_MONTH})(?:[-/.](?P<day>{_DAY}))?{END}",
        rf"{lead}?{to_name}\s(?P<day>{_DAY})(?:st|nd|rd|th)?{END}(?:,?\s(?P<year>{_YEAR}){END})?",
        rf"(?P<day>{_DAY})(?:st|nd|rd|th)?\s(?P<name>{name})(?:,?\s(?P<year>{_YEAR}){END})?",
        rf"{lead}?{to_name}(?: of)?,?\s{year}",
        rf"(?P<part>{part})(?:,| of| in)?\s(?:the\s)?{year}",
        rf"{year}(?:['’]s)?\s(?P<part>{part})",
        rf"(?P<end>{_pattern(lexicon, 'end', False)})[- ]{year}",
        rf"{year_zh}{whole}(?:(?P<part>{part_zh})|(?P<end>{_pattern(lexicon, 'end', True)})|(?:{month_zh}){day_zh})",
        rf"(?P<word>{words})",
        rf"前(?P<span>{_MONTH})个月",
        rf"(?:{month_zh}){day_zh}",
        rf"{lead}{to_name}",
        rf"(?P<part>{part_zh}|{part})",
        f"(?P<year>{any_year_zh}|{any_year})",
    )


def _read(matches: pl.DataFrame, forms: tuple[str, ...], lexicon: Lexicon) -> pl.DataFrame:
    """Distinct `match` texts to their `date`."""
    groups = ["year", "part", "end", "name", "month", "span", "day", "word"]
    read = []
    for form in forms:
        whole = f"^(?:{lean(form)})$"
        fits = matches.filter(pl.col("match").str.contains(whole))
        matches = matches.join(fits, on="match", how="anti")
        named = fits.with_columns(pl.col("match").str.extract_groups(whole).alias("groups")).unnest("groups")
        missing = [pl.lit(None, dtype=pl.String).alias(group) for group in groups if group not in named.columns]
        read.append(named.with_columns(missing).select("match", *groups))
    parts = pl.concat(read).with_columns(pl.col(groups).str.to_lowercase().str.strip_chars(" ."))

    def value(column: str, *kinds: str) -> pl.Expr:
        return pl.col(column).replace_strict(_words(lexicon, *kinds), default=None, return_dtype=pl.String)

    shift = value("year", "year").cast(pl.Int32)
    relative = pl.format("Y{}{}", pl.when(shift < 0).then(pl.lit("-")).otherwise(pl.lit("+")), shift.abs())
    year = pl.coalesce(pl.col("year").str.extract(f"({_YEAR})", 1), relative, pl.lit("?"))
    month = pl.coalesce(value("part", "part"), value("end", "end"), value("name", "name"), "month", "span").str.zfill(2)
    word = pl.col("word")
    shifted = [pl.format(letter + "{}", value("word", kind)) for kind, letter in _MARKS.items()]
    date = pl.concat_str(year, month, pl.col("day").str.zfill(2), separator="-", ignore_nulls=True)
    told = parts.select("match", pl.when(word.is_null()).then(date).otherwise(pl.coalesce(shifted)).alias("date"))
    return told.filter(pl.col("date") != "?")


def resolved(as_of: pl.Expr, published_at: pl.Expr) -> pl.Expr:
    """Marks of relative dates as dates, seen from the day the text was published; null where that is not known."""
    shift = as_of.str.extract(r"^[A-Z]([-+]?[0-9]+)", 1).cast(pl.Int32)
    rest = as_of.str.extract(r"^(?:Y[-+][0-9]+|\?)((?:-[0-9]{2}){0,2})$", 1)
    year, month = published_at.dt.year(), published_at.dt.month().cast(pl.Int32)
    months = year * 12 + month - 1 + shift
    told = rest.str.extract(r"^-([0-9]{2})", 1).cast(pl.Int32)
    # A month without a year is one of this year that has begun, or one of the last months of the year before.
    nearest = pl.when(told <= month).then(year).when(month + 12 - told <= _LAST_MONTHS).then(year - 1)
    day = published_at.dt.date()
    since = (published_at.dt.weekday().cast(pl.Int32) - shift) % 7
    return (
        pl.when(as_of.str.contains("^[0-9]"))
        .then(as_of)
        .when(as_of.str.starts_with("Y"))
        .then(pl.format("{}{}", year + shift, rest))
        .when(as_of.str.starts_with("M"))
        .then(pl.format("{}-{}", months // 12, (months % 12 + 1).cast(pl.String).str.zfill(2)))
        .when(as_of.str.starts_with("D"))
        .then(day.dt.offset_by(pl.format("{}d", shift)).dt.to_string("%Y-%m-%d"))
        .when(as_of.str.starts_with("W"))
        .then(day.dt.offset_by(pl.format("-{}d", since)).dt.to_string("%Y-%m-%d"))
        .when(as_of.str.starts_with("?"))
        .then(pl.format("{}{}", nearest, rest))
    )
