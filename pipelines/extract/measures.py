"""Claims to measures: quantities with their value, unit, comparator, direction of change and date.

What a measure is about (metric, subject, object) is decided in `linking`.
"""

import polars as pl

from pipelines.extract.as_of import with_as_of
from pipelines.extract.beside import (
    counts_nothing,
    joined,
    with_negative_levels,
    with_units_beside,
    without_false_units,
)
from pipelines.extract.beside_english import with_english_units, without_links
from pipelines.extract.dates import with_dates
from pipelines.extract.grammar import Grammar, grammar
from pipelines.extract.levels import levels_apart
from pipelines.extract.marks import lean, printed
from pipelines.extract.not_quantities import END
from pipelines.extract.search import find_quantities
from pipelines.extract.values import parse
from pipelines.lexicon import Lexicon

_PLURAL = (
    r"(?:[A-Za-z][A-Za-z-]*[a-rt-zA-Z][^siu'\s.,;]s|[a-z]+sts|[A-Z]{2,}s"
    r"|people|men|women|staff|personnel|children|countries|companies|aircraft|spacecraft|cattle|sheep|species|crew"
    r"|(?:enterpri|busine|proce|licen|ca|hou|warehou|ba|pha|purcha|cour|cla)s{1,2}es)"
)
"""A counted noun. Most words in -ses are verbs (poses, raises), so the nouns among them are listed."""
_COUNTED = rf"^\+?\s((?:(?:[A-Za-z][\w'’.&-]*|[0-9]{{3}}|[0-9]+[A-Z][\w-]*)\s){{0,4}}?){_PLURAL}{END}"
_NAMED = "^[A-Za-z-]+[0-9][A-Za-z0-9-]*$"
_BETWEEN = lean(
    r"(?i)\b(?:in|of|to|for|by|from|at|on|and|with|was|were|is|are|has|have|the|that|which|will|would|as|or|but|per)\b"
)
_LIST = r"^\s?(?:,|、|，|/|;|and|or|, and|, or|和|及|或|与)\s?$"
_BRIDGE = (
    r"(?:\s(?:of|by|at|a|an|about|over|around|nearly|almost|approximately|roughly|some|only|another|further|sharply"
    r"|slightly|significantly|more than|less than|at least|at most|up to|as much as|close to|rate of|an average of"
    r"|year-on-year|annually))*"
)
_BRIDGE_ZH = r"(?:了|约|近|超|超过|逾|至少|达|达到|幅度|幅|率|为|高达|不到|不足|大约|将近|接近|最多|至多)*"
_PERIOD = r"(?:YoY|QoQ|MoM|WoW|y/y|q/q|m/m|year-on-year|quarter-on-quarter|month-on-month|同比|环比)"
_GOES_ON = (
    rf"(?i)^\s?(?:{_PERIOD}\s?)?(?:(?:,|，)?\s?(?:or|或|即)|and|和|及|/|、)\s?{_PERIOD}?\s?$"
    rf"|^\s?{_PERIOD}(?:,|，)\s?{_PERIOD}?\s?$"
)
_RECENT = r"(?:^|[，。,；;：:（(、\s在从较]|相比)近$"
"""近 that makes a span the latest one (近三年) and not an approximate one (耗时近三年)."""


