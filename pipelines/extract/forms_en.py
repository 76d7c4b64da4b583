"""English names by form: legal and other suffixes, openings, tickers, titles, appositions, given names."""

import polars as pl

from pipelines.extract.anchors import FOUND, Words, size

_WORD = r"(?:[A-ZÀ-Þ][A-Za-z0-9À-ÿ&'’-]*[A-Za-z0-9À-ÿ]|[A-Z]\.?)"
NAME = rf"{_WORD}(?:\s(?:&\s)?{_WORD}){{0,5}}"
_OF_NAME = (
    rf"{_WORD}(?:\s{_WORD}){{0,3}}(?:,\s{_WORD}(?:\s{_WORD})?)?(?:,?\sand\s{_WORD}(?:\s{_WORD})?)?"
    rf"(?:\s(?:of|for)\s(?:the\s)?{_WORD}(?:\s{_WORD})?)?"
)
NOT_WORD = r"(?:^|[^A-Za-z0-9À-ÿ&'’.-])"
_P = r"(?:[OD]['’])?[A-Z][a-zà-ÿ]+(?:['’-]?[A-Z][a-zà-ÿ]+|-[a-z]+)?"
_PARTICLE = r"[A-Z]\.|van|von|de|der|den|bin|bint|al|el|da|dos|del|della|la|le|ibn|ben"
_LAST = rf"(?:(?:al|el|ul|bin|ibn|ad|as|an|ar)-)?{_P}"
PERSON = rf"(?:{_P}(?:\s(?:{_PARTICLE}))*\s|(?:[A-Z]\.[\s-]?){{1,3}}){_LAST}(?:\s{_LAST})?"
_POSSESSIVE = r"\S+['’]s|\S+s['’]"
_SYLLABLE = (
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in"
    r"|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)"
)
_PINYIN = rf"(?i:{_SYLLABLE})(?:[-'’]?{_SYLLABLE})?"
_AT_A_FIRM = r"^,?\s(?:at|of|with|for|in|from)\s|^[,.]|^\s(?:and|who)\s"
_BODIES = ["association", "exchange", "university", "agency", "research"]
_SENTENCE_START = r"(?:^|[.!?:]\s)$"
_PLACE_LEAD = r"(?:(?-u:\b)(?:the|at|in|of|from|its|their|to|and|near|for|on)|['’]s)\s$"
_MODIFIED = r"(?:(?:an?|the|its|their|a former|former|now|also)\s)?(?:[A-Za-z][A-Za-z&.-]*\s){0,5}"


def ticker(words: Words) -> str:
    """A pattern for one or more codes of a share in brackets: (NYSE: ZPHQ), (600001.SH, 01234.HK)."""
    markets, exchanges = "|".join(words.listed("market")), "|".join(words.listed("exchange_code"))
    code = (
        rf"(?:(?:{markets})\s?[:：]\s?[A-Z0-9]{{1,6}}(?:\.[A-Z]{{1,3}})?|[A-Z0-9]{{1,6}}\.(?:{exchanges})"
        r"|(?i:SH|SZ|HK|BJ)[0-9]{4,6}|(?:00|30|60|68|43|83|87|92)[0-9]{4}|0[0-9]{4})"
    )
    return rf"\s?[(（](?:股票代码|股份代号|代码|ticker)?\s?[:：]?\s?{code}(?:\s?[,，、/;；]\s?{code})*[)）]"


def cut(column: str, words: Words) -> pl.Expr:
    """The name without what leads up to it: verbs, prepositions and owners that only stand with a capital."""
    lead = rf"^(?:.*\s)?(?:{words.any('stop')}|{_POSSESSIVE}|{_POSSESSIVE}\s&)\s(?:&\s)?"
    return pl.col(column).str.replace(lead, "")


def _short_of(column: str, words: Words) -> pl.Expr:
    """The name without what follows it: John Smith Says Rates."""
    return pl.col(column).str.replace(rf"\s(?:{words.any('stop', 'title', 'honorific')}|{_POSSESSIVE}).*$", "")


def is_generic(column: str, more: list[str], words: Words) -> pl.Expr:
    """Whether each word of a name stands in the list of general ones."""
    general = [*words.listed("generic_en"), *more, "&"]
    parts = pl.col(column).str.strip_chars().str.split(" ")
    return parts.list.eval(pl.element().is_in(general)).list.all()


def _goes_on(words: Words) -> pl.Expr:
    """Whether a capital follows that belongs to the name: then the name is longer than what was found."""
    new = rf"^\s(?:{words.any('stop', 'title', 'honorific')})"
    return pl.col("right").str.contains(r"^(?:\s(?:&\s)?[A-Z]|-[A-Za-z])") & ~pl.col("right").str.contains(new)


