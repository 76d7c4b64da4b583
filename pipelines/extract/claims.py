"""Articles to claims: the title, each bullet of a flattened summary, each sentence of running text.

A summary is split at every spaced hyphen; then each split is judged by the text on its two sides, because the same
hyphen also stands inside words (`supply - side`) and ranges (`8700 - 8800`).
"""

import polars as pl

from pipelines.extract.marks import MARK, searchable
from pipelines.extract.text import language

CLAIM_MAX = 2000
"""Characters after which a statement without an end is broken, so that one runaway line stays cheap."""
_LOOK_BACK = 300
"""Characters before a hyphen that decide what it is."""

_SMALL = "and|of|the|in|for|to|on|with|vs\\.?|from|by|a|an|as|at|or|its|amid|through|into|under|per|between"
_WORD = r"[A-Z0-9(&'\"“][\w'’.,/&()%\"”+-]*"
_TITLE_CASE = rf"{_WORD}(?:\s(?:{_WORD}|{_SMALL}|[-–]))*"
_TITLE_TEXT = r"(?:U\.S\.|U\.K\.|vs\.|[A-Z]\.|[0-9]\.[0-9]|[^.。!?！？;；\[\]])"
_CLOSER = r"(?:[.。!?！？;；…][\"”'’)）]*|\[[0-9]{1,3}\]?)"
_CLOSED = rf"{_CLOSER}[.。;；]?\s*$"
_UP_TO_CLOSER = (
    r"(?s)^.*(?:[a-z%)）”\"'’\p{Han}][.!?]|[0-9][.!?](?:[\"”'’)）\s]|$)|[。！？;；…]|\[[0-9]{1,3}\]?)"
    r"[\"”'’)）.。;；]*\s*"
)
"""What ends before a heading; a capital with a full stop (U.S.) ends nothing, nor does a decimal point."""

_GROUP_HEADING = rf"((?:Group|Section|Part|Chapter) [0-9]+(?:\s?[:：] ?{_TITLE_TEXT}{{1,100}})?)\s*$"
_NUMBERED_HEADING = (
    rf"(?:^|{_CLOSER}[.。;；]?)\s*([0-9]{{1,2}}(?:\.[0-9]{{1,2}})+\.?\s?[A-Z\p{{Han}}]{_TITLE_TEXT}{{1,80}})\s*$"
)
_LISTED_HEADING = rf"(?:^|\s)([0-9]{{1,2}}\.\s{_TITLE_CASE})\s*$"
_BOLD_HEADING = r"(\*\*[^*]{1,80}\*\*[:：]?)\s*$"
_TITLE_HEADING = rf"^{_TITLE_CASE}$"
_SENTENCE_HEADING = r"^[A-Z][^.。!?！？;；:：,，\[\]]{2,60}$"
_CHINESE_HEADING = r"(?:^|\s)([A-Za-z0-9+&、/（）()“”：:]{0,12}\p{Han}[\p{Han}A-Za-z0-9+&、/（）()“”：:]{1,29})$"
_AFTER_CITATION = r"\][.。;；]?\s*[^\[\]]{2,60}$"

