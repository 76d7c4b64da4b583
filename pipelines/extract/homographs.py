"""Names that stand for more than one thing, or for none: the words beside them and in their article decide.

The rules are rows of homographs.csv; the first that fits decides. What no rule decides stays as it was found.
"""

import polars as pl

from pipelines.extract.marks import find, left_of, searchable, wrap
from pipelines.extract.patterns import any_of
from pipelines.extract.variants import CHANGES
from pipelines.lexicon import Lexicon

_BESIDE = 24
"""Characters before and after a name that decide."""
_PLACE = ["claim", "start", "end"]


def by_words(texts: pl.DataFrame, mentions: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The mentions as the words beside each name decide. `texts`: claim, text; `mentions`: as from `mentions_of`."""
    decided = _decided(_hits(texts, mentions, lexicon), lexicon)
    if decided.is_empty():
        return mentions
    places = decided.select(*_PLACE).unique()
    covered = mentions.join(places, on="claim", suffix="_name").filter(
        (pl.col("start") < pl.col("end_name")) & (pl.col("end") > pl.col("start_name"))
    )
    kept = mentions.join(covered, on=["claim", "entity_id", "start", "end"], how="anti")
    added = decided.drop_nulls("entity_id").select(mentions.columns)
    return pl.concat([kept, added]).sort("claim", "start", "entity_id")


def by_article(texts: pl.DataFrame, shown: pl.DataFrame, mentions: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """CHANGES for the names no word beside them decides: those the rest of the article does.

    Where its words speak for two things, or for none and the rules' last row says so, the name is left out.
    """
    rules = lexicon.homographs.filter(pl.col("side").is_in(["article", "else"]))
    # A name that a form has given to another, such as Brazil's Ministry of Finance, is decided already.
    usual = mentions.filter(pl.col("surface").is_in(rules["surface"].unique().implode()))
    usual = usual.join(lexicon.surfaces, on=["surface", "entity_id"], how="semi")
    hits = _hits(texts, usual, lexicon, rules["surface"].unique().to_list())
    hits = hits.join(_decided(hits, lexicon), on=_PLACE, how="anti").drop("text")
    articles = shown.join(hits.select("claim").unique(), on="claim", how="semi").select("article_id").unique()
    words = (
        shown.join(articles, on="article_id", how="semi")
        .join(texts, on="claim")
        .group_by("article_id")
        .agg(pl.col("text").str.join("\n"))
    )
    asked = shown.join(hits.select("claim", "surface"), on="claim").select("article_id", "surface").unique()
    asked = asked.join(words, on="article_id").join(rules.with_row_index("rule"), on="surface")
    # A list of words with another list in it is one pattern; there are as many as rules, however many articles.
    fits = pl.col("text").str.contains(pl.col("pattern"))
    asked = asked.with_columns(pl.when(pl.col("side") == "else").then(pl.lit(True)).otherwise(fits).alias("fits"))
    asked = asked.filter("fits")
    spoken = (
        asked.filter(pl.col("side") == "article")
        .group_by("article_id", "surface")
        .agg(pl.col("entity_ids").first(), pl.col("entity_ids").list.join("|").n_unique().alias("answers"))
    )
    left = asked.filter(pl.col("side") == "else").select("article_id", "surface", pl.col("entity_ids").alias("other"))
    answers = (
        asked.select("article_id", "surface")
        .unique()
        .join(spoken, on=["article_id", "surface"], how="left")
        .join(left, on=["article_id", "surface"], how="left")
        .with_columns(
            pl.when(pl.col("answers") == 1)
            .then("entity_ids")
            .when(pl.col("answers").is_null())
            .then("other")
            .alias("ids")
        )
    )
    placed = shown.join(hits, on="claim").join(
        answers.select("article_id", "surface", "ids"), on=["article_id", "surface"]
    )
    placed = placed.with_row_index("hit")
    added = placed.explode("ids").drop_nulls("ids").with_columns(pl.col("ids").alias("entity_id"))
    stood = placed.join(mentions.select(*_PLACE, "entity_id"), on=_PLACE)
    same = ["hit", "entity_id"]
    changes = [
        stood.join(added, on=same, how="anti").with_columns(pl.lit(True).alias("is_dropped")).select(CHANGES),
        added.join(stood, on=same, how="anti").with_columns(pl.lit(False).alias("is_dropped")).select(CHANGES),
    ]
    return pl.concat(changes)


def _hits(
    texts: pl.DataFrame, mentions: pl.DataFrame, lexicon: Lexicon, surfaces: list[str] | None = None
) -> pl.DataFrame:
    """`claim, surface, start, end, text` of the names with rules: those found, and compounds found in their parts."""
    wanted = surfaces if surfaces is not None else lexicon.homographs["surface"].unique().to_list()
    found = mentions.filter(pl.col("surface").is_in(wanted)).select("claim", "surface", "start", "end").unique()
    compound = pl.DataFrame({"surface": wanted}).join(lexicon.surfaces, on="surface", how="anti")["surface"].to_list()
    if compound:
        held = texts.filter(pl.col("text").str.contains(any_of(compound)))
        marked = searchable(pl.col("text")).str.replace_many(compound, wrap(compound), leftmost=True)
        parts = find(held.select("claim", "text"), marked).select(
            "claim", pl.col("match").alias("surface"), "start", "end"
        )
        longer = mentions.select("claim", pl.col("start").alias("from"), pl.col("end").alias("to"))
        inside = parts.join(longer, on="claim").filter(
            (pl.col("from") <= pl.col("start")) & (pl.col("to") >= pl.col("end"))
        )
        found = pl.concat([found, parts.join(inside, on=_PLACE, how="anti")])
    return found.join(texts.select("claim", "text"), on="claim")


def _decided(hits: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`claim, surface, start, end, entity_id` of the hits the words beside them decide; a null entity is no name."""
    before = left_of("start", _BESIDE)
    rules = lexicon.homographs.filter(pl.col("side").is_in(["before", "after"])).with_row_index("rule")
    beside = pl.when(pl.col("side") == "before").then(before).otherwise(pl.col("text").str.slice("end", _BESIDE))
    return (
        hits.join(rules, on="surface")
        .filter(beside.str.contains(pl.col("pattern")))
        .sort("claim", "start", "rule")
        .unique(_PLACE, keep="first", maintain_order=True)
        .select("claim", "surface", "start", "end", pl.col("entity_ids").alias("entity_id"))
        .explode("entity_id")
    )
