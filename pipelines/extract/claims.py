"""Articles to claims: the title, each bullet of a flattened summary, each sentence of running text.

A summary is split at every spaced hyphen; then each split is judged by the text on its two sides, because the same
hyphen also stands inside words (`supply - side`) and ranges (`8700 - 8800`).
"""

import polars as pl

from pipelines.extract.marks import OPEN, searchable
from pipelines.extract.text import language

CLAIM_MAX = 2000
"""Characters after which a statement without an end is broken, so that one runaway line stays cheap."""
_LOOK_BACK = 300
"""Characters before a hyphen that decide what it is."""

_SMALL = "and|of|the|in|for|to|on|with|vs\\.?|from|by|a|an|as|at|or|its|amid|through|into|under|per|between"
_WORD = r"[A-Z0-9(&'\"“][\w'’.,/&()%\"”+-]*"
_TITLE_CASE = rf"{_WORD}(?:\s(?:{_WORD}|{_SMALL}|[-–]))*"
_TITLE_TEXT = r"(?:U\.S\.|U\.K\.|vs\.|[A-Z]\.|[0-9]\.[0-9]|[^.。!?！？;；\[\]])"
_GROUP = rf"(?:Group|Section|Part|Chapter) [0-9]+(?:\s?[:：] ?{_TITLE_TEXT}{{1,100}})?"
_CHINESE = r"[A-Za-z0-9+&、/（）()“”：: ]{0,12}\p{Han}[\p{Han}A-Za-z0-9+&、/（）()“”：: ]{1,29}"
_HEADING = rf"^(?:[0-9]+(?:\.[0-9]+)+\.?\s?[^.。!?\[\]]{{1,80}}|\*\*[^*]{{1,80}}\*\*[:：]?|{_TITLE_CASE}|{_CHINESE})$"
_CLOSER = r"(?:[.。!?！？;；…][\"”'’)）]*|\[[0-9]{1,3}\]?)"
_NUMBERED = rf"[0-9]{{1,2}}(?:\.[0-9]{{1,2}})+\.?\s?[A-Z\p{{Han}}]{_TITLE_TEXT}{{1,80}}"
_CLOSED = rf"{_CLOSER}[.。;；]?\s*$"
_UP_TO_CLOSER = (
    r"(?s)^.*(?:[a-z%)）”\"'’\p{Han}][.!?]|[0-9][.!?](?:[\"”'’)）\s]|$)|[。！？;；…]|\[[0-9]{1,3}\]?)"
    r"[\"”'’)）.。;；]*\s*"
)
"""What ends before a heading; a capital with a full stop (U.S.) ends nothing, nor does a decimal point."""
_SHORT = r"U\.S|U\.K|U\.N|E\.U|Mr|Mrs|Ms|Dr|Inc|Corp|Co|Ltd|No|vs|St|Jr|Sen|Rep|Gov|Gen|e\.g|i\.e|approx"
_ABBREVIATION = rf"(?:\b(?:{_SHORT})|(?:^|\s)[A-Z])\.\s*$"
_LABEL = r"\*\*[^*]{1,80}\*\*[:：]"
_BULLET = rf"(^|\s)([-–*•]\s|{_LABEL})"
_SENTENCE_END = r"([。！？!?…]+[”\"』」）)’]*(?:\s*\[[0-9]{1,3}\])*[。]?|\.[”\")’]*(?:\s*\[[0-9]{1,3}\])*\s+|\n+)"


def claims_of(articles: pl.DataFrame) -> pl.DataFrame:
    """`article_id, title, body` to claims.

    Columns `article_id, field, ordinal, section, text, start_char, end_char, lang, citations`; offsets in the field.
    """
    titles = articles.select(
        "article_id",
        pl.lit("title").alias("field"),
        pl.lit(0, dtype=pl.Int64).alias("start_char"),
        pl.col("title").alias("text"),
        pl.lit(None, dtype=pl.String).alias("section"),
    )
    bullets, prose = _bullets(articles.select("article_id", "body"))
    columns = ["article_id", "field", "start_char", "text", "section"]
    body = _bounded(pl.concat([bullets, _sentences(prose)])).with_columns(pl.lit("body").alias("field")).select(columns)
    order = pl.DataFrame({"article_id": articles["article_id"]}).with_row_index("article_order")
    claims = pl.concat([titles.select(columns), body]).filter(pl.col("text") != "")
    return (
        claims.join(order, on="article_id")
        .sort("article_order", pl.col("field") == "body", "start_char")
        .with_columns((pl.col("field") == "body").cum_sum().over("article_id").cast(pl.Int32).alias("ordinal"))
        .select(
            "article_id",
            "field",
            "ordinal",
            "section",
            "text",
            "start_char",
            (pl.col("start_char") + pl.col("text").str.len_chars().cast(pl.Int64)).alias("end_char"),
            language(pl.col("text")).alias("lang"),
            pl.col("text")
            .str.extract_all(r"\[[0-9]{1,3}\]")
            .list.eval(pl.element().str.strip_chars("[]").cast(pl.Int32))
            .alias("citations"),
        )
    )


