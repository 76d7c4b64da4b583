"""Pages to lines to articles: every character of a page is given exactly one kind.

Knows the form of a saved topic page (chrome, topic, title, meta, body), nothing of what the text says.
"""

import polars as pl

from pipelines.extract.text import CONTROL, control_in, decode

_DATE = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
_TIME = r"[0-9]{1,2}:[0-9]{2}"
_META = rf"^(?:(?P<source>.*\S)?\s*·\s*)?(?P<date>{_DATE})(?:[ T]+(?P<time>{_TIME})(?::[0-9]{{2}})?)?$"
"""Source, date and time of a meta line; source and time may be missing."""
_ENDS_META = rf"(?:^|·\s*){_DATE}(?:[ T]+{_TIME}(?::[0-9]{{2}})?)?$"
"""The same lines, told by their end alone."""
_SUMMARY = r"^[^。！？]{1,120}?\s[-–*•]\s.{40}"
_ENDS_BODY = r"(?:\.\.\.|…|\[[0-9]+\][.。]?)$"
_ITEM = r"^(?:[-–*•]\s|\|)"
_TITLE_MAX = 120
_PROSE_MIN = 120
_HEAD_MAX = 1000
"""Characters beyond which a line is no title, whatever follows it."""
_BODY_MAX = 500_000
"""Characters of one article's text that are read; a longer one is no article but something pasted by mistake."""


def decode_pages(pages: pl.DataFrame) -> pl.DataFrame:
    """`seed_file, content` (bytes) to `seed_file, text, encoding, error`; text is null where the bytes are no text."""
    decoded = [decode(content) for content in pages["content"]]
    schema = dict.fromkeys(("text", "encoding", "error"), pl.String)
    read = pages.select("seed_file").hstack(pl.DataFrame(decoded, schema=schema, orient="row"))
    has_control = pl.col("text").str.contains(CONTROL)
    controls = {text: control_in(text) for text in read.filter(has_control)["text"]}
    is_blank = ~pl.col("text").str.contains(r"\S")
    return read.with_columns(
        pl.when(~has_control.fill_null(False)).then("text").alias("text"),
        pl.when(has_control)
        .then(pl.col("text").replace_strict(controls, default=None, return_dtype=pl.String))
        .when(is_blank)
        .then(pl.lit("line 1: the page is empty"))
        .otherwise("error")
        .alias("error"),
        pl.when(~has_control.fill_null(False)).then("encoding").alias("encoding"),
    )


def split_lines(pages: pl.DataFrame) -> pl.DataFrame:
    """Decoded pages to lines `seed_file, line_number, start_char, end_char, raw, line`; ends include the line break."""
    length = pl.col("raw").str.len_chars().cast(pl.Int64) + pl.col("line_number").ne(pl.col("lines")).cast(pl.Int64)
    return (
        pages.filter(pl.col("text").is_not_null())
        .select("seed_file", pl.col("text").str.split("\n").alias("raw"))
        .with_columns(pl.col("raw").list.len().cast(pl.Int64).alias("lines"))
        .explode("raw")
        .with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("seed_file").alias("line_number"))
        .with_columns(length.alias("length"))
        .with_columns(pl.col("length").cum_sum().over("seed_file").alias("end_char"))
        .with_columns((pl.col("end_char") - pl.col("length")).alias("start_char"))
        .filter(pl.col("length") > 0)
        .with_columns(pl.col("raw").str.strip_chars().alias("line"))
        .select("seed_file", "line_number", "start_char", "end_char", "raw", "line")
    )


def classify(lines: pl.DataFrame, chrome: list[str]) -> pl.DataFrame:
    """Lines with `kind`, `article` (0 before the first title, then 1, 2 …) and `reason` where quarantined."""
    is_blank = pl.col("line") == ""
    is_chrome = pl.col("line").is_in(chrome)
    content = _roles(lines.filter(~is_blank & ~is_chrome))
    placed = lines.join(content, on=["seed_file", "line_number"], how="left", maintain_order="left")
    return placed.with_columns(
        pl.when(is_blank)
        .then(pl.lit("blank"))
        .when(is_chrome)
        .then(pl.lit("chrome"))
        .otherwise(pl.col("kind"))
        .alias("kind"),
        pl.col("article").forward_fill().over("seed_file").fill_null(0),
    )