def organizations(hits: pl.DataFrame, words: Words, adjectives: list[str]) -> pl.DataFrame:
    """Names that end in a company's or a body's word: Aurora Quartz Holdings, Northfield University."""
    legal = words.any("legal")
    more = rf"^((?:,?\s(?:{legal}|Group|Holdings)\.?)+)"
    rows = hits.filter(pl.col("place").is_in(["legal", "suffix", "weak_suffix"])).with_columns(
        pl.col("left").str.extract(rf"{NOT_WORD}({NAME}\s(?:&\s)?)$", 1).alias("stem"),
        pl.col("right").str.extract(more, 1).str.strip_suffix(".").alias("more"),
    )
    rows = rows.filter(pl.col("stem").is_not_null()).with_columns(cut("stem", words).alias("stem"))
    rows = rows.filter(pl.col("stem").str.contains(r"^[A-ZÀ-Þ]")).with_columns(
        pl.col("right").str.slice(size("more")).alias("right")
    )
    is_legal = (pl.col("place") == "legal") | pl.col("more").str.contains(rf"(?:{legal})$").fill_null(False)
    is_weak = (pl.col("place") == "weak_suffix") & ~is_legal
    # Korea Petroleum Association is a name, Korean Securities is none.
    is_body = pl.col("subtype").is_in(_BODIES) & pl.col("stem").str.contains(r"\S\s\S")
    is_general = is_generic("stem", adjectives, words) & ~(is_body & ~is_generic("stem", [], words))
    sure = ~pl.col("is_headline") & ~_goes_on(words) & ~pl.col("right").str.contains(r"^\sof\s")
    one = ~pl.col("stem").str.strip_chars().str.contains(" ")
    opens = pl.col("left").str.head(size("left") - size("stem")).str.contains(_SENTENCE_START)
    rows = rows.filter(
        pl.when(is_legal).then(~is_generic("stem", [], words)).otherwise(sure & ~is_general & ~(is_weak & one & opens))
    )
    start = pl.col("at") - size("stem")
    end = pl.col("until") + size("more")
    return rows.select(
        "text_id", start.alias("start"), end.alias("end"), "type", "subtype", pl.lit("suffix").alias("form")
    )