def measures_of(claims: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`claim, text` to one row per quantity that has a unit, in text order; columns as of `quantities_of`."""
    return quantities_of(claims, lexicon).filter(pl.col("unit").is_not_null())


def quantities_of(claims: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`claim, text` to one row per number that has a value, in text order; unit and dimension are null where none is.

    Columns `claim, start, end, quote, low, high, unit, dimension, comparator, change, as_of, before, after`; offsets in
    the claim's text, values in base units, `before` and `after` the text to the neighbouring number. `as_of` may be the
    mark of a relative date, for `as_of.resolved`.
    """
    rules = grammar(lexicon)
    tokens = find_quantities(claims.select("claim", "text"), rules)
    tokens = levels_apart(_without_model(_without_tail(_without_lead(tokens, rules))), rules)
    tokens = tokens.join(parse(tokens, lexicon, rules), on="match", how="left", maintain_order="left")
    tokens = _units_by_neighbours(with_english_units(with_dates(tokens, rules, _COUNTED)), lexicon)
    tokens = with_negative_levels(joined(with_units_beside(tokens, lexicon)))
    kept = without_links(tokens).filter(pl.col("low").is_not_null() & ~pl.col("is_date"))
    return with_as_of(_directions(_comparators(kept, lexicon), lexicon), lexicon).select(
        "claim",
        "start",
        "end",
        "quote",
        # A fall is told from its upper end: 下降10%-5%.
        pl.min_horizontal("low", "high").alias("low"),
        pl.max_horizontal("low", "high").alias("high"),
        "unit",
        "dimension",
        "comparator",
        "change",
        "as_of",
        "before",
        "after",
    )


def _without_lead(tokens: pl.DataFrame, rules: Grammar) -> pl.DataFrame:
    """Tokens without the words the search took along; those go back to the text before."""
    lead = pl.when(~pl.col("match").str.contains(rules.skip)).then(pl.col("match").str.extract(f"({rules.lead})", 1))
    length = lead.str.len_chars().fill_null(0).cast(pl.Int64)
    return tokens.with_columns(
        (pl.col("start") + length).alias("start"),
        (pl.col("before") + lead.fill_null("")).alias("before"),
        pl.col("match").str.slice(length).alias("match"),
    )


def _without_model(tokens: pl.DataFrame) -> pl.DataFrame:
    """Tokens without three figures that begin a name: of "42 737 MAX" the 42, but 75 000 people are that many."""
    is_two = pl.col("match").str.contains("^[0-9]{1,3} [0-9]{3}$")
    is_two &= pl.col("after").str.contains(rf"^\s[A-Z]|^s{END}")
    first = pl.col("match").str.extract("^([0-9]+)", 1)
    length = first.str.len_chars().cast(pl.Int64)
    return tokens.with_columns(
        pl.when(is_two).then(first).otherwise("match").alias("match"),
        pl.when(is_two).then(pl.col("start") + length).otherwise("end").alias("end"),
        pl.when(is_two).then(pl.col("match").str.slice(length) + pl.col("after")).otherwise("after").alias("after"),
    )


_UPPER = r"\s(?:and|but)\s(?:less|fewer|lower|smaller|no more|not more|below|under)\s"
"""Inside a range: more than 5 but less than 10."""
_TAIL = "(?:半(?:导|数|径|山|岛|成品|决赛|年|日)|来(?:自|源|到|临|看|说|访)|[三四五六七八九](?:线|大|家|个|元|座|年))"
"""A character that fits a number's end, though it begins the next word: 10年 of 10年半导体, 5% of 5%来自."""


def _without_tail(tokens: pl.DataFrame) -> pl.DataFrame:
    """Tokens without a last character that belongs to the word after them."""
    last = pl.col("match").str.slice(-1)
    is_next = (pl.col("match").str.len_chars() > 1) & (last + pl.col("after").str.slice(0, 2)).str.contains(f"^{_TAIL}")
    is_next &= last.is_in(["半", "来"]) | pl.col("match").str.contains("成.$")
    # 三块 before a stop is money, 三块电池 are three of them.
    is_next |= (last == "块") & ~pl.col("after").str.contains(r"^(?:[^\p{L}]|$|左右|多|以[上下内])")
    is_between = pl.col("match").str.ends_with("之间")
    size = pl.when(is_between).then(2).when(is_next).then(1).otherwise(0)
    kept = pl.col("match").str.len_chars() - size
    return tokens.with_columns(
        (pl.col("end") - size).alias("end"),
        (pl.col("match").str.slice(kept) + pl.col("after")).alias("after"),
        pl.col("match").str.head(kept).alias("match"),
    )


def _units_by_neighbours(tokens: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Units that the quote itself does not print: counted nouns, classifiers, a unit shared along a list."""
    classifiers = "|".join(sorted(lexicon.classifiers, key=len, reverse=True))
    # What is counted may have a number in its name: 450,000 GB200 chips.
    is_named = pl.col("match").str.contains(_NAMED).shift(-1).fill_null(False) & (pl.col("after") == " ")
    is_named &= pl.col("claim") == pl.col("claim").shift(-1)
    after = pl.when(is_named).then(pl.col("after") + (pl.col("match") + pl.col("after")).shift(-1)).otherwise("after")
    between = after.str.extract(_COUNTED, 1)
    counted = between.is_not_null() & ~between.str.contains(_BETWEEN)
    classified = pl.col("after").str.contains(f"^\\s?(?:{classifiers})") & (pl.col("match") != "一")
    classified &= ~counts_nothing()
    is_one = pl.col("match").str.to_lowercase() == "one"
    has_decimals = pl.col("match").str.contains(r"\.[0-9]")
    wrong = (pl.col("unit") == "index_point") & (pl.col("is_word") | ((pl.col("low") < 100) & ~has_decimals))
    tokens = tokens.with_columns(
        pl.when(wrong).then(None).otherwise(pl.col("unit")).alias("unit"),
        pl.when(wrong).then(None).otherwise(pl.col("dimension")).alias("dimension"),
    )
    tokens = _shared_along_lists(without_false_units(tokens))
    bare = pl.col("unit").is_null() & pl.col("low").is_not_null() & ~is_one & ~pl.col("is_date")
    is_count = bare & (counted | classified)
    return tokens.with_columns(
        pl.when(is_count).then(pl.lit("count")).otherwise(pl.col("unit")).alias("unit"),
        pl.when(is_count).then(pl.lit("count")).otherwise(pl.col("dimension")).alias("dimension"),
    )


def _shared_along_lists(tokens: pl.DataFrame) -> pl.DataFrame:
    """In "5.02/6.33/7.91 billion yuan" the last unit and magnitude hold for all; a signed number ends the list."""
    bare = pl.col("unit").is_null() & pl.col("low").is_not_null() & ~pl.col("is_date")
    from_to = pl.col("before").str.contains(r"(?:from |从|由)$") & pl.col("after").str.contains(r"^\s?(?:to|至|到)\s?$")
    shares = bare & ((pl.col("after").str.contains(_LIST) & ~pl.col("is_word")) | from_to)
    gives = pl.col("unit").is_not_null() & (pl.col("sign") == "")

    def from_next(name: str) -> pl.Expr:
        given = pl.when(gives).then(pl.col(name).cast(pl.String))
        filled = pl.when(~shares).then(given.fill_null("")).backward_fill().over("claim")
        return pl.when(filled != "").then(filled)

    tokens = tokens.with_columns(
        shares.alias("shares"), *(from_next(name).alias(f"list_{name}") for name in ("unit", "dimension", "scale"))
    )
    is_unscaled = pl.col("shares") & (pl.col("scale") == 1)
    scale = pl.when(is_unscaled).then(pl.col("list_scale").cast(pl.Float64)).fill_null(1.0)
    return tokens.with_columns(
        (pl.col("low") * scale).round_sig_figs(12),
        (pl.col("high") * scale).round_sig_figs(12),
        *(pl.when("shares").then(f"list_{name}").otherwise(name).alias(name) for name in ("unit", "dimension")),
    )


def _comparators(measures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`comparator` from the words directly before and after, and the quote without its sign."""
    frame = lexicon.comparators

    def pattern(side: str) -> str:
        words = sorted(frame.filter(pl.col("side") == side)["surface"].to_list(), key=len, reverse=True)
        joined = "|".join(f"{END}{word}" if word[0].isascii() and word[0].isalpha() else word for word in words)
        return f"(?i)({joined})(?:可达|达到|达|了|有|为)?\\s*$" if side == "before" else f"^\\s?({joined})"

    # 20家以上: the word stands behind what is counted.
    classifiers = "|".join(sorted(lexicon.classifiers, key=len, reverse=True))
    is_count = pl.col("dimension") == "count"
    behind = pl.when(is_count).then(pl.col("after").str.replace(rf"^\s?(?:{classifiers})", "")).otherwise("after")

    def read(side: str) -> pl.Expr:
        values = dict(frame.filter(pl.col("side") == side).select("surface", "comparator").iter_rows())
        text = behind if side == "after" else pl.col("before")
        found = text.str.extract(pattern(side), 1).str.to_lowercase()
        return found.replace_strict(values, default=None, return_dtype=pl.String)

    is_open = pl.col("more") | pl.col("after").str.contains(r"^\+")
    signed = pl.col("match")
    is_negative = pl.col("is_level") & (pl.col("low") < 0)
    unsigned = signed.str.replace(r"(?i)^(?:[-–+负]\s?|零下|minus |negative )", "")
    bare = pl.when(is_negative).then(signed).otherwise(unsigned)
    lead_length = pl.col("match").str.len_chars() - bare.str.len_chars()
    # 不到一个月内 is "less than"; 高达…以上 is "more than": only 内 yields to what stands before.
    after = read("after")
    recent = (pl.col("dimension") == "time") & pl.col("before").str.contains(_RECENT)
    limit = pl.when(is_open).then(pl.lit(">")).when(pl.col("match").str.contains(_UPPER)).then(pl.lit("="))
    comparator = pl.coalesce(
        pl.when(~after.is_in(["<=", "="])).then(after),
        limit,
        pl.when(recent).then(pl.lit("=")).otherwise(read("before")),
        after,
        pl.lit("="),
    )
    start = pl.col("start") + lead_length.cast(pl.Int64)
    return measures.with_columns(comparator.alias("comparator"), start.alias("start")).with_columns(
        printed().alias("quote")
    )


def _directions(measures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`change`: up or down where the words round the number say that it is a difference, not a level."""
    words = dict(lexicon.changes.iter_rows())
    latin = "|".join(sorted((w for w in words if w.isascii()), key=len, reverse=True))
    chinese = "|".join(sorted((w for w in words if not w.isascii()), key=len, reverse=True))
    noun = "increase|rise|jump|surge|growth|gain|drop|decline|fall|decrease|reduction|cut|plunge|slump"

    def found(side: str, pattern: str) -> pl.Expr:
        text = pl.col(side).str.extract(pattern, 1).str.to_lowercase()
        return text.replace_strict(words, default=None, return_dtype=pl.String)

    measures = measures.with_columns(pl.col("before").str.tail(30).alias("left"))
    direct = found("before", rf"(?i){END}({latin}){_BRIDGE}\s*$")
    transitive = found("before", rf"(?i){END}({latin})\s(?:[^.,;:，；。]|{END}[a-z]\.){{1,60}}\sby{_BRIDGE}\s*$")
    direct_zh = found("left", rf"({chinese}){_BRIDGE_ZH}\s*$")
    after = found("after", rf"(?i)^\s(?:[a-z-]+\s){{0,2}}?({noun}){END}")
    after_zh = found("after", r"^的?(涨幅|增幅|跌幅|降幅|增长|下降|增速)")
    signs = {"-": "down", "–": "down", "负": "down", "+": "up"}
    by_sign = pl.col("sign").replace_strict(signs, default=None, return_dtype=pl.String)
    by_word = pl.col("match").replace_strict(words, default=None, return_dtype=pl.String)
    is_difference = pl.col("dimension").is_in(
        ["share", "multiple", "money", "mass", "count", "index", "price", "energy", "power", "flow"]
    )
    change = pl.coalesce(direct, direct_zh, transitive, after, after_zh, by_word, by_sign)
    # A growth of -5% is a fall.
    change = pl.when((by_sign == "down") & (change == "up")).then(pl.lit("down")).otherwise(change)
    measures = measures.with_columns(pl.when(is_difference & ~pl.col("is_level")).then(change).alias("change"))
    # "fell $1.25, or 1.9%", "up 3% YoY and 5% QoQ": the second figure goes with the first.
    is_same_kind = pl.col("dimension") == pl.col("dimension").shift(1)
    restates = pl.col("before").str.contains(_GOES_ON) & (is_same_kind | pl.col("before").str.contains("or|或|即"))
    # The mark "" stands for a figure of its own that does not move, so that it is not filled.
    is_first = (pl.col("claim") != pl.col("claim").shift(1)).fill_null(True)
    own = pl.when(~restates | is_first | pl.col("change").is_not_null()).then(pl.col("change").fill_null(""))
    filled = own.forward_fill()
    return measures.with_columns(pl.when((filled != "") & ~pl.col("is_level")).then(filled).alias("change"))