def _pieces(bodies: pl.DataFrame, marked: pl.Expr) -> pl.DataFrame:
    """Bodies cut at the marks: `article_id, piece, position, is_first, previous` in text order."""
    return (
        bodies.select("article_id", marked.str.split(OPEN).alias("piece"))
        .explode("piece")
        .with_columns(pl.col("piece").fill_null("").str.len_chars().cast(pl.Int64).alias("length"))
        .with_columns(
            (pl.col("length").cum_sum().over("article_id") - pl.col("length")).alias("position"),
            (pl.col("article_id") != pl.col("article_id").shift(1, fill_value="")).alias("is_first"),
            pl.col("piece").shift(1).over("article_id").alias("previous"),
        )
    )


def _bullets(bodies: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Bullets `article_id, section, start_char, text` of the bodies that have bullets, and the other bodies."""
    plain = searchable(pl.col("body"))
    pieces = _pieces(bodies, plain.str.replace_all(_BULLET, f"${{1}}{OPEN}${{2}}"))
    pieces = pieces.with_columns(pl.col("piece").str.replace(r"^[-–*•]\s", "").alias("content"))
    pieces = pieces.with_columns(
        pl.col("content").str.tail(_LOOK_BACK).shift(1).over("article_id").fill_null("").alias("left")
    )
    pieces = pieces.with_columns(pl.col("left").str.tail(20).str.contains(_CLOSED).alias("is_closed"))
    open_left = pl.when(~pl.col("is_closed")).then(pl.col("left"))
    numbered = pl.coalesce(
        open_left.str.extract(rf"({_GROUP})\s*$", 1),
        open_left.str.extract(rf"(?:^|{_CLOSER})[.。;；]?\s*({_NUMBERED})\s*$", 1),
    )
    tail = open_left.str.replace(_UP_TO_CLOSER, "").str.strip_chars()
    titled = pl.when(tail.str.contains(_HEADING)).then(tail)
    pieces = pieces.with_columns(pl.coalesce(numbered.str.strip_chars(), titled).alias("heading"))
    starts_low = pl.col("content").str.contains(r"^[a-z]")
    is_closed = pl.col("is_closed") & ~pl.col("left").str.tail(20).str.contains(_ABBREVIATION)
    is_bullet = pl.col("piece").str.contains(rf"^(?:[-–*•]\s|{_LABEL})") & (
        (pl.col("position") == 0)
        | pl.col("left").str.tail(20).str.contains(r"\]\s*$")
        | (is_closed & ~starts_low)
        | (pl.col("heading").is_not_null() & ~starts_low & ~_joins_numbers())
    )
    pieces = pieces.with_columns(is_bullet.alias("is_bullet")).with_columns(
        pl.col("is_bullet").cum_sum().over("article_id").alias("bullet"),
        pl.col("is_bullet").shift(-1).over("article_id").fill_null(False).alias("ends"),
        pl.col("heading").shift(-1).over("article_id").alias("next_heading"),
    )
    bulleted = (
        pieces.group_by("article_id")
        .agg(
            pl.col("is_bullet").sum().alias("bullets"),
            (pl.col("is_bullet") & pl.col("heading").is_not_null()).any().alias("headed"),
        )
        .filter((pl.col("bullets") >= 2) | pl.col("headed"))
    )
    heading_size = pl.when(pl.col("ends")).then(pl.col("next_heading").str.len_chars()).otherwise(0).fill_null(0)
    kept = pl.col("piece").str.strip_chars_end()
    pieces = pieces.join(bulleted.select("article_id"), on="article_id", how="semi").with_columns(
        pl.when(heading_size > 0)
        .then(kept.str.head(kept.str.len_chars() - heading_size))
        .otherwise(pl.col("piece"))
        .alias("kept"),
        pl.when(pl.col("is_bullet")).then(pl.col("heading")).alias("section"),
    )
    text = pl.col("kept").str.join("")
    grouped = (
        pieces.group_by("article_id", "bullet", maintain_order=True)
        .agg(text.alias("text"), pl.col("position").first().alias("position"), pl.col("section").first())
        .with_columns(pl.col("section").forward_fill().over("article_id"))
    )
    grouped = _trim(grouped, r"^\s*(?:[-–*•]\s)?\s*")
    return _original(grouped, bodies), bodies.join(bulleted, on="article_id", how="anti")


def _joins_numbers() -> pl.Expr:
    """A hyphen between two numbers is a range."""
    return pl.col("left").str.contains(r"[0-9%]\s*$") & pl.col("content").str.contains(r"^\s*[$€¥]?[0-9]")


def _sentences(bodies: pl.DataFrame) -> pl.DataFrame:
    """Sentences `article_id, section, start_char, text` of running text; abbreviations and wraps do not end one."""
    plain = searchable(pl.col("body"))
    pieces = _pieces(bodies, plain.str.replace_all(_SENTENCE_END, f"${{1}}{OPEN}"))
    left, right = pl.col("previous").fill_null(""), pl.col("piece")
    is_wrap = (
        left.str.contains(r"[^。！？!?….|\n]\n$") & (left.str.len_chars() >= 30) & ~right.str.contains(r"^\s*[|\n-]")
    )
    is_number = left.str.contains(r"[0-9]\.\s*$") & right.str.contains(r"^[a-z0-9]")
    goes_on = right.str.contains(r"^\s*(?:[a-z]|\.\.\.|[”\"』」）)])")
    starts = pl.col("is_first") | ~(is_wrap | is_number | left.str.contains(_ABBREVIATION) | goes_on)
    grouped = (
        pieces.with_columns(starts.alias("starts"))
        .with_columns(pl.col("starts").cum_sum().over("article_id").alias("sentence"))
        .group_by("article_id", "sentence", maintain_order=True)
        .agg(pl.col("piece").str.join("").alias("text"), pl.col("position").first())
        .with_columns(pl.lit(None, dtype=pl.String).alias("section"))
    )
    return _original(_trim(grouped, r"^\s*"), bodies)


def _bounded(claims: pl.DataFrame) -> pl.DataFrame:
    """Statements longer than CLAIM_MAX in parts of that length; the others as they are."""
    is_long = pl.col("text").str.len_chars() > CLAIM_MAX
    if claims.filter(is_long).is_empty():
        return claims
    # Bounded repetition is slow in large counts, so long texts are cut finely and put together again.
    fine = CLAIM_MAX // 10
    parts = (
        claims.filter(is_long)
        .with_row_index("long")
        .with_columns(pl.col("text").str.extract_all(f"(?s).{{1,{fine}}}"))
        .explode("text")
        .with_columns((pl.int_range(pl.len()).over("long") // 10).alias("part"))
        .group_by("long", "part", maintain_order=True)
        .agg(pl.col("article_id", "section", "start_char").first(), pl.col("text").str.join(""))
        .with_columns(pl.col("start_char") + pl.col("part") * CLAIM_MAX)
    )
    return pl.concat([claims.filter(~is_long), parts.select(claims.columns)])


def _trim(grouped: pl.DataFrame, lead: str) -> pl.DataFrame:
    """Texts without the lead and without white space at the end, `start_char` moved along."""
    rest = pl.col("text").str.replace(lead, "")
    return grouped.with_columns(
        (pl.col("position") + (pl.col("text").str.len_chars() - rest.str.len_chars()).cast(pl.Int64)).alias(
            "start_char"
        ),
        rest.str.strip_chars_end().alias("text"),
    ).select("article_id", "section", "start_char", "text")


def _original(grouped: pl.DataFrame, bodies: pl.DataFrame) -> pl.DataFrame:
    """The same pieces as they stand in the body, where searching had replaced characters."""
    changed = bodies.filter(searchable(pl.col("body")) != pl.col("body"))
    if changed.is_empty():
        return grouped
    size = pl.col("text").str.len_chars()
    printed = pl.col("body").str.slice(pl.col("start_char"), size)
    return (
        grouped.join(changed, on="article_id", how="left", maintain_order="left")
        .with_columns(pl.when(pl.col("body").is_null()).then(pl.col("text")).otherwise(printed).alias("text"))
        .drop("body")
    )