_SHORT = (
    r"U\.S|U\.K|U\.N|E\.U|Mr|Mrs|Ms|Dr|Inc|Corp|Co|Ltd|No|vs|St|Jr|Sen|Rep|Gov|Gen|e\.g|i\.e|approx"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_ABBREVIATION = rf"(?:(?-u:\b)(?:{_SHORT})|(?:^|\s)[A-Z])\.\s*$"
_LABEL = r"\*\*[^*]{1,80}\*\*[:：]"
_BULLET = rf"(^|\s)([-–*•]\s|{_LABEL})"
_SENTENCE_END = r"([。！？!?…]+[”\"』」）)’]*(?:\s*\[[0-9]{1,3}\])*[。]?|\.[”\")’]*(?:\s*\[[0-9]{1,3}\])*\s+|\n+)"


def claims_of(articles: pl.DataFrame) -> pl.DataFrame:
    """`article_id, title, body` to claims.

    Columns `article_id, field, ordinal, section, text, start_char, end_char, lang, citations`; offsets in the field.
    """
    articles = articles.select("article_id", "title", "body").with_row_index("article")
    # The same body under several titles or outlets is read once.
    bodies = articles.select(pl.col("body").unique(maintain_order=True)).with_row_index("body_row")
    bullets, prose = _bullets(bodies)
    body = _told(_bounded(pl.concat([bullets, _sentences(prose)])).sort("body_row", "start_char"))
    body = body.with_columns((pl.int_range(pl.len()).over("body_row") + 1).cast(pl.Int32).alias("ordinal"))
    owners = articles.join(bodies, on="body", maintain_order="left").select("article", "article_id", "body_row")
    titles = articles.select(
        "article",
        "article_id",
        pl.lit(None, dtype=pl.String).alias("section"),
        pl.lit(0, dtype=pl.Int64).alias("start_char"),
        pl.col("title").alias("text"),
        pl.lit(0, dtype=pl.Int32).alias("ordinal"),
    )
    columns = "article article_id ordinal section text start_char end_char lang citations".split()
    claims = [_told(titles).select(columns), owners.join(body, on="body_row").select(columns)]
    is_title = pl.col("ordinal") == 0
    return (
        pl.concat(claims)
        .sort("article", "ordinal")
        .with_columns(pl.when(is_title).then(pl.lit("title")).otherwise(pl.lit("body")).alias("field"))
        .select("article_id", "field", *columns[2:])
    )


def _told(claims: pl.DataFrame) -> pl.DataFrame:
    """The claims that have text, with what can be told of it alone: `end_char, lang, citations`."""
    text = pl.col("text")
    return claims.filter(text != "").with_columns(
        (pl.col("start_char") + text.str.len_chars().cast(pl.Int64)).alias("end_char"),
        language(text).alias("lang"),
        text.str.extract_all(r"\[[0-9]{1,3}\]")
        .list.eval(pl.element().str.strip_chars("[]").cast(pl.Int32))
        .alias("citations"),
    )


def _pieces(bodies: pl.DataFrame, marked: pl.Expr) -> pl.DataFrame:
    """Bodies cut at the marks: `body_row, piece, position, is_first, previous` in text order."""
    return (
        bodies.select("body_row", marked.str.split(MARK).alias("piece"))
        .explode("piece")
        .with_columns(pl.col("piece").fill_null("").str.len_chars().cast(pl.Int64).alias("length"))
        .with_columns(
            (pl.col("length").cum_sum() - pl.col("length")).alias("position"),
            pl.col("body_row").ne_missing(pl.col("body_row").shift(1)).alias("is_first"),
            _before(pl.col("piece"), 1).alias("previous"),
        )
        .with_columns(pl.col("position") - pl.when("is_first").then("position").forward_fill())
    )


def _before(value: pl.Expr, by: int) -> pl.Expr:
    """The value `by` pieces before in the same body; null where there is none."""
    return pl.when(pl.col("body_row") == pl.col("body_row").shift(by)).then(value.shift(by))


def _bullets(bodies: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Bullets `body_row, section, start_char, text` of the bodies that have bullets, and the other bodies."""
    plain = searchable(pl.col("body"))
    pieces = _judged(_pieces(bodies, plain.str.replace_all(_BULLET, f"${{1}}{MARK}${{2}}")))
    is_headed = pl.col("is_bullet") & pl.col("heading").is_not_null()
    bulleted = (
        pieces.group_by("body_row")
        .agg(pl.col("is_bullet").sum().alias("bullets"), is_headed.any().alias("headed"))
        .filter((pl.col("bullets") >= 2) | pl.col("headed"))
    )
    grouped = (
        pieces.join(bulleted, on="body_row", how="semi")
        .with_columns(pl.col("is_bullet").cum_sum().over("body_row").alias("bullet"))
        .group_by("body_row", "bullet", maintain_order=True)
        .agg(
            pl.col("piece").str.join("").alias("text"),
            pl.col("position").first(),
            pl.col("heading").filter(pl.col("is_bullet")).first().alias("section"),
        )
    )
    # The heading of a bullet is printed at the end of the text before it.
    next_heading = pl.col("section").shift(-1).over("body_row").str.len_chars().fill_null(0)
    kept = pl.col("text").str.strip_chars_end()
    grouped = grouped.with_columns(
        pl.when(next_heading > 0)
        .then(kept.str.head(kept.str.len_chars() - next_heading))
        .otherwise("text")
        .alias("text"),
        pl.col("section").forward_fill().over("body_row"),
    )
    bullets = _original(_trim(grouped, r"^\s*(?:[-–*•]\s)?\s*"), bodies)
    return bullets, bodies.join(bulleted, on="body_row", how="anti")


def _judged(pieces: pl.DataFrame) -> pl.DataFrame:
    """Pieces with `is_bullet`, whether a bullet starts here, and the `heading` printed before it."""
    content = pl.col("piece").str.replace(r"^[-–*•]\s", "")
    before = pl.concat_str(*(_before(pl.col("piece"), by).fill_null("") for by in (3, 2, 1)))
    pieces = pieces.with_columns(
        content.alias("content"),
        _before(content.str.tail(_LOOK_BACK), 1).fill_null("").alias("left"),
        before.str.tail(_LOOK_BACK).alias("before"),
    ).with_columns(pl.col("left").str.tail(20).str.contains(_CLOSED).alias("is_closed"))
    is_open, left = ~pl.col("is_closed"), pl.col("left")
    numbered = pl.coalesce(
        pl.when(is_open).then(pl.col("before").str.extract(_GROUP_HEADING, 1)),
        pl.when(is_open).then(pl.col("before").str.extract(_NUMBERED_HEADING, 1)),
        pl.when(is_open).then(pl.col("before").str.extract(_LISTED_HEADING, 1)),
    )
    tail = pl.when(is_open).then(left.str.replace(_UP_TO_CLOSER, "").str.strip_chars())
    stands_alone = left.str.contains(_AFTER_CITATION) | (pl.col("position") == left.str.len_chars())
    heading = pl.coalesce(
        numbered,
        pl.when(is_open).then(left.str.extract(_BOLD_HEADING, 1)),
        pl.when(tail.str.contains(_TITLE_HEADING)).then(tail),
        pl.when(stands_alone & tail.str.contains(_SENTENCE_HEADING)).then(tail),
        tail.str.extract(_CHINESE_HEADING, 1),
    )
    pieces = pieces.with_columns(
        heading.str.strip_chars().alias("heading"), numbered.is_not_null().alias("is_numbered")
    )
    starts_low = pl.col("content").str.contains(r"^[a-z]")
    ends_claim = pl.col("is_closed") & ~left.str.tail(20).str.contains(_ABBREVIATION)
    # "3.3 US - China Trade - …": the hyphen stands inside the heading.
    is_last = pl.col("body_row") != pl.col("body_row").shift(-1)
    inside_heading = (
        pl.col("is_numbered") & ~is_last & pl.col("content").str.strip_chars().str.contains(rf"^{_TITLE_CASE}$")
    )
    is_bullet = pl.col("piece").str.contains(rf"^(?:[-–*•]\s|{_LABEL})") & (
        (pl.col("position") == 0)
        | left.str.tail(20).str.contains(r"\]\s*$")
        | (ends_claim & ~starts_low)
        | (pl.col("heading").is_not_null() & ~starts_low & ~inside_heading & ~_joins_numbers())
    )
    return pieces.with_columns(is_bullet.alias("is_bullet"))


def _joins_numbers() -> pl.Expr:
    """A hyphen between two numbers is a range."""
    return pl.col("left").str.contains(r"[0-9%]\s*$") & pl.col("content").str.contains(r"^\s*[$€¥]?[0-9]")


def _sentences(bodies: pl.DataFrame) -> pl.DataFrame:
    """Sentences `body_row, section, start_char, text` of running text; abbreviations and wraps do not end one."""
    plain = searchable(pl.col("body"))
    pieces = _pieces(bodies, plain.str.replace_all(_SENTENCE_END, f"${{1}}{MARK}"))
    left, right = pl.col("previous").fill_null(""), pl.col("piece")
    is_wrap = (
        left.str.contains(r"[^。！？!?….|\n]\n$") & (left.str.len_chars() >= 30) & ~right.str.contains(r"^\s*[|\n-]")
    )
    is_number = left.str.contains(r"[0-9]\.\s*$") & right.str.contains(r"^[a-z0-9]")
    goes_on = right.str.contains(r"^\s*(?:[a-z]|\.\.\.|[”\"』」）)])")
    starts = pl.col("is_first") | ~(is_wrap | is_number | left.str.contains(_ABBREVIATION) | goes_on)
    grouped = (
        pieces.with_columns(starts.alias("starts"))
        .with_columns(pl.col("starts").cum_sum().over("body_row").alias("sentence"))
        .group_by("body_row", "sentence", maintain_order=True)
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
        .agg(pl.col("body_row", "section", "start_char").first(), pl.col("text").str.join(""))
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
    ).select("body_row", "section", "start_char", "text")


def _original(grouped: pl.DataFrame, bodies: pl.DataFrame) -> pl.DataFrame:
    """The same pieces as they stand in the body, where searching had replaced characters."""
    changed = bodies.filter(searchable(pl.col("body")) != pl.col("body"))
    if changed.is_empty():
        return grouped
    size = pl.col("text").str.len_chars()
    printed = pl.col("body").str.slice(pl.col("start_char"), size)
    return (
        grouped.join(changed, on="body_row", how="left", maintain_order="left")
        .with_columns(pl.when(pl.col("body").is_null()).then(pl.col("text")).otherwise(printed).alias("text"))
        .drop("body")
    )