def _roles(content: pl.DataFrame) -> pl.DataFrame:
    """Kind, article number and reason of each line that is neither blank nor chrome."""

    def following(expr: pl.Expr, by: int) -> pl.Expr:
        return expr.shift(-by).over("seed_file").fill_null(False)

    looks_meta = pl.col("line").str.contains(_ENDS_META)
    content = content.with_columns(
        # A title may itself look like a meta line; the real one is the last of a run.
        (looks_meta & ~following(looks_meta, 1)).alias("is_meta"),
        (pl.col("line").str.contains(_SUMMARY) & (pl.col("line").str.len_chars() > _PROSE_MIN)).alias("is_summary"),
        (pl.col("line").str.len_chars() <= _TITLE_MAX).alias("is_short"),
    ).with_columns((following(pl.col("is_meta"), 1) & ~pl.col("is_meta")).alias("has_meta"))
    fits = pl.col("line").str.len_chars() <= _HEAD_MAX
    content = content.with_columns(((pl.col("has_meta") & fits) | _is_title_without_meta()).alias("is_title"))
    content = content.with_columns(
        pl.col("is_title").cum_sum().over("seed_file").cast(pl.Int64).alias("article"),
        pl.int_range(pl.len()).over("seed_file").alias("index"),
        pl.col("is_meta").cum_sum().over("seed_file").alias("metas"),
    )
    is_orphan = (pl.col("article") == 0) & (pl.col("metas") > 0)
    has_articles = pl.col("article").max().over("seed_file") > 0
    is_topic = (
        (pl.col("article") == 0) & (pl.col("index") == 0) & ~pl.col("is_meta") & pl.col("is_short") & has_articles
    )
    kind = (
        pl.when(pl.col("is_title"))
        .then(pl.lit("title"))
        .when(is_topic)
        .then(pl.lit("topic"))
        .when(pl.col("article") == 0)
        .then(pl.lit("quarantined"))
        .when(pl.col("is_meta"))
        .then(pl.lit("meta"))
        .otherwise(pl.lit("body"))
    )
    reason = (
        pl.when(~has_articles)
        .then(pl.lit("text of a page without an article"))
        .when(is_orphan)
        .then(pl.lit("text of an article whose title is missing"))
        .when(pl.col("article") == 0)
        .then(pl.lit("text before the first title"))
        .otherwise(pl.lit(f"text beyond the first {_BODY_MAX:,} characters of an article"))
    )
    content = content.with_columns(kind.alias("kind"))
    body_size = pl.when(pl.col("kind") == "body").then(pl.col("line").str.len_chars()).otherwise(0)
    is_beyond = (pl.col("kind") == "body") & (body_size.cum_sum().over("seed_file", "article") > _BODY_MAX)
    content = content.with_columns(pl.when(is_beyond).then(pl.lit("quarantined")).otherwise("kind").alias("kind"))
    return content.select(
        "seed_file",
        "line_number",
        "kind",
        "article",
        pl.when(pl.col("kind") == "quarantined").then(reason).alias("reason"),
    )


def _is_title_without_meta() -> pl.Expr:
    """A short line between two bodies whose meta line was lost when the page was saved."""
    previous_meta = pl.col("is_meta").shift(1).over("seed_file").fill_null(False)
    next_meta = pl.col("is_meta").shift(-1).over("seed_file").fill_null(False)
    next_title = pl.col("has_meta").shift(-1).over("seed_file").fill_null(True)
    next_summary = pl.col("is_summary").shift(-1).over("seed_file").fill_null(False)
    previous_ended = (
        (pl.col("line").str.contains(_ENDS_BODY) | pl.col("is_summary")).shift(1).over("seed_file").fill_null(False)
    )
    # A summary or table printed line by line, its headings too.
    is_item = pl.col("line").str.contains(_ITEM)
    next_item = is_item.shift(-1).over("seed_file").fill_null(False)
    candidate = (
        pl.col("is_short")
        & ~(pl.col("is_meta") | pl.col("is_summary") | is_item)
        & ~(previous_meta | next_meta | next_item)
    )
    return candidate & (next_summary | (previous_ended & ~next_title))


def articles_on_pages(lines: pl.DataFrame) -> pl.DataFrame:
    """Classified lines to one row per article on a page, in page order.

    Columns `seed_file, position, topic, title, source, published_at, body, start_char, end_char, title_line,
    body_start_char`; the body is the page's own text from its first to its last character that is not white space.
    """
    topics = lines.filter(pl.col("kind") == "topic").select("seed_file", pl.col("line").alias("topic"))
    indent = (pl.col("raw").str.len_chars() - pl.col("raw").str.strip_chars_start().str.len_chars()).cast(pl.Int64)
    trail = (pl.col("raw").str.len_chars() - pl.col("raw").str.strip_chars_end().str.len_chars()).cast(pl.Int64)
    lines = lines.filter(pl.col("article") > 0).with_columns(
        (pl.col("start_char") + indent).alias("text_start"),
        (pl.col("start_char") + pl.col("raw").str.len_chars().cast(pl.Int64) - trail).alias("text_end"),
    )
    is_body = pl.col("kind") == "body"
    first_body = pl.col("line_number").filter(is_body).min()
    last_body = pl.col("line_number").filter(is_body).max()
    inside_body = pl.col("line_number").is_between(first_body, last_body)
    is_title, is_meta = pl.col("kind") == "title", pl.col("kind") == "meta"
    articles = lines.group_by("seed_file", "article", maintain_order=True).agg(
        pl.col("line").filter(is_title).first().alias("title"),
        pl.col("line").filter(is_meta).first().alias("meta"),
        pl.col("raw").filter(inside_body).str.join("\n").str.strip_chars().alias("body"),
        pl.col("text_start").filter(is_title).first().alias("start_char"),
        pl.col("text_end").filter(pl.col("kind").is_in(["title", "meta", "body"])).max().alias("end_char"),
        pl.col("text_start").filter(is_body).min().alias("body_start_char"),
    )
    meta = pl.col("meta").str.extract_groups(_META).struct
    articles = articles.with_columns(meta.field("source", "date", "time"))
    return articles.join(topics, on="seed_file", how="left", maintain_order="left").select(
        "seed_file",
        pl.col("article").cast(pl.Int32).alias("position"),
        "topic",
        "title",
        "source",
        (pl.col("date") + " " + pl.col("time").fill_null("00:00"))
        .str.to_datetime("%Y-%m-%d %H:%M", strict=False, time_unit="us")
        .alias("published_at"),
        pl.col("body").fill_null(""),
        "start_char",
        "end_char",
        "body_start_char",
    )
