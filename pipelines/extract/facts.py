"""Claims to what they state: names, numbers, and which belong together. Pages and single texts both come through here.

The same words are read once, however many claims repeat them: what depends on the words alone is found per statement (a
distinct text), what also depends on heading, neighbours and article is decided per reading (a statement in a context).
"""

from dataclasses import dataclass, replace

import polars as pl

from pipelines.extract.discovery import discovered_in
from pipelines.extract.events import dates_of
from pipelines.extract.homographs import by_article, by_words
from pipelines.extract.linking import CONTEXT, in_context, link
from pipelines.extract.measures import quantities_of
from pipelines.extract.names import beside_numbers, mentions_of, outside_names
from pipelines.extract.offices import offices_of
from pipelines.extract.short_names import again
from pipelines.extract.subjects import claim_subjects, main_entities, section_subjects
from pipelines.extract.variants import with_changes
from pipelines.lexicon import Lexicon

_NUMBER = "quote start end comparator low high change as_of".split()


@dataclass(frozen=True)
class Facts:
    """Frames about claims; rows belong to a claim by `claim`, offsets are in the claim's text."""

    discovered: pl.DataFrame
    """Entities the lexicon does not hold, in the declared columns."""
    mentions: pl.DataFrame
    """`claim, entity_id, surface, start, end`."""
    measures: pl.DataFrame
    """`claim, quote, start, end, comparator, low, high, unit, change, metric, subject_id, object_id, as_of` …"""
    numbers: pl.DataFrame
    """`claim, quote, start, end, comparator, low, high, change, as_of`: numbers that have a value and no unit."""
    offices: pl.DataFrame
    """`claim, entity_id, office, body_id, start, end, is_former`: who is said to hold which office."""
    dates: pl.DataFrame
    """`claim, quote, start, end, as_of, has_year, tense`: the dates that the claims give for what they tell."""
    subjects: pl.DataFrame
    """`claim, subject_id`: whom the claim as a whole is about."""


def facts_of(claims: pl.DataFrame, lexicon: Lexicon) -> Facts:
    """`claim, article_id, ordinal, section, text` to what the texts state.

    The claims of one `article_id` stand in their order; what an article is about is taken from all of them.
    """
    statements, claims, headings = _statements(claims)
    texts = statements.rename({"statement": "claim"})
    named = by_words(texts, mentions_of(texts, lexicon), lexicon)
    quantities = outside_names(quantities_of(texts, lexicon), named)
    measures = quantities.filter(pl.col("unit").is_not_null())
    mentions = beside_numbers(named, measures)
    # A heading says whom its claims are about, but it is no claim: what it alone names has no row.
    discovered, mentions, found = discovered_in(texts.join(claims, on="text", how="semi"), mentions, lexicon)
    shown = claims.select("article_id", pl.col("statement").alias("claim")).unique(maintain_order=True)
    changes = pl.concat(
        [by_article(texts, shown, mentions, lexicon), again(texts, shown, found, mentions, lexicon)]
    )
    stated, quantities = (rows.rename({"claim": "statement"}) for rows in (mentions, quantities))
    statements, claims, stated, quantities = with_changes(
        changes.rename({"claim": "statement"}), statements, claims, stated, quantities
    )
    measures, bare = quantities.filter(pl.col("unit").is_not_null()), quantities.filter(pl.col("unit").is_null())
    named = claims.select("claim", "statement").join(stated, on="statement")
    discovered = discovered.join(named, on="entity_id", how="semi", maintain_order="left")
    lexicon = replace(lexicon, entities=pl.concat([lexicon.entities, discovered]))
    main = main_entities(claims, named, lexicon)
    claims = in_context(claims, named, section_subjects(headings, stated, lexicon), main, lexicon)
    held = offices_of(texts, stated.rename({"statement": "claim"}), lexicon).rename({"claim": "statement"})
    dates = dates_of(texts, lexicon).rename({"claim": "statement"})
    readings, claims = _numbered(claims, ["statement", *CONTEXT], "reading")
    linked = link(
        readings.join(statements, on="statement", maintain_order="left").rename({"reading": "claim"}),
        readings.join(stated, on="statement").rename({"reading": "claim"}),
        readings.select("reading", "statement")
        .join(measures, on="statement", maintain_order="left_right")
        .rename({"reading": "claim"}),
        lexicon,
    )
    of_claims = claims.select("claim", "reading")
    bare = bare.select("statement", *_NUMBER)
    return Facts(
        discovered,
        named.select("claim", "entity_id", "surface", "start", "end"),
        of_claims.join(linked.rename({"claim": "reading"}), on="reading", maintain_order="left_right"),
        _of_claims(bare, claims),
        _of_claims(held, claims),
        _of_claims(dates, claims),
        claim_subjects(claims, named, main, lexicon),
    )


def _statements(claims: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The distinct texts of claims and headings as `statement, text`, and the number of theirs for both.

    Headings are `section, statement`.
    """
    sections = claims.select("section").drop_nulls().unique(maintain_order=True)
    texts = pl.concat([claims.select("text"), sections.select(pl.col("section").alias("text"))])
    statements = texts.unique(maintain_order=True).with_row_index("statement")
    headings = sections.join(statements, left_on="section", right_on="text")
    return statements, claims.join(statements, on="text", how="left", maintain_order="left"), headings


def _of_claims(rows: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Rows of statements as rows of the claims that make them."""
    made = claims.select("claim", "statement")
    return made.join(rows, on="statement", maintain_order="left_right").drop("statement")


def _numbered(claims: pl.DataFrame, by: list[str], name: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The distinct values with a number as `name`, and the claims with the number of theirs."""
    distinct = claims.select(by).unique(maintain_order=True).with_row_index(name)
    return distinct, claims.join(distinct, on=by, how="left", nulls_equal=True, maintain_order="left")
