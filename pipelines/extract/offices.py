"""Who is said to hold which office of which country or body, and which firms and mines money is said to go into."""

import polars as pl

from pipelines.extract.marks import left_of
from pipelines.extract.patterns import any_of
from pipelines.lexicon import Lexicon
from pipelines.lexicon.holders import bodies, countries_by_code

_REACH = 48
"""Characters beside a name within which its title stands."""
_GAP = 8
"""Characters at most between a body and its office: 's, 的, former."""
_NEAR = 12
"""Characters before an office within which "former" or "deputy" stands."""
OFFICE = ["claim", "entity_id", "office", "body_id", "start", "end", "is_former"]
"""Columns of an office: the title as `start, end` in the claim, held by the person `entity_id`."""


def offices_of(texts: pl.DataFrame, mentions: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`claim, text` and `claim, entity_id, start, end` to the columns of OFFICE, one row per title beside a person.

    A title whose country or body is not told by its words is left out, as are deputies.
    """
    kinds = mentions.join(lexicon.entities.select("entity_id", "type"), on="entity_id")
    people = kinds.filter(pl.col("type") == "person").join(texts.select("claim", "text"), on="claim")
    titled = pl.concat([_before(people, lexicon), _after(people, lexicon)])
    named = mentions.join(bodies(lexicon.entities), on="entity_id").select(
        "claim", "body_id", pl.col("start").alias("from"), pl.col("end").alias("until")
    )
    told = pl.concat(
        [_with_body(titled, named, lexicon), _with_own_country(titled, lexicon), _investees(kinds, texts, lexicon)]
    )
    # "former U.S. Treasury Secretary" and 美国前财长: the word stands on either side of the country.
    is_former, is_other = (
        pl.col("between").str.contains(words) | pl.col("left").str.contains(rf"{words}[\s-]?$")
        for words in (any_of(_contexts(lexicon, place)) for place in ("past", "not"))
    )
    return (
        told.filter(~is_other)
        .with_columns(is_former.alias("is_former"))
        .sort("claim", "start", "gap", "body_id")
        .unique(["claim", "entity_id"], keep="first", maintain_order=True)
        .select(OFFICE)
    )


def _contexts(lexicon: Lexicon, place: str) -> list[str]:
    return lexicon.office_contexts.filter(pl.col("place") == place)["word"].to_list()


def _title(lexicon: Lexicon) -> str:
    return any_of(lexicon.offices["word"].to_list())


def _before(people: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Titles before a name: U.S. Treasury Secretary Scott Bessent, 美国财长贝森特."""
    title = rf"(?P<word>{_title(lexicon)})(?P<space>[\s：:]?(?:Mr\.?\s|Ms\.?\s)?)$"
    groups = left_of("start", _REACH).str.extract_groups(title)
    found = people.with_columns(groups.alias("groups")).unnest("groups").drop_nulls("word")
    end = pl.col("start") - pl.col("space").str.len_chars().cast(pl.Int64)
    return found.select(
        "claim",
        "entity_id",
        "text",
        "word",
        (end - pl.col("word").str.len_chars().cast(pl.Int64)).alias("start"),
        end.alias("end"),
        pl.lit(None, dtype=pl.Int64).alias("not_before"),
    )


def _after(people: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Titles after a name and a comma: Scott Bessent, the U.S. Treasury Secretary; Jensen Huang, CEO of Nvidia."""
    right = pl.col("text").str.slice("end", _REACH)
    lead = r"(?P<lead>,\s(?:the\s|former\s|then\s)*(?:[A-Z][^\s,;]*\s){0,4}?)"
    groups = right.str.extract_groups(rf"^{lead}(?P<word>{_title(lexicon)})")
    found = people.with_columns(groups.alias("groups")).unnest("groups").drop_nulls("word")
    start = pl.col("end") + pl.col("lead").str.len_chars().cast(pl.Int64)
    return found.select(
        "claim",
        "entity_id",
        "text",
        "word",
        start.alias("start"),
        (start + pl.col("word").str.len_chars().cast(pl.Int64)).alias("end"),
        pl.col("end").alias("not_before"),
    )


def _with_body(titled: pl.DataFrame, named: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Titles directly behind the body's name, or before it with "of"."""
    pairs = titled.join(named, on="claim").filter(pl.col("from") >= pl.col("not_before").fill_null(0))
    behind, ahead = pl.col("start") - pl.col("until"), pl.col("from") - pl.col("end")
    link = rf"^(?:['’]s|[\s-]|的|{any_of(_contexts(lexicon, 'past') + _contexts(lexicon, 'not'))})*$"
    between = pl.col("text").str.slice("until", behind.clip(0, _GAP))
    is_behind = behind.is_between(0, _GAP) & between.str.contains(link)
    # 中国外交部长: the ministry's name runs into the title.
    is_behind |= (behind < 0) & (pl.col("from") < pl.col("start")) & (pl.col("until") <= pl.col("end"))
    is_ahead = ahead.is_between(2, _GAP)
    is_ahead &= pl.col("text").str.slice("end", ahead.clip(0, _GAP)).str.contains("^ (?:of|at) (?:the )?$")
    told = pairs.filter(is_behind | is_ahead).with_columns(
        pl.when(is_behind).then(between).otherwise(pl.lit("")).alias("between"),
        pl.when(is_behind).then(left_of("from", _NEAR)).otherwise(left_of("start", _NEAR)).alias("left"),
        pl.when(is_behind).then(behind).otherwise(ahead).alias("gap"),
    )
    return _named(told, lexicon)


def _with_own_country(titled: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Titles that only one country has: Treasury Secretary."""
    own = lexicon.offices.drop_nulls("iso3").join(countries_by_code(lexicon.entities), on="iso3")
    own = own.select("word", pl.col("country_id").alias("body_id"))
    told = titled.join(own, on="word").with_columns(
        pl.lit("").alias("between"),
        left_of("start", _NEAR).alias("left"),
        pl.lit(_GAP + 1, dtype=pl.Int64).alias("gap"),
    )
    return _named(told, lexicon)


def _investees(kinds: pl.DataFrame, texts: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Firms and mines that money goes into: investment in MP Materials, a stake in the Mountain Pass mine."""
    targets = kinds.filter(pl.col("type").is_in(["organization", "place"]))
    targets = targets.join(texts.select("claim", "text"), on="claim")
    lead = left_of("start", _REACH).str.extract(rf"({any_of(_contexts(lexicon, 'investee'))}\s?(?:the\s)?)$", 1)
    lead = lead.str.len_chars().cast(pl.Int64)
    return targets.with_columns(lead.alias("lead")).drop_nulls("lead").select(
        "claim",
        "entity_id",
        pl.lit("investee").alias("office"),
        pl.lit(None, dtype=pl.String).alias("body_id"),
        (pl.col("start") - pl.col("lead")).alias("start"),
        pl.col("start").alias("end"),
        pl.lit("").alias("between"),
        pl.lit("").alias("left"),
        pl.lit(0, dtype=pl.Int64).alias("gap"),
    )


def _named(told: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    offices = lexicon.offices.select("word", "office")
    return told.join(offices, on="word").select(
        "claim", "entity_id", "office", "body_id", "start", "end", "between", "left", "gap"
    )