def openings(hits: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Names that begin with a body's word: Institute of Marine Energy, Bank of Aurora; places: Port of Quill."""
    rows = hits.filter(pl.col("place").is_in(["opening", "place_opening"])).with_columns(
        pl.col("left").str.extract(rf"{NOT_WORD}((?:{_WORD}\s){{1,3}})$", 1).fill_null("").alias("lead"),
        pl.when(pl.col("place") == "place_opening")
        .then(pl.col("right").str.extract(rf"^(\s{_WORD}(?:\s{_WORD})?)", 1))
        .otherwise(pl.col("right").str.extract(rf"^(\s(?:the\s)?{_OF_NAME})", 1))
        .alias("body"),
    )
    rows = rows.filter(pl.col("body").is_not_null()).with_columns(
        cut("lead", words).alias("lead"), _short_of("body", words).alias("body")
    )
    is_said = pl.col("body").str.contains(r"^\s(?:the\s)?[A-Z]")
    is_place = pl.col("place") == "place_opening"
    start = pl.col("at") - pl.when(is_place).then(0).otherwise(size("lead"))
    end = pl.col("until") + size("body")
    return rows.filter(is_said).select(
        "text_id", start.alias("start"), end.alias("end"), "type", "subtype", pl.lit("opening").alias("form")
    )


def places(hits: pl.DataFrame, words: Words, adjectives: list[str]) -> pl.DataFrame:
    """Mines, deposits, counties, islands: the name before the word."""
    name = pl.col("left").str.extract(rf"{NOT_WORD}({_WORD}(?:\s{_WORD}){{0,2}}\s)$", 1)
    rows = hits.filter(pl.col("place") == "place_suffix").with_columns(name.alias("stem"))
    rows = rows.filter(pl.col("stem").is_not_null() & ~pl.col("is_headline")).with_columns(
        cut("stem", words).alias("stem")
    )
    opens = pl.col("left").str.head(size("left") - size("stem")).str.contains(_SENTENCE_START)
    led = pl.col("left").str.head(size("left") - size("stem")).str.contains(_PLACE_LEAD)
    sure = pl.when(pl.col("word").str.contains("^[a-z]")).then(led).otherwise(~opens)
    is_named = ~is_generic("stem", adjectives, words) & ~_goes_on(words) & sure
    start = pl.col("at") - size("stem")
    return rows.filter(is_named & pl.col("stem").str.contains(r"^[A-ZÀ-Þ]")).select(
        "text_id", start.alias("start"), pl.col("until").alias("end"), "type", "subtype", pl.lit("place").alias("form")
    )


def persons(hits: pl.DataFrame, words: Words) -> pl.DataFrame:
    """People by what stands before or after them, by a given name or by a Chinese surname and syllables."""
    right, left = pl.col("right").str, pl.col("left").str
    is_in = pl.col("place").is_in
    titled = hits.filter(is_in(["title", "role"])).with_columns(right.extract(rf"^(\s{PERSON})", 1).alias("name"))
    honored = hits.filter(is_in(["honorific"])).with_columns(
        right.extract(rf"^(\s(?:{PERSON}|{_P}))", 1).alias("name")
    )
    after = pl.concat([titled, honored]).with_columns(pl.lit("after").alias("side"), pl.lit("").alias("own"))
    before_role = hits.filter(is_in(["title", "role"]) & right.contains(_AT_A_FIRM)).with_columns(
        left.extract(rf"{NOT_WORD}({PERSON}),\s{_MODIFIED}$", 1).alias("name"),
        pl.lit("before").alias("side"),
        pl.lit("").alias("own"),
    )
    is_free = ~left.contains(r"(?:[A-Z][A-Za-z'’-]*|St\.|&|-)\s?$") | left.contains(
        rf"(?:(?:^|\s)(?:{words.any('stop', 'title', 'honorific')})|['’]s)\s$"
    )
    given = hits.filter((pl.col("place") == "given") & is_free).with_columns(
        right.extract(rf"^((?:\s(?:{_PARTICLE}))*\s{_P}(?:\s{_P})?)", 1).alias("name"),
        pl.lit("given").alias("side"),
        pl.col("word").alias("own"),
    )
    pinyin = hits.filter((pl.col("place") == "surname_pinyin") & is_free).with_columns(
        right.extract(r"^(\s[A-Z](?-i:[a-z'’-]+))(?:[^A-Za-z-]|$)", 1).alias("name"),
        pl.lit("pinyin").alias("side"),
        pl.col("word").alias("own"),
    )
    pinyin = pinyin.filter(pl.col("name").str.contains(rf"^\s{_PINYIN}$"))
    rows = pl.concat([given, after, before_role, pinyin]).drop_nulls("name")
    return _checked(rows, words)


def _checked(rows: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The people among what stands where a person would: no firm, no general word, nothing that goes on."""
    is_before = pl.col("side") == "before"
    rows = rows.with_columns(
        pl.when(is_before).then(cut("name", words)).otherwise(_short_of("name", words)).alias("name")
    )
    full = pl.col("own") + pl.col("name")
    ends_name = pl.col("right").str.slice(size("name"))
    new = rf"^\s(?:{words.any('stop', 'title', 'honorific')})"
    goes_on = ~is_before & ends_name.str.contains(r"^(?:[A-Za-z]|\s[A-Z]|-[A-Za-z])") & ~ends_name.str.contains(new)
    bodies = words.any("legal", "suffix", "weak_suffix", "generic_en", "place_suffix", "stop")
    is_body = full.str.contains(rf"(?:^|\s)(?:{bodies})(?:\s|$)")
    enough = (pl.col("place") == "honorific") | full.str.contains(r"\S\s+\S")
    rows = rows.filter(~goes_on & ~is_body & enough & (pl.col("name").str.strip_chars() != ""))
    lead = size("name") - pl.col("name").str.strip_chars_start().str.len_chars().cast(pl.Int64)
    gap = pl.col("left").str.len_chars().cast(pl.Int64) - pl.col("left").str.replace(r",\s[^,]*$", "").str.len_chars()
    start = (
        pl.when(is_before)
        .then(pl.col("at") - gap - size("name"))
        .when(pl.col("own") == "")
        .then(pl.col("until") + lead)
        .otherwise("at")
    )
    end = pl.when(is_before).then(pl.col("at") - gap).otherwise(pl.col("until") + size("name"))
    return rows.select(
        "text_id", start.alias("start"), end.alias("end"), pl.lit("person").alias("type"),
        pl.lit(None, dtype=pl.String).alias("subtype"), pl.col("side").alias("form"),
    ).select(FOUND)  # fmt: skip


def listed_companies(tickers: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The name before a ticker in brackets: Zephyr Quill (NYSE: ZPHQ). `tickers`: text_id, left, at."""
    rows = tickers.with_columns(
        pl.col("left").str.extract(rf"{NOT_WORD}({NAME}(?:,?\sInc\.|,\sLtd\.|\.)?)$", 1).alias("stem")
    )
    rows = rows.drop_nulls("stem").with_columns(cut("stem", words).alias("stem"))
    several = pl.col("stem").str.contains(r"\s")
    rows = rows.filter(pl.col("stem").str.contains(r"^[A-Z].") & (several | ~is_generic("stem", [], words)))
    shown = pl.col("stem").str.strip_chars_end(".")
    start = pl.col("at") - size("stem")
    return rows.select(
        "text_id", start.alias("start"), (start + shown.str.len_chars()).alias("end"),
        pl.lit("organization").alias("type"), pl.lit("company").alias("subtype"), pl.lit("ticker").alias("form"),
    )  # fmt: skip
