"""Names that no list holds, found by their form, and again by their short form elsewhere in the article.

Only forms that rarely err; what the lexicon knows as an organisation or a person stays as it is.
"""

import polars as pl

from pipelines.extract import firms_en, forms_en, forms_zh, products
from pipelines.extract.anchors import FOUND, Words, anchors, words_of
from pipelines.extract.marks import WRAP_MATCH, find, printed, searchable
from pipelines.extract.ministries import foreign_offices, ministries
from pipelines.identity import identifier
from pipelines.lexicon import Lexicon

_HEADLINE_WORDS = (
    r"\s(?:the|and|for|its|new|per|via|from|with|amid|over|into|after|before|than|that|this|under|across|towards?|about)"
    r"(?-u:\b)"
)
FOUND_NAMES = ["claim", "surface", "start", "end", "type", "subtype", "form", "name", "entity_id"]
_HITS = ["claim", "surface", "start", "end", "type", "subtype", "form"]


def discovered_in(
    claims: pl.DataFrame, known: pl.DataFrame, lexicon: Lexicon
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Entities found by form, all mentions (those given and those of the new names), and what was found where.

    `claims`: claim, text, each text once; `known`: `claim, entity_id, surface, start, end` of known names. An
    organisation or person that is known stands; any other known name inside a new one is part of it (lithium in Aurora
    Lithium Holdings).
    Returns `entities` (the declared columns, origin discovered), mentions shaped as `known`, and FOUND_NAMES.
    """
    claims = claims.select("claim", "text")
    types = lexicon.entities.select("entity_id", pl.col("type").alias("known_type"))
    foreign = foreign_offices(claims, known, lexicon)
    place = foreign.select("claim", "entity_id", pl.col("at").alias("start"), pl.col("until").alias("end"))
    known = known.join(place, on=place.columns, how="anti", maintain_order="left")
    columns = [*_HITS, "known_id", "name"]
    foreign = foreign.filter(pl.col("subtype") == "ministry").select(columns)
    offices = pl.concat([ministries(claims, known, lexicon).select(columns), foreign])
    formed = _named(_apart(_hits(claims, lexicon), known.join(types, on="entity_id", how="left")), lexicon)
    hits = outermost(pl.concat([offices, formed.select(offices.columns)]))
    own_id = identifier(pl.col("type"), pl.col("name"))
    hits = hits.with_columns(pl.coalesce("known_id", own_id).alias("entity_id"))
    mentions = pl.concat([beside(known, hits), hits.select(known.columns)])
    is_known = pl.col("entity_id").is_in(lexicon.entities["entity_id"].implode())
    return _entities(hits.filter(~is_known)), mentions.sort("claim", "start", "entity_id"), hits.select(FOUND_NAMES)


def _hits(claims: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Names by form in all claims."""
    texts = claims.select(pl.col("claim").alias("text_id"), searchable(pl.col("text")).alias("plain"))
    words = words_of(lexicon)
    found = _found(texts, words, _adjectives(lexicon))
    hits = claims.join(found, left_on="claim", right_on="text_id")
    hits = hits.with_columns(printed().alias("surface")).filter(~pl.col("surface").is_in(words.listed("generic")))
    return outermost(hits.select(_HITS))


def _found(texts: pl.DataFrame, words: Words, adjectives: list[str]) -> pl.DataFrame:
    """Every form in the texts: `text_id, start, end, type, subtype, form`."""
    hits = _with_setting(anchors(texts, words), texts)
    tickers = _tickers(texts, forms_en.ticker(words))
    found = [
        forms_en.organizations(hits, words, adjectives),
        forms_en.openings(hits, words),
        forms_en.places(hits, words, adjectives),
        forms_en.persons(hits, words),
        forms_en.listed_companies(tickers, words),
        forms_zh.organizations(hits, words),
        forms_zh.persons(hits, words),
        forms_zh.places(hits, words),
        forms_zh.listed_companies(tickers, words),
        firms_en.employers(hits, words, adjectives),
        firms_en.compounds(texts),
        products.products(texts, words),
    ]
    return pl.concat([frame.select(FOUND) for frame in found])


def _with_setting(hits: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """The anchors with `is_headline`: in a text where every word has a capital, a capital says little."""
    small = pl.col("plain").str.count_matches(r"\s[a-z]{3,}") > pl.col("plain").str.count_matches(_HEADLINE_WORDS)
    has_small = texts.join(hits.select("text_id").unique(), on="text_id", how="semi").select(
        "text_id", (~small).alias("is_headline")
    )
    return hits.join(has_small, on="text_id", how="left", maintain_order="left")


def _tickers(texts: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """`text_id, at, left`: where a ticker in brackets begins, and what stands before it."""
    found = find(
        texts.filter(pl.col("plain").str.contains(pattern)).select("text_id", "plain"),
        pl.col("plain").str.replace_all(pattern, WRAP_MATCH),
    )
    return found.select("text_id", pl.col("start").alias("at"), pl.col("before").str.tail(60).alias("left"))


def _adjectives(lexicon: Lexicon) -> list[str]:
    """Names of countries and their adjectives: with a general word they make no name (Chinese Semiconductor makers)."""
    countries = lexicon.entities.filter(pl.col("type") == "country").select("entity_id")
    return lexicon.surfaces.join(countries, on="entity_id", how="semi")["surface"].to_list()


def outermost(hits: pl.DataFrame) -> pl.DataFrame:
    """The hits that do not begin inside an earlier or longer one."""
    hits = hits.sort(
        "claim", "start", pl.col("end") - pl.col("start"), descending=[False, False, True], maintain_order=True
    )
    is_nested = pl.col("start") < pl.col("end").cum_max().shift(1).over("claim").fill_null(0)
    return hits.filter(~is_nested)


def _apart(hits: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The hits that are not what the lexicon knows already: its organisations and people stand, its other names may be
    part of a new one."""
    hits = hits.with_row_index("hit")
    inside = hits.join(
        known.select(
            "claim", "known_type", pl.col("surface").alias("its"), pl.col("start").alias("at"),
            pl.col("end").alias("until"),
        ),
        on="claim",
    ).filter((pl.col("at") < pl.col("end")) & (pl.col("until") > pl.col("start")))  # fmt: skip
    opens, closes = pl.col("at") == pl.col("start"), pl.col("until") == pl.col("end")
    is_partial = (pl.col("at") < pl.col("start")) | (pl.col("until") > pl.col("end"))
    one_word_left = pl.col("surface").str.tail(pl.col("end") - pl.col("until")).str.contains(r"^\s\S+$")
    is_adjective = (pl.col("known_type") == "country") & opens & one_word_left & (pl.col("form") != "given")
    is_person = pl.col("type") == "person"
    # Eric Trump is not the Trump of the lexicon; Donald J. Trump is.
    other_given = (
        closes
        & ~opens
        & (pl.col("its").str.contains(r"^\S+$"))
        & (pl.col("surface").str.head(2) != pl.col("its").str.head(2))
    )
    is_someone = (pl.col("known_type") == "person") & ~(is_person & other_given)
    is_elsewhere = (
        is_person & ~pl.col("known_type").is_in(["person", "organization"]) & opens & (pl.col("form") != "given")
    )
    is_whole = opens & closes & ~((pl.col("type") == "organization") & (pl.col("known_type") == "material"))
    is_taken = (pl.col("known_type") == "organization") | is_someone | is_adjective | is_elsewhere | is_whole
    return hits.join(inside.filter(is_taken | is_partial), on="hit", how="anti", maintain_order="left").drop("hit")


def _named(hits: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The hits with `name`, without a legal form, and `known_id` of an organisation known by that name."""
    name = pl.when(pl.col("type") == "organization").then(_bare(lexicon)).otherwise("surface")
    hits = hits.with_columns(
        pl.coalesce(pl.when(name != "").then(name), "surface").alias("name"), _stem(lexicon).alias("stem")
    )
    return hits.join(
        _stems(lexicon, hits["surface"].str.head(2)), on=["type", "stem"], how="left", maintain_order="left"
    ).drop("stem")


def _bare(lexicon: Lexicon) -> pl.Expr:
    """The surface without its legal form: Galaxy Vexel Co., Ltd. is Galaxy Vexel."""
    legal = words_of(lexicon).any("legal")
    return pl.col("surface").str.replace(rf",?\s(?:{legal}|Company)\.?(?:,?\s{legal}\.?)*$", "")


def _stem(lexicon: Lexicon) -> pl.Expr:
    return _bare(lexicon).str.replace(r"\s(?:Holdings|Group)$", "")


def _stems(lexicon: Lexicon, heads: pl.Series) -> pl.DataFrame:
    """`type, stem, known_id`: organisations by their name without its legal form: Critical Metals for …Metals Corp.

    Only names that begin as one of `heads` does.
    """
    known = lexicon.entities.filter(pl.col("type") == "organization")
    begins_so = pl.col("surface").str.head(2).is_in(heads.unique().implode())
    stems = (
        lexicon.surfaces.filter(begins_so)
        .join(known.select("entity_id", "type"), on="entity_id")
        .select("type", _stem(lexicon).alias("stem"), pl.col("entity_id").alias("known_id"))
    )
    return stems.unique().filter(pl.len().over("stem") == 1)


def beside(known: pl.DataFrame, hits: pl.DataFrame) -> pl.DataFrame:
    """The known mentions that no hit covers."""
    places = hits.select("claim", pl.col("start").alias("from"), pl.col("end").alias("to"))
    covered = known.join(places, on="claim").filter((pl.col("start") < pl.col("to")) & (pl.col("end") > pl.col("from")))
    return known.join(covered, on=["claim", "entity_id", "start", "end"], how="anti")


def _entities(hits: pl.DataFrame) -> pl.DataFrame:
    is_chinese = pl.col("name").str.contains(r"\p{Han}")
    return (
        hits.unique("entity_id", keep="first", maintain_order=True)
        .select(
            "entity_id",
            "type",
            "subtype",
            "name",
            pl.when(is_chinese).then("name").alias("name_zh"),
            pl.lit(None, dtype=pl.String).alias("iso3"),
            pl.lit(None, dtype=pl.String).alias("role"),
            pl.lit("discovered").alias("origin"),
        )
        .sort("entity_id")
    )
