"""Chinese names by form: company and body suffixes, tickers, titles beside people, transliterations, places."""

import polars as pl

from pipelines.extract.anchors import DOT, Words, size

_HAN = r"\p{Han}"
_CHARS = rf"[{_HAN}A-Za-z0-9]"
_SHORT_LEAD = r"^[而并也又还或即其像跟按因至]"
_LENGTHS = {"legal_zh": (2, 20), "suffix_zh": (2, 14), "weak_suffix_zh": (2, 4), "ticker": (2, 6)}
"""Characters a name may have before its suffix; more hides a word that is no part of it."""
_LATIN_NAME = r"[A-Z][a-z]+(?:\s[A-Z]\.)?(?:\s[A-Z][a-z]+){1,2}"


def _stems(rows: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The rows with `stem`: the characters before, after the last word that stands in no name; `lead`: that word."""
    run = (
        pl.col("left").str.extract(rf"({_CHARS}{{1,40}}(?:[（(]{_HAN}{{2,4}}[)）]{_CHARS}{{0,20}})?)$", 1).fill_null("")
    )
    rows = rows.with_columns(run.alias("run")).with_columns(
        pl.col("run").str.replace(rf"^.*(?:{words.any('before_zh')})", "").str.replace(_SHORT_LEAD, "").alias("stem")
    )
    rows = rows.with_columns(pl.col("stem").str.replace(r"^[A-Za-z0-9]*[)）]", ""))
    ahead = pl.col("left").str.head(pl.col("left").str.len_chars() - pl.col("stem").str.len_chars())
    return rows.with_columns(ahead.str.extract(rf"({words.any('before_zh')})$", 1).alias("lead"), ahead.alias("ahead"))


def organizations(hits: pl.DataFrame, words: Words) -> pl.DataFrame:
    """某某科技有限公司, 某某大学, 龙头某某科技: the rarer the suffix as a plain word, the less it needs beside it."""
    rows = _stems(hits.filter(pl.col("place").is_in(["legal_zh", "suffix_zh", "weak_suffix_zh"])), words)
    context = words.any("company_context_zh")
    shown = pl.col("right").str.contains(rf"^(?:{context}|{_HAN}{{0,8}}(?:{words.any('teller_zh')}))") | pl.col(
        "ahead"
    ).str.contains(rf"(?:{words.any('company_lead_zh')})[“\"]?$")
    more = pl.col("right").str.extract(rf"^((?:{words.any('legal_zh')}|集团|股份)+)", 1)
    rows = rows.with_columns(more.fill_null("").alias("more"))
    is_weak = (pl.col("place") == "weak_suffix_zh") & (pl.col("more") == "")
    is_cut = pl.col("right").str.contains("^生") & pl.col("word").str.ends_with("大学")
    rows = rows.filter(_fits(words) & (~is_weak | shown) & ~is_cut)
    start, end = pl.col("at") - size("stem"), pl.col("until") + size("more")
    return rows.select(
        "text_id", start.alias("start"), end.alias("end"), "type", "subtype", pl.lit("suffix").alias("form")
    )


def _fits(words: Words) -> pl.Expr:
    """Whether the stem has a name's length and says more than general words do."""
    low, high = (pl.col("place").replace_strict({k: v[i] for k, v in _LENGTHS.items()}, default=0) for i in (0, 1))
    length = pl.col("stem").str.len_chars().cast(pl.Int64)
    general = rf"^(?:{words.any('generic_zh', 'weak_suffix_zh')})+$"
    starts_fresh = ~pl.col("ahead").str.contains(rf"[{_HAN}]$") | pl.col("lead").is_not_null()
    return length.is_between(low, high) & ~pl.col("stem").str.contains(general) & starts_fresh


def listed_companies(tickers: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The name before a ticker in brackets: 新锐晶材(301999.SZ). `tickers`: text_id, left, at."""
    share_class = r"(?:-[A-Z]{1,3})$"
    rows = tickers.with_columns(
        pl.col("left").str.extract(rf"({share_class})", 1).fill_null("").alias("class"),
        pl.col("left").str.replace(share_class, "").alias("left"),
        pl.lit("ticker").alias("place"),
    )
    rows = _stems(rows, words).filter(pl.col("stem").str.contains(_HAN) & _fits(words))
    rows = rows.filter(~pl.col("stem").is_in(words.listed("generic")))
    end = pl.col("at") - size("class")
    return rows.select(
        "text_id", (end - size("stem")).alias("start"), pl.col("at").alias("end"),
        pl.lit("organization").alias("type"), pl.lit("company").alias("subtype"), pl.lit("ticker").alias("form"),
    )  # fmt: skip


def persons(hits: pl.DataFrame, words: Words) -> pl.DataFrame:
    """分析师张三表示, 王传福董事长, 财长斯密斯称, 费奥多·奎尔."""
    titled = hits.filter(pl.col("place") == "title_zh")
    foreign = hits.filter(pl.col("place") == "foreign_title_zh")
    after, sure_after = words.any("after_person_zh"), words.any("verb_zh")
    surname = rf"(?:{words.any('compound_surname_zh')}|[{words.letters('surname_zh')}])"
    given = rf"[{_HAN}]"
    letters = words.letters("transliteration")
    right = pl.col("right").str
    name = pl.coalesce(
        right.extract(rf"^(\s?{surname}{given})(?:{sure_after})", 1),
        right.extract(rf"^(\s?{surname}{given}{{2}})(?:{after}|\s|$)", 1),
        right.extract(rf"^(\s?{surname}{given})(?:{after}|\s|$)", 1),
        right.extract(rf"^(\s?{_LATIN_NAME})(?:[^A-Za-z]|$)", 1),
    )
    bare = right.extract(rf"^([{letters}]{{2,6}}?)(?:{sure_after})", 1)
    no_given = rf"^\s?{surname}.?[{words.letters('not_in_person_zh')}]"
    rows = pl.concat([titled.with_columns(name.alias("name")), foreign.with_columns(bare.alias("name"))])
    rows = rows.drop_nulls("name").filter(~pl.col("name").str.contains(no_given))
    lead = size("name") - pl.col("name").str.strip_chars_start().str.len_chars().cast(pl.Int64)
    found = [_person(rows, pl.col("until") + lead, pl.col("until") + size("name"))]
    led = pl.col("left").str.extract(
        rf"(?:^|[，。、；：,:;“\"（(\s]|{words.any('before_zh')})({surname}{given}{{1,2}})$", 1
    )
    late = hits.filter((pl.col("place") == "title_zh") & pl.col("word").is_in(words.listed("title_after_zh")))
    late = late.with_columns(led.alias("name")).drop_nulls("name").filter(~pl.col("name").str.contains(no_given))
    found.append(_person(late, pl.col("at") - size("name"), pl.col("at")))
    return pl.concat([*found, _transliterated(hits, words)])


def _transliterated(hits: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Names in several parts: the first part ends where a character cannot belong to it."""
    letters = words.letters("transliteration")
    part = rf"[{letters}A-Z]"
    left = rf"(?:{words.any('before_transliteration_zh')}|[^{letters}{DOT}-]|^)([{letters}]{{1,6}})$"
    end = rf"(?:{words.any('after_transliteration_zh')}|[^{letters}A-Z{DOT}-]|$)"
    more = rf"^({part}{{1,7}}?(?:[{DOT}-]{part}{{1,7}}?){{0,3}}){end}"
    rows = hits.filter(pl.col("place") == "dot").with_columns(
        pl.col("left").str.extract(left, 1).alias("first"), pl.col("right").str.extract(more, 1).alias("rest")
    )
    rows = rows.drop_nulls(["first", "rest"]).filter(size("first") + size("rest") >= 3)
    return _person(rows, pl.col("at") - size("first"), pl.col("until") + size("rest"))


def _person(rows: pl.DataFrame, start: pl.Expr, end: pl.Expr) -> pl.DataFrame:
    return rows.select(
        "text_id", start.alias("start"), end.alias("end"), pl.lit("person").alias("type"),
        pl.lit(None, dtype=pl.String).alias("subtype"), pl.lit("title").alias("form"),
    )  # fmt: skip


def places(hits: pl.DataFrame, words: Words) -> pl.DataFrame:
    """位于某某县, 某某铜矿: a place word after a short name that a place's preposition or punctuation leads in."""
    rows = _stems(hits.filter(pl.col("place") == "place_zh"), words)
    general = rf"^(?:{words.any('generic_place_zh', 'generic_zh')})+$"
    starts_fresh = ~pl.col("ahead").str.contains(rf"[{_HAN}]$") | pl.col("lead").is_not_null()
    is_named = pl.col("stem").str.contains(rf"^{_HAN}{{2,5}}$") & ~pl.col("stem").str.contains(general)
    begins_general = pl.col("stem").str.contains(rf"^(?:{words.any('generic_place_zh')})")
    start = pl.col("at") - size("stem")
    return rows.filter(is_named & starts_fresh & ~begins_general).select(
        "text_id", start.alias("start"), pl.col("until").alias("end"), "type", "subtype", pl.lit("place").alias("form")
    )
